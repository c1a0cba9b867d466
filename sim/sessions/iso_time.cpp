#include "sim/sessions/iso_time.hpp"

#include <algorithm>

#include "sim/base/csv.hpp"

namespace formcast::intake {
namespace {

constexpr std::string_view kDigits = "0123456789";

/// The one or two digits at the beginning of `text`, taken off it.
std::optional<int> take_digits(std::string_view& text) {
  const std::size_t count = std::min(text.find_first_not_of(kDigits), text.size());
  if (count == 0 || count > 2) return std::nullopt;
  int value = 0;
  for (const char c : text.substr(0, count)) value = 10 * value + (c - '0');
  text.remove_prefix(count);
  return value;
}

bool take(std::string_view& text, char c) {
  if (!text.starts_with(c)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::optional<double> parse_clock(std::string_view text) {
  const auto hours = take_digits(text);
  if (!hours || *hours > 24 || !take(text, ':')) return std::nullopt;
  const auto minutes = take_digits(text);
  if (!minutes || *minutes > 59) return std::nullopt;
  double seconds = 0.0;
  if (take(text, ':')) {
    const auto whole = take_digits(text);
    if (!whole || *whole > 60) return std::nullopt;
    seconds = *whole;
    if (!text.empty() && (text.front() == '.' || text.front() == ',')) {
      if (text.size() < 2 || text.find_first_not_of(kDigits, 1) != std::string_view::npos) return std::nullopt;
      seconds += parse_number("0." + std::string(text.substr(1))).value_or(0.0);
      text = {};
    }
  }
  const double clock = 3600.0 * *hours + 60.0 * *minutes + seconds;
  if (!text.empty() || clock > 86400.0) return std::nullopt;
  return clock;
}

std::optional<double> parse_offset(std::string_view text) {
  if (text == "Z" || text == "z") return 0.0;
  if (text.size() < 2 || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const double sign = text.front() == '-' ? -1.0 : 1.0;
  text.remove_prefix(1);
  std::string_view digits = text;
  if (text.size() == 4 && text.find_first_not_of(kDigits) == std::string_view::npos) digits = text.substr(0, 2);
  const auto hours = take_digits(digits);
  if (!hours || *hours > 18) return std::nullopt;
  std::string_view rest = text.size() == 4 && digits.empty() ? text.substr(2) : digits;
  take(rest, ':');
  const auto minutes = rest.empty() ? std::optional(0) : take_digits(rest);
  if (!minutes || *minutes > 59 || !rest.empty()) return std::nullopt;
  return sign * (3600.0 * *hours + 60.0 * *minutes);
}

std::optional<IsoTime> parse_iso_time(std::string_view text) {
  constexpr std::size_t kDate = 10;
  if (text.size() < kDate + 6) return std::nullopt;
  const auto date = parse_iso(text.substr(0, kDate));
  if (!date || (text[kDate] != 'T' && text[kDate] != 't' && text[kDate] != ' ')) return std::nullopt;
  std::string_view rest = text.substr(kDate + 1);
  const std::size_t zone = std::min(rest.find_first_of("Zz+- "), rest.size());
  const auto clock = parse_clock(rest.substr(0, zone));
  if (!clock) return std::nullopt;
  IsoTime time;
  time.time = 86400.0 * static_cast<double>(date->time_since_epoch().count()) + *clock;
  rest.remove_prefix(zone);
  while (take(rest, ' ')) {
  }
  if (rest.empty()) return time;
  time.offset = parse_offset(rest);
  if (!time.offset) return std::nullopt;
  time.time -= *time.offset;
  return time;
}

}  // namespace formcast::intake
