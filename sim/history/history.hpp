#pragma once

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"

namespace formcast {

/// A performance on one day: a test, a measurement derived from training that has an error of its own, or a lower
/// bound.
struct Test {
  int day = 0;               ///< days since AthleteHistory::start
  double performance = 0.0;  ///< [the history's performance unit]
  std::size_t line = 0;      ///< of the history's file; 0 = not known, as in a twin
  double error = 0.0;        ///< sd of its own error besides the scatter of tests [performance unit]; 0: none is given

  bool derived() const { return error > 0.0; }
};

/// A row of a history's file that gives a load. Loads of one day add up.
struct LoadRow {
  int day = 0;
  double load = 0.0;  ///< [load unit]
  std::size_t line = 0;
};

/// One athlete's record, one entry a day from the first dated row to the last.
struct AthleteHistory {
  std::string athlete;
  Date start;                                          ///< date of day 0
  std::vector<double> load;                            ///< (days) [load unit]; NaN = unknown, 0 = rest
  std::vector<Test> tests;                             ///< ascending by day, at most one a day
  std::vector<Test> bounds;                            ///< likewise: performance was at least this; not tests
  std::vector<LoadRow> load_rows;                      ///< ascending by day; empty where no file was read
  std::map<std::string, std::vector<double>> markers;  ///< (days) each, NaN = not measured
  int days_without_row = 0;                            ///< between the first dated row and the last

  int days() const { return static_cast<int>(load.size()); }
  int missing_loads() const;
  Date date(int day) const { return start + date::days{day}; }
};

/// The marker for sleep in the nights and naps that end on a day [h].
inline constexpr const char* kSleepHours = "sleep_hours";

/// A longer record holds a mistyped date.
inline constexpr date::days kLongestRecord{7305};  // twenty years

/// An athlete that cannot be used, and why: "has no performance in any row; ...".
struct AthleteTrouble {
  std::string athlete;
  std::string reason;

  std::string text() const { return athlete + " " + reason; }
};

/// Where a record comes from and what its numbers are in; all that a twin keeps of its file.
struct Provenance {
  std::string source;  ///< file name without its folder; "" where there is no file
  std::string digest;  ///< of the file's text without its byte order mark
  std::string load_unit = "AU";
  std::string performance_unit;  ///< "" when none is named
  std::string test_kind{};       ///< of the tests, such as "cmj"; "" when none is named
};

/// A history file, read.
struct History : Provenance {
  bool names_load_unit = false;          ///< whether the header names one
  bool names_athletes = false;           ///< whether a column names the athlete
  bool missing_days_rest = false;        ///< HistoryOptions
  std::vector<AthleteHistory> athletes;  ///< usable ones, in order of first appearance
  std::vector<AthleteTrouble> unusable;  ///< the others
  std::size_t rows = 0;                  ///< data rows read, rejected ones included
  std::vector<std::string> rejected;     ///< one message a rejected row, "file:line:column: ..."
  std::vector<std::string> notes;        ///< on how the file was read (ignored columns, sums)
  std::vector<std::string> questions;    ///< for the user, who alone can answer

  /// The notes, the questions and the unusable athletes, for screens that show them together.
  std::vector<std::string> remarks() const;
};

struct HistoryOptions {
  bool skip_bad_rows = false;      ///< count rejected rows instead of refusing the file
  bool continues_record = false;   ///< the days continue a record: neither a test nor a load is required
  bool missing_days_rest = false;  ///< a date without a row is rest, not a missing load
  std::string response{};          ///< the kind of test that is the performance; empty: the only one
};

/// Reads a history CSV: columns `date,load,performance`, optional `athlete` and markers, a unit in brackets
/// after a name ("performance [W]"). `performance_sd` and `performance_bound` say that a performance has an error of
/// its own or is a lower bound, `test` of which kind it is: two kinds of ordinary tests need HistoryOptions::response.
/// Comma, semicolon or tab; decimal comma with semicolon or tab; byte order mark, CRLF and quotes as spreadsheets write
/// them; rows in any order. Sessions on one date add up. A date without a row, with an empty load or with a rejected
/// row is a missing load; markers given several times on one date are averaged. Rows without an `athlete` column are
/// about one athlete, named as the file is. Throws InputError naming file, line and column, with the first twenty bad
/// rows a line each, or when no athlete can be used.
History read_history(const std::filesystem::path& path, const HistoryOptions& options = {});

/// The same for text already read; `path` names it in messages.
History parse_history(const std::string& text, const std::filesystem::path& path, const HistoryOptions& options = {});

}  // namespace formcast
