#include "viewer/desk/pattern.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/week_edits.hpp"

namespace formcast {
namespace {

void expect_same(const Block& a, const Block& b) {
  EXPECT_EQ(a.week, b.week);
  EXPECT_EQ(a.load, b.load);
  EXPECT_EQ(a.weeks, b.weeks);
  EXPECT_EQ(a.ramp, b.ramp);
  EXPECT_EQ(a.recovery_every, b.recovery_every);
  EXPECT_EQ(a.recovery_load, b.recovery_load);
}

void expect_same(const Plan& a, const Plan& b) {
  EXPECT_EQ(a.name, b.name);
  EXPECT_EQ(a.begin, b.begin);
  EXPECT_EQ(a.repeat, b.repeat);
  ASSERT_EQ(a.blocks.size(), b.blocks.size());
  for (std::size_t n = 0; n < a.blocks.size(); ++n) expect_same(a.blocks[n], b.blocks[n]);
  ASSERT_EQ(a.taper.has_value(), b.taper.has_value());
  if (a.taper) {
    EXPECT_EQ(a.taper->shape, b.taper->shape);
    EXPECT_EQ(a.taper->days, b.taper->days);
    EXPECT_EQ(a.taper->to, b.taper->to);
  }
  ASSERT_EQ(a.overrides.size(), b.overrides.size());
  for (std::size_t n = 0; n < a.overrides.size(); ++n) {
    EXPECT_EQ(a.overrides[n].date, b.overrides[n].date);
    EXPECT_EQ(a.overrides[n].load, b.overrides[n].load);
  }
  ASSERT_EQ(a.tests.size(), b.tests.size());
  for (std::size_t n = 0; n < a.tests.size(); ++n) {
    EXPECT_EQ(a.tests[n].date, b.tests[n].date);
    EXPECT_EQ(a.tests[n].load, b.tests[n].load);
  }
}

Scenario written(const Board& board) {
  return parse_scenario(to_toml(scenario_of(board, 10000), "x"), "again.toml", Athletes::kNotRead);
}

/// Writes the board, reads it again, and expects the loads of the desk and the same text from then on.
Plan expect_kept(const Board& board, std::size_t sheet = 0) {
  const Scenario scenario = written(board);
  const Board again = board_of(scenario, board.usual);
  EXPECT_EQ(again.sheets[sheet].load, board.sheets[sheet].load);
  EXPECT_EQ(to_toml(scenario_of(again, 1), "x"), to_toml(scenario_of(board, 1), "x"));
  return scenario.plans[sheet];
}

/// small_board() with a ramp, recovery weeks and a taper.
Board structured() {
  Board board = small_board();
  Plan plan;
  Block build;
  build.weeks = 2;
  build.ramp = 0.07;
  plan.blocks = {build, Block{}};
  plan.blocks[1].load = 0.9;
  plan.taper = Taper{Taper::Shape::kExponential, 9, 0.37};
  plan.tests = {{board.date(9), 15.0}};
  put_plan(board, board.sheets[0], plan);
  return board;
}

/// From a file to the desk and back it is the same scenario: blocks, ramps, recovery weeks, tapers, tests and
/// overrides.
TEST(Pattern, AScenarioIsTheSameAfterTheDesk) {
  for (const auto& entry : std::filesystem::directory_iterator(FORMCAST_SCENARIOS)) {
    if (entry.path().extension() != ".toml") continue;
    SCOPED_TRACE(entry.path().filename());
    const Scenario scenario = read_scenario(entry.path(), Athletes::kNotRead);
    const Board board = board_of(scenario, kUsualWeek);
    const Scenario again = written(board);
    EXPECT_EQ(again.title, scenario.title);
    EXPECT_EQ(again.target.name, scenario.target.name);
    EXPECT_EQ(again.noise, scenario.noise);
    ASSERT_EQ(again.plans.size(), scenario.plans.size());
    for (std::size_t p = 0; p < scenario.plans.size(); ++p) {
      SCOPED_TRACE(scenario.plans[p].name);
      expect_same(again.plans[p], scenario.plans[p]);
    }
    EXPECT_EQ(to_toml(scenario_of(board_of(again, kUsualWeek), 1), "x"), to_toml(scenario_of(board, 1), "x"));
  }
}

TEST(Pattern, ADaySetByHandIsAnOverrideOfIt) {
  Board board = structured();
  set_load(board, board.sheets[0], 4, 100.0 / 3.0, "AU");
  set_load(board, board.sheets[0], 5, 100.0 / 3.0, "AU");
  toggle_test(board, board.sheets[0], 9);  // what it cost stays in the day's load
  const Plan plan = expect_kept(board);
  ASSERT_EQ(plan.blocks.size(), 2u);
  EXPECT_EQ(plan.blocks[0].ramp, 0.07);
  ASSERT_TRUE(plan.taper);
  ASSERT_EQ(plan.overrides.size(), 3u);
  EXPECT_EQ(plan.overrides[2].date, board.date(9));
  EXPECT_NE(to_toml(scenario_of(board, 1), "x").find("{ date = 2016-05-06, days = 2, load = 33.3"), std::string::npos);
}

/// A plan that is mostly by hand is weeks of the calendar, and its taper stays one.
TEST(Pattern, MostlySetByHandItIsCalendarWeeks) {
  Board board = structured();
  for (int day = 0; day < board.target; ++day) {
    set_load(board, board.sheets[0], day, board.sheets[0].load[static_cast<std::size_t>(day)] * 1.1 + day, "AU");
  }
  const Plan plan = expect_kept(board);
  ASSERT_EQ(plan.blocks.size(), 4u);
  constexpr Week kFirst{110, 89, 2, 135, 103, 225, 17};
  for (std::size_t day = 0; day < 7; ++day) EXPECT_NEAR((*plan.blocks[0].week)[day], kFirst[day], 1e-9);
  EXPECT_FALSE(plan.blocks.back().weeks);  // a later end has more of the last
  ASSERT_TRUE(plan.taper);
  EXPECT_LT(plan.overrides.size(), 5u);
  remove_taper(board, board.sheets[0]);
  for (int day = 17; day < board.target; ++day) {
    const auto of = static_cast<std::size_t>(day);
    const Board before = structured();
    const double tapered = before.sheets[0].load[of] * 1.1 + day;
    EXPECT_NEAR(board.sheets[0].load[of], tapered / taper_factor({Taper::Shape::kExponential, 9, 0.37}, day - 16),
                1e-9);
  }
}

TEST(Pattern, WeeksKeepLoadsWhereverTheyBeginAndEnd) {
  for (int start = 0; start < 7; ++start) {
    for (const int days : {3, 7, 12, 26, 28}) {
      SCOPED_TRACE(testing::Message() << "from day " << start << ", " << days << " days");
      Board board = small_board();
      board.start += date::days{start};
      board.days = days;
      board.target = days / 2;
      Sheet& sheet = board.sheets[0];
      sheet.pattern = {};
      sheet.tests.clear();
      sheet.load.clear();
      for (int day = 0; day < days; ++day) sheet.load.push_back(10.0 + 100.0 / (3.0 + day));
      const Plan plan = expect_kept(board);
      EXPECT_EQ(plan.overrides.size(), 1u);  // the race
      Board longer = board;
      longer.days = days + 14;
      put_plan(longer, longer.sheets[0], plan_of(board, sheet));
      const int last = days < 14 ? 0 : days - 1 - static_cast<int>(weekday(board.date(days - 1))) - 1;
      if (last < 7 || (board.target > last - 7 && board.target <= last)) continue;
      const auto of = [&](int day) { return longer.sheets[0].load[static_cast<std::size_t>(day)]; };
      EXPECT_EQ(of(longer.days - 1),
                of(last - static_cast<int>(weekday(board.date(last)) + 7 - weekday(longer.date(longer.days - 1))) % 7));
    }
  }
}

TEST(Pattern, ATaperIsReplacedAndRemoved) {
  Board board = structured();
  Sheet& sheet = board.sheets[0];
  remove_taper(board, sheet);
  const std::vector<double> untapered = sheet.load;
  EXPECT_EQ(taper_to_target(board, sheet, {Taper::Shape::kStep, 3, 0.5}), "taper of 3 days to 50 %");
  EXPECT_EQ(sheet.load[25], 0.5 * untapered[25]);
  EXPECT_EQ(sheet.load[22], untapered[22]);
  EXPECT_EQ(taper_to_target(board, sheet, {Taper::Shape::kStep, 2, 0.25}), "taper of 2 days to 25 %");
  EXPECT_EQ(sheet.load[25], 0.25 * untapered[25]);
  EXPECT_EQ(sheet.load[23], untapered[23]);
  set_load(board, sheet, 24, 77.0, "AU");
  EXPECT_EQ(taper_to_target(board, sheet, {Taper::Shape::kStep, 4, 0.5}), "taper of 4 days to 50 %");
  EXPECT_EQ(sheet.load[24], 154.0);  // by hand, and tapered as the others
  EXPECT_EQ(expect_kept(board).taper->days, 4);
  EXPECT_EQ(remove_taper(board, sheet), "no taper");
  EXPECT_EQ(sheet.load[25], untapered[25]);
}

/// Edits of weeks change loads alone; however far they go, the file has the loads of the desk.
TEST(Pattern, WhateverIsEditedIsWritten) {
  Board board = structured();
  Sheet& sheet = board.sheets[0];
  move_weeks(board, sheet, {7, 13}, 1);
  expect_kept(board);
  take_out(board, sheet, {3, 5});
  expect_kept(board);
  shift_by(board, sheet, 8, 2);
  expect_kept(board);
  mark_ill(board, sheet, {10, 12});
  swap_days(board, sheet, 2, 20);
  expect_kept(board);
  scale_to(board, sheet, {0, 27}, 1234.5, "AU");
  expect_kept(board);
}

}  // namespace
}  // namespace formcast
