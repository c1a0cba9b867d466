#pragma once

namespace formcast {

/// Reads the number in decimal digits with which `text` begins, whatever the locale, as the nearest double; beyond
/// the largest, infinity. Returns where it ends, which is `text` where there is none. A NUL byte must follow `end`.
const char* read_decimal(const char* text, const char* end, double& value);

}  // namespace formcast
