#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/sim/travel/trip_file.hpp"

namespace formcast {
namespace {

struct Refusal {
  std::string text;
  std::string message;
};

class TripRefusals : public ScenarioFile {
 protected:
  void expect(const std::string& head, const std::vector<Refusal>& refusals) const {
    for (const Refusal& refusal : refusals) EXPECT_EQ(error(head + refusal.text), refusal.message) << refusal.text;
  }
};

/// Added text starts on line 4.
const std::string kRest = "[[plan]]\nname = \"x\"\n";

TEST_F(TripRefusals, HomeAndPlacesAreZones) {
  expect(kHead,
         {
             {"travel = 1\n" + kRest,
              "s.toml:4:10: travel is 1, expected a table with home, places, sleep, outdoors, light, event, effects"},
             {"[travel]\nhom = \"UTC\"\n" + kRest,
              "s.toml:5:1: unknown key \"hom\" in travel; did you mean \"home\"? (known here: home, places, sleep, "
              "outdoors, light, event, effects)"},
             {"[travel]\n" + kRest,
              "s.toml:4:1: \"home\" is missing in travel, expected an IANA time zone such as \"Europe/Berlin\""},
             {"[travel]\nhome = 1\n" + kRest,
              "s.toml:5:8: travel.home is 1, expected a text in quotes on one line, 1 to 200 bytes"},
             {"[travel]\nhome = \"Europe/Berln\"\n" + kRest,
              "s.toml:5:8: travel.home \"Europe/Berln\" is no IANA time zone; did you mean \"Europe/Berlin\"?"},
             {"[travel]\nhome = \"New York\"\n" + kRest,
              "s.toml:5:8: travel.home \"New York\" is no IANA time zone; did you mean \"America/New_York\"?"},
             {"[travel]\nhome = \"nowhere near anything\"\n" + kRest,
              "s.toml:5:8: travel.home \"nowhere near anything\" is no IANA time zone, expected one such as "
              "\"Europe/Berlin\""},
             {"[travel]\nhome = { zone = \"Tokio\" }\n" + kRest,
              "s.toml:5:17: travel.home.zone \"Tokio\" is no IANA time zone; did you mean \"Asia/Tokyo\"?"},
             {"[travel]\nhome = { latitude = 50 }\n" + kRest,
              "s.toml:5:8: \"zone\" is missing in travel.home, expected an IANA time zone such as \"Europe/Berlin\""},
             {"[travel]\nhome = { zone = \"UTC\", lattitude = 50 }\n" + kRest,
              "s.toml:5:24: unknown key \"lattitude\" in travel.home; did you mean \"latitude\"? (known here: zone, "
              "latitude, longitude)"},
             {"[travel]\nhome = { zone = \"UTC\", latitude = 91 }\n" + kRest,
              "s.toml:5:35: travel.home.latitude is 91, expected a number from -90 to 90 [degrees north]"},
             {"[travel]\nhome = { zone = \"America/New_York\", longitude = 74 }\n" + kRest,
              "s.toml:5:49: travel.home.longitude 74 is far from the zone America/New_York, where about -75 is "
              "expected (west is negative)"},
             {"[travel]\nhome = \"UTC\"\nplaces = 1\n" + kRest,
              "s.toml:6:10: travel.places is 1, expected a table of places such as Tokyo = { zone = \"Asia/Tokyo\", "
              "latitude = 35.7 }"},
             {"[travel]\nhome = \"UTC\"\nplaces.Tokyo = 1\n" + kRest,
              "s.toml:6:16: travel.places.Tokyo is 1, expected a text in quotes on one line, 1 to 200 bytes"},
             {"[travel]\nhome = \"UTC\"\nplaces.UTC = \"Asia/Tokyo\"\n" + kRest,
              "s.toml:6:14: travel.places.UTC has the name of a time zone; expected one of its own"},
             {"[travel]\nhome = \"UTC\"\nplaces.\"\" = \"Asia/Tokyo\"\n" + kRest,
              "s.toml:6:1: travel.places has a name that is not a text on one line, 1 to 100 bytes"},
             {"[travel]\nhome = \"Camp\"\nplaces.Cmap = \"Asia/Tokyo\"\n" + kRest,
              "s.toml:5:8: travel.home \"Camp\" is neither a place of [travel] nor an IANA time zone; did you mean "
              "\"Cmap\"?"},
         });
}

TEST_F(TripRefusals, HabitsMustMakeSense) {
  expect(kHead,
         {
             {"[travel]\nhome = \"UTC\"\nsleep = { from = 23:00:00 }\n" + kRest,
              "s.toml:6:9: \"to\" is missing in travel.sleep, expected a time such as 07:30:00"},
             {"[travel]\nhome = \"UTC\"\nsleep = { from = \"23:00\", to = 07:00:00 }\n" + kRest,
              "s.toml:6:18: travel.sleep.from is \"23:00\" (a text), expected a time such as 07:30:00, whole minutes, "
              "without quotes"},
             {"[travel]\nhome = \"UTC\"\nsleep = { from = 23:00:30, to = 07:00:00 }\n" + kRest,
              "s.toml:6:18: travel.sleep.from has seconds, expected a time such as 07:30:00, whole minutes, without "
              "quotes"},
             {"[travel]\nhome = \"UTC\"\nsleep = { from = 23:00:00, to = 01:59:00 }\n" + kRest,
              "s.toml:6:9: travel.sleep from 23:00 to 01:59 is 2 h 59 min, expected 3 to 14 h"},
             {"[travel]\nhome = \"UTC\"\nsleep = { from = 17:00:00, to = 07:01:00 }\n" + kRest,
              "s.toml:6:9: travel.sleep from 17:00 to 07:01 is 14 h 1 min, expected 3 to 14 h"},
             {"[travel]\nhome = \"UTC\"\noutdoors = { from = 17:00:00, to = 18:00:00 }\n" + kRest,
              "s.toml:6:12: travel.outdoors is a table, expected a list such as [{ from = 16:00:00, to = 18:00:00 }]; "
              "[] is never"},
             {"[travel]\nhome = \"UTC\"\noutdoors = [{ from = 17:00:00, to = 17:00:00 }]\n" + kRest,
              "s.toml:6:13: travel.outdoors from 17:00 to 17:00 is empty, expected two times that differ"},
             {"[travel]\nhome = \"UTC\"\nlight = { evenign = 5 }\n" + kRest,
              "s.toml:6:11: unknown key \"evenign\" in travel.light; did you mean \"evening\"? (known here: indoor, "
              "evening, outdoor, cabin, bright, dark)"},
             {"[travel]\nhome = \"UTC\"\nlight = { evening = -5 }\n" + kRest,
              "s.toml:6:21: travel.light.evening is -5, expected a number from 0 to 150000 [lux]"},
         });
}

TEST_F(TripRefusals, TimesHaveSeconds) {
  expect(kHead, {{"[travel]\nhome = \"UTC\"\nsleep = { from = 23:00, to = 07:00 }\n",
                  "s.toml:6:23: not valid TOML: Error while parsing time: expected ':', saw ','; times have seconds, "
                  "as 07:30:00"},
                 {"travel.home = 2016-03-10T13:00\n",
                  "s.toml:4:31: not valid TOML: Error while parsing time: expected ':', saw '\\n'; times have seconds, "
                  "as 07:30:00"},
                 {"travel.home = 7:00:00\n",
                  "s.toml:4:16: not valid TOML: Error while parsing time: expected 2-digit hour, saw ':'"}});
}

TEST_F(TripRefusals, LegsNeedTheirKeysAndZones) {
  const std::string berlin = "Europe/Berlin", tokyo = "Tokyo";
  const std::string ten = "2016-03-10T10:00:00", late = "2016-03-11T08:00:00";
  expect(
      kTravelling,
      {
          {"trip = 1\n", "s.toml:8:8: plan.trip is 1, expected a list of tables: write [[plan.trip]]"},
          {"[[plan.trip]]\n",
           "s.toml:8:1: \"legs\" is missing in plan.trip, expected a list of legs such as { from = \"Europe/Berlin\", "
           "to = ..., depart = ..., arrive = ... }"},
          {"[[plan.trip]]\nlegs = []\n", "s.toml:9:8: plan.trip.legs is an empty list, expected at least one leg"},
          {"[[plan.trip]]\nlegs = 5\n",
           "s.toml:9:8: plan.trip.legs is 5, expected a list of legs such as { from = \"Europe/Berlin\", to = ..., "
           "depart = ..., arrive = ... }"},
          {"[[plan.trip]]\nleg = []\n",
           "s.toml:9:1: unknown key \"leg\" in plan.trip; did you mean \"legs\"? (known here: legs, local_time_from, "
           "shift, bright, dark, naps)"},
          {trip("{ from = \"Europe/Berlin\" },\n"),
           "s.toml:10:1: \"to\" is missing in plan.trip.legs, expected a time zone such as \"Europe/Berlin\", or a "
           "place of [travel]"},
          {trip(leg(berlin, tokyo, ten, late, ", seat = 1")),
           "s.toml:10:101: unknown key \"seat\" in plan.trip.legs (known here: from, to, depart, arrive, sleep)"},
          {trip(leg(berlin, "Tokio", ten, late)),
           "s.toml:10:32: plan.trip.legs.to \"Tokio\" is neither a place of [travel] nor an IANA time zone; did you "
           "mean \"Tokyo\"?"},
          {trip(leg(berlin, "Asia/Tokio", ten, late)),
           "s.toml:10:32: plan.trip.legs.to \"Asia/Tokio\" is neither a place of [travel] nor an IANA time zone; did "
           "you mean \"Asia/Tokyo\"?"},
      });
}

TEST_F(TripRefusals, LegsNeedTimesThatExist) {
  const std::string berlin = "Europe/Berlin", tokyo = "Tokyo";
  const std::string ten = "2016-03-10T10:00:00", late = "2016-03-11T08:00:00";
  expect(
      kTravelling,
      {
          {trip(leg(berlin, tokyo, "2016-03-10", late)),
           "s.toml:10:50: plan.trip.legs.depart is a date, expected a local date and time such as 2016-05-04T13:30:00, "
           "whole minutes"},
          {trip(leg(berlin, tokyo, "\"10 March\"", late)),
           "s.toml:10:50: plan.trip.legs.depart is \"10 March\" (a text), expected a local date and time such as "
           "2016-05-04T13:30:00, whole minutes"},
          {trip(leg(berlin, tokyo, ten + "Z", late)),
           "s.toml:10:50: plan.trip.legs.depart has an offset, expected a local date and time such as "
           "2016-05-04T13:30:00, whole minutes"},
          {trip(leg(berlin, tokyo, "2016-03-10T10:00:01", late)),
           "s.toml:10:50: plan.trip.legs.depart has seconds, expected a local date and time such as "
           "2016-05-04T13:30:00, whole minutes"},
          {trip(leg(berlin, tokyo, "1969-12-31T10:00:00", late)),
           "s.toml:10:50: plan.trip.legs.depart is in the year 1969, expected 1970 to 2037"},
          {trip(leg(berlin, tokyo, "2038-01-01T10:00:00", late)),
           "s.toml:10:50: plan.trip.legs.depart is in the year 2038, expected 1970 to 2037"},
          {trip(leg(berlin, tokyo, "2016-02-01T10:00:00", late)),
           "s.toml:10:50: plan.trip.legs.depart 2016-02-01 is far from the scenario's days, expected 2016-02-02 to "
           "2016-06-06"},
          {trip(leg(berlin, tokyo, ten, "2017-03-11T08:00:00")),
           "s.toml:10:80: plan.trip.legs.arrive 2017-03-11 is far from the scenario's days, expected 2016-02-02 to "
           "2016-06-06"},
          {trip(leg(berlin, tokyo, ten, "2016-03-10T17:59:00")),
           "s.toml:10:80: plan.trip.legs.arrive 2016-03-10 17:59 in Asia/Tokyo is 1 min before the departure, "
           "2016-03-10 10:00 in Europe/Berlin"},
          {trip(leg(berlin, tokyo, ten, "2016-03-10T14:40:00")),
           "s.toml:10:80: plan.trip.legs.arrive 2016-03-10 14:40 in Asia/Tokyo is 3 h 20 min before the departure, "
           "2016-03-10 10:00 in Europe/Berlin"},
          {trip(leg(berlin, tokyo, ten, "2016-03-10T18:00:00")),
           "s.toml:10:80: plan.trip.legs.arrive 2016-03-10 18:00 in Asia/Tokyo is the moment of the departure, "
           "2016-03-10 10:00 in Europe/Berlin"},
          {trip(leg(berlin, tokyo, ten, "2016-03-12T10:01:00")),
           "s.toml:10:80: plan.trip.legs.arrive 2016-03-12 10:01 in Asia/Tokyo is 40 h 1 min after the departure, "
           "expected at most 40 h a leg"},
          {trip(leg(berlin, "UTC", "2016-03-27T02:30:00", "2016-03-27T08:00:00")),
           "s.toml:10:48: plan.trip.legs.depart 2016-03-27 02:30 does not exist in Europe/Berlin: clocks go from "
           "2016-03-27 02:00 straight to 2016-03-27 03:00"},
          {trip(leg(berlin, "Europe/Paris", "2016-03-26T22:30:00", "2016-03-27T02:00:00")),
           "s.toml:10:87: plan.trip.legs.arrive 2016-03-27 02:00 does not exist in Europe/Paris: clocks go from "
           "2016-03-27 02:00 straight to 2016-03-27 03:00"},
      });
}

TEST_F(TripRefusals, LegsFollowEachOther) {
  const std::string berlin = "Europe/Berlin", tokyo = "Tokyo";
  const std::string ten = "2016-03-10T10:00:00", late = "2016-03-11T08:00:00";
  expect(
      kTravelling,
      {
          {trip(leg("Asia/Seoul", tokyo, ten, late)),
           "s.toml:10:10: plan.trip.legs.from is Asia/Seoul, but the athlete is in Europe/Berlin then: expected a leg "
           "from there"},
          {trip(kEast + leg("Asia/Seoul", berlin, "2016-03-20T10:00:00", "2016-03-20T20:00:00")),
           "s.toml:11:10: plan.trip.legs.from is Asia/Seoul, but the athlete is in Asia/Tokyo then: expected a leg "
           "from there"},
          {trip(kEast + leg(tokyo, berlin, "2016-03-11T08:29:00", "2016-03-11T18:00:00")),
           "s.toml:11:50: plan.trip.legs.depart 2016-03-11 08:29 in Asia/Tokyo is 1 min before the arrival of the leg "
           "above, 2016-03-11 08:30 in Asia/Tokyo"},
          {trip(kEast) + trip(leg(tokyo, berlin, "2016-03-09T08:00:00", "2016-03-09T18:00:00")),
           "s.toml:14:50: plan.trip.legs.depart 2016-03-09 08:00 in Asia/Tokyo is 48 h 30 min before the arrival of "
           "the trip above, 2016-03-11 08:30 in Asia/Tokyo"},
          {trip(kEast) + trip(kEast),
           "s.toml:14:50: plan.trip.legs.depart 2016-03-10 13:00 in Europe/Berlin is 11 h 30 min before the arrival of "
           "the trip above, 2016-03-11 08:30 in Asia/Tokyo"},
          {trip(kEast) + trip(leg(berlin, tokyo, "2016-03-11T10:00:00", "2016-03-12T02:00:00")),
           "s.toml:14:10: plan.trip.legs.from is Europe/Berlin, but the athlete is in Asia/Tokyo then: expected a leg "
           "from there"},
      });
}

TEST_F(TripRefusals, SleepOnALegFitsIntoIt) {
  const std::string berlin = "Europe/Berlin", tokyo = "Tokyo";
  const std::string ten = "2016-03-10T10:00:00", late = "2016-03-11T08:00:00";
  expect(
      kTravelling,
      {
          {trip(leg(berlin, tokyo, ten, late, ", sleep = 1")),
           "s.toml:10:109: plan.trip.legs.sleep is 1, expected true, false or a table such as { after = 2, hours = 6 "
           "}"},
          {trip(leg(berlin, tokyo, ten, late, ", sleep = { after = 1 }")),
           "s.toml:10:109: \"hours\" is missing in plan.trip.legs.sleep, expected a number from 0.5 to 14 [hours]"},
          {trip(leg(berlin, tokyo, ten, late, ", sleep = { after = 1, hours = 20 }")),
           "s.toml:10:130: plan.trip.legs.sleep.hours is 20, expected a number from 0.5 to 14 [hours]"},
          {trip(leg(berlin, tokyo, ten, late, ", sleep = { after = -1, hours = 2 }")),
           "s.toml:10:119: plan.trip.legs.sleep.after is -1, expected a number from 0 to 40 [hours after departure]"},
          {trip(leg(berlin, tokyo, ten, late, ", sleep = { after = 8.5, hours = 6 }")),
           "s.toml:10:109: plan.trip.legs.sleep ends 14 h 30 min after departure, but the leg takes 14 h"},
      });
  EXPECT_EQ(error(kTravelling + trip(leg(berlin, tokyo, ten, "2016-03-12T10:00:00"))), "");
  EXPECT_EQ(error(kTravelling + trip(kEast + leg(tokyo, berlin, "2016-03-11T08:30:00", "2016-03-11T18:00:00"))), "");
  EXPECT_EQ(error(kTravelling + trip(leg(berlin, tokyo, "2016-02-02T00:00:00", "2016-02-02T23:00:00"))), "");
}

TEST_F(TripRefusals, TripsNeedAHome) {
  expect(kPlan, {{"[[plan.trip]]\nlegs = []\n",
                  "s.toml:6:1: plan.trip needs to know where home is, expected [travel] with home"}});
}

TEST_F(TripRefusals, SleepShiftsAreOfDays) {
  expect(kTravelling + trip(kEast),
         {
             {"local_time_from = \"boardign\"\n",
              "s.toml:12:19: plan.trip.local_time_from is \"boardign\" (a text), expected one of \"arrival\", "
              "\"boarding\", \"never\"; did you mean \"boarding\"?"},
             {"local_time_from = 1\n",
              "s.toml:12:19: plan.trip.local_time_from is 1, expected one of \"arrival\", \"boarding\", \"never\""},
             {"shift = 3\n", "s.toml:12:9: plan.trip.shift is 3, expected a table with days, hours, bedtime"},
             {"shift = {}\n",
              "s.toml:12:9: \"days\" is missing in plan.trip.shift, expected a whole number from 1 to 14 [days]"},
             {"shift = { day = 3 }\n",
              "s.toml:12:11: unknown key \"day\" in plan.trip.shift; did you mean \"days\"? (known here: days, hours, "
              "bedtime)"},
             {"shift = { days = 15 }\n",
              "s.toml:12:18: plan.trip.shift.days is 15, expected a whole number from 1 to 14 [days]"},
             {"shift = { days = 3, hours = 4 }\n",
              "s.toml:12:29: plan.trip.shift.hours is 4, expected a number from 0.25 to 3 [hours a day]"},
             {"shift = { days = 3, bedtime = \"early\" }\n",
              "s.toml:12:31: plan.trip.shift.bedtime is \"early\" (a text), expected one of \"earlier\", \"later\""},
             {"local_time_from = \"never\"\nshift = { days = 3 }\n",
              "s.toml:13:9: plan.trip.shift moves bedtime towards the destination's, but local_time_from is \"never\"; "
              "expected one or the other"},
         });
}

TEST_F(TripRefusals, LightIsOfDatesAndTimes) {
  expect(kTravelling + trip(kEast),
         {
             {"bright = 1\n",
              "s.toml:12:10: plan.trip.bright is 1, expected a list of tables such as { date = 2016-05-04, days = 3, "
              "from = 07:00:00, to = 09:00:00 }"},
             {"bright = [{ from = 07:00:00, to = 09:00:00 }]\n",
              "s.toml:12:11: \"date\" is missing in plan.trip.bright, expected a date such as 2016-05-04"},
             {"bright = [{ date = 2016-03-12, to = 09:00:00 }]\n",
              "s.toml:12:11: \"from\" is missing in plan.trip.bright, expected a time such as 07:30:00"},
             {"bright = [{ date = 2016-03-12, from = 09:00:00, to = 09:00:00 }]\n",
              "s.toml:12:11: plan.trip.bright from 09:00 to 09:00 is empty, expected two times that differ"},
             {"bright = [{ date = 2016-03-12, from = 07:00:00, to = 09:00:00, lux = 200000 }]\n",
              "s.toml:12:70: plan.trip.bright.lux is 200000, expected a number from 0 to 150000 [lux]"},
             {"bright = [{ date = 2016-03-12, from = 07:00:00, to = 09:00:00, luxe = 2000 }]\n",
              "s.toml:12:64: unknown key \"luxe\" in plan.trip.bright; did you mean \"lux\"? (known here: date, days, "
              "from, to, lux)"},
             {"dark = [{ date = 2016-03-12, from = 07:00:00, to = 09:00:00, lux = 2000 }]\n",
              "s.toml:12:62: unknown key \"lux\" in plan.trip.dark (known here: date, days, from, to)"},
             {"bright = [{ date = 2016-06-12, from = 07:00:00, to = 09:00:00 }]\n",
              "s.toml:12:20: plan.trip.bright.date 2016-06-12 is far from the scenario's days, expected 2016-02-02 to "
              "2016-06-06"},
             {"bright = [{ date = 2016-06-01, days = 10, from = 07:00:00, to = 09:00:00 }]\n",
              "s.toml:12:20: plan.trip.bright.date 2016-06-10 is far from the scenario's days, expected 2016-02-02 to "
              "2016-06-06"},
             {"bright = [{ date = 2016-03-12, days = 61, from = 07:00:00, to = 09:00:00 }]\n",
              "s.toml:12:39: plan.trip.bright.days is 61, expected a whole number from 1 to 60 [days]"},
         });
}

TEST_F(TripRefusals, LightAndNapsLieWithinAStay) {
  expect(kTravelling + trip(kEast),
         {
             {"dark = [{ date = 2016-03-10, from = 16:00:00, to = 19:00:00 }]\n",
              "s.toml:12:9: plan.trip.dark on 2016-03-10 from 16:00 to 19:00 is not within one stay on the ground: "
              "the athlete travels then"},
             {"dark = [{ date = 2016-03-09, days = 3, from = 12:00:00, to = 14:00:00 }]\n",
              "s.toml:12:9: plan.trip.dark on 2016-03-10 from 12:00 to 14:00 is not within one stay on the ground: "
              "the athlete travels then"},
             {"naps = [{ date = 2016-03-12, from = 13:00:00, to = 13:04:00 }]\n",
              "s.toml:12:9: plan.trip.naps on 2016-03-12 from 13:00 to 13:04 is 4 minutes, expected 5 to 300"},
             {"naps = [{ date = 2016-03-12, from = 13:00:00, to = 18:01:00 }]\n",
              "s.toml:12:9: plan.trip.naps on 2016-03-12 from 13:00 to 18:01 is 301 minutes, expected 5 to 300"},
             {"bright = [{ date = 2016-03-12, days = 3, from = 07:00:00, to = 09:00:00 }]\ndark = [{ date = "
              "2016-03-14, from = "
              "08:59:00, to = 12:00:00 }]\n",
              "s.toml:12:11: plan.trip.bright on 2016-03-14 from 07:00 to 09:00 overlaps one of \"dark\"; expected one "
              "or the other"},
             {"bright = [{ date = 2016-03-12, from = 12:00:00, to = 14:00:00 }]\nnaps = [{ date = 2016-03-12, from = "
              "13:00:00, "
              "to = 13:20:00 }]\n",
              "s.toml:12:11: plan.trip.bright on 2016-03-12 from 12:00 to 14:00 overlaps one of \"naps\"; expected one "
              "or the other"},
         });
  // Windows that touch do not overlap.
  EXPECT_EQ(error(kTravelling + trip(kEast) +
                  "bright = [{ date = 2016-03-12, from = 07:00:00, to = 09:00:00 }]\n"
                  "dark = [{ date = 2016-03-12, from = 09:00:00, to = 12:00:00 }]\n"),
            "");
}

TEST_F(TripRefusals, ZonesHaveALastYear) {
  const std::string late = "athletes = \"twins/ann.twin.json\"\nstart = 2037-12-01\ntravel.home = \"UTC\"\n";
  const std::string trips =
      "[[plan]]\nname = \"x\"\n[[plan.trip]]\nlegs = [{ from = \"UTC\", to = \"Asia/Tokyo\", depart = "
      "2037-12-10T08:00:00, arrive = 2037-12-11T08:00:00 }]\n";
  expect(late, {{"days = 32\n" + trips,
                 "s.toml:7:1: plan.trip in a scenario that ends 2038-01-01; zones are known until 2037"}});
  EXPECT_EQ(error(late + "days = 31\n" + trips), "");
}

TEST_F(TripRefusals, AShiftNeedsATimeDifference) {
  const std::string north = leg("Europe/Berlin", "Europe/Oslo", "2016-03-10T10:00:00", "2016-03-10T12:00:00");
  const std::string soon = leg("Tokyo", "Europe/Berlin", "2016-03-13T11:00:00", "2016-03-13T16:00:00");
  EXPECT_EQ(error(kTravelling + trip(kEast) + trip(soon) + "shift = { days = 3 }\n"),
            "s.toml:16:9: plan.trip.shift takes 3 nights, but the athlete spends 2 in Asia/Tokyo before departure");
  EXPECT_EQ(error(kTravelling + trip(kEast) + trip(soon) + "shift = { days = 2 }\n"), "");
  expect(kTravelling, {{trip(north) + "shift = { days = 3 }\n",
                        "s.toml:12:9: plan.trip.shift has no effect: sleep is on the destination's clock already"},
                       {trip(kEast) + "local_time_from = \"never\"\n" + trip(kBack) + "shift = { days = 3 }\n",
                        "s.toml:17:9: plan.trip.shift has no effect: sleep is on the destination's clock already"}});
}

TEST_F(TripRefusals, CountsAreLimited) {
  std::string legs, trips, windows;
  for (int n = 0; n < 21; ++n) legs += kEast;
  for (int n = 0; n < 51; ++n) trips += "[[plan.trip]]\n";
  for (int n = 0; n < 5; ++n) windows += "{ date = 2016-03-12, days = 50, from = 07:00:00, to = 09:00:00 },\n";
  expect(kTravelling, {{trip(legs), "s.toml:9:8: 21 legs, expected at most 20 a trip"},
                       {trips, "s.toml:58:1: 51 trips, expected at most 50 a plan"},
                       {trip(kEast) + "dark = [\n" + windows + "]\n",
                        "s.toml:17:1: plan.trip.dark has more than 200 windows a trip"}});
}

}  // namespace
}  // namespace formcast
