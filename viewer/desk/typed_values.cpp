#include "viewer/desk/typed_values.hpp"

#include <fmt/format.h>

#include "sim/base/ascii.hpp"
#include "sim/base/csv.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/sessions/date_text.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

using intake::calendar_day;
using intake::DateText;

}  // namespace

Date typed_date(std::string_view text) {
  const std::string typed(trimmed(text, " "));
  const auto refuse = [&] {
    throw InputError(tr("\"{}\" is no date; write year-month-day, such as 2016-05-14", typed));
  };
  const std::optional<DateText> read = intake::read_date_text(typed);
  if (!read || read->clock) refuse();
  const auto [a, b, c] = read->parts;
  if (read->shape != DateText::Shape::kYearLast) {
    const std::optional<Date> day = calendar_day(a, b, c);
    if (!day) refuse();
    return *day;
  }
  const std::optional<Date> day_first = calendar_day(c, b, a);
  const std::optional<Date> month_first = read->dotted ? std::nullopt : calendar_day(c, a, b);
  if (!day_first && !month_first) refuse();
  if (day_first && month_first && *day_first != *month_first)
    throw InputError(tr("{} may be {} or {}; write {} or {}", typed, short_day_text(*day_first),
                        short_day_text(*month_first), iso(*day_first), iso(*month_first)));
  return day_first ? *day_first : *month_first;
}

std::optional<Date> date_typed(std::string_view text) {
  try {
    return typed_date(text);
  } catch (const InputError&) {
    return std::nullopt;
  }
}

std::optional<double> typed_number(std::string_view text, std::string_view what, double low, double high) {
  const std::string_view typed = trimmed(text, " ");
  if (typed.empty()) return std::nullopt;
  const std::optional<double> number = parse_number(as_typed(typed));
  if (number && low <= *number && *number <= high) return number;
  throw InputError(number ? tr("{} {} is out of range, expected {} to {}", what, typed, low, high)
                          : tr("{} \"{}\" is no number", what, typed));
}

}  // namespace formcast
