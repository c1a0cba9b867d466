#pragma once

#include <optional>
#include <string>

#include "sim/exports/csv_sheet.hpp"
#include "sim/sessions/date_text.hpp"

namespace formcast::intake {

/// Dates of a column. Which number is the day and which the month is decided from all rows together: one above 12
/// decides. Where none does, or two contradict each other, it is a question to the athlete.
class Dates {
 public:
  /// `year_first_may_swap`: the writer is known to write "2026-31-12" on some devices.
  Dates(const Sheet& sheet, Column column, bool year_first_may_swap = false);

  /// Nothing for a cell that is no date, and while there is a question.
  std::optional<RowDate> date(std::size_t row) const;
  /// For Sheet::ask; empty where all is known.
  const Question& question() const { return question_; }
  /// Whether days come before months in dates such as "13/05/2026", where rows tell.
  std::optional<bool> told_day_first() const { return told_; }

 private:
  struct Evidence {
    bool first_above_12 = false, second_above_12 = false, dotted = false, seen = false;
    std::string example;
    DateText::Shape shape = DateText::Shape::kYearFirst;
  };
  std::optional<bool> day_first(const Evidence& evidence, bool usually_known);
  void ask(const Evidence& evidence, bool contradictory);

  const Sheet& sheet_;
  Column column_;
  bool swapped_ = false;          ///< of kYearFirst: year, day, month
  bool day_before_month_ = true;  ///< of kYearLast
  std::optional<bool> told_;
  Question question_;
};

}  // namespace formcast::intake
