#pragma once

#include <bit>
#include <cstdint>

namespace formcast {

/// A time of one light level, the same for all members. A schedule is a list of them, in order and without gaps.
struct LightInterval {
  double begin, end;          // [h since the start], negative before it
  double lux;                 // what reaches an eye that is open
  bool asleep = false;        // for a clock that is told; one that chooses its own sleep does not read it
  bool forced_awake = false;  // keeps such a one awake; the others do not read it
};

/// What an interval does to a clock.
template <class Real>
struct Drive {
  Real alpha;         // rate at which what reaches the eye activates receptors [1/min]
  Real asleep;        // 1 asleep, 0 awake
  bool dark = false;  // alpha is 0 for everybody: what light does need not be worked out
};

/// u^(1/5) for u >= 0, by Newton's method: a double with the same bits on every machine, where libm's pow differs. The
/// starting point, a fifth of the exponent, is right to 12 %, which five steps square to nothing.
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
