#pragma once

#include <vector>

#include "sim/history.hpp"
#include "sim/travel.hpp"

namespace formcast {

/// A way to prepare a trip and what it leaves.
struct TravelTiming {
  std::size_t trip = 0;       ///< the one that was changed: the last to depart by the target day
  Trip better;                ///< with another shift and other windows of light
  double as_written = 0.0;    ///< misalignment on the target day of the typical member [h]
  double misalignment = 0.0;  ///< the same with `better` [h]
};

/// Tries bedtime moved before departure, by up to six nights and either way, and light as the advice of each day has
/// it, and takes what leaves the body clock nearest to local time on the target day; of what is as good to a tenth of
/// an hour the least trouble. `trips`: at least one departs by the target day.
TravelTiming search_timing(const Travel& travel, const std::vector<Trip>& trips, Date first, int days, Date target);

}  // namespace formcast
