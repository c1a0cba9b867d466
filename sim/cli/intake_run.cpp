#include "sim/cli/intake_run.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/base/file_name_key.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/zones.hpp"
#include "sim/cli/intake_files.hpp"
#include "sim/cli/intake_folders.hpp"
#include "sim/cli/intake_map.hpp"
#include "sim/cli/intake_state.hpp"
#include "sim/cli/squad_report.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/measures/athlete_profile.hpp"

namespace formcast {
namespace {

void check_zone(const std::string& zone) {
  if (zone.empty() || knows_zone(zone)) return;
  const std::string near = nearest_zone(zone);
  throw InputError(fmt::format("\"{}\" is no IANA zone{}", zone,
                               near.empty() ? ", such as Europe/Berlin" : "; did you mean " + near + "?"));
}

/// Throws InputError for a name that no file can have.
void check_name(const std::string& athlete) {
  const std::string problem = intake_name_problem(athlete);
  if (problem.empty()) return;
  throw InputError(fmt::format("\"{}\" cannot be an athlete's name: {}; give --athlete NAME", athlete, problem));
}

intake::ReadingOptions reading_options(const IntakeOptions& options, const intake::AthleteFolders& folders) {
  intake::ReadingOptions reading;
  reading.profile = intake::profile_of(options.numbers, options.sex);
  reading.choices = csv_choices(options);
  reading.cancelled = [] { return interrupted.load(); };
  if (options.athlete_folders) reading.athlete_of = [&](std::string_view name) { return folders.athlete_of(name); };
  return reading;
}

/// Reads all files, with the progress bar.
intake::Intake read_files(const IntakeOptions& options, intake::ReadingOptions reading, IntakeState& state,
                          bool look_only) {
  reading.keep = [&](const intake::ReadFile& file, const intake::Content& kept) { state.add(file, kept); };
  intake::Intake intake(std::move(reading));
  ProgressBar bar("reading");
  PathReading paths;
  paths.cancelled = &interrupted;
  paths.progress = [&](std::size_t done, std::size_t total) { bar.show(done, total); };
  paths.state = &state;
  read_paths(options.inputs, paths, intake);
  bar.clear();
  if (!look_only) state.save();
  if (!interrupted) return intake;
  const bool kept = state.keeps() && !look_only;
  spdlog::warn("interrupted; {}",
               kept ? "no history was written, and what was read is kept for the next run" : "nothing was written");
  throw Exit{ExitCode::kInterrupted};
}

intake::HistoryChoices history_choices(const IntakeOptions& options, const std::string& athlete, bool guessed) {
  intake::HistoryChoices choices;
  choices.athlete = athlete;
  choices.athlete_guessed = guessed;
  choices.response = options.response;
  choices.performance = intake::performance_called(options.performance);
  if (!options.measure.empty()) {
    choices.otherwise = intake::measure_chain(options.measure);
    choices.measure = choices.otherwise.front();
    choices.otherwise.erase(choices.otherwise.begin());
  }
  choices.zone = options.zone;
  choices.since = parse_iso(options.since);
  choices.missing_days_rest = options.missing_days == kMissingRest;
  choices.offer_performances = true;
  return choices;
}

/// At most five of them.
std::string listed(const std::vector<std::string>& names) {
  constexpr std::size_t kMost = 5;
  const auto end = names.begin() + static_cast<std::ptrdiff_t>(std::min(kMost, names.size()));
  return fmt::format("{}{}", fmt::join(names.begin(), end, ", "), names.size() > kMost ? ", ..." : "");
}

/// Answered by --athlete or --athlete-folders.
intake::Question whose(std::string text) {
  intake::Question question{intake::Question::Kind::kAthlete, std::move(text)};
  question.option = "--athlete";
  return question;
}

/// Asked where folders seem to be of several athletes: a ride of two of them would count as one session.
intake::Question folders_question(const std::vector<std::string>& athletes) {
  return whose(fmt::format(
      "are the folders {} of one athlete or of one each? Give --athlete NAME for one, or --athlete-folders for a "
      "history of each",
      listed(athletes)));
}

/// Asked where some files name athletes and others nobody; empty where none do.
intake::Question unnamed_question(const std::vector<intake::ReadFile>& files,
                                  const std::vector<std::string>& athletes) {
  std::vector<std::string> unnamed;
  for (const intake::ReadFile& file : files) {
    if (file.facts.unnamed > 0 && file.athlete.empty()) unnamed.push_back(file.name);
  }
  if (unnamed.empty()) return {};
  return whose(fmt::format(
      "whose {} {}? Other files name {}: put {} into a folder of the athlete's name and give --athlete-folders, or "
      "give --athlete "
      "NAME for one athlete's history with {}",
      unnamed.size() == 1 ? "is" : "are", listed(unnamed), listed(athletes), unnamed.size() == 1 ? "it" : "them",
      unnamed.size() == 1 ? "it" : "them"));
}

/// A history of each athlete. Of two whose files some disks take for one, the second has none.
void add_athletes(const IntakeOptions& options, const intake::Intake& intake, const std::vector<std::string>& names,
                  IntakeReport& report) {
  std::map<std::string, std::string> keys;
  for (const std::string& name : names) {
    AthleteIntake& athlete = report.athletes.emplace_back();
    athlete.athlete = name;
    athlete.since = options.since;
    athlete.fault = intake_name_problem(name);
    const auto [other, fresh] = keys.emplace(file_name_key(name), name);
    if (!fresh)
      athlete.fault = fmt::format("has the file of \"{}\" on some disks; are they one person?", other->second);
    if (athlete.fault.empty()) athlete.result = intake.finish(history_choices(options, name, false));
  }
}

/// The one history of all that was read, or of the athlete that is named.
void add_one(const IntakeOptions& options, const intake::Intake& intake, IntakeReport& report) {
  const bool guessed = options.athlete.empty();
  if (guessed && options.inputs.size() > 1) {
    throw InputError("several files or folders were given: give --athlete NAME, or --athlete-folders for one each");
  }
  AthleteIntake& athlete = report.athletes.emplace_back();
  athlete.since = options.since;
  athlete.athlete = guessed ? name_of_input(options.inputs.front()) : options.athlete;
  check_name(athlete.athlete);
  athlete.result = intake.finish(history_choices(options, athlete.athlete, guessed));
}

}  // namespace

intake::CsvChoices csv_choices(const IntakeOptions& options) {
  intake::CsvChoices choices;
  if (!options.dates.empty()) choices.take("--dates", options.dates);
  if (!options.decimals.empty()) choices.take("--decimals", options.decimals);
  if (!options.distances.empty()) choices.take("--distances", options.distances);
  if (!options.weights.empty()) choices.take("--weights", options.weights);
  choices.mappings = read_mappings(options.maps);
  return choices;
}

std::string intake_name_problem(const std::string& athlete) {
  if (athlete.find_first_of("=+-@") == 0) return "it begins as a formula does in a spreadsheet";
  return athlete_problem(athlete);
}

IntakeReport take_in(const IntakeOptions& options, const std::string& state_file, bool look_only) {
  if (!options.athlete.empty()) check_name(options.athlete);
  check_zone(options.zone);
  const intake::AthleteFolders folders = athlete_folders(options.inputs);
  intake::ReadingOptions reading = reading_options(options, folders);
  IntakeState state(state_file, intake::reading_key(reading), options.fresh);
  const intake::Intake intake = read_files(options, std::move(reading), state, look_only);
  IntakeReport report;
  report.files = intake.files();
  report.state = state_file;
  report.unchanged = state.known();
  report.of_other_options = state.of_other_options();
  const std::vector<std::string> named = intake.athletes();
  const bool each = options.athlete.empty() && (named.size() > 1 || (options.athlete_folders && !named.empty()));
  if (each) {
    if (intake::Question question = unnamed_question(report.files, named); !question.empty()) {
      report.questions.push_back(std::move(question));
    } else {
      add_athletes(options, intake, named, report);
    }
    return report;
  }
  if (options.athlete.empty() && options.athlete_folders) {
    throw InputError("no folder that could be an athlete's holds sessions; without --athlete-folders all is one's");
  }
  const std::vector<std::string> seen = folders.seen_in(report.files);
  if (options.athlete.empty() && options.inputs.size() == 1 && !seen.empty()) {
    report.questions.push_back(folders_question(seen));
  } else {
    add_one(options, intake, report);
  }
  return report;
}

bool say_unreadable(const IntakeReport& report) {
  bool trouble = false;
  for (const intake::ReadFile& file : report.files) {
    if (file.trouble) spdlog::error("{}: {}", file.name, file.left_out);
    trouble = trouble || file.trouble;
  }
  return trouble;
}

bool say_why_not_done(const IntakeReport& report, std::string_view nothing) {
  const bool trouble = say_unreadable(report);
  const std::size_t asked =
      report.questions.size() + (report.athletes.size() == 1 ? report.athletes.front().questions().size() : 0);
  if (asked > 0) {
    spdlog::error("{}: {} to be answered first", nothing, asked == 1 ? "a question has" : "questions have");
  } else if (report.athletes.size() == 1) {
    const AthleteIntake& only = report.athletes.front();
    if (!only.fault.empty()) spdlog::error("{}", only.fault);
    if (only.result.sessions == 0) {
      const std::string since = only.since.empty() ? "" : " on or after " + only.since;
      spdlog::error("no session was found{}, and a history begins with one; {}", since, nothing);
    }
  } else {
    say_troubles(report.troubles());
  }
  return trouble || asked > 0 || !report.troubles().empty();
}

}  // namespace formcast
