#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/history/csv_rows.hpp"
#include "sim/history/history.hpp"

namespace formcast {

/// A row's load.
struct HistorySession {
  Date date;
  double load = HistoryRow::kUnknown;
  std::size_t line = 0;
};

/// One of a row's markers.
struct HistoryMeasurement {
  Date date;
  double value = 0.0;
  std::size_t line = 0;
};

/// One athlete's rows in the file's order.
struct AthleteRows {
  std::string athlete;
  std::vector<HistorySession> sessions;
  std::set<Date> incomplete;    ///< dates of rejected rows: their loads are only partly known
  std::map<Date, Test> tests;   ///< days not set yet
  std::map<Date, Test> bounds;  ///< likewise
  int worse_tests = 0;          ///< derived, on days with a better one; left out
  int lower_bounds = 0;         ///< on days with a higher one; left out
  std::vector<std::vector<HistoryMeasurement>> markers;
};

/// Counts for the notes on rows that were merged or left out.
struct MergedDates {
  int summed_dates = 0;
  int averaged_markers = 0;
  int worse_tests = 0, lower_bounds = 0, needless_bounds = 0;  ///< left out, see performances.hpp
};

/// Throws InputError when the row's date has an ordinary test already and the row is another.
void add_row(const HistoryTable& source, const HistoryRow& row, AthleteRows& record);

/// Why a record cannot be used, or "".
std::string why_unusable(const HistoryTable& source, const AthleteRows& record);

/// The history of a usable record.
AthleteHistory assemble(const HistoryTable& source, AthleteRows& record, MergedDates& merged);

}  // namespace formcast
