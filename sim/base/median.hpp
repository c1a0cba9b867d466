#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace formcast {

/// The middle of `values`, of which there is at least one; of an even number of them the mean of the middle two.
inline double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return 0.5 * (*middle + *std::max_element(values.begin(), middle));
}

}  // namespace formcast
