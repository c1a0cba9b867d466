#pragma once

#include <string>
#include <string_view>

namespace formcast {

/// A text as a CSV cell, safe to open: quoted as RFC 4180 requires where it holds a comma, a quote or a line break.
/// What a spreadsheet would take for a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe
/// before it, unless it is a number. Control characters are spelled out, since it may be printed to a terminal.
std::string csv_field(std::string_view text);

}  // namespace formcast
