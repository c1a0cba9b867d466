#include "sim/decimal.hpp"

#include <locale.h>

#include <charconv>
#include <cstdlib>
#include <system_error>

namespace formcast {
namespace {

const char* by_strtod(const char* text, double& value) {
  // Never deleted: needed to the end.
  static const locale_t c_locale = ::newlocale(LC_ALL_MASK, "C", nullptr);
  char* stop = nullptr;
  value = ::strtod_l(text, &stop, c_locale);
  return stop;
}

/// A template, so that a standard library without std::from_chars for double, as the browser's, takes the slow way.
template <class Real>
const char* by_from_chars(const char* text, const char* end, Real& value) {
  if constexpr (requires { std::from_chars(text, end, value); }) {
    const auto [stop, error] = std::from_chars(text, end, value);
    if (error == std::errc{}) return stop;
  }
  return by_strtod(text, value);  // where std::from_chars leaves open whether a number is too large or too small
}

}  // namespace

const char* read_decimal(const char* text, const char* end, double& value) { return by_from_chars(text, end, value); }

}  // namespace formcast
