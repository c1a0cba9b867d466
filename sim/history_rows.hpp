#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <vector>

#include "sim/csv.hpp"
#include "sim/history.hpp"
#include "sim/history_columns.hpp"

namespace formcast {

/// The values of one row of a history; NaN where a field is empty.
struct HistoryRow {
  static constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

  std::string athlete;
  Date date;
  std::size_t line = 0;
  double load = kUnknown;         ///< [load unit]
  double performance = kUnknown;  ///< [performance unit]
  std::vector<double> markers;    ///< (HistoryColumns::markers)
};

/// A history while it is read.
struct HistoryTable {
  std::string file;
  DelimitedText table;
  HistoryColumns columns;
  std::string only_athlete;            ///< whom the rows are about when no column says so
  bool continues_record = false;       ///< HistoryOptions
  std::size_t decimal_comma_line = 0;  ///< first line with a number such as 12,5; 0 = none
  std::size_t decimal_point_line = 0;  ///< first line with a number such as 12.5; 0 = none
};

/// What is wrong with an athlete's name, or "". Names are files' names too: 1-64 bytes without control characters,
/// / or \, and neither "." nor "..".
std::string athlete_problem(std::string_view athlete);

/// Reads one row into `row`. Throws InputError naming the first field that is wrong; `row.athlete` is then set if
/// it could be read.
void read_row(HistoryTable& source, const std::vector<Field>& fields, HistoryRow& row);

}  // namespace formcast
