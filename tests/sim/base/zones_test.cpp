#include "sim/base/zones.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "sim/base/input_error.hpp"
#include "sim/history/history.hpp"

namespace formcast {
namespace {

using std::chrono::minutes;

Instant utc(const char* day, int hour, int minute) { return *parse_iso(day) + minutes{60 * hour + minute}; }
LocalTime local(const char* day, int hour, int minute) { return LocalTime{utc(day, hour, minute).time_since_epoch()}; }

TEST(Zones, KnowTheNamesOfTheWorldAndNothingElse) {
  EXPECT_GT(zone_names().size(), 400u);
  EXPECT_TRUE(std::is_sorted(zone_names().begin(), zone_names().end()));
  for (const char* name :
       {"Europe/Berlin", "Asia/Kathmandu", "Pacific/Kiritimati", "America/Argentina/Ushuaia", "UTC"}) {
    EXPECT_TRUE(knows_zone(name)) << name;
  }
  for (const char* name : {"", "Berlin", "europe/berlin", "localtime", "posix/Europe/Berlin", "right/UTC", "../UTC"}) {
    EXPECT_FALSE(knows_zone(name)) << name;
  }
  EXPECT_THROW(utc_offset("Berlin", utc("2016-01-01", 0, 0)), InputError);
  EXPECT_THROW(read_clock("Berlin", local("2016-01-01", 0, 0)), InputError);
}

TEST(Zones, OffsetsFollowTheSeasons) {
  const auto offset = [](const char* zone, const char* day) { return utc_offset(zone, utc(day, 12, 0)).count(); };
  EXPECT_EQ(offset("Europe/Berlin", "2016-01-15"), 60);
  EXPECT_EQ(offset("Europe/Berlin", "2016-07-15"), 120);
  EXPECT_EQ(offset("Australia/Sydney", "2016-01-15"), 660);
  EXPECT_EQ(offset("Asia/Kathmandu", "2016-01-15"), 345);
  EXPECT_EQ(offset("Asia/Kolkata", "2016-01-15"), 330);
  EXPECT_EQ(offset("Pacific/Chatham", "2016-07-15"), 765);
  EXPECT_EQ(offset("Pacific/Pago_Pago", "2016-07-15"), -660);
  EXPECT_EQ(offset("Pacific/Kiritimati", "2016-07-15"), 840);
  EXPECT_EQ(offset("America/New_York", "2036-07-15"), -240);
}

TEST(Zones, EveryZoneAnswersInAllItsYears) {
  for (const std::string& zone : zone_names()) {
    for (int year = kFirstZoneYear; year <= kLastZoneYear; year += 3) {
      const Instant at = date::sys_days{date::year{year} / 7 / 1};
      const minutes offset = utc_offset(zone, at);
      EXPECT_LE(offset, minutes{14 * 60}) << zone;
      EXPECT_GE(offset, minutes{-12 * 60}) << zone;
      EXPECT_EQ(instant_of(zone, local_time(zone, at)), at) << zone;
    }
  }
}

TEST(Zones, AnHourIsSkippedInSpring) {
  const ClockReading reading = read_clock("Europe/Berlin", local("2016-03-27", 2, 30));
  EXPECT_EQ(reading.kind, ClockReading::Kind::kNever);
  EXPECT_EQ(reading.first, utc("2016-03-27", 1, 0));
  EXPECT_EQ(iso(reading.gap_begin), "2016-03-27 02:00");
  EXPECT_EQ(iso(reading.gap_end), "2016-03-27 03:00");
  EXPECT_EQ(read_clock("Europe/Berlin", local("2016-03-27", 1, 59)).first, utc("2016-03-27", 0, 59));
  EXPECT_EQ(read_clock("Europe/Berlin", local("2016-03-27", 3, 0)).first, utc("2016-03-27", 1, 0));
  // Half an hour on Lord Howe; a whole day in Samoa when it changed sides of the date line.
  EXPECT_EQ(iso(read_clock("Australia/Lord_Howe", local("2016-10-02", 2, 15)).gap_end), "2016-10-02 02:30");
  EXPECT_EQ(iso(read_clock("Pacific/Apia", local("2011-12-30", 12, 0)).gap_end), "2011-12-31 00:00");
}

TEST(Zones, AnHourIsRepeatedInAutumn) {
  const ClockReading reading = read_clock("Europe/Berlin", local("2016-10-30", 2, 30));
  EXPECT_EQ(reading.kind, ClockReading::Kind::kTwice);
  EXPECT_EQ(reading.first, utc("2016-10-30", 0, 30));
  EXPECT_EQ(reading.second, utc("2016-10-30", 1, 30));
  EXPECT_EQ(instant_of("Europe/Berlin", local("2016-10-30", 2, 30)), reading.first);
  EXPECT_EQ(read_clock("Europe/Berlin", local("2016-10-30", 3, 0)).kind, ClockReading::Kind::kOnce);
}

TEST(Zones, TheNearestNameIsTheOneMeant) {
  EXPECT_EQ(nearest_zone("Europe/Berln"), "Europe/Berlin");
  EXPECT_EQ(nearest_zone("europe/berlin"), "Europe/Berlin");
  EXPECT_EQ(nearest_zone("New York"), "America/New_York");
  EXPECT_EQ(nearest_zone("Tokio"), "Asia/Tokyo");
  EXPECT_EQ(nearest_zone("Australia/Sidney"), "Australia/Sydney");
  EXPECT_EQ(nearest_zone("nowhere near anything"), "");
  EXPECT_EQ(nearest_zone(""), "");
}

}  // namespace
}  // namespace formcast
