#include "sim/simulate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/ensemble.hpp"
#include "sim/input.hpp"
#include "sim/plan.hpp"
#include "sim/results.hpp"
#include "sim/run_output.hpp"

namespace formcast {
namespace {

/// A longer gap between record and plan is a slip in a date, or a twin that has to be calibrated anew.
constexpr int kLongestLead = 365;

int lead_days(const Scenario& scenario, const Twin& twin) {
  return static_cast<int>((scenario.start - twin.next_day()).count());
}

void check_against_scenario(const Scenario& scenario, const Twin& twin, const Twin& first,
                            const std::filesystem::path& path) {
  const auto refuse = [&](const std::string& message) { throw InputError({path.string(), 0, 0}, message); };
  const int lead = lead_days(scenario, twin);
  if (lead < 0) {
    refuse(fmt::format("the record of {} ends on {}, so a plan can start on {} at the earliest; {} starts on {}",
                       twin.athlete, iso(twin.next_day() - date::days{1}), iso(twin.next_day()), scenario.source,
                       iso(scenario.start)));
  }
  if (lead > kLongestLead) {
    refuse(
        fmt::format("the record of {} ends on {}, more than a year before {} starts on {}; calibrate with a newer "
                    "history, or mend the scenario's start",
                    twin.athlete, iso(twin.next_day() - date::days{1}), scenario.source, iso(scenario.start)));
  }
  if (twin.performance_unit != first.performance_unit || twin.load_unit != first.load_unit) {
    refuse(fmt::format(
        "{} is measured in {} and {}, {} in {} and {}; run athletes with different units in scenarios "
        "of their own",
        twin.athlete, twin.performance_unit, twin.load_unit, first.athlete, first.performance_unit, first.load_unit));
  }
}

/// Nothing when cancelled: the digests of a large squad take seconds.
std::optional<ResultsHeader> results_header(const Scenario& scenario, const std::vector<Twin>& twins,
                                            const SimulateOptions& options) {
  ResultsHeader header;
  for (const Twin& twin : twins) {
    if (options.control.cancelled != nullptr && *options.control.cancelled) return std::nullopt;
    header.athletes.push_back(twin.athlete);
    header.twin_digests.push_back(digest(to_json(twin)));
  }
  for (const Plan& plan : scenario.plans) header.plans.push_back(plan.name);
  header.start = scenario.start;
  header.days = scenario.days;
  header.members = scenario.members;
  header.store_members = options.store_members;
  header.target = scenario.target.date;
  header.target_performance = scenario.target.performance;
  header.seed = *scenario.seed;
  header.title = scenario.title;
  header.load_unit = twins.front().load_unit;
  header.performance_unit = twins.front().performance_unit.empty() ? "1" : twins.front().performance_unit;
  header.scenario_source = scenario.source;
  header.scenario_text = scenario.text;
  header.command_line = options.command_line;
  header.source = "Formcast " FORMCAST_VERSION;
  return header;
}

EnsembleInput ensemble_input(const Scenario& scenario, const Twin& twin, bool store_members) {
  EnsembleInput input;
  input.lead = lead_days(scenario, twin);
  input.days = scenario.days;
  input.target_day = static_cast<int>((scenario.target.date - scenario.start).count());
  input.target_performance = scenario.target.performance;
  input.noise = scenario.noise;
  input.members = scenario.members;
  input.seed = *scenario.seed;
  input.store_members = store_members;
  std::vector<double> lead;
  for (int day = 0; day < input.lead; ++day) {
    const date::weekday weekday{twin.next_day() + date::days{day}};
    lead.push_back(twin.usual_week[weekday.iso_encoding() - 1]);
  }
  for (const Plan& plan : scenario.plans) {
    const auto planned = daily_loads(plan, scenario.start, scenario.days, scenario.target.date, twin.usual_week);
    std::vector<double> load = lead;
    load.insert(load.end(), planned.begin(), planned.end());
    input.load.push_back(std::move(load));
  }
  return input;
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

}  // namespace

std::vector<Twin> read_twins(const Scenario& scenario, const std::atomic<bool>* cancelled) {
  std::vector<Twin> twins;
  std::set<std::string> athletes;
  for (const std::filesystem::path& path : scenario.twins) {
    if (cancelled != nullptr && *cancelled) break;
    twins.push_back(read_twin(path));
    if (!athletes.insert(twins.back().athlete).second) {
      throw InputError(
          {path.string(), 0, 0},
          fmt::format("a second twin of athlete {}; a scenario takes one twin an athlete", twins.back().athlete));
    }
    check_against_scenario(scenario, twins.back(), twins.front(), path);
  }
  return twins;
}

namespace {

/// Runs the athletes that are not kept yet. False when cancelled.
bool run_athletes(const Scenario& scenario, const std::vector<Twin>& twins, const SimulateOptions& options,
                  RunOutput& output) {
  const Part& share = output.share();
  for (std::size_t a = share.first; a < share.first + share.athletes; ++a) {
    if (output.holds(a)) continue;
    const EnsembleInput input = ensemble_input(scenario, twins[a], options.store_members);
    Control control = options.control;
    if (options.control.progress) {
      control.progress = [&](std::size_t done, std::size_t total) {
        options.control.progress((a - share.first) * total + done, share.athletes * total);
      };
    }
    std::optional<EnsembleResult> result = run_ensemble(twins[a], input, control);
    if (!result) return false;
    add_plan_days(scenario, input, *result);
    if (!output.write(a, *result)) return false;
  }
  return true;
}

/// Says what outlived a run that failed.
[[noreturn]] void fail(const InputError& error, const RunOutput& output) {
  std::error_code ignored;
  if (output.kept() == 0) throw error;
  if (!std::filesystem::exists(output.folder(), ignored)) {
    throw InputError(fmt::format("{}; {}, where finished athletes were kept, is gone: was it moved or removed?",
                                 error.what(), output.folder().string()));
  }
  throw InputError(fmt::format("{}; {} of {} athletes are kept in {}; once this is mended, run again with --resume",
                               error.what(), output.kept(), output.share().athletes, output.folder().string()));
}

void add_notes(const Scenario& scenario, const std::vector<Twin>& twins, const Part& share, SimulateSummary& summary) {
  for (std::size_t a = share.first; a < share.first + share.athletes; ++a) {
    const int lead = lead_days(scenario, twins[a]);
    if (lead == 0) continue;
    summary.notes.push_back(fmt::format("{}: {} day{} between the record and the plans are taken as usual training",
                                        twins[a].athlete, lead, lead == 1 ? "" : "s"));
  }
  if (summary.non_finite_members == 0) return;
  summary.notes.push_back(
      fmt::format("{} members left the range of numbers and were left out; are the planned "
                  "loads right?",
                  summary.non_finite_members));
}

}  // namespace

SimulateSummary simulate(const Scenario& scenario, const std::vector<Twin>& twins, const std::filesystem::path& path,
                         const SimulateOptions& options) {
  RunOutputOptions kept;
  kept.shard = options.shard;
  kept.resume = options.resume;
  kept.keep_every = options.keep_every;
  kept.cancelled = options.control.cancelled;
  SimulateSummary summary;
  const std::optional<ResultsHeader> header = results_header(scenario, twins, options);
  if (!header) {
    summary.interrupted = true;
    return summary;
  }
  RunOutput output(path, *header, kept);
  summary.athletes = output.share().athletes;
  summary.resumed = output.kept();
  summary.notes = output.notes();
  try {
    summary.interrupted = !run_athletes(scenario, twins, options, output);
    if (summary.interrupted) output.keep();
    if (!summary.interrupted) summary.interrupted = !output.finish();
  } catch (const InputError& error) {
    fail(error, output);
  }
  summary.kept = output.kept();
  summary.folder = output.folder();
  summary.non_finite_members = output.non_finite_members();
  if (!summary.interrupted) add_notes(scenario, twins, output.share(), summary);
  return summary;
}

}  // namespace formcast
