#include "sim/calibration/calibrate.hpp"
#include "sim/inference/missing_loads.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>
#include <random>

#include "sim/calibration/summary.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

const History& watts() {
  static const History history = [] {
    History h;
    h.performance_unit = "W";
    return h;
  }();
  return history;
}

const ParameterSummary& parameter(const Twin& twin, const std::string& model, const std::string& name) {
  for (const ParameterSummary& p : twin.parameters) {
    if (p.model == model && p.name == name) return p;
  }
  throw std::runtime_error("no parameter " + model + "." + name);
}

/// An athlete that follows Banister exactly: tests every third day, scattering by `noise`.
AthleteHistory simulated(double noise, int days, unsigned seed) {
  AthleteHistory a;
  a.athlete = "simulated";
  a.start = date::sys_days{date::year{2020} / 1 / 6};
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  Banister::State<double> x{};
  const auto rates = Banister::rates<double>({30.0, 8.0});
  for (int day = 0; day < days; ++day) {
    const bool block = day / 21 % 2 == 0;
    const double load =
        day % 7 == 6 ? 0.0 : (block ? 140.0 : 40.0) * (0.7 + 0.6 * static_cast<double>(random() % 100) / 100.0);
    a.load.push_back(load);
    step_day<Banister, double>(Timing::kSameDay, rates, x, load, [&](const auto& seen) {
      if (day % 3 == 0) a.tests.push_back({day, 260.0 + 0.03 * seen.g - 0.05 * seen.h + noise * normal(random)});
    });
  }
  return a;
}

TEST(Calibrate, RecoversTheTruth) {
  const Twin twin = calibrate(simulated(3.0, 250, 3), watts(), Timing::kSameDay);
  for (const auto& [name, truth] : {std::pair("p0", 260.0), std::pair("k1", 0.03), std::pair("k2", 0.05),
                                    std::pair("tau1", 30.0), std::pair("tau2", 8.0), std::pair("test_sd", 3.0)}) {
    const ParameterSummary& p = parameter(twin, "banister", name);
    const double slack = 0.5 * (p.high - p.low);  // twice a 90 % interval: one truth in a thousand is outside
    EXPECT_LE(p.low - slack, truth) << name;
    EXPECT_GE(p.high + slack, truth) << name;
    EXPECT_NEAR(p.mean, truth, 0.5 * truth) << name;
  }
  EXPECT_LT(twin.models[0].probability, 0.01);  // a plain level cannot explain this athlete
  EXPECT_LT(twin.fit.twin.rmse, twin.fit.last_value.rmse);
  EXPECT_LT(twin.fit.twin.rmse, twin.fit.mean_of_five.rmse);
}

TEST(Calibrate, ForecastsRealTestsBetterThanNaiveBaselines) {
  for (std::size_t subject = 0; subject < 3; ++subject) {
    const Twin twin = calibrate(shipped_athlete("busso_2017.csv", subject), watts(), Timing::kNextDay);
    EXPECT_EQ(twin.fit.forecasts, static_cast<int>(twin.tests.size()) - 5);
    EXPECT_LT(twin.fit.twin.mape, twin.fit.last_value.mape) << subject;
    EXPECT_LT(twin.fit.twin.mape, twin.fit.mean_of_five.mape) << subject;
    EXPECT_GT(twin.fit.r2, 0.9) << subject;
  }
}

TEST(Calibrate, WeightsAreProbabilities) {
  const Twin twin = calibrate(shipped_athlete("clarke_skiba_cyclist.csv", 0), watts(), Timing::kSameDay);
  double weights = 0.0, probabilities = 0.0;
  for (const TwinModel& m : twin.models) {
    weights += m.weight;
    probabilities += m.probability;
    EXPECT_NEAR(std::accumulate(m.node_weight.begin(), m.node_weight.end(), 0.0), 1.0, 1e-12) << m.name;
    EXPECT_NEAR(std::accumulate(m.node_probability.begin(), m.node_probability.end(), 0.0), 1.0, 1e-12) << m.name;
    EXPECT_LE(m.nodes(), 512u) << m.name;
  }
  EXPECT_NEAR(weights, 1.0, 1e-12);
  EXPECT_NEAR(probabilities, 1.0, 1e-12);
  EXPECT_THAT(twin.warnings, ::testing::Contains(HasSubstr("only 9 tests")));
}

