#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>

#include "sim/base/table.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/planning/verdict.hpp"
#include "sim/results/results.hpp"

namespace formcast {
namespace {

Json number(float x) { return std::isfinite(x) ? Json(static_cast<double>(x)) : Json(); }

Json quantile_json(const Quantiles& q) {
  return {{"q05", number(q[0])},
          {"q25", number(q[1])},
          {"q50", number(q[2])},
          {"q75", number(q[3])},
          {"q95", number(q[4])}};
}

Date peak_date(const Results& results, float day) {
  return results.header.start + date::days{static_cast<int>(std::lround(day))};
}

/// Where the effects of travel on an athlete come from, in words.
std::string effects_text(const ResultsHeader& h, std::size_t a) {
  constexpr std::array<std::string_view, kEffectSources.size()> kTexts{
      "population priors, not learned from this athlete", "learned from this athlete", "the scenario's"};
  if (h.effect_sources.empty()) return fmt::format("{}, where the scenario gives no others", kTexts[0]);
  std::array<std::vector<std::string_view>, kEffectSources.size()> names;
  for (std::size_t e = 0; e < kEffects; ++e) {
    names[static_cast<std::size_t>(h.effect_sources[a][e])].push_back(kTravelEffects[e].name);
  }
  std::string text;
  for (const EffectSource source : {EffectSource::kLearned, EffectSource::kScenario, EffectSource::kPopulation}) {
    const auto s = static_cast<std::size_t>(source);
    if (names[s].empty()) continue;
    if (names[s].size() == kEffects) return std::string(kTexts[s]);
    const bool rest = source == EffectSource::kPopulation;
    text += fmt::format("{}{} {}", text.empty() ? "" : "; ",
                        rest ? "the others" : fmt::format("{}", fmt::join(names[s], ", ")), kTexts[s]);
  }
  return text;
}

Json athlete_json(const Results& results, std::size_t a) {
  const std::vector<std::string>& names = results.header.plans;
  Json plans = Json::array(), pairs = Json::array();
  for (std::size_t p = 0; p < names.size(); ++p) {
    const PlanResult& plan = results.plan[a][p];
    const auto day = static_cast<std::size_t>((results.header.target - results.header.start).count());
    Json travel;
    for (std::size_t o = 0; o < kTravelOutputs && !plan.travel[o].empty(); ++o) {
      travel[std::string(kTravelText[o].name)] = quantile_json(plan.travel[o][day]);
    }
    plans.push_back(
        {{"plan", names[p]},
         {"performance", quantile_json(plan.target_performance)},
         {"probability_of_target", number(plan.target_probability)},
         {"peak_day", std::isfinite(plan.peak_day[2]) ? Json(iso(peak_date(results, plan.peak_day[2]))) : Json()},
         {"non_finite_members", plan.non_finite_members}});
    if (!travel.is_null()) {
      travel["note"] = effects_text(results.header, a);
      plans.back()["travel"] = travel;
    }
    for (std::size_t q = 0; q < names.size(); ++q) {
      if (p == q) continue;
      const PairResult& pair = results.pair[a][p][q];
      pairs.push_back({{"plan", names[p]},
                       {"other", names[q]},
                       {"difference", quantile_json(pair.difference)},
                       {"difference_mean", number(pair.difference_mean)},
                       {"probability_better", number(pair.probability_better)},
                       {"probability_worthwhile", number(pair.probability_worthwhile)},
                       {"probability_alike", number(pair.probability_alike)}});
    }
  }
  Json json{{"athlete", results.header.athletes[a]}, {"plans", plans}, {"pairs", pairs}};
  for (const BasisText& text : kBasisText) {
    if (!results.header.decisions.empty()) {
      json[std::string(text.name)] = number(results.header.decisions[a].*text.value);
    }
  }
  if (results.header.effect_sources.empty()) return json;
  for (std::size_t e = 0; e < kEffects; ++e) {
    const auto source = static_cast<std::size_t>(results.header.effect_sources[a][e]);
    json["effect_source"][std::string(kTravelEffects[e].name)] = kEffectSources[source];
  }
  return json;
}

Json results_json(const Results& results) {
  const ResultsHeader& h = results.header;
  Json athletes = Json::array();
  for (std::size_t a = 0; a < h.athletes.size(); ++a) athletes.push_back(athlete_json(results, a));
  return {{"title", h.title},
          {"target_date", iso(h.target)},
          {"target_performance", h.target_performance ? Json(*h.target_performance) : Json()},
          {"performance_unit", h.performance_unit},
          {"members", h.members},
          {"seed", h.seed},
          {"athletes", athletes}};
}

std::string span_text(float low, float high) {
  return fmt::format("{} to {}", significant(static_cast<double>(low)), significant(static_cast<double>(high)));
}

std::string percent(float probability) {
  return std::isfinite(probability) ? fmt::format("{:.0f} %", 100.0 * static_cast<double>(probability)) : "-";
}

void print_outlook(const Results& results, std::size_t a) {
  const ResultsHeader& h = results.header;
  std::vector<std::string> header{"plan", "likely", "50 % within", "90 % within"};
  if (h.target_performance) header.push_back(fmt::format("P(>= {})", significant(*h.target_performance)));
  header.insert(header.end(), {"best day", "90 % within"});
  Table table(header);
  for (std::size_t p = 0; p < h.plans.size(); ++p) {
    const PlanResult& plan = results.plan[a][p];
    const Quantiles& q = plan.target_performance;
    std::vector<std::string> row{h.plans[p], significant(static_cast<double>(q[2])), span_text(q[1], q[3]),
                                 span_text(q[0], q[4])};
    if (h.target_performance) row.push_back(percent(plan.target_probability));
    if (std::isfinite(plan.peak_day[2])) {
      row.push_back(iso(peak_date(results, plan.peak_day[2])));
      row.push_back(iso(peak_date(results, plan.peak_day[0])) + " to " + iso(peak_date(results, plan.peak_day[4])));
    } else {
      row.insert(row.end(), {"-", "-"});
    }
    table.add(std::move(row));
    if (plan.non_finite_members > 0) {
      say("  note: {} members of \"{}\" are not finite and not counted\n", plan.non_finite_members, h.plans[p]);
    }
  }
  say("{}", table.text(2));
}

/// What the trips of a plan do on the target day, at the median.
void print_travel(const Results& results, std::size_t a) {
  const ResultsHeader& h = results.header;
  const auto day = static_cast<std::size_t>((h.target - h.start).count());
  bool any = false;
  for (std::size_t p = 0; p < h.plans.size(); ++p) {
    const PlanResult& plan = results.plan[a][p];
    if (plan.travel[0].empty()) continue;
    any = true;
    const auto at = [&](TravelOutput which) { return plan.travel[static_cast<std::size_t>(which)][day]; };
    const Quantiles clock = at(TravelOutput::kMisalignment), debt = at(TravelOutput::kSleepDebt);
    say("  \"{}\": body clock {:+.1f} h ({:+.1f} to {:+.1f}) from local time, {:.1f} h of sleep debt; performance "
        "{:+.1f} by time of day,\n    {:+.1f} by misalignment, {:+.1f} by sleep, {:+.1f} by travel fatigue\n",
        h.plans[p], clock[2], clock[0], clock[4], debt[2], at(TravelOutput::kTimeOfDay)[2],
        at(TravelOutput::kClockPart)[2], at(TravelOutput::kSleepPart)[2], at(TravelOutput::kTravelFatiguePart)[2]);
  }
  if (any) say("  effects of travel: {}\n", effects_text(h, a));
}

/// The better plan of each pair first, so that every line reads as advice.
void print_pairs(const Results& results, std::size_t a) {
  const ResultsHeader& h = results.header;
  const float worthwhile = h.decisions.empty() ? 0.0f : h.decisions[a].smallest_worthwhile_change;
  for (std::size_t p = 0; p < h.plans.size(); ++p) {
    for (std::size_t q = p + 1; q < h.plans.size(); ++q) {
      const bool first = results.pair[a][p][q].probability_better >= 0.5f;
      const std::size_t better = first ? p : q, other = first ? q : p;
      say("  {}\n", verdict_text(h.plans[better], h.plans[other], results.pair[a][better][other], worthwhile,
                                 h.performance_unit));
    }
  }
  if (h.decisions.empty() || h.plans.size() < 2) return;
  say("  {}\n", basis_text(h.decisions[a]));
}

}  // namespace

void run_compare(const CompareArguments& arguments) {
  const Results results = read_results(arguments.results);
  const ResultsHeader& h = results.header;
  if (arguments.json) {
    print_json(results_json(results));
    return;
  }
  say("{}\n", bold(h.title.empty() ? h.scenario_source : h.title));
  say("on {}: performance{} of {} members a plan, common random numbers\n\n", iso(h.target),
      h.performance_unit == "1" ? "" : " [" + h.performance_unit + "]", h.members);
  for (std::size_t a = 0; a < h.athletes.size(); ++a) {
    say("{}\n", bold(h.athletes[a]));
    print_outlook(results, a);
    print_travel(results, a);
    print_pairs(results, a);
    say("\n");
  }
  if (h.decisions.empty() || h.plans.size() < 2) return;
  say("Levels use forecast weights, differences decision weights: the tempered evidence for each model, and the\n"
      "probability that loads have no effect. Alike: less than the smallest worthwhile change, by default 0.3 of the\n"
      "scatter of one of the athlete's tests.\n");
}

}  // namespace formcast
