#include "sim/measures/measures_pace.hpp"

#include <algorithm>
#include <cmath>

#include "sim/measures/measures_power.hpp"

namespace formcast::intake {
namespace {

constexpr int kSpeedWindow = 120, kPowerWindow = 30;  // [s]
constexpr double kSteepest = 0.45;
constexpr double kFastest = 8.33;  // at which efficiency is halved [m/s]
constexpr std::size_t kSlopeReach = 15;
constexpr double kShortestSlope = 5.0;  // [m]
constexpr double kLongestSwim = 86400.0;

/// Energy cost of running on a slope. [J/(kg m)]
double cost(double slope) {
  const double i = std::clamp(slope, -kSteepest, kSteepest);
  return ((((155.4 * i - 30.4) * i - 43.3) * i + 46.3) * i + 19.5) * i + 3.6;
}

/// Energy per mass and distance. [J/(kg m)]
double running_cost(double v, double slope, const Runner& runner) {
  const double area = 0.266 * 0.2025 * std::pow(runner.height, 0.725) * std::pow(runner.mass, 0.425);
  const double air = 0.5 * 1.2 * 0.9 * area * v * v / runner.mass;
  return air + cost(slope) * (0.25 + 0.054 * v) * (1.0 - 0.5 * v / kFastest);
}

/// Mean over the last `width` seconds, or as many as there are. (seconds)
std::vector<double> growing_mean(std::span<const double> values, int width) {
  const auto wide = static_cast<std::size_t>(width);
  std::vector<double> mean;
  double sum = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    sum += values[i] - (i >= wide ? values[i - wide] : 0.0);
    mean.push_back(sum / static_cast<double>(std::min(i + 1, wide)));
  }
  return mean;
}

}  // namespace

double running_power(double speed, double slope, const Runner& runner) {
  return running_cost(speed, slope, runner) * speed * runner.mass;
}

double graded_running_power(std::span<const double> speed, std::span<const double> slope, const Runner& runner) {
  const std::vector<double> v = growing_mean(speed, kSpeedWindow), i = growing_mean(slope, kSpeedWindow);
  std::vector<double> power;
  double last = v.empty() ? 0.0 : v.front();
  for (std::size_t s = 0; s < std::min(v.size(), i.size()); ++s) {
    // Kinetic energy (v^2 - last^2) / 2 over the v metres of this second, times v m: a standing runner needs none.
    const double kinetic = v[s] > 1e-9 ? 0.5 * runner.mass * (v[s] * v[s] - last * last) : 0.0;
    power.push_back(running_power(v[s], i[s], runner) + kinetic);
    last = v[s];
  }
  return fourth_power_mean(power, kPowerWindow, Windows::kGrowing);
}

double running_stress(double graded_power, double critical_speed, double seconds, const Runner& runner) {
  return power_stress(graded_power, running_power(critical_speed, 0.0, runner), seconds);
}

std::vector<double> slope_of(const Series& series) {
  std::vector<double> covered(series.seconds() + 1, 0.0);  // before each second [m]
  for (std::size_t i = 0; i < series.seconds(); ++i) {
    covered[i + 1] = covered[i] + (std::isnan(series.speed[i]) ? 0.0 : series.speed[i]);
  }
  std::vector<double> slope(series.seconds(), kMissing);
  for (std::size_t i = 0; i < slope.size(); ++i) {
    const std::size_t from = i > kSlopeReach ? i - kSlopeReach : 0, to = std::min(i + kSlopeReach, slope.size() - 1);
    const double rise = series.altitude[to] - series.altitude[from], run = covered[to] - covered[from];
    if (std::isnan(rise)) continue;
    slope[i] = run < kShortestSlope ? 0.0 : std::clamp(rise / run, -kSteepest, kSteepest);
  }
  return slope;
}

std::vector<double> level_speed(const Series& series) {
  std::vector<double> speed = series.speed;
  const std::vector<double> slope = slope_of(series);
  for (std::size_t i = 0; i < speed.size(); ++i) {
    if (!std::isnan(slope[i])) speed[i] *= cost(slope[i]) / cost(0.0);
  }
  return speed;
}

double swimming_power(double speed, double mass) { return (0.35 * mass + 2.0) / 0.6 * speed * speed * speed; }

double swimming_stress(std::span<const double> speed, double critical_speed, double mass) {
  std::vector<double> power;
  for (const double v : speed) power.push_back(swimming_power(v, mass));
  return power_stress(weighted_mean_25s(power, 3.0), swimming_power(critical_speed, mass),
                      static_cast<double>(speed.size()));
}

std::vector<double> pool_speed(std::span<const PoolLength> lengths, double pool_length) {
  std::vector<double> speed;
  if (!(pool_length > 0.0)) return speed;
  double clock = 0.0;
  for (const PoolLength& length : lengths) {
    if (!(length.duration > 0.0) || !(clock + length.duration < kLongestSwim)) continue;
    clock += length.duration;
    speed.resize(static_cast<std::size_t>(std::lround(clock)), length.active ? pool_length / length.duration : 0.0);
  }
  return speed;
}

}  // namespace formcast::intake
