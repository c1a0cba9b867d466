#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <charconv>
#include <chrono>
#include <optional>

#include "sim/base/input_error.hpp"
#include "sim/batch/simulate.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"

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

/// The command that reproduces this file. Leaves out the output path, --resume and --shard, so that the same run gives
/// the same bytes wherever and however it is run.
std::string command_line(const SimulateArguments& arguments, const Scenario& scenario) {
  return fmt::format("formcast simulate {} --members {} --seed {} --store {}", scenario.source, scenario.members,
                     *scenario.seed, arguments.store);
}

std::optional<Shard> parse_shard(const std::string& text) {
  Shard shard;
  const char* const end = text.data() + text.size();
  if (text.starts_with('0') || text.find("/0") != std::string::npos) return std::nullopt;
  const auto index = std::from_chars(text.data(), end, shard.index);
  if (index.ec != std::errc{} || index.ptr == end || *index.ptr != '/') return std::nullopt;
  const auto count = std::from_chars(index.ptr + 1, end, shard.count);
  if (count.ec != std::errc{} || count.ptr != end || shard.index < 1 || shard.index > shard.count) return std::nullopt;
  return shard;
}

[[noreturn]] void exit_interrupted(const std::string& output, const SimulateSummary& summary) {
  if (summary.kept == 0) {
    spdlog::warn("interrupted; {} was not written", output);
  } else {
    spdlog::warn("interrupted; {} of {} athletes are kept in {}; run again with --resume", summary.kept,
                 summary.athletes, summary.folder.string());
  }
  throw Exit{ExitCode::kInterrupted};
}

void print_summary_json(const SimulateArguments& arguments, const Scenario& scenario, const SimulateSummary& summary,
                        const std::vector<AthleteTrouble>& troubles, double seconds) {
  Json json{{"results", arguments.output},
            {"athletes", summary.athletes},
            {"resumed_athletes", summary.resumed},
            {"plans", scenario.plans.size()},
            {"members", scenario.members},
            {"days", scenario.days},
            {"seed", *scenario.seed},
            {"non_finite_members", summary.non_finite_members},
            {"seconds", seconds},
            {"memory_bytes", summary.memory_bytes},
            {"notes", summary.notes},
            {"failures", troubles_json(troubles)}};
  if (summary.stored.bytes > 0) {
    json["stored"] = {{"bytes", summary.stored.bytes},
                      {"compressed", summary.stored.stored},
                      {"seconds", summary.stored.seconds},
                      {"waited", summary.stored.waited}};
  }
  print_json(json);
}

void print_summary(const SimulateArguments& arguments, const Scenario& scenario, const SimulateSummary& summary,
                   double seconds) {
  say("{} athlete{} x {} plan{} x {} members x {} days in {:.2f} s -> {}\n", summary.athletes,
      summary.athletes == 1 ? "" : "s", scenario.plans.size(), scenario.plans.size() == 1 ? "" : "s", scenario.members,
      scenario.days, seconds, arguments.output);
  if (summary.resumed > 0) say("{} of the athletes were finished before\n", summary.resumed);
  const StoreTiming& stored = summary.stored;
  if (stored.bytes > 0) {
    const double mb = static_cast<double>(stored.bytes) * 1e-6;
    say("{:.0f} MB of trajectories stored at {:.0f} MB/s as {:.0f} MB; {:.0f} % of that time waiting for the file\n",
        mb, mb / stored.seconds, static_cast<double>(stored.stored) * 1e-6, 100.0 * stored.waited / stored.seconds);
  }
}

}  // namespace

bool is_shard(const std::string& text) { return parse_shard(text).has_value(); }

void run_simulate(const SimulateArguments& arguments) {
  const Scenario scenario = scenario_to_run(arguments);
  SimulateOptions run;
  run.control.threads = arguments.threads;
  run.control.cancelled = &interrupted;
  // All shards of a run must have the same roster.
  std::vector<AthleteTrouble> troubles;
  const std::vector<RosterEntry> roster =
      read_roster(scenario, run.control, arguments.shard.empty() ? &troubles : nullptr);
  if (interrupted) exit_interrupted(arguments.output, {});
  run.store_members = arguments.store == "members";
  run.command_line = command_line(arguments, scenario);
  run.resume = arguments.resume;
  run.shard = parse_shard(arguments.shard);
  run.keep_every = std::chrono::duration<double>(arguments.keep_every);
  run.memory_limit = arguments.memory_limit;
  ProgressBar bar("simulating");
  std::optional<StopsByItself> keeps_what_is_finished;  // from the first finished athlete on
  run.control.progress = [&](std::size_t done, std::size_t total) {
    if (!keeps_what_is_finished) keeps_what_is_finished.emplace();
    bar.show(done, total);
  };

  const auto begin = std::chrono::steady_clock::now();
  const SimulateSummary summary = simulate(scenario, roster, arguments.output, run);
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  bar.clear();
  for (const std::string& note : summary.notes) spdlog::warn("{}", note);
  say_troubles(troubles);
  if (summary.interrupted) exit_interrupted(arguments.output, summary);
  if (arguments.json) {
    print_summary_json(arguments, scenario, summary, troubles, seconds);
  } else {
    print_summary(arguments, scenario, summary, seconds);
    if (!troubles.empty()) say("{}\n", troubles_text(troubles, roster.size(), "athletes simulated"));
  }
  exit_on(troubles);
}

}  // namespace formcast
