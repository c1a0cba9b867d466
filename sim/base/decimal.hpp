#pragma once

namespace formcast {

/// Reads the number in decimal digits with which `text` begins, whatever the language of the computer, as the nearest
/// double; beyond the largest, infinity. Gives where it ends, which is `text` where there is none. A zero byte has to
/// follow `end`.
const char* read_decimal(const char* text, const char* end, double& value);

}  // namespace formcast
