#pragma once

#include <bit>
#include <cstdint>

namespace formcast {

/// An interval of one light level, the same for all members. A schedule is a list of them, in order and without gaps.
struct LightInterval {
  double begin, end;          // [h since the start], negative before it
  double lux;                 // at an open eye
  bool asleep = false;        // ignored by a clock that chooses its own sleep
  bool forced_awake = false;  // only for a clock that chooses its own sleep
};

/// The drive of an interval on a clock.
template <class Real>
struct Drive {
  Real alpha;         // rate at which light at the eye activates receptors [1/min]
  Real asleep;        // 1 asleep, 0 awake
  bool dark = false;  // alpha is 0 for all members: light terms can be skipped
};

/// u^(1/5) for u >= 0, by Newton's method: a double with the same bits on every machine, where libm's pow differs. The
/// starting point, a fifth of the exponent, is within 12 %; five quadratic steps suffice.
inline double fifth_root(double u) {
  constexpr std::uint64_t kOne = std::bit_cast<std::uint64_t>(1.0);
  if (!(u > 1e-300)) return 0.0;
  double y = std::bit_cast<double>((std::bit_cast<std::uint64_t>(u) - kOne) / 5 + kOne);
  if (u < 1.0) y = std::bit_cast<double>(kOne - (kOne - std::bit_cast<std::uint64_t>(u)) / 5);
  for (int i = 0; i < 5; ++i) {
    const double y4 = (y * y) * (y * y);
    y = y - (y * y4 - u) / (5.0 * y4);
  }
  return y;
}

}  // namespace formcast
