#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "sim/base/date.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// A date as a cell writes it, its numbers in the order of the text.
struct DateText {
  enum class Shape {
    kYearFirst,  ///< "2026-05-04"
    kYearLast,   ///< "04/05/2026"
    kNamed,      ///< "Sep 12, 2018", "12. Mai 2018": year, month, day
  };
  Shape shape = Shape::kYearFirst;
  std::array<int, 3> parts{};
  bool dotted = false;           ///< "04.05.2026", which is day first wherever it is written
  std::optional<double> clock;   ///< time of day, where there is one [s]
  std::optional<double> offset;  ///< of the zone written after it [s]
};

/// Reads dates as platforms write them: numbers with "-", "/" or "."; months by name in English or German; a time of
/// day of 24 or 12 hours; a zone. Nothing for anything else.
std::optional<DateText> read_date_text(std::string_view cell);

/// A row's date.
struct RowDate {
  Date date;
  std::optional<double> clock;   ///< time of day [s]
  std::optional<double> offset;  ///< [s]
};

/// The date of a moment of local time, in seconds since 1970.
Date date_at(Seconds local);

/// The day of a calendar; nothing for one that is none, and outside the years 1900 to 2199.
std::optional<Date> calendar_day(int year, int month, int day);

/// Since 1970-01-01 by the clock of the row's date; at midnight where it has no time of day.
Seconds seconds_of(const RowDate& date);

/// Sets the start of a session: as a moment where the cell has a zone, otherwise by the clock given, or as a day.
void place(Session& session, const RowDate& date, Clock clock);

}  // namespace formcast::intake
