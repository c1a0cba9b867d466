#include "sim/measures/measures_endurance.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/measures/measures_power.hpp"

namespace formcast::intake {
namespace {

/// Of running at a speed [m/min]. [ml/(kg min)]
double uptake(double v) { return -4.60 + 0.182258 * v + 0.000104 * v * v; }

}  // namespace

double efficiency(std::span<const double> output, std::span<const double> heart_rate) {
  // Means over the same seconds: their number cancels.
  return std::accumulate(output.begin(), output.end(), 0.0) /
         std::accumulate(heart_rate.begin(), heart_rate.end(), 0.0);
}

Decoupling aerobic_decoupling(std::span<const double> power, std::span<const double> heart_rate,
                              const DecouplingOptions& options) {
  Decoupling result;
  const std::size_t seconds = std::min(power.size(), heart_rate.size());
  const std::size_t warm_up = std::min(seconds, static_cast<std::size_t>(std::max(0, options.warm_up)));
  const std::size_t half = (seconds - warm_up) / 2;
  if (half == 0) return result;
  const std::span<const double> p = power.subspan(warm_up, seconds - warm_up);
  const std::span<const double> h = heart_rate.subspan(warm_up, seconds - warm_up);
  const double first = efficiency(p.first(half), h.first(half));
  const double second = efficiency(p.subspan(half), h.subspan(half));
  if (!(first > 0.0) || !std::isfinite(second)) return result;
  result.value = (first - second) / first;
  const double mean = std::accumulate(p.begin(), p.end(), 0.0) / static_cast<double>(p.size());
  result.variability = weighted_power(p) / mean;
  result.steady = static_cast<double>(p.size()) >= options.shortest && result.variability < options.most_variability;
  return result;
}

double vo2max_of_race(double distance, double seconds) {
  if (!(distance > 0.0) || !(seconds > 0.0)) return kMissing;
  const double t = seconds / 60.0, v = distance / t;
  const double share = 0.8 + 0.1894393 * std::exp(-0.012778 * t) + 0.2989558 * std::exp(-0.1932605 * t);
  return uptake(v) / share;
}

double vo2max_of_run(double speed, double heart_rate_share) {
  return uptake(60.0 * speed) / std::exp((heart_rate_share - 1.00466) / 0.68725);
}

}  // namespace formcast::intake
