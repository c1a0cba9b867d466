#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/input.hpp"
#include "sim/json.hpp"
#include "sim/scenario.hpp"
#include "sim/table.hpp"
#include "sim/terminal.hpp"
#include "sim/travel_learning.hpp"
#include "sim/verbs.hpp"

namespace formcast {
namespace {

using Use = RoadReading::Use;
using What = RoadReading::What;
constexpr std::array<std::string_view, 3> kUse{"learned from", "too far off to be the trip's doing",
                                               "no test at home before it"};
constexpr double kWorthSaying = 0.02;  // a spread that is less narrowed has seen chance alone

double narrowed(const LogNormal& prior, const LogNormal& learned) {
  return prior.sd_log == 0.0 ? 0.0 : 1.0 - learned.sd_log / prior.sd_log;
}

/// Median, 5 % and 95 %.
std::array<double, 3> band_of(const LogNormal& of) {
  const double factor = std::exp(1.6448536269514722 * of.sd_log);
  return {of.median, of.median / factor, of.median * factor};
}

std::string band_text(const LogNormal& of) {
  const auto [median, low, high] = band_of(of);
  return fmt::format("{} ({} to {})", significant(median), significant(low), significant(high));
}

Json effects_json(const EffectPriors& priors, const EffectPriors& learned) {
  Json json = Json::object();
  for (std::size_t e = 0; e < kEffects; ++e) {
    const auto [median, low, high] = band_of(learned[e]);
    json[std::string(kTravelEffects[e].name)] = {{"unit", kTravelEffects[e].unit},
                                                 {"prior_median", priors[e].median},
                                                 {"prior_spread", priors[e].sd_log},
                                                 {"median", median},
                                                 {"spread", learned[e].sd_log},
                                                 {"low_5", low},
                                                 {"high_95", high},
                                                 {"narrowed", narrowed(priors[e], learned[e])}};
  }
  return json;
}

Json learning_json(const AthleteHistory& athlete, const EffectPriors& priors, const LearnedEffects& learned) {
  Json readings = Json::array();
  for (const RoadReading& reading : learned.readings) {
    const bool foreseen = reading.use != Use::kNothingBefore;
    readings.push_back({{"what", reading.what == What::kTest ? "test" : "night"},
                        {"date", iso(athlete.date(reading.day))},
                        {"measured", reading.measured},
                        {"foreseen", foreseen ? Json(reading.foreseen) : Json()},
                        {"foreseen_sd", foreseen ? Json(reading.sd) : Json()},
                        {"use", kUse[static_cast<std::size_t>(reading.use)]}});
  }
  return {{"athlete", athlete.athlete}, {"readings", readings}, {"effects", effects_json(priors, learned.effects)}};
}

void print_readings(const AthleteHistory& athlete, const std::vector<RoadReading>& readings, const std::string& unit) {
  Table table({"date", "what", "measured", "foreseen", "unit", "off by [sd]", ""});
  for (const RoadReading& reading : readings) {
    const bool foreseen = reading.use != Use::kNothingBefore, test = reading.what == What::kTest;
    table.add({iso(athlete.date(reading.day)), test ? "test" : "sleep", significant(reading.measured),
               foreseen ? fmt::format("{} +- {}", significant(reading.foreseen), significant(reading.sd)) : "-",
               test ? unit : "h",
               foreseen ? fmt::format("{:+.1f}", (reading.measured - reading.foreseen) / reading.sd) : "-",
               std::string(kUse[static_cast<std::size_t>(reading.use)])});
  }
  fmt::print("{}", table.text(2));
}

void print_learning(const AthleteHistory& athlete, const std::string& unit, const EffectPriors& priors,
                    const LearnedEffects& learned) {
  fmt::print("{}\n", bold(athlete.athlete));
  print_readings(athlete, learned.readings, unit);
  Table table({"effect", "before", "learned", "unit", "narrowed"});
  std::string keys;
  for (std::size_t e = 0; e < kEffects; ++e) {
    const double told = narrowed(priors[e], learned.effects[e]);
    if (told < kWorthSaying) continue;
    const TravelEffect& effect = kTravelEffects[e];
    const Range limits = median_limits(effect);
    const double median = std::clamp(learned.effects[e].median, limits.low, limits.high);
    table.add({std::string(effect.name), band_text(priors[e]), band_text(learned.effects[e]), std::string(effect.unit),
               fmt::format("{:.0f} %", 100.0 * told)});
    keys += fmt::format("    {} = {{ median = {:.6g}, spread = {:.3f} }}\n", effect.name, median,
                        learned.effects[e].sd_log);
  }
  if (keys.empty()) {
    fmt::print("  they tell nothing of the effects of travel, which stay as they were\n\n");
    return;
  }
  fmt::print("{}  In this athlete's scenario that is\n    [travel.effects]\n{}\n", table.text(2), keys);
}

const Plan& travelled_plan(const TripArguments& arguments, const Scenario& scenario) {
  std::vector<const Plan*> travelled;
  for (const Plan& plan : scenario.plans) {
    if (!plan.trips.empty()) travelled.push_back(&plan);
  }
  if (travelled.size() == 1) return *travelled.front();
  throw InputError({arguments.scenario, 0, 0},
                   fmt::format("{} plans have trips; --learn needs one, that which was travelled", travelled.size()));
}

}  // namespace

void run_trip_learning(const TripArguments& arguments) {
  const Scenario scenario = read_scenario(arguments.scenario, Athletes::kNotRead);
  const Plan& plan = travelled_plan(arguments, scenario);
  const History history = read_history(arguments.learn);
  for (const std::string& note : history.notes) spdlog::info("{}", note);
  Control control;
  control.cancelled = &interrupted;
  Json athletes = Json::array();
  for (const AthleteHistory& athlete : history.athletes) {
    const auto learned =
        learn_effects(athlete, history, *parse_timing(arguments.timing), *scenario.travel, plan.trips, control);
    if (!learned) throw Exit{ExitCode::kInterrupted};
    if (learned->readings.empty()) {
      spdlog::warn("{}: no test and no night on the road or within {} days of it", athlete.athlete, kRoadLasts.count());
      continue;
    }
    athletes.push_back(learning_json(athlete, scenario.travel->effects, *learned));
    if (!arguments.json) print_learning(athlete, history.performance_unit, scenario.travel->effects, *learned);
  }
  if (athletes.empty()) {
    throw InputError({arguments.learn, 0, 0},
                     fmt::format("no athlete has a test or a night on the trips of {} or within {} days of them",
                                 plan.name, kRoadLasts.count()));
  }
  if (arguments.json) {
    fmt::print("{}\n", Json{{"plan", plan.name}, {"athletes", athletes}}.dump(2));
    return;
  }
  fmt::print(
      "What this does not tell is a population prior still. A scenario's effects are those of all its athletes.\n");
}

}  // namespace formcast
