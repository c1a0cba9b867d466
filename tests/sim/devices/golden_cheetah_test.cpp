#include "sim/devices/golden_cheetah_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "tests/sim/devices/mutations.hpp"

namespace formcast::intake {
namespace {

using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// As the program writes it: a byte order mark, blanks behind tags, slashes escaped.
std::string ride(const std::string& overrides, const std::string& samples) {
  return "\xEF\xBB\xBF{\n\t\"RIDE\":{\n\t\t\"STARTTIME\":\"2026\\/05\\/04 06:30:00 UTC \",\n\t\t\"RECINTSECS\":1,\n"
         "\t\t\"DEVICETYPE\":\"Head unit \",\n\t\t\"IDENTIFIER\":\"\",\n" +
         overrides +
         "\t\t\"TAGS\":{\n\t\t\t\"Athlete\":\"kim \",\n\t\t\t\"RPE\":\"6 \",\n\t\t\t\"Sport\":\"Bike \",\n"
         "\t\t\t\"Workout Code\":\"Hügel \",\n\t\t\t\"Weight\":\"75 \"\n\t\t},\n"
         "\t\t\"INTERVALS\":[\n\t\t\t{ \"NAME\":\"Lap 1 \", \"START\":0, \"STOP\":60 }\n\t\t],\n" +
         samples +
         "\t\t\"XDATA\":[\n\t\t\t{ \"NAME\":\"DEVELOPER\", \"SAMPLES\":[ { \"SECS\":0, \"VALUE\":5 } ] "
         "}\n\t\t]\n\t}\n}\n";
}

const std::string kSamples =
    "\t\t\"SAMPLES\":[\n"
    "\t\t\t{ \"SECS\":0, \"KM\":0, \"WATTS\":180, \"CAD\":85, \"KPH\":27, \"HR\":0, \"ALT\":100, \"LAT\":0.0, "
    "\"LON\":0.0 },\n"
    "\t\t\t{ \"SECS\":1, \"KM\":0.0075, \"WATTS\":0, \"CAD\":0, \"KPH\":27, \"HR\":120.5 },\n"
    "\t\t\t{ \"SECS\":61, \"KM\":0.015, \"WATTS\":200, \"CAD\":90, \"KPH\":27, \"HR\":121 },\n"
    "\t\t\t{ \"SECS\":62, \"KM\":0.0225, \"WATTS\":201, \"CAD\":90, \"KPH\":27, \"HR\":122 }\n\t\t],\n";

Content read_ride(const std::string& text) { return read_golden_cheetah(bytes_of(text), "ride.json"); }

TEST(GoldenCheetah, SamplesAndTags) {
  const Content c = read_ride(ride("", kSamples));
  ASSERT_THAT(c.sessions, SizeIs(1));
  const Session& s = c.sessions[0];
  EXPECT_DOUBLE_EQ(s.start, 1777876200.0);
  EXPECT_EQ(s.clock, Clock::kUniversal);
  EXPECT_EQ(s.utc_offset, std::nullopt);
  EXPECT_EQ(s.sport, "cycling");
  EXPECT_EQ(s.title, "H\u00FCgel");
  EXPECT_DOUBLE_EQ(s.rpe, 6.0);
  EXPECT_EQ(s.sources.at(0).device, "Head unit");
  ASSERT_THAT(s.samples, SizeIs(4));
  EXPECT_DOUBLE_EQ(s.samples[0].power, 180.0);
  EXPECT_TRUE(std::isnan(s.samples[0].heart_rate));  // 0: not measured
  EXPECT_DOUBLE_EQ(s.samples[1].power, 0.0);         // coasting
  EXPECT_DOUBLE_EQ(s.samples[1].heart_rate, 120.5);
  EXPECT_DOUBLE_EQ(s.samples[1].speed, 7.5);
  EXPECT_DOUBLE_EQ(s.samples[3].distance, 22.5);
  EXPECT_DOUBLE_EQ(s.elapsed, 62.0);
  EXPECT_DOUBLE_EQ(s.duration, 2.0);   // a minute without samples is a pause
  EXPECT_THAT(c.readings, IsEmpty());  // the tag of the mass is a setting
}

TEST(GoldenCheetah, OverridesGoFirst) {
  const std::string overrides =
      "\t\t\"OVERRIDES\":[\n\t\t\t{ \"workout_time\":{ \"value\":\"3600\" }},\n"
      "\t\t\t{ \"total_distance\":{ \"value\":\"30.5\" }},\n\t\t\t{ \"skiba_bike_score\":{ \"value\":\"61\" "
      "}}\n\t\t],\n";
  const Content by_hand = read_ride(ride(overrides, ""));
  ASSERT_THAT(by_hand.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(by_hand.sessions[0].duration, 3600.0);
  EXPECT_DOUBLE_EQ(by_hand.sessions[0].distance, 30500.0);
  ASSERT_THAT(by_hand.sessions[0].vendor, SizeIs(1));
  EXPECT_EQ(by_hand.sessions[0].vendor[0].name, "bike_score");
  EXPECT_TRUE(by_hand.sessions[0].vendor[0].is_load);
  EXPECT_DOUBLE_EQ(read_ride(ride(overrides, kSamples)).sessions.at(0).duration, 3600.0);
}

TEST(GoldenCheetah, ACutFileGivesItsSamples) {
  const std::string text = ride("", kSamples);
  const Content c = read_ride(text.substr(0, text.find("\"SECS\":62") + 30));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_THAT(c.sessions[0].samples, SizeIs(3));
  EXPECT_THAT(c.notes, Contains(Field(&Note::text, HasSubstr("JSON ends or breaks here"))));
}

TEST(GoldenCheetah, WhatIsNoRide) {
  EXPECT_TRUE(is_golden_cheetah(bytes_of(ride("", ""))));
  EXPECT_TRUE(is_golden_cheetah(bytes_of("{\"RIDE\":{")));
  EXPECT_FALSE(is_golden_cheetah(bytes_of("{\"ride\":{")));
  EXPECT_FALSE(is_golden_cheetah(bytes_of("[1]")));
  EXPECT_FALSE(is_golden_cheetah({}));
  EXPECT_THAT(read_ride(ride("", "")).fault, HasSubstr("neither samples nor a duration"));
  EXPECT_THAT(read_ride("{\"RIDE\":{\"STARTTIME\":\"soon\"}}").fault, HasSubstr("STARTTIME"));
  EXPECT_THAT(read_ride(std::string(5000, '[')).fault, HasSubstr("STARTTIME"));
}

TEST(GoldenCheetah, DamagedCopies) {
  on_damaged_copies(bytes_of(ride("", kSamples)), 1000, [](const auto& bytes) {
    for (const Session& s : read_golden_cheetah(bytes, "x.json").sessions) {
      EXPECT_TRUE(std::isfinite(s.start));
      EXPECT_TRUE(s.duration > 0.0 || s.distance > 0.0);
    }
  });
}

}  // namespace
}  // namespace formcast::intake
