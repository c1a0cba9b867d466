#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <utility>

#include "sim/base/file_lock.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/output_place.hpp"
#include "sim/base/zones.hpp"
#include "sim/cli/intake_map.hpp"
#include "sim/cli/intake_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/history/history_text.hpp"
#include "sim/intake/test_results.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

intake::AthleteProfile profile_of(const AthleteSettings& s) {
  const auto or_missing = [](const std::optional<double>& value) { return value.value_or(intake::kMissing); };
  intake::AthleteProfile profile;
  profile.heart_rate = {or_missing(s.resting_hr), or_missing(s.max_hr)};
  profile.threshold_heart_rate = or_missing(s.threshold_hr);
  profile.ventilatory = {or_missing(s.first_vt_hr), or_missing(s.second_vt_hr)};
  if (!s.sex.empty()) profile.trimp = s.sex == "male" ? intake::kMen : intake::kWomen;
  profile.threshold_power = or_missing(s.threshold_power);
  profile.critical_speed = or_missing(s.critical_speed);
  profile.critical_swim_speed = or_missing(s.critical_swim_speed);
  profile.mass = or_missing(s.mass);
  profile.height = or_missing(s.height);
  return profile;
}

intake::CsvChoices choices_of(const IntakeArguments& arguments) {
  constexpr double kKilometre = 1000.0, kMile = 1609.344, kPound = 0.45359237;
  intake::CsvChoices choices;
  if (!arguments.dates.empty()) choices.day_first = arguments.dates == "day-first";
  if (!arguments.decimals.empty()) choices.decimal_comma = arguments.decimals == "comma";
  if (!arguments.distances.empty()) choices.distance_unit = arguments.distances == "km" ? kKilometre : kMile;
  if (!arguments.weights.empty()) choices.mass_unit = arguments.weights == "kg" ? 1.0 : kPound;
  choices.mappings = read_mappings(arguments.maps);
  return choices;
}

/// The name given, or else that of the one file or folder. Throws InputError.
std::string athlete_of(const IntakeArguments& arguments) {
  std::string athlete = arguments.athlete;
  if (athlete.empty()) {
    if (arguments.inputs.size() > 1) throw InputError("several files or folders were given: give --athlete NAME");
    std::error_code error;
    const fs::path given = fs::weakly_canonical(arguments.inputs.front(), error);
    fs::path name = given.has_filename() ? given.filename() : given.parent_path().filename();
    if (!fs::is_directory(given, error)) name = name.extension() == ".gz" ? name.stem().stem() : name.stem();
    athlete = name.string();
  }
  std::string problem = athlete_problem(athlete);
  if (athlete.find_first_of("=+-@") == 0) {
    problem = "it begins as a formula does in a spreadsheet";
  }
  if (problem.empty()) return athlete;
  throw InputError(fmt::format("\"{}\" cannot be an athlete's name: {}; give --athlete NAME", athlete, problem));
}

/// Where the history is to be written; "" for a dry run. Throws InputError before anything is read.
std::string output_of(const IntakeArguments& arguments, const std::string& athlete) {
  if (arguments.folder.empty()) return "";
  if (!fs::is_directory(arguments.folder)) {
    throw InputError({arguments.folder, 0, 0}, "the output folder does not exist; create it first");
  }
  const fs::path file = fs::path(arguments.folder) / (athlete + ".history.csv");
  output_place(file);
  return file.string();
}

void check_zone(const std::string& zone) {
  if (zone.empty() || knows_zone(zone)) return;
  const std::string near = nearest_zone(zone);
  throw InputError(fmt::format("\"{}\" is no IANA zone{}", zone,
                               near.empty() ? ", such as Europe/Berlin" : "; did you mean " + near + "?"));
}

/// Reads all files into the report, with the progress bar.
void read_files(const IntakeArguments& arguments, IntakeReport& report) {
  ProgressBar bar("reading");
  IntakeReading reading;
  reading.choices = choices_of(arguments);
  reading.cancelled = &interrupted;
  reading.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
  report.files = read_intake(arguments.inputs, reading);
  bar.clear();
  if (!interrupted) return;
  spdlog::warn("interrupted; nothing was written");
  throw Exit{ExitCode::kInterrupted};
}

/// Takes the sessions out of the files, each once.
intake::Merged merge_files(const IntakeArguments& arguments, IntakeReport& report) {
  std::vector<intake::Session> sessions;
  for (IntakeFile& file : report.files) {
    std::ranges::move(file.content.sessions, std::back_inserter(sessions));
    file.content.sessions.clear();
  }
  report.records = sessions.size();
  intake::IdentityOptions identity;
  identity.zone = arguments.zone;
  intake::Merged merged = merge_same_sessions(std::move(sessions), identity);
  report.sessions = merged.sessions.size();
  report.joined = std::exchange(merged.notes, {});
  return merged;
}

/// The measure given, or the only one that all sessions have; else a question with what there is.
void choose_measure(const IntakeArguments& arguments, const intake::Merged& merged, IntakeReport& report) {
  report.measure = measure_of_option(arguments.measure);
  if (report.measure) return;
  report.measures = measures_of(merged.sessions, profile_of(arguments.settings));
  if (const auto only = only_measure(report.measures, merged.sessions.size())) {
    report.measure = only->choice;
    report.only_measure = true;
    return;
  }
  report.questions.emplace_back("which measure of load is the history in? Give --measure, as a history keeps to one");
}

