#include "sim/measures/heart_rate_load.hpp"

#include <algorithm>
#include <cmath>

namespace formcast::intake {
namespace {

constexpr std::size_t kFewestStages = 4;

double weight(double heart_rate, const HeartRateRange& range, const TrimpWeights& weights) {
  const double x = reserve_share(heart_rate, range);
  return x * weights.a * std::exp(weights.b * x);
}

}  // namespace

double reserve_share(double heart_rate, const HeartRateRange& range) {
  return std::clamp((heart_rate - range.rest) / (range.max - range.rest), 0.0, 1.0);
}

double trimp(std::span<const double> heart_rate, const HeartRateRange& range, const TrimpWeights& weights) {
  double sum = 0.0;
  for (const double h : heart_rate) sum += weight(h, range, weights);
  return sum / 60.0;
}

std::optional<TrimpWeights> individual_weights(std::span<const LactateStage> stages, const HeartRateRange& range) {
  double n = 0.0, sx = 0.0, sy = 0.0, sxx = 0.0, sxy = 0.0;
  for (const LactateStage& stage : stages) {
    if (!(stage.lactate > 0.0) || !std::isfinite(stage.heart_rate)) continue;
    const double x = reserve_share(stage.heart_rate, range), y = std::log(stage.lactate);
    n += 1.0, sx += x, sy += y, sxx += x * x, sxy += x * y;
  }
  if (n < static_cast<double>(kFewestStages)) return std::nullopt;
  const double spread = sxx - sx * sx / n;
  const double b = (sxy - sx * sy / n) / spread;
  if (!(spread > 1e-12) || !(b > 0.0)) return std::nullopt;
  return TrimpWeights{std::exp((sy - b * sx) / n), b};
}

double edwards(std::span<const double> heart_rate, double max) {
  double sum = 0.0;
  for (const double h : heart_rate) {
    // Compared with products of integers: 0.7 * 190 is not exactly 133, and the edge belongs to the zone above.
    for (const double percent : {50.0, 60.0, 70.0, 80.0, 90.0}) sum += 100.0 * h >= percent * max ? 1.0 : 0.0;
  }
  return sum / 60.0;
}

double lucia(std::span<const double> heart_rate, const Thresholds& thresholds) {
  double sum = 0.0;
  for (const double h : heart_rate) sum += h < thresholds.first ? 1.0 : h < thresholds.second ? 2.0 : 3.0;
  return sum / 60.0;
}

double heart_rate_stress(double trimp, double threshold, const HeartRateRange& range, const TrimpWeights& weights) {
  return 100.0 * trimp / (60.0 * weight(threshold, range, weights));
}

}  // namespace formcast::intake
