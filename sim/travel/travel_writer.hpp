#pragma once

#include <span>
#include <string>

#include "sim/travel/trip.hpp"

namespace formcast {

/// `[travel]` as read_travel reads it.
std::string to_toml(const TravelHabits& travel);

/// `[[plan.trip]]`s as read_trips reads them.
std::string to_toml(std::span<const Trip> trips, const TravelHabits& travel);

}  // namespace formcast
