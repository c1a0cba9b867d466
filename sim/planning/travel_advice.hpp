#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/travel/travel_plan.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// One day of a journey as a typical member lives it: all effects at their medians, a body clock of the usual period.
struct AdviceDay {
  Date date;
  std::string zone;
  double body_clock = 0.0;                      ///< local time of the minimum of body temperature [h]
  double misalignment = 0.0;                    ///< body clock later than a resident's [h]; earlier is negative
  double slept = 0.0, debt = 0.0, flown = 0.0;  ///< [h]
  std::vector<Period> sleep;                    ///< as planned
  std::vector<Period> seek, avoid;              ///< light, awake; none once the clock is within half an hour
};

struct Advice {
  std::vector<AdviceDay> days;
  /// Of days: the first from which on the body clock stays within an hour of local time. Nothing: it does not.
  std::optional<std::size_t> settled;
};

/// Of `days` days from `first`.
Advice travel_advice(const Travel& travel, const std::vector<Trip>& trips, Date first, int days);

}  // namespace formcast
