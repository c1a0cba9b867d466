// Prints what numbers are read from texts, as bits: of some by themselves, of a million as digests. Compiled for this
// machine and for the browser, which reads them in its own way.
#include <fmt/format.h>

#include <bit>
#include <cstdint>
#include <string>

#include "sim/base/decimal.hpp"
#include "sim/base/input_error.hpp"

namespace formcast {
namespace {

std::string read(const std::string& text) {
  double value = -1.0;
  const char* const stop = read_decimal(text.c_str(), text.c_str() + text.size(), value);
  return fmt::format("{} {:016x}", stop - text.c_str(), std::bit_cast<std::uint64_t>(value));
}

/// Marsaglia's xorshift: the same texts everywhere.
std::uint64_t next(std::uint64_t& state) {
  state ^= state << 13;
  state ^= state >> 7;
  return state ^= state << 17;
}

/// A double as it is written, with a few more digits, or with half a unit more than it: hard to round.
std::string some_text(std::uint64_t& state) {
  // One after another: in which order arguments are computed differs between compilers.
  const std::uint64_t kind = next(state) % 4, tens = next(state) % 90, digits = next(state), more = next(state);
  const std::string sign = tens % 2 == 0 ? "-" : "";
  if (kind == 0) return fmt::format("{}{}.{}", sign, more % 1000, digits);
  if (kind == 1) return fmt::format("{}{}e{}", sign, digits, static_cast<int>(tens) - 45);
  if (kind == 2) return fmt::format("{}{}.5", sign, (digits >> 11) | (1ull << 52));
  return fmt::format("{}{:.17g}", sign, std::bit_cast<double>((digits >> 12) | ((1023 - 45 + tens) << 52)));
}

}  // namespace
}  // namespace formcast

int main() {
  using namespace formcast;
  for (const char* text : {"0",
                           "-0",
                           "1",
                           "-1.5",
                           "5.",
                           ".5",
                           ".",
                           "-",
                           "",
                           "+1",
                           " 1",
                           "0x10",
                           "1e",
                           "1e+",
                           "1e5x",
                           "1E-3",
                           "1e400",
                           "-1e400",
                           "1e-400",
                           "4.9e-324",
                           "2.4e-324",
                           "1.7976931348623157e308",
                           "2.2250738585072011e-308",
                           "9007199254740993",
                           "9007199254740992.99999999999999999999",
                           "0.1",
                           "0.30000000000000004",
                           "123456789012345678901234567890",
                           "0000000000000000000000000000001.5",
                           "0.00000000000000000000000000000000000000000000000000015",
                           "1e23",
                           "8.5e22",
                           "inf",
                           "-Infinity",
                           "nan",
                           "infi",
                           "none",
                           "1.2.3",
                           "1,5",
                           "1e99999999999"}) {
    fmt::print("\"{}\" {}\n", text, read(text));
  }
  std::uint64_t state = 88172645463325252u;
  for (int group = 0; group < 1000; ++group) {
    std::string all;
    for (int i = 0; i < 1000; ++i) all += read(some_text(state)) + '\n';
    fmt::print("{} {}\n", group, digest(all));
  }
}
