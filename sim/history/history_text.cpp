#include "sim/history/history_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <vector>

#include "sim/base/csv_field.hpp"

namespace formcast {
namespace {

std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == std::string::npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

}  // namespace

std::string history_number(double value) {
  if (!std::isfinite(value)) return "";
  if (std::abs(value) >= 1.0) return without_trailing_zeros(fmt::format("{:.2f}", value));
  constexpr double kLeast = 1e-9;
  if (std::abs(value) < kLeast) return "0";
  const int decimals = 3 - static_cast<int>(std::floor(std::log10(std::abs(value))));
  return without_trailing_zeros(fmt::format("{:.{}f}", value, decimals));
}

std::string history_text(const AthleteHistory& history, std::string_view load_unit, const PerformanceName* of) {
  const bool derived = of != nullptr || !history.bounds.empty() || std::ranges::any_of(history.tests, &Test::derived);
  std::string text = fmt::format("athlete,date,load [{}],performance", load_unit);
  if (of != nullptr) text += fmt::format(" [{}]", of->unit);
  if (derived) text += ",performance_sd,performance_bound";
  if (of != nullptr) text += ",test";
  for (const auto& [name, values] : history.markers) text += "," + name;
  text += "\n";
  const std::string athlete = csv_field(history.athlete);
  const auto fields = [&](const Test& test, std::string_view bound) {
    if (!derived) return fmt::format("{}", test.performance);
    std::string cells =
        fmt::format("{},{},{}", test.performance, test.derived() ? fmt::format("{}", test.error) : "", bound);
    return of == nullptr ? cells : cells + "," + csv_field(of->test);
  };
  std::vector<std::string> tested(history.load.size(), of != nullptr ? ",,,"
                                                       : derived     ? ",,"
                                                                     : ""),
      bounded(history.load.size());
  std::vector<char> has_test(history.load.size(), 0);
  for (const Test& test : history.tests) {
    tested[static_cast<std::size_t>(test.day)] = fields(test, "");
    has_test[static_cast<std::size_t>(test.day)] = 1;
  }
  for (const Test& bound : history.bounds) {
    const auto day = static_cast<std::size_t>(bound.day);
    (has_test[day] != 0 ? bounded : tested)[day] = fields(bound, "lower");
  }
  for (int day = 0; day < history.days(); ++day) {
    const auto at = static_cast<std::size_t>(day);
    fmt::format_to(std::back_inserter(text), "{},{},{},{}", athlete, iso(history.date(day)),
                   history_number(history.load[at]), tested[at]);
    for (const auto& [name, values] : history.markers) text += "," + history_number(values[at]);
    text += "\n";
    if (bounded[at].empty()) continue;
    fmt::format_to(std::back_inserter(text), "{},{},,{}{}\n", athlete, iso(history.date(day)), bounded[at],
                   std::string(history.markers.size(), ','));
  }
  return text;
}

}  // namespace formcast
