#include "viewer/desk/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/language.hpp"

namespace formcast {
namespace {

constexpr std::array<const char*, 7> kWeekdays{
    marked_in("weekday", "Mon"), marked_in("weekday", "Tue"), marked_in("weekday", "Wed"), marked_in("weekday", "Thu"),
    marked_in("weekday", "Fri"), marked_in("weekday", "Sat"), marked_in("weekday", "Sun")};
constexpr std::array<const char*, 12> kShortMonths{
    marked_in("month, short", "Jan"), marked_in("month, short", "Feb"), marked_in("month, short", "Mar"),
    marked_in("month, short", "Apr"), marked_in("month, short", "May"), marked_in("month, short", "Jun"),
    marked_in("month, short", "Jul"), marked_in("month, short", "Aug"), marked_in("month, short", "Sep"),
    marked_in("month, short", "Oct"), marked_in("month, short", "Nov"), marked_in("month, short", "Dec")};
constexpr std::array<const char*, 12> kMonths{
    marked_in("month", "January"), marked_in("month", "February"), marked_in("month", "March"),
    marked_in("month", "April"),   marked_in("month", "May"),      marked_in("month", "June"),
    marked_in("month", "July"),    marked_in("month", "August"),   marked_in("month", "September"),
    marked_in("month", "October"), marked_in("month", "November"), marked_in("month", "December")};

/// So many decimals that at least so many digits are seen.
int decimals(double value, int digits) {
  const double size = std::abs(value);
  const int before = size >= 99.5 ? 3 : size >= 9.95 ? 2 : 1;
  return std::max(digits - before, 0);
}

}  // namespace

const char* weekday_text(std::size_t day) { return tr_in("weekday", kWeekdays[day]); }

const char* english_month_text(date::month month) { return kMonths[static_cast<unsigned>(month) - 1]; }

const char* month_text(date::month month) { return tr_in("month", kMonths[static_cast<unsigned>(month) - 1]); }

const char* short_month_text(date::month month) {
  return tr_in("month, short", kShortMonths[static_cast<unsigned>(month) - 1]);
}

std::string short_day_text(Date date) {
  const date::year_month_day day{date};
  return tr_in("day and month", "{} {}", static_cast<unsigned>(day.day()), short_month_text(day.month()));
}

std::string day_text(Date date) {
  return tr_in("weekday and day", "{} {}", weekday_text(weekday(date)), short_day_text(date));
}

std::string long_day_text(Date date) {
  return tr_in("day and year", "{} {}", day_text(date), static_cast<int>(date::year_month_day{date}.year()));
}

std::string date_text(Date date) {
  const date::year_month_day day{date};
  return tr_in("day, month and year", "{} {} {}", static_cast<unsigned>(day.day()), month_text(day.month()),
               static_cast<int>(day.year()));
}

std::string with_unit(double value, const std::string& unit) {
  const double shown = std::abs(value) < 0.005 ? 0.0 : value;
  const std::string number =
      shown == std::round(shown) ? fmt::format("{:.0f}", shown) : fmt::format("{:.{}f}", shown, decimals(shown, 3));
  return unit.empty() || unit == "1" ? localised(number) : fmt::format("{} {}", localised(number), unit);
}

std::string rounded_text(double value) {
  if (value >= 9.95) return grouped(value);
  std::string text = fmt::format("{:.{}f}", value, value >= 0.95 ? 1 : 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return localised(text);
}

std::string grouped(double value) {
  const std::string digits = fmt::format("{:.0f}", std::round(std::abs(value)));
  std::string text;
  for (std::size_t at = 0; at < digits.size(); ++at) {
    if (at > 0 && (digits.size() - at) % 3 == 0) text += thousands_mark();
    text += digits[at];
  }
  return (value < 0.0 ? localised("-") : "") + text;
}

std::string signed_text(double value) {
  const double shown = std::abs(value) < 0.005 ? 0.0 : value;
  if (shown == 0.0) return "0";
  return localised(fmt::format("{:+.{}f}", shown, std::abs(shown) < 0.995 ? 2 : decimals(shown, 2)));
}

std::string percent_text(double change) {
  const double shown = std::round(100.0 * change);
  return shown == 0.0 ? "0 %" : localised(fmt::format("{:+.0f} %", shown));
}

std::string first_lines(const std::vector<std::string>& texts, const std::string& place) {
  constexpr std::size_t kMost = 3;
  std::string all;
  for (std::size_t n = 0; n < std::min(texts.size(), kMost); ++n) all += (n == 0 ? "" : "\n") + texts[n];
  if (texts.size() <= kMost) return all;
  const std::size_t more = texts.size() - kMost;
  return all + "\n" + (place.empty() ? tr("and {} more", more) : tr("and {} more, {}", more, place));
}

std::string likely_text(const Quantiles& target, const std::string& unit) {
  const double low = static_cast<double>(target.front()), high = static_cast<double>(target.back());
  return tr("Likely {} to {} (90 of 100)", with_unit(low, ""), with_unit(high, unit));
}

}  // namespace formcast
