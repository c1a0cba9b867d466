#include "viewer/desk/day_sessions.hpp"

#include <gtest/gtest.h>

#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/race.hpp"
#include "viewer/desk/week_edits.hpp"

namespace formcast {
namespace {

using Sessions = std::vector<PlannedSession>;

/// The small board with two sessions on day 8 and one on race day.
class SessionsOfADay : public ::testing::Test {
 protected:
  SessionsOfADay() {
    set_sessions(board_, sheet_, 8, two_, "AU");
    set_sessions(board_, sheet_, board_.target, race_, "AU");
  }
  /// The board as its scenario reads back.
  Board again() const {
    return board_of(parse_scenario(to_toml(scenario_of(board_, 1), "x"), "again.toml", Athletes::kNotRead),
                    board_.usual);
  }

  const Sessions two_{{"Intervals", 60.0}, {"Easy run", 30.0}}, race_{{"Cup", 70.0}};
  Board board_ = small_board();
  Sheet& sheet_ = board_.sheets[0];
};

TEST_F(SessionsOfADay, AddUpToItsLoad) {
  EXPECT_EQ(sheet_.load[8], 90.0);
  EXPECT_EQ(sessions_on(sheet_, 8), two_);
  EXPECT_TRUE(sessions_on(sheet_, 9).empty());
  EXPECT_EQ(set_sessions(board_, sheet_, 9, {{"Swim", 12.5}}, "AU"), "Wed 11 May: Swim 12.5, 12.5 AU in all");
  EXPECT_EQ(sheet_.load[9], 12.5);
}

TEST_F(SessionsOfADay, ShareWhatTheLoadIsChangedTo) {
  set_load(board_, sheet_, 8, 45.0, "AU");
  EXPECT_EQ(sessions_on(sheet_, 8), (Sessions{{"Intervals", 30.0}, {"Easy run", 15.0}}));
  scale_to(board_, sheet_, {7, 13}, 0.5 * total_of(sheet_, {7, 13}), "AU");
  EXPECT_EQ(sessions_on(sheet_, 8), (Sessions{{"Intervals", 15.0}, {"Easy run", 7.5}}));
  set_sessions(board_, sheet_, 8, {{"a", 0.0}, {"b", 0.0}}, "AU");
  sheet_.load[8] = 10.0;
  EXPECT_EQ(sessions_on(sheet_, 8), (Sessions{{"a", 5.0}, {"b", 5.0}})) << "nothing tells them apart";
}

TEST_F(SessionsOfADay, ADayOfRestHasNone) {
  for (const auto& edit : {+[](Board& board) { set_load(board, board.sheets[0], 8, 0.0, "AU"); },
                           +[](Board& board) {
                             rest(board, board.sheets[0], {7, 9});
                           },
                           +[](Board& board) {
                             mark_ill(board, board.sheets[0], {8, 8});
                           },
                           +[](Board& board) {
                             clear(board, board.sheets[0], {8, 8});
                           }}) {
    Board board = board_;
    edit(board);
    EXPECT_EQ(board.sheets[0].load[8], 0.0);
    set_load(board, board.sheets[0], 8, 50.0, "AU");
    EXPECT_TRUE(sessions_on(board.sheets[0], 8).empty());
  }
}

TEST_F(SessionsOfADay, GoWithTheDay) {
  swap_days(board_, sheet_, 8, 3);
  EXPECT_EQ(sessions_on(sheet_, 3), two_);
  EXPECT_TRUE(sessions_on(sheet_, 8).empty());
  move_weeks(board_, sheet_, {0, 6}, 1);
  EXPECT_EQ(sessions_on(sheet_, 10), two_);
  EXPECT_EQ(sessions_on(sheet_, board_.target), race_) << "the race stays";
  take_out(board_, sheet_, {7, 9});
  EXPECT_EQ(sessions_on(sheet_, 7), two_);
  EXPECT_EQ(sessions_on(sheet_, board_.target), race_);
  repeat_span(board_, sheet_, {7, 13}, 2);
  EXPECT_EQ(sessions_on(sheet_, 14), two_);
  EXPECT_EQ(sessions_on(sheet_, 21), two_);
  shift_by(board_, sheet_, 14, 3);
  EXPECT_TRUE(sessions_on(sheet_, 14).empty());
  EXPECT_EQ(sessions_on(sheet_, 17), two_);
}

TEST_F(SessionsOfADay, AreKeptInTheScenarioWithTheLoadsOfTheDesk) {
  set_load(board_, sheet_, 8, 100.0 / 3.0, "AU");
  const Board read = again();
  EXPECT_EQ(read.sheets[0].load, sheet_.load);
  const Sessions now = sessions_on(read.sheets[0], 8), was = sessions_on(sheet_, 8);
  ASSERT_EQ(now.size(), 2u);
  for (std::size_t n = 0; n < 2; ++n) {
    EXPECT_EQ(now[n].name, was[n].name);
    EXPECT_DOUBLE_EQ(now[n].load, was[n].load);
  }
  EXPECT_EQ(to_toml(scenario_of(read, 1), "x"), to_toml(scenario_of(board_, 1), "x"));
}

/// A coach names what the plan has anyway: it stays a plan of blocks.
TEST_F(SessionsOfADay, DoNotTakeTheStructureAway) {
  for (int day = 0; day < board_.days; ++day) {
    const double load = sheet_.load[static_cast<std::size_t>(day)];
    if (load > 0.0) set_sessions(board_, sheet_, day, {{"Run", load}}, "AU");
  }
  const Scenario scenario = scenario_of(board_, 1);
  ASSERT_EQ(scenario.plans[0].blocks.size(), 1u);
  EXPECT_FALSE(scenario.plans[0].blocks[0].week) << "the usual week";
  EXPECT_EQ(again().sheets[0].load, sheet_.load);
}

TEST_F(SessionsOfADay, OfTheRaceGoWithIt) {
  set_target(board_, board_.target - 5);
  EXPECT_EQ(sessions_on(sheet_, board_.target), race_);
  EXPECT_EQ(sessions_on(sheet_, 8), two_) << "other days keep their dates";
}

}  // namespace
}  // namespace formcast
