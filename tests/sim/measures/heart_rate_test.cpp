#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <vector>

#include "sim/measures/heart_rate_load.hpp"
#include "sim/measures/heart_rate_variability.hpp"

namespace formcast::intake {
namespace {

constexpr HeartRateRange kRange{50.0, 190.0};

std::vector<double> minutes(double heart_rate, int count) {
  return std::vector<double>(static_cast<std::size_t>(60 * count), heart_rate);
}

TEST(Trimp, OfAMinuteAtAShareOfReserve) {
  EXPECT_NEAR(trimp(minutes(120.0, 1), kRange, kMen), 0.5 * 0.64 * std::exp(0.96), 1e-12);
  EXPECT_NEAR(trimp(minutes(190.0, 10), kRange, kWomen), 8.6 * std::exp(1.67), 1e-9);
}

TEST(Trimp, KeepsToTheReserve) {
  EXPECT_EQ(trimp(minutes(40.0, 5), kRange, kMen), 0.0) << "below rest";
  EXPECT_NEAR(trimp(minutes(230.0, 5), kRange, kMen), trimp(minutes(190.0, 5), kRange, kMen), 1e-9) << "an artefact";
}

TEST(HeartRateStress, OfAnHourAtThresholdIs100) {
  EXPECT_NEAR(heart_rate_stress(trimp(minutes(165.0, 60), kRange, kMen), 165.0, kRange, kMen), 100.0, 1e-9);
}

TEST(Edwards, EdgesBelongToTheZoneAbove) {
  for (const auto& [heart_rate, points] : std::vector<std::pair<double, double>>{
           {94, 0}, {95, 1}, {113, 1}, {114, 2}, {133, 3}, {152, 4}, {170, 4}, {171, 5}, {200, 5}}) {
    EXPECT_NEAR(edwards(minutes(heart_rate, 1), 190.0), points, 1e-12) << heart_rate;
  }
}

TEST(Lucia, ThresholdsBelongToTheZoneAbove) {
  EXPECT_NEAR(lucia(minutes(144.0, 1), {145.0, 165.0}), 1.0, 1e-12);
  EXPECT_NEAR(lucia(minutes(145.0, 1), {145.0, 165.0}), 2.0, 1e-12);
  EXPECT_NEAR(lucia(minutes(165.0, 1), {145.0, 165.0}), 3.0, 1e-12);
}

std::vector<LactateStage> stages(double a, double b) {
  std::vector<LactateStage> result;
  for (const double hr : {110.0, 125.0, 140.0, 155.0, 170.0, 185.0}) {
    result.push_back({hr, a * std::exp(b * reserve_share(hr, kRange))});
  }
  return result;
}

TEST(IndividualWeights, AreThoseOfTheLactateCurve) {
  const auto weights = individual_weights(stages(0.3, 3.1), kRange);
  ASSERT_TRUE(weights);
  EXPECT_NEAR(weights->a, 0.3, 1e-9);
  EXPECT_NEAR(weights->b, 3.1, 1e-9);
}

TEST(IndividualWeights, NeedFourStagesThatRise) {
  std::vector<LactateStage> few = stages(0.3, 3.1);
  few.resize(3);
  few.push_back({180.0, kMissing});
  EXPECT_FALSE(individual_weights(few, kRange));
  EXPECT_FALSE(individual_weights(stages(3.0, -1.0), kRange));
  EXPECT_FALSE(individual_weights(std::vector<LactateStage>(5, {150.0, 3.0}), kRange)) << "all at one heart rate";
}

TEST(Rmssd, OfAPublishedExample) {
  // Runalyze's tests: 15.8 ms.
  constexpr std::array<double, 5> kIntervals{0.500, 0.510, 0.530, 0.550, 0.560};
  EXPECT_NEAR(rmssd(kIntervals).rmssd, 15.8, 0.05);
}

TEST(Rmssd, IsNotKnownFromLessThanTwoNeighbours) {
  EXPECT_TRUE(std::isnan(rmssd({}).rmssd));
  EXPECT_TRUE(std::isnan(rmssd(std::array<double, 1>{0.8}).rmssd));
  EXPECT_TRUE(std::isnan(rmssd(std::array<double, 3>{0.8, kMissing, 0.81}).rmssd)) << "not over a gap";
}

TEST(Rmssd, DropsBeatsNotSeenAndExtraOnes) {
  std::vector<double> rr;
  for (int i = 0; i < 100; ++i) rr.push_back(i % 2 == 0 ? 0.80 : 0.82);
  const double clean = rmssd(rr).rmssd;
  EXPECT_NEAR(clean, 20.0, 1e-9);
  rr[20] = 1.62;                 // a beat not seen
  rr[50] = 0.45, rr[51] = 1.15;  // an early beat and its pause
  const BeatVariability beats = rmssd(rr);
  EXPECT_NEAR(beats.rmssd, clean, 1e-9);
  EXPECT_EQ(beats.dropped, 3U);
  EXPECT_EQ(beats.differences, 99U - 2U - 3U);
}

TEST(Rmssd, KeepsABreathsSwingAndASlowDrift) {
  std::vector<double> rr;
  for (int i = 0; i < 400; ++i) rr.push_back(0.6 + 0.001 * i + 0.08 * std::sin(1.3 * i));
  EXPECT_EQ(rmssd(rr).dropped, 0U) << "the median is local";
}

}  // namespace
}  // namespace formcast::intake
