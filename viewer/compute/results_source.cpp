#include "viewer/compute/results_source.hpp"

#include <algorithm>
#include <cmath>

namespace formcast {

bool is_hdf5(std::string_view begin) { return begin.starts_with("\x89HDF\r\n\x1a\n"); }

bool any_results(const ResultsOverview& overview) {
  return std::ranges::any_of(overview.target,
                             [](const Quantiles& of) { return std::isfinite(of[kQuantiles.size() / 2]); });
}

}  // namespace formcast
