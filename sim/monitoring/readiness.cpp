#include "sim/monitoring/readiness.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace formcast {

double readiness(std::span<const float> norm, double performance) {
  if (!std::isfinite(performance)) return std::numeric_limits<double>::quiet_NaN();
  const auto above = std::upper_bound(norm.begin(), norm.end(), performance,
                                      [](double p, float point) { return p < static_cast<double>(point); });
  const double last = static_cast<double>(norm.size() - 1);
  if (above == norm.begin()) return 0.0;
  if (above == norm.end()) return 100.0;
  const double low = static_cast<double>(*(above - 1)), high = static_cast<double>(*above);
  const double at = static_cast<double>(above - 1 - norm.begin()) + (performance - low) / (high - low);
  return 100.0 * at / last;
}

Quantiles readiness(std::span<const float> norm, const Quantiles& performance) {
  Quantiles of{};
  for (std::size_t q = 0; q < of.size(); ++q) {
    of[q] = static_cast<float>(readiness(norm, static_cast<double>(performance[q])));
  }
  return of;
}

std::vector<Quantiles> readiness(std::span<const float> norm, std::span<const Quantiles> performance) {
  std::vector<Quantiles> of;
  of.reserve(performance.size());
  for (const Quantiles& day : performance) of.push_back(readiness(norm, day));
  return of;
}

}  // namespace formcast
