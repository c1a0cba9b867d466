#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/base/language.hpp"
#include "sim/exports/csv_sheet.hpp"
#include "sim/exports/mapping.hpp"
#include "sim/sessions/question.hpp"

namespace formcast {

// What the screen and the reader of an athlete's own files tell each other: plain values, as they pass between workers.

/// A number about the athlete that some measures of load are relative to.
struct ProfileNumber {
  std::string_view key, name, unit;
  double least, most;  ///< accepted [unit]
};
inline constexpr std::array<ProfileNumber, 10> kProfileNumbers{{
    {"threshold_power", marked("Threshold power"), "W", 30.0, 700.0},
    {"resting_hr", marked("Resting heart rate"), "1/min", 20.0, 120.0},
    {"max_hr", marked("Maximal heart rate"), "1/min", 90.0, 250.0},
    {"threshold_hr", marked("Threshold heart rate"), "1/min", 60.0, 240.0},
    {"first_vt_hr", marked("Heart rate, first threshold"), "1/min", 60.0, 240.0},
    {"second_vt_hr", marked("Heart rate, second threshold"), "1/min", 60.0, 240.0},
    {"critical_speed", marked("Critical speed, running"), "m/s", 1.0, 10.0},
    {"critical_swim_speed", marked("Critical speed, swimming"), "m/s", 0.3, 3.0},
    {"mass", marked("Body mass"), "kg", 20.0, 250.0},
    {"height", marked("Height"), "m", 1.0, 2.5},
}};

/// What a measure of load, or of performance, is relative to.
struct MeasureNeeds {
  std::vector<std::string_view> numbers;  ///< keys of kProfileNumbers
  bool sex = false;                       ///< TRIMP has weights of men and of women
};
MeasureNeeds needs_of(std::string_view measure);

/// What only the athlete knows about the files.
struct ImportChoices : intake::CsvChoices {
  // Of reading, as the answers to what tables do not say are: after a change the files are read again.
  std::map<std::string, double, std::less<>> profile;  ///< by key of kProfileNumbers
  std::string sex;                                     ///< "male", "female"; "" where it is not said
  /// Below which part of files' names each folder is an athlete's, "squad/"; not given: folders are of one athlete.
  std::optional<std::string> athlete_folders;
  /// Mappings that are being corrected, by file: what they would make of it is told, and nothing is read by them.
  std::map<std::string, intake::Mapping> drafts;
  // Of the history that is made of them.
  std::string athlete, zone;  ///< IANA zone of records without an offset
  std::string of;             ///< whose history, of the athletes that tables name; "" where they name one or none
  bool each = false;          ///< a history of each of them
  std::string response;       ///< kind of test that is the performance; "": the only one
  std::string measure;        ///< its key; "": the only one that all sessions have
  std::vector<std::string> otherwise;  ///< for sessions without it, scaled to it, in this order: keys
  std::string performance;             ///< what sessions tell as performance, its key; "": tests alone
  bool offer_performances = false;     ///< what sessions could tell is told beside tests, too
  bool missing_days_rest = false;
  bool one_athlete = false;  ///< folders are one athlete's, which is asked where they may be several's

  /// Whether files that were read by `other` need not be read again.
  bool reads_as(const ImportChoices& other) const;
  /// Takes an answer as the option of the command has it ("--dates", "day-first"); false where it is none of those
  /// that the screen gives.
  bool take(std::string_view option, const std::string& answer);
};

/// The answer of "--athlete-folders" that is no prefix of folders.
inline constexpr std::string_view kOneAthlete = "one";

/// A file that was read or left out.
struct ImportedFile {
  std::string name, what;  ///< what: "FIT", "CSV (Strava)"; "unknown"
  std::string line;        ///< what was read of it, or why nothing was
  std::vector<std::string> notes;
  std::size_t sessions = 0, readings = 0;
  bool left_out = false;
  bool trouble = false;  ///< it should have been readable
};

/// A table whose columns somebody may have to explain, or has explained.
struct ImportTable {
  std::string file;
  intake::MappingProposal as;  ///< by its draft, else by the mapping that reads it, else as it is proposed
  bool asked = false;          ///< its file was named, or it seems to hold loads, tests or mornings
  bool applied = false;        ///< it is read by a mapping of the choices
};

/// A measure of load to choose.
struct ImportOffer {
  std::string key, name, unit;
  std::size_t sessions = 0;  ///< that have it
  std::string needs;         ///< what it lacks of the athlete; "" otherwise
};

/// What sessions could tell as performance.
struct ImportPerformance {
  std::string key, name, unit;
  std::size_t days = 0;  ///< that would have one
  std::string needs;     ///< what it lacks of the athlete; "" otherwise
};

/// A test found in a file or typed, or what sessions tell in its place.
struct ImportTest {
  Date date;
  double value = 0.0;
  double error = 0.0;  ///< SD, of what sessions tell; 0 of a test

  friend bool operator==(const ImportTest&, const ImportTest&) = default;
};

struct ImportHistory {
  std::string csv;  ///< as formcast intake writes it
  std::string load_unit;
  std::string performance, performance_unit;   ///< what sessions tell, "best_power_5min"; "" of tests alone
  std::map<std::string, std::size_t> markers;  ///< days on which each is known
  std::vector<std::string> remarks;            ///< what its maker has to know
};

/// One of several athletes that the files name.
struct ImportAthlete {
  std::string name;
  std::string csv;      ///< the history as formcast intake writes it; "" where there is none
  std::string trouble;  ///< why there is none; it costs no other athlete
  std::size_t sessions = 0, tests = 0;
};

struct ImportReport {
  std::vector<ImportedFile> files;
  std::size_t records = 0, sessions = 0, readings = 0;
  std::vector<std::string> joined;
  std::vector<std::string> left_out;  ///< what was read and can be no session, and why
  std::vector<intake::Question> questions;
  std::vector<ImportTable> tables;
  std::vector<intake::Mapping> mappings;  ///< that are among the files, as "NAME.intake.toml"
  std::vector<ImportOffer> offers;
  std::string measure;        ///< key of the one chosen, or the only one; "" where it has to be chosen
  bool only_measure = false;  ///< it was taken since no other is there
  std::vector<ImportPerformance> performances;
  std::vector<ImportTest> tests;  ///< of the kind that is the performance
  std::string test_unit;          ///< "" where the files name none
  std::optional<ImportHistory> history;
  std::vector<ImportAthlete> athletes;  ///< where a history of each is wanted; `history` is of nobody then
  std::string histories;                ///< of all who have one, as one CSV
};

struct ImportProgress {
  std::size_t done = 0, total = 0;     ///< files given
  std::size_t inside = 0;              ///< files read so far, those of archives counted
  std::optional<ImportReport> report;  ///< a new one since the last call, once all are read
  std::string error;                   ///< reading as a whole has failed
};

// As JSON, between workers. Parsing throws std::exception for any other text.
std::string to_json(const ImportChoices& choices);
std::string to_json(const ImportReport& report);
ImportChoices import_choices(const std::string& json);
ImportReport import_report(const std::string& json);

}  // namespace formcast
