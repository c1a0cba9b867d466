#include "viewer/desk/next_days.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "sim/base/input_error.hpp"
#include "sim/calibration/calibrate.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/desk.hpp"
#include "viewer/desk/edits.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

/// S3 of the shipped history, as it was two weeks before its end and as it is.
class NextDays : public ::testing::Test {
 protected:
  static constexpr int kMore = 14;

  static void SetUpTestSuite() {
    History history = read_history(shipped("busso_2017.csv"));
    AthleteHistory& athlete = history.athletes.back();
    later_ = calibrate(athlete, history, Timing::kNextDay);
    athlete.load.resize(athlete.load.size() - kMore);
    std::erase_if(athlete.tests, [&](const formcast::Test& test) { return test.day >= athlete.days(); });
    earlier_ = calibrate(athlete, history, Timing::kNextDay);
  }
  static Session left(const Board& board, Undo undo) {
    Session session;
    session.twin = to_json(earlier_);
    set_plans(session, earlier_.athlete, board, undo);
    return session;
  }
  static inline Twin earlier_, later_;
};

TEST_F(NextDays, WhatIsToComeKeepsItsDates) {
  Board board = first_board(earlier_);
  board.events = {{3, "past", Event::Priority::kB}, {20, "to come", Event::Priority::kC}};
  board.sheets[0].tests = {13, 14, 30};
  board.sheets[0].ill = {0, 15};
  const Board next = next_days(board, later_);
  EXPECT_EQ(next.start, later_.next_day());
  EXPECT_EQ(next.date(next.target), board.date(board.target));
  EXPECT_EQ(next.date(next.days), board.date(board.days));
  ASSERT_EQ(next.events.size(), 1u);
  EXPECT_EQ(next.date(next.events[0].day), board.date(20));
  EXPECT_EQ(next.sheets[0].tests, (std::vector<int>{0, 16}));
  EXPECT_EQ(next.sheets[0].ill, (std::vector<int>{1}));
  for (int day = 0; day < next.days; ++day) {
    const auto now = static_cast<std::size_t>(day), before = static_cast<std::size_t>(day + kMore);
    EXPECT_EQ(next.sheets[1].load[now], board.sheets[1].load[before]) << day;
  }
}

/// What was planned stays beside what was done, week after week, also in the session that is kept.
TEST_F(NextDays, WhatWasPlannedIsKept) {
  Board board = first_board(earlier_);
  board.sheets[1].load[0] = 33.0;
  Twin between = later_;
  between.load.resize(between.load.size() - 5);
  const Board first = next_days(board, between);
  ASSERT_EQ(first.sheets[1].planned.size(), std::size_t{kMore - 5});
  EXPECT_EQ(first.sheets[1].planned[0], 33.0);
  const Board next = next_days(first, later_);
  ASSERT_EQ(next.sheets[1].planned.size(), std::size_t{kMore});
  for (std::size_t day = 0; day < kMore; ++day) EXPECT_EQ(next.sheets[1].planned[day], board.sheets[1].load[day]);
  Session session = left(next, Undo(next));
  session.twin = to_json(later_);
  const Session kept = parse_session(to_json(session), "desk");
  EXPECT_EQ(board_of(kept, later_, "desk").sheets[1].planned, next.sheets[1].planned);
}

/// Undoing an edit changes the plan, not what was planned when the days came.
TEST_F(NextDays, WhatWasPlannedIsTheSameInEveryStep) {
  Board board = first_board(earlier_);
  Undo undo(board);
  set_load(board, board.sheets[0], 2, 77.0, "AU");
  undo.push("77 on a day", board);
  const ContinuedDesk next = with_record(left(board, undo), later_, to_json(later_));
  Evaluator evaluator;
  Desk desk(evaluator);
  desk.open_session(next.session, "desk");
  EXPECT_EQ(desk.board().sheets[0].planned.at(2), 77.0);
  desk.undo();
  EXPECT_EQ(desk.board().sheets[0].planned.at(2), 77.0);
}

/// Forecasts and news are kept with the desk, also of an athlete for whom nobody has made plans.
TEST_F(NextDays, ForecastsAreKeptWithTheDesk) {
  const std::vector<PredictedTest> forecasts{{100, 350.0, 340.0, 360.0, 371.5, 3.5}};
  const ContinuedDesk next = with_record(Session{.twin = to_json(earlier_)}, later_, to_json(later_), forecasts);
  EXPECT_FALSE(next.session.has_plans());
  EXPECT_EQ(next.session.news.days, kMore);
  EXPECT_EQ(next.session.news.tests.size(), later_.tests.size() - earlier_.tests.size());
  const std::string kept = kept_text(next.session);
  ASSERT_TRUE(is_session(kept));
  Evaluator evaluator;
  Desk desk(evaluator);
  desk.open_session(session_from(kept, "desk"), "desk");
  EXPECT_FALSE(desk.has_own_plans());
  ASSERT_EQ(desk.forecasts().size(), 1u);
  EXPECT_EQ(desk.forecasts()[0].seen, 371.5);
  EXPECT_EQ(desk.news().tests, next.session.news.tests);
  EXPECT_EQ(desk.session().forecasts.size(), 1u);
  desk.open_twin(to_json(earlier_), "S3");
  EXPECT_TRUE(desk.forecasts().empty());
  EXPECT_FALSE(desk.news().any());
  EXPECT_EQ(kept_text(Session{.twin = "{}"}), "{}");
}

