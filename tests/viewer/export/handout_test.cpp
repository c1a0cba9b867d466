#include "viewer/export/handout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tests/viewer/board_file.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/trip_form.hpp"
#include "viewer/export/calendar.hpp"
#include "viewer/export/trip_days.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

/// The small board with a named race, an event, an illness and a trip whose light is planned where `light` says so.
Board named_board(bool light) {
  Board board = small_board();
  board.race = "Cup final";
  board.target_performance = 320.0;
  board.sheets[0].ill = {3};
  board.sheets[0].load[3] = 0.0;
  board.sheets[0].load[5] = 100.0 / 3.0;
  board.sheets[0].load[6] = 1234.5;
  board.sheets[0].load[7] = 7.25;
  board.events = {{12, "Club race", Event::Priority::kC}};
  set_sessions(board, board.sheets[0], 8, {{"Intervals, 5 x 4 min", 60.25}, {"Easy; long", 20.0}}, "AU");
  TripForm form;
  form.flights = {{"CDG", "Brisbane", "2016-05-20 11:00", "2016-05-21 18:45", true}};
  if (light) {
    form.windows = {{WindowForm::What::kBright, "2016-05-22", "10:00", "12:00", 2, {}},
                    {WindowForm::What::kDark, "2016-05-22", "07:00", "09:30", 1, {}},
                    {WindowForm::What::kNap, "2016-05-23", "14:00", "14:20", 1, {}}};
  }
  return with_trip(board, 0, std::nullopt, form);
}

Json handout(const Board& board) { return Json::parse(handout_json(board, board.sheets[0], "S3", "AU", "W")); }

TEST(Handout, NamesTheRaceAndHasEveryDayInItsWeek) {
  const Board board = named_board(true);
  const Json json = handout(board);
  EXPECT_EQ(json["race"], "Cup final");
  EXPECT_EQ(json["date"], "Sat 28 May 2016");
  EXPECT_EQ(json["aim"], "320 W");
  ASSERT_EQ(json["weeks"].size(), 4u);
  for (const Json& week : json["weeks"]) EXPECT_EQ(week["days"].size(), 7u);
  const Json& first = json["weeks"][0]["days"];
  EXPECT_EQ(first[0]["load"], "100");
  EXPECT_EQ(first[2]["load"], "") << "rest";
  EXPECT_EQ(first[3]["notes"], Json({"ill"}));
  EXPECT_EQ(first[5]["load"], "33") << "round numbers";
  EXPECT_EQ(first[6]["load"], "1,235");
  EXPECT_EQ(json["weeks"][1]["days"][0]["load"], "7.2");
  EXPECT_EQ(json["weeks"][1]["days"][1]["notes"], Json({"Intervals, 5 x 4 min 60", "Easy; long 20"}));
  EXPECT_EQ(json["weeks"][1]["days"][2]["notes"], Json({"test"}));
  EXPECT_EQ(json["weeks"][1]["days"][5]["notes"], Json({"Club race"}));
  EXPECT_EQ(json["weeks"][2]["days"][4]["notes"], Json({"flight to Brisbane"}));
  EXPECT_EQ(json["weeks"][3]["days"][5]["notes"], Json({"Cup final"}));
  EXPECT_EQ(json["weeks"][3]["days"][5]["race"], true);
  EXPECT_EQ(json["flights"], Json({"Paris, Fri 20 May 11:00 to Brisbane, Sat 21 May 18:45"}));
}

TEST(Handout, WeeksThatBeginLateHaveEmptyDays) {
  Board board = small_board();
  board.start += date::days{2};
  const Json json = handout(board);
  EXPECT_TRUE(json["weeks"][0]["days"][1].is_null());
  EXPECT_EQ(json["weeks"][0]["days"][2]["day"], "4 May");
  EXPECT_TRUE(json["weeks"].back()["days"][6].is_null());
  EXPECT_TRUE(json["trip_days"].empty());
  board.race.clear();
  EXPECT_EQ(handout(board)["race"], board.title);
}

