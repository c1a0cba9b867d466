#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "sim/base/input_error.hpp"
#include "sim/calibration/effect_update.hpp"
#include "sim/calibration/squad.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/travel_report.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/scenario/scenario.hpp"

namespace formcast {
namespace {

void print_learning(const AthleteHistory& athlete, const std::string& unit, const LearnedEffects& learned) {
  say("{}\n", bold(athlete.athlete));
  print_readings(learned, athlete.start, unit);
  if (!print_effects(learned)) {
    say("  nothing learned: the effects of travel stay as they were\n\n");
    return;
  }
  say("  In this athlete's scenario that is\n    [travel.effects]\n");
  for (std::size_t e = 0; e < kEffects; ++e) {
    if (!learned.learned(e)) continue;
    const LogNormal& now = learned.effects[e];
    say("    {} = {{ median = {:.6g}, spread = {:.3f} }}\n", kTravelEffects[e].name, now.median, now.sd_log);
  }
  say("\n");
}

const Plan& travelled_plan(const TripArguments& arguments, const Scenario& scenario) {
  std::vector<const Plan*> travelled;
  for (const Plan& plan : scenario.plans) {
    if (!plan.trips.empty()) travelled.push_back(&plan);
  }
  if (travelled.size() == 1) return *travelled.front();
  throw InputError({arguments.scenario, 0, 0},
                   fmt::format("{} plans have trips; --learn needs exactly one", travelled.size()));
}

}  // namespace

void run_trip_learning(const TripArguments& arguments) {
  const Scenario scenario = read_scenario(arguments.scenario, Athletes::kNotRead);
  const Plan& plan = travelled_plan(arguments, scenario);
  const AthleteTrips travels{*scenario.travel, plan.trips};
  HistoryOptions reading;
  reading.missing_days_rest = arguments.missing_days == kMissingRest;
  reading.response = arguments.response;
  const History history = read_history(arguments.learn, reading);
  std::vector<AthleteTrouble> troubles = history.unusable;
  for (const std::string& note : history.notes) spdlog::info("{}", note);
  Control control;
  control.cancelled = &interrupted;
  Json athletes = Json::array();
  for (const AthleteHistory& athlete : history.athletes) {
    std::optional<LearnedEffects> learned;
    const std::string trouble = trouble_of([&] {
      learned = learn_effects(athlete, history, *parse_timing(arguments.timing), travels, population_priors(), control);
    });
    if (!trouble.empty()) {
      troubles.push_back({athlete.athlete, "cannot be used: " + trouble});
      continue;
    }
    if (!learned) throw Exit{ExitCode::kInterrupted};
    if (learned->readings.empty()) {
      spdlog::warn("{}: no test or night during travel or within {} days after it", athlete.athlete,
                   kTravelLasts.count());
      continue;
    }
    athletes.push_back({{"athlete", athlete.athlete}});
    athletes.back().update(learning_json(*learned, athlete.start));
    if (!arguments.json) print_learning(athlete, history.performance_unit, *learned);
  }
  say_troubles(troubles);
  if (athletes.empty()) {
    throw InputError({arguments.learn, 0, 0},
                     fmt::format("no athlete has a test or a night on the trips of {} or within {} days of them",
                                 plan.name, kTravelLasts.count()));
  }
  if (arguments.json) {
    print_json(Json{{"plan", plan.name}, {"athletes", athletes}, {"failures", troubles_json(troubles)}});
  } else {
    say("Effects not listed stay population priors. A scenario's effects apply to all its athletes.\n");
  }
  exit_on(troubles);
}

}  // namespace formcast
