#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "sim/intake/csv_sheet.hpp"

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

/// Dates of a column. Which number is the day and which the month is decided from all rows together: one above 12
/// decides. Where none does, or two contradict each other, it is a question to the athlete.
class Dates {
 public:
  /// `year_first_may_swap`: the writer is known to write "2026-31-12" on some devices.
  Dates(const Sheet& sheet, Column column, bool year_first_may_swap = false);

  /// Nothing for a cell that is no date, and while there is a question.
  std::optional<RowDate> date(std::size_t row) const;
  /// For Sheet::ask; "" where all is known.
  const std::string& question() const { return question_; }
  /// Whether days come before months in dates such as "13/05/2026", where rows tell.
  std::optional<bool> told_day_first() const { return told_; }

 private:
  struct Evidence {
    bool first_above_12 = false, second_above_12 = false, dotted = false, seen = false;
    std::string example;
  };
  std::optional<bool> day_first(const Evidence& evidence, bool usually_known);

  const Sheet& sheet_;
  Column column_;
  bool swapped_ = false;          ///< of kYearFirst: year, day, month
  bool day_before_month_ = true;  ///< of kYearLast
  std::optional<bool> told_;
  std::string question_;
};

/// Sets the start of a session: as a moment where the cell has a zone, otherwise by the clock given, or as a day.
void place(Session& session, const RowDate& date, Clock clock);

}  // namespace formcast::intake
