#include "viewer/board.hpp"

#include <gtest/gtest.h>

#include "sim/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"

namespace formcast {
namespace {

/// A board written as a scenario plans the same days as the scenario it came from.
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
      constexpr Week kOther{};  // a board's plans do not lean on the usual week any more
      EXPECT_EQ(daily_loads(again.plans[p], again.start, again.days, again.target.date, kOther),
                daily_loads(scenario.plans[p], scenario.start, scenario.days, scenario.target.date, kUsualWeek));
      EXPECT_EQ(again.plans[p].tests.size(), scenario.plans[p].tests.size());
      EXPECT_EQ(again.plans[p].trips.size(), scenario.plans[p].trips.size());
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
  Board board = small_board();
  const WeekFacts first = week_facts(board, board.sheets[0], board.week_of(0), 300.0);
  EXPECT_EQ(first.total, 600.0);
  EXPECT_DOUBLE_EQ(*first.change, 1.0);
  // Mean 600/7, sample standard deviation of 100 80 0 120 90 200 10 is 67.78.
  EXPECT_NEAR(*first.monotony, 1.2645, 1e-3);
  EXPECT_EQ(week_facts(board, board.sheets[0], board.week_of(7), 0.0).total, 615.0);  // with the test's 15
  board.sheets[0].load.assign(28, 50.0);
  EXPECT_FALSE(week_facts(board, board.sheets[0], board.week_of(0), 0.0).monotony);
  EXPECT_FALSE(week_facts(board, board.sheets[0], board.week_of(0), 0.0).change);
}

}  // namespace
}  // namespace formcast
