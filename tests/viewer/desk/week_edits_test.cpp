#include "viewer/desk/week_edits.hpp"

#include <gtest/gtest.h>

#include <numeric>

#include "tests/viewer/board_file.hpp"
#include "viewer/desk/edits.hpp"

namespace formcast {
namespace {

/// Four weeks, the second lighter; a test on day 9, the target is day 26, which costs 33.
class WeekEdits : public ::testing::Test {
 protected:
  WeekEdits() {
    scale_to(board_, sheet_, {7, 13}, 300.0, "AU");
    sheet_.load[26] = 33.0;
    before_ = sheet_.load;
  }
  double week(int n) const { return total_of(sheet_, {7 * n, 7 * n + 6}); }

  Board board_ = small_board();
  Sheet& sheet_ = board_.sheets[0];
  std::vector<double> before_;
};

TEST_F(WeekEdits, AWeekIsRepeatedButNotOnRaceDay) {
  EXPECT_EQ(repeat_span(board_, sheet_, {7, 13}, 2), "Mon 9 May to Sun 15 May repeated 2 times");
  EXPECT_DOUBLE_EQ(week(2), 300.0);
  EXPECT_EQ(sheet_.load[0], before_[0]);
  EXPECT_EQ(sheet_.load[21], sheet_.load[7]);
  EXPECT_EQ(sheet_.load[27], sheet_.load[13]);
  EXPECT_EQ(sheet_.load[26], 33.0);
  EXPECT_EQ(repeat_span(board_, sheet_, {21, 27}, 5), "Mon 23 May to Sun 29 May repeated 5 times");  // nothing follows
}

TEST_F(WeekEdits, AClearedSpanHoldsNothing) {
  mark_ill(board_, sheet_, {10, 10});
  clear(board_, sheet_, {8, 11});
  EXPECT_EQ(total_of(sheet_, {8, 11}), 0.0);
  EXPECT_TRUE(sheet_.tests.empty());
  EXPECT_TRUE(sheet_.ill.empty());
  EXPECT_EQ(sheet_.load[7], before_[7]);
  EXPECT_EQ(sheet_.load[12], before_[12]);
}

TEST_F(WeekEdits, RemovedDaysAreReplacedByLaterOnes) {
  toggle_test(board_, sheet_, 26);
  take_out(board_, sheet_, {0, 6});
  EXPECT_DOUBLE_EQ(week(0), 300.0);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{2, 26}));  // the race stays, and is there once
  EXPECT_EQ(sheet_.load[26], 33.0);
  EXPECT_EQ(sheet_.load[19], 0.0);
  EXPECT_DOUBLE_EQ(week(3), 33.0);
  take_out(board_, sheet_, {0, 6});
  EXPECT_EQ(sheet_.tests, (std::vector<int>{26}));
}

TEST_F(WeekEdits, AWeekMovesAndOthersMakeRoom) {
  EXPECT_EQ(move_weeks(board_, sheet_, {7, 13}, 1), "Mon 9 May to Sun 15 May moved 1 week later");
  EXPECT_DOUBLE_EQ(week(2), 300.0);
  EXPECT_DOUBLE_EQ(week(1), std::accumulate(before_.begin() + 14, before_.begin() + 21, 0.0));
  EXPECT_EQ(sheet_.tests, (std::vector<int>{16}));
  move_weeks(board_, sheet_, {14, 20}, -1);
  EXPECT_EQ(sheet_.load, before_);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{9}));
}

TEST_F(WeekEdits, TheRaceStaysOnItsDay) {
  toggle_test(board_, sheet_, 26);
  move_weeks(board_, sheet_, {0, 6}, 3);
  EXPECT_EQ(sheet_.load[26], 33.0);
  EXPECT_EQ(sheet_.tests, (std::vector<int>{2, 26}));
  EXPECT_EQ(sheet_.load[19], before_[5]);  // that Saturday's load went where the race would have gone
}

TEST_F(WeekEdits, OnlyWholeWeeksMoveAndOnlyWithinThePlan) {
  EXPECT_EQ(possible_move(board_, {7, 13}, 9), 2);
  EXPECT_EQ(possible_move(board_, {7, 20}, -9), -1);
  EXPECT_EQ(possible_move(board_, {7, 12}, 1), 0);
  board_.start += date::days{3};  // the first week is cut
  EXPECT_EQ(possible_move(board_, {4, 10}, -1), 0);
}

}  // namespace
}  // namespace formcast
