#pragma once

#include <span>

#include "sim/travel/minutes.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// By how much bedtime must move to be that of a trip's first destination, by the way its shift states or the
/// shorter one: negative is earlier (going east), 0 when sleep need not move. `before` are the trips before it.
std::chrono::minutes time_to_shift(const Travel& travel, std::span<const Trip> before, const Trip& trip);

/// When the athlete sleeps from `begin` until `end`, naps included: each night from the habitual bedtime to the
/// habitual waking by the clock that sleep then goes by, less what travel takes of it. Nobody sleeps from two hours
/// before take-off until half an hour after it, nor from half an hour before landing until an hour after; less than an
/// hour in one piece is not slept (our choices).
MinuteSet nights(const Travel& travel, std::span<const Trip> trips, const Period& span);

}  // namespace formcast
