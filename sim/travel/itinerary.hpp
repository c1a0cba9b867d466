#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// Where an athlete is for a while.
struct Stay {
  Period when;
  Location place;  ///< in the air: where the flight began, whose clock counts until it lands
  bool flying = false;
  bool passing = false;  ///< a stopover shorter than Trip::kStay
};

/// Where the athlete is, from long before the trips until long after, without gaps.
std::vector<Stay> itinerary(const Location& home, std::span<const Trip> trips);

/// The place an athlete has last come to stay at; `home` before the first.
const Location& place_at(std::span<const Stay> stays, Instant at, const Location& home);

/// The moment from which on the local date, where the athlete is, is never again before `date`. A day is as long as
/// its date lasts: 23 or 25 hours when clocks change, longer when the date line is crossed eastward, shorter or
/// nothing at all when westward.
Instant day_begin(std::span<const Stay> stays, Date date);

/// A window on a local date of wherever the athlete then is on the ground; of a date lived twice, the first.
/// Nothing when the athlete is in the air or elsewhere for any of it.
std::optional<Period> on_the_ground(std::span<const Stay> stays, Date date, const DailyWindow& window);

/// The moments at which the zone's clocks show the two ends of a window that begins on `date`.
Period period_of(std::string_view zone, Date date, const DailyWindow& window);

}  // namespace formcast
