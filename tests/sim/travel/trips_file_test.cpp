#include "sim/travel/trips_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>

#include "sim/base/input_error.hpp"
#include "tests/sim/travel/trip_file.hpp"

namespace formcast {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

const std::string kHome = "[travel]\nhome = \"Europe/Berlin\"\nplaces.Tokyo = { zone = \"Asia/Tokyo\" }\n";

std::string made(const std::string& athletes, const std::string& legs) {
  return "[[trip]]\n" + athletes + "legs = [\n" + legs + "]\n";
}

TripsFile text(const std::string& toml) { return {"trips.toml", "", toml}; }

/// S1 and S2 from 2016-02-01 on, sixty days.
History squad() {
  History history;
  history.source = "squad.csv";
  for (const char* name : {"S1", "S2"}) {
    AthleteHistory& athlete = history.athletes.emplace_back();
    athlete.athlete = name;
    athlete.start = Date{date::year{2016} / 2 / 1};
    athlete.load.assign(60, 50.0);
  }
  return history;
}

/// The error of a trips file for the squad.
std::string refusal(const std::string& toml) {
  try {
    expect_travellers(text(toml), "t.toml", squad());
    for (const AthleteHistory& athlete : squad().athletes) {
      (void)athlete_trips(text(toml), "t.toml", athlete.athlete, trip_dates(squad()));
    }
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(TripsFile, EachAthleteHasTripsOfTheirOwn) {
  // S2 alone came back between the two journeys that S1 made one after the other.
  const std::string onward = leg("Tokyo", "Asia/Seoul", "2016-03-20T10:00:00", "2016-03-20T12:30:00");
  const TripsFile file =
      text(kHome + made("", kEast) + made("athletes = [\"S1\"]\n", onward) + made("athletes = [\"S2\"]\n", kBack));
  const TripDates dates = trip_dates(squad());
  EXPECT_EQ(athlete_trips(file, "t", "S1", dates).trips.back().legs.back().to.zone, "Asia/Seoul");
  EXPECT_EQ(athlete_trips(file, "t", "S2", dates).trips.back().legs.back().to.zone, "Europe/Berlin");
  EXPECT_EQ(athlete_trips(file, "t", "somebody", dates).trips.size(), 1u);
  EXPECT_THAT(named_travellers(file, "t"), ElementsAre("", "S1", "S2"));
}

TEST(TripsFile, RefusalsNameThePlaceAndWhatWasExpected) {
  EXPECT_EQ(refusal(kHome + made("", kEast)), "accepted");
  EXPECT_EQ(refusal(kHome),
            "t.toml:1:1: \"trip\" is missing at the top level, expected at least one trip: write [[trip]]");
  EXPECT_EQ(refusal(kHome + "[trip]\nlegs = []\n"),
            "t.toml:4:1: trip is a table, expected at least one trip: write [[trip]]");
  EXPECT_EQ(refusal("trip = []\n" + kHome),
            "t.toml:1:8: trip is an empty list, expected at least one trip: write [[trip]]");
  EXPECT_EQ(refusal("trip = [1]\n" + kHome), "t.toml:1:9: trip is 1, expected a table: write [[trip]]");
  EXPECT_EQ(refusal(made("", kEast)), "t.toml:1:1: \"travel\" is missing at the top level, expected a table with home");
  EXPECT_EQ(refusal("start = 2016-02-01\n" + kHome + made("", kEast)),
            "t.toml:1:1: unknown key \"start\" at the top level (known here: travel, trip)");
  EXPECT_THAT(refusal(kHome + made("athlete = \"S1\"\n", kEast)),
              HasSubstr("t.toml:5:1: unknown key \"athlete\" in trip; did you mean \"athletes\"?"));
  EXPECT_EQ(
      refusal(kHome + made("athletes = []\n", kEast)),
      "t.toml:5:12: trip.athletes is an empty list, expected at least one athlete, or no such key for all of them");
  EXPECT_EQ(refusal(kHome + made("athletes = \"S1\"\n", kEast)),
            "t.toml:5:12: trip.athletes is \"S1\" (a text), expected a list of athletes such as [\"S1\", \"S2\"]");
  EXPECT_EQ(refusal(kHome + made("athletes = [\"S1\", \"s2\"]\n", kEast)),
            "t.toml:5:19: trip.athletes names \"s2\", but squad.csv holds no such athlete; did you mean \"S2\"?");
  EXPECT_EQ(
      refusal(kHome + made("athletes = [\"Eve\"]\n", kEast)),
      "t.toml:5:13: trip.athletes names \"Eve\", but squad.csv holds no such athlete; expected one such as \"S1\"");
  EXPECT_EQ(refusal(kHome + made("", kBack)),
            "t.toml:6:10: trip.legs.from is Asia/Tokyo, but the athlete is in Europe/Berlin then: expected a leg from "
            "there");
  EXPECT_THAT(refusal(kHome + "effects.misalignment.median = 1\n" + made("", kEast)),
              HasSubstr("t.toml:4:31: travel.effects.misalignment.median is 1, expected a number from 0 to 0.02"));
  EXPECT_THAT(refusal("[travel\n"), HasSubstr("t.toml:1:8: not valid TOML"));
}

TEST(TripsFile, TripsMustBeNearTheHistorysDays) {
  const auto on = [](const std::string& year) {
    return kHome + made("", leg("Europe/Berlin", "Tokyo", year + "-04-28T13:00:00", year + "-04-29T08:30:00"));
  };
  EXPECT_EQ(refusal(on("2017")),
            "t.toml:6:50: trip.legs.depart 2017-04-28 is far from the history's days, expected 2016-01-04 to "
            "2016-04-28");
  EXPECT_THAT(refusal(on("2015")), HasSubstr("trip.legs.depart 2015-04-28 is far from the history's days"));
  EXPECT_THAT(refusal(on("2016")), HasSubstr("trip.legs.arrive 2016-04-29 is far from the history's days"));
  EXPECT_NO_THROW((void)athlete_trips(text(on("2016")), "t", "S1", any_trip_dates()));
}

TEST(TripsFile, IsDistinguishedFromAScenario) {
  EXPECT_TRUE(is_trips_file(kHome + made("", kEast), "t"));
  EXPECT_FALSE(is_trips_file(kTravelling, "t"));
  EXPECT_FALSE(is_trips_file(kTravelling + made("", kEast), "t"));
}

}  // namespace
}  // namespace formcast
