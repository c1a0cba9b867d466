#include "sim/history/history_text.hpp"

#include <fmt/format.h>

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

/// The cells of performance and the columns beside it, (days).
std::vector<std::string> performance_cells(const PerformanceColumns& performance, int days) {
  std::vector<std::string> cells(static_cast<std::size_t>(days), ",,,");
  for (const auto& [day, of] : performance.days) {
    cells[static_cast<std::size_t>(day)] = fmt::format("{},{},{},{}", of.value, history_number(of.sd),
                                                       of.lower_bound ? "lower" : "", csv_field(performance.test));
  }
  return cells;
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

std::string history_text(const AthleteHistory& history, std::string_view load_unit,
                         const PerformanceColumns* performance) {
  std::string text = fmt::format("athlete,date,load [{}],performance", load_unit);
  if (performance != nullptr) {
    text += fmt::format(" [{}],performance_sd,performance_bound,test", performance->unit);
  }
  for (const auto& [name, values] : history.markers) text += "," + name;
  text += "\n";
  const std::string athlete = csv_field(history.athlete);
  std::vector<std::string> tested(history.load.size());
  for (const Test& test : history.tests) {
    tested[static_cast<std::size_t>(test.day)] = fmt::format("{}", test.performance);
  }
  if (performance != nullptr) tested = performance_cells(*performance, history.days());
  for (int day = 0; day < history.days(); ++day) {
    const auto at = static_cast<std::size_t>(day);
    fmt::format_to(std::back_inserter(text), "{},{},{},{}", athlete, iso(history.date(day)),
                   history_number(history.load[at]), tested[at]);
    for (const auto& [name, values] : history.markers) text += "," + history_number(values[at]);
    text += "\n";
  }
  return text;
}

}  // namespace formcast
