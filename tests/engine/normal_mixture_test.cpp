#include "engine/normal_mixture.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numbers>

namespace formcast {
namespace {

const NormalMixture kTwoModels({{0.3, 290.0, 4.0}, {0.6, 310.0, 9.0}, {0.1, 305.0, 1.0}});

double normal_below(double z) { return 0.5 * std::erfc(-z / std::numbers::sqrt2); }

/// The score's definition, the integral of (P(x) - [x >= seen])^2, by the midpoint rule; the step at `seen` falls on a
/// border between two intervals.
double crps_by_integration(const NormalMixture& expected, double seen) {
  constexpr double kReach = 200.0, kStep = 0.002;
  double sum = 0.0;
  for (double x = 0.5 * kStep; x < kReach; x += kStep) {
    const double above = 1.0 - expected.below(seen + x), below = expected.below(seen - x);
    sum += (above * above + below * below) * kStep;
  }
  return sum;
}

TEST(NormalMixture, QuantileInvertsBelow) {
  for (double p : {0.001, 0.05, 0.25, 0.5, 0.75, 0.95, 0.999}) {
    EXPECT_NEAR(kTwoModels.below(kTwoModels.quantile(p)), p, 1e-9) << p;
  }
  const NormalMixture apart({{0.5, 0.0, 1.0}, {0.5, 1000.0, 1.0}});
  EXPECT_NEAR(apart.quantile(0.25), 0.0, 1e-9);
  EXPECT_NEAR(apart.quantile(0.75), 1000.0, 1e-9);
  EXPECT_NEAR(NormalMixture({{1.0, 300.0, 5.0}}).quantile(0.95), 300.0 + 5.0 * 1.6448536269514722, 1e-9);
}

TEST(NormalMixture, MeanAndSpreadAreThoseOfItsParts) {
  EXPECT_NEAR(kTwoModels.mean(), 0.3 * 290.0 + 0.6 * 310.0 + 0.1 * 305.0, 1e-12);
  const double second = 0.3 * (290.0 * 290.0 + 16.0) + 0.6 * (310.0 * 310.0 + 81.0) + 0.1 * (305.0 * 305.0 + 1.0);
  EXPECT_NEAR(kTwoModels.sd(), std::sqrt(second - kTwoModels.mean() * kTwoModels.mean()), 1e-9);
}

TEST(NormalMixture, ScoreOfOneNormalIsTheClosedForm) {
  constexpr double kMean = 300.0, kSd = 7.0;
  const NormalMixture one({{1.0, kMean, kSd}});
  for (double seen : {250.0, 293.0, 300.0, 301.0, 340.0}) {
    const double z = (seen - kMean) / kSd;
    const double density = std::exp(-0.5 * z * z) / std::sqrt(2.0 * std::numbers::pi);
    const double score = kSd * (z * (2.0 * normal_below(z) - 1.0) + 2.0 * density - 1.0 / std::sqrt(std::numbers::pi));
    EXPECT_NEAR(one.crps(seen), score, 1e-10) << seen;
  }
  EXPECT_NEAR(NormalMixture({{1.0, kMean, 1e-9}}).crps(290.0), 10.0, 1e-8);  // a point forecast
}

TEST(NormalMixture, ScoreIsTheIntegralItIsDefinedBy) {
  for (double seen : {270.0, 290.0, 304.0, 330.0}) {
    EXPECT_NEAR(kTwoModels.crps(seen), crps_by_integration(kTwoModels, seen), 1e-5) << seen;
  }
}

TEST(NormalMixture, SplittingAPartChangesNothing) {
  const NormalMixture whole({{1.0, 300.0, 5.0}}), split({{0.25, 300.0, 5.0}, {0.75, 300.0, 5.0}});
  EXPECT_NEAR(whole.crps(307.0), split.crps(307.0), 1e-12);
  EXPECT_NEAR(whole.below(307.0), split.below(307.0), 1e-15);
}

}  // namespace
}  // namespace formcast
