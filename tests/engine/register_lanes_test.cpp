// RegisterLanes give the bits of Lanes for every member.
#include "engine/register_lanes.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <limits>
#include <random>
#include <vector>

namespace formcast {
namespace {

using Limits = std::numeric_limits<float>;

/// Two blocks that pair every special value with every other, then numbers of all sizes.
std::vector<std::pair<Lanes, Lanes>> operands() {
  const std::vector<float> odd{0.0f,
                               -0.0f,
                               1.0f,
                               -1.0f,
                               0.3f,
                               -2.5f,
                               88.5f,
                               -88.5f,
                               1e30f,
                               -1e30f,
                               Limits::denorm_min(),
                               Limits::min(),
                               Limits::max(),
                               Limits::infinity(),
                               -Limits::infinity(),
                               Limits::quiet_NaN()};
  std::vector<std::pair<Lanes, Lanes>> pairs;
  for (std::size_t shift = 0; shift < odd.size(); ++shift) {
    auto& [a, b] = pairs.emplace_back();
    for (int l = 0; l < kLanes; ++l) {
      a[l] = odd[static_cast<std::size_t>(l) % odd.size()];
      b[l] = odd[(static_cast<std::size_t>(l) + shift) % odd.size()];
    }
  }
  std::mt19937 random(7);
  for (int n = 0; n < 200; ++n) {
    auto& [a, b] = pairs.emplace_back();
    for (int l = 0; l < kLanes; ++l) {
      a[l] = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
      b[l] = std::bit_cast<float>(static_cast<std::uint32_t>(random()));
    }
  }
  return pairs;
}

RegisterLanes part(const Lanes& whole, int first) { return RegisterLanes::load(whole.v + first); }

/// All NaNs are equal.
void expect_same(const RegisterLanes& ours, const Lanes& whole, int first) {
  Lanes stored(0.0f);
  ours.store(stored.v);
  for (int l = 0; l < kRegisterLanes; ++l) {
    const float expected = whole[first + l];
    ASSERT_EQ(ours[l] != ours[l], expected != expected) << l;
    if (expected != expected) continue;
    ASSERT_EQ(std::bit_cast<std::uint32_t>(ours[l]), std::bit_cast<std::uint32_t>(expected)) << l;
    ASSERT_EQ(std::bit_cast<std::uint32_t>(stored[l]), std::bit_cast<std::uint32_t>(expected)) << l;
  }
}

/// A formula of two numbers, in Lanes and in both halves.
template <class Formula>
void expect_same_as_lanes(const Formula& formula) {
  for (const auto& [a, b] : operands()) {
    const Lanes whole = formula(a, b);
    for (const int first : {0, kRegisterLanes}) expect_same(formula(part(a, first), part(b, first)), whole, first);
  }
}

TEST(RegisterLanes, Arithmetic) {
  expect_same_as_lanes([](const auto& a, const auto& b) { return a + b; });
  expect_same_as_lanes([](const auto& a, const auto& b) { return a - b; });
  expect_same_as_lanes([](const auto& a, const auto& b) { return a * b; });
  expect_same_as_lanes([](const auto& a, const auto& b) { return a / b; });
  expect_same_as_lanes([](const auto& a, const auto&) { return -a; });
  expect_same_as_lanes([](const auto& a, const auto&) { return 0.1 * a - 3; });
}

TEST(RegisterLanes, ComparisonsAndChoices) {
  const auto chosen = [](const auto& mask, const auto& a, const auto& b) { return select(mask, a, b); };
  expect_same_as_lanes([&](const auto& a, const auto& b) { return chosen(a < b, a, b); });
  expect_same_as_lanes([&](const auto& a, const auto& b) { return chosen(a <= b, a, b); });
  expect_same_as_lanes([&](const auto& a, const auto& b) { return chosen(a > b, a, b); });
  expect_same_as_lanes([&](const auto& a, const auto& b) { return chosen(a >= b, a, b); });
  expect_same_as_lanes([&](const auto& a, const auto& b) { return chosen(a < b && b > 0.0f, a, b); });
  expect_same_as_lanes([&](const auto& a, const auto& b) { return chosen(a < b || b > 0.0f, a, b); });
  expect_same_as_lanes([](const auto& a, const auto& b) { return min(a, b); });
  expect_same_as_lanes([](const auto& a, const auto& b) { return max(a, b); });
}

TEST(RegisterLanes, Exponential) {
  expect_same_as_lanes([](const auto& a, const auto&) { return exp(a); });
  Lanes x;
  for (int n = -300; n < 300; ++n) {
    for (int l = 0; l < kLanes; ++l) x[l] = 0.3f * static_cast<float>(n) + 0.01f * static_cast<float>(l);
    for (const int first : {0, kRegisterLanes}) expect_same(exp(part(x, first)), exp(x), first);
  }
}

TEST(RegisterLanes, AnyFindsASingleOne) {
  EXPECT_FALSE(any(RegisterLanes(1.0f) < RegisterLanes(1.0f)));
  for (int l = 0; l < kRegisterLanes; ++l) {
    Lanes one(0.0f);
    one[l] = 1.0f;
    EXPECT_TRUE(any(part(one, 0) > RegisterLanes(0.0f))) << l;
    EXPECT_FALSE(any(part(one, kRegisterLanes) > RegisterLanes(0.0f))) << l;
  }
}

TEST(RegisterLanes, PartsOfBlocksComeBack) {
  std::array<Lanes, 3> blocks, copy;
  for (int l = 0; l < kLanes; ++l) {
    for (std::size_t i = 0; i < blocks.size(); ++i) blocks[i][l] = static_cast<float>(100 * i) + static_cast<float>(l);
  }
  for (const int first : {0, kRegisterLanes}) store_part(load_part(blocks, first), first, copy);
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    for (int l = 0; l < kLanes; ++l) EXPECT_EQ(copy[i][l], blocks[i][l]);
  }
}

}  // namespace
}  // namespace formcast
