#include "sim/measures/best_means.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace formcast::intake {
namespace {

Series series_of(const std::vector<int>& seconds, double power) {
  Series series;
  series.start = 1e9;
  series.second = seconds;
  series.power.assign(seconds.size(), power);
  return series;
}

std::vector<int> range(int from, int to) {
  std::vector<int> result;
  for (int s = from; s < to; ++s) result.push_back(s);
  return result;
}

std::vector<int> with_gap(int before, int gap, int after) {
  std::vector<int> seconds = range(0, before);
  for (const int s : range(before + gap, before + gap + after)) seconds.push_back(s);
  return seconds;
}

double best(const Series& series, int duration) {
  return best_means(series, series.power, std::array<int, 1>{duration})[0].value;
}

TEST(BestMeans, CountShortGapsAsZeros) {
  const Series series = series_of(with_gap(60, 30, 60), 300.0);
  EXPECT_EQ(best(series, 60), 300.0);
  EXPECT_DOUBLE_EQ(best(series, 150), 300.0 * 120.0 / 150.0);
  EXPECT_DOUBLE_EQ(best(series, 90), 300.0 * 60.0 / 90.0);
}

TEST(BestMeans, BreakAtLongGaps) {
  const Series series = series_of(with_gap(60, 31, 60), 300.0);
  EXPECT_EQ(best(series, 60), 300.0);
  EXPECT_TRUE(std::isnan(best(series, 61))) << "no stretch is so long";
}

TEST(BestMeans, TakeUnknownValuesAsGaps) {
  Series series = series_of(range(0, 100), 200.0);
  for (std::size_t i = 40; i < 60; ++i) series.power[i] = kMissing;
  EXPECT_DOUBLE_EQ(best(series, 100), 160.0);
  for (std::size_t i = 40; i < 75; ++i) series.power[i] = kMissing;
  EXPECT_TRUE(std::isnan(best(series, 100)));
  EXPECT_EQ(best(series, 40), 200.0);
}

TEST(BestMeans, SayWhere) {
  Series series = series_of(range(10, 110), 100.0);
  for (std::size_t i = 50; i < 60; ++i) series.power[i] = 400.0;
  const BestMean b = best_means(series, series.power, std::array<int, 1>{10})[0];
  EXPECT_EQ(b.value, 400.0);
  EXPECT_EQ(b.start, 60);
}

TEST(BestMeans, HaveNothingOfNothing) {
  EXPECT_TRUE(std::isnan(best(Series{}, 1)));
  Series unknown = series_of(range(0, 10), kMissing);
  EXPECT_TRUE(std::isnan(best(unknown, 1)));
}

TEST(BestMeans, OfASeasonAreTheBetterOnes) {
  const std::vector<BestMean> a{{5, 900.0, 1}, {60, 400.0, 2}, {300, kMissing, 0}};
  const std::vector<BestMean> b{{5, 800.0, 7}, {60, 450.0, 8}, {300, 320.0, 9}};
  const std::vector<BestMean> best = better(a, b);
  EXPECT_EQ(best[0].value, 900.0);
  EXPECT_EQ(best[1].start, 8);
  EXPECT_EQ(best[2].value, 320.0);
}

}  // namespace
}  // namespace formcast::intake
