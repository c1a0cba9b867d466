#include "viewer/desk/edits.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/viewer/board_file.hpp"
#include "viewer/desk/undo.hpp"

namespace formcast {
namespace {

class Edits : public ::testing::Test {
 protected:
  Board board_ = small_board();
  Sheet& sheet_ = board_.sheets[0];
  std::vector<double> before_ = sheet_.load;

  double total(int first, int last) const {
    return std::accumulate(sheet_.load.begin() + first, sheet_.load.begin() + last + 1, 0.0);
  }
  /// Days outside a span are as they were.
  void expect_kept(int first, int last) const {
    for (int day = 0; day < board_.days; ++day) {
      const auto d = static_cast<std::size_t>(day);
      if (day >= first && day <= last) continue;
      EXPECT_EQ(sheet_.load[d], before_[d]) << day;
    }
  }
};

TEST_F(Edits, ALoadIsNeverNegative) {
  EXPECT_EQ(set_load(board_, sheet_, 1, 95.0, "AU"), "Tue 3 May set to 95 AU");
  EXPECT_EQ(sheet_.load[1], 95.0);
  set_load(board_, sheet_, 1, -5.0, "AU");
  EXPECT_EQ(sheet_.load[1], 0.0);
  expect_kept(1, 1);
}

TEST_F(Edits, AWeekKeepsItsShape) {
  scale_to(board_, sheet_, {0, 6}, 1200.0, "AU");
  for (std::size_t day = 0; day < 7; ++day) EXPECT_DOUBLE_EQ(sheet_.load[day], 2.0 * before_[day]);
  expect_kept(0, 6);
  rest(board_, sheet_, {0, 6});
  EXPECT_EQ(total(0, 6), 0.0);
  scale_to(board_, sheet_, {0, 6}, 700.0, "AU");
  EXPECT_DOUBLE_EQ(sheet_.load[3], 100.0);
}

TEST_F(Edits, DaysMoveWithTheirTests) {
  swap_days(board_, sheet_, 9, 11);
  EXPECT_EQ(sheet_.load[11], before_[9]);
  EXPECT_EQ(sheet_.load[9], before_[11]);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{11}));
  swap_days(board_, sheet_, 11, 9);
  EXPECT_EQ(sheet_.load, before_);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{9}));
}

TEST_F(Edits, IllnessIsMarkedAndUnmarked) {
  mark_ill(board_, sheet_, {3, 5});
  EXPECT_EQ(sheet_.ill, (std::vector<int>{3, 4, 5}));
  EXPECT_EQ(total(3, 5), 0.0);
  expect_kept(3, 5);
  mark_ill(board_, sheet_, {4, 5});
  EXPECT_EQ(sheet_.ill, (std::vector<int>{3}));
}

TEST_F(Edits, WeeksAreRepeatedAsFarAsThePlanGoes) {
  const std::vector<double> week{1, 2, 3, 4, 5, 6, 7};
  paste(board_, sheet_, week, 10, 4);
  EXPECT_EQ(sheet_.load[10], 1.0);
  EXPECT_EQ(sheet_.load[17], 1.0);
  EXPECT_EQ(sheet_.load[27], 4.0);
  expect_kept(10, 27);
}

TEST_F(Edits, EverythingLaterMoves) {
  shift_by(board_, sheet_, 7, 2);
  EXPECT_EQ(sheet_.load[7], 0.0);
  EXPECT_EQ(sheet_.load[9], before_[7]);
  EXPECT_EQ(sheet_.load[27], before_[25]);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{11}));
  for (std::size_t day = 0; day < 7; ++day) EXPECT_EQ(sheet_.load[day], before_[day]);
}

TEST_F(Edits, EverythingLaterMovesUp) {
  shift_by(board_, sheet_, 9, -2);
  EXPECT_EQ(sheet_.load[7], before_[9]);
  EXPECT_EQ(sheet_.load[25], before_[27]);
  EXPECT_EQ(total(26, 27), 0.0);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{7}));
  expect_kept(7, 27);
}

TEST_F(Edits, ARampRisesInEvenSteps) {
  scale_to(board_, sheet_, {7, 13}, 600.0, "AU");
  ramp_to(board_, sheet_, {0, 27}, 1.3);
  EXPECT_NEAR(total(0, 6), 600.0, 1e-9);
  EXPECT_NEAR(total(7, 13), 660.0, 1e-9);
  EXPECT_NEAR(total(14, 20), 720.0, 1e-9);
  EXPECT_NEAR(total(21, 27), 780.0, 1e-9);
}

TEST_F(Edits, ATaperIsTheScenarios) {
  taper_to_target(board_, sheet_, {Taper::Shape::kLinear, 10, 0.5});
  for (int t = 1; t <= 10; ++t) {
    const auto day = static_cast<std::size_t>(board_.target - 11 + t);
    EXPECT_DOUBLE_EQ(sheet_.load[day], before_[day] * (1.0 - 0.05 * t));
  }
  expect_kept(board_.target - 10, board_.target - 1);
}

TEST_F(Edits, ATestIsAddedAndRemoved) {
  toggle_test(board_, sheet_, 4);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{4, 9}));
  toggle_test(board_, sheet_, 9);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{4}));
  EXPECT_EQ(sheet_.load, before_);
}

TEST(UndoSteps, GoBackAndForth) {
  Board board = small_board();
  Undo undo(board);
  EXPECT_EQ(undo.undo(), nullptr);
  for (const double load : {1.0, 2.0, 3.0}) {
    board.sheets[0].load[0] = load;
    undo.push("edit", board);
  }
  EXPECT_EQ(undo.undo()->board.sheets[0].load[0], 2.0);
  EXPECT_EQ(undo.undo()->board.sheets[0].load[0], 1.0);
  EXPECT_EQ(undo.redo()->board.sheets[0].load[0], 2.0);
  board.sheets[0].load[0] = 9.0;
  undo.push("another", board);  // redo steps are dropped
  EXPECT_EQ(undo.redo(), nullptr);
  EXPECT_EQ(undo.undo()->board.sheets[0].load[0], 2.0);
  EXPECT_EQ(undo.undo()->board.sheets[0].load[0], 1.0);
  EXPECT_EQ(undo.undo()->board.sheets[0].load[0], 100.0);
  EXPECT_EQ(undo.undo(), nullptr);
}

}  // namespace
}  // namespace formcast
