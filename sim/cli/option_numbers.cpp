#include "sim/cli/option_numbers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <limits>
#include <string_view>

namespace formcast {
namespace {

std::optional<std::uint64_t> digits(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (text.size() > 1 && text.front() == '0') return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// A number with or without decimals, and without sign or exponent.
std::optional<double> plain_number(const std::string& text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view fraction = std::string_view(text).substr(point == text.size() ? point : point + 1);
  const bool whole = digits(std::string_view(text).substr(0, point)).has_value();
  const bool fractional =
      point == text.size() || (!fraction.empty() && fraction.find_first_not_of("0123456789") == std::string_view::npos);
  if (!whole || !fractional) return std::nullopt;
  double value = 0.0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

std::string whole_number_fault(const std::string& text, std::uint64_t low, std::uint64_t high) {
  const auto value = digits(text);
  if (value && *value >= low && *value <= high) return {};
  return fmt::format("expected a whole number from {} to {} in decimal digits, not {}", low, high, text);
}

std::string seconds_fault(const std::string& text, double most) {
  const auto value = plain_number(text);
  if (value && *value <= most) return {};
  return fmt::format("expected a number from 0 to {} [s], such as 2 or 0.5, not {}", most, text);
}

std::string quantity_fault(const std::string& text, double low, double high, const std::string& unit) {
  const auto value = plain_number(text);
  if (value && *value >= low && *value <= high) return {};
  return fmt::format("expected a number from {} to {} [{}], not {}", low, high, unit, text);
}

std::optional<std::uint64_t> parse_bytes(const std::string& text) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789"), text.size());
  const auto number = digits(std::string_view(text).substr(0, end));
  std::string unit;
  for (const char c : std::string_view(text).substr(end)) {
    if (c != ' ' || !unit.empty()) unit += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  constexpr std::string_view kUnits = "KMGT";
  int power = 0;
  if (!unit.empty() && kUnits.find(unit.front()) != std::string_view::npos) {
    power = 1 + static_cast<int>(kUnits.find(unit.front()));
    unit.erase(0, 1);
    if (unit == "IB") unit = "B";
  }
  if (!number || (!unit.empty() && unit != "B")) return std::nullopt;
  if (*number > std::numeric_limits<std::uint64_t>::max() >> (10 * power)) return std::nullopt;
  return *number << (10 * power);
}

}  // namespace formcast
