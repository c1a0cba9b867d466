#include "engine/positive.hpp"

#include <gtest/gtest.h>

#include <Eigen/Dense>

#include <cmath>
#include <random>

#include "engine/coefficient_draw.hpp"

namespace formcast {
namespace {

/// Gaussians over (p0, k1, k2) as banks hold them: gains correlated, some mostly negative.
std::vector<Gaussian<3>> examples() {
  return {
      {{250.0, 0.05, 0.03}, {60.0, 0.1, 0.004, 0.05, 0.003, 0.005}},
      {{250.0, -0.02, 0.05}, {60.0, -0.2, 0.002, -0.1, 0.0015, 0.004}},
      {{250.0, 0.02, -0.03}, {60.0, 0.05, 0.001, 0.1, -0.0004, 0.0008}},
      {{250.0, 0.3, 0.4}, {60.0, -0.5, 0.01, 0.4, -0.002, 0.02}},
      {{250.0, -0.06, -0.05}, {60.0, 0.0, 0.001, 0.0, 0.0002, 0.001}},
  };
}

/// A gain of negligible mass is zero, next to certain, and the baseline is conditioned on that.
TEST(Positive, GainsThatCannotBePositiveArePinned) {
  const Gaussian<3> x{{250.0, -5.0, 0.1}, {60.0, 0.3, 0.01, 0.0, 0.0, 0.04}};
  const PositivePart<3> part = with_positive_gains(x);
  EXPECT_TRUE(part.pinned);
  EXPECT_EQ(part.probability, kNegligibleMass);
  EXPECT_EQ(part.x.mean[1], 0.0);
  EXPECT_EQ(part.x.mean[2], 0.0);
  EXPECT_NEAR(part.x.mean[0], 250.0 + 0.3 / 0.01 * 5.0, 1e-6);
  for (const double value : part.x.cov) EXPECT_TRUE(std::isfinite(value));
  EXPECT_GT(part.x.cov[2], 0.0);
  EXPECT_GT(part.x.cov[5], 0.0);
}

/// Moments of a brute-force restriction, from two million draws.
struct Sampled {
  double mass = 0.0;
  std::array<double, 3> mean{};
  std::array<double, 6> cov{};
};
Sampled brute_force(const Gaussian<3>& x) {
  Square<3> cov;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j < 3; ++j) cov(i, j) = x.cov[x.at(i, j)];
  }
  const Square<3> root = cov.llt().matrixL();
  std::mt19937_64 random(5);
  std::normal_distribution<double> normal;
  Sampled s;
  constexpr int kDraws = 2'000'000;
  for (int n = 0; n < kDraws; ++n) {
    const Vector<3> d = root * Vector<3>(normal(random), normal(random), normal(random));
    if (x.mean[1] + d(1) < 0.0 || x.mean[2] + d(2) < 0.0) continue;
    s.mass += 1.0;
    for (int i = 0; i < 3; ++i) {
      s.mean[static_cast<std::size_t>(i)] += d(i);
      for (int j = 0; j <= i; ++j) s.cov[x.at(i, j)] += d(i) * d(j);
    }
  }
  for (double& m : s.mean) m /= s.mass;
  for (int i = 0; i < 3; ++i) {
    for (int j = 0; j <= i; ++j) {
      double& c = s.cov[x.at(i, j)];
      c = c / s.mass - s.mean[static_cast<std::size_t>(i)] * s.mean[static_cast<std::size_t>(j)];
    }
  }
  for (std::size_t i = 0; i < 3; ++i) s.mean[i] += x.mean[i];
  s.mass /= kDraws;
  return s;
}

TEST(PositivePart, AgreesWithBruteForce) {
  for (const Gaussian<3>& x : examples()) {
    const PositivePart<3> exact = with_positive_gains(x);
    const Sampled sampled = brute_force(x);
    const double n = 2e6 * sampled.mass;
    EXPECT_NEAR(exact.probability, sampled.mass, 5.0 * std::sqrt(sampled.mass / 2e6));
    for (std::size_t i = 0; i < 3; ++i) {
      const double sd = std::sqrt(exact.x.cov[exact.x.at(static_cast<int>(i), static_cast<int>(i))]);
      EXPECT_NEAR(exact.x.mean[i], sampled.mean[i], 5.0 * sd / std::sqrt(n));
      for (std::size_t j = 0; j <= i; ++j) {
        const double sdj = std::sqrt(exact.x.cov[exact.x.at(static_cast<int>(j), static_cast<int>(j))]);
        const std::size_t at = exact.x.at(static_cast<int>(i), static_cast<int>(j));
        EXPECT_NEAR(exact.x.cov[at], sampled.cov[at], 12.0 * sd * sdj / std::sqrt(n));
      }
    }
  }
}

