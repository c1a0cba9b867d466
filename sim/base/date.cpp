#include "sim/base/date.hpp"

#include <fmt/format.h>

#include "sim/base/language.hpp"

namespace formcast {

std::size_t weekday(Date date) { return date::weekday{date}.iso_encoding() - 1; }

std::string iso(Date date) {
  const date::year_month_day day{date};
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::string digits_text(Date date) {
  const date::year_month_day day{date};
  return tr_in("date in digits", "{0:04}-{1:02}-{2:02}", static_cast<int>(day.year()),
               static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
}

std::optional<Date> parse_iso(std::string_view text) {
  constexpr std::string_view kShape = "dddd-dd-dd";
  if (text.size() != kShape.size()) return std::nullopt;
  for (std::size_t i = 0; i < kShape.size(); ++i) {
    if (kShape[i] == 'd' ? (text[i] < '0' || text[i] > '9') : text[i] != kShape[i]) return std::nullopt;
  }
  const auto number = [&](std::size_t from, std::size_t digits) {
    unsigned value = 0;
    for (const char c : text.substr(from, digits)) value = 10 * value + static_cast<unsigned>(c - '0');
    return value;
  };
  const date::year_month_day day{date::year{static_cast<int>(number(0, 4))}, date::month{number(5, 2)},
                                 date::day{number(8, 2)}};
  if (!day.ok() || day.year() < date::year{1900} || day.year() > date::year{2199}) return std::nullopt;
  return Date{day};
}

}  // namespace formcast
