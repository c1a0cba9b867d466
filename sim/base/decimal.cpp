#include "sim/base/decimal.hpp"

#include <fast_float/fast_float.h>

#include <system_error>

namespace formcast {

// Not std::from_chars, which the browser's libc++ lacks for doubles; libstdc++'s is this library within.
const char* read_decimal(const char* text, const char* end, double& value) {
  const auto [stop, error] = fast_float::from_chars(text, end, value);
  return error == std::errc::invalid_argument ? text : stop;
}

}  // namespace formcast
