#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/travel/trip.hpp"
#include "sim/travel/trip_exposure.hpp"

namespace formcast {

/// One day of a journey for a typical member: all effects at their medians, a body clock of the usual period.
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
  /// Index of the first day from which the body clock stays within an hour of local time; nothing if there is none.
  std::optional<std::size_t> settled;
};

/// Of `days` days from `first`.
Advice travel_advice(const TravelHabits& travel, const std::vector<Trip>& trips, Date first, int days);

}  // namespace formcast
