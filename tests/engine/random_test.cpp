#include "engine/random.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <vector>

namespace formcast {
namespace {

using Words = std::array<std::uint32_t, 4>;

constexpr Words kZeros{0, 0, 0, 0};
constexpr Words kOnes{~0u, ~0u, ~0u, ~0u};
constexpr Words kPiCounter{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344};
constexpr Words kPiKey{0xa4093822, 0x299f31d0, 0x082efa98, 0xec4e6c89};

// The known answers that come with Random123 (kat_vectors), checked by the compiler.
static_assert(threefry4x32<13>(kZeros, kZeros) == Words{0x531c7e4f, 0x39491ee5, 0x2c855a92, 0x3d6abf9a});
static_assert(threefry4x32<13>(kOnes, kOnes) == Words{0xc4189358, 0x1c9cc83a, 0xd5881c67, 0x6a0a89e0});
static_assert(threefry4x32<13>(kPiCounter, kPiKey) == Words{0x4aa71d8f, 0x734738c2, 0x431fc6a8, 0xae6debf1});
static_assert(threefry4x32<20>(kZeros, kZeros) == Words{0x9c6ca96a, 0xe17eae66, 0xfc10ecd4, 0x5256a7d8});
static_assert(threefry4x32<20>(kOnes, kOnes) == Words{0x2a881696, 0x57012287, 0xf6c7446e, 0xa16a6732});
static_assert(threefry4x32<20>(kPiCounter, kPiKey) == Words{0x59cd1dbb, 0xb8879579, 0x86b5d00c, 0xac8b6d84});
static_assert(threefry4x32<72>(kZeros, kZeros) == Words{0x93171da6, 0x9220326d, 0xb392b7b1, 0xff58a002});
static_assert(threefry4x32<72>(kOnes, kOnes) == Words{0x60743f3d, 0x9961e684, 0xaab21c34, 0x8c65fb7d});
static_assert(threefry4x32<72>(kPiCounter, kPiKey) == Words{0x09930adf, 0x7f27bd55, 0x9ed68ce1, 0x97f803f6});

// The contract of a seed: a change here changes published results.
static_assert(static_cast<int>(Purpose::kDaily) == 1 && static_cast<int>(Purpose::kWalk) == 2);
static_assert(static_cast<int>(Purpose::kAdherence) == 3 && static_cast<int>(Purpose::kNode) == 4);
static_assert(static_cast<int>(Purpose::kGains) == 5 && static_cast<int>(Purpose::kImputation) == 6);

TEST(Threefry, KnownAnswersAtRunTime) {
  volatile std::uint32_t hidden = 0x243f6a88;  // keeps the compiler from computing it beforehand
  Words counter = kPiCounter;
  counter[0] = hidden;
  EXPECT_EQ(threefry4x32<13>(counter, kPiKey), (Words{0x4aa71d8f, 0x734738c2, 0x431fc6a8, 0xae6debf1}));
}

TEST(Words, NamesTakeTheirPlaceInCounterAndKey) {
  const Key key{0x0123456789abcdefu, 0xfedcba9876543210u};
  EXPECT_EQ(words(key, 7, 11, Purpose::kGains, 13),
            threefry4x32<13>({7, 11, 5, 13}, {0x89abcdef, 0x01234567, 0x76543210, 0xfedcba98}));
}

TEST(Words, EveryNameChangesThem) {
  const Words base = words({1, 2}, 3, 4, Purpose::kWalk, 5);
  EXPECT_NE(base, words({0x100000001u, 2}, 3, 4, Purpose::kWalk, 5));
  EXPECT_NE(base, words({1, 0x100000002u}, 3, 4, Purpose::kWalk, 5));
  EXPECT_NE(base, words({2, 1}, 3, 4, Purpose::kWalk, 5));
  EXPECT_NE(base, words({1, 2}, 4, 3, Purpose::kWalk, 5));
  EXPECT_NE(base, words({1, 2}, 3, 4, Purpose::kDaily, 5));
  EXPECT_NE(base, words({1, 2}, 3, 4, Purpose::kWalk));
}

TEST(Random, AMemberInLanesIsTheMemberAlone) {
  const Key key{42, 7};
  for (const std::uint32_t first : {0u, 32u, 20000u, 0xffffffe0u, 0xfffffff5u}) {
    const LaneWords member = LaneWords::counting_from(first);
    for (std::uint32_t group = 0; group < 50; ++group) {
      const std::array<LaneWords, 4> w = words(key, member, group, Purpose::kDaily, group % 3);
      const std::array<Lanes, 4> z = normals(w);
      const Lanes u = uniform(w[2]);
      for (int l = 0; l < kLanes; ++l) {
        const Words alone = words(key, first + static_cast<std::uint32_t>(l), group, Purpose::kDaily, group % 3);
        const std::array<float, 4> z_alone = normals(alone);
        for (std::size_t i = 0; i < 4; ++i) {
          ASSERT_EQ(w[i][l], alone[i]);
          ASSERT_EQ(std::bit_cast<std::uint32_t>(z[i][l]), std::bit_cast<std::uint32_t>(z_alone[i]));
        }
        ASSERT_EQ(u[l], uniform(alone[2]));
      }
    }
  }
}

TEST(Uniform, IsInTheOpenIntervalAndSymmetric) {
  EXPECT_EQ(uniform(0u), 0x1p-24f);
  EXPECT_EQ(uniform(~0u), 1.0f - 0x1p-24f);
  float before = 0.0f;
  for (std::uint64_t word = 0; word <= 0xffffffffu; word += 3584) {
    const float u = uniform(static_cast<std::uint32_t>(word));
    ASSERT_GT(u, before);
    ASSERT_EQ(1.0f - u, uniform(~static_cast<std::uint32_t>(word)));
    before = u;
  }
}

TEST(Normals, AreFiniteAndBoundedForEveryWord) {
  const std::array<std::uint32_t, 14> corners{0,          1,          2,          3,          0x1fffffff,
                                              0x20000000, 0x3fffffff, 0x40000000, 0x7fffffff, 0x80000000,
                                              0xc0000000, 0xfffffffe, 0xffffff00, 0xffffffff};
  float largest = 0.0f;
  for (const std::uint32_t a : corners) {
    for (const std::uint32_t b : corners) {
      for (const float z : normals(Words{a, b, b, a})) {
        ASSERT_TRUE(std::isfinite(z)) << a << ' ' << b;
        largest = std::max(largest, std::fabs(z));
      }
    }
  }
  EXPECT_FLOAT_EQ(largest, std::sqrt(-2.0f * std::log(0x1p-32f)));  // 6.66
}

/// Sums over pairs of numbers, as many as were added.
struct Pairs {
  double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0;
  void add(double a, double b) { n += 1, x += a, y += b, xx += a * a, yy += b * b, xy += a * b; }
  /// Correlation in standard errors under independence.
  double score() const {
    const double covariance = xy / n - x / n * (y / n);
    return covariance / std::sqrt((xx / n - x * x / n / n) * (yy / n - y * y / n / n)) * std::sqrt(n);
  }
};

constexpr std::uint32_t kMembers = 1024, kGroups = 128;  // x 4 = 524288 normals

template <class Visit>
void each_normal(const Key& key, Visit visit) {
  for (std::uint32_t m = 0; m < kMembers; ++m) {
    for (std::uint32_t g = 0; g < kGroups; ++g) {
      for (const float z : normals(words(key, m, g, Purpose::kDaily))) visit(static_cast<double>(z));
    }
  }
}

TEST(Normals, HaveTheMomentsOfTheNormal) {
  double n = 0;
  std::array<double, 5> moment{};
  each_normal({2026, 1}, [&](double z) {
    ++n;
    for (std::size_t k = 1; k < 5; ++k) moment[k] += std::pow(z, static_cast<double>(k));
  });
  // Standard errors of the k-th raw moment: sqrt((E z^2k - (E z^k)^2) / n). Seeds are fixed, so the test is
  // deterministic.
  EXPECT_LT(std::fabs(moment[1] / n) * std::sqrt(n / 1), 3.0);
  EXPECT_LT(std::fabs(moment[2] / n - 1) * std::sqrt(n / 2), 3.0);
  EXPECT_LT(std::fabs(moment[3] / n) * std::sqrt(n / 15), 3.0);
  EXPECT_LT(std::fabs(moment[4] / n - 3) * std::sqrt(n / 96), 3.0);
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

TEST(Normals, FollowTheNormalDistribution) {
  std::vector<double> z;
  each_normal({2026, 2}, [&](double x) { z.push_back(x); });
  std::sort(z.begin(), z.end());
  const double n = static_cast<double>(z.size());
  double distance = 0;
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double p = normal_cdf(z[i]), below = static_cast<double>(i) / n;
    distance = std::max({distance, p - below, below + 1 / n - p});
  }
  EXPECT_LT(distance * std::sqrt(n), 1.36);  // Kolmogorov-Smirnov, 5 %
}

TEST(Normals, ReachIntoTheTailsAsOftenAsTheyShould) {
  const std::array<double, 4> from{2.5, 3.0, 3.5, 4.0};
  std::array<double, 4> above{}, below{};
  double n = 0;
  each_normal({2026, 3}, [&](double z) {
    ++n;
    for (std::size_t i = 0; i < from.size(); ++i) above[i] += z > from[i], below[i] += z < -from[i];
  });
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double expected = n * normal_cdf(-from[i]);
    EXPECT_LT(std::fabs(above[i] - expected), 3 * std::sqrt(expected)) << from[i];
    EXPECT_LT(std::fabs(below[i] - expected), 3 * std::sqrt(expected)) << from[i];
  }
}

/// Drawn as in a kernel, so many that 18 are expected beyond 5 on each side.
TEST(Normals, ReachFiveStandardDeviations) {
  constexpr std::uint32_t kBlocks = 512, kCalls = 1024;
  constexpr double n = 4.0 * kLanes * kBlocks * kCalls;
  const std::array<float, 2> from{4.5f, 5.0f};
  std::array<std::array<std::int64_t, 2>, 2> beyond{};  // [from][side]
  for (std::uint32_t block = 0; block < kBlocks; ++block) {
    const LaneWords members = LaneWords::counting_from(block * kLanes);
    for (std::uint32_t call = 0; call < kCalls; ++call) {
      for (const Lanes& z : normals(words({2026, 5}, members, call, Purpose::kDaily))) {
        for (std::size_t i = 0; i < from.size(); ++i) {
          std::int32_t above = 0, below = 0;
          for (int lane = 0; lane < kLanes; ++lane) above += z.v[lane] > from[i], below += z.v[lane] < -from[i];
          beyond[i][0] += above;
          beyond[i][1] += below;
        }
      }
    }
  }
  for (std::size_t i = 0; i < from.size(); ++i) {
    const double expected = n * normal_cdf(-static_cast<double>(from[i]));
    EXPECT_GT(expected, 15.0);
    for (const std::int64_t found : beyond[i]) {
      EXPECT_LT(std::fabs(static_cast<double>(found) - expected), 3 * std::sqrt(expected)) << from[i];
    }
  }
}

/// Of each call and of the call whose name `other` makes: how the four numbers, and their squares, go together.
struct Table {
  std::array<std::array<Pairs, 4>, 4> plain, squared;
};
template <class Other>
Table tabulate(Other other) {
  Table table;
  for (std::uint32_t m = 0; m < kMembers; ++m) {
    for (std::uint32_t g = 0; g < kGroups; ++g) {
      const std::array<float, 4> a = normals(words({9, 9}, m, g, Purpose::kDaily)), b = other(m, g);
      for (std::size_t i = 0; i < 4; ++i) {
        for (std::size_t j = 0; j < 4; ++j) {
          const double x = a[i], y = b[j];
          table.plain[i][j].add(x, y);
          table.squared[i][j].add(x * x, y * y);
        }
      }
    }
  }
  return table;
}
template <class Other>
void expect_independent(Other other) {
  const Table table = tabulate(other);
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      EXPECT_LT(std::fabs(table.plain[i][j].score()), 3.5) << i << ' ' << j;
      EXPECT_LT(std::fabs(table.squared[i][j].score()), 3.5) << i << ' ' << j;
    }
  }
}

