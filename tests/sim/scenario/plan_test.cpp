#include "sim/scenario/plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

namespace formcast {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;

constexpr Week kUsual{10, 20, 30, 40, 50, 60, 70};
const Date kMonday = *parse_iso("2016-04-25");
constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

Date plus(Date date, int days) { return date + date::days{days}; }

/// Far from every scenario here, so that neither taper nor target day has an effect.
const Date kNever = plus(kMonday, -10000);

Plan plan_of(std::vector<Block> blocks) {
  Plan plan;
  plan.blocks = std::move(blocks);
  return plan;
}

Block level(double load, std::optional<int> weeks = std::nullopt) {
  Block block;
  block.week = Week{1, 1, 1, 1, 1, 1, 1};
  block.load = load;
  block.weeks = weeks;
  return block;
}

/// Load of the first day of each week.
std::vector<double> by_week(const std::vector<double>& load) {
  std::vector<double> weeks;
  for (std::size_t day = 0; day < load.size(); day += 7) weeks.push_back(load[day]);
  return weeks;
}

/// A season with everything in it but overrides and tests, whose loads are absolute.
Plan season(double load) {
  Block build;
  build.load = load;
  build.weeks = 5;
  build.ramp = 0.1;
  build.recovery_every = 3;
  Plan plan = plan_of({build, level(100 * load)});
  plan.taper = Taper{Taper::Shape::kLinear, 9, 0.3};
  return plan;
}

TEST(DailyLoads, UsualWeekIsTakenByWeekdayWhateverDayTheScenarioStarts) {
  const Plan plan = plan_of({Block{}});
  const std::vector<double> from_monday = daily_loads(plan, kMonday, 28, kNever, kUsual);
  EXPECT_THAT(std::vector<double>(from_monday.begin(), from_monday.begin() + 7),
              ElementsAre(10, 20, 30, 40, 50, 60, 70));
  for (int shift = 1; shift < 7; ++shift) {
    const std::vector<double> load = daily_loads(plan, plus(kMonday, shift), 14, kNever, kUsual);
    for (std::size_t day = 0; day < load.size(); ++day) {
      EXPECT_EQ(load[day], from_monday[day + static_cast<std::size_t>(shift)]) << shift << ' ' << day;
    }
  }
}

TEST(DailyLoads, OwnWeekReplacesTheUsualOne) {
  Block block;
  block.week = Week{0, 1, 2, 3, 4, 5, 6};
  block.load = 2.0;
  EXPECT_THAT(daily_loads(plan_of({block}), plus(kMonday, 5), 4, kNever, kUsual), ElementsAre(10, 12, 0, 2));
}

TEST(DailyLoads, AFactorOnEveryBlockIsAFactorOnEveryDay) {
  const Date target = plus(kMonday, 50);
  const std::vector<double> one = daily_loads(season(1.0), kMonday, 60, target, kUsual);
  const std::vector<double> half = daily_loads(season(0.5), kMonday, 60, target, kUsual);
  for (std::size_t day = 0; day < one.size(); ++day) EXPECT_DOUBLE_EQ(half[day], 0.5 * one[day]) << day;
  EXPECT_GT(std::accumulate(one.begin(), one.end(), 0.0), 0.0);
  EXPECT_THAT(daily_loads(season(0.0), kMonday, 60, target, kUsual), Each(0.0));
}

TEST(DailyLoads, BlocksFollowEachOtherAndThenComesRest) {
  const std::vector<double> load =
      daily_loads(plan_of({level(3, 2), level(5, 1)}), plus(kMonday, 3), 35, kNever, kUsual);
  EXPECT_THAT(by_week(load), ElementsAre(3, 3, 5, 0, 0));
  EXPECT_EQ(load[20], 5);
  EXPECT_EQ(load[21], 0);
}

TEST(DailyLoads, APlanWithoutBlocksIsRest) {
  Plan plan;
  plan.repeat = true;
  EXPECT_THAT(daily_loads(plan, kMonday, 10, kNever, kUsual), Each(0.0));
}

TEST(DailyLoads, ABlockLongerThanTheScenarioIsCut) {
  EXPECT_THAT(daily_loads(plan_of({level(3, 1), level(5, 100)}), kMonday, 9, kNever, kUsual),
              ElementsAre(3, 3, 3, 3, 3, 3, 3, 5, 5));
  EXPECT_THAT(daily_loads(plan_of({level(3, 1), level(5, 1)}), kMonday, 2, kNever, kUsual), ElementsAre(3, 3));
}

TEST(DailyLoads, RepeatIsPeriodicInTheWeeksOfItsBlocks) {
  Block ramped;
  ramped.weeks = 3;
  ramped.ramp = 0.2;
  ramped.recovery_every = 3;
  Plan plan = plan_of({ramped, level(7, 1)});
  plan.repeat = true;
  const std::vector<double> load = daily_loads(plan, plus(kMonday, 2), 100, kNever, kUsual);
  for (std::size_t day = 28; day < load.size(); ++day) EXPECT_EQ(load[day], load[day - 28]) << day;
  plan.repeat = false;
  const std::vector<double> once = daily_loads(plan, plus(kMonday, 2), 100, kNever, kUsual);
  EXPECT_TRUE(std::equal(once.begin(), once.begin() + 28, load.begin()));
  EXPECT_THAT(std::vector<double>(once.begin() + 28, once.end()), Each(0.0));
}

TEST(DailyLoads, RampCountsLoadingWeeksAndRecoveryIsAShareOfThem) {
  Block block = level(100, 8);
  block.ramp = 0.1;
  block.recovery_every = 4;
  block.recovery_load = 0.5;
  const std::vector<double> weeks = by_week(daily_loads(plan_of({block}), kMonday, 56, kNever, kUsual));
  const std::vector<double> expected{100, 110, 121, 0.5 * 133.1, 133.1, 146.41, 161.051, 0.5 * 177.1561};
  ASSERT_EQ(weeks.size(), expected.size());
  for (std::size_t n = 0; n < weeks.size(); ++n) EXPECT_NEAR(weeks[n], expected[n], 1e-9) << n;
}

/// A plan of which some weeks are over goes on as it would have, to the last bit.
TEST(DailyLoads, BlocksThatBeganBeforeTheStartGoOn) {
  for (const bool repeat : {false, true}) {
    Plan plan = season(1.1);
    plan.repeat = repeat;
    plan.blocks.back().weeks = 2;
    const std::vector<double> whole = daily_loads(plan, kMonday, 80, plus(kMonday, 70), kUsual);
    for (const int over : {1, 7, 16, 40}) {
      plan.begin = kMonday;
      const std::vector<double> rest = daily_loads(plan, plus(kMonday, over), 80 - over, plus(kMonday, 70), kUsual);
      EXPECT_TRUE(std::equal(rest.begin(), rest.end(), whole.begin() + over, whole.end())) << over;
    }
  }
}

TEST(DailyLoads, UntilTheBlocksBeginThereIsTheFirstBlocksWeek) {
  Plan plan = season(1.1);
  plan.begin = plus(kMonday, 9);
  const std::vector<double> load = daily_loads(plan, kMonday, 23, kNever, kUsual);
  for (std::size_t day = 0; day < 9; ++day) EXPECT_EQ(load[day], kUsual[day % 7]);
  EXPECT_EQ(load[9], kUsual[2] * 1.1);
  EXPECT_EQ(load[16], kUsual[2] * (1.1 * 1.1));
  plan.blocks[0].week = Week{7, 6, 5, 4, 3, 2, 1};
  EXPECT_EQ(daily_loads(plan, kMonday, 23, kNever, kUsual)[8], 6.0);
  plan.begin = plus(kMonday, 100);
  EXPECT_EQ(daily_loads(plan, kMonday, 8, kNever, kUsual)[7], 7.0);
}

TEST(DailyLoads, RecoveryWeeksAreCountedWithinTheirBlock) {
  Block block = level(10, 3);
  block.recovery_every = 2;
  block.recovery_load = 0.0;
  EXPECT_THAT(by_week(daily_loads(plan_of({block, block}), kMonday, 42, kNever, kUsual)),
              ElementsAre(10, 0, 10, 10, 0, 10));
}

TEST(DailyLoads, NegativeRampFalls) {
  Block block = level(100);
  block.ramp = -0.5;
  EXPECT_THAT(by_week(daily_loads(plan_of({block}), kMonday, 28, kNever, kUsual)), ElementsAre(100, 50, 25, 12.5));
}

TEST(Taper, StepHoldsItsShareFromItsFirstDayToTheEve) {
  Plan plan = plan_of({level(100)});
  plan.taper = Taper{Taper::Shape::kStep, 3, 0.4};
  EXPECT_THAT(daily_loads(plan, kMonday, 8, plus(kMonday, 5), kUsual), ElementsAre(100, 100, 40, 40, 40, 0, 100, 100));
}

TEST(Taper, LinearFallsInEqualStepsToItsShareOnTheEve) {
  Plan plan = plan_of({level(100)});
  plan.taper = Taper{Taper::Shape::kLinear, 4, 0.2};
  const std::vector<double> load = daily_loads(plan, kMonday, 6, plus(kMonday, 5), kUsual);
  const std::vector<double> expected{100, 80, 60, 40, 20, 0};
  for (std::size_t day = 0; day < load.size(); ++day) EXPECT_NEAR(load[day], expected[day], 1e-12) << day;
  EXPECT_EQ(load[4], 20);
}

TEST(Taper, ExponentialFollowsItsEquation) {
  Plan plan = plan_of({level(100)});
  plan.taper = Taper{Taper::Shape::kExponential, 14, 0.4};
  const std::vector<double> load = daily_loads(plan, kMonday, 21, plus(kMonday, 20), kUsual);
  for (int t = 1; t <= 14; ++t) {
    const double fall = (std::exp(-4.0 * t / 14) - std::exp(-4.0)) / (1 - std::exp(-4.0));
    EXPECT_NEAR(load[static_cast<std::size_t>(5 + t)], 100 * (0.4 + 0.6 * fall), 1e-12) << t;
  }
  EXPECT_EQ(load[5], 100);
  EXPECT_EQ(load[19], 40);
}

TEST(Taper, NeverRaisesALoadNorTouchesOtherDays) {
  const Date target = plus(kMonday, 33);
  for (const Taper::Shape shape : {Taper::Shape::kStep, Taper::Shape::kLinear, Taper::Shape::kExponential}) {
    for (const int days : {1, 2, 14, 33, 60}) {
      for (const double to : {0.0, 0.4, 1.0}) {
        Plan plan = season(1.0);
        plan.taper.reset();
        const std::vector<double> full = daily_loads(plan, kMonday, 40, target, kUsual);
        plan.taper = Taper{shape, days, to};
        const std::vector<double> tapered = daily_loads(plan, kMonday, 40, target, kUsual);
        for (int day = 0; day < 40; ++day) {
          const auto d = static_cast<std::size_t>(day);
          const bool inside = day < 33 && day >= 33 - days;
          EXPECT_LE(tapered[d], full[d] * (1 + 1e-15)) << day;
          EXPECT_GE(tapered[d], full[d] * to * (1 - 1e-15)) << day;
          if (!inside || to == 1.0) {
            EXPECT_DOUBLE_EQ(tapered[d], full[d]) << day;
          }
        }
      }
    }
  }
}

TEST(Taper, LongerThanTheDaysToTheTargetBeginsBeforeTheStart) {
  Plan plan = plan_of({level(100)});
  plan.taper = Taper{Taper::Shape::kExponential, 10, 0.2};
  const std::vector<double> whole = daily_loads(plan, kMonday, 15, plus(kMonday, 12), kUsual);
  const std::vector<double> late = daily_loads(plan, plus(kMonday, 6), 9, plus(kMonday, 12), kUsual);
  EXPECT_TRUE(std::equal(late.begin(), late.end(), whole.begin() + 6));
  EXPECT_THAT(daily_loads(plan, kMonday, 2, kMonday, kUsual), ElementsAre(0, 100));
}

TEST(DailyLoads, TheTargetDayCarriesNoTrainingOnlyWhatItsTestCosts) {
  Plan plan = plan_of({level(100)});
  EXPECT_THAT(daily_loads(plan, kMonday, 4, plus(kMonday, 2), kUsual), ElementsAre(100, 100, 0, 100));
  plan.tests = {{plus(kMonday, 2), 30}};
  EXPECT_THAT(daily_loads(plan, kMonday, 4, plus(kMonday, 2), kUsual), ElementsAre(100, 100, 30, 100));
  plan.overrides = {{plus(kMonday, 2), 70}};
  EXPECT_THAT(daily_loads(plan, kMonday, 4, plus(kMonday, 2), kUsual), ElementsAre(100, 100, 70, 100));
}

TEST(DailyLoads, TestsAddTheirCostUntouchedByTheTaper) {
  Plan plan = plan_of({level(100)});
  plan.taper = Taper{Taper::Shape::kStep, 2, 0.5};
  plan.tests = {{kMonday, 7}, {plus(kMonday, 2), 9}, {plus(kMonday, 1), 0}};
  EXPECT_THAT(daily_loads(plan, kMonday, 4, plus(kMonday, 3), kUsual), ElementsAre(107, 50, 59, 0));
}

TEST(DailyLoads, OverridesWinOverEverything) {
  const Date target = plus(kMonday, 33);
  Plan plan = season(1.0);
  for (int day = 0; day < 40; ++day) {
    plan.tests.push_back({plus(kMonday, day), 5});
    plan.overrides.push_back({plus(kMonday, day), 1000.0 + day});
  }
  const std::vector<double> load = daily_loads(plan, kMonday, 40, target, kUsual);
  for (std::size_t day = 0; day < load.size(); ++day) EXPECT_EQ(load[day], 1000.0 + static_cast<double>(day));
}

TEST(DailyLoads, DatesOutsideTheDaysChangeNothing) {
  Plan plan = plan_of({level(100)});
  plan.tests = {{plus(kMonday, -1), 5}, {plus(kMonday, 3), 5}};
  plan.overrides = {{plus(kMonday, -1), 5}, {plus(kMonday, 3), 5}};
  EXPECT_THAT(daily_loads(plan, kMonday, 3, kNever, kUsual), ElementsAre(100, 100, 100));
  EXPECT_TRUE(daily_loads(plan, kMonday, 0, kNever, kUsual).empty());
}

AthleteHistory history_of(std::vector<double> load) {
  AthleteHistory history;
  history.start = kMonday;
  history.load = std::move(load);
  return history;
}

TEST(UsualWeek, IsTheMeanByWeekdayOfTheLastFourWeeks) {
  std::vector<double> load(7 * 3, 900.0);  // long ago
  for (int week = 0; week < 4; ++week) {
    for (int day = 0; day < 7; ++day) load.push_back(10 * day + week);
  }
  EXPECT_THAT(usual_week(history_of(load)), ElementsAre(1.5, 11.5, 21.5, 31.5, 41.5, 51.5, 61.5));
}

TEST(UsualWeek, BelongsToWeekdaysNotToPlacesInTheRecord) {
  std::vector<double> load;
  for (int day = 0; day < 28 + 3; ++day) load.push_back(day % 7);
  EXPECT_THAT(usual_week(history_of(load)), ElementsAre(0, 1, 2, 3, 4, 5, 6));
}

TEST(UsualWeek, LeavesMissingLoadsOut) {
  std::vector<double> load;
  for (int day = 0; day < 28; ++day) load.push_back(day < 14 ? 10 : 30);
  load[0] = kUnknown;  // one of the four Mondays
  EXPECT_NEAR(usual_week(history_of(load))[0], (10 + 30 + 30) / 3.0, 1e-12);
  EXPECT_NEAR(usual_week(history_of(load))[1], 20, 1e-12);
}

TEST(UsualWeek, WeekdayWithoutAKnownLoadTakesTheMeanOverAllKnownDays) {
  std::vector<double> load(7 * 5, 20.0);
  for (std::size_t day = 0; day < 7; ++day) load[day] = 90.0;
  for (std::size_t day = 9; day < load.size(); day += 7) load[day] = kUnknown;  // Wednesdays but the first
  const Week week = usual_week(history_of(load));
  EXPECT_EQ(week[1], 20);
  EXPECT_NEAR(week[2], (7 * 90.0 + 24 * 20.0) / 31, 1e-12);
}

TEST(UsualWeek, LooksBackFromTheLastKnownLoad) {
  std::vector<double> load(28, 50.0);
  load.resize(28 + 40, kUnknown);
  EXPECT_THAT(usual_week(history_of(load)), Each(50.0));
}

TEST(UsualWeek, WithoutAKnownLoadIsRest) {
  EXPECT_THAT(usual_week(history_of({})), Each(0.0));
  EXPECT_THAT(usual_week(history_of({kUnknown, kUnknown})), Each(0.0));
}

}  // namespace
}  // namespace formcast
