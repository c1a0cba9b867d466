#include "viewer/desk/board.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>

#include "sim/scenario/scenario_input.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"

namespace formcast {
namespace {

/// A board written as a scenario has the same days as its source scenario.
TEST(Board, EveryShippedScenarioPlansTheSameDays) {
  for (const auto& entry : std::filesystem::directory_iterator(FORMCAST_SCENARIOS)) {
    if (entry.path().extension() != ".toml") continue;
    SCOPED_TRACE(entry.path().filename());
    const Scenario scenario = read_scenario(entry.path(), Athletes::kNotRead);
    const Board board = board_of(scenario, kUsualWeek);
    const Scenario again =
        parse_scenario(to_toml(scenario_of(board, scenario.members), "x"), "again.toml", Athletes::kNotRead);
    ASSERT_EQ(again.plans.size(), scenario.plans.size());
    EXPECT_EQ(again.start, scenario.start);
    EXPECT_EQ(again.days, scenario.days);
    EXPECT_EQ(again.target.date, scenario.target.date);
    EXPECT_EQ(again.target.performance, scenario.target.performance);
    EXPECT_EQ(again.seed, scenario.seed.value_or(0));
    for (std::size_t p = 0; p < scenario.plans.size(); ++p) {
      EXPECT_EQ(daily_loads(again.plans[p], again.start, again.days, again.target.date, kUsualWeek),
                daily_loads(scenario.plans[p], scenario.start, scenario.days, scenario.target.date, kUsualWeek));
      EXPECT_EQ(again.plans[p].tests.size(), scenario.plans[p].tests.size());
      EXPECT_EQ(again.plans[p].trips.size(), scenario.plans[p].trips.size());
    }
  }
}

/// What a drag evaluates is what Save writes.
TEST(Board, APlanIsEvaluatedAsItsScenarioIsBitForBit) {
  for (const auto& entry : std::filesystem::directory_iterator(FORMCAST_SCENARIOS)) {
    if (entry.path().extension() != ".toml") continue;
    SCOPED_TRACE(entry.path().filename());
    const Scenario shipped = read_scenario(entry.path(), Athletes::kNotRead);
    Board board = board_of(shipped, kUsualWeek);
    board.worthwhile = 1.5;
    for (Sheet& sheet : board.sheets) sheet.load[3] = 100.0 / 3.0;
    Twin twin;
    twin.usual_week = kUsualWeek;
    twin.load.assign(40, 50.0);
    twin.start = board.start - date::days{45};
    for (std::size_t s = 0; s < board.sheets.size(); ++s) {
      const EnsembleInput dragged = ensemble_input(plan_input(board, s), twin, 128);
      const std::string written = to_toml(scenario_of(board, {s}, 128), "x");
      const EnsembleInput saved = ensemble_input(parse_scenario(written, "saved.toml", Athletes::kNotRead), twin);
      EXPECT_EQ(dragged.load, saved.load);
      EXPECT_EQ(dragged.lead, saved.lead);
      EXPECT_EQ(dragged.days, saved.days);
      EXPECT_EQ(dragged.target_day, saved.target_day);
      EXPECT_EQ(dragged.noise, saved.noise);
      EXPECT_EQ(dragged.members, saved.members);
      EXPECT_EQ(dragged.seed, saved.seed);
      EXPECT_EQ(dragged.worthwhile, saved.worthwhile);
      ASSERT_EQ(dragged.travel.size(), saved.travel.size());
      for (std::size_t p = 0; p < dragged.travel.size(); ++p) {
        ASSERT_EQ(dragged.travel[p].days.size(), saved.travel[p].days.size());
        for (std::size_t day = 0; day < dragged.travel[p].days.size(); ++day) {
          EXPECT_EQ(dragged.travel[p].days[day].away.event, saved.travel[p].days[day].away.event);
          EXPECT_EQ(dragged.travel[p].days[day].flown, saved.travel[p].days[day].flown);
          EXPECT_EQ(dragged.travel[p].days[day].pressure, saved.travel[p].days[day].pressure);
        }
      }
    }
  }
}

TEST(Board, WeeksAreThoseOfTheCalendar) {
  Board board = small_board();
  EXPECT_EQ(board.week_of(0).first, 0);
  EXPECT_EQ(board.week_of(6).last, 6);
  EXPECT_EQ(board.week_of(13).first, 7);
  board.start += date::days{3};  // a Thursday
  EXPECT_EQ(board.week_of(2).first, 0);
  EXPECT_EQ(board.week_of(2).last, 3);
  EXPECT_EQ(board.week_of(4).first, 4);
  EXPECT_EQ(board.week_of(27).last, 27);
}

TEST(Board, WeekFactsAreTotalMonotonyAndChange) {
  constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
  std::array<double, 14> loads{50, 50, 50, 50, 50, 50, 0, 100, 80, 0, 120, 90, 200, 10};
  const WeekFacts week = week_facts(loads);
  EXPECT_EQ(week.total, 600.0);
  EXPECT_DOUBLE_EQ(*week.change, 1.0);
  // Mean 600/7, sample standard deviation of 100 80 0 120 90 200 10 is 67.78.
  EXPECT_NEAR(*week.monotony, 1.2645, 1e-3);
  loads[0] = kNone;
  EXPECT_TRUE(week_facts(loads).monotony);
  EXPECT_FALSE(week_facts(loads).change);
  loads[13] = kNone;
  EXPECT_EQ(week_facts(loads).total, 590.0);
  EXPECT_FALSE(week_facts(loads).monotony);
  loads.fill(50.0);
  EXPECT_FALSE(week_facts(loads).monotony);
  EXPECT_DOUBLE_EQ(*week_facts(loads).change, 0.0);
  std::fill_n(loads.begin(), 7, 0.0);
  EXPECT_FALSE(week_facts(loads).change);
}

TEST(Board, LoadsComeFromThePlanAndBeforeItFromTheRecord) {
  const Board board = small_board();
  const std::vector<double> past{1.0, 2.0, 3.0};
  EXPECT_EQ(load_on(board.sheets[0], past, -3, 0), 100.0);
  EXPECT_EQ(load_on(board.sheets[0], past, -3, -1), 3.0);
  EXPECT_EQ(load_on(board.sheets[0], past, -3, -3), 1.0);
  EXPECT_TRUE(std::isnan(load_on(board.sheets[0], past, -3, -4)));
  EXPECT_TRUE(std::isnan(load_on(board.sheets[0], past, -5, -1)));  // between the record and the plans
  EXPECT_TRUE(std::isnan(load_on(board.sheets[0], past, -3, 28)));
}

}  // namespace
}  // namespace formcast
