#include "sim/measures/heart_rate_variability.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace formcast::intake {
namespace {

/// Median of the intervals around one, itself included; not a number where none is known.
double local_median(std::span<const double> rr, std::size_t at, std::size_t neighbours) {
  const std::size_t from = at > neighbours ? at - neighbours : 0, to = std::min(rr.size(), at + neighbours + 1);
  std::vector<double> near;
  for (std::size_t i = from; i < to; ++i) {
    if (std::isfinite(rr[i])) near.push_back(rr[i]);
  }
  if (near.empty()) return kMissing;
  std::ranges::sort(near);
  const std::size_t half = near.size() / 2;
  return near.size() % 2 == 1 ? near[half] : 0.5 * (near[half - 1] + near[half]);
}

}  // namespace

BeatVariability rmssd(std::span<const double> rr, const EctopicOptions& options) {
  BeatVariability result;
  const auto neighbours = static_cast<std::size_t>(std::max(1, options.neighbours));
  bool last_is_normal = false;
  double sum = 0.0;
  for (std::size_t i = 0; i < rr.size(); ++i) {
    const double median = local_median(rr, i, neighbours);
    const bool is_normal = std::abs(rr[i] - median) <= options.farthest * median;  // false where not a number
    if (!is_normal) ++result.dropped;
    if (is_normal && last_is_normal) {
      sum += (rr[i] - rr[i - 1]) * (rr[i] - rr[i - 1]);
      ++result.differences;
    }
    last_is_normal = is_normal;
  }
  if (result.differences == 0) return result;
  result.rmssd = 1000.0 * std::sqrt(sum / static_cast<double>(result.differences));
  result.ln_rmssd = std::log(result.rmssd);
  return result;
}

}  // namespace formcast::intake
