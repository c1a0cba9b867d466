#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// A window of seeking or avoiding light, as a scenario writes it.
struct LightWindow {
  Date date;
  DailyWindow window;
};

/// The behaviour found, and what it is worth.
struct TravelSearch {
  std::size_t trip = 0;                   ///< which of the plan's trips
  Trip found;                             ///< that trip, with other sleep and light; as planned where nothing is better
  std::vector<LightWindow> bright, dark;  ///< of `found`
  bool better = false;                    ///< than as planned, by more than a quarter of an hour
  double planned = 0.0, left = 0.0;       ///< mean misalignment on the target day, as planned and as found [h]
  std::size_t tried = 0;                  ///< ways to behave
};

/// The trip that a search changes: the last that departs before the target day. Nothing when there is none.
std::optional<std::size_t> trip_before(const std::vector<Trip>& trips, Date target);

/// Looks for the sleep and light with which the body clocks of 32 members are least out of step, on the mean, at the
/// event of the target day: bedtime moved earlier or later by an hour on each of up to five nights before departure
/// (from `first` on: what is past stays), sleep by local time from boarding or arrival, and either light as it comes or
/// light sought on one side of the clocks' minimum and avoided on the other, while that is led on by one to three
/// hours a day. Of ways within a quarter of an hour of the best the one with the fewest nights and windows is taken.
/// Nothing when `control` was cancelled.
std::optional<TravelSearch> search_travel(const Travel& travel, const std::vector<Trip>& trips, std::size_t trip,
                                          Date first, Date target, const Control& control);

}  // namespace formcast
