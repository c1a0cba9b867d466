#include "sim/measures/measure_scale.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/base/median.hpp"

namespace formcast::intake {

std::optional<MeasureScale> scale_between(std::span<const double> wanted, std::span<const double> other) {
  std::vector<double> ratios;
  for (std::size_t i = 0; i < std::min(wanted.size(), other.size()); ++i) {
    if (other[i] > 0.0 && wanted[i] >= 0.0) ratios.push_back(wanted[i] / other[i]);
  }
  if (ratios.size() < 2) return std::nullopt;
  const auto n = static_cast<double>(ratios.size());
  MeasureScale scale;
  scale.sessions = static_cast<int>(ratios.size());
  scale.factor = median(ratios);
  for (double& ratio : ratios) ratio = std::abs(ratio - scale.factor);
  const double sd = 1.4826 * median(ratios) * n / (n - 0.8);
  scale.factor_se = std::sqrt(std::acos(0.0)) * sd / std::sqrt(n);  // sqrt(pi / 2) = 1.2533
  scale.session_error = scale.factor > 0.0 ? sd / scale.factor : kMissing;
  return scale;
}

}  // namespace formcast::intake
