#include "viewer/export/plan_csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "sim/base/input_error.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/trip_form.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// Two plans, the second of odd loads, with tests, illness and a trip.
Board two_plans() {
  Board board = small_board();
  board.title = "=Cup, \"A\"";
  Sheet odd = board.sheets[0];
  odd.name = "odd";
  odd.load[0] = 100.0 / 3.0;
  odd.load[1] = 1e-7;
  odd.load[2] = 123456789.125;
  odd.load[20] = 0.1 + 0.2;
  odd.tests = {5, 9};
  odd.ill = {3, 12};
  odd.load[3] = odd.load[12] = 0.0;
  odd.sessions[20] = {{"Intervals, 5 x 4 min", 0.1}, {"Easy", 0.2}};
  board.sheets.push_back(odd);
  TripForm form;
  form.flights = {{"Europe/Paris", "Australia/Brisbane", "2016-05-20 11:00", "2016-05-21 18:45", true}};
  return with_trip(board, 1, std::nullopt, form);
}

std::string saved_name(const Board& board, std::size_t sheet) {
  return file_stem(board.title + " " + board.sheets[sheet].name) + ".csv";
}

std::string refusal(const std::string& text) {
  try {
    with_csv(small_board(), 0, text, "x.csv", "AU");
  } catch (const InputError& error) {
    return error.what();
  }
  return "taken";
}

TEST(PlanFromCsv, IsThePlanThatWasSaved) {
  const Board board = two_plans();
  for (const char* unit : {"AU", "", "a \"b\", µ"}) {
    const std::string text = to_csv(board, board.sheets[1], unit);
    EXPECT_TRUE(is_plan_csv(text)) << unit;
    const PlanFromCsv made = with_csv(board, 0, text, saved_name(board, 1), unit);
    EXPECT_THAT(made.notes, IsEmpty());
    ASSERT_EQ(made.board.sheets.size(), 3u);
    const Sheet &was = board.sheets[1], &is = made.board.sheets[2];
    EXPECT_EQ(is.name, "odd 2");
    EXPECT_EQ(is.load, was.load);
    EXPECT_EQ(is.tests, was.tests);
    EXPECT_EQ(is.ill, was.ill);
    EXPECT_EQ(is.trips.size(), 1u) << "of the plan that it came from";
    EXPECT_EQ(to_csv(made.board, is, unit), text);
    EXPECT_EQ(plan_input(made.board, 2), plan_input(board, 1));
  }
}

TEST(PlanFromCsv, IsNamedAfterItsFileWhereThatIsNoPlans) {
  const Board board = two_plans();
  const std::string text = to_csv(board, board.sheets[1], "AU");
  const PlanFromCsv made = with_csv(board, 0, text, "folder/spring block.csv", "AU");
  EXPECT_EQ(made.board.sheets[2].name, "spring block");
  EXPECT_TRUE(made.board.sheets[2].trips.empty()) << "of the plan that is edited";
  const std::string again = saved_name(board, 1);
  EXPECT_EQ(with_csv(board, 0, text, again.substr(0, again.size() - 4) + " (1).csv", "AU").board.sheets[2].name,
            "odd 2");
}

/// As spreadsheets of other countries save it.
TEST(PlanFromCsv, MayHaveBeenThroughASpreadsheet) {
  const Board board = small_board();
  const auto loads = [&](const std::string& text) {
    const PlanFromCsv made = with_csv(board, 0, text, "x.csv", "AU");
    EXPECT_EQ(made.notes.size(), 1u) << "the days that are not there";
    return std::vector<double>(made.board.sheets[1].load.begin(), made.board.sheets[1].load.begin() + 3);
  };
  EXPECT_THAT(loads("sep=;\r\nDate;Load "
                    "[AU];Test;Illness;Event\r\n02.05.2016;12,5;;;\r\n03.05.2016;;;;\r\n04.05.2016;rest;x;;\r\n"),
              ElementsAre(12.5, 0.0, 0.0));
  EXPECT_THAT(loads("date,load,test,illness\n5/2/2016,12.5,,\n5/3/2016,-,,\n5/4/2016,7,,\n"),
              ElementsAre(12.5, 0.0, 7.0));
  EXPECT_THAT(loads("date\tload\ttest\tillness\n02/05/2016\t1\t\t\n03/05/2016\t2\t\t\n04/05/2016\t3\t\t\n"),
              ElementsAre(1, 2, 3));
}

