#pragma once

#include "sim/base/toml_reader.hpp"
#include "sim/travel/trip.hpp"
#include "sim/travel/trip_dates.hpp"

namespace formcast {

/// Where the athlete is when a leg begins, and since when.
struct Whereabouts {
  Location place;
  std::optional<Instant> since;  ///< nothing: not yet left home
  bool new_trip = false;         ///< the leg begins a trip
};

/// One of `legs`, after the legs before it. Throws InputError for everything docs/scenario.md does not allow.
Leg read_leg(const TomlValue& value, const TravelHabits& travel, const TripDates& dates, const Whereabouts& athlete);

}  // namespace formcast
