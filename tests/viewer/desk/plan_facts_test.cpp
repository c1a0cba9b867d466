#include "viewer/desk/plan_facts.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace formcast {
namespace {

Board board_of_days(int days, double load) {
  Board board;
  board.start = parse_iso("2016-04-25").value();  // a Monday
  board.days = days;
  board.target = days - 1;
  Sheet sheet;
  sheet.load.assign(static_cast<std::size_t>(days), load);
  board.sheets.push_back(sheet);
  return board;
}

/// Loads that never change leave fitness and fatigue at that load, and the athlete neither fresh nor tired.
TEST(PlanFacts, AreAtRestWhereNothingChanges) {
  const Board board = board_of_days(28, 50.0);
  const std::vector<double> past(60, 50.0);
  const PlanFacts facts = plan_facts(board, 0, past, -60, 50.0);
  EXPECT_NEAR(facts.fitness, 50.0, 1e-9);
  EXPECT_NEAR(facts.freshness(), 0.0, 1e-9);
  EXPECT_EQ(facts.total, 28 * 50.0);
  EXPECT_EQ(facts.heaviest_week, 350.0);
  EXPECT_EQ(facts.steepest_rise, 0.0);
}

/// One day of load seven days before race day: what is left of it, by hand.
TEST(PlanFacts, WeighLoadsExponentially) {
  Board board = board_of_days(28, 0.0);
  board.sheets[0].load[20] = 700.0;  // six more days are counted
  const PlanFacts facts = plan_facts(board, 0, {}, 0, 0.0);
  EXPECT_NEAR(facts.fitness, 700.0 * (1.0 - std::exp(-1.0 / 42.0)) * std::exp(-6.0 / 42.0), 1e-9);
  EXPECT_NEAR(facts.fatigue, 700.0 * (1.0 - std::exp(-1.0 / 7.0)) * std::exp(-6.0 / 7.0), 1e-9);
  EXPECT_LT(facts.freshness(), 0.0);
}

/// Unknown loads count as usual; race day's own load does not count on its morning.
TEST(PlanFacts, FillWhatIsNotKnown) {
  Board board = board_of_days(7, 40.0);
  board.sheets[0].load[6] = 1e6;
  std::vector<double> past(30, 40.0);
  past[10] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_NEAR(plan_facts(board, 0, past, -30, 40.0).fitness, 40.0, 1e-9);
}

TEST(PlanFacts, FindTheSteepestRise) {
  Board board = board_of_days(21, 10.0);
  for (int day = 14; day < 21; ++day) board.sheets[0].load[static_cast<std::size_t>(day)] = 15.0;
  const PlanFacts facts = plan_facts(board, 0, std::vector<double>(14, 20.0), -14, 10.0);
  EXPECT_NEAR(facts.steepest_rise.value(), 0.5, 1e-12);
  EXPECT_EQ(facts.heaviest_week, 105.0);
}

}  // namespace
}  // namespace formcast