/// Plans, done days and tests in one line.
TEST_F(NextDays, AreSaidInWords) {
  Board board = first_board(earlier_);
  for (double& load : board.sheets[0].load) load = 10.0;
  const ContinuedDesk next = with_record(left(board, Undo(board)), later_, to_json(later_), {});
  const std::string text = continued_text(next, later_);
  EXPECT_THAT(text, HasSubstr("14 more days in the record; the plans go on from Fri 22 Apr 2016. "));
  EXPECT_THAT(text, HasSubstr(" of 140 AU planned were done"));
}

/// The forecasts that a twin file does not hold are computed on the desk, as `formcast update` has them.
TEST_F(NextDays, ForecastsAreComputedWhereTheyAreNotKnown) {
  Evaluator evaluator;
  Desk desk(evaluator);
  desk.open_twin(to_json(later_), "S3");
  desk.look_back_from(std::nullopt, true, true);
  for (int n = 0; n < 60000 && !desk.is_judged(); ++n) {
    desk.tick();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  ASSERT_TRUE(desk.just_judged());
  EXPECT_FALSE(desk.just_judged());
  History history = read_history(shipped("busso_2017.csv"));
  const Calibration all = calibrate_and_forecast(history.athletes.back(), history, Timing::kNextDay);
  const Drift drift = find_drift(one_ahead(all.rolling, all.twin.tests)), here = find_drift(desk.forecasts());
  EXPECT_EQ(here.forecasts, drift.forecasts);
  EXPECT_EQ(here.inside, drift.inside);
  EXPECT_NEAR(here.mean_z, drift.mean_z, 1e-9);
}

TEST_F(NextDays, NothingIsPlannedForARaceThatIsOver) {
  Board board = first_board(earlier_);
  board.target = kMore - 1;
  EXPECT_THROW(next_days(board, later_), InputError);
  board.target = kMore;
  EXPECT_EQ(next_days(board, later_).target, 0);
}

TEST_F(NextDays, ADeskGoesOnWithItsUndoSteps) {
  Board board = first_board(earlier_);
  Undo undo(board);
  set_load(board, board.sheets[0], 30, 77.0, "AU");
  undo.push("77 on a day", board);
  const ContinuedDesk next = with_record(left(board, undo), later_, to_json(later_));
  EXPECT_EQ(next.session.news.days, kMore);
  EXPECT_EQ(next.start, later_.next_day());
  Evaluator evaluator;
  Desk desk(evaluator);
  desk.open_session(next.session, "desk");
  EXPECT_EQ(desk.twin().days(), later_.days());
  EXPECT_EQ(desk.board().sheets[0].load[30 - kMore], 77.0);
  EXPECT_EQ(desk.history().steps()[desk.history().at()].name, "77 on a day");
  desk.undo();
  EXPECT_EQ(desk.board().sheets[0].load[30 - kMore], first_board(earlier_).sheets[0].load[30]);
  EXPECT_EQ(desk.board().start, later_.next_day());
}

TEST_F(NextDays, WhatCannotFollowIsRefusedWithTheReason) {
  const Board board = first_board(later_);
  Session session = left(board, Undo(board));
  session.twin = to_json(later_);
  const auto refusal = [&](const Twin& twin) -> std::string {
    try {
      with_record(session, twin, to_json(twin));
    } catch (const InputError& error) {
      return error.what();
    }
    return "taken";
  };
  EXPECT_THAT(refusal(earlier_), HasSubstr("its record ends on "));
  Twin other = later_;
  other.load_unit = "TSS";
  EXPECT_THAT(refusal(other), HasSubstr("its loads are in TSS, those here in AU"));
}

/// A desk that is left and found again is the same, and a step that cannot be read costs no other.
TEST_F(NextDays, ALeftDeskIsFoundAgain) {
  Evaluator evaluator;
  Desk desk(evaluator);
  desk.open_twin(to_json(later_), "S3");
  EXPECT_FALSE(desk.has_own_plans());
  for (int n = 0; n < 30; ++n) {
    Board board = desk.board();
    std::string name = set_load(board, board.sheets[0], n, 10.0 * n + 0.1, "AU");
    desk.edit(std::move(name), std::move(board));
  }
  desk.undo();
  EXPECT_TRUE(desk.has_own_plans());
  Session session = parse_session(to_json(desk.session()), "desk");
  Desk again(evaluator);
  again.open_session(session, "desk");
  EXPECT_EQ(again.board().sheets[0].load, desk.board().sheets[0].load);
  again.redo();
  EXPECT_EQ(again.board().sheets[0].load[29], 290.1);
  session.steps.front().scenario = "days = -1";
  again.open_session(session, "desk");
  EXPECT_EQ(again.board().sheets[0].load, desk.board().sheets[0].load);
  EXPECT_EQ(again.history().steps().size() + 1, session.steps.size());
}

}  // namespace
}  // namespace formcast
