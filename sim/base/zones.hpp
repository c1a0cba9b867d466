#pragma once

#include <date/date.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"

namespace formcast {

/// A moment in universal time, to the minute.
using Instant = date::sys_time<std::chrono::minutes>;
/// Wall-clock time, to the minute; which moment that is depends on the zone.
using LocalTime = date::local_time<std::chrono::minutes>;

/// The moments that a local time means in a zone.
struct ClockReading {
  enum class Kind {
    kOnce,
    kTwice,  ///< the hour that clocks repeat in autumn
    kNever,  ///< the hour that clocks skip in spring
  };
  Kind kind = Kind::kOnce;
  Instant first;                   ///< kNever: the moment at which the clocks jump
  Instant second;                  ///< of kTwice; the same as `first` otherwise
  LocalTime gap_begin{}, gap_end;  ///< of kNever: the clocks go from one straight to the other
};

// Where zones come from differs by platform: the four below are in the file that CMake chooses
// (zones_system.cpp asks the system's tz database). All may be called from any thread.

/// The IANA zones known, sorted. Throws InputError where the platform has none.
const std::vector<std::string>& zone_names();

bool knows_zone(std::string_view zone);

/// Local time minus universal time, whole minutes, rounded down. Throws InputError for a zone not known.
std::chrono::minutes utc_offset(std::string_view zone, Instant at);

/// Throws InputError for a zone not known.
ClockReading read_clock(std::string_view zone, LocalTime at);

/// The first moment at which the zone's clocks show `at`, or at which they jump over it.
Instant instant_of(std::string_view zone, LocalTime at);

LocalTime local_time(std::string_view zone, Instant at);
Date local_date(std::string_view zone, Instant at);

/// The zone that was probably meant: a typo ("Europe/Berln") or a city alone ("New York"); "" when none is near.
std::string nearest_zone(std::string_view name);

/// "2016-05-20 13:30".
std::string iso(LocalTime at);
/// "07:30".
std::string clock_text(std::chrono::minutes since_midnight);

/// The years zones are used for: earlier ones have no agreed standard, and the system's files end there.
inline constexpr int kFirstZoneYear = 1970, kLastZoneYear = 2037;

}  // namespace formcast