TEST(PositivePart, OneGain) {
  const PositivePart<2> part = with_positive_gains(Gaussian<2>{{10.0, -0.5}, {4.0, 0.9, 1.0}});
  EXPECT_NEAR(part.probability, 0.5 * std::erfc(0.5 / std::sqrt(2.0)), 1e-15);
  const double hazard = std::exp(-0.125) / std::sqrt(2.0 * std::numbers::pi) / part.probability;
  EXPECT_NEAR(part.x.mean[1], -0.5 + hazard, 1e-12);
  EXPECT_NEAR(part.x.mean[0], 10.0 + 0.9 * hazard, 1e-12);
  EXPECT_NEAR(part.x.cov[2], 1.0 + 0.5 * hazard - hazard * hazard, 1e-12);
}

TEST(PositivePart, FarTailHasNegligibleMassAndIsPinned) {
  const auto one = with_positive_gains(Gaussian<2>{{1.0, -9.0}, {1.0, 0.0, 1.0}});
  const auto two = with_positive_gains(Gaussian<3>{{1.0, -9.0, 1.0}, {1.0, 0.0, 1.0, 0.0, 0.0, 1.0}});
  EXPECT_EQ(one.probability, kNegligibleMass);
  EXPECT_EQ(two.probability, kNegligibleMass);
  EXPECT_TRUE(one.pinned && two.pinned);
  EXPECT_NEAR(with_positive_gains(Gaussian<3>{{1.0, 0.0, 0.0}, {1.0, 0.0, 1.0, 0.0, 0.0, 1.0}}).probability, 0.25,
              1e-14);
}

TEST(CoefficientDraw, HasTheMomentsOfThePositivePart) {
  constexpr std::uint32_t kDraws = 200'000;
  for (const Gaussian<3>& x : examples()) {
    const PositivePart<3> exact = with_positive_gains(x);
    const CoefficientDraw draw(x.mean, x.cov);
    std::array<double, 3> mean{};
    std::array<double, 6> cov{};
    for (std::uint32_t member = 0; member < kDraws; ++member) {
      const auto c = draw.draw(Key{99, 1}, member);
      ASSERT_GE(c[1], 0.0);
      ASSERT_GE(c[2], 0.0);
      for (std::size_t i = 0; i < 3; ++i) {
        mean[i] += (c[i] - exact.x.mean[i]) / kDraws;
        for (std::size_t j = 0; j <= i; ++j) {
          cov[x.at(static_cast<int>(i), static_cast<int>(j))] +=
              (c[i] - exact.x.mean[i]) * (c[j] - exact.x.mean[j]) / kDraws;
        }
      }
    }
    for (std::size_t i = 0; i < 3; ++i) {
      const double sd = std::sqrt(exact.x.cov[x.at(static_cast<int>(i), static_cast<int>(i))]);
      EXPECT_NEAR(mean[i], 0.0, 5.0 * sd / std::sqrt(kDraws));
      for (std::size_t j = 0; j <= i; ++j) {
        const std::size_t at = x.at(static_cast<int>(i), static_cast<int>(j));
        const double sdj = std::sqrt(exact.x.cov[x.at(static_cast<int>(j), static_cast<int>(j))]);
        EXPECT_NEAR(cov[at], exact.x.cov[at], 15.0 * sd * sdj / std::sqrt(kDraws));
      }
    }
  }
}

TEST(CoefficientDraw, IsAFunctionOfTheNamesAlone) {
  const Gaussian<3> x = examples()[0];
  const CoefficientDraw a(x.mean, x.cov), b(x.mean, x.cov);
  (void)a.draw(Key{1, 2}, 4);
  EXPECT_EQ(a.draw(Key{1, 2}, 3), b.draw(Key{1, 2}, 3));
  EXPECT_NE(a.draw(Key{1, 2}, 3), a.draw(Key{1, 3}, 3));
}

}  // namespace
}  // namespace formcast
