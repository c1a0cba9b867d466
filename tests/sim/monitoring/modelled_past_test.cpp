#include "sim/monitoring/modelled_past.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "sim/monitoring/influence.hpp"
#include "sim/monitoring/readiness.hpp"

namespace formcast {
namespace {

constexpr double kTau1 = 40.0, kTau2 = 8.0, kK1 = 0.05, kK2 = 0.08, kBase = 300.0;

/// An athlete with known parameters: Banister's model, one node, no scatter. `unit`: of performance.
Twin known_twin(int days, double unit = 1.0) {
  Twin twin;
  twin.athlete = "known";
  twin.timing = Timing::kNextDay;
  twin.performance_unit = "W";
  twin.load_unit = "AU";
  twin.start = date::sys_days{date::year{2024} / 1 / 1};  // a Monday
  for (int day = 0; day < days; ++day) twin.load.push_back(day % 7 == 6 ? 0.0 : 60.0 + 40.0 * std::sin(0.2 * day));
  twin.load_known.assign(twin.load.size(), 1);
  twin.usual_load = 70.0;
  twin.performance_scale = kBase * unit;
  TwinModel model;
  model.name = "banister";
  model.weight = model.probability = 1.0;
  model.shape_names = {"tau1", "tau2"};
  model.coefficient_names = {"p0", "k1", "k2"};
  model.node_weight = model.node_probability = {1.0};
  model.shape = {kTau1, kTau2};
  model.before = {0.0};
  model.walk_sd = {0.0};
  model.test_sd = {1e-6 * unit};
  model.state_sd = {0.0};
  model.mean = {kBase * unit, kK1 * unit, kK2 * unit};
  const double tiny = 1e-16 * unit * unit;
  model.covariance = {tiny, 0.0, tiny, 0.0, 0.0, tiny};
  twin.models = {model};
  return twin;
}

/// Performance by the sums of the model's definition: a day's load counts from the next day on.
double performance(const std::vector<double>& load, int day) {
  double p = kBase;
  for (int i = 0; i < day; ++i) {
    const double w = load[static_cast<std::size_t>(i)];
    p += w * (kK1 * std::exp((i - day) / kTau1) - kK2 * std::exp((i - day) / kTau2));
  }
  return p;
}

float median(const ModelledPast& past, Output output, int day) {
  return past.bands[static_cast<std::size_t>(output)][static_cast<std::size_t>(day)][2];
}

TEST(ModelledPast, IsTheModelIfParametersAreKnown) {
  const Twin twin = known_twin(90);
  const ModelledPast past = modelled_past(twin);
  ASSERT_EQ(past.days(), 90);
  for (const int day : {0, 1, 30, 89}) {
    EXPECT_NEAR(static_cast<double>(median(past, Output::kPerformance, day)), performance(twin.load, day), 1e-3) << day;
    EXPECT_NEAR(static_cast<double>(median(past, Output::kForm, day)), performance(twin.load, day) - kBase, 1e-3)
        << day;
  }
  EXPECT_EQ(past.norm_days, 90);
}

TEST(ModelledPast, ABaselineThatWandersFollowsTheTests) {
  Twin twin = known_twin(60);
  TwinModel& model = twin.models[0];
  model.mean = {kBase + 20.0, 0.0, 0.0};  // where two months of wandering have led
  model.walk_sd = {2.0};
  model.test_sd = {1.0};
  twin.tests = {{10, kBase - 10.0}, {30, kBase + 10.0}, {59, kBase + 20.0}};
  const ModelledPast past = modelled_past(twin);
  for (const formcast::Test& test : twin.tests) {
    const Quantiles& of = past.bands[0][static_cast<std::size_t>(test.day)];
    EXPECT_LT(static_cast<double>(of.front()), test.performance);
    EXPECT_GT(static_cast<double>(of.back()), test.performance);
    EXPECT_NEAR(static_cast<double>(of[2]), test.performance, 1.0) << test.day;
  }
  // Half-way between two tests ten days from either, in the middle and less sure.
  const Quantiles &between = past.bands[0][20], &at = past.bands[0][30];
  EXPECT_NEAR(static_cast<double>(between[2]), kBase, 1.5);
  EXPECT_GT(between.back() - between.front(), 2.0f * (at.back() - at.front()));
}

TEST(ModelledPast, AShortRecordHasNoNorm) {
  const ModelledPast past = modelled_past(known_twin(static_cast<int>(Norm::kFewestDays) - 1));
  EXPECT_FALSE(past.bands[0].empty());
  EXPECT_TRUE(past.norm.empty());
  EXPECT_EQ(modelled_past(known_twin(static_cast<int>(Norm::kFewestDays))).norm.size(), Norm::kPoints);
  EXPECT_EQ(modelled_past(known_twin(370)).norm_days, static_cast<int>(Norm::kMostDays));
}

TEST(Readiness, GrowsWithPerformanceFromNothingToAll) {
  const ModelledPast past = modelled_past(known_twin(120));
  ASSERT_TRUE(std::is_sorted(past.norm.begin(), past.norm.end()));
  EXPECT_EQ(readiness(past.norm, -1e9), 0.0);
  EXPECT_EQ(readiness(past.norm, 1e9), 100.0);
  double before = -1.0;
  const double low = static_cast<double>(past.norm.front()), high = static_cast<double>(past.norm.back());
  for (int i = 1; i < 100; ++i) {
    const double now = readiness(past.norm, low + 0.01 * i * (high - low));
    EXPECT_GT(now, before);
    EXPECT_LT(now, 100.0);
    before = now;
  }
  EXPECT_TRUE(std::isnan(readiness(past.norm, std::nan(""))));
}

TEST(Readiness, TheMiddleOfTheNormIsFifty) {
  const ModelledPast past = modelled_past(known_twin(120));
  EXPECT_NEAR(readiness(past.norm, static_cast<double>(past.norm[Norm::kPoints / 2])), 50.0, 0.5);
  // Half of the days are below it.
  int below = 0;
  for (int day = 0; day < 120; ++day) {
    below += readiness(past.norm, static_cast<double>(median(past, Output::kPerformance, day))) < 50.0 ? 1 : 0;
  }
  EXPECT_NEAR(below, 60, 1);
}

TEST(Readiness, NeedsNoUnit) {
  const ModelledPast watts = modelled_past(known_twin(120)), kilowatts = modelled_past(known_twin(120, 1e-3));
  for (const int day : {3, 50, 90, 119}) {
    const double p = performance(known_twin(120).load, day) + 0.3;
    EXPECT_NEAR(readiness(watts.norm, p), readiness(kilowatts.norm, 1e-3 * p), 0.1) << day;
  }
}

TEST(Readiness, BandsAreThoseOfPerformance) {
  const ModelledPast past = modelled_past(known_twin(120));
  const Quantiles bands = past.bands[0][60], of = readiness(past.norm, bands);
  for (std::size_t q = 0; q < of.size(); ++q) {
    EXPECT_EQ(of[q], static_cast<float>(readiness(past.norm, static_cast<double>(bands[q]))));
  }
}

TEST(Influence, AgreesWithTheModel) {
  const Twin twin = known_twin(70);  // ten weeks from a Monday
  const std::vector<double> plan(30, 50.0);
  constexpr int kTarget = 24;  // Thursday of the fourth week of the plan
  const auto weeks = influence(twin, plan, kTarget);
  ASSERT_EQ(weeks.size(), 14u);
  EXPECT_EQ(weeks.front().first, 0);
  EXPECT_EQ(weeks.back().first, 91);
  EXPECT_EQ(weeks.back().days, 4);
  EXPECT_DOUBLE_EQ(weeks[11].load, 7 * 50.0);
  for (const WeekInfluence& week : weeks) {
    double expected = 0.0;
    for (int day = week.first; day < week.first + week.days; ++day) {
      const double ago = 70 + kTarget - day;
      if (ago > 0.0) expected += kK1 * std::exp(-ago / kTau1) - kK2 * std::exp(-ago / kTau2);
    }
    EXPECT_NEAR(static_cast<double>(week.change[2]), expected * twin.usual_load / week.days, 1e-4) << week.first;
  }
  EXPECT_LT(weeks.back().change[2], 0.0f);  // the last week tires
  EXPECT_GT(weeks[9].change[2], 0.0f);      // a month before it helps
}

TEST(Influence, OfALongRecordGoesHalfAYearBack) {
  EXPECT_EQ(influence(known_twin(400), std::vector<double>(40, 50.0), 39).size(), 26u);
}

}  // namespace
}  // namespace formcast
