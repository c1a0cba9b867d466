#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "sim/ensemble/day_kernel.hpp"
#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// What a plan's trips did to every member on every day. Loads have no part in it, so a plan whose loads alone change
/// need not live its trips again, which takes fifty times as long as the rest. 8 bytes a member and day.
struct TravelRecord {
  bool whole = false;                                        ///< of all days, to be taken instead of living them
  std::size_t stride = 0;                                    ///< days, and one more, as kernels go by twos
  std::vector<TravelDayLanes> days;                          ///< (blocks of members x stride)
  std::array<std::vector<Quantiles>, kTravelOutputs> bands;  ///< (days) each

  std::size_t bytes() const { return days.size() * sizeof(TravelDayLanes); }
};

}  // namespace formcast
