#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>

#include "sim/input.hpp"
#include "sim/json.hpp"
#include "sim/simulate.hpp"
#include "sim/terminal.hpp"
#include "sim/verbs.hpp"

namespace formcast {
namespace {

Scenario scenario_to_run(const SimulateArguments& arguments) {
  Scenario scenario = read_scenario(arguments.scenario);
  if (arguments.members) scenario.members = *arguments.members;
  if (arguments.seed) scenario.seed = *arguments.seed;
  if (!scenario.seed) {
    throw InputError({arguments.scenario, 0, 0},
                     "no seed: write `seed = 1` (any whole number) in the scenario or give --seed, so that the run can "
                     "be repeated");
  }
  return scenario;
}

/// The command that gives this file again. Where it was written to is left out, so that the same run gives the same
/// bytes wherever it is kept.
std::string command_line(const SimulateArguments& arguments, const Scenario& scenario) {
  return fmt::format("formcast simulate {} --members {} --seed {} --store {}", scenario.source, scenario.members,
                     *scenario.seed, arguments.store);
}

}  // namespace

void run_simulate(const SimulateArguments& arguments) {
  const Scenario scenario = scenario_to_run(arguments);
  const std::vector<Twin> twins = read_twins(scenario);
  SimulateOptions run;
  run.store_members = arguments.store == "members";
  run.command_line = command_line(arguments, scenario);
  run.control.threads = arguments.threads;
  run.control.cancelled = &interrupted;
  ProgressBar bar("simulating");
  run.control.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };

  const auto begin = std::chrono::steady_clock::now();
  const SimulateSummary summary = simulate(scenario, twins, arguments.output, run);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  for (const std::string& note : summary.notes) spdlog::warn("{}", note);
  if (summary.interrupted) {
    spdlog::warn("interrupted; {} was not written", arguments.output);
    throw Exit{ExitCode::kInterrupted};
  }
  if (arguments.json) {
    const Json json{{"results", arguments.output},
                    {"athletes", twins.size()},
                    {"plans", scenario.plans.size()},
                    {"members", scenario.members},
                    {"days", scenario.days},
                    {"seed", *scenario.seed},
                    {"non_finite_members", summary.non_finite_members},
                    {"seconds", seconds},
                    {"notes", summary.notes}};
    fmt::print("{}\n", json.dump(2));
    return;
  }
  fmt::print("{} athlete{} x {} plan{} x {} members x {} days in {:.2f} s -> {}\n", twins.size(),
             twins.size() == 1 ? "" : "s", scenario.plans.size(), scenario.plans.size() == 1 ? "" : "s",
             scenario.members, scenario.days, seconds, arguments.output);
}

}  // namespace formcast
