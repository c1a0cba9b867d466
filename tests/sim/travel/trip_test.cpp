#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

#include "sim/scenario/scenario.hpp"
#include "tests/sim/travel/trip_file.hpp"

namespace formcast {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class TripFile : public ScenarioFile {
 protected:
  std::vector<Trip> trips(const std::string& text) const { return parse(kTravelling + text).plans.at(0).trips; }
};

Instant utc(const char* day, int hour, int minute = 0) { return *parse_iso(day) + minutes{60 * hour + minute}; }

constexpr std::string_view kEveryKey = R"(athletes = "twins/*.twin.json"
start = 2016-03-01
days = 70
[travel]
home = { zone = "Europe/Berlin", latitude = 52.5, longitude = 13.4 }
sleep = { from = 00:30:00, to = 08:00:00 }
outdoors = [{ from = 10:00:00, to = 11:30:00 }, { from = 16:00:00, to = 18:00:00 }]
light = { indoor = 250, evening = 30, outdoor = 8000, cabin = 20, bright = 9000, dark = 5 }
[travel.places]
Camp = { zone = "Asia/Kathmandu", latitude = 27.7 }
Tokyo = "Asia/Tokyo"
[[plan]]
name = "x"
[[plan.trip]]
local_time_from = "boarding"
shift = { days = 3, hours = 1.5, bedtime = "later" }
bright = [{ date = 2016-03-12, days = 2, from = 07:00:00, to = 09:00:00, lux = 2500 }, { date = 2016-03-08, from = 18:00:00, to = 19:00:00 }]
dark = [{ date = 2016-03-12, from = 19:00:00, to = 21:00:00 }]
naps = [{ date = 2016-03-13, from = 23:50:00, to = 00:20:00 }]
[[plan.trip.legs]]
from = "Europe/Berlin"
to = "Camp"
depart = 2016-03-10T13:00:00
arrive = 2016-03-11T04:45:00
sleep = { after = 2, hours = 5.5 }
[[plan.trip.legs]]
from = "Asia/Kathmandu"
to = "Tokyo"
depart = 2016-03-20 13:00:00
arrive = 2016-03-21 01:15:00
sleep = false
)";

TEST_F(TripFile, ReadsEveryKey) {
  const Scenario s = parse(std::string(kEveryKey));
  ASSERT_TRUE(s.travel);
  EXPECT_EQ(s.travel->home, (Location{"Europe/Berlin", 52.5, 13.4}));
  EXPECT_EQ(s.travel->sleep, (DailyWindow{minutes{30}, hours{8}}));
  EXPECT_THAT(s.travel->outdoors, ElementsAre(DailyWindow{hours{10}, minutes{690}}, DailyWindow{hours{16}, hours{18}}));
  EXPECT_EQ(s.travel->light.indoor, 250);
  EXPECT_EQ(s.travel->light.evening, 30);
  EXPECT_EQ(s.travel->light.outdoor, 8000);
  EXPECT_EQ(s.travel->light.cabin, 20);
  EXPECT_EQ(s.travel->light.bright, 9000);
  EXPECT_EQ(s.travel->light.dark, 5);
  ASSERT_THAT(s.plans.at(0).trips, SizeIs(1));
  const Trip& trip = s.plans[0].trips[0];
  EXPECT_EQ(trip.local_time_from, Trip::LocalTimeFrom::kBoarding);
  EXPECT_EQ(trip.shift->days, 3);
  EXPECT_EQ(trip.shift->a_day, minutes{90});
  EXPECT_EQ(trip.shift->way, SleepShift::Way::kLater);
  ASSERT_THAT(trip.legs, SizeIs(2));
  EXPECT_EQ(trip.legs[0].from, s.travel->home);
  EXPECT_EQ(trip.legs[0].to, (Location{"Asia/Kathmandu", 27.7, {}}));
  EXPECT_EQ(trip.legs[0].depart, utc("2016-03-10", 12));
  EXPECT_EQ(trip.legs[0].arrive, utc("2016-03-10", 23));
  EXPECT_TRUE(trip.legs[0].sleeps);
  EXPECT_EQ(trip.legs[0].sleep, (Period{utc("2016-03-10", 14), utc("2016-03-10", 19, 30)}));
  EXPECT_FALSE(trip.legs[1].sleeps);
  EXPECT_EQ(trip.legs[1].arrive, utc("2016-03-20", 16, 15));
  // Kathmandu is 5:45 ahead; Berlin, on the 8th, one hour.
  ASSERT_THAT(trip.bright, SizeIs(3));
  EXPECT_EQ(trip.bright[0].when, (Period{utc("2016-03-12", 1, 15), utc("2016-03-12", 3, 15)}));
  EXPECT_EQ(trip.bright[1].when.begin, utc("2016-03-13", 1, 15));
  EXPECT_EQ(trip.bright[1].lux, 2500);
  EXPECT_EQ(trip.bright[2].when.begin, utc("2016-03-08", 17));
  EXPECT_EQ(trip.bright[2].lux, 9000);
  EXPECT_THAT(trip.dark, ElementsAre(Period{utc("2016-03-12", 13, 15), utc("2016-03-12", 15, 15)}));
  EXPECT_THAT(trip.naps, ElementsAre(Period{utc("2016-03-13", 18, 5), utc("2016-03-13", 18, 35)}));
}

TEST_F(TripFile, KeepsDefaultsOfMissingKeys) {
  const Scenario s = parse(kTravelling + trip(kEast));
  EXPECT_EQ(s.travel->home, (Location{"Europe/Berlin", {}, {}}));
  EXPECT_EQ(s.travel->sleep, (DailyWindow{hours{23}, hours{7}}));
  EXPECT_THAT(s.travel->outdoors, ElementsAre(DailyWindow{hours{16}, hours{18}}));
  EXPECT_EQ(s.travel->light.indoor, LightLevels{}.indoor);
  const Trip& trip = s.plans[0].trips.at(0);
  EXPECT_EQ(trip.local_time_from, Trip::LocalTimeFrom::kArrival);
  EXPECT_FALSE(trip.shift);
  EXPECT_TRUE(trip.legs[0].sleeps && !trip.legs[0].sleep);
  EXPECT_THAT(trip.bright, IsEmpty());
  EXPECT_THAT(trip.dark, IsEmpty());
  EXPECT_THAT(trip.naps, IsEmpty());
  EXPECT_THAT(trips(::formcast::trip(kEast) + "shift = { days = 2 }\n")[0].shift->a_day, minutes{60});
}

TEST_F(TripFile, APlanWithoutTripsNeedsNoHome) {
  EXPECT_FALSE(parse(kPlan).travel);
  EXPECT_THAT(parse(kPlan).plans[0].trips, IsEmpty());
  EXPECT_THAT(parse(kPlan + "trip = []\n").plans[0].trips, IsEmpty());
}

TEST_F(TripFile, TripsFollowOneAnotherAndMayEndAbroad) {
  const std::vector<Trip> two = trips(trip(kEast) + trip(kBack));
  ASSERT_THAT(two, SizeIs(2));
  EXPECT_EQ(two[1].legs[0].depart, utc("2016-03-30", 2));
  EXPECT_EQ(two[1].legs[0].arrive, utc("2016-03-30", 14));  // by then summer time
  EXPECT_THAT(trips(trip(kEast + kBack)).at(0).legs, SizeIs(2));
}

TEST_F(TripFile, TheDateLineMayBeCrossedEitherWay) {
  const auto legs =
      trips(trip(leg("Europe/Berlin", "Pacific/Auckland", "2016-03-10T13:00:00", "2016-03-12T01:00:00") +
                 leg("Pacific/Auckland", "Pacific/Honolulu", "2016-03-20T23:30:00", "2016-03-20T09:00:00") +
                 leg("Pacific/Honolulu", "Pacific/Auckland", "2016-03-25T23:00:00", "2016-03-27T07:00:00")))
          .at(0)
          .legs;
  EXPECT_EQ(legs[1].arrive - legs[1].depart, minutes{510});
  EXPECT_EQ(legs[2].arrive - legs[2].depart, hours{9});
}

TEST_F(TripFile, OfARepeatedHourTheFirstPossibleOneIsMeant) {
  const std::string head =
      "athletes = \"twins/ann.twin.json\"\nstart = 2016-10-01\ndays = 70\n"
      "travel.home = \"Europe/Berlin\"\n[[plan]]\nname = \"x\"\n";
  const auto first_leg = [&](const std::string& text) { return parse(head + trip(text)).plans[0].trips[0].legs[0]; };
  const std::string after = "2016-10-30T02:30:00";
  EXPECT_EQ(first_leg(leg("Europe/Berlin", "Asia/Tokyo", after, "2016-10-30T22:00:00")).depart,
            utc("2016-10-30", 0, 30));
  EXPECT_EQ(first_leg(leg("Europe/Berlin", "Europe/Paris", "2016-10-30T00:30:00", after)).arrive,
            utc("2016-10-30", 0, 30));
  EXPECT_EQ(first_leg(leg("Europe/Berlin", "Europe/Paris", "2016-10-30T02:40:00", after)).arrive,
            utc("2016-10-30", 1, 30));
}

TEST_F(TripFile, TheZoneOfHomeMeansHome) {
  const Scenario s = parse(
      "athletes = \"twins/ann.twin.json\"\nstart = 2016-03-01\ndays = 70\n"
      "travel.home = { zone = \"Europe/Berlin\", latitude = 52.5 }\n[[plan]]\nname = \"x\"\n" +
      trip(leg("Europe/Berlin", "Asia/Tokyo", "2016-03-10T13:00:00", "2016-03-11T08:30:00") +
           leg("Asia/Tokyo", "Europe/Berlin", "2016-03-30T11:00:00", "2016-03-30T16:00:00")));
  EXPECT_EQ(s.plans[0].trips[0].legs[1].to.latitude, 52.5);
}

}  // namespace
}  // namespace formcast
