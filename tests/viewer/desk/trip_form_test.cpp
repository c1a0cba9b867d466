#include "viewer/desk/trip_form.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/compute/wire_format.hpp"
#include "viewer/desk/trip_search.hpp"

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
  const TripForm form = form_of(board, 0, 0);
  EXPECT_EQ(form.flights[0].depart, "2016-05-20 11:00");
  EXPECT_EQ(form.flights[0].arrive, "2016-05-21 18:45");
  EXPECT_EQ(form.flights[0].to, "Brisbane");
  EXPECT_FALSE(form.flights[0].sleeps);
  EXPECT_EQ(form.local_time_from, 1);
  EXPECT_EQ(form.shift_days, 2);
}

TEST(TripForm, ReportsWhatIsWrong) {
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

/// By their cities, also where an airport or a zone was typed.
TEST(TripForm, OpensAgainWithTheCitiesThatWereTyped) {
  TripForm form = to_brisbane();
  form.flights[0].from = "CDG";
  const Board board = with_trip(small_board(), 0, std::nullopt, form);
  const TripForm again = form_of(board, 0, 0);
  EXPECT_EQ(again.flights[0].from, "Paris");
  EXPECT_EQ(again.flights[0].to, "Brisbane");
  EXPECT_EQ(new_form(board, small_board().sheets[0]).flights[0].from, "Paris") << "home";
  const auto text = [](const Board& of) { return to_toml(scenario_of(of, 1), "x"); };
  EXPECT_EQ(text(with_trip(board, 0, 0, again)), text(board));
}

TEST(TripForm, PlacesAreTypedByCityAndAirport) {
  TripForm form = to_brisbane();
  form.flights[0].from = "CDG";
  form.flights[0].to = "brisbane";
  const Trip trip = with_trip(small_board(), 0, std::nullopt, form).sheets[0].trips[0];
  EXPECT_EQ(trip.legs[0].from.zone, "Europe/Paris");
  EXPECT_EQ(trip.legs[0].to.zone, "Australia/Brisbane");
  EXPECT_EQ(trip_name(trip), "Brisbane, 20 May");
  form.flights[0].to = "Portland";
  EXPECT_THAT(refusal(form), HasSubstr("\"Portland\" may be Portland, Oregon (PDX) or Portland, Maine (PWM)"));
}

/// Miami's zone is New York's: the name that was typed stays, also in the scenario.
TEST(TripForm, ACityWithAnothersZoneKeepsItsName) {
  TripForm form = to_brisbane();
  form.flights[0].from = "Portland, Maine";
  form.flights[0].to = "MIA";
  form.shift_days = 0;
  form.flights[0].arrive = "2016-05-20 15:00";
  const Board board = with_trip(small_board(), 0, std::nullopt, form);
  const Scenario written = parse_scenario(to_toml(scenario_of(board, 1), "x"), "x.toml", Athletes::kNotRead);
  const Board again = board_of(written, kUsualWeek);
  for (const Board& each : {board, again}) {
    const Trip& trip = each.sheets[0].trips[0];
    EXPECT_EQ(trip.legs[0].from.zone, "America/New_York");
    EXPECT_EQ(trip.legs[0].to.zone, "America/New_York");
    EXPECT_EQ(trip_name(trip), "Miami, 20 May");
    EXPECT_EQ(form_of(each, 0, 0).flights[0].from, "Portland, Maine");
    EXPECT_EQ(form_of(each, 0, 0).flights[0].to, "Miami");
    EXPECT_EQ(new_form(each, each.sheets[0]).flights[0].from, "Miami");
  }
  // Typed again, another city of the zone takes its place.
  TripForm changed = form_of(board, 0, 0);
  changed.flights[0].to = "Boston";
  EXPECT_EQ(trip_name(with_trip(board, 0, 0, changed).sheets[0].trips[0]), "Boston, 20 May");
}

Board three_plans() {
  Board board = small_board();
  for (const char* name : {"harder", "earlier"}) {
    board.sheets.push_back(board.sheets[0]);
    board.sheets.back().name = name;
  }
  return board;
}

TEST(TripForm, ATripIsPutIntoAllPlansChangedAndRemoved) {
  const Board board = three_plans();
  TripForm form = to_brisbane();
  const Board flown = with_trip_everywhere(board, 1, std::nullopt, form);
  for (const Sheet& sheet : flown.sheets) {
    ASSERT_EQ(sheet.trips.size(), 1u) << sheet.name;
    EXPECT_EQ(sheet.trips[0].legs[0].arrive, flown.sheets[1].trips[0].legs[0].arrive) << sheet.name;
  }
  EXPECT_TRUE(is_everywhere(flown, 0, 0));
  form.flights[0].arrive = "2016-05-21 20:00";
  const Board changed = with_trip_everywhere(flown, 2, 0, form);
  EXPECT_TRUE(is_everywhere(changed, 0, 0));
  for (std::size_t s = 0; s < 3; ++s) {
    ASSERT_EQ(changed.sheets[s].trips.size(), 1u) << s;
    EXPECT_EQ(form_of(changed, s, 0).flights[0].arrive, "2016-05-21 20:00") << s;
  }
  const Board one = with_trip(flown, 2, 0, form);
  EXPECT_FALSE(is_everywhere(one, 2, 0));
  for (const Sheet& sheet : without_trip(flown, 0, 0, true).sheets) EXPECT_TRUE(sheet.trips.empty()) << sheet.name;
  const Board left = without_trip(one, 0, 0, true);
  EXPECT_TRUE(left.sheets[1].trips.empty());
  EXPECT_EQ(left.sheets[2].trips.size(), 1u) << "another flight";
  EXPECT_EQ(without_trip(flown, 0, 0, false).sheets[1].trips.size(), 1u);
}

TEST(TripForm, AnotherPlansLightIsReplacedByATripInAllPlans) {
  TripForm form = to_brisbane();
  Board board = with_trip_everywhere(three_plans(), 0, std::nullopt, form);
  form.windows = {{WindowForm::What::kBright, "2016-05-22", "10:00", "12:00", 3, {}}};
  board = with_trip(board, 0, 0, form);
  EXPECT_FALSE(is_everywhere(board, 0, 0)) << "the light differs";
  const Board all = with_trip_everywhere(board, 0, 0, form);
  for (const Sheet& sheet : all.sheets) EXPECT_EQ(sheet.trips[0].bright.size(), 3u) << sheet.name;
}

TEST(TripForm, APlanThatATripDoesNotSuitIsNamedAndNothingIsDone) {
  Board board = three_plans();
  TripForm early = to_brisbane();
  early.flights[0].depart = "2016-05-18 11:00";
  early.flights[0].arrive = "2016-05-19 18:45";
  board = with_trip(board, 2, std::nullopt, early);
  try {
    with_trip_everywhere(board, 0, std::nullopt, to_brisbane());
    FAIL() << "it leaves from Paris, but the athlete is in Brisbane";
  } catch (const InputError& error) {
    EXPECT_THAT(error.what(), HasSubstr("in the plan \"earlier\": "));
  }
}

TEST(TripForm, AChangeKeepsTheLight) {
  const Scenario scenario = read_scenario(shipped("eight_zones_east.toml"), Athletes::kNotRead);
  const Board board = board_of(scenario, kUsualWeek);
  TripForm form = form_of(board, 2, 0);
  form.local_time_from = 1;
  const Board changed = with_trip(board, 2, 0, form);
  const Trip &before = board.sheets[2].trips[0], &after = changed.sheets[2].trips[0];
  EXPECT_EQ(after.local_time_from, Trip::LocalTimeFrom::kBoarding);
  ASSERT_EQ(after.bright.size(), before.bright.size());
  EXPECT_EQ(after.bright[0].when, before.bright[0].when);
  EXPECT_EQ(after.legs[1].to, before.legs[1].to);
  EXPECT_EQ(after.shift->days, before.shift->days);
}

TEST(TripForm, LightAndNapsAreTyped) {
  TripForm form = to_brisbane();
  form.windows = {{WindowForm::What::kBright, "2016-05-22", "10:00", "12:00", 3, 2500.0},
                  {WindowForm::What::kDark, "2016-05-22", "07:00", "09:30", 1, {}},
                  {WindowForm::What::kNap, "2016-05-23", "14:00", "14:20", 2, {}}};
  const Board board = with_trip(small_board(), 0, std::nullopt, form);
  const Trip& trip = board.sheets[0].trips[0];
  ASSERT_EQ(trip.bright.size(), 3u);
  EXPECT_EQ(trip.bright[0].lux, 2500.0);
  EXPECT_EQ(trip.dark.size(), 1u);
  EXPECT_EQ(trip.naps.size(), 2u);
  const TripForm again = form_of(board, 0, 0);
  ASSERT_EQ(again.windows.size(), 3u);
  EXPECT_EQ(again.windows[0].date, "2016-05-22");
  EXPECT_EQ(again.windows[0].days, 3);
  EXPECT_EQ(again.windows[1].to, "09:30");
  EXPECT_EQ(again.windows[2].from, "14:00");
  form = again;
  form.windows.erase(form.windows.begin());
  EXPECT_TRUE(with_trip(board, 0, 0, form).sheets[0].trips[0].bright.empty());
}

TEST(TripForm, LightIsRefusedWithTheReadersMessage) {
  TripForm form = to_brisbane();
  form.windows = {{WindowForm::What::kBright, "2016-05-22", "ten", "12:00", 1, {}}};
  EXPECT_THAT(refusal(form), HasSubstr("bright.from is \"ten\""));
  form.windows = {{WindowForm::What::kNap, "2016-05-22", "10:00", "18:00", 1, {}}};
  EXPECT_THAT(refusal(form), HasSubstr("is 480 minutes, expected 5 to 300"));
  form.windows = {{WindowForm::What::kDark, "2016-05-20", "10:00", "18:00", 1, {}}};
  EXPECT_THAT(refusal(form), HasSubstr("is not within one stay on the ground"));
}

TEST(TripForm, ABetterOneIsFoundAndUsed) {
  const Board board = with_trip(small_board(), 0, std::nullopt, to_brisbane());
  const SearchAnswer answer = work_out(SearchRequest{7, search_text(board, 0, 0), 0});
  EXPECT_EQ(answer.id, 7u);
  EXPECT_EQ(answer.error, "");
  EXPECT_LE(answer.left, answer.planned);
  const TripForm form = found_form(answer, 0);
  EXPECT_THAT(advice_text({answer, {}}, form, 1.4, "W"), HasSubstr("h out of step on race day"));
  const Board taken = with_trip(board, 0, 0, form);
  const TripForm again = form_of(taken, 0, 0);
  EXPECT_EQ(again.windows.size(), form.windows.size());
  EXPECT_EQ(again.shift_days, form.shift_days);
  const SearchAnswer back = search_answer_of(to_bytes(answer));
  EXPECT_EQ(back.scenario, answer.scenario);
  EXPECT_EQ(back.left, answer.left);
  Board early = board;
  early.target = 5;
  EXPECT_THROW(search_text(early, 0, 0), InputError);
}

/// What is said of a gain of `mean` W, of which 90 of 100 members have `low` to `high`.
std::string said_of_gain(float low, float mean, float high, float worthwhile, float alike) {
  TripFinding finding;
  finding.answer.better = true;
  finding.gain = PairResult{{low, low, mean, high, high}, mean, 0.5f, worthwhile, alike};
  const std::string text = advice_text(finding, {}, 1.41, "W");
  EXPECT_EQ(gains(finding),
            text.find("Nothing") == std::string::npos && text.find("No sure gain") == std::string::npos);
  return text.substr(0, text.find('\n'));
}

TEST(TripSearch, SaysWhatItIsWorthAndWhenNothingIsGained) {
  EXPECT_EQ(said_of_gain(2.1f, 6.4f, 10.9f, 0.93f, 0.07f),
            "+6.4 W on race day (90 of 100: +2.1 to +11), better by more than 1.41 W in 93 of 100");
  EXPECT_EQ(
      said_of_gain(-0.2f, 0.1f, 0.5f, 0.0f, 1.0f),
      "Nothing is gained: +0.10 W on race day (90 of 100: -0.20 to +0.50), which is less than 1.41 W, the smallest "
      "change worth having");
  EXPECT_EQ(
      said_of_gain(-9.0f, -4.0f, -0.5f, 0.01f, 0.19f),
      "Nothing is gained: -4.0 W on race day (90 of 100: -9.0 to -0.50), better by more than 1.41 W in fewer than 5 of "
      "100, worse in 80");
  EXPECT_EQ(said_of_gain(-3.0f, 1.5f, 5.0f, 0.5f, 0.4f),
            "No sure gain: +1.5 W on race day (90 of 100: -3.0 to +5.0), better by more than 1.41 W in 50 of 100, "
            "worse in 10");
  EXPECT_EQ(said_of_gain(-0.5f, 3.0f, 5.0f, 0.75f, 0.2f).rfind("No sure gain: +3.0 W", 0), 0u)
      << "90 of 100 include a loss";
  TripFinding finding;
  finding.answer.planned = 2.0;
  EXPECT_EQ(advice_text(finding, {}, 1.41, "W"),
            "Nothing is gained: no other sleep and light was better. 2.0 h out of step on race day on average");
}

}  // namespace
}  // namespace formcast
