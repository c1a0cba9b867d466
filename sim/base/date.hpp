#pragma once

#include <date/date.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace formcast {

/// An athlete-local calendar date.
using Date = date::sys_days;

/// A date's place in a week that begins on Monday: 0 to 6.
std::size_t weekday(Date date);

/// "2026-05-04".
std::string iso(Date date);

/// The date written "2026-05-04", or nothing when that is no such date in the years 1900-2199.
std::optional<Date> parse_iso(std::string_view text);

}  // namespace formcast
