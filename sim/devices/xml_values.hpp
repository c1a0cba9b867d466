#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/base/ascii.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// The number an element holds, with blanks around it; not a number where it holds none.
double xml_number(std::string_view text);

/// The same for a number that can only be positive: zero, which many writers put for "not measured", is missing too.
double positive_number(std::string_view text);

/// A heart rate [1/min]; missing where it is 0 or beyond what a heart can do.
double heart_rate_number(std::string_view text);

/// The moment an element holds, with blanks around it. Nothing for what is no time, and before satellites told it
/// (1980-01-06): writers put 1901-12-13 and 1970-01-01 for "not known".
std::optional<IsoTime> xml_time(std::string_view text);

/// Text with the characters that its entities ("&amp;", "&#xE9;") stand for, as UTF-8; those that only a DTD could
/// define stay as they are.
std::string resolve_entities(std::string_view text);

/// Puts latitude and longitude into `sample`, unless they are outside the globe or at exactly 0, 0, which stands for
/// "no position".
void put_position(Sample& sample, double latitude, double longitude);

/// Puts a sensor value, as extensions of TCX and GPX name it ("Watts", "hr", "cad"), into `sample`; false for a name
/// not known.
bool put_extension(Sample& sample, std::string_view element, std::string_view text);

}  // namespace formcast::intake
