#pragma once

#include <span>

#include "sim/travel/minutes.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// By how much bedtime must shift to that of a trip's first destination, in the direction its shift states or the
/// shorter one: negative is earlier (going east), 0 when none is needed. `before` are the trips before it.
std::chrono::minutes time_to_shift(const TravelHabits& travel, std::span<const Trip> before, const Trip& trip);

/// When the athlete sleeps from `begin` until `end`, naps included: each night from the habitual bedtime to the
/// habitual waking by the sleep clock then, less what travel cuts off: no sleep from two hours before take-off until
/// half an hour after it, none from half an hour before landing until an hour after, and no piece shorter than an hour
/// (our choices).
MinuteSet nights(const TravelHabits& travel, std::span<const Trip> trips, const Period& span);

}  // namespace formcast
