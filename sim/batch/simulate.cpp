#include "sim/batch/simulate.hpp"

#include <fmt/format.h>

#include "sim/base/input_error.hpp"
#include "sim/batch/run_memory.hpp"
#include "sim/batch/run_output.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/planning/verdict.hpp"
#include "sim/results/results.hpp"
#include "sim/scenario/scenario_input.hpp"

// A scenario's athletes one after the other, each with all threads, into a RunOutput.
//
// Promises: the same file for any threads, interruptions and memory limits; finished athletes outlive a failure.
// Relies on: a roster that was read and checked before; a twin that changed since is refused.
// Costs: memory for one athlete at a time (run_memory); each twin is read a second time.
namespace formcast {
namespace {

ResultsHeader results_header(const Scenario& scenario, const std::vector<RosterEntry>& roster,
                             const SimulateOptions& options) {
  ResultsHeader header;
  for (const RosterEntry& entry : roster) {
    header.athletes.push_back(entry.athlete);
    header.twin_digests.push_back(entry.digest);
    if (entry.effects) header.effect_sources.push_back(*entry.effects);
    header.decisions.push_back(entry.decisions);
  }
  for (const Plan& plan : scenario.plans) header.plans.push_back(plan.name);
  header.start = scenario.start;
  header.days = scenario.days;
  header.members = scenario.members;
  header.store_members = options.store_members;
  header.travels = scenario.travels();
  header.target = scenario.target.date;
  header.target_performance = scenario.target.performance;
  header.seed = *scenario.seed;
  header.title = scenario.title;
  header.load_unit = roster.front().load_unit;
  header.performance_unit = roster.front().performance_unit.empty() ? "1" : roster.front().performance_unit;
  header.scenario_source = scenario.source;
  header.scenario_text = scenario.text;
  header.command_line = options.command_line;
  header.source = "Formcast " FORMCAST_VERSION;
  header.model_versions = model_versions();
  return header;
}

void add_plan_days(const Scenario& scenario, const EnsembleInput& input, EnsembleResult& result) {
  for (std::size_t p = 0; p < scenario.plans.size(); ++p) {
    PlanResult& plan = result.plan[p];
    plan.planned_load.assign(input.load[p].begin() + input.lead, input.load[p].end());
    plan.planned_test.assign(static_cast<std::size_t>(scenario.days), 0);
    for (const PlannedTest& test : scenario.plans[p].tests) {
      const auto day = (test.date - scenario.start).count();
      if (day >= 0 && day < scenario.days) plan.planned_test[static_cast<std::size_t>(day)] = 1;
    }
  }
}

/// One run over a roster.
struct Run {
  const Scenario& scenario;
  const std::vector<RosterEntry>& roster;
  const SimulateOptions& options;
  const ResultsHeader& header;
  RunOutput& output;
  RunMemory memory;
  StoreTiming stored{};

  bool athlete(std::size_t a);
  bool athletes();
};

/// False when cancelled.
bool Run::athlete(std::size_t a) {
  // An athlete's progress is scaled to the whole run's.
  const Part& share = output.share();
  Control control = options.control;
  if (options.control.progress) {
    control.progress = [&](std::size_t done, std::size_t total) {
      options.control.progress((a - share.first) * total + done, share.athletes * total);
    };
  }
  const Twin twin = read_twin(roster[a]);
  EnsembleInput input = ensemble_input(scenario, twin);
  input.chunk_days = memory.chunk_days;
  input.most_plans_together = memory.most_plans_together;
  const Ensemble ensemble(twin, input);
  std::optional<EnsembleResult> result = ensemble.run(control);
  if (!result) return false;
  add_plan_days(scenario, input, *result);
  // Trajectories are simulated again while they are written, chunk by chunk, and never held as a whole.
  if (!options.store_members) return output.write(a, *result);
  return output.write(a, *result, [&](std::size_t plan, ResultsWriter& to) {
    return store_members(ensemble, header, a, plan, to, options.control, stored);
  });
}

/// All athletes that are not saved yet. False when cancelled.
bool Run::athletes() {
  const Part& share = output.share();
  for (std::size_t a = share.first; a < share.first + share.athletes; ++a) {
    if (!output.holds(a) && !athlete(a)) return false;
  }
  return true;
}

/// Adds to a run's error which athletes are saved, and where.
[[noreturn]] void fail(const InputError& error, const RunOutput& output) {
  std::error_code ignored;
  if (output.kept() == 0) throw;
  if (!std::filesystem::exists(output.folder(), ignored)) {
    throw InputError(fmt::format("{}; {}, where finished athletes were kept, is gone: was it moved or removed?",
                                 error.what(), output.folder().string()));
  }
  throw InputError(fmt::format("{}; {} of {} athletes are kept in {}; once this is fixed, run again with --resume",
                               error.what(), output.kept(), output.share().athletes, output.folder().string()));
}

void add_notes(const Scenario& scenario, const std::vector<RosterEntry>& roster, const Part& share,
               SimulateSummary& summary) {
  for (std::size_t a = share.first; a < share.first + share.athletes; ++a) {
    const int lead = lead_days(scenario, roster[a]);
    if (lead == 0) continue;
    summary.notes.push_back(fmt::format("{}: {} day{} between the record and the plans are taken as usual training",
                                        roster[a].athlete, lead, lead == 1 ? "" : "s"));
  }
  // Records that cannot tell plans apart are noted once for the run.
  std::size_t cannot = 0;
  for (std::size_t a = share.first; a < share.first + share.athletes; ++a) {
    if (!tells_plans_apart(roster[a].decisions)) ++cannot;
  }
  if (cannot > 0 && scenario.plans.size() > 1) {
    summary.notes.push_back(
        share.athletes == 1
            ? fmt::format("{}: {}", roster[share.first].athlete, basis_text(roster[share.first].decisions))
            : fmt::format("the records of {} of {} athletes cannot tell plans apart (see "
                          "formcast compare)",
                          cannot, share.athletes));
  }
  if (summary.non_finite_members == 0) return;
  summary.notes.push_back(
      fmt::format("{} members were not finite and are left out; are the planned "
                  "loads right?",
                  summary.non_finite_members));
}

}  // namespace

SimulateSummary simulate(const Scenario& scenario, const std::vector<RosterEntry>& roster,
                         const std::filesystem::path& path, const SimulateOptions& options) {
  RunOutputOptions kept;
  kept.shard = options.shard;
  kept.resume = options.resume;
  kept.keep_every = options.keep_every;
  kept.cancelled = options.control.cancelled;
  SimulateSummary summary;
  const ResultsHeader header = results_header(scenario, roster, options);
  const RunMemory memory = run_memory(scenario, roster, header, thread_count(options.control), options.memory_limit);
  summary.memory_bytes = memory.bytes;
  RunOutput output(path, header, kept);
  summary.athletes = output.share().athletes;
  summary.resumed = output.kept();
  summary.notes = output.notes();
  Run run{scenario, roster, options, header, output, memory};
  // An interrupt saves what is finished; an error is reported with what is saved.
  try {
    summary.interrupted = !run.athletes();
    if (summary.interrupted) output.keep();
    if (!summary.interrupted) summary.interrupted = !output.finish();
  } catch (const InputError& error) {
    fail(error, output);
  }
  summary.kept = output.kept();
  summary.folder = output.folder();
  summary.non_finite_members = output.non_finite_members();
  summary.stored = run.stored;
  if (!summary.interrupted) add_notes(scenario, roster, output.share(), summary);
  return summary;
}

}  // namespace formcast
