#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <filesystem>
#include <utility>

#include "sim/base/file_lock.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/output_place.hpp"
#include "sim/base/zones.hpp"
#include "sim/cli/intake_files.hpp"
#include "sim/cli/intake_map.hpp"
#include "sim/cli/intake_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/history/csv_rows.hpp"

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

/// Reads all files, with the progress bar.
intake::Intake read_files(const IntakeArguments& arguments) {
  intake::ReadingOptions options;
  options.profile = profile_of(arguments.settings);
  options.choices = choices_of(arguments);
  options.cancelled = [] { return interrupted.load(); };
  intake::Intake intake(std::move(options));
  ProgressBar bar("reading");
  PathReading reading;
  reading.cancelled = &interrupted;
  reading.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
  read_paths(arguments.inputs, reading, intake);
  bar.clear();
  if (!interrupted) return intake;
  spdlog::warn("interrupted; nothing was written");
  throw Exit{ExitCode::kInterrupted};
}

intake::HistoryChoices history_choices(const IntakeArguments& arguments, const std::string& athlete) {
  intake::HistoryChoices choices;
  choices.athlete = athlete;
  choices.athlete_guessed = arguments.athlete.empty();
  choices.response = arguments.response;
  choices.performance = intake::performance_called(arguments.performance);
  if (!arguments.measure.empty()) {
    choices.otherwise = intake::measure_chain(arguments.measure);
    choices.measure = choices.otherwise.front();
    choices.otherwise.erase(choices.otherwise.begin());
  }
  choices.zone = arguments.zone;
  choices.missing_days_rest = arguments.missing_days == kMissingRest;
  return choices;
}

bool holds(const std::string& file, const std::string& text) {
  try {
    return read_text(file) == text;
  } catch (const InputError&) {
    return false;
  }
}

IntakeOutcome write_history(const IntakeArguments& arguments, const IntakeReport& report) {
  const std::string file = report.output.empty() ? report.athlete + ".history.csv" : report.output;
  const std::string text = intake::history_csv(*report.result.daily, file);
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
  bool trouble = false;
  for (const intake::ReadFile& file : report.files) {
    if (file.trouble) spdlog::error("{}: {}", file.name, file.left_out);
    trouble = trouble || file.trouble;
  }
  const bool no_session = report.result.sessions == 0;
  const std::size_t questions = report.questions().size();
  if (no_session && questions == 0) {
    spdlog::error("no session was found, and a history begins with one; nothing was written");
  }
  if (questions > 0) {
    spdlog::error("nothing was written: {} to be answered first", questions == 1 ? "a question has" : "questions have");
  }
  return trouble || no_session || questions > 0 || report.outcome == IntakeOutcome::kRefused;
}

}  // namespace

std::string measure_fault(const std::string& text) {
  try {
    intake::measure_chain(text);
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

std::string performance_fault(const std::string& text) {
  if (intake::performance_called(text)) return "";
  return fmt::format("expected one of {}, not {}", fmt::join(intake::performance_keys(), ", "), text);
}

void run_intake(const IntakeArguments& arguments) {
  if (arguments.propose_map) return say("{}", proposed_map(arguments.inputs.front(), choices_of(arguments)));
  IntakeReport report;
  report.athlete = athlete_of(arguments);
  report.output = output_of(arguments, report.athlete);
  check_zone(arguments.zone);
  const intake::Intake intake = read_files(arguments);
  report.files = intake.files();
  report.result = intake.finish(history_choices(arguments, report.athlete));
  if (report.result.ready()) report.outcome = write_history(arguments, report);
  if (arguments.json) {
    print_json(report.json());
  } else {
    say("{}", report.text());
  }
  if (say_why_not_done(report)) throw Exit{ExitCode::kBadInput};
}

}  // namespace formcast