TEST(Independence, BetweenTheFourOfOneCall) {
  const Table table = tabulate([](auto m, auto g) { return normals(words({9, 9}, m, g, Purpose::kDaily)); });
  const double perfect = std::sqrt(static_cast<double>(kMembers) * kGroups);
  for (std::size_t i = 0; i < 4; ++i) {
    EXPECT_NEAR(table.plain[i][i].score(), perfect, 1e-6);  // the measure sees dependence where there is some
    for (std::size_t j = 0; j < i; ++j) {
      EXPECT_LT(std::fabs(table.plain[i][j].score()), 3.5) << i << ' ' << j;
      EXPECT_LT(std::fabs(table.squared[i][j].score()), 3.5) << i << ' ' << j;
    }
  }
}
TEST(Independence, BetweenNeighbouringMembers) {
  expect_independent([](auto m, auto g) { return normals(words({9, 9}, m + 1, g, Purpose::kDaily)); });
}
TEST(Independence, BetweenNeighbouringDays) {
  expect_independent([](auto m, auto g) { return normals(words({9, 9}, m, g + 1, Purpose::kDaily)); });
}
TEST(Independence, BetweenPurposes) {
  expect_independent([](auto m, auto g) { return normals(words({9, 9}, m, g, Purpose::kWalk)); });
}
TEST(Independence, BetweenAttempts) {
  expect_independent([](auto m, auto g) { return normals(words({9, 9}, m, g, Purpose::kDaily, 1)); });
}
TEST(Independence, BetweenAthletesAndBetweenSeeds) {
  expect_independent([](auto m, auto g) { return normals(words({9, 10}, m, g, Purpose::kDaily)); });
  expect_independent([](auto m, auto g) { return normals(words({10, 9}, m, g, Purpose::kDaily)); });
}

