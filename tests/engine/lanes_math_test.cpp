#include "engine/lanes_math.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

namespace formcast {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kSmallest = std::numeric_limits<float>::denorm_min();

/// Steps through bit patterns: a prime for the daily run, 1 for the disabled one that visits every float.
constexpr std::uint32_t kStride = 521, kEvery = 1;

std::uint32_t bits(float x) { return std::bit_cast<std::uint32_t>(x); }

/// Error of `got` in units of the spacing of floats at `want`.
double ulps(float got, double want) {
  int exponent = 0;
  std::frexp(want, &exponent);
  return std::fabs(static_cast<double>(got) - want) / std::ldexp(1.0, std::max(exponent - 24, -149));
}

/// Calls `visit` on the floats from `first` to `last`, both of one sign, away from zero.
template <class Visit>
void sweep(float first, float last, std::uint32_t stride, Visit visit) {
  for (std::uint64_t word = bits(first); word <= bits(last); word += stride) {
    visit(std::bit_cast<float>(static_cast<std::uint32_t>(word)));
  }
  visit(last);
}

double worst_log(float first, float last, std::uint32_t stride) {
  double worst = 0.0;
  sweep(first, last, stride, [&](float x) { worst = std::max(worst, ulps(log(x), std::log(static_cast<double>(x)))); });
  return worst;
}

double worst_exp(std::uint32_t stride) {
  double worst = 0.0;
  const auto check = [&](float x) { worst = std::max(worst, ulps(exp(x), std::exp(static_cast<double>(x)))); };
  sweep(0.0f, 88.376f, stride, check);
  sweep(-0.0f, -87.0f, stride, check);
  return worst;
}

double worst_sincos(float last, std::uint32_t stride) {
  double worst = 0.0;
  const auto check = [&](float x) {
    const auto [s, c] = sincos2pi(x);
    const double turn = static_cast<double>(x) - std::nearbyint(static_cast<double>(x));
    worst = std::max(worst, std::fabs(static_cast<double>(s) - std::sin(2.0 * std::numbers::pi * turn)));
    worst = std::max(worst, std::fabs(static_cast<double>(c) - std::cos(2.0 * std::numbers::pi * turn)));
  };
  sweep(0.0f, last, stride, check);
  sweep(-0.0f, -last, stride, check);
  return worst;
}

TEST(Log, StaysWithinItsStatedError) {
  EXPECT_LT(worst_log(kSmallest, std::numeric_limits<float>::max(), kStride), 0.84);
  EXPECT_LT(worst_log(0.99f, 1.01f, 7), 0.84);  // where the result passes through zero
}

TEST(Log, DISABLED_StaysWithinItsStatedErrorOnEveryFloat) {
  EXPECT_LT(worst_log(kSmallest, std::numeric_limits<float>::max(), kEvery), 0.84);
}

TEST(Log, EdgesOfItsDomain) {
  EXPECT_EQ(log(1.0f), 0.0f);
  EXPECT_EQ(log(0.0f), -kInfinity);
  EXPECT_EQ(log(-0.0f), -kInfinity);
  EXPECT_EQ(log(kInfinity), kInfinity);
  EXPECT_TRUE(std::isnan(log(-kSmallest)));
  EXPECT_TRUE(std::isnan(log(-1.0f)));
  EXPECT_TRUE(std::isnan(log(-kInfinity)));
  EXPECT_TRUE(std::isnan(log(kNan)));
}

TEST(Exp, StaysWithinItsStatedError) { EXPECT_LT(worst_exp(kStride), 1.0); }
TEST(Exp, DISABLED_StaysWithinItsStatedErrorOnEveryFloat) { EXPECT_LT(worst_exp(kEvery), 1.0); }

TEST(Exp, EdgesOfItsDomain) {
  EXPECT_EQ(exp(0.0f), 1.0f);
  EXPECT_EQ(exp(-0.0f), 1.0f);
  EXPECT_EQ(exp(kInfinity), kInfinity);
  EXPECT_EQ(exp(-kInfinity), 0.0f);
  EXPECT_TRUE(std::isnan(exp(kNan)));
  for (const float x : {88.377f, 88.7f, 89.0f, 1e4f, 3e38f}) EXPECT_EQ(exp(x), kInfinity) << x;
  for (const float x : {-87.69f, -88.0f, -89.0f, -1e4f, -3e38f}) EXPECT_EQ(exp(x), 0.0f) << x;
}

TEST(Exp, NeverFalls) {
  float before = 0.0f;
  for (float x = -90.0f; x < 90.0f; x += 0.0009765625f) {
    const float now = exp(x);
    EXPECT_GE(now, before) << x;
    before = now;
  }
}

TEST(Sincos2pi, StaysWithinItsStatedError) {
  EXPECT_LT(worst_sincos(0.5f, kStride), 9.3e-8);
  EXPECT_LT(worst_sincos(0x1p19f, kStride), 9.3e-8);
}
TEST(Sincos2pi, DISABLED_StaysWithinItsStatedErrorOnEveryFloat) { EXPECT_LT(worst_sincos(0.5f, kEvery), 9.3e-8); }

TEST(Sincos2pi, QuarterTurnsAreExact) {
  for (int quarter = -8; quarter <= 8; ++quarter) {
    const auto [s, c] = sincos2pi(0.25f * static_cast<float>(quarter));
    const int q = (quarter + 8) % 4;
    EXPECT_EQ(s, q == 1 ? 1.0f : q == 3 ? -1.0f : 0.0f) << quarter;
    EXPECT_EQ(c, q == 0 ? 1.0f : q == 2 ? -1.0f : 0.0f) << quarter;
  }
}

TEST(LanesMath, LanesGiveTheBitsOfFloat) {
  std::uint32_t word = 12345;
  for (int turn = 0; turn < 3000; ++turn) {
    Lanes any_float, angle;
    for (int l = 0; l < kLanes; ++l) {
      word = word * 1664525u + 1013904223u;
      any_float[l] = std::bit_cast<float>(word);
      angle[l] = static_cast<float>(static_cast<std::int32_t>(word)) * 0x1p-32f;
    }
    const Lanes logs = log(any_float), exps = exp(any_float), small_exps = exp(angle * 100.0f);
    const SinCos<Lanes> circle = sincos2pi(angle);
    for (int l = 0; l < kLanes; ++l) {
      const auto same = [&](float lane, float alone) {
        return bits(lane) == bits(alone) || (std::isnan(lane) && std::isnan(alone));
      };
      ASSERT_TRUE(same(logs[l], log(any_float[l]))) << any_float[l];
      ASSERT_TRUE(same(exps[l], exp(any_float[l]))) << any_float[l];
      ASSERT_EQ(bits(small_exps[l]), bits(exp(angle[l] * 100.0f)));
      ASSERT_EQ(bits(circle.sin[l]), bits(sincos2pi(angle[l]).sin));
      ASSERT_EQ(bits(circle.cos[l]), bits(sincos2pi(angle[l]).cos));
    }
  }
}

/// FNV-1a over the results on a fixed sweep: the same on every machine, compiler and instruction set.
TEST(LanesMath, GoldenBits) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  const auto add = [&](float x) { hash = (hash ^ bits(x)) * 0x100000001b3u; };
  sweep(kSmallest, std::numeric_limits<float>::max(), 65537, [&](float x) { add(log(x)); });
  sweep(0.0f, 89.0f, 65537, [&](float x) { add(exp(x)), add(exp(-x)); });
  sweep(0.0f, 0.5f, 65537, [&](float x) { add(sincos2pi(x).sin), add(sincos2pi(x).cos); });
  EXPECT_EQ(hash, 0x7b1b70eb80fbf55au);
}

TEST(LanesMath, DoubleIsLibm) {
  EXPECT_EQ(log(3.0), std::log(3.0));
  EXPECT_EQ(exp(3.0), std::exp(3.0));
  EXPECT_NEAR(sincos2pi(0.125).sin, std::sqrt(0.5), 1e-15);
}

}  // namespace
}  // namespace formcast
