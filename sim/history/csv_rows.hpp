#pragma once

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/csv.hpp"
#include "sim/history/csv_columns.hpp"
#include "sim/history/history.hpp"

namespace formcast {

/// The values of one row of a history; NaN where a field is empty.
struct HistoryRow {
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

  std::string athlete;
  Date date;
  std::size_t line = 0;
  double load = kUnknown;         ///< [load unit]
  double performance = kUnknown;  ///< [performance unit]
  double error = kUnknown;        ///< of the performance, likewise
  bool is_bound = false;          ///< the performance is a lower bound
  std::string test_kind;          ///< "" where none is named
  std::vector<double> markers;    ///< (HistoryColumns::markers)

  /// Whether the performance is that of a test, of one kind: what has an error of its own or is a bound belongs to the
  /// response by contract, whatever it was derived from.
  bool has_test() const { return !std::isnan(performance) && std::isnan(error) && !is_bound; }
};

/// A kind of test as a file first names it.
struct TestKindSeen {
  std::string name;  ///< "" for tests of which no kind is named
  std::size_t line = 0;
};

/// How the numbers of a column are written: together they show whether a mark is for decimals or for thousands.
struct NumberMarks {
  struct Mark {
    std::vector<double> three;  ///< values with three digits after the mark, as 1.050
    std::size_t others = 0;     ///< values with more or fewer
    std::string first;          ///< the first of the three, as written
    Place place;                ///< and where
  };
  Mark point, comma;
  std::vector<double> unmarked;  ///< values without a mark, 0 left out
};

/// A history while it is read.
struct HistoryTable {
  std::string file;
  DelimitedText table;
  HistoryColumns columns;
  std::string only_athlete;       ///< the athlete of all rows when no column names one
  bool continues_record = false;  ///< HistoryOptions, as the next
  bool missing_days_rest = false;
  std::string response;                    ///< likewise
  std::vector<TestKindSeen> test_kinds{};  ///< of the rows read so far, each once
  int other_kinds = 0;                     ///< tests left out since they are of another kind than the response
  std::size_t decimal_comma_line = 0;      ///< first line with a number such as 12,5; 0 = none
  std::size_t decimal_point_line = 0;      ///< first line with a number such as 12.5; 0 = none
  NumberMarks load_marks{}, performance_marks{};
};

/// What is wrong with an athlete's name, or "". Names become file names: 1-64 bytes without control characters,
/// / or \, and neither "." nor "..".
std::string athlete_problem(std::string_view athlete);

/// Reads one row into `row`. Throws InputError naming the first field that is wrong; `row.athlete` is then set if
/// it could be read.
void read_row(HistoryTable& source, const std::vector<Field>& fields, HistoryRow& row);

/// Keeps the kind of a row's test in mind; takes the performance out of the row if it is not the response.
void note_test_kind(HistoryTable& source, HistoryRow& row);

/// The one kind of test that a history's performance is, "" where none is named. Throws InputError, which asks for the
/// response where there are several kinds and names those there are where none is the response.
std::string test_kind(const HistoryTable& source);

/// Throws InputError, naming the first, where numbers such as 1.050 were read as decimals but the column suggests
/// thousands: the mark is never followed by more or fewer than three digits, and read as thousands they are nearer to
/// the numbers without it.
void check_thousands(const HistoryTable& source);

/// The date of a row, valid or not.
std::optional<Date> date_of(const HistoryTable& source, const std::vector<Field>& fields);

}  // namespace formcast
