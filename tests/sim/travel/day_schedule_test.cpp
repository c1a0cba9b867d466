#include "sim/travel/day_schedule.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "tests/sim/travel/trip_file.hpp"

namespace formcast {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

Date day(const char* text) { return *parse_iso(text); }

/// Schedules of scenarios that begin with kTravelling.
class Schedules : public ScenarioFile {
 protected:
  DaySchedule schedule_of(const std::string& text, const char* first, int days) const {
    const Scenario s = parse(kTravelling + text);
    return day_schedule(*s.travel, s.plans.at(0).trips, day(first), days);
  }
  static DaySchedule at_home(const Location& home, const char* first, int days) {
    TravelHabits travel;
    travel.home = home;
    return day_schedule(travel, {}, day(first), days);
  }
};

/// Invariants of every schedule.
void expect_sound(const DaySchedule& schedule, int days) {
  ASSERT_FALSE(schedule.spells.empty());
  ASSERT_THAT(schedule.days, SizeIs(days));
  const double end = schedule.days.back().end;
  EXPECT_EQ(schedule.days.front().begin, 0.0);
  EXPECT_EQ(schedule.spells.front().begin, 0.0);
  EXPECT_EQ(schedule.spells.back().end, end);
  EXPECT_EQ(schedule.clocks.front().begin, 0.0);
  EXPECT_EQ(schedule.clocks.back().end, end);
  double before = 0.0, slept = 0.0, flown = 0.0;
  for (const ScheduleSpell& spell : schedule.spells) {
    EXPECT_EQ(spell.begin, before);
    EXPECT_LT(spell.begin, spell.end);
    EXPECT_EQ(std::round(spell.end * 60.0) / 60.0, spell.end);
    EXPECT_TRUE(spell.asleep ? spell.lux == 0.0F : spell.lux >= 0.0F);
    before = spell.end;
    slept += spell.asleep ? spell.end - spell.begin : 0.0;
    flown += spell.flying ? spell.end - spell.begin : 0.0;
  }
  for (std::size_t n = 1; n < schedule.clocks.size(); ++n) {
    EXPECT_EQ(schedule.clocks[n].begin, schedule.clocks[n - 1].end);
  }
  for (std::size_t n = 0; n < schedule.days.size(); ++n) {
    const ScheduleDay& of = schedule.days[n];
    EXPECT_LE(of.begin, of.end);
    EXPECT_EQ(of.begin, n > 0 ? schedule.days[n - 1].end : 0.0);
    EXPECT_EQ(of.date, schedule.days[0].date + date::days{static_cast<int>(n)});
    slept -= of.slept;
    flown -= of.flown;
    EXPECT_LE(of.slept_aboard, std::min(of.slept, of.flown));
  }
  EXPECT_NEAR(slept, 0.0, 1e-6);
  EXPECT_NEAR(flown, 0.0, 1e-6);
}

std::vector<double> lengths(const DaySchedule& schedule) {
  std::vector<double> hours;
  for (const ScheduleDay& of : schedule.days) hours.push_back(of.end - of.begin);
  return hours;
}

TEST_F(Schedules, WithoutTripsEveryDayIsTheSame) {
  for (const char* zone : {"Asia/Tokyo", "Asia/Kathmandu", "Asia/Kolkata", "UTC", "Pacific/Kiritimati"}) {
    const DaySchedule schedule = at_home({zone, {}, {}}, "2016-03-01", 40);
    expect_sound(schedule, 40);
    for (const ScheduleDay& of : schedule.days) {
      EXPECT_EQ(of.end - of.begin, 24.0);
      EXPECT_EQ(of.slept, 8.0);
      EXPECT_EQ(of.flown, 0.0);
      EXPECT_EQ(of.zone, zone);
    }
    std::vector<std::tuple<double, float, bool>> first, other;
    for (const ScheduleSpell& spell : schedule.spells) {
      if (spell.end <= 24.0) first.emplace_back(spell.end, spell.lux, spell.asleep);
      if (spell.begin >= 24.0 && spell.end <= 48.0) other.emplace_back(spell.end - 24.0, spell.lux, spell.asleep);
    }
    EXPECT_THAT(first, ElementsAre(std::tuple(7.0, 0.0F, true), std::tuple(16.0, 200.0F, false),
                                   std::tuple(18.0, 5000.0F, false), std::tuple(23.0, 40.0F, false)));
    EXPECT_EQ(other, std::vector(first.begin() + 1, first.end())) << zone;  // the first night began the day before
  }
}

TEST_F(Schedules, DaysAreTwentyThreeOrTwentyFiveHoursWhenClocksChange) {
  const DaySchedule spring = at_home({"Europe/Berlin", {}, {}}, "2016-03-26", 3);
  expect_sound(spring, 3);
  EXPECT_THAT(lengths(spring), ElementsAre(24, 23, 24));
  EXPECT_EQ(spring.days[1].slept, 7.0);
  EXPECT_THAT(spring.clocks, SizeIs(2));
  EXPECT_EQ(spring.clocks[1].begin, 26.0);
  EXPECT_EQ(clock_time(spring, 25.5), 1.5);
  EXPECT_EQ(clock_time(spring, 26.5), 3.5);
  const DaySchedule autumn = at_home({"Europe/Berlin", {}, {}}, "2016-10-29", 3);
  expect_sound(autumn, 3);
  EXPECT_THAT(lengths(autumn), ElementsAre(24, 25, 24));
  EXPECT_EQ(autumn.days[1].slept, 9.0);
  // Clocks that change at midnight, by half an hour, and a day that Samoa skipped.
  EXPECT_THAT(lengths(at_home({"America/Havana", {}, {}}, "2016-03-12", 3)), ElementsAre(24, 23, 24));
  EXPECT_THAT(lengths(at_home({"America/Sao_Paulo", {}, {}}, "2016-10-15", 3)), ElementsAre(24, 23, 24));
  EXPECT_THAT(lengths(at_home({"America/Sao_Paulo", {}, {}}, "2016-02-20", 3)), ElementsAre(25, 24, 24));
  EXPECT_THAT(lengths(at_home({"Australia/Lord_Howe", {}, {}}, "2016-04-02", 3)), ElementsAre(24, 24.5, 24));
  EXPECT_THAT(lengths(at_home({"Pacific/Apia", {}, {}}, "2011-12-29", 3)), ElementsAre(24, 0, 24));
}

TEST_F(Schedules, EveryZoneHasSoundYears) {
  int n = 0;
  for (const std::string& zone : zone_names()) {
    if (++n % 7 == 0) expect_sound(at_home({zone, {}, {}}, n % 2 == 0 ? "2011-12-01" : "2016-02-01", 300), 300);
  }
}

TEST_F(Schedules, DaylightFollowsLatitudeAndSeason) {
  const auto outdoors = [](const Location& home, const char* date) {
    double hours = 0.0;
    TravelHabits travel;
    travel.home = home;
    travel.sleep = {std::chrono::hours{0}, std::chrono::hours{3}};
    travel.outdoors = {{std::chrono::minutes{1}, std::chrono::minutes{0}}};  // all day but a minute
    for (const ScheduleSpell& spell : day_schedule(travel, {}, day(date), 1).spells) {
      if (spell.lux == 5000.0F) hours += spell.end - spell.begin;
    }
    return hours;
  };
  // Sunrise to sunset by almanac: Berlin 16 h 50 min on 21 June, 7 h 39 min on 21 December; Sydney 14 h 25 min.
  EXPECT_NEAR(outdoors({"Europe/Berlin", 52.5, 13.4}, "2016-06-21"), 16.83, 0.15);
  EXPECT_NEAR(outdoors({"Europe/Berlin", 52.5, 13.4}, "2016-12-21"), 7.65, 0.15);
  EXPECT_NEAR(outdoors({"Australia/Sydney", -33.9, 151.2}, "2016-12-21"), 14.41, 0.15);
  EXPECT_EQ(outdoors({"Arctic/Longyearbyen", 78.2, 15.6}, "2016-12-21"), 0.0);
  EXPECT_NEAR(outdoors({"Arctic/Longyearbyen", 78.2, 15.6}, "2016-06-21"), 21.0, 0.1);
  for (const double pole : {-90.0, 90.0}) EXPECT_GE(outdoors({"UTC", pole, 0.0}, "2016-06-21"), 0.0);
}

TEST_F(Schedules, NoonFollowsLongitude) {
  const auto dusk = [](const Location& home) {
    double last = 0.0;
    for (const ScheduleSpell& spell : at_home(home, "2016-03-10", 1).spells) {
      if (!spell.asleep && spell.lux > 40.0F) last = spell.end;
    }
    return last;
  };
  EXPECT_NEAR(dusk({"Europe/Madrid", 40.4, -3.7}), 19.2, 0.2);
  EXPECT_NEAR(dusk({"Europe/Madrid", 40.4, {}}), 17.95, 0.2);
  EXPECT_NEAR(dusk({"Pacific/Kiritimati", 1.9, -157.4}), 18.5, 0.2);  // across the date line from its clock
}

TEST_F(Schedules, SleepFollowsLocalTimeFromArrival) {
  const DaySchedule schedule = schedule_of(trip(kEast), "2016-03-08", 8);
  expect_sound(schedule, 8);
  EXPECT_EQ(schedule.days[2].zone, "Europe/Berlin");
  EXPECT_EQ(schedule.days[3].zone, "Asia/Tokyo");
  EXPECT_EQ(schedule.days[3].utc_offset, 9.0);
  EXPECT_THAT(lengths(schedule), ElementsAre(24, 24, 24, 16, 24, 24, 24, 24));
  EXPECT_EQ(schedule.days[2].flown, 11.0);
  EXPECT_EQ(schedule.days[3].flown, 0.5);
  // Aboard it is still Berlin's night, from 23:00 until half an hour before landing at 00:30.
  EXPECT_EQ(schedule.days[2].slept_aboard + schedule.days[3].slept_aboard, 1.0);
  EXPECT_EQ(schedule.days[4].slept, 8.0);
  // Asleep at 23:30 in Tokyo, awake at noon there.
  const double midnight = schedule.days[4].begin;
  EXPECT_EQ(clock_time(schedule, midnight), 0.0);
  EXPECT_EQ(hours_slept(schedule, midnight - 1.0, midnight + 7.0), 8.0);
}

TEST_F(Schedules, SleepFollowsLocalTimeFromBoarding) {
  const DaySchedule schedule = schedule_of(trip(kEast) + "local_time_from = \"boarding\"\n", "2016-03-08", 8);
  expect_sound(schedule, 8);
  // 23:00 in Tokyo is 15:00 in Berlin, two hours after take-off; 07:00 is half past eleven at night less half an hour.
  EXPECT_EQ(schedule.days[2].slept_aboard, 8.0);
  EXPECT_EQ(schedule.days[3].slept_aboard, 0.0);
  const DaySchedule awake =
      schedule_of(trip(leg("Europe/Berlin", "Tokyo", "2016-03-10T13:00:00", "2016-03-11T08:30:00", ", sleep = false")) +
                      "local_time_from = \"boarding\"\n",
                  "2016-03-08", 8);
  EXPECT_EQ(awake.days[2].slept_aboard, 0.0);
  const DaySchedule given = schedule_of(trip(leg("Europe/Berlin", "Tokyo", "2016-03-10T13:00:00", "2016-03-11T08:30:00",
                                                 ", sleep = { after = 4, hours = 3 }")),
                                        "2016-03-08", 8);
  EXPECT_EQ(given.days[2].slept_aboard, 3.0);
  EXPECT_EQ(clock_time(given, given.days[2].begin + 17.0), 17.0);
}

TEST_F(Schedules, HomeTimeMayBeKept) {
  const DaySchedule schedule = schedule_of(trip(kEast) + "local_time_from = \"never\"\n", "2016-03-08", 10);
  expect_sound(schedule, 10);
  // 23:00 to 07:00 in Berlin is 07:00 to 15:00 in Tokyo.
  const double midnight = schedule.days[5].begin;
  EXPECT_EQ(hours_slept(schedule, midnight + 7.0, midnight + 15.0), 8.0);
  EXPECT_EQ(schedule.days[5].slept, 8.0);
}

TEST_F(Schedules, BedtimeMovesBeforeDeparture) {
  const auto asleep_at = [&](const char* behaviour, int n) {
    // By how much bedtime is later than 23:00 on the evening of day n, from 6 March on.
    const DaySchedule schedule = schedule_of(trip(kEast) + behaviour, "2016-03-06", 5);
    const double noon = schedule.days[static_cast<std::size_t>(n)].begin + 12.0;
    for (const ScheduleSpell& spell : schedule.spells) {
      if (spell.asleep && spell.begin > noon) return spell.begin - noon - 11.0;
    }
    return 99.0;
  };
  const char* east = "shift = { days = 3, hours = 1 }\n";
  EXPECT_EQ(asleep_at(east, 0), 0.0);
  EXPECT_EQ(asleep_at(east, 1), -1.0);  // 7 March
  EXPECT_EQ(asleep_at(east, 2), -2.0);
  EXPECT_EQ(asleep_at(east, 3), -3.0);  // the eve
  const char* later = "shift = { days = 2, hours = 1.5, bedtime = \"later\" }\n";
  EXPECT_EQ(asleep_at(later, 2), 1.5);
  EXPECT_EQ(asleep_at(later, 3), 3.0);
  // Eight zones are eight hours, however long one shifts.
  EXPECT_EQ(asleep_at("shift = { days = 4, hours = 3 }\n", 3), -8.0);
}

TEST_F(Schedules, WestwardBedtimeMovesLater) {
  const std::string west = leg("Europe/Berlin", "America/New_York", "2016-03-10T13:00:00", "2016-03-10T16:30:00");
  const DaySchedule schedule = schedule_of(trip(west) + "shift = { days = 2 }\n", "2016-03-07", 6);
  expect_sound(schedule, 6);
  EXPECT_EQ(hours_slept(schedule, 72.0, 74.0), 1.0);  // to bed at 01:00 on the eve
  EXPECT_THAT(lengths(schedule), ElementsAre(24, 24, 24, 30, 24, 24));
  EXPECT_EQ(schedule.days[5].slept, 8.0);
}

TEST_F(Schedules, LightAndNapsAreWhereTheyAreGiven) {
  const DaySchedule schedule =
      schedule_of(trip(kEast) +
                      "bright = [{ date = 2016-03-12, days = 2, from = 08:00:00, to = 10:00:00 }]\n"
                      "dark = [{ date = 2016-03-12, from = 16:30:00, to = 19:00:00 }]\n"
                      "naps = [{ date = 2016-03-12, from = 13:00:00, to = 13:20:00 }]\n",
                  "2016-03-12", 2);
  expect_sound(schedule, 2);
  const auto at = [&](double hour) {
    for (const ScheduleSpell& spell : schedule.spells) {
      if (hour < spell.end) return spell;
    }
    return ScheduleSpell{};
  };
  EXPECT_EQ(at(7.5).lux, 200.0F);
  EXPECT_EQ(at(9.0).lux, 5000.0F);
  EXPECT_EQ(at(33.0).lux, 5000.0F);
  EXPECT_TRUE(at(13.1).asleep);
  EXPECT_FALSE(at(13.4).asleep);
  EXPECT_EQ(at(16.1).lux, 5000.0F);
  EXPECT_EQ(at(17.0).lux, 10.0F);
  EXPECT_EQ(schedule.days[0].slept, 8.0 + 20.0 / 60.0);
}

TEST_F(Schedules, TheDateLineLengthensOrSkipsDays) {
  const std::string there = leg("Europe/Berlin", "Pacific/Auckland", "2016-03-10T13:00:00", "2016-03-12T01:00:00");
  const std::string east = leg("Pacific/Auckland", "Pacific/Honolulu", "2016-03-20T23:30:00", "2016-03-20T09:00:00");
  const std::string west = leg("Pacific/Honolulu", "Pacific/Auckland", "2016-03-25T23:00:00", "2016-03-27T07:00:00");
  const DaySchedule schedule = schedule_of(trip(there + east + west), "2016-03-18", 12);
  expect_sound(schedule, 12);
  EXPECT_THAT(lengths(schedule), ElementsAre(24, 24, 47, 24, 24, 24, 24, 24, 8, 17, 24, 24));
  EXPECT_EQ(schedule.days[2].flown, 8.5);
  EXPECT_EQ(schedule.days[2].zone, "Pacific/Honolulu");
  EXPECT_EQ(schedule.days[9].zone, "Pacific/Auckland");
  EXPECT_EQ(schedule.days[8].date, day("2016-03-26"));  // all of it in the air
  EXPECT_EQ(schedule.days[8].flown, 8.0);
}

TEST_F(Schedules, StopoversAreNoStays) {
  const std::string first = leg("Europe/Berlin", "Asia/Singapore", "2016-03-10T13:00:00", "2016-03-11T08:00:00");
  const std::string soon = leg("Asia/Singapore", "Australia/Sydney", "2016-03-11T20:00:00", "2016-03-12T07:00:00");
  const std::string late = leg("Asia/Singapore", "Australia/Sydney", "2016-03-15T20:00:00", "2016-03-16T07:00:00");
  const DaySchedule passing = schedule_of(trip(first + soon), "2016-03-10", 8);
  expect_sound(passing, 8);
  // In Singapore from 08:00 to 20:00, Berlin's night until 14:00: an hour to leave the airport, then sleep.
  EXPECT_EQ(passing.days[1].slept - passing.days[1].slept_aboard, 5.0);
  EXPECT_EQ(passing.days[4].slept, 8.0);
  for (const ScheduleSpell& spell : passing.spells) {
    const bool in_singapore = spell.begin >= passing.days[1].begin + 8.0 && spell.end <= passing.days[1].begin + 20.0;
    EXPECT_TRUE(!in_singapore || spell.lux < 5000.0F);  // no outdoor training at an airport
  }
  const DaySchedule staying = schedule_of(trip(first + late), "2016-03-10", 8);
  expect_sound(staying, 8);
  EXPECT_EQ(staying.days[1].slept - staying.days[1].slept_aboard, 1.0);  // from 23:00 in Singapore
  EXPECT_EQ(staying.days[2].slept, 8.0);
  EXPECT_EQ(staying.days[7].zone, "Australia/Sydney");
}

TEST_F(Schedules, ClocksMayChangeWhileAway) {
  const DaySchedule schedule = schedule_of(trip(kEast + kBack), "2016-03-25", 10);
  expect_sound(schedule, 10);
  EXPECT_THAT(lengths(schedule), ElementsAre(24, 24, 24, 24, 24, 31, 24, 24, 24, 24));
  EXPECT_EQ(schedule.days.back().utc_offset, 2.0);
  // Kept home time moves with Berlin's clocks.
  const DaySchedule kept = schedule_of(trip(kEast + kBack) + "local_time_from = \"never\"\n", "2016-03-25", 5);
  EXPECT_EQ(hours_slept(kept, 24.0 + 7.0, 24.0 + 15.0), 8.0);
  EXPECT_EQ(hours_slept(kept, 72.0 + 6.0, 72.0 + 14.0), 8.0);
}

TEST_F(Schedules, QuarterHourZonesKeepTheirQuarters) {
  const std::string east = leg("Europe/Berlin", "Asia/Kathmandu", "2016-03-10T13:00:00", "2016-03-11T02:45:00");
  const DaySchedule schedule = schedule_of(trip(east), "2016-03-10", 4);
  expect_sound(schedule, 4);
  EXPECT_THAT(lengths(schedule), ElementsAre(22, 21.25, 24, 24));
  EXPECT_EQ(schedule.days[1].utc_offset, 5.75);
  EXPECT_EQ(clock_time(schedule, schedule.days[2].begin), 0.0);
}

TEST_F(Schedules, AScheduleMayBeginInTheMiddleOfATripAndNothingChanges) {
  const std::string text = trip(kEast + kBack) + "shift = { days = 3 }\nlocal_time_from = \"boarding\"\n";
  const DaySchedule whole = schedule_of(text, "2016-03-01", 40);
  expect_sound(whole, 40);
  for (int begin = 0; begin < 38; ++begin) {
    const auto n = static_cast<std::size_t>(begin);
    const DaySchedule part = schedule_of(text, iso(day("2016-03-01") + date::days{begin}).c_str(), 2);
    expect_sound(part, 2);
    EXPECT_EQ(part.days[0].slept, whole.days[n].slept) << begin;
    EXPECT_EQ(part.days[1].flown, whole.days[n + 1].flown) << begin;
    EXPECT_EQ(part.days[1].end, whole.days[n + 1].end - whole.days[n].begin) << begin;
  }
}

}  // namespace
}  // namespace formcast
