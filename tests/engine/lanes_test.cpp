#include "engine/lanes.hpp"

#include <gtest/gtest.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "engine/lanes_math.hpp"
#include "engine/target_clones.hpp"

namespace formcast {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNan = std::numeric_limits<float>::quiet_NaN();

/// Different in every lane, special values included.
Lanes awkward(int turn) {
  constexpr std::array<float, 8> kSpecial{0.0f, -0.0f, kInfinity, -kInfinity, kNan, 1e-42f, 3e38f, -1.0f};
  Lanes x;
  for (int l = 0; l < kLanes; ++l) {
    const int i = l * 7 + turn * 13;
    x[l] = i % 3 == 0 ? kSpecial[static_cast<std::size_t>(i / 3 % 8)] : 0.37f * static_cast<float>(i) - 40.0f;
  }
  return x;
}

std::uint32_t bits(float x) { return std::isnan(x) ? 0x7fc00000u : std::bit_cast<std::uint32_t>(x); }

TEST(Lanes, ArithmeticIsThatOfFloatInEveryLane) {
  for (int turn = 0; turn < 50; ++turn) {
    const Lanes a = awkward(turn), b = awkward(3 * turn + 1);
    const Lanes sum = a + b, difference = a - b, product = a * b, quotient = a / b, negative = -a;
    for (int l = 0; l < kLanes; ++l) {
      EXPECT_EQ(bits(sum[l]), bits(a[l] + b[l]));
      EXPECT_EQ(bits(difference[l]), bits(a[l] - b[l]));
      EXPECT_EQ(bits(product[l]), bits(a[l] * b[l]));
      EXPECT_EQ(bits(quotient[l]), bits(a[l] / b[l]));
      EXPECT_EQ(bits(negative[l]), bits(-a[l]));
    }
  }
}

TEST(Lanes, ScalarsWorkOnEitherSide) {
  const Lanes a = awkward(2);
  const Lanes left = 2.5f - a, right = a / 4, rounded = a * 0.1;
  for (int l = 0; l < kLanes; ++l) {
    EXPECT_EQ(bits(left[l]), bits(2.5f - a[l]));
    EXPECT_EQ(bits(right[l]), bits(a[l] / 4.0f));
    EXPECT_EQ(bits(rounded[l]), bits(a[l] * 0.1f));
  }
}

TEST(Lanes, CompoundAssignmentIsTheOperator) {
  const Lanes a = awkward(1), b = awkward(8);
  Lanes x = a;
  x += b;
  x *= 3.0f;
  x -= b;
  x /= a;
  const Lanes want = ((a + b) * 3.0f - b) / a;
  for (int l = 0; l < kLanes; ++l) EXPECT_EQ(bits(x[l]), bits(want[l]));
  x = a;
  x *= x;  // the operand may be the target
  for (int l = 0; l < kLanes; ++l) EXPECT_EQ(bits(x[l]), bits(a[l] * a[l]));
}

TEST(Lanes, ComparisonsAreThoseOfFloatNanIncluded) {
  const Lanes a = awkward(4), b = awkward(5);
  const Mask lt = a<b, le = a <= b, gt = a> b, ge = a >= b, eq = a == a, ne = a != a, scalar = 0.0f < a;
  for (int l = 0; l < kLanes; ++l) {
    EXPECT_EQ(lt[l], a[l] < b[l]);
    EXPECT_EQ(le[l], a[l] <= b[l]);
    EXPECT_EQ(gt[l], a[l] > b[l]);
    EXPECT_EQ(ge[l], a[l] >= b[l]);
    EXPECT_EQ(eq[l], !std::isnan(a[l]));
    EXPECT_EQ(ne[l], std::isnan(a[l]));
    EXPECT_EQ(scalar[l], 0.0f < a[l]);
  }
}

TEST(Lanes, SelectTakesNothingFromTheOtherSide) {
  const Lanes a = awkward(6);
  const Lanes root = select(a >= 0.0f && a < kInfinity, sqrt(a), -1.0f);
  for (int l = 0; l < kLanes; ++l) {
    EXPECT_EQ(bits(root[l]), bits(a[l] >= 0.0f && a[l] < kInfinity ? std::sqrt(a[l]) : -1.0f));
  }
  EXPECT_EQ(select(true, 1.0, 2.0), 1.0);
  EXPECT_EQ(select(false, 1.0f, 2.0f), 2.0f);
}

TEST(Lanes, MasksCombine) {
  const Lanes a = awkward(7), b = awkward(9);
  const Mask p = a < 0.0f, q = b < 0.0f;
  const Mask both = p && q, either = p || q, neither = !either;
  for (int l = 0; l < kLanes; ++l) {
    EXPECT_EQ(both[l], p[l] && q[l]);
    EXPECT_EQ(either[l], p[l] || q[l]);
    EXPECT_EQ(neither[l], !(p[l] || q[l]));
  }
}

TEST(Lanes, AnyAndAllSeeASingleLane) {
  for (int odd = 0; odd < kLanes; ++odd) {
    Lanes x = 0.0f;
    EXPECT_FALSE(any(x > 0.0f));
    EXPECT_TRUE(all(x == 0.0f));
    x[odd] = 1.0f;
    EXPECT_TRUE(any(x > 0.0f));
    EXPECT_FALSE(all(x == 0.0f));
  }
  EXPECT_TRUE(any(true));
  EXPECT_FALSE(all(false));
}

TEST(Lanes, MinMaxAbs) {
  const Lanes a = awkward(10), b = awkward(11);
  const Lanes low = min(a, b), high = max(a, 0.0f), size = abs(a);
  for (int l = 0; l < kLanes; ++l) {
    EXPECT_EQ(bits(low[l]), bits(min(a[l], b[l])));
    EXPECT_EQ(bits(high[l]), bits(max(a[l], 0.0f)));
    EXPECT_EQ(bits(size[l]), bits(std::fabs(a[l])));
  }
  EXPECT_EQ(min(kNan, 2.0f), 2.0f);
  EXPECT_EQ(min(1.0, 2.0), 1.0);
  EXPECT_EQ(max(1.0, 2.0), 2.0);
}

TEST(Lanes, LoadAndStoreNeedNoAlignment) {
  std::vector<float> from(kLanes + 3), to(kLanes + 3, -1.0f);
  for (std::size_t i = 0; i < from.size(); ++i) from[i] = static_cast<float>(i);
  Lanes::load(from.data() + 1).store(to.data() + 2);
  EXPECT_EQ(to[1], -1.0f);
  for (std::size_t i = 0; i < kLanes; ++i) EXPECT_EQ(to[i + 2], static_cast<float>(i + 1));
  EXPECT_EQ(to[kLanes + 2], -1.0f);
}

TEST(LaneWords, CountingWrapsAround) {
  const LaneWords w = LaneWords::counting_from(0xfffffff0u);
  EXPECT_EQ(w[0], 0xfffffff0u);
  EXPECT_EQ(w[16], 0u);
  EXPECT_EQ(w[31], 15u);
}

/// A formula written once for every number type, as models are.
template <class Real>
Real saturating(const Real& w) {
  const Real positive = max(w, Real(0));
  return select(w < Real(100), Real(0.3) * sqrt(positive), log(Real(1) + positive)) * exp(Real(-0.01) * positive);
}

TEST(Lanes, OneTemplateServesDoubleFloatAndLanes) {
  Lanes w;
  for (int l = 0; l < kLanes; ++l) w[l] = 9.7f * static_cast<float>(l) - 20.0f;
  const Lanes together = saturating(w);
  for (int l = 0; l < kLanes; ++l) {
    EXPECT_EQ(bits(together[l]), bits(saturating(w[l])));
    EXPECT_NEAR(together[l], saturating(static_cast<double>(w[l])), 1e-6);
  }
}

FORMCAST_CLONES void cloned(const Lanes& x, Lanes& y) { y = saturating(x); }

TEST(TargetClones, GiveTheBitsOfPlainCode) {
  Lanes x, y;
  for (int l = 0; l < kLanes; ++l) x[l] = 5.3f * static_cast<float>(l);
  cloned(x, y);
  for (int l = 0; l < kLanes; ++l) EXPECT_EQ(bits(y[l]), bits(saturating(x[l])));
}

}  // namespace
}  // namespace formcast
