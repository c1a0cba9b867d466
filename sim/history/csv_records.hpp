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

/// One athlete's rows as they come.
struct HistoryRecord {
  std::string athlete;
  std::vector<HistorySession> sessions;
  std::set<Date> incomplete;  ///< dates of rows that were rejected: what else is known of their loads is a part
  std::map<Date, HistoryMeasurement> tests;
  std::vector<std::vector<HistoryMeasurement>> markers;
};

/// How many dates were understood in a way worth a note.
struct MergedDates {
  int summed_dates = 0;
  int averaged_markers = 0;
};

/// Throws InputError when the row's date has a test already.
void add_row(const HistoryTable& source, const HistoryRow& row, HistoryRecord& record);

/// Why nothing can be made of a record, or "". It must hold something to learn from.
std::string why_unusable(const HistoryTable& source, const HistoryRecord& record);

/// A record of which something can be made.
AthleteHistory assemble(const HistoryTable& source, HistoryRecord& record, MergedDates& merged);

}  // namespace formcast
