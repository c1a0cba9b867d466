#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>
#include <nlohmann/json.hpp>

#include "sim/command_line.hpp"
#include "sim/input.hpp"
#include "sim/simulate.hpp"
#include "sim/terminal.hpp"

namespace formcast {
namespace {

struct Options {
  std::string scenario;
  std::string output;
  std::optional<int> members;
  std::optional<std::uint64_t> seed;
  int threads = 0;
  std::string store = "bands";
  bool json = false;
};

Scenario scenario_to_run(const Options& options) {
  Scenario scenario = read_scenario(options.scenario);
  if (options.members) scenario.members = *options.members;
  if (options.seed) scenario.seed = *options.seed;
  if (!scenario.seed) {
    throw InputError({options.scenario, 0, 0},
                     "no seed: write `seed = 1` (any whole number) in the scenario or give --seed, so that the run can "
                     "be repeated");
  }
  return scenario;
}

/// The command that gives this file again. Where it was written to is left out, so that the same run gives the same
/// bytes wherever it is kept.
std::string command_line(const Options& options, const Scenario& scenario) {
  return fmt::format("formcast simulate {} --members {} --seed {} --store {}", scenario.source, scenario.members,
                     *scenario.seed, options.store);
}

void simulate_verb(const Options& options) {
  const Scenario scenario = scenario_to_run(options);
  const std::vector<Twin> twins = read_twins(scenario);
  SimulateOptions run;
  run.store_members = options.store == "members";
  run.command_line = command_line(options, scenario);
  run.control.threads = options.threads;
  run.control.cancelled = &interrupted;
  ProgressBar bar("simulating");
  run.control.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };

  const auto begin = std::chrono::steady_clock::now();
  const SimulateSummary summary = simulate(scenario, twins, options.output, run);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  for (const std::string& note : summary.notes) spdlog::warn("{}", note);
  if (summary.interrupted) {
    spdlog::warn("interrupted; {} was not written", options.output);
    throw Exit{ExitCode::kInterrupted};
  }
  if (options.json) {
    const nlohmann::ordered_json json{{"results", options.output},
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
             scenario.members, scenario.days, seconds, options.output);
}

}  // namespace

void add_simulate(CLI::App& app) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("simulate", "Run a scenario's plans on its twins, many futures each");
  verb->add_option("scenario", options->scenario, "scenario TOML (docs/scenario.md)")->required();
  verb->add_option("-o,--output", options->output, "results file, HDF5 (docs/results-format.md)")->required();
  verb->add_option("--members", options->members, "futures per athlete and plan (default: the scenario's)")
      ->check(CLI::Range(1, 10'000'000));
  verb->add_option("--seed", options->seed, "random seed (default: the scenario's)");
  verb->add_option("--threads", options->threads, "threads; 0 = all. The results do not depend on it")
      ->check(CLI::Range(0, 1024));
  verb->add_option("--store", options->store, "bands: quantiles and outcomes; members: every trajectory as well")
      ->check(CLI::IsMember({"bands", "members"}));
  verb->add_flag("--json", options->json, "print the summary as JSON");
  verb->footer("Example: formcast simulate race.toml -o race.h5 --members 20000");
  verb->callback([options] { simulate_verb(*options); });
}

}  // namespace formcast
