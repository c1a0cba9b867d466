#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// A window for seeking or avoiding light, as in a scenario.
struct LightWindow {
  Date date;
  DailyWindow window;
};

/// The behaviour found, and its misalignment.
struct TravelSearch {
  std::size_t trip = 0;                   ///< which of the plan's trips
  Trip found;                             ///< that trip, with other sleep and light; as planned if nothing is better
  std::vector<LightWindow> bright, dark;  ///< of `found`
  bool better = false;                    ///< than as planned, by more than a quarter of an hour
  double planned = 0.0, left = 0.0;       ///< mean misalignment on the target day, as planned and as found [h]
  std::size_t tried = 0;                  ///< behaviours tried
};

/// The trip that a search changes: the last that departs before the target day. Nothing when there is none.
std::optional<std::size_t> trip_before(const std::vector<Trip>& trips, Date target);

/// Finds the sleep and light that leave the body clocks of 32 members least misaligned, on the mean, at the target
/// day's event: bedtime moved earlier or later by an hour on each of up to five nights before departure
/// (from `first` on: the past stays), sleep by local time from boarding or arrival, and either light as it comes or
/// light sought on one side of the clocks' minimum and avoided on the other, with the minimum shifted by one to three
/// hours a day. Of behaviours within a quarter of an hour of the best, takes the one with the fewest nights and
/// windows. Nothing when `control` was cancelled.
std::optional<TravelSearch> search_travel(const TravelHabits& travel, const std::vector<Trip>& trips, std::size_t trip,
                                          Date first, Date target, const Control& control);

}  // namespace formcast
