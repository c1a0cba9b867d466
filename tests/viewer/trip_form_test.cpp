#include "viewer/trip_form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/input.hpp"
#include "tests/viewer/board_file.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

TripForm to_brisbane() {
  TripForm form;
  form.flights = {{"Europe/Paris", "Australia/Brisbane", "2016-05-20 11:00", "2016-05-21 18:45", false}};
  form.local_time_from = 1;
  form.shift_days = 2;
  return form;
}

std::string refusal(const TripForm& form) {
  try {
    with_trip(small_board(), 0, std::nullopt, form);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(TripForm, IsFlownAndReadBack) {
  const Board board = with_trip(small_board(), 0, std::nullopt, to_brisbane());
  ASSERT_EQ(board.sheets[0].trips.size(), 1u);
  EXPECT_EQ(board.travel->home.zone, "Europe/Paris");
  const TripForm form = form_of(board.sheets[0].trips[0]);
  EXPECT_EQ(form.flights[0].depart, "2016-05-20 11:00");
  EXPECT_EQ(form.flights[0].arrive, "2016-05-21 18:45");
  EXPECT_EQ(form.flights[0].to, "Australia/Brisbane");
  EXPECT_FALSE(form.flights[0].sleeps);
  EXPECT_EQ(form.local_time_from, 1);
  EXPECT_EQ(form.shift_days, 2);
}

TEST(TripForm, SaysWhatIsWrong) {
  TripForm form = to_brisbane();
  form.flights[0].arrive = "2016-05-20 10:00";
  EXPECT_THAT(refusal(form), HasSubstr("before the departure"));
  form = to_brisbane();
  form.flights[0].to = "Australia/Brisban";
  EXPECT_THAT(refusal(form), HasSubstr("did you mean \"Australia/Brisbane\"?"));
  form = to_brisbane();
  form.flights[0].depart = "yesterday";
  EXPECT_THAT(refusal(form), HasSubstr("depart"));
  form = to_brisbane();
  form.flights[0].from = "";
  EXPECT_THAT(refusal(form), HasSubstr("no time zone"));
}

TEST(TripForm, AChangeKeepsTheLight) {
  const Scenario scenario = read_scenario(shipped("eight_zones_east.toml"), Athletes::kNotRead);
  const Board board = board_of(scenario, kUsualWeek);
  TripForm form = form_of(board.sheets[2].trips[0]);
  form.local_time_from = 1;
  const Board changed = with_trip(board, 2, 0, form);
  const Trip &before = board.sheets[2].trips[0], &after = changed.sheets[2].trips[0];
  EXPECT_EQ(after.local_time_from, Trip::LocalTimeFrom::kBoarding);
  ASSERT_EQ(after.bright.size(), before.bright.size());
  EXPECT_EQ(after.bright[0].when, before.bright[0].when);
  EXPECT_EQ(after.legs[1].to, before.legs[1].to);
  EXPECT_EQ(after.shift->days, before.shift->days);
}

}  // namespace
}  // namespace formcast
