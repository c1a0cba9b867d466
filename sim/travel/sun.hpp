#pragma once

#include <optional>

#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// From sunrise to sunset on a local date, to the minute; nothing in polar night, 24 hours under the midnight sun.
/// Declination after Cooper (1969, Solar Energy 12:333), 23.45 sin(360/365 (284 + day of the year)) degrees; the sun is
/// up while its centre is higher than -0.833 degrees (refraction and its radius). The equation of time is left
/// out, so that both may be up to 17 minutes off. Rounded to minutes, so that all platforms agree whatever the last bit
/// of their cosine.
std::optional<Period> daylight(const Location& place, Date date);

/// The offset of the zone's standard time in that year: the smaller of January's and July's.
std::chrono::minutes standard_offset(std::string_view zone, date::year year);

}  // namespace formcast
