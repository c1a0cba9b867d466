#include "viewer/desk/race.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/event_edits.hpp"
#include "viewer/desk/pattern.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

/// The shipped race: keep going; a block, then a taper; an overload block.
Board race_board() { return board_of(read_scenario(shipped("busso_race.toml"), Athletes::kNotRead), kUsualWeek); }

NamedBoard typed(const Board& board, const RaceForm& form) { return with_race(board, form, 0, "S3", "W", "AU"); }

std::string refusal(const Board& board, RaceForm form) {
  try {
    typed(board, form);
  } catch (const InputError& error) {
    return error.what();
  }
  return "taken";
}

double on(const Board& board, std::size_t sheet, int day) {
  return board.sheets[sheet].load[static_cast<std::size_t>(day)];
}

TEST(Race, AnotherDayTakesTheRaceAlong) {
  Board board = small_board();
  board.sheets.push_back(board.sheets[0]);
  board.sheets[1].load[26] = 40.0;
  board.sheets[1].tests = {9, 26};
  const std::vector<double> before = board.sheets[1].load;
  EXPECT_EQ(set_target(board, 19), "race day is Sat 21 May");
  EXPECT_EQ(board.target, 19);
  EXPECT_EQ(board.days, 21);  // a day follows the race, as before
  EXPECT_EQ(on(board, 0, 19), 0.0);
  EXPECT_EQ(on(board, 1, 19), 40.0);
  EXPECT_EQ(board.sheets[1].tests, (std::vector<int>{9, 19}));
  set_target(board, 26);
  EXPECT_EQ(board.sheets[0].load[19], 200.0);
  EXPECT_EQ(board.sheets[1].load, before);
}

/// The loads of every day before the race, counted from it, are what they were.
TEST(Race, TaperAndBlocksGoWithIt) {
  const Board before = race_board();
  for (const int weeks : {1, 3, -2, 33}) {
    SCOPED_TRACE(weeks);
    Board board = before;
    set_target(board, before.target + 7 * weeks);
    EXPECT_EQ(board.days, before.days + 7 * weeks);
    for (std::size_t s = 0; s < 3; ++s) {
      SCOPED_TRACE(board.sheets[s].name);
      for (int day = std::max(0, -7 * weeks); day < before.days; ++day) {
        ASSERT_EQ(on(board, s, day + 7 * weeks), on(before, s, day)) << day;
      }
      // Until the blocks begin, the usual week.
      for (int day = 0; day < 7 * weeks; ++day) ASSERT_EQ(on(board, s, day), kUsualWeek[weekday(board.date(day))]);
      EXPECT_EQ(board.sheets[s].tests, std::vector<int>{board.target});
    }
  }
}

TEST(Race, BlocksStayInTheirWeekdaysAndTheTaperEndsOnTheEve) {
  const Board before = race_board();
  Board board = before;
  set_target(board, before.target - 1);  // Saturday
  EXPECT_EQ(on(board, 1, 10), on(before, 1, 10));
  const Plan plan = plan_of(board, board.sheets[1]);
  EXPECT_FALSE(plan.begin);
  EXPECT_EQ(on(board, 1, board.target), 100.0);
  EXPECT_EQ(on(board, 1, board.target - 1), kUsualWeek[4] * 0.4);  // Friday
  set_target(board, before.target + 1);                            // Monday of the next week
  EXPECT_EQ(plan_of(board, board.sheets[1]).begin, before.start + date::days{7});
}

TEST(Race, DaysSetByHandKeepTheirDates) {
  Board board = race_board();
  set_load(board, board.sheets[1], 12, 55.0, "AU");
  set_load(board, board.sheets[1], 40, 66.0, "AU");
  toggle_test(board, board.sheets[1], 20);
  mark_ill(board, board.sheets[1], {24, 25});
  board.events = {{42, "late", Event::Priority::kC}};
  set_target(board, board.target - 14);
  EXPECT_EQ(on(board, 1, 12), 55.0);
  EXPECT_EQ(on(board, 1, 40), 66.0);
  EXPECT_EQ(on(board, 1, 25), 0.0);
  EXPECT_EQ(board.sheets[1].tests, (std::vector<int>{20, board.target}));
  EXPECT_EQ(board.days, 43);  // up to the last event
  const Scenario again = parse_scenario(to_toml(scenario_of(board, 1), "x"), "x.toml", Athletes::kNotRead);
  EXPECT_EQ(board_of(again, kUsualWeek).sheets[1].load, board.sheets[1].load);
}

