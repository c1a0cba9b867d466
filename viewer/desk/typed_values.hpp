#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/base/date.hpp"

namespace formcast {

/// The day that somebody typed: "2016-05-14", "14.5.2016", "14 May 2016", and "11/27/2023", of which only one reading
/// is a day. Throws InputError with what to write where there is none, or more than one.
Date typed_date(std::string_view text);
/// Likewise; nothing where there is no day, or more than one.
std::optional<Date> date_typed(std::string_view text);

/// The number that somebody typed, with a point or a comma; nothing for an empty text. Throws InputError, beginning
/// with `what`, for anything else and outside [low, high].
std::optional<double> typed_number(std::string_view text, std::string_view what, double low, double high);

}  // namespace formcast
