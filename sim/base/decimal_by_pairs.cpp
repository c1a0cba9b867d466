// For standard libraries without std::from_chars for double, as the browser's, where strtod takes ten times as long:
// its long double has 128 bits and no processor for them.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "sim/base/decimal.hpp"

namespace formcast {
namespace {

/// A number as the sum of two, the second less than half a unit of the first's last place (Dekker 1971).
struct Pair {
  double high = 0.0, low = 0.0;
};

Pair sum(double a, double b) {
  const double s = a + b, from_b = s - a;
  return {s, (a - (s - from_b)) + (b - from_b)};
}

Pair product(double a, double b) {
  constexpr double kSplit = 134217729.0;  // 2^27 + 1
  const auto halves = [](double x) {
    const double high = kSplit * x - (kSplit * x - x);
    return Pair{high, x - high};
  };
  const Pair x = halves(a), y = halves(b);
  const double p = a * b;
  return {p, ((x.high * y.high - p) + x.high * y.low + x.low * y.high) + x.low * y.low};
}

Pair multiplied(const Pair& a, const Pair& b) {
  const Pair p = product(a.high, b.high);
  return sum(p.high, p.low + (a.high * b.low + a.low * b.high));
}

Pair divided(const Pair& a, const Pair& b) {
  const double q = a.high / b.high;
  const Pair back = product(q, b.high);
  return sum(q, ((a.high - back.high) - back.low + a.low - q * b.low) / b.high);
}

Pair of(std::uint64_t value) {
  const auto high = static_cast<double>(value & ~std::uint64_t{0x7FF});
  return sum(high, static_cast<double>(value & 0x7FF));
}

/// 10^0 to 10^45, exactly: 5^45 has 105 bits.
constexpr int kMostTens = 45;
const std::array<Pair, kMostTens + 1>& tens() {
  static const auto table = [] {
    std::array<Pair, kMostTens + 1> made{{{1.0, 0.0}}};
    for (int i = 1; i <= kMostTens; ++i) {
      const Pair& before = made[static_cast<std::size_t>(i - 1)];
      const Pair low = product(before.low, 10.0), high = product(before.high, 10.0);
      made[static_cast<std::size_t>(i)] = sum(high.high, high.low + low.high);
    }
    return made;
  }();
  return table;
}

/// What a text says before anything is rounded: digits * 10^tens.
struct Written {
  bool negative = false, all_digits = true;  ///< whether `digits` holds all of them
  std::uint64_t digits = 0;
  int tens = 0;
  const char* end = nullptr;  ///< of the text; where it began when there is no number
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

Written scan(const char* text) {
  constexpr std::uint64_t kFull = 999'999'999'999'999'999;  // one more digit still fits
  constexpr int kFarAway = 100'000;
  Written written;
  written.end = text;
  const char* at = text;
  written.negative = *at == '-';
  if (written.negative) ++at;
  bool any = false;
  const auto take = [&](int below_point) {
    for (; is_digit(*at); ++at) {
      any = true;
      if (written.digits > kFull) {
        written.all_digits = false;
        continue;
      }
      written.digits = 10 * written.digits + static_cast<std::uint64_t>(*at - '0');
      written.tens -= below_point;
    }
  };
  take(0);
  if (*at == '.' && (any || is_digit(at[1]))) {
    ++at;
    take(1);
  }
  if (!any) return written;
  written.end = at;
  if (*at != 'e' && *at != 'E') return written;
  ++at;
  const bool minus = *at == '-';
  if (minus || *at == '+') ++at;
  if (!is_digit(*at)) return written;
  int tens = 0;
  for (; is_digit(*at); ++at) tens = tens < kFarAway ? 10 * tens + (*at - '0') : kFarAway;
  written.tens += minus ? -tens : tens;
  written.end = at;
  return written;
}

/// False where a unit of the last place is not certain.
bool round(const Written& written, double& value) {
  if (!written.all_digits || written.tens < -kMostTens || written.tens > kMostTens) return false;
  const Pair digits = of(written.digits);
  const Pair& ten = tens()[static_cast<std::size_t>(std::abs(written.tens))];
  const Pair exact = written.tens < 0 ? divided(digits, ten) : multiplied(digits, ten);
  constexpr double kError = 0x1p-96;  // relative; of the operations above 2^-101 at most
  const double error = exact.high * kError;
  value = exact.high + (exact.low - error);
  if (value != exact.high + (exact.low + error)) return false;
  if (written.negative) value = -value;
  return true;
}

}  // namespace

const char* read_decimal(const char* text, const char*, double& value) {
  const Written written = scan(text);
  if (written.end == text) {
    // Infinity and NaN, in words. What else strtod would take, such as blanks, a plus or 0x, is no number here.
    const char first = text[*text == '-' ? 1 : 0];
    if (first != 'i' && first != 'I' && first != 'n' && first != 'N') return text;
    char* stop = nullptr;
    const double word = std::strtod(text, &stop);
    if (stop != text) value = word;
    return stop;
  }
  if (!round(written, value)) value = std::strtod(std::string(text, written.end).c_str(), nullptr);
  return written.end;
}

}  // namespace formcast
