#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "sim/ensemble/day_kernel.hpp"
#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// What a plan's trips did to every member on every day. Independent of loads, so a plan whose loads alone change need
/// not simulate its trips again, which takes many times as long as the rest. 8 bytes a member and day.
struct TravelCache {
  bool whole = false;                                        ///< of all days, to be used instead of simulating them
  std::size_t stride = 0;                                    ///< days, and one more, as the kernel takes two a pass
  std::vector<TravelDayLanes> days;                          ///< (blocks of members x stride)
  std::array<std::vector<Quantiles>, kTravelOutputs> bands;  ///< (days) each

  std::size_t bytes() const { return days.size() * sizeof(TravelDayLanes); }
};

}  // namespace formcast
