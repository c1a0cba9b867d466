#pragma once

#include <optional>
#include <string_view>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// A moment as ISO 8601 writes it.
struct IsoTime {
  Seconds time = kMissing;       ///< without a zone, wall-clock time read as if it were universal time
  std::optional<double> offset;  ///< of the zone written with it [s]; 0 for "Z", nothing without one
};

/// Reads "2026-05-04T07:30:00.250Z", with or without fractions and zone ("Z", "+02:00", "+0200", "+02"), with a blank
/// for "T", without seconds; nothing for anything else, a date alone included, and outside the years 1900 to 2199.
std::optional<IsoTime> parse_iso_time(std::string_view text);

/// "07:30", "07:30:15.5" as seconds since midnight; "24:00:00" and a leap second are allowed.
std::optional<double> parse_clock(std::string_view text);

/// "Z", "+02:00", "-0530", "+2" in seconds.
std::optional<double> parse_offset(std::string_view text);

}  // namespace formcast::intake
