// Laws that hold for any ride.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "sim/measures/best_means.hpp"
#include "sim/measures/critical_power_balance.hpp"
#include "sim/measures/heart_rate_load.hpp"
#include "sim/measures/heart_rate_variability.hpp"
#include "sim/measures/measures_endurance.hpp"
#include "sim/measures/measures_power.hpp"
#include "sim/measures/measures_sampling.hpp"
#include "sim/measures/measures_session.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"

namespace formcast::intake {
namespace {

using namespace testing_measures;

constexpr HeartRateRange kRange{50.0, 190.0};

class AnyRide : public testing::TestWithParam<std::uint32_t> {
 protected:
  const Ride ride_ = random_ride(GetParam(), 2000 + 37 * static_cast<int>(GetParam()));

  static std::vector<double> times(double factor, std::vector<double> values) {
    for (double& v : values) v *= factor;
    return values;
  }
  static std::vector<double> twice(const std::vector<double>& values) {
    std::vector<double> result = values;
    result.insert(result.end(), values.begin(), values.end());
    return result;
  }
  double mean_power() const {
    double sum = 0.0;
    for (const double p : ride_.power) sum += p;
    return sum / static_cast<double>(ride_.power.size());
  }
};

INSTANTIATE_TEST_SUITE_P(Seeds, AnyRide, testing::Range(1U, 21U));

TEST_P(AnyRide, WeightedPowerScalesWithPower) {
  const double one = weighted_power(ride_.power);
  EXPECT_NEAR(weighted_power(times(1.1, ride_.power)), 1.1 * one, 1e-9 * one);
  EXPECT_NEAR(xpower(times(1.1, ride_.power)), 1.1 * xpower(ride_.power), 1e-9 * one);
  EXPECT_NEAR(power_stress(1.1 * one, 250.0, 3600.0), 1.21 * power_stress(one, 250.0, 3600.0), 1e-9 * one);
}

TEST_P(AnyRide, EvenPowerIsItsOwnWeightedPower) {
  const std::vector<double> even(ride_.power.size(), 200.0 + GetParam());
  EXPECT_NEAR(weighted_power(even), even[0], 1e-9);
  EXPECT_LT(xpower(even), even[0]) << "rises from 0";
  EXPECT_GT(xpower(even), 0.99 * even[0]);
}

TEST_P(AnyRide, WeightedPowerLiesBetweenTheMeanAndTheBestOf30Seconds) {
  const Series series = one_hertz(session_of(ride_));
  constexpr std::array<int, 1> kWindow{30};
  const double best = best_means(series, series.power, kWindow)[0].value;
  const double weighted = weighted_power(ride_.power);
  EXPECT_GT(weighted, 0.98 * mean_power()) << "but for half windows at the ends";
  EXPECT_LE(weighted, best + 1e-9);
}

TEST_P(AnyRide, LoadsOfHeartRateAdd) {
  const std::vector<double>& hr = ride_.heart_rate;
  const std::size_t cut = hr.size() / 3;
  const std::vector<double> first(hr.begin(), hr.begin() + static_cast<std::ptrdiff_t>(cut)),
      second(hr.begin() + static_cast<std::ptrdiff_t>(cut), hr.end());
  EXPECT_NEAR(trimp(hr, kRange, kMen), trimp(first, kRange, kMen) + trimp(second, kRange, kMen), 1e-9);
  EXPECT_NEAR(edwards(hr, 190.0), edwards(first, 190.0) + edwards(second, 190.0), 1e-9);
  EXPECT_NEAR(lucia(hr, {145, 165}), lucia(first, {145, 165}) + lucia(second, {145, 165}), 1e-9);
  EXPECT_NEAR(trimp(twice(hr), kRange, kWomen), 2.0 * trimp(hr, kRange, kWomen), 1e-9);
}

TEST_P(AnyRide, LoadsRiseWithHeartRate) {
  std::vector<double> higher = ride_.heart_rate;
  for (double& h : higher) h += 3.0;
  EXPECT_GT(trimp(higher, kRange, kMen), trimp(ride_.heart_rate, kRange, kMen));
  EXPECT_GE(edwards(higher, 190.0), edwards(ride_.heart_rate, 190.0));
  EXPECT_GE(lucia(higher, {145, 165}), lucia(ride_.heart_rate, {145, 165}));
}

TEST_P(AnyRide, LoadsOfHeartRateDoNotCareForOrder) {
  std::vector<double> reversed(ride_.heart_rate.rbegin(), ride_.heart_rate.rend());
  EXPECT_NEAR(trimp(reversed, kRange, kMen), trimp(ride_.heart_rate, kRange, kMen), 1e-9);
}

TEST_P(AnyRide, HeartRateStressDoesNotDependOnTheFactor) {
  const auto stress = [&](TrimpWeights w) {
    return heart_rate_stress(trimp(ride_.heart_rate, kRange, w), 165.0, kRange, w);
  };
  EXPECT_NEAR(stress({0.64, 1.92}), stress({0.86, 1.92}), 1e-9);
  EXPECT_GT(std::abs(stress(kMen) - stress(kWomen)), 1e-3) << "but on the exponent";
}

TEST_P(AnyRide, MeanHeartRateGivesLessTrimp) {
  double sum = 0.0;
  for (const double h : ride_.heart_rate) sum += h;
  const std::vector<double> flat(ride_.heart_rate.size(), sum / static_cast<double>(ride_.heart_rate.size()));
  EXPECT_LE(trimp(flat, kRange, kMen), trimp(ride_.heart_rate, kRange, kMen) + 1e-9) << "the weight is convex";
}

TEST_P(AnyRide, BestMeansAreThoseOfASlowSearch) {
  const Series series = one_hertz(session_of(ride_));
  const std::vector<BestMean> best = best_means(series, series.power, kUsualDurations);
  for (const BestMean& b : best) {
    if (b.duration > static_cast<int>(series.seconds())) {
      EXPECT_TRUE(std::isnan(b.value));
      continue;
    }
    double slow = 0.0;
    const auto length = static_cast<std::size_t>(b.duration);
    for (std::size_t from = 0; from + length <= series.seconds(); from += 1 + length / 8) {
      double sum = 0.0;
      for (std::size_t i = from; i < from + length; ++i) sum += series.power[i];
      slow = std::max(slow, sum / b.duration);
    }
    EXPECT_GE(b.value, slow);
    double at_start = 0.0;
    for (std::size_t i = 0; i < length; ++i) at_start += series.power[static_cast<std::size_t>(b.start) + i];
    EXPECT_DOUBLE_EQ(b.value, at_start / b.duration);
  }
}

TEST_P(AnyRide, BestWorkGrowsWithDuration) {
  const Series series = one_hertz(session_of(ride_));
  const std::vector<BestMean> best = best_means(series, series.power, kUsualDurations);
  for (std::size_t i = 1; i < best.size() && !std::isnan(best[i].value); ++i) {
    EXPECT_GE(best[i].value * best[i].duration, best[i - 1].value * best[i - 1].duration);
  }
  EXPECT_EQ(best[0].value, *std::ranges::max_element(ride_.power));
}

TEST_P(AnyRide, BalanceFallsWithCriticalPower) {
  const std::vector<double> high = balance_differential(ride_.power, {260.0, 20000.0});
  const std::vector<double> low = balance_differential(ride_.power, {240.0, 20000.0});
  const std::vector<double> integral = balance_integral(ride_.power, {240.0, 20000.0});
  for (std::size_t i = 0; i < high.size(); ++i) {
    EXPECT_LE(low[i], high[i] + 1e-9);
    EXPECT_LE(high[i], 20000.0);
    EXPECT_LE(integral[i], 20000.0);
  }
}

TEST_P(AnyRide, DecouplingDoesNotDependOnTheUnitOfOutput) {
  const double one = aerobic_decoupling(ride_.power, ride_.heart_rate).value;
  EXPECT_NEAR(aerobic_decoupling(times(3.0, ride_.power), ride_.heart_rate).value, one, 1e-9);
  EXPECT_NEAR(aerobic_decoupling(twice(ride_.power), twice(ride_.heart_rate)).value, 0.0, 1e-9) << "two equal halves";
}

TEST_P(AnyRide, RmssdScalesAndForgetsTheMean) {
  std::vector<double> rr;
  for (std::size_t i = 0; i < 300; ++i) rr.push_back(0.8 + 0.0005 * (ride_.heart_rate[i] - 130.0));
  const double one = rmssd(rr).rmssd;
  EXPECT_NEAR(rmssd(times(1.2, rr)).rmssd, 1.2 * one, 1e-9);
  std::vector<double> later = rr;
  for (double& interval : later) interval += 0.1;
  EXPECT_NEAR(rmssd(later).rmssd, one, 1e-9);
  rr[100] *= 1.8;
  EXPECT_NEAR(rmssd(rr).rmssd, one, 0.05 * one) << "an ectopic beat changes little";
  EXPECT_EQ(rmssd(rr).dropped, 1U);
}

TEST_P(AnyRide, MonotonyDoesNotDependOnTheUnitNorOnOrder) {
  std::array<double, 7> week{};
  for (std::size_t d = 0; d < 7; ++d) week[d] = ride_.power[60 * d];
  const WeekShape one = week_shape(week);
  std::ranges::reverse(week);
  for (double& load : week) load *= 10.0;
  const WeekShape ten = week_shape(week);
  EXPECT_NEAR(ten.monotony, one.monotony, 1e-9);
  EXPECT_NEAR(ten.strain, 10.0 * one.strain, 1e-6);
}

}  // namespace
}  // namespace formcast::intake
