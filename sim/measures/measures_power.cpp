#include "sim/measures/measures_power.hpp"

#include <algorithm>
#include <cmath>

namespace formcast::intake {
namespace {

constexpr int kWindow = 30;             // [s]
constexpr double kTimeConstant = 25.0;  // [s]

double fourth(double x) { return x * x * x * x; }

}  // namespace

double fourth_power_mean(std::span<const double> values, int width, Windows windows) {
  const auto wide = static_cast<std::size_t>(width);
  double sum = 0.0, total = 0.0, count = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i] - (i >= wide ? values[i - wide] : 0.0);
    if (windows == Windows::kFull && i + 1 < wide) continue;
    total += fourth(sum / static_cast<double>(std::min(i + 1, wide)));
    count += 1.0;
  }
  return count > 0.0 ? std::pow(total / count, 0.25) : kMissing;
}

double weighted_power(std::span<const double> power) { return fourth_power_mean(power, kWindow, Windows::kFull); }

double power_stress(double weighted_power, double threshold_power, double seconds) {
  const double intensity = weighted_power / threshold_power;
  return 100.0 * seconds / 3600.0 * intensity * intensity;
}

double weighted_mean_25s(std::span<const double> values, double order) {
  double weighted = 0.0, total = 0.0;
  for (const double v : values) {
    weighted = (kTimeConstant * weighted + v) / (kTimeConstant + 1.0);
    total += std::pow(weighted, order);
  }
  return values.empty() ? kMissing : std::pow(total / static_cast<double>(values.size()), 1.0 / order);
}

double xpower(std::span<const double> power) { return weighted_mean_25s(power, 4.0); }

}  // namespace formcast::intake
