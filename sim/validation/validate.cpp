#include "sim/validation/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/calibration/calibrate.hpp"
#include "sim/inference/misfits.hpp"
#include "sim/inference/missing_loads.hpp"
#include "sim/inference/priors.hpp"
#include "sim/validation/least_squares.hpp"

namespace formcast {
namespace {

/// The methods that the twin is compared with. They refer to `c` and `record`.
std::vector<ForecastMethod> methods(const Calibration& c, const Record& record) {
  return {twin_method(c.rolling),         last_value(c.twin.tests),       mean_of_five(c.twin.tests),
          local_level_method(c.rolling),  damped_trend_method(c.rolling), without_loads_method(c.without_loads),
          banister_least_squares(record), busso_least_squares(record)};
}

std::vector<TwinForecast> twin_forecasts(const Calibration& c, const std::vector<ForecastCase>& cases) {
  std::vector<TwinForecast> all;
  for (const ForecastCase& f : cases) {
    const NormalMixture expected = c.rolling.twin(f.request);
    const Test& test = c.twin.tests[static_cast<std::size_t>(f.request.test)];
    all.push_back({f.origin, test.day, f.ahead, expected.mean(), expected.quantile(0.05), expected.quantile(0.95),
                   test.performance});
  }
  return all;
}

std::string why_not_judged(const AthleteHistory& athlete, int first_origin) {
  const auto tests = athlete.tests.size();
  return fmt::format(
      "nothing to judge in {} days with {} test{}: forecasts begin after {} days, know at least one test and need "
      "another within {} days",
      athlete.days(), tests, tests == 1 ? "" : "s", std::max(first_origin, ForecastCases::kFirstOrigin),
      ForecastCases::kAhead);
}

AthleteValidation validate_athlete(const AthleteHistory& given, const History& history, Timing timing,
                                   const Priors& priors) {
  const AthleteHistory athlete = without_implausible_loads(given);
  AthleteValidation v;
  v.athlete = athlete.athlete;
  v.start = athlete.start;
  v.days = athlete.days();
  v.tests = athlete.tests;
  // Checked before the banks run for seconds in vain.
  const int first_origin = athlete_scale(athlete).days;
  const ForecastCases cases = forecast_cases(athlete.tests, athlete.days(), first_origin);
  if (cases.rolling.empty() && cases.cut.empty()) {
    v.skill = evaluate(athlete.tests, cases, {});
    v.note = why_not_judged(athlete, first_origin);
    return v;
  }
  const Calibration c = calibrate_and_forecast(athlete, history, timing, priors);
  const Record record{timing, fill_missing_loads(athlete), athlete.tests};
  v.loads_add = c.twin.loads_add;
  v.skill = evaluate(c.twin.tests, c.cases, methods(c, record));
  v.rolling = twin_forecasts(c, c.cases.rolling);
  v.cut = twin_forecasts(c, c.cases.cut);
  return v;
}

/// Priors from all other athletes' records, so that no forecast uses later days of the athlete's own.
Priors priors_without(std::size_t athlete, std::vector<AthleteMarginals> squad) {
  squad[athlete].clear();
  std::erase_if(squad, [](const AthleteMarginals& one) { return one.empty(); });
  const auto others = squad.size();
  return learn_priors(squad, population_priors(), fmt::format("{} other{}", others, others == 1 ? "" : "s"));
}

/// Mean of the horizons that hold forecasts. All know the same methods.
HorizonSkill mean_of(const std::vector<const HorizonSkill*>& all) {
  HorizonSkill mean{all.front()->from, all.front()->to, 0, {}};
  const auto share = static_cast<double>(
      std::count_if(all.begin(), all.end(), [](const HorizonSkill* h) { return h->forecasts > 0; }));
  for (const HorizonSkill* h : all) {
    mean.to = std::max(mean.to, h->to);
    if (h->forecasts == 0) continue;
    mean.forecasts += h->forecasts;
    mean.methods.resize(h->methods.size());
    for (std::size_t m = 0; m < h->methods.size(); ++m) {
      const MethodSkill& one = h->methods[m];
      MethodSkill& sum = mean.methods[m];
      sum.method = one.method;
      sum.mape += one.mape / share;
      sum.rmse += one.rmse / share;
      sum.crps += one.crps / share;
      sum.coverage90 += one.coverage90 / share;
      sum.pit.resize(one.pit.size());
      for (std::size_t i = 0; i < one.pit.size(); ++i) sum.pit[i] += one.pit[i] / share;
    }
  }
  return mean;
}

Skill mean_skill(const std::vector<AthleteValidation>& athletes) {
  Skill mean;
  if (athletes.empty()) return mean;
  for (std::size_t i = 0; i < athletes.front().skill.horizons.size(); ++i) {
    std::vector<const HorizonSkill*> all;
    for (const AthleteValidation& a : athletes) all.push_back(&a.skill.horizons[i]);
    mean.horizons.push_back(mean_of(all));
  }
  std::vector<const HorizonSkill*> cuts;
  for (const AthleteValidation& a : athletes) cuts.push_back(&a.skill.cut);
  mean.cut = mean_of(cuts);
  return mean;
}

}  // namespace

int Validation::judged() const {
  return static_cast<int>(
      std::count_if(athletes.begin(), athletes.end(), [](const AthleteValidation& a) { return a.judged(); }));
}

Validation validate(const History& history, Timing timing, const SquadOptions& options) {
  Validation v;
  v.source = history.source;
  v.timing = timing;
  v.performance_unit = history.performance_unit;
  v.athletes.resize(history.athletes.size());
  std::vector<Priors> priors(v.athletes.size(), population_priors());
  std::vector<std::string> troubles(v.athletes.size());
  if (options.pool) {
    const auto squad = learn_squad(history, timing, options.control);
    v.interrupted = !squad;
    if (!squad) return v;
    for (std::size_t a = 0; a < priors.size(); ++a) priors[a] = priors_without(a, *squad);
  }
  v.interrupted = !parallel_for(v.athletes.size(), options.control, [&](std::size_t a) {
    troubles[a] =
        trouble_of([&] { v.athletes[a] = validate_athlete(history.athletes[a], history, timing, priors[a]); });
  });
  if (v.interrupted) return v;
  for (std::size_t a = 0; a < troubles.size(); ++a) {
    if (!troubles[a].empty())
      v.troubles.push_back({history.athletes[a].athlete, "cannot be validated: " + troubles[a]});
  }
  std::erase_if(v.athletes, [](const AthleteValidation& one) { return one.athlete.empty(); });
  v.mean = mean_skill(v.athletes);
  return v;
}

}  // namespace formcast