TEST(TripDays, HaveThePlansLightAndSleep) {
  const Board board = named_board(true);
  const std::vector<TripDay> days = trip_days(board, board.sheets[0]);
  ASSERT_FALSE(days.empty());
  const auto on = [&](int day) {
    const auto found = std::ranges::find(days, board.date(day), &TripDay::date);
    return found == days.end() ? TripDay{} : *found;
  };
  EXPECT_EQ(periods_text(on(20), on(20).seek), "10:00 to 12:00");
  EXPECT_EQ(periods_text(on(21), on(21).seek), "10:00 to 12:00");
  EXPECT_EQ(periods_text(on(20), on(20).avoid), "07:00 to 09:30");
  EXPECT_EQ(periods_text(on(21), on(21).avoid), "");
  EXPECT_THAT(periods_text(on(21), on(21).sleep), HasSubstr("14:00 to 14:20"));
  EXPECT_THAT(periods_text(on(21), on(21).sleep), HasSubstr("23:00 to 07:00"));
  EXPECT_EQ(on(20).zone, "Australia/Brisbane");
  EXPECT_EQ(on(2).zone, "") << "an ordinary day";
}

TEST(TripDays, HaveLightAsTheBodyClockNeedsItWhereNoneIsPlanned) {
  const Board board = named_board(false);
  const std::vector<TripDay> days = trip_days(board, board.sheets[0]);
  EXPECT_TRUE(std::ranges::any_of(days, [](const TripDay& day) { return !day.seek.empty(); }));
  EXPECT_TRUE(std::ranges::any_of(days, [](const TripDay& day) { return !day.avoid.empty(); }));
  for (const TripDay& day : days) {
    for (const Period& period : day.seek) {
      EXPECT_EQ(period.begin.time_since_epoch().count() % 15, 0) << iso(day.date);
      EXPECT_LT(period.begin, period.end);
    }
    // Nobody is told to seek or avoid light asleep.
    for (const TripDay& other : days) {
      for (const Period& night : other.sleep) {
        for (const std::vector<Period>* light : {&day.seek, &day.avoid}) {
          for (const Period& period : *light) {
            const auto both = std::min(period.end, night.end) - std::max(period.begin, night.begin);
            EXPECT_LE(both.count(), 7) << iso(day.date) << ", by rounding at most";
          }
        }
      }
    }
  }
  EXPECT_TRUE(trip_days(small_board(), small_board().sheets[0]).empty());
}

TEST(TripDays, AreInTheCalendar) {
  const Board board = named_board(true);
  std::string text = to_calendar(board, board.sheets[0], "S3", "AU", "W");
  for (std::size_t at; (at = text.find("\r\n ")) != std::string::npos;) text.erase(at, 3);
  EXPECT_THAT(text, HasSubstr("SUMMARY:Cup final\r\n"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:Easy\\; long\\, 20 AU\r\n"));
  EXPECT_THAT(text, HasSubstr("UID:training-20160510-2-"));
  EXPECT_THAT(text, Not(HasSubstr("SUMMARY:Training\\, 80.2"))) << "its sessions stand for the day";
  EXPECT_THAT(text, HasSubstr("SUMMARY:Flight Paris to Brisbane\r\n"));
  // 10:00 in Brisbane is midnight in UTC.
  EXPECT_THAT(text, HasSubstr("DTSTART:20160522T000000Z\r\nDTEND:20160522T020000Z\r\nSUMMARY:Seek light\r\n"
                              "DESCRIPTION:10:00 to 12:00 in Australia/Brisbane"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:Avoid light\r\n"));
  EXPECT_THAT(text, HasSubstr("SUMMARY:Sleep\r\n"));
  EXPECT_THAT(to_calendar(small_board(), small_board().sheets[0], "S3", "AU", "W"), Not(HasSubstr("SUMMARY:Sleep")));
}

}  // namespace
}  // namespace formcast