TEST(Uniform, FillsItsCellsEvenly) {
  constexpr std::size_t kCells = 256;
  std::array<double, kCells> count{};
  double n = 0;
  for (std::uint32_t m = 0; m < kMembers; ++m) {
    for (std::uint32_t g = 0; g < kGroups; ++g) {
      for (const std::uint32_t w : words({5, 5}, m, g, Purpose::kAdherence)) {
        ++count[static_cast<std::size_t>(uniform(w) * kCells)];
        ++n;
      }
    }
  }
  double chi2 = 0;
  for (const double c : count) chi2 += (c - n / kCells) * (c - n / kCells) / (n / kCells);
  EXPECT_LT(std::fabs(chi2 - (kCells - 1)), 3 * std::sqrt(2.0 * (kCells - 1)));
}

/// FNV-1a over bits: the same on every machine, compiler and instruction set.
TEST(Normals, GoldenBits) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (std::uint32_t block = 0; block < 8; ++block) {
    for (std::uint32_t group = 0; group < 200; ++group) {
      const LaneWords member = LaneWords::counting_from(block * kLanes);
      for (const Lanes& z : normals(words({42, 7}, member, group, Purpose::kDaily))) {
        for (const float x : z.v) hash = (hash ^ std::bit_cast<std::uint32_t>(x)) * 0x100000001b3u;
      }
    }
  }
  EXPECT_EQ(hash, 0x59d1ff30ff26de11u);
}

}  // namespace
}  // namespace formcast
