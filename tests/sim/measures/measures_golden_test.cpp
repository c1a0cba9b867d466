// Numbers of one ride, computed by a program in another language from the definitions; an open implementation
// (sauce4strava, MIT) gives the same weighted power, W' balances, heart-rate stress and best means. Names that end in
// "Refused" hold definitions that are not ours, as numbers that ours must differ from.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sim/measures/best_means.hpp"
#include "sim/measures/critical_power_balance.hpp"
#include "sim/measures/heart_rate_load.hpp"
#include "sim/measures/heart_rate_variability.hpp"
#include "sim/measures/measures.hpp"
#include "sim/measures/measures_endurance.hpp"
#include "sim/measures/measures_power.hpp"
#include "sim/measures/measures_sampling.hpp"
#include "sim/measures/measures_session.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"

namespace formcast::intake {
namespace {

using namespace testing_measures;

constexpr HeartRateRange kRange{50.0, 190.0};
constexpr double kThresholdPower = 250.0;

/// Four decimals, as the numbers are printed.
double printed(double value) { return std::round(1e4 * value) / 1e4; }

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

class GoldenRide : public testing::Test {
 protected:
  const Ride ride_ = golden_ride();
};

TEST_F(GoldenRide, IsTheRide) {
  ASSERT_EQ(ride_.power.size(), 3600U);
  EXPECT_EQ(printed(mean(ride_.power)), 184.62);
  EXPECT_EQ(printed(mean(ride_.heart_rate)), 144.0839);
}

TEST_F(GoldenRide, WeightedPower) {
  EXPECT_EQ(printed(weighted_power(ride_.power)), 227.8442);
  EXPECT_EQ(printed(fourth_power_mean(ride_.power, 30, Windows::kGrowing)), 227.4814);
}

TEST_F(GoldenRide, WeightedPowerRefused) {
  std::vector<double> zero_filled(29, 0.0);  // GoldenCheetah: the first windows hold zeros from before the ride
  zero_filled.insert(zero_filled.end(), ride_.power.begin(), ride_.power.end());
  EXPECT_EQ(printed(weighted_power(zero_filled)), 227.4008);
  std::vector<double> without_zeros = ride_.power;
  std::erase(without_zeros, 0.0);
  EXPECT_EQ(printed(weighted_power(without_zeros)), 235.6659) << "coasting left out: wrong";
}

TEST_F(GoldenRide, PowerStress) {
  // From weighted powers as printed.
  EXPECT_EQ(printed(power_stress(227.8442, kThresholdPower, 3600.0)), 83.0608);
  EXPECT_EQ(printed(power_stress(227.4008, kThresholdPower, 3600.0)), 82.7378);
  EXPECT_NEAR(power_stress(weighted_power(ride_.power), kThresholdPower, 3600.0), 83.0608, 1e-4);
}

TEST_F(GoldenRide, Xpower) {
  EXPECT_EQ(printed(xpower(ride_.power)), 221.4684);
  EXPECT_EQ(printed(power_stress(221.4684, kThresholdPower, 3600.0)), 78.4772);
}

TEST_F(GoldenRide, XpowerRefused) {
  const double kept = std::exp(-1.0 / 25.0);
  double weighted = 0.0, total = 0.0;
  for (const double p : ride_.power) {
    weighted = weighted * kept + p * (1.0 - kept);
    total += std::pow(weighted, 4.0);
  }
  EXPECT_EQ(printed(std::pow(total / 3600.0, 0.25)), 221.6356) << "a decay by e^(-1/25) is another measure";
}

TEST_F(GoldenRide, Trimp) {
  EXPECT_EQ(printed(trimp(ride_.heart_rate, kRange, kMen)), 103.448);
  EXPECT_EQ(printed(trimp(ride_.heart_rate, kRange, kWomen)), 115.5356);
}

TEST_F(GoldenRide, TrimpRefused) {
  EXPECT_EQ(printed(trimp(ride_.heart_rate, kRange, {0.64, 1.67})), 85.98) << "women with the factor of men";
  EXPECT_EQ(printed(trimp(ride_.heart_rate, kRange, {0.821776, 1.67})), 110.4004) << "a factor in between";
  const std::vector<double> flat(3600, mean(ride_.heart_rate));
  EXPECT_EQ(printed(trimp(flat, kRange, kMen)), 93.7747) << "from the mean heart rate";
}

TEST_F(GoldenRide, HeartRateZones) {
  EXPECT_EQ(printed(edwards(ride_.heart_rate, 190.0)), 182.7333);
  EXPECT_EQ(printed(lucia(ride_.heart_rate, {145.0, 165.0})), 104.8);
}

TEST_F(GoldenRide, HeartRateZonesRefused) {
  const double in_seconds = 60.0 * edwards(ride_.heart_rate, 190.0);
  EXPECT_EQ(printed(in_seconds), 10964.0) << "seconds for minutes";
  double after_edges = 0.0;  // a heart rate on an edge counted below it
  for (const double h : ride_.heart_rate) {
    for (const double percent : {50.0, 60.0, 70.0, 80.0, 90.0}) after_edges += 100.0 * h > percent * 190.0 ? 1.0 : 0.0;
  }
  EXPECT_LT(after_edges / 60.0, 182.0);
}

TEST_F(GoldenRide, HeartRateStress) {
  const double load = trimp(ride_.heart_rate, kRange, kMen);
  EXPECT_EQ(printed(heart_rate_stress(load, 165.0, kRange, kMen)), 67.7449);
}

TEST_F(GoldenRide, SessionRpe) {
  EXPECT_EQ(session_rpe(6.0, 3600.0), 360.0);
  EXPECT_NE(session_rpe(6.0, 60.0), 360.0) << "minutes for seconds";
}

TEST_F(GoldenRide, Decoupling) {
  // Halves by samples, of which the program cuts at 1799.
  const std::span<const double> p(ride_.power), h(ride_.heart_rate);
  const double first = efficiency(p.first(1799), h.first(1799));
  const double second = efficiency(p.subspan(1799), h.subspan(1799));
  EXPECT_EQ(printed(100.0 * (first - second) / first), -3.3609);
  const Decoupling ours = aerobic_decoupling(p, h);
  EXPECT_NEAR(100.0 * ours.value, -3.3609, 0.1) << "halves by time: one second later";
  EXPECT_FALSE(ours.steady) << "intervals";
  EXPECT_NEAR(ours.variability, 227.8442 / 184.62, 1e-6);
  EXPECT_NE(printed(100.0 * (first / second - 1.0)), -3.3609) << "a share of the second half is another number";
}

TEST_F(GoldenRide, BestMeans) {
  const Series series = one_hertz(session_of(ride_));
  constexpr std::array<int, 4> kDurations{5, 60, 300, 1200};
  const std::vector<BestMean> best = best_means(series, series.power, kDurations);
  EXPECT_EQ(printed(best[0].value), 314.6);
  EXPECT_EQ(printed(best[1].value), 298.7667);
  EXPECT_EQ(printed(best[2].value), 277.6067);
  EXPECT_EQ(printed(best[3].value), 201.0875);
}

TEST_F(GoldenRide, Balance) {
  const PowerReserve reserve{240.0, 20000.0};
  const std::vector<double> differential = balance_differential(ride_.power, reserve);
  EXPECT_EQ(printed(*std::ranges::min_element(differential)), 4730.3911);
  EXPECT_EQ(printed(differential.back()), 18024.0869);
  EXPECT_EQ(printed(recovery_time_constant(ride_.power, 240.0)), 473.0622);
  const std::vector<double> integral = balance_integral(ride_.power, reserve);
  EXPECT_EQ(printed(*std::ranges::min_element(integral)), 5424.4923);
}

TEST_F(GoldenRide, MonotonyAndStrain) {
  constexpr std::array<double, 7> kWeek{300.0, 0.0, 420.0, 250.0, 0.0, 600.0, 380.0};
  const WeekShape week = week_shape(kWeek);
  EXPECT_EQ(printed(week.monotony), 1.3684);
  EXPECT_EQ(printed(week.strain), 2668.4375);
  EXPECT_EQ(printed(week.monotony * std::sqrt(6.0 / 7.0)), 1.2669) << "by the sample SD";
}

TEST_F(GoldenRide, Rmssd) {
  constexpr std::array<double, 10> kIntervals{0.812, 0.830, 0.801, 0.795, 0.840, 0.860, 0.833, 1.200, 0.820, 0.815};
  const BeatVariability beats = rmssd(kIntervals);
  EXPECT_EQ(printed(beats.rmssd), 25.0143);
  EXPECT_EQ(printed(beats.ln_rmssd), printed(std::log(25.0143)));
  EXPECT_EQ(beats.dropped, 1U);
  EXPECT_EQ(beats.differences, 7U);
  EXPECT_EQ(printed(rmssd(kIntervals, {10.0, 5}).rmssd), 177.4727) << "raw: an ectopic beat makes it sevenfold";
  std::vector<double> joined(kIntervals.begin(), kIntervals.end());
  std::erase(joined, 1.200);
  EXPECT_EQ(printed(rmssd(joined).rmssd), 23.8459) << "joined over the gap: wrong";
}

TEST_F(GoldenRide, Vo2max) {
  EXPECT_EQ(printed(vo2max_of_race(5000.0, 1200.0)), 49.8062);
  EXPECT_GT(vo2max_of_race(5000.0, 20.0), 500.0) << "minutes for seconds";
}

TEST_F(GoldenRide, AsASession) {
  const Session session = session_of(ride_);
  AthleteProfile athlete;
  athlete.heart_rate = kRange;
  athlete.threshold_heart_rate = 165.0;
  athlete.ventilatory = {145.0, 165.0};
  athlete.trimp = kMen;
  athlete.threshold_power = kThresholdPower;
  const auto load = [&](Measure measure) { return printed(load_of(session, {measure, ""}, athlete).value); };
  EXPECT_EQ(load(Measure::kTrimp), 103.448);
  EXPECT_EQ(load(Measure::kHeartRateStress), 67.7449);
  EXPECT_EQ(load(Measure::kEdwards), 182.7333);
  EXPECT_EQ(load(Measure::kLucia), 104.8);
  EXPECT_NEAR(load(Measure::kPowerStress), 83.0608, 1.5e-4);
  EXPECT_NEAR(load(Measure::kXpowerStress), 78.4772, 1.5e-4);
  EXPECT_EQ(load(Measure::kDuration), 60.0);
}

}  // namespace
}  // namespace formcast::intake
