#include "sim/exports/csv_dates.hpp"

#include <array>
#include <set>

#include "sim/base/language.hpp"

namespace formcast::intake {

Dates::Dates(const Sheet& sheet, Column column, bool year_first_may_swap) : sheet_(sheet), column_(column) {
  Evidence first, last;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const std::string_view cell = sheet.cell(row, column);
    const auto text = read_date_text(cell);
    if (!text || text->shape == DateText::Shape::kNamed) continue;
    const bool year_first = text->shape == DateText::Shape::kYearFirst;
    Evidence& evidence = year_first ? first : last;
    evidence.first_above_12 |= text->parts[year_first ? 1 : 0] > 12;
    evidence.second_above_12 |= text->parts[year_first ? 2 : 1] > 12;
    evidence.dotted |= text->dotted;
    evidence.seen = true;
    if (evidence.example.empty()) evidence.example = std::string(cell);
    evidence.shape = text->shape;
  }
  swapped_ = day_first(first, !year_first_may_swap).value_or(false);
  if (last.first_above_12 != last.second_above_12) told_ = last.first_above_12;
  if (last.seen) day_before_month_ = day_first(last, false).value_or(true);
}

/// Whether the day comes before the month; nothing, and a question, where the rows do not tell. Month before day where
/// that is usual, as it is after a year.
std::optional<bool> Dates::day_first(const Evidence& evidence, bool usually_known) {
  if (!evidence.seen) return std::nullopt;
  if (evidence.first_above_12 != evidence.second_above_12) return evidence.first_above_12;
  const bool contradictory = evidence.first_above_12;
  if (!contradictory && usually_known) return false;
  if (!contradictory && evidence.dotted) return true;
  if (!contradictory && sheet_.choices().day_first) return sheet_.choices().day_first;
  ask(evidence, contradictory);
  return std::nullopt;
}

/// Dates in both orders have no answer: neither reads them all.
void Dates::ask(const Evidence& evidence, bool contradictory) {
  const std::string shown = quote(evidence.example);
  question_ = {Question::Kind::kDayOrder,
               contradictory ? tr("are days before months? Dates like {} are in both orders, so none is read", shown)
                             : tr("is {} day before month or month before day? No row tells, so none is read", shown)};
  question_.example = evidence.example;
  if (column_) question_.column = sheet_.headings()[*column_];
  if (contradictory) return;
  question_.option = "--dates";
  question_.choices = {{"day-first", tr("day before month")}, {"month-first", tr("month before day")}};
  const bool year_first = evidence.shape == DateText::Shape::kYearFirst;
  std::set<std::array<int, 3>> seen;
  for (std::size_t row = 0; row < sheet_.rows(); ++row) {
    const auto text = read_date_text(sheet_.cell(row, column_));
    if (!text || text->shape != evidence.shape || !seen.insert(text->parts).second) continue;
    const auto [a, b, c] = text->parts;
    const int year = year_first ? a : c, first = year_first ? b : a, second = year_first ? c : b;
    const auto by_day = calendar_day(year, second, first), by_month = calendar_day(year, first, second);
    if (!by_day || !by_month) continue;
    question_.choices[0].dates.push_back(*by_day);
    question_.choices[1].dates.push_back(*by_month);
  }
}

std::optional<RowDate> Dates::date(std::size_t row) const {
  if (!question_.empty()) return std::nullopt;
  const auto text = read_date_text(sheet_.cell(row, column_));
  if (!text) return std::nullopt;
  const auto [a, b, c] = text->parts;
  std::optional<Date> day;
  if (text->shape == DateText::Shape::kYearLast) {
    day = day_before_month_ ? calendar_day(c, b, a) : calendar_day(c, a, b);
  } else {
    const bool swapped = swapped_ && text->shape == DateText::Shape::kYearFirst;
    day = swapped ? calendar_day(a, c, b) : calendar_day(a, b, c);
  }
  if (!day) return std::nullopt;
  return RowDate{*day, text->clock, text->offset};
}

}  // namespace formcast::intake