TEST(Race, AMadeTitleFollowsAndTheCoachsOwnStays) {
  Board board = race_board();
  set_target(board, board.target + 7);
  EXPECT_EQ(board.title, "Five-minute race on 12 June");
  set_target(board, 281);
  EXPECT_EQ(board.title, "Five-minute race on 28 January 2017");
  board.title = "Road to the cup";
  set_target(board, board.target - 7);
  EXPECT_EQ(board.title, "Road to the cup");
}

TEST(Race, IsReadFromTheForm) {
  const Board board = race_board();
  RaceForm form = race_form(board, 1);
  EXPECT_EQ(form.name, "Five-minute race");
  EXPECT_EQ(form.date, "2016-06-05");
  EXPECT_EQ(form.aim, "340");
  EXPECT_EQ(form.load, "100");
  EXPECT_EQ(typed(board, form).name, "");
  form = {"Cup final", "27.1.2017", "345,5", "120"};
  const NamedBoard edit = typed(board, form);
  EXPECT_EQ(edit.name, "race day is Fri 27 Jan 2017, the race is \"Cup final\", aim 346 W, race day's load is 120 AU");
  EXPECT_EQ(iso(edit.board.date(edit.board.target)), "2017-01-27");  // in week 40
  EXPECT_EQ(edit.board.target / 7, 40);
  EXPECT_EQ(edit.board.title, "Cup final on 27 January 2017");
  EXPECT_EQ(edit.board.target_performance, 345.5);
  for (std::size_t s = 0; s < 3; ++s) EXPECT_EQ(on(edit.board, s, edit.board.target), 120.0);
  const Plan plan = plan_of(edit.board, edit.board.sheets[1]);
  EXPECT_EQ(plan.tests.at(0).load, 120.0);
  EXPECT_TRUE(plan.overrides.empty());
  EXPECT_EQ(plan.blocks.size(), 2u);
  EXPECT_EQ(plan.taper->days, 14);
}

TEST(Race, WithoutANameTheTitleIsTheAthletes) {
  Board board = small_board();
  board.title = "S3";
  board = typed(board, {"Cup", "2016-05-28", "", "0"}).board;
  EXPECT_EQ(board.title, "Cup on 28 May");
  board = typed(board, {"", "2016-05-28", "", "0"}).board;
  EXPECT_EQ(board.title, "S3");
}

TEST(Race, TellsWhatCannotBe) {
  const Board board = race_board();
  const auto on_date = [&](const char* date) { return refusal(board, {"x", date, "", ""}); };
  EXPECT_EQ(on_date("2016-04-21"), "Thu 21 Apr 2016 is before the plans, which begin on Fri 22 Apr 2016");
  EXPECT_THAT(on_date("2018-05-01"), HasSubstr("is more than two years after the plans begin; the last day"));
  EXPECT_EQ(on_date("2018-04-22"), "taken");
  EXPECT_THAT(on_date("soon"), HasSubstr("\"soon\" is no date"));
  EXPECT_EQ(refusal(board, {"x", "2016-06-05", "much", ""}), "aim \"much\" is no number");
  EXPECT_THAT(refusal(board, {"x", "2016-06-05", "", "-4"}), HasSubstr("load -4 is out of range"));
}

TEST(Race, ChangesRolesWithABEvent) {
  Board board = race_board();
  board.events = {{23, "Club race", Event::Priority::kB}};
  const Board before = board;
  EXPECT_EQ(make_race(board, 0), "Club race on Sun 15 May is the A event");
  EXPECT_EQ(board.title, "Club race on 15 May");
  EXPECT_EQ(board.race, "Club race");
  ASSERT_EQ(board.events.size(), 1u);
  EXPECT_EQ(board.events[0], (BoardEvent{44, "Five-minute race", Event::Priority::kB}));
  EXPECT_EQ(on(board, 1, 44), 100.0);  // it costs what it did
  EXPECT_EQ(on(board, 1, 22), kUsualWeek[5] * 0.4);
  EXPECT_EQ(board.days, before.days);
  make_race(board, 0);
  EXPECT_EQ(board.title, before.title);
  EXPECT_EQ(board.events[0].name, "Club race");
  EXPECT_EQ(board.sheets[1].load, before.sheets[1].load);
  EXPECT_TRUE(plan_of(board, board.sheets[1]).overrides.empty());
  Board by_form = with_event(before, 0, {"Club race", "15.5.2016", Event::Priority::kC, true});
  EXPECT_EQ(by_form.race, "Club race");
  EXPECT_EQ(by_form.events[0].priority, Event::Priority::kC);
}

}  // namespace
}  // namespace formcast
