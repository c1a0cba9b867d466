#include "sim/cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <limits>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

#include "models/timing.hpp"
#include "sim/base/date.hpp"
#include "sim/cli/option_numbers.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"

// The only file that includes CLI11, which takes longer to compile than all verbs together.
namespace formcast {
namespace {

constexpr const char* kTimingHelp =
    "--timing has no default, because the same loads under the wrong convention give a different athlete:\n"
    "  next-day  tests come before the day's training;  same-day  tests come after it";

void add_timing(CLI::App& verb, std::string& timing) {
  verb.add_option("--timing", timing, "whether tests come before (next-day) or after (same-day) training")
      ->check([](const std::string& text) { return parse_timing(text) ? std::string() : std::string(kTimingHelp); });
}

void add_missing_days(CLI::App& verb, std::string& missing_days) {
  verb.add_option("--missing-days", missing_days,
                  "what days without a row in a history, or without a session, are: unknown (their loads are filled "
                  "in, the default) or rest")
      ->check(CLI::IsMember({kMissingUnknown, kMissingRest}));
}

void add_response(CLI::App& verb, std::string& response) {
  verb.add_option("--response", response,
                  "kind of test that is the performance, where a history's column \"test\" has several");
}

/// Digits only: -1 must not wrap around to a large number, nor 010 be read as octal.
std::function<std::string(const std::string&)> whole_number(std::uint64_t low, std::uint64_t high) {
  return [low, high](const std::string& text) { return whole_number_fault(text, low, high); };
}

CLI::Validator size_in_bytes() {
  return CLI::Validator(
      [](std::string& text) {
        const auto bytes = parse_bytes(text);
        if (!bytes || *bytes == 0) return "expected a size such as 500MB or 2GB, not " + text;
        text = std::to_string(*bytes);
        return std::string();
      },
      "SIZE");
}

void require_timing(const std::string& timing) {
  if (timing.empty()) throw CLI::ValidationError("--timing is required", kTimingHelp);
}

void add_check(CLI::App& app) {
  auto arguments = std::make_shared<CheckArguments>();
  CLI::App* verb = app.add_subcommand("check", "Report what a file contains, or everything that is wrong with it");
  verb->add_option("file", arguments->files, "histories, scenarios, trips, twins, results, or what intake reads")
      ->required();
  add_missing_days(*verb, arguments->missing_days);
  add_response(*verb, arguments->response);
  verb->add_flag("--json", arguments->json, "print the report as JSON");
  verb->footer("Example: formcast check scenarios/busso_2017.csv");
  verb->callback([arguments] { run_check(*arguments); });
}

/// What measures of load are relative to.
void add_numbers(CLI::App& verb, IntakeOptions& of) {
  constexpr double kSlowestHeart = 25.0, kFastestHeart = 240.0;
  // The option "--max-hr" is the number "max_hr".
  const auto add = [&](const std::string& option, const std::string& help, double low, double high,
                       const std::string& unit) {
    std::string name = option.substr(2);
    std::ranges::replace(name, '-', '_');
    verb.add_option_function<double>(
            option, [&of, name](double value) { of.numbers[name] = value; }, help)
        ->check([=](const std::string& text) { return quantity_fault(text, low, high, unit); })
        ->type_name(unit);
  };
  const auto heart_rate = [&](const std::string& option, const std::string& help) {
    add(option, help, kSlowestHeart, kFastestHeart, "1/min");
  };
  add("--threshold-power", "critical power or FTP", 20.0, 1000.0, "W");
  heart_rate("--max-hr", "maximal heart rate");
  heart_rate("--resting-hr", "resting heart rate");
  heart_rate("--threshold-hr", "heart rate of an hour's effort");
  heart_rate("--first-vt-hr", "heart rate at the first ventilatory threshold");
  heart_rate("--second-vt-hr", "heart rate at the second ventilatory threshold");
  add("--critical-speed", "critical speed of running", 1.0, 8.0, "m/s");
  add("--critical-swim-speed", "critical speed of swimming", 0.3, 3.0, "m/s");
  add("--mass", "body mass", 25.0, 250.0, "kg");
  add("--height", "body height", 1.0, 2.5, "m");
  verb.add_option("--sex", of.sex, "whose weights TRIMP has")->check(CLI::IsMember({"male", "female"}));
}

/// How device files and exports are made histories of. Returns these options, which mean nothing for a history.
std::vector<const CLI::Option*> add_intake_options(CLI::App& verb, IntakeOptions& of) {
  const std::size_t before = verb.get_options().size();
  verb.add_option("--athlete", of.athlete,
                  "one athlete: the name of the history, and which to take where files name several (default: the name "
                  "of the file or folder)");
  verb.add_flag("--athlete-folders", of.athlete_folders, "folders are named after athletes: a history of each");
  verb.add_option("--measure", of.measure,
                  "measure of load, such as session_rpe (default: the only one that all sessions have); of several, as "
                  "\"power_stress, trimp\", the others stand in where a session lacks the first, scaled to it")
      ->check([](const std::string& text) { return measure_fault(text); });
  verb.add_option("--zone", of.zone, "IANA zone of files that give universal time alone: Europe/Berlin");
  add_numbers(verb, of);
  verb.add_option("--dates", of.dates, "order of dates such as 03/04/2026, where the rows do not tell")
      ->check(CLI::IsMember({"day-first", "month-first"}));
  verb.add_option("--decimals", of.decimals, "decimal mark of numbers such as 1,234, likewise")
      ->check(CLI::IsMember({"comma", "point"}));
  verb.add_option("--distances", of.distances, "unit of distances without one, likewise")
      ->check(CLI::IsMember({"km", "mi"}));
  verb.add_option("--weights", of.weights, "unit of lifted weights without one, likewise")
      ->check(CLI::IsMember({"kg", "lb"}));
  verb.add_option("--response", of.response,
                  "kind of test that is the performance, where files or a history have several");
  verb.add_option("--performance", of.performance,
                  "what sessions tell as performance, beside or instead of tests, such as best_power_5min")
      ->check([](const std::string& text) { return performance_fault(text); });
  verb.add_option("--since", of.since, "leaves out sessions, readings and tests before a day, such as 2026-01-01")
      ->check([](const std::string& text) {
        return parse_iso(text) ? std::string() : "expected a date such as 2026-01-01, not " + text;
      });
  verb.add_option(
          "--map", of.maps,
          "TOML file that says what the columns of other tables are (docs/intake.md); may be given several times")
      ->allow_extra_args(false);
  std::vector<const CLI::Option*> added;
  for (std::size_t i = before; i < verb.get_options().size(); ++i) {
    added.push_back(verb.get_options()[i]->group("Device files and exports"));
  }
  return added;
}

void add_intake(CLI::App& app) {
  auto arguments = std::make_shared<IntakeArguments>();
  CLI::App* verb = app.add_subcommand("intake", "Make a history of device files and exports: FIT, TCX, GPX, CSV, zip");
  verb->add_option("input", arguments->options.inputs, "files, folders and archives of an athlete or a squad")
      ->required();
  CLI::Option* output =
      verb->add_option("-o,--output", arguments->folder, "folder for the histories, ATHLETE.history.csv");
  add_intake_options(*verb, arguments->options);
  add_missing_days(*verb, arguments->options.missing_days);
  CLI::Option* propose = verb->add_flag("--propose-map", arguments->propose_map,
                                        "print such a file for the one table given, ready to edit, and do no more");
  CLI::Option* dry_run = verb->add_flag("--dry-run", arguments->dry_run, "report what would be made, write nothing");
  verb->add_flag("--replace", arguments->replace, "replace a history that holds something else");
  verb->add_flag("--fresh", arguments->options.fresh,
                 "also read files that have not changed since the last run (OUTPUT/intake.jsonl)");
  verb->add_flag("--json", arguments->json, "print the report as JSON");
  verb->footer("Example: formcast intake export.zip --athlete kim --measure session_rpe -o histories/");
  verb->callback([arguments, output, dry_run, propose] {
    if (propose->count() > 0 && arguments->options.inputs.size() != 1)
      throw CLI::ValidationError("--propose-map takes one file");
    if (output->count() + dry_run->count() + propose->count() == 0) throw CLI::RequiredError("--output");
    run_intake(*arguments);
  });
}

void add_calibrate(CLI::App& app) {
  auto arguments = std::make_shared<CalibrateArguments>();
  CLI::App* verb = app.add_subcommand("calibrate", "Calibrate a twin per athlete from a history of loads and tests");
  verb->add_option("history", arguments->options.inputs,
                   "history CSV: date,load,performance[,athlete]; or files, folders and archives that intake reads")
      ->required();
  add_timing(*verb, arguments->timing);
  verb->add_option("-o,--output", arguments->folder, "folder for the twins, one ID.twin.json per athlete")->required();
  verb->add_option(
      "--trips", arguments->trips,
      "trips file: tests on these trips inform travel effects, not training effects (docs/travel-model.md)");
  verb->add_flag("--pool", arguments->pool, "learn priors from all of the history's athletes (empirical Bayes)");
  verb->add_flag("--strict", arguments->strict, "exit 4 when an athlete's tests do not identify the parameters");
  verb->add_flag("--replace", arguments->replace,
                 "also replace twins whose updates hold loads or tests missing from the history");
  verb->add_option("--threads", arguments->threads, "threads; 0 = all. The twins do not depend on it")
      ->check(whole_number(0, 1024));
  verb->add_flag("--skip-bad-rows", arguments->skip_bad_rows, "leave out rows that cannot be used, and count them");
  add_missing_days(*verb, arguments->options.missing_days);
  const std::vector<const CLI::Option*> of_intake = add_intake_options(*verb, arguments->options);
  verb->add_flag("--json", arguments->json, "print the report as JSON");
  verb->footer(
      "Example: formcast calibrate scenarios/busso_2017.csv --timing next-day -o twins/\n"
      "         formcast calibrate export.zip --athlete kim --measure session_rpe --timing next-day -o twins/");
  verb->callback([arguments, of_intake] {
    require_timing(arguments->timing);
    for (const CLI::Option* option : of_intake) {
      const bool of_histories = option->get_name() == "--response";
      if (option->count() > 0 && !of_histories) arguments->intake_option = option->get_name();
    }
    run_calibrate(*arguments);
  });
}

void add_update(CLI::App& app) {
  auto arguments = std::make_shared<UpdateArguments>();
  CLI::App* verb = app.add_subcommand("update", "Update a twin with new days, and report whether they surprised it");
  verb->add_option("twin", arguments->twin, "twin written by `formcast calibrate`; replaced by the updated one")
      ->required();
  verb->add_option("history", arguments->history, "history CSV of the new days; may repeat days the twin already has")
      ->required();
  verb->add_option("--trips", arguments->trips, "trips file that replaces the twin's own");
  verb->add_flag("--skip-bad-rows", arguments->skip_bad_rows, "leave out rows that cannot be used, and count them");
  add_missing_days(*verb, arguments->missing_days);
  add_response(*verb, arguments->response);
  verb->add_flag("--json", arguments->json, "print the report as JSON");
  verb->footer(
      "Exits 0 also if nothing is new (the twin is left unchanged) or the twin has drifted; see the report.\n"
      "Example: formcast update twins/S1.twin.json this_week.csv");
  verb->callback([arguments] { run_update(*arguments); });
}

void add_validate(CLI::App& app) {
  auto arguments = std::make_shared<ValidateArguments>();
  CLI::App* verb = app.add_subcommand("validate", "Compare the twin's forecasts with naive baselines on your tests");
  verb->add_option("history", arguments->history, "history CSV: date,load,performance[,athlete]");
  add_timing(*verb, arguments->timing);
  verb->add_flag("--decisions", arguments->decisions,
                 "judge differences between plans instead, on synthetic athletes with known truth");
  verb->add_option("--athletes", arguments->athletes, "with --decisions: athletes of each kind (default: 40)")
      ->check(whole_number(10, 10'000));
  verb->add_option("--plot", arguments->plot, "SVG file of forecasts and tests, drawn with gnuplot");
  verb->add_flag("--pool", arguments->pool, "learn each athlete's priors from all the others in the file");
  verb->add_flag("--skip-bad-rows", arguments->skip_bad_rows, "leave out rows that cannot be used, and count them");
  add_missing_days(*verb, arguments->missing_days);
  add_response(*verb, arguments->response);
  verb->add_flag("--json", arguments->json, "print the report as JSON");
  verb->footer("Example: formcast validate scenarios/busso_2017.csv --timing next-day --plot skill.svg");
  verb->callback([arguments] {
    if (arguments->decisions) {
      if (!arguments->history.empty())
        throw CLI::ValidationError("--decisions", "generates its own athletes; omit HISTORY");
      return run_validate_decisions(*arguments);
    }
    if (arguments->history.empty()) throw CLI::RequiredError("HISTORY, or --decisions");
    require_timing(arguments->timing);
    run_validate(*arguments);
  });
}

void add_simulate(CLI::App& app) {
  auto arguments = std::make_shared<SimulateArguments>();
  CLI::App* verb = app.add_subcommand("simulate", "Run a scenario's plans on its twins, many members each");
  verb->add_option("scenario", arguments->scenario, "scenario TOML (docs/scenario.md)")->required();
  verb->add_option("-o,--output", arguments->output, "results file, HDF5 (docs/results-format.md)")->required();
  verb->add_option("--members", arguments->members, "members per athlete and plan (default: the scenario's)")
      ->check(whole_number(1, 10'000'000));
  verb->add_option("--seed", arguments->seed, "random seed (default: the scenario's)")
      ->check(whole_number(0, std::numeric_limits<std::uint64_t>::max()));
  verb->add_option("--threads", arguments->threads, "threads; 0 = all. The results do not depend on it")
      ->check(whole_number(0, 1024));
  verb->add_option("--store", arguments->store, "bands: quantiles and outcomes; members: every trajectory as well")
      ->check(CLI::IsMember({"bands", "members"}));
  verb->add_flag("--resume", arguments->resume, "resume an interrupted run from OUTPUT.parts");
  verb->add_option("--keep-every", arguments->keep_every, "checkpoint interval in seconds (default: 2)")
      ->check([](const std::string& text) { return seconds_fault(text, 86400.0); });
  verb->add_option("--shard", arguments->shard, "i/n: run the i-th of n shares of the athletes (formcast merge)")
      ->check([](const std::string& text) {
        return is_shard(text) ? std::string() : "expected i/n with 1 <= i <= n, such as 2/5, not " + text;
      });
  verb->add_option("--memory-limit", arguments->memory_limit,
                   "refuse a run that may need more memory, such as 500MB or 2GB; results do not depend on it")
      ->transform(size_in_bytes());
  verb->add_flag("--json", arguments->json, "print the summary as JSON");
  verb->footer(
      "A run that is killed, interrupted or out of disk space keeps its finished athletes in OUTPUT.parts: repeat the "
      "command with --resume, or remove that folder to start over.\n"
      "Example: formcast simulate race.toml -o race.h5 --members 20000");
  verb->callback([arguments] { run_simulate(*arguments); });
}

void add_trip(CLI::App& app) {
  auto arguments = std::make_shared<TripArguments>();
  CLI::App* verb = app.add_subcommand("trip", "Day by day: body clock, sleep, and when to seek and avoid light");
  verb->add_option("scenario", arguments->scenario, "scenario TOML with trips (docs/scenario.md)")->required();
  auto* search = verb->add_flag(
      "--search", arguments->search,
      "find the sleep and light that leave the body clock least misaligned on the target day, printed as scenario "
      "keys");
  auto* learn = verb->add_option("--learn", arguments->learn,
                                 "history CSV that covers the trips of the scenario's one plan with trips: learn "
                                 "each athlete's own effects of travel from the travel tests");
  learn->excludes(search);
  add_timing(*verb, arguments->timing);
  verb->get_option("--timing")->needs(learn);
  add_missing_days(*verb, arguments->missing_days);
  add_response(*verb, arguments->response);
  verb->get_option("--missing-days")->needs(learn);
  verb->get_option("--response")->needs(learn);
  verb->add_flag("--json", arguments->json, "print every day as JSON");
  verb->footer("Example: formcast trip scenarios/eight_zones_east.toml --search");
  verb->callback([arguments] {
    if (arguments->learn.empty()) return run_trip(*arguments);
    require_timing(arguments->timing);
    run_trip_learning(*arguments);
  });
}

void add_merge(CLI::App& app) {
  auto arguments = std::make_shared<MergeArguments>();
  CLI::App* verb =
      app.add_subcommand("merge", "Merge the shards of a run into the file one machine would have written");
  verb->add_option("shards", arguments->shards, "all files of `formcast simulate --shard i/n`, in any order")
      ->required();
  verb->add_option("-o,--output", arguments->output, "results file, HDF5 (docs/results-format.md)")->required();
  verb->add_flag("--json", arguments->json, "print the summary as JSON");
  verb->footer("Example: formcast merge race-1.h5 race-2.h5 race-3.h5 -o race.h5");
  verb->callback([arguments] { run_merge(*arguments); });
}

void add_compare(CLI::App& app) {
  auto arguments = std::make_shared<CompareArguments>();
  CLI::App* verb =
      app.add_subcommand("compare", "Compare a run's plans on the target day: outcomes, and which is better");
  verb->add_option("results", arguments->results, "results file written by `formcast simulate`")->required();
  verb->add_flag("--json", arguments->json, "print the comparison as JSON");
  verb->footer("Example: formcast compare race.h5");
  verb->callback([arguments] { run_compare(*arguments); });
}

void add_export(CLI::App& app) {
  auto arguments = std::make_shared<ExportArguments>();
  CLI::App* verb = app.add_subcommand("export", "Write a run as tidy CSV: one number a row, every row labelled");
  verb->add_option("results", arguments->results, "results file written by `formcast simulate`")->required();
  verb->add_option("-o,--output", arguments->output, "CSV file (default: standard output)");
  verb->add_option("--what", arguments->what,
                   "bands: every day; outcomes: the target day; pairs: plan against plan; effects: whether travel "
                   "effects are learned, the scenario's or population priors")
      ->check(CLI::IsMember({"bands", "outcomes", "pairs", "effects"}));
  verb->footer("Example: formcast export race.h5 --what outcomes -o race.csv");
  verb->callback([arguments] { run_export(*arguments); });
}

void add_doctor(CLI::App& app) {
  auto arguments = std::make_shared<DoctorArguments>();
  CLI::App* verb =
      app.add_subcommand("doctor", "Check that this installation works and gives the same bits as any other");
  verb->add_flag("--json", arguments->json, "print the findings as JSON");
  verb->footer("Example: formcast doctor");
  verb->callback([arguments] { run_doctor(*arguments); });
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app("Formcast: learns how an athlete responds to training, and tries plans on that twin.", "formcast");
  app.set_version_flag("--version", std::string("formcast ") + FORMCAST_VERSION);
  app.require_subcommand(1);
  app.footer(
      "Exit codes: 0 done, 2 wrong usage, 3 bad input or output path, 4 not identified (--strict), 75 busy,\n"
      "try again, 130 interrupted.\n"
      "Example: formcast calibrate history.csv --timing next-day -o twins/ && formcast simulate race.toml -o race.h5");
  add_check(app);
  add_intake(app);
  add_calibrate(app);
  add_update(app);
  add_validate(app);
  add_simulate(app);
  add_trip(app);
  add_merge(app);
  add_compare(app);
  add_export(app);
  add_doctor(app);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::ostringstream out, err;  // help and errors quote what was given, which may be names of any files
    const int code = app.exit(error, out, err);
    say("{}", out.str());
    std::fputs(shown(err.str()).c_str(), stderr);
    return code == 0 ? 0 : static_cast<int>(ExitCode::kUsage);
  }
  return 0;
}

}  // namespace formcast
