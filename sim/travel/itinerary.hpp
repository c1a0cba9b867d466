#pragma once

#include <optional>
#include <span>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// A stay in one place, or a flight.
struct Stay {
  Period when;
  Location place;  ///< in the air: the place of departure, whose clock applies until landing
  bool flying = false;
  bool passing = false;  ///< a stopover shorter than Trip::kStay
};

/// Where the athlete is, from long before the trips until long after, without gaps.
std::vector<Stay> itinerary(const Location& home, std::span<const Trip> trips);

/// The last place of a stay that is neither a flight nor a stopover; `home` before the first.
const Location& place_at(std::span<const Stay> stays, Instant at, const Location& home);

/// The moment from which the athlete's local date is never again before `date`. A day lasts as long as its date: 23 or
/// 25 hours when clocks change, longer when the date line is crossed eastward, shorter or no time at all westward.
Instant day_begin(std::span<const Stay> stays, Date date);

/// A window on a local date of where the athlete then is on the ground; of a repeated date, the first. Nothing when
/// the athlete leaves or flies during any of it.
std::optional<Period> on_the_ground(std::span<const Stay> stays, Date date, const DailyWindow& window);

/// The moments at which the zone's clocks show the two ends of a window that begins on `date`.
Period period_of(std::string_view zone, Date date, const DailyWindow& window);

}  // namespace formcast
