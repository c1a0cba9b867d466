#include "viewer/desk/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace formcast {
namespace {

constexpr std::array<const char*, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<const char*, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                              "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

const char* month_of(const date::year_month_day& day) { return kMonths[static_cast<unsigned>(day.month()) - 1]; }

/// So many decimals that at least so many digits are seen.
int decimals(double value, int digits) {
  const double size = std::abs(value);
  const int before = size >= 99.5 ? 3 : size >= 9.95 ? 2 : 1;
  return std::max(digits - before, 0);
}

}  // namespace

const char* month_text(date::month month) {
  constexpr std::array<const char*, 12> kNames{"January", "February", "March",     "April",   "May",      "June",
                                               "July",    "August",   "September", "October", "November", "December"};
  return kNames[static_cast<unsigned>(month) - 1];
}

std::string short_day_text(Date date) {
  const date::year_month_day day{date};
  return fmt::format("{} {}", static_cast<unsigned>(day.day()), month_of(day));
}

std::string day_text(Date date) {
  return fmt::format("{} {}", kDays[date::weekday{date}.c_encoding()], short_day_text(date));
}

std::string long_day_text(Date date) {
  return fmt::format("{} {}", day_text(date), static_cast<int>(date::year_month_day{date}.year()));
}

std::string with_unit(double value, const std::string& unit) {
  const double shown = std::abs(value) < 0.005 ? 0.0 : value;
  const std::string number =
      shown == std::round(shown) ? fmt::format("{:.0f}", shown) : fmt::format("{:.{}f}", shown, decimals(shown, 3));
  return unit.empty() || unit == "1" ? number : fmt::format("{} {}", number, unit);
}

std::string rounded_text(double value) {
  if (value >= 9.95) return grouped(value);
  std::string text = fmt::format("{:.{}f}", value, value >= 0.95 ? 1 : 2);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

std::string grouped(double value) {
  std::string text = fmt::format("{:.0f}", value);
  for (int at = static_cast<int>(text.size()) - 3; at > (value < 0.0 ? 1 : 0); at -= 3) {
    text.insert(static_cast<std::size_t>(at), ",");
  }
  return text;
}

std::string signed_text(double value) {
  const double shown = std::abs(value) < 0.005 ? 0.0 : value;
  if (shown == 0.0) return "0";
  return fmt::format("{:+.{}f}", shown, std::abs(shown) < 0.995 ? 2 : decimals(shown, 2));
}

std::string first_lines(const std::vector<std::string>& texts, const std::string& more) {
  constexpr std::size_t kMost = 3;
  std::string all;
  for (std::size_t n = 0; n < std::min(texts.size(), kMost); ++n) all += (n == 0 ? "" : "\n") + texts[n];
  if (texts.size() > kMost) all += fmt::format("\nand {}{}", texts.size() - kMost, more);
  return all;
}

std::string likely_text(const Quantiles& target, const std::string& unit) {
  const double low = static_cast<double>(target.front()), high = static_cast<double>(target.back());
  return fmt::format("Likely {} to {} (90 of 100)", with_unit(low, ""), with_unit(high, unit));
}

}  // namespace formcast
