#include "sim/exports/csv_durations.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/language.hpp"

namespace formcast::intake {
namespace {

constexpr double kMinute = 60.0, kHour = 3600.0;

/// [s]; missing where several units would do.
double unit_by_size(std::vector<double> numbers) {
  const double most = *std::max_element(numbers.begin(), numbers.end());
  const auto middle = numbers.begin() + static_cast<std::ptrdiff_t>(numbers.size() / 2);
  std::nth_element(numbers.begin(), middle, numbers.end());
  constexpr double kDayInMinutes = 1440.0;
  if (most > kDayInMinutes && *middle >= 600.0) return 1.0;
  if (*middle >= 10.0 && most > 24.0 && most <= kDayInMinutes) return kMinute;
  return most <= 6.0 ? kHour : kMissing;
}

}  // namespace

double DurationFormat::seconds(std::string_view cell, double number) const {
  if (const auto clock = read_clock_text(cell)) {
    const double shown = read_duration(cell);
    return clock->parts.size() == 2 && !parts_are_minutes ? kMinute * shown : shown;
  }
  if (number > 0.0) return unit * number;
  return read_duration_words(cell);
}

DurationFormat duration_format(const Sheet& sheet, Column column, const Numbers& numbers, double unit) {
  DurationFormat format{.unit = unit};
  double most_first = 0.0;
  std::vector<double> plain;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const auto clock = read_clock_text(sheet.cell(row, column));
    if (clock && clock->parts.size() == 2) most_first = std::fmax(most_first, clock->parts[0]);
    format.has_clocks = format.has_clocks || (clock && clock->parts.size() == 2);
    if (const double number = numbers.positive(row, column); number > 0.0) plain.push_back(number);
  }
  constexpr double kMostHours = 24.0;
  format.parts_are_minutes = most_first >= kMostHours;
  format.has_numbers = !plain.empty();
  if (std::isnan(unit) && !plain.empty()) format.unit = unit_by_size(std::move(plain));
  return format;
}

const char* duration_unit_name(double unit) {
  if (unit == 1.0) return tr("seconds");
  return unit == kMinute ? tr("minutes") : tr("hours");
}

}  // namespace formcast::intake
