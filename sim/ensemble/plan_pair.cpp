#include "sim/ensemble/plan_pair.hpp"

#include <cmath>
#include <cstddef>

#include "engine/quantiles.hpp"

namespace formcast {

PairResult compare_plans(const std::vector<float>& plan, const std::vector<float>& other, double worthwhile) {
  PairResult pair;
  std::vector<float> difference;
  double sum = 0.0, better = 0.0, more = 0.0, alike = 0.0;
  for (std::size_t m = 0; m < plan.size(); ++m) {
    const float d = plan[m] - other[m];
    if (!std::isfinite(d)) continue;
    difference.push_back(d);
    sum += static_cast<double>(d);
    // A tie counts half, so that the probabilities of both directions add up to one.
    better += d > 0.0f ? 1.0 : (d < 0.0f ? 0.0 : 0.5);
    more += static_cast<double>(d) > worthwhile ? 1.0 : 0.0;
    alike += std::abs(static_cast<double>(d)) <= worthwhile ? 1.0 : 0.0;
  }
  QuantileScratch scratch;
  const double n = static_cast<double>(difference.size());
  quantiles(difference, kQuantiles, pair.difference, scratch);
  pair.difference_mean = static_cast<float>(sum / n);
  pair.probability_better = static_cast<float>(better / n);
  pair.probability_worthwhile = static_cast<float>(more / n);
  pair.probability_alike = static_cast<float>(alike / n);
  return pair;
}

}  // namespace formcast
