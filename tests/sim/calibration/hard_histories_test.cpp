// Histories that a laboratory does not have: mistyped digits, ratings, very few tests, any unit. Whatever they hold,
// their twin has finite weights and reads back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "sim/calibration/calibrate.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

Twin calibrated(const AthleteHistory& athlete) { return calibrate(athlete, History{}, Timing::kNextDay); }

/// The forecast of the day after the record: the mean of the members' levels, fitness and fatigue included.
double expected(const Calibration& of, int test) { return of.rolling.twin({test, test}).mean(); }

AthleteHistory first_days(int days) {
  AthleteHistory athlete = shipped_athlete("busso_2017.csv", 0);
  athlete.load.resize(static_cast<std::size_t>(days));
  std::erase_if(athlete.tests, [&](const Test& test) { return test.day >= days; });
  return athlete;
}

/// Trained most days, tested every third; tests scatter by a share of performance.
AthleteHistory scattered(double performance, double load, double scatter, unsigned seed) {
  AthleteHistory athlete;
  athlete.athlete = "A1";
  athlete.start = date::sys_days{date::year{2024} / 1 / 1};
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  for (int day = 0; day < 45; ++day) {
    athlete.load.push_back(day % 7 == 6 ? 0.0 : load * (0.5 + static_cast<double>(random() % 100) / 100.0));
    if (day % 3 == 1) athlete.tests.push_back({day, performance * std::exp(scatter * normal(random))});
  }
  return athlete;
}

void expect_usable(const AthleteHistory& athlete) {
  const Twin twin = calibrated(athlete);
  EXPECT_NO_THROW((void)parse_twin(to_json(twin), "twin.json"));
}

TEST(HardHistories, AMistypedTestAnywhereLeavesATwin) {
  for (const double times : {10.0, 0.1, 2.0, 100.0}) {
    for (const std::size_t at : {0u, 7u, 17u}) {
      AthleteHistory athlete = first_days(50);
      athlete.tests.at(std::min(at, athlete.tests.size() - 1)).performance *= times;
      expect_usable(athlete);
    }
  }
}

TEST(HardHistories, AMistypedTestMovesNoForecast) {
  const AthleteHistory sound = first_days(70);
  AthleteHistory mistyped = sound;
  mistyped.tests[mistyped.tests.size() - 3].performance *= 10.0;
  const int last = static_cast<int>(sound.tests.size()) - 1;
  const Calibration with = calibrate_and_forecast(mistyped, History{}, Timing::kNextDay);
  const Calibration without = calibrate_and_forecast(sound, History{}, Timing::kNextDay);
  EXPECT_NEAR(expected(with, last) / expected(without, last), 1.0, 0.03);
}

TEST(HardHistories, AnyUnitAndAnyScatter) {
  for (const double performance : {1e-6, 1.0, 1e6}) {
    for (const double load : {1e-6, 1e6}) {
      for (const double scatter : {0.001, 0.05, 0.6}) expect_usable(scattered(performance, load, scatter, 1));
    }
  }
}

/// The same athlete in another unit is the same athlete.
TEST(HardHistories, UnitsChangeNothing) {
  const Calibration one = calibrate_and_forecast(scattered(300.0, 100.0, 0.03, 2), History{}, Timing::kNextDay);
  const Calibration other = calibrate_and_forecast(scattered(3e6, 1e-4, 0.03, 2), History{}, Timing::kNextDay);
  const int last = static_cast<int>(one.twin.tests.size()) - 1;
  EXPECT_NEAR(expected(one, last) * 1e4 / expected(other, last), 1.0, 1e-5);
}

TEST(HardHistories, TheEdgeOfThePriorIsReported) {
  EXPECT_THAT(calibrated(scattered(5.0, 100.0, 1.2, 3)).warnings, Contains(HasSubstr("as much as the prior allows")));
  EXPECT_THAT(calibrated(scattered(300.0, 100.0, 1e-5, 3)).warnings, Contains(HasSubstr("less than the prior allows")));
}

TEST(HardHistories, OneTestIsTheForecast) {
  AthleteHistory athlete = scattered(300.0, 100.0, 0.0, 4);
  athlete.load.resize(60, 100.0);
  athlete.tests = {{0, 300.0}, {59, 300.0}};
  const NormalMixture forecast = calibrate_and_forecast(athlete, History{}, Timing::kNextDay).rolling.twin({1, 1});
  EXPECT_NEAR(forecast.quantile(0.5), 300.0, 15.0);
  EXPECT_GT(forecast.quantile(0.05), 200.0);
  EXPECT_LT(forecast.quantile(0.95), 500.0);
}

/// The more was done the worse the tests: gains that cannot be positive are zero and the level carries the forecast.
TEST(HardHistories, HarmfulTrainingIsNoEffect) {
  AthleteHistory athlete = scattered(300.0, 100.0, 0.002, 5);
  double sum = 0.0;
  std::size_t test = 0;
  for (int day = 0; day < athlete.days(); ++day) {
    if (test < athlete.tests.size() && athlete.tests[test].day == day) athlete.tests[test++].performance -= 0.02 * sum;
    sum += athlete.load[static_cast<std::size_t>(day)];
  }
  expect_usable(athlete);
}

TEST(HardHistories, UsualLoadIsNeitherABreakNorAnEmptyBeginning) {
  AthleteHistory athlete = scattered(300.0, 100.0, 0.02, 6);
  athlete.load.assign(200, 100.0);
  for (std::size_t day = 0; day < 40; ++day) athlete.load[day] = 0.0;
  for (std::size_t day = 120; day < 160; ++day) athlete.load[day] = 0.0;
  athlete.tests = {{45, 300.0}, {90, 305.0}, {199, 301.0}};
  EXPECT_NEAR(athlete_scale(athlete).load, 100.0, 25.0);
  EXPECT_GT(scale_epochs(athlete).front().scale.load, 25.0);  // known on day 46, of six days of training
}

}  // namespace
}  // namespace formcast
