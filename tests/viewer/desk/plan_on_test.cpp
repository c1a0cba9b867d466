#include "viewer/desk/plan_on.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/pattern.hpp"

namespace formcast {
namespace {

using ::testing::StartsWith;

constexpr int kSevenDays = 7, kWeeks = 12, kTaperDays = 14;

/// Twelve weeks from a Monday to a race on the last Sunday, of blocks on the usual week; four weeks were planned
/// before them, and of each day this share was done.
struct Season {
  Board board;
  Twin twin;

  Season(std::vector<Block> blocks, double share, int begun = 0) {
    Scenario scenario;
    scenario.title = "season";
    scenario.start = date::sys_days{date::year{2016} / 5 / 2};
    scenario.days = kWeeks * kSevenDays;
    scenario.target.date = scenario.start + date::days{scenario.days - 1};
    scenario.seed = 3;
    Plan plan;
    plan.name = "season";
    plan.begin = scenario.start - date::days{begun * kSevenDays};
    plan.blocks = std::move(blocks);
    plan.taper = Taper{Taper::Shape::kLinear, kTaperDays, 0.4};
    plan.tests.push_back({scenario.target.date, 55.0});
    scenario.plans = {plan};
    board = board_of(scenario, kUsualWeek);
    twin.load_unit = "AU";
    twin.start = scenario.start - date::days{4 * kSevenDays};
    for (int day = 0; day < 4 * kSevenDays; ++day) {
      const double planned = kUsualWeek[static_cast<std::size_t>(day % kSevenDays)];
      board.sheets[0].planned.push_back(planned);
      twin.load.push_back(share * planned);
      twin.load_known.push_back(1);
    }
  }
  const Sheet& sheet() const { return board.sheets[0]; }
};

double total_in(const Sheet& sheet, int week) { return total_of(sheet, {week * kSevenDays, week * kSevenDays + 6}); }

TEST(PlanningOn, BeginsAtWhatWasDoneAndRisesEvenly) {
  const Season season({block_of({}, 1.0, 0.0)}, 0.8);
  EXPECT_DOUBLE_EQ(share_done(season.board, season.sheet(), season.twin).value(), 0.8);
  const auto edit = plan_on(season.board, 0, season.twin);
  ASSERT_TRUE(edit.has_value());
  const Sheet& after = edit->board.sheets[0];
  EXPECT_THAT(edit->name, StartsWith("planned on from 2 May: this week 480 in place of 600 AU"));
  const double growth = std::pow(1.0 / 0.8, 1.0 / (kWeeks - 1));
  for (int week = 0; week < kWeeks - 1; ++week) {
    EXPECT_NEAR(total_in(after, week), total_in(season.sheet(), week) * 0.8 * std::pow(growth, week), 1e-9) << week;
  }
  EXPECT_EQ(after.load.back(), 55.0) << "the race costs what it did";
  EXPECT_EQ(after.laid, season.board.start);
}

TEST(PlanningOn, KeepsRhythmAndTaperOfTheStructure) {
  for (const int begun : {0, 1, 2, 3, 5}) {
    const Season season({block_of(6, 0.9, 0.04, 3), block_of({}, 1.2, 0.02, 4)}, 0.85, begun);
    const auto edit = plan_on(season.board, 0, season.twin);
    ASSERT_TRUE(edit.has_value());
    const Sheet& after = edit->board.sheets[0];
    const Plan plan = plan_of(edit->board, after);
    EXPECT_EQ(plan.blocks.size(), 2u) << "it is kept as structure";
    EXPECT_TRUE(plan.overrides.empty());
    EXPECT_EQ(plan.taper->days, kTaperDays);
    double before = 0.0;
    for (int day = 0; day < season.board.days - 1; ++day) {
      const auto at = static_cast<std::size_t>(day);
      if (season.sheet().load[at] == 0.0) continue;
      const double factor = after.load[at] / season.sheet().load[at];
      EXPECT_LE(factor, 1.0 + 1e-9) << "no day is above the plan";
      EXPECT_GE(factor, before - 1e-9) << "and it comes back to it, " << day;
      before = factor;
    }
    EXPECT_NEAR(after.load[0] / season.sheet().load[0], 0.85, 1e-9);
    EXPECT_NEAR(before, 1.0, 1e-9) << "by the race";
  }
}

TEST(PlanningOn, TakesNoStepAboveTenPerCent) {
  const Season season({block_of({}, 1.0, 0.0)}, 0.1);
  const auto edit = plan_on(season.board, 0, season.twin);
  ASSERT_TRUE(edit.has_value());
  const Sheet& after = edit->board.sheets[0];
  EXPECT_NEAR(total_in(after, 0), 300.0, 1e-9) << "half of the plan at least";
  for (int week = 1; week < kWeeks - 2; ++week)
    EXPECT_LE(total_in(after, week), 1.1 * total_in(after, week - 1) + 1e-9);
}

TEST(PlanningOn, AfterMoreThanPlannedBeginsHigherAndNeverFalls) {
  const Season ramped({block_of({}, 0.8, 0.03)}, 1.1);
  const auto edit = plan_on(ramped.board, 0, ramped.twin);
  ASSERT_TRUE(edit.has_value());
  const Sheet& after = edit->board.sheets[0];
  EXPECT_NEAR(total_in(after, 0), 1.1 * total_in(ramped.sheet(), 0), 1e-9);
  for (int week = 1; week < kWeeks - 2; ++week) EXPECT_GE(total_in(after, week), total_in(after, week - 1));
  EXPECT_LE(total_in(after, 9), total_in(ramped.sheet(), 11) / 0.1) << "a sane size";
  const Season steady({block_of({}, 1.0, 0.0)}, 1.1);
  EXPECT_FALSE(plan_on(steady.board, 0, steady.twin).has_value()) << "a level plan goes on";
}

TEST(PlanningOn, CountsOnlyWhatItDidNotYetKnow) {
  const Season done({block_of({}, 1.0, 0.0)}, 1.0);
  EXPECT_FALSE(plan_on(done.board, 0, done.twin).has_value());
  Season season({block_of({}, 1.0, 0.0)}, 0.8);
  const auto edit = plan_on(season.board, 0, season.twin);
  ASSERT_TRUE(edit.has_value());
  EXPECT_FALSE(plan_on(edit->board, 0, season.twin).has_value()) << "once is enough";
  season.board.sheets[0].laid = season.board.start - date::days{kSevenDays};
  EXPECT_DOUBLE_EQ(share_done(season.board, season.sheet(), season.twin).value(), 4 * 0.8 / (3 * 0.8 + 1.0));
  season.board.sheets[0].planned.clear();
  EXPECT_FALSE(share_done(season.board, season.sheet(), season.twin).has_value());
}

TEST(PlanningOn, LeavesDaysSetByHand) {
  Season season({block_of({}, 1.0, 0.0)}, 0.8);
  set_load(season.board, season.board.sheets[0], 20, 222.0, "AU");
  const auto edit = plan_on(season.board, 0, season.twin);
  ASSERT_TRUE(edit.has_value());
  EXPECT_EQ(edit->board.sheets[0].load[20], 222.0);
}

/// A plan that repeats is written out, and the scenario reads back as it is.
TEST(PlanningOn, IsWrittenAsAScenario) {
  Season season({block_of(2, 1.0, 0.0), block_of(1, 0.6, 0.0)}, 0.8);
  season.board.sheets[0].pattern.repeat = true;
  put_plan(season.board, season.board.sheets[0], plan_of(season.board, season.sheet()));
  const auto edit = plan_on(season.board, 0, season.twin);
  ASSERT_TRUE(edit.has_value());
  const std::string text = to_toml(scenario_of(edit->board, 1), "a.twin.json");
  const Board back = board_of(parse_scenario(text, "x", Athletes::kNotRead), kUsualWeek);
  EXPECT_EQ(back.sheets[0].load, edit->board.sheets[0].load);
  EXPECT_LT(total_in(back.sheets[0], 2), total_in(back.sheets[0], 1));
}

}  // namespace
}  // namespace formcast