TEST(PlanFromCsv, WhatDoesNotFitIsSaid) {
  const Board board = small_board();
  const PlanFromCsv made = with_csv(board, 0,
                                    "date,load [AU],test,illness,event\n"
                                    "2016-04-30,50,,,\n2016-05-01,50,,,\n"
                                    "2016-05-02,=1+1,,,@cmd\n"
                                    "2016-05-03,lots,,,\n"
                                    "2016-05-04,-5,,,\n"
                                    "soon,5,,,\n"
                                    "2016-05-05,5,,ill,\n"
                                    "2016-05-06,6,test,,\n2016-05-06,7,,,\n"
                                    "2016-05-30,5,,,\n",
                                    "x.csv", "AU");
  EXPECT_THAT(
      made.notes,
      ElementsAre("line 4, 2 May: \"=1+1\" is no load", "line 5, 3 May: \"lots\" is no load",
                  "line 6, 4 May: \"-5\" is no load", "line 7: \"soon\" is no date", "line 10: 6 May is there twice",
                  "line 8, 5 May: ill, but with a load; it is not marked as illness", "2 days before 2 May left out",
                  "1 day after 29 May left out", "26 days are as in \"usual\""));
  const Sheet& plan = made.board.sheets[1];
  EXPECT_THAT(std::vector<double>(plan.load.begin(), plan.load.begin() + 5), ElementsAre(100, 80, 0, 5, 6));
  EXPECT_THAT(plan.tests, ElementsAre(4, 9));
  EXPECT_THAT(plan.ill, IsEmpty());
}

TEST(PlanFromCsv, SessionsShareTheLoadBesideThem) {
  const PlanFromCsv made = with_csv(small_board(), 0,
                                    "date,load [AU],test,illness,sessions\n"
                                    "2016-05-02,45,,,Intervals 60; Easy run 30;\n"
                                    "2016-05-03,45,,,Easy\n"
                                    "2016-05-04,0,,,Easy 30\n",
                                    "x.csv", "AU");
  ASSERT_FALSE(made.notes.empty());
  EXPECT_EQ(made.notes[0], "line 3, 3 May: \"Easy\" is no list of sessions such as \"Intervals 60; Easy run 30\"");
  const Sheet& plan = made.board.sheets[1];
  EXPECT_EQ(sessions_on(plan, 0), (std::vector<PlannedSession>{{"Intervals", 30.0}, {"Easy run", 15.0}}));
  EXPECT_THAT(sessions_on(plan, 1), IsEmpty());
  EXPECT_THAT(sessions_on(plan, 2), IsEmpty()) << "a day of rest";
}

TEST(PlanFromCsv, IsRefusedAsAWholeInAnotherUnitOrOfOtherDays) {
  EXPECT_THAT(refusal("date,load [TSS],test,illness,event\n2016-05-02,5,,,\n"),
              HasSubstr("has loads in TSS, but the athlete's are in AU; nothing was changed"));
  EXPECT_THAT(refusal("date,load [AU],test,illness,event\n2015-05-02,5,,,\n"),
              AllOf(HasSubstr("no day from Mon 2 May 2016 to Sun 29 May 2016"), HasSubstr("nothing was changed")));
  EXPECT_THAT(refusal("date,load [AU],test,illness,event\n"), HasSubstr("no day from"));
}

TEST(PlanFromCsv, IsToldFromAHistory) {
  EXPECT_TRUE(is_plan_csv("date,load,test,illness,event\n"));
  EXPECT_FALSE(is_plan_csv("date,load,performance\n2016-05-02,5,300\n"));
  EXPECT_FALSE(is_plan_csv("date,load,performance [W],test,illness\n"));
  EXPECT_FALSE(is_plan_csv("athlete,date,load\n"));
  EXPECT_FALSE(is_plan_csv(""));
  EXPECT_FALSE(is_plan_csv("\"date,load,test,illness"));
  EXPECT_FALSE(is_plan_csv(std::string_view("\0\1\2", 3)));
}

}  // namespace
}  // namespace formcast
