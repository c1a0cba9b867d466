// Decimal numbers by std::from_chars.
#include <locale.h>

#include <charconv>
#include <cstdlib>
#include <system_error>

#include "sim/base/decimal.hpp"

namespace formcast {
namespace {

const char* by_strtod(const char* text, double& value) {
  // Never deleted: needed to the end.
  static const locale_t c_locale = ::newlocale(LC_ALL_MASK, "C", nullptr);
  char* stop = nullptr;
  value = ::strtod_l(text, &stop, c_locale);
  return stop;
}

}  // namespace

const char* read_decimal(const char* text, const char* end, double& value) {
  const auto [stop, error] = std::from_chars(text, end, value);
  if (error == std::errc{}) return stop;
  if (error == std::errc::invalid_argument) return text;
  return by_strtod(text, value);  // std::from_chars leaves open whether a number is too large or too small
}

}  // namespace formcast
