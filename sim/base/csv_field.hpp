#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// A text as a cell of a CSV, for whoever opens it: quoted as RFC 4180 wants it where it holds a comma, a quote or a
/// line break. What a spreadsheet would take for a formula, as it begins with = + - @, a tab or a carriage return, gets
/// an apostrophe before it, unless it is a number. Control characters are spelled out, as a terminal may be where it
/// goes.
std::string csv_field(std::string_view text);

}  // namespace formcast
