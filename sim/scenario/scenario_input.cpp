#include "sim/scenario/scenario_input.hpp"

#include <fmt/format.h>

#include "sim/base/language.hpp"
#include "sim/scenario/plan.hpp"
#include "sim/travel/learned_effects.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {

EnsembleInput ensemble_input(const Scenario& scenario, const Twin& twin) {
  std::vector<std::vector<double>> loads;
  for (const Plan& plan : scenario.plans) {
    loads.push_back(daily_loads(plan, scenario.start, scenario.days, scenario.target.date, twin.usual_week));
  }
  return ensemble_input(scenario, loads, twin);
}

EnsembleInput ensemble_input(const Scenario& scenario, const std::vector<std::vector<double>>& loads,
                             const Twin& twin) {
  EnsembleInput input;
  input.lead = static_cast<int>((scenario.start - twin.next_day()).count());
  input.days = scenario.days;
  input.target_day = static_cast<int>((scenario.target.date - scenario.start).count());
  input.target_performance = scenario.target.performance;
  input.worthwhile = scenario.target.worthwhile.value_or(smallest_worthwhile_change(twin));
  input.noise = scenario.noise;
  input.members = scenario.members;
  input.seed = *scenario.seed;
  std::vector<double> lead;
  for (int day = 0; day < input.lead; ++day) {
    lead.push_back(twin.usual_week[weekday(twin.next_day() + date::days{day})]);
  }
  for (const std::vector<double>& planned : loads) {
    std::vector<double> load = lead;
    load.insert(load.end(), planned.begin(), planned.end());
    input.load.push_back(std::move(load));
  }
  if (!scenario.travels()) return input;
  input.effects = athlete_effects(*scenario.travel, twin.learned_effects);
  for (const Plan& plan : scenario.plans) {
    input.travel.push_back(plan.trips.empty()
                               ? TripExposure{}
                               : trip_exposure(*scenario.travel, plan.trips, twin.next_day(), input.lead + input.days));
  }
  return input;
}

std::string lead_fault(std::string_view athlete, Date next_day, Date start, std::string_view named) {
  const auto lead = (start - next_day).count();
  const std::string last_day = digits_text(next_day - date::days{1});
  if (lead < 0) {
    return tr("the record of {} ends on {}, so a plan can start on {} at the earliest; {} starts on {}", athlete,
              last_day, digits_text(next_day), named, digits_text(start));
  }
  if (lead > kLongestLead) {
    return tr(
        "the record of {} ends on {}, more than a year before {} starts on {}; calibrate with a newer "
        "history, or change the scenario's start",
        athlete, last_day, named, digits_text(start));
  }
  return "";
}

}  // namespace formcast
