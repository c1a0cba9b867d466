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

/// A row's test, or one of its markers.
struct HistoryMeasurement {
  Date date;
  double value = 0.0;
  std::size_t line = 0;
};

/// One athlete's rows in the file's order.
struct AthleteRows {
  std::string athlete;
  std::vector<HistorySession> sessions;
  std::set<Date> incomplete;  ///< dates of rejected rows: their loads are only partly known
  std::map<Date, HistoryMeasurement> tests;
  std::vector<std::vector<HistoryMeasurement>> markers;
};

/// Counts for the notes on merged rows.
struct MergedDates {
  int summed_dates = 0;
  int averaged_markers = 0;
};

/// Throws InputError when the row's date has a test already.
void add_row(const HistoryTable& source, const HistoryRow& row, AthleteRows& record);

/// Why a record cannot be used, or "".
std::string why_unusable(const HistoryTable& source, const AthleteRows& record);

/// The history of a usable record.
AthleteHistory assemble(const HistoryTable& source, AthleteRows& record, MergedDates& merged);

}  // namespace formcast
