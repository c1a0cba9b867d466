#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>
#include <type_traits>

#include "engine/lanes.hpp"

/// Elementary functions that give the same bits on every machine, alone and in lanes: + - * and bit operations
/// only, no libm, no fused multiply-add (compile with -ffp-contract=off). The double overloads are libm's: they
/// serve calibration, where a model is run in double and the last bit does not matter.
namespace formcast {

namespace detail {
/// The bits of a float; RegisterLanes has words of its own.
template <class Floats>
struct WordsOf : std::type_identity<std::uint32_t> {};
template <class Floats>
typename WordsOf<Floats>::type bits(const Floats& x) {
  return std::bit_cast<typename WordsOf<Floats>::type>(x);
}
template <class Floats = float>
Floats from_bits(const typename WordsOf<Floats>::type& words) {
  return std::bit_cast<Floats>(words);
}

/// Adding and taking away 1.5 * 2^23 rounds a float below 2^22 to the nearest integer, ties to even; in between
/// the integer is in the low bits of the sum. This needs neither SSE4's rounding nor a conversion that is
/// undefined for NaN.
inline constexpr float kRound = 12582912.0f;
inline constexpr std::uint32_t kRoundBits = 0x4b400000u;

/// ln 2 as a short number, so that its product with a small integer is exact, and what is missing from it.
inline constexpr float kLn2High = 0.693359375f;
inline constexpr float kLn2Low = -2.12194440e-4f;

/// Natural logarithm of a positive normal float. x = 2^e m with m in [sqrt 1/2, sqrt 2), then the polynomial of
/// Moshier's Cephes library (logf) in m - 1.
inline float log_normal(float x) {
  constexpr std::uint32_t kSqrtHalf = 0x3f3504f3u;
  const std::uint32_t shifted = bits(x) - kSqrtHalf;
  const float e = static_cast<float>(static_cast<std::int32_t>(shifted) >> 23);
  const float f = from_bits((shifted & 0x007fffffu) + kSqrtHalf) - 1.0f;
  const float z = f * f;
  float y = 7.0376836292e-2f;
  y = y * f - 1.1514610310e-1f;
  y = y * f + 1.1676998740e-1f;
  y = y * f - 1.2420140846e-1f;
  y = y * f + 1.4249322787e-1f;
  y = y * f - 1.6668057665e-1f;
  y = y * f + 2.0000714765e-1f;
  y = y * f - 2.4999993993e-1f;
  y = y * f + 3.3333331174e-1f;
  y = y * f * z + e * kLn2Low - 0.5f * z;
  return f + y + e * kLn2High;
}
}  // namespace detail

/// Natural logarithm, over all floats; 0 gives -infinity, a negative number NaN. Largest error over every positive
/// float 0.83 ulp (subnormals 0.81). Reference: Moshier's Cephes library, logf.
inline float log(float x) {
  constexpr float kInfinity = std::numeric_limits<float>::infinity();
  const bool subnormal = x < std::numeric_limits<float>::min();
  const float normal =
      detail::log_normal(subnormal ? x * 0x1p23f : x) + (subnormal ? -23.0f * std::numbers::ln2_v<float> : 0.0f);
  const float positive = x < kInfinity ? normal : x;  // infinity and NaN are their own logarithms
  return x > 0.0f || x != x ? positive : x == 0.0f ? -kInfinity : std::numeric_limits<float>::quiet_NaN();
}
inline double log(double x) { return std::log(x); }
inline Lanes log(const Lanes& a) {
  return map([](float x) { return log(x); }, a);
}

/// exp for arguments known to be in [-88, 89]: the same bits without range checks; elsewhere the result is meaningless.
/// For a float or RegisterLanes.
template <class Floats>
Floats exp_bounded(const Floats& x) {
  const Floats shifted = x * std::numbers::log2e_v<float> + detail::kRound;
  const Floats n = shifted - detail::kRound;
  const Floats r = x - n * detail::kLn2High - n * detail::kLn2Low;
  Floats y = 1.9875691500e-4f * r + 1.3981999507e-3f;
  y = y * r + 8.3334519073e-3f;
  y = y * r + 4.1665795894e-2f;
  y = y * r + 1.6666665459e-1f;
  y = y * r + 5.0000001201e-1f;
  y = y * (r * r) + r + 1.0f;
  return y * detail::from_bits<Floats>((detail::bits(shifted) - detail::kRoundBits + 127u) << 23);
}

/// Exponential. Largest error over every float of [-87, 88.376] 0.99 ulp; below -87.68 it is 0 (the true value
/// there is subnormal), above 88.376 infinity (a float could hold results up to 88.72). NaN stays NaN. Reference:
/// Moshier's Cephes library, expf.
inline float exp(float x) {
  // The order of the comparisons lets NaN through.
  const float low = -88.0f > x ? -88.0f : x;
  return exp_bounded(89.0f < low ? 89.0f : low);
}
inline double exp(double x) { return std::exp(x); }
inline Lanes exp(const Lanes& a) {
  return map([](float x) { return exp(x); }, a);
}

/// x^a for x > 0, and 0 for x = 0 where a > 0. Its relative error is about that of exp plus that of log times |a log
/// x|.
template <class Real>
inline Real power(const Real& x, const Real& a) {
  return exp(a * log(x));  // log 0 is -infinity, and exp of that 0
}

/// Sine and cosine of one angle.
template <class Real>
struct SinCos {
  Real sin, cos;
};

/// Sine and cosine of an angle in turns. Largest absolute error over every float of [-0.5, 0.5] 9.3e-8 (a float's
/// spacing below 1 is 6.0e-8), the same for any angle below 2^19 turns; multiples of a quarter turn are exact.
/// Reference: Moshier's Cephes library, sinf and cosf.
inline SinCos<float> sincos2pi(float turns) {
  const float shifted = turns * 4.0f + detail::kRound;
  const std::uint32_t quarters = detail::bits(shifted) - detail::kRoundBits;
  const float r = (turns - (shifted - detail::kRound) * 0.25f) * (2.0f * std::numbers::pi_v<float>);
  const float z = r * r;
  const float s = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * r + r;
  const float c =
      ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * (z * z) - 0.5f * z + 1.0f;
  // Odd quarters swap the two; the signs follow from bit 1 of the quarter and of the next one.
  const std::uint32_t swap = (detail::bits(s) ^ detail::bits(c)) & (0u - (quarters & 1u));
  return {detail::from_bits(detail::bits(s) ^ swap ^ ((quarters & 2u) << 30)),
          detail::from_bits(detail::bits(c) ^ swap ^ (((quarters + 1u) & 2u) << 30))};
}
inline SinCos<double> sincos2pi(double turns) {
  return {std::sin(2.0 * std::numbers::pi * turns), std::cos(2.0 * std::numbers::pi * turns)};
}
inline SinCos<Lanes> sincos2pi(const Lanes& turns) {
  SinCos<Lanes> result;
  for (int l = 0; l < kLanes; ++l) {
    const SinCos<float> lane = sincos2pi(turns.v[l]);
    result.sin.v[l] = lane.sin;
    result.cos.v[l] = lane.cos;
  }
  return result;
}

}  // namespace formcast