TEST(Calibrate, ScalesWithTheUnits) {
  AthleteHistory a = shipped_athlete("busso_2017.csv", 2);
  const Twin watt = calibrate(a, watts(), Timing::kNextDay);
  for (formcast::Test& t : a.tests) t.performance *= 0.01;
  for (double& w : a.load) w *= 7.0;
  const Twin other = calibrate(a, watts(), Timing::kNextDay);
  for (std::size_t m = 0; m < watt.models.size(); ++m) {
    EXPECT_NEAR(other.models[m].weight, watt.models[m].weight, 1e-6);
    EXPECT_NEAR(other.models[m].probability, watt.models[m].probability, 1e-6);
  }
  EXPECT_NEAR(parameter(other, "banister", "k1").mean, parameter(watt, "banister", "k1").mean * 0.01 / 7.0, 1e-9);
  EXPECT_NEAR(parameter(other, "banister", "tau1").mean, parameter(watt, "banister", "tau1").mean, 1e-6);
}

TEST(Calibrate, IsDeterministic) {
  const AthleteHistory& a = shipped_athlete("busso_2017.csv", 1);
  EXPECT_EQ(to_json(calibrate(a, watts(), Timing::kNextDay)), to_json(calibrate(a, watts(), Timing::kNextDay)));
}

TEST(Calibrate, MissingLoadsAreFilledByWeekdayAndCounted) {
  AthleteHistory a = simulated(2.0, 60, 8);
  for (int day = 0; day < 60; ++day) a.load[static_cast<std::size_t>(day)] = day % 7 == 6 ? 10.0 : 100.0;
  a.load[20] = std::numeric_limits<double>::quiet_NaN();  // a seventh day
  a.load[22] = std::numeric_limits<double>::quiet_NaN();
  const auto versions = fill_missing_loads(a);
  ASSERT_EQ(versions.size(), static_cast<std::size_t>(kImputations));
  for (const std::vector<double>& filled : versions) {
    EXPECT_DOUBLE_EQ(filled[20], 10.0);
    EXPECT_DOUBLE_EQ(filled[22], 100.0);
  }
  const Twin twin = calibrate(a, watts(), Timing::kSameDay);
  EXPECT_EQ(twin.missing_loads(), 2);
  EXPECT_THAT(twin.warnings, ::testing::Contains(HasSubstr("2 of 60 loads are missing")));
}

TEST(Calibrate, WorksFromOneTestOn) {
  AthleteHistory a = simulated(2.0, 40, 9);
  for (const std::size_t tests : {1u, 2u, 3u, 6u}) {
    AthleteHistory few = a;
    few.tests.resize(tests);
    const Twin twin = calibrate(few, watts(), Timing::kSameDay);
    for (const ParameterSummary& p : twin.parameters) {
      EXPECT_TRUE(std::isfinite(p.mean) && std::isfinite(p.low) && std::isfinite(p.high)) << p.name;
      EXPECT_LE(p.low, p.high) << p.name;
    }
    EXPECT_THAT(twin.warnings, ::testing::Contains(HasSubstr("only " + std::to_string(tests) + " test")));
  }
}

TEST(Calibrate, AllRestIsNoError) {
  AthleteHistory a = simulated(2.0, 40, 9);
  std::fill(a.load.begin(), a.load.end(), 0.0);
  const Twin twin = calibrate(a, watts(), Timing::kSameDay);
  EXPECT_TRUE(std::isfinite(twin.fit.rmse));
}

TEST(Calibrate, WarnsWhenTheLoadsExplainNothing) {
  AthleteHistory a = simulated(0.0, 200, 4);
  std::mt19937 random(6);
  std::normal_distribution<double> normal;
  for (formcast::Test& t : a.tests) t.performance = 300.0 + 6.0 * normal(random);
  const Twin twin = calibrate(a, watts(), Timing::kSameDay);
  EXPECT_GT(twin.models[0].probability, 0.5);
  EXPECT_THAT(twin.warnings, ::testing::Contains(HasSubstr("the loads explain these tests no better")));
}

TEST(SpreadQuantile, SpreadsEachValueOverItsCell) {
  const std::vector<double> values{1.0, 10.0, 100.0}, weights{0.25, 0.5, 0.25};
  EXPECT_NEAR(spread_quantile(values, weights, 0.5), 10.0, 1e-12);
  EXPECT_NEAR(spread_quantile(values, weights, 0.25), std::sqrt(10.0), 1e-12);
  EXPECT_NEAR(spread_quantile(values, weights, 0.75), std::sqrt(1000.0), 1e-9);
  EXPECT_EQ(spread_quantile(std::vector<double>{7.0}, std::vector<double>{1.0}, 0.05), 7.0);
}

}  // namespace
}  // namespace formcast
