#pragma once

#include "sim/exports/csv_sheet.hpp"
#include "sim/exports/csv_values.hpp"

namespace formcast::intake {

/// How a column writes durations, decided from all of its rows.
struct DurationFormat {
  double unit = kMissing;          ///< of a plain number [s]; missing where neither heading nor rows tell
  bool has_numbers = false;        ///< "90"
  bool has_clocks = false;         ///< of two parts, "1:30"
  bool parts_are_minutes = false;  ///< "1:30" is 90 s, not 90 min

  /// Seconds of a cell: "1:30", "0:45:10", "1 h 30 min", or a plain `number`; missing for anything else.
  double seconds(std::string_view cell, double number) const;
};

/// `unit` is that of plain numbers where it is known [s]. Otherwise the largest number and the middle one decide, as a
/// session takes from ten minutes to a day. "1:30" is an hour and a half unless a first part of 24 or more shows that
/// it is minutes.
DurationFormat duration_format(const Sheet& sheet, Column column, const Numbers& numbers, double unit = kMissing);

/// "seconds", "minutes" or "hours".
const char* duration_unit_name(double unit);

}  // namespace formcast::intake