/// Leaves the athlete asked for, where tables name several; false where that is a question, since sessions of two must
/// not be joined.
bool take_athlete(const IntakeArguments& arguments, IntakeReport& report) {
  std::vector<std::string> names;
  for (const IntakeFile& file : report.files) collect_athletes(file.content, names);
  const std::string question = intake::athlete_question(names, arguments.athlete);
  if (!question.empty()) report.questions.push_back(question);
  if (!question.empty()) return false;
  for (IntakeFile& file : report.files) {
    if (names.size() > 1) keep_athlete(file.content, arguments.athlete, true);
  }
  return true;
}

/// One kind of test as the history's performance.
void take_tests(const IntakeArguments& arguments, IntakeReport& report) {
  std::vector<intake::TestResult> results;
  for (const IntakeFile& file : report.files) std::ranges::copy(file.content.tests, std::back_inserter(results));
  const auto kind = intake::kind_to_take(results, arguments.response, report.questions);
  if (!kind) return;
  const std::size_t outside = add_tests(daily_tests(results, *kind, arguments.zone), report.daily->history);
  report.daily->notes.push_back(
      fmt::format("performance is {}, {} test(s){}", kind->text(), report.daily->history.tests.size(),
                  outside == 0 ? "" : fmt::format("; {} before or after the record are left out", outside)));
}

/// The history, unless there are questions; what it cannot decide is one.
void make_history(const IntakeArguments& arguments, IntakeReport& report) {
  report.questions = questions_of(report.files);
  if (!take_athlete(arguments, report)) return;
  intake::Merged merged = merge_files(arguments, report);
  if (merged.sessions.empty()) return;
  choose_measure(arguments, merged, report);
  if (!report.measure) return;
  std::vector<intake::Reading> readings;
  for (const IntakeFile& file : report.files) std::ranges::copy(file.content.readings, std::back_inserter(readings));
  intake::DailyOptions options;
  options.athlete = report.athlete;
  options.measure = *report.measure;
  options.profile = profile_of(arguments.settings);
  options.zone = arguments.zone;
  options.missing_days_rest = arguments.missing_days == kMissingRest;
  try {
    report.daily = daily_history_of(std::move(merged), readings, options);
    take_tests(arguments, report);
  } catch (const InputError& error) {
    report.questions.emplace_back(error.what());
  }
}

bool same_numbers(const std::vector<double>& a, const std::vector<double>& b) {
  return std::ranges::equal(a, b, {}, history_number, history_number);
}

/// Throws InputError unless a history's text says what the history does.
void check_reads_back(const std::string& text, const std::string& file, const intake::DailyHistory& daily) {
  HistoryOptions options;
  options.continues_record = true;  // there are no tests yet
  const History read = parse_history(text, file, options);
  const AthleteHistory& made = daily.history;
  const bool same = read.athletes.size() == 1 && read.load_unit == daily.load_unit &&
                    read.athletes[0].athlete == made.athlete && read.athletes[0].start == made.start &&
                    same_numbers(read.athletes[0].load, made.load) &&
                    std::ranges::equal(read.athletes[0].markers, made.markers, [](const auto& a, const auto& b) {
                      return a.first == b.first && same_numbers(a.second, b.second);
                    });
  if (!same) throw InputError(Place{file}, "the history does not read back as it was made; nothing was written");
}

bool holds(const std::string& file, const std::string& text) {
  try {
    return read_text(file) == text;
  } catch (const InputError&) {
    return false;
  }
}

IntakeOutcome write_history(const IntakeArguments& arguments, const IntakeReport& report) {
  const std::string text = history_text(report.daily->history, report.daily->load_unit);
  const std::string file = report.output.empty() ? report.athlete + ".history.csv" : report.output;
  check_reads_back(text, file, *report.daily);
  if (arguments.dry_run) return IntakeOutcome::kDryRun;
  const FileLock lock(file, &interrupted);
  const bool exists = fs::exists(file);
  if (exists && holds(file, text)) return IntakeOutcome::kUnchanged;
  if (exists && !arguments.replace) {
    spdlog::error("{}: holds something else; give --replace to replace it, or another folder", file);
    return IntakeOutcome::kRefused;
  }
  write_text(file, text);
  return exists ? IntakeOutcome::kReplaced : IntakeOutcome::kWritten;
}

/// Names on standard error why the exit code is 3; false if it is 0.
bool say_why_not_done(const IntakeReport& report) {
  for (const IntakeFile& file : report.files) {
    if (file.trouble) spdlog::error("{}: {}", file.name, file.left_out);
  }
  if (report.sessions == 0 && report.questions.empty()) {
    spdlog::error("no session was found, and a history begins with one; nothing was written");
  }
  if (const std::size_t n = report.questions.size(); n > 0) {
    spdlog::error("nothing was written: {} to be answered first", n == 1 ? "a question has" : "questions have");
  }
  return report.troubles() > 0 || report.sessions == 0 || !report.questions.empty() ||
         report.outcome == IntakeOutcome::kRefused;
}

}  // namespace

std::string measure_fault(const std::string& text) {
  if (measure_of_option(text)) return "";
  const std::vector<std::string> names = measure_options();
  return fmt::format("expected one of {}, not {}", fmt::join(names, ", "), text);
}

void run_intake(const IntakeArguments& arguments) {
  if (arguments.propose_map) return say("{}", proposed_map(arguments.inputs.front(), choices_of(arguments)));
  IntakeReport report;
  report.athlete = athlete_of(arguments);
  report.output = output_of(arguments, report.athlete);
  check_zone(arguments.zone);
  read_files(arguments, report);
  make_history(arguments, report);
  if (!report.daily || !report.questions.empty()) {
    report.outcome = IntakeOutcome::kNothing;
  } else {
    report.outcome = write_history(arguments, report);
  }
  if (arguments.json) {
    print_json(report.json());
  } else {
    say("{}", report.text());
  }
  if (say_why_not_done(report)) throw Exit{ExitCode::kBadInput};
}

}  // namespace formcast
