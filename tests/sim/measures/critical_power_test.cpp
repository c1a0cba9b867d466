#include "sim/measures/critical_power.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "sim/measures/critical_power_balance.hpp"

namespace formcast::intake {
namespace {

using testing::HasSubstr;

TEST(CriticalPower, IsTheHyperbolaThroughExactEfforts) {
  std::vector<Effort> efforts;
  for (const double t : {180.0, 300.0, 600.0, 900.0}) efforts.push_back({t, 270.0 + 18000.0 / t});
  const CriticalIntensity fit = critical_power(efforts);
  EXPECT_NEAR(fit.critical, 270.0, 1e-9);
  EXPECT_NEAR(fit.reserve, 18000.0, 1e-6);
  EXPECT_NEAR(fit.critical_se, 0.0, 1e-9);
  EXPECT_EQ(fit.efforts, 4);
  EXPECT_EQ(fit.why_not, "");
}

TEST(CriticalPower, HasTheErrorsOfTheNormalEquations) {
  // Normal equations of P = CP + W'/t, solved in another program.
  constexpr std::array<Effort, 5> kEfforts{{{180, 352}, {300, 318}, {480, 301}, {720, 289}, {900, 286}}};
  const CriticalIntensity fit = critical_power(kEfforts);
  EXPECT_NEAR(fit.critical, 269.0881147540984, 1e-9);
  EXPECT_NEAR(fit.reserve, 14886.885245901676, 1e-6);
  EXPECT_NEAR(fit.critical_se, 0.7208069045041366, 1e-9);
  EXPECT_NEAR(fit.reserve_se, 229.1356963707893, 1e-6);
  EXPECT_NEAR(fit.residual_sd, 0.8318292437215605, 1e-9);
}

TEST(CriticalPower, UsesEffortsOf3To15Minutes) {
  constexpr std::array<Effort, 6> kEfforts{{{5, 900}, {60, 500}, {180, 370}, {300, 330}, {900, 290}, {3600, 250}}};
  EXPECT_EQ(critical_power(kEfforts).efforts, 3);
  EXPECT_EQ(critical_power(kEfforts, {60.0, 3600.0}).efforts, 5);
}

TEST(CriticalPower, OfTwoEffortsHasNoErrors) {
  constexpr std::array<Effort, 2> kEfforts{{{180, 370}, {720, 295}}};
  const CriticalIntensity fit = critical_power(kEfforts);
  EXPECT_NEAR(fit.critical, 270.0, 1e-9);
  EXPECT_TRUE(std::isnan(fit.critical_se));
}

TEST(CriticalPower, SaysWhyNot) {
  constexpr std::array<Effort, 2> kOneDuration{{{300, 330}, {300, 320}}}, kEasy{{{180, 200}, {720, 210}}};
  EXPECT_THAT(critical_power(kOneDuration).why_not, HasSubstr("two durations between 180 and 900 s"));
  EXPECT_THAT(critical_power({}).why_not, HasSubstr("two durations"));
  const CriticalIntensity easy = critical_power(kEasy);
  EXPECT_THAT(easy.why_not, HasSubstr("all-out"));
  EXPECT_TRUE(std::isnan(easy.critical));
  constexpr std::array<Effort, 2> kUnknown{{{300, kMissing}, {600, 280}}};
  EXPECT_EQ(critical_power(kUnknown).efforts, 1);
}

TEST(CriticalSpeed, IsTheSlopeOfDistance) {
  // As above for D = CS t + D'.
  constexpr std::array<Effort, 4> kEfforts{{{120, 6.1}, {300, 5.5}, {600, 5.2}, {1200, 5.05}}};
  const CriticalIntensity fit = critical_speed(kEfforts);
  EXPECT_NEAR(fit.critical, 4.923293172690763, 1e-9);
  EXPECT_NEAR(fit.reserve, 158.0722891566265, 1e-6);
  EXPECT_NEAR(fit.critical_se, 0.021251014546703553, 1e-9);
  EXPECT_NEAR(fit.reserve_se, 14.663200037225451, 1e-6);
}

TEST(CriticalPower, TakesTheKnownPointsOfACurve) {
  const std::vector<BestMean> curve{{180, 370.0, 0}, {300, kMissing, 0}, {720, 295.0, 0}};
  EXPECT_NEAR(critical_power(efforts_of(curve)).critical, 270.0, 1e-9);
}

TEST(Balance, IsSpentAtTheTimeThatTheHyperbolaSays) {
  const PowerReserve reserve{250.0, 20000.0};
  const std::vector<double> hard(200, 350.0);  // 100 W above: 200 s
  EXPECT_NEAR(balance_differential(hard, reserve).back(), 0.0, 1e-6);
  EXPECT_GT(balance_differential(std::span(hard).first(199), reserve).back(), 0.0);
  EXPECT_GT(balance_integral(hard, reserve).back(), 0.0) << "which decays while it is spent";
}

TEST(Balance, RecoversInPauses) {
  const PowerReserve reserve{250.0, 20000.0};
  std::vector<double> power(100, 350.0);
  power.insert(power.end(), 600, 0.0);
  const std::vector<double> balance = balance_differential(power, reserve);
  EXPECT_NEAR(balance[99], 10000.0, 1e-6);
  EXPECT_NEAR(balance.back(), 20000.0 - 10000.0 * std::pow(1.0 - 250.0 / 20000.0, 600), 1e-6);
}

TEST(Balance, StaysFullBelowCriticalPower) {
  const std::vector<double> easy(1000, 249.0);
  EXPECT_EQ(balance_differential(easy, {250.0, 20000.0}).back(), 20000.0);
  EXPECT_EQ(balance_integral(easy, {250.0, 20000.0}).back(), 20000.0);
  EXPECT_NEAR(recovery_time_constant(easy, 250.0), 546.0 * std::exp(-0.01) + 316.0, 1e-9);
  EXPECT_EQ(recovery_time_constant(easy, 200.0), 862.0);
}

}  // namespace
}  // namespace formcast::intake
