#pragma once

#include <date/date.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace formcast {

/// An athlete-local calendar date.
using Date = date::sys_days;

/// Day of the week, 0 to 6 from Monday.
std::size_t weekday(Date date);

/// "2026-05-04".
std::string iso(Date date);

/// "2026-05-04", or as dates are written in digits in the reader's language.
std::string digits_text(Date date);

/// The date written "2026-05-04", or nothing when it is not a date in the years 1900-2199.
std::optional<Date> parse_iso(std::string_view text);

}  // namespace formcast
