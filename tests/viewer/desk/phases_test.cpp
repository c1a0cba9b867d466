#include "viewer/desk/phases.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/viewer/board_file.hpp"
#include "viewer/desk/pattern.hpp"

namespace formcast {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Eight weeks from a Monday to a race on the last Sunday.
Board board_with(const Plan& plan) {
  Scenario scenario;
  scenario.title = "eight weeks";
  scenario.start = date::sys_days{date::year{2016} / 5 / 2};
  scenario.days = 56;
  scenario.target.date = scenario.start + date::days{55};
  scenario.seed = 3;
  scenario.plans = {plan};
  return board_of(scenario, kUsualWeek);
}

std::vector<std::string> texts(const Board& board) {
  std::vector<std::string> all;
  for (const Phase& phase : phases_of(board, board.sheets[0])) {
    all.push_back(phase.name + " " + std::to_string(phase.days.first) + "-" + std::to_string(phase.days.last) + " " +
                  phase.detail);
  }
  return all;
}

TEST(Phases, AreBlocksRecoveryWeeksTaperAndRace) {
  Plan plan;
  plan.name = "3:1";
  plan.blocks = {block_of(4, 1.0, 0.05, 4), block_of({}, 1.25)};
  plan.taper = Taper{Taper::Shape::kExponential, 10, 0.4};
  EXPECT_THAT(texts(board_with(plan)),
              ElementsAre("Block 0-20 3 weeks, +5 % each", "Recovery 21-27 60 %", "Block 28-44 4 weeks at 125 %",
                          "Taper 45-54 10 days to 40 %", "Race 55-55 26 Jun"));
}

TEST(Phases, WhatIsOverIsCut) {
  Plan plan;
  plan.name = "begun";
  plan.blocks = {block_of(6, 1.0, 0.0, 3), block_of({}, 1.1)};
  plan.begin = date::sys_days{date::year{2016} / 4 / 18};
  EXPECT_THAT(texts(board_with(plan)), ElementsAre("Recovery 0-6 60 %", "Block 7-20 2 weeks", "Recovery 21-27 60 %",
                                                   "Block 28-54 4 weeks at 110 %", "Race 55-55 26 Jun"));
}

TEST(Phases, AWeekThatGoesOnIsOneAndWeeksOneByOneAreOne) {
  Plan plan;
  plan.name = "usual";
  plan.blocks = {block_of({}, 1.0)};
  EXPECT_THAT(texts(board_with(plan)), ElementsAre("Every week 0-54 alike", "Race 55-55 26 Jun"));
  plan.blocks = {block_of(1, 0.9), block_of(1, 1.0), block_of(1, 1.1), block_of({}, 1.0)};
  EXPECT_THAT(texts(board_with(plan)), ElementsAre("Block 0-20 3 weeks", "Block 21-54 5 weeks", "Race 55-55 26 Jun"));
}

TEST(Phases, DaysSetByHandAreNoBlock) {
  Plan plan;
  plan.name = "by hand";
  plan.blocks = {block_of({}, 1.0)};
  Board board = board_with(plan);
  for (std::size_t day = 0; day < 40; ++day) board.sheets[0].load[day] = 11.0;
  EXPECT_THAT(texts(board), ElementsAre("Race 55-55 26 Jun"));
}

TEST(Phases, AWeekHasThatOfItsThursday) {
  Plan plan;
  plan.name = "usual";
  plan.blocks = {block_of({}, 1.0)};
  plan.taper = Taper{Taper::Shape::kExponential, 10, 0.4};
  const Board board = board_with(plan);
  const std::vector<Phase> phases = phases_of(board, board.sheets[0]);
  EXPECT_EQ(phase_of_week(board, phases, 35), 0);
  EXPECT_EQ(phase_of_week(board, phases, 42), 1) << "the taper begins on its Thursday";
  EXPECT_EQ(phase_of_week(board, phases, -7), -1);
  EXPECT_EQ(phase_of_week(board, phases, 56), -1);
}

}  // namespace
}  // namespace formcast
