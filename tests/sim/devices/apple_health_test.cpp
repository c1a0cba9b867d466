#include "sim/devices/apple_health_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/devices/apple_health_tags.hpp"
#include "tests/sim/devices/mutations.hpp"

namespace formcast::intake {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

/// As the export begins, with an inline DTD that holds what would end it early or expand without bound.
const std::string kHead =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!DOCTYPE HealthData [\n"
    "<!-- HealthKit Export Version: 14, it's > 11 ]> -->\n"
    "<!ELEMENT HealthData (ExportDate,Me,(Record|Workout)*)>\n"
    "<!ENTITY a \"]>&b;&b;\"><!ENTITY b \"&c;&c;\">\n"
    "<?instruction ]> ?>\n"
    "]>\n"
    "<HealthData locale=\"de_DE\">\n"
    " <ExportDate value=\"2026-05-10 08:00:00 +0200\"/>\n";

std::string record(const std::string& type, const std::string& source, const std::string& rest) {
  return " <Record type=\"HK" + type + "\" sourceName=\"" + source + "\" sourceVersion=\"1\" " + rest + "/>\n";
}

std::string sleep(const std::string& source, const std::string& stage, const std::string& from, const std::string& to) {
  return record("CategoryTypeIdentifierSleepAnalysis", source,
                "startDate=\"" + from + " +0200\" endDate=\"" + to + " +0200\" value=\"HKCategoryValueSleepAnalysis" +
                    stage + "\"");
}

const std::string kRecords =
    record("QuantityTypeIdentifierStepCount", "Phone",
           "unit=\"count\" startDate=\"2026-05-04 10:00:00 +0200\" value=\"120\"") +
    " <Record type=\"HKQuantityTypeIdentifierHeartRateVariabilitySDNN\" sourceName=\"Kim&#8217;s &lt;Watch&gt;\" "
    "device=\"&lt;HKDevice: name:Watch&gt;\" unit=\"ms\" startDate=\"2026-05-04 03:00:00 +0200\" value=\"61.5\">\n"
    "  <HeartRateVariabilityMetadataList><InstantaneousBeatsPerMinute bpm=\"55\" time=\"3:00:01\"/>"
    "</HeartRateVariabilityMetadataList>\n </Record>\n" +
    record("QuantityTypeIdentifierRestingHeartRate", "Watch",
           "unit=\"count/min\" startDate=\"2026-05-04 00:10:00 +0200\" value=\"47\"") +
    record("QuantityTypeIdentifierBodyMass", "Scale",
           "unit=\"lb\" startDate=\"2026-05-04 07:00:00 +0200\" value=\"160\"");

const std::string kWorkouts =
    " <Workout workoutActivityType=\"HKWorkoutActivityTypeCycling\" duration=\"61.5\" durationUnit=\"min\" "
    "sourceName=\"Watch\" startDate=\"2026-05-04 17:00:00 +0200\" endDate=\"2026-05-04 18:05:00 +0200\">\n"
    "  <MetadataEntry key=\"HKIndoorWorkout\" value=\"0\"/>\n"
    "  <WorkoutStatistics type=\"HKQuantityTypeIdentifierHeartRate\" average=\"141.5\" minimum=\"90\" maximum=\"172\" "
    "unit=\"count/min\"/>\n"
    "  <WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceCycling\" sum=\"25.5\" unit=\"km\"/>\n"
    "  <WorkoutActivity uuid=\"1\" duration=\"30\" durationUnit=\"min\">\n"
    "   <WorkoutStatistics type=\"HKQuantityTypeIdentifierDistanceCycling\" sum=\"12\" unit=\"km\"/>\n"
    "  </WorkoutActivity>\n"
    " </Workout>\n"
    " <Workout workoutActivityType=\"HKWorkoutActivityTypeCrossCountrySkiing\" duration=\"1.5\" durationUnit=\"hr\" "
    "totalDistance=\"10\" totalDistanceUnit=\"mi\" startDate=\"2026-05-05 09:00:00 +0200\" endDate=\"2026-05-05 "
    "10:30:00 +0200\"/>\n"
    " <Workout workoutActivityType=\"HKWorkoutActivityTypeTraditionalStrengthTraining\" startDate=\"2026-05-06 "
    "6:15:00 PM +0200\" endDate=\"2026-05-06 7:00:00 PM +0200\"/>\n";

Content read(const std::string& text) {
  const auto bytes = bytes_of(text);
  return read_apple_health(bytes, "export.xml");
}

std::map<std::string, double> vendor(const Session& session) {
  std::map<std::string, double> values;
  for (const VendorValue& v : session.vendor) values[v.name] = v.value;
  return values;
}

TEST(AppleHealth, WorkoutsWithTheirStatistics) {
  const Content c = read(kHead + kRecords + kWorkouts + "</HealthData>\n");
  ASSERT_THAT(c.sessions, SizeIs(3));
  const Session& ride = c.sessions[0];
  EXPECT_EQ(ride.sport, "cycling");
  EXPECT_DOUBLE_EQ(ride.start, 1777906800.0);  // 15:00 universal time
  EXPECT_EQ(ride.clock, Clock::kUniversal);
  EXPECT_EQ(ride.utc_offset, 7200.0);
  EXPECT_DOUBLE_EQ(ride.duration, 3690.0);
  EXPECT_DOUBLE_EQ(ride.elapsed, 3900.0);
  EXPECT_DOUBLE_EQ(ride.distance, 25500.0);  // without that of its part
  EXPECT_DOUBLE_EQ(vendor(ride).at("average_heart_rate"), 141.5);
  EXPECT_DOUBLE_EQ(vendor(ride).at("max_heart_rate"), 172.0);
  EXPECT_EQ(ride.sources.at(0).device, "Watch");
  EXPECT_EQ(c.sessions[1].sport, "cross_country_skiing");
  EXPECT_DOUBLE_EQ(c.sessions[1].duration, 5400.0);
  EXPECT_DOUBLE_EQ(c.sessions[1].distance, 16093.44);
  EXPECT_EQ(c.sessions[2].sport, "strength");
  EXPECT_DOUBLE_EQ(c.sessions[2].duration, 2700.0);
  EXPECT_THAT(c.notes, IsEmpty());
}

TEST(AppleHealth, ReadingsInTheirUnits) {
  const Content c = read(kHead + kRecords + "</HealthData>\n");
  ASSERT_THAT(c.readings, SizeIs(3));
  EXPECT_EQ(c.readings[0].marker, "hrv_sdnn");  // never hrv_rmssd
  EXPECT_DOUBLE_EQ(c.readings[0].value, 61.5);
  EXPECT_DOUBLE_EQ(c.readings[0].time, 1777856400.0);
  EXPECT_EQ(c.readings[0].utc_offset, 7200.0);
  EXPECT_EQ(c.readings[1].marker, "resting_hr");
  EXPECT_EQ(c.readings[2].marker, "body_mass");
  EXPECT_NEAR(c.readings[2].value, 72.57, 0.01);
  const Content stones = read(kHead +
                              record("QuantityTypeIdentifierBodyMass", "Scale",
                                     "unit=\"bag\" startDate=\"2026-05-04 07:00:00 +0200\" value=\"11\"") +
                              "</HealthData>");
  EXPECT_THAT(stones.notes, ElementsAre(Field(&Note::text, HasSubstr("1 value(s) in \"bag\""))));
  EXPECT_TRUE(stones.other_matter);
}

TEST(AppleHealth, ANightCountsOneSource) {
  const std::string watch = sleep("Watch", "AsleepCore", "2026-05-03 23:00:00", "2026-05-04 01:00:00") +
                            sleep("Watch", "Awake", "2026-05-04 01:00:00", "2026-05-04 01:30:00") +
                            sleep("Watch", "AsleepREM", "2026-05-04 01:30:00", "2026-05-04 06:00:00") +
                            sleep("Watch", "AsleepDeep", "2026-05-04 05:00:00", "2026-05-04 06:00:00");
  const std::string phone = sleep("Phone", "InBed", "2026-05-03 22:00:00", "2026-05-04 07:00:00") +
                            sleep("Phone", "AsleepUnspecified", "2026-05-03 22:00:00", "2026-05-04 07:00:00");
  const std::string nap = sleep("Watch", "AsleepUnspecified", "2026-05-04 14:00:00", "2026-05-04 14:30:00");
  const std::string evening = sleep("Watch", "AsleepCore", "2026-05-04 22:00:00", "2026-05-04 23:30:00");
  const Content c = read(kHead + phone + watch + nap + evening + "</HealthData>");
  ASSERT_THAT(c.readings, SizeIs(2));
  EXPECT_EQ(c.readings[0].marker, "sleep_hours");
  EXPECT_EQ(c.readings[0].date, parse_iso("2026-05-04"));
  EXPECT_DOUBLE_EQ(c.readings[0].value, 7.0);  // 2 and 4.5 h of the night, what overlaps once, and the nap
  EXPECT_EQ(c.readings[1].date, parse_iso("2026-05-05"));
  EXPECT_DOUBLE_EQ(c.readings[1].value, 1.5);
  EXPECT_THAT(c.notes, Contains(Field(&Note::text, HasSubstr("second source on 1 date(s)"))));
  EXPECT_THAT(c.notes, Contains(Field(&Note::text, HasSubstr("1 record(s) of time in bed"))));
}

TEST(AppleHealth, PiecesOfAnySizeGiveTheSame) {
  const std::string text = kHead + kRecords + kWorkouts + "<!-- <Record> --><![CDATA[<Workout>]]></HealthData>\n";
  const auto bytes = bytes_of(text);
  const Content whole = read_apple_health(bytes, "export.xml");
  for (const std::size_t size : {std::size_t{1}, std::size_t{2}, std::size_t{7}, std::size_t{64}, std::size_t{1000}}) {
    AppleHealthReader reader("export.xml");
    for (std::size_t at = 0; at < bytes.size(); at += size) {
      reader.feed(std::span(bytes).subspan(at, std::min(size, bytes.size() - at)));
    }
    const Content pieces = reader.finish();
    ASSERT_EQ(pieces.sessions.size(), whole.sessions.size());
    ASSERT_EQ(pieces.readings.size(), whole.readings.size());
    EXPECT_EQ(pieces.sessions[0].distance, whole.sessions[0].distance);
    EXPECT_EQ(pieces.readings[2].value, whole.readings[2].value);
    EXPECT_THAT(pieces.notes, IsEmpty());
  }
}

TEST(AppleHealth, ACutFileGivesWhatWasComplete) {
  const std::string text = kHead + kRecords + kWorkouts;
  const Content c = read(text.substr(0, text.size() - 60));
  EXPECT_THAT(c.sessions, SizeIs(2));
  EXPECT_THAT(c.notes, Contains(Field(&Note::text, HasSubstr("ends before </HealthData>"))));
  EXPECT_THAT(read(kHead.substr(0, 100)).fault, HasSubstr("DOCTYPE does not end"));
  EXPECT_THAT(read("<ClinicalDocument/>").fault, HasSubstr("no <HealthData>"));
}

TEST(AppleHealth, EntitiesOfTheDtdAreNotExpanded) {
  const TagText tag("Record sourceName='&a;&amp;&#x41;&#xZZ;' value=\"a>'b\"/");
  EXPECT_EQ(tag.attribute("sourceName"), "&a;&A&#xZZ;");
  EXPECT_EQ(tag.attribute("value"), "a>'b");
  EXPECT_EQ(tag.attribute("type"), "");
  EXPECT_EQ(tag.name(), "Record");
  EXPECT_TRUE(tag.is_empty());
}

TEST(AppleHealth, IsToldByItsRoot) {
  EXPECT_TRUE(is_apple_health(bytes_of(kHead)));
  EXPECT_TRUE(is_apple_health(bytes_of("\xEF\xBB\xBF <HealthData>")));
  EXPECT_FALSE(is_apple_health(bytes_of("<gpx/>")));
  EXPECT_FALSE(is_apple_health(bytes_of("date,<HealthData>")));
  EXPECT_FALSE(is_apple_health({}));
}

TEST(AppleHealth, ALongTagIsLeftOut) {
  const Content c =
      read(kHead + "<Record type=\"" + std::string(TagScanner::kLongest, 'x') + "\"/>" + kRecords + "</HealthData>");
  EXPECT_THAT(c.readings, SizeIs(3));
  EXPECT_THAT(c.notes, Contains(Field(&Note::text, HasSubstr("1 tag(s) longer than 1 MB"))));
}

TEST(AppleHealth, DamagedCopies) {
  on_damaged_copies(bytes_of(kHead + kRecords + kWorkouts + "</HealthData>"), 1000, [](const auto& bytes) {
    const Content content = read_apple_health(bytes, "x.xml");
    for (const Session& s : content.sessions) EXPECT_TRUE(std::isfinite(s.start) && s.duration > 0.0);
    for (const Reading& r : content.readings) EXPECT_TRUE(std::isfinite(r.value));
  });
}

}  // namespace
}  // namespace formcast::intake
