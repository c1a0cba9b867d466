#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/devices/gpx_reader.hpp"
#include "sim/devices/tcx_reader.hpp"
#include "tests/sim/devices/mutations.hpp"

namespace formcast::intake {
namespace {

using testing::AnyOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Seconds kMay = 1777876200.0;  // 2026-05-04T06:30:00Z

testing::Matcher<Content> notes(const std::string& part) {
  return Field(&Content::notes, Contains(Field(&Note::text, HasSubstr(part))));
}

Content tcx(std::string_view text) { return read_tcx(bytes_of(text), "ride.tcx"); }
Content gpx(std::string_view text) { return read_gpx(bytes_of(text), "run.gpx"); }

std::string tcx_of(const std::string& inside) {
  return "<?xml version=\"1.0\"?>\n<TrainingCenterDatabase xmlns=\"http://www.garmin.com/xmlschemas/"
         "TrainingCenterDatabase/v2\" xmlns:ns3=\"http://www.garmin.com/xmlschemas/ActivityExtension/v2\">" +
         inside + "</TrainingCenterDatabase>";
}

std::string activity(const std::string& laps, const std::string& sport = "Biking") {
  return tcx_of("<Activities><Activity Sport=\"" + sport + "\"><Id>2026-05-04T06:30:00Z</Id>" + laps +
                "</Activity></Activities>");
}

std::string point(const std::string& time, const std::string& rest) {
  return "<Trackpoint><Time>2026-05-04T" + time + "</Time>" + rest + "</Trackpoint>";
}

std::string heart(const std::string& rate) {
  return "<HeartRateBpm xsi:type=\"HeartRateInBeatsPerMinute_t\"><Value>" + rate + "</Value></HeartRateBpm>";
}

std::string lap(const std::string& start, const std::string& seconds, const std::string& tracks) {
  return "<Lap StartTime=\"2026-05-04T" + start + "\"><TotalTimeSeconds>" + seconds + "</TotalTimeSeconds>" + tracks +
         "</Lap>";
}

std::string track(const std::string& points) { return "<Track>" + points + "</Track>"; }

TEST(Tcx, ASessionWithLapsAndSensors) {
  const Content c = tcx(activity(
      lap("06:30:00Z", "2.0",
          "<DistanceMeters>12.5</DistanceMeters>" +
              track(point("06:30:00Z", heart("120") + "<DistanceMeters>0.0</DistanceMeters><Cadence>88</Cadence>"
                                                      "<AltitudeMeters>412.5</AltitudeMeters>") +
                    point("06:30:02.500Z", heart("124") + "<DistanceMeters>12.5</DistanceMeters>"))) +
      lap("06:30:02.5Z", "3.5",
          "<DistanceMeters>20</DistanceMeters>" + track(point("06:30:06Z", "<DistanceMeters>32.5</DistanceMeters>"))) +
      "<Creator xsi:type=\"Device_t\"><Name>Own Computer 1</Name></Creator>"));
  EXPECT_EQ(c.fault, "");
  ASSERT_THAT(c.sessions, SizeIs(1));
  const Session& s = c.sessions[0];
  EXPECT_EQ(s.sport, "cycling");
  EXPECT_DOUBLE_EQ(s.start, kMay);
  EXPECT_DOUBLE_EQ(s.duration, 5.5);
  EXPECT_DOUBLE_EQ(s.elapsed, 6.0);
  EXPECT_DOUBLE_EQ(s.distance, 32.5);
  ASSERT_THAT(s.samples, SizeIs(3));
  EXPECT_DOUBLE_EQ(s.samples[0].heart_rate, 120.0);
  EXPECT_DOUBLE_EQ(s.samples[0].cadence, 88.0);
  EXPECT_DOUBLE_EQ(s.samples[0].altitude, 412.5);
  EXPECT_DOUBLE_EQ(s.samples[1].time, kMay + 2.5);
  ASSERT_THAT(s.laps, SizeIs(2));
  EXPECT_DOUBLE_EQ(s.laps[1].start, kMay + 2.5);
  EXPECT_DOUBLE_EQ(s.laps[1].distance, 20.0);
  EXPECT_EQ(s.sources[0].file, "ride.tcx");
  EXPECT_EQ(s.sources[0].device, "Own Computer 1");
}

TEST(Tcx, ExtensionsUnderAnyPrefix) {
  for (const std::string prefix : {"", "ns2:", "ns3:", "x:"}) {
    const std::string tpx = "<Extensions><" + prefix + "TPX CadenceSensor=\"Footpod\"><" + prefix + "Speed>3.25</" +
                            prefix + "Speed><" + prefix + "RunCadence>86</" + prefix + "RunCadence><" + prefix +
                            "Watts>241</" + prefix + "Watts></" + prefix + "TPX></Extensions>";
    const Content c = tcx(activity(lap("06:30:00Z", "60", track(point("06:30:00Z", tpx))), "Running"));
    ASSERT_THAT(c.sessions, SizeIs(1)) << prefix;
    const Sample& s = c.sessions[0].samples.at(0);
    EXPECT_DOUBLE_EQ(s.speed, 3.25);
    EXPECT_DOUBLE_EQ(s.cadence, 86.0);
    EXPECT_DOUBLE_EQ(s.power, 241.0);
    EXPECT_EQ(c.sessions[0].sport, "running");
  }
}

TEST(Tcx, NoHeartRateIsNotZero) {
  const Content c = tcx(activity(
      lap("06:30:00Z", "4",
          track(point("06:30:00Z", heart("0") + "<Cadence>80</Cadence>") +
                point("06:30:01Z", heart("") + "<Cadence>80</Cadence>") +
                point("06:30:02Z", "<HeartRateBpm/><Cadence>80</Cadence>") + point("06:30:03Z", heart("131"))))));
  ASSERT_THAT(c.sessions, SizeIs(1));
  const auto& samples = c.sessions[0].samples;
  ASSERT_THAT(samples, SizeIs(4));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(std::isnan(samples[i].heart_rate)) << i;
  EXPECT_DOUBLE_EQ(samples[3].heart_rate, 131.0);
}

TEST(Tcx, TracksOfALapArePartedByPauses) {
  const Content c = tcx(activity(lap("06:30:00Z", "20",
                                     track(point("06:30:00Z", heart("120")) + point("06:30:10Z", heart("125"))) +
                                         track(point("06:40:10Z", heart("100")) + point("06:40:20Z", heart("120"))))));
  ASSERT_THAT(c.sessions, SizeIs(1));
  ASSERT_THAT(c.sessions[0].pauses, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].pauses[0].from, kMay + 10.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].pauses[0].to, kMay + 610.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 20.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].elapsed, 620.0);
}

TEST(Tcx, LapsWithoutTracksAreASession) {
  const Content c = tcx(activity(lap("06:30:00Z", "600", "<DistanceMeters>0.0</DistanceMeters>") +
                                 lap("06:40:00Z", "300", "<DistanceMeters>1000</DistanceMeters><Track/>")));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 900.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].elapsed, 900.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].distance, 1000.0);
  EXPECT_TRUE(std::isnan(c.sessions[0].laps[0].distance));
}

TEST(Tcx, DistanceFromPositionsWhereThereIsNone) {
  const auto at = [](const std::string& latitude) {
    return "<Position><LatitudeDegrees>" + latitude +
           "</LatitudeDegrees><LongitudeDegrees>10.0</LongitudeDegrees>"
           "</Position><DistanceMeters>0.0</DistanceMeters>";
  };
  const Content c = tcx(activity(lap(
      "06:30:00Z", "20",
      track(point("06:30:00Z", at("50.000")) + point("06:30:10Z", at("50.001")) + point("06:30:20Z", at("50.002"))))));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_NEAR(c.sessions[0].distance, 222.39, 0.01);  // 0.002 degrees of a great circle of 6371008.8 m
}

TEST(Tcx, DistanceThatEachLapCountsFromZero) {
  const auto at = [](const std::string& metres) { return "<DistanceMeters>" + metres + "</DistanceMeters>"; };
  const Content c =
      tcx(activity(lap("06:30:00Z", "10", track(point("06:30:00Z", at("0")) + point("06:30:10Z", at("50")))) +
                   lap("06:30:10Z", "10", track(point("06:30:11Z", at("5")) + point("06:30:20Z", at("60"))))));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].samples.back().distance, 110.0);
}

TEST(Tcx, TimesWithZonesAndWithout) {
  const Content with = tcx(activity(lap("08:30:00+02:00", "60", track(point("08:30:05+02:00", heart("120"))))));
  ASSERT_THAT(with.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(with.sessions[0].start, kMay);
  EXPECT_EQ(with.sessions[0].utc_offset, 7200.0);
  const Content without = tcx(activity(lap("06:30:00", "60", track(point("06:30:05", heart("120"))))));
  ASSERT_THAT(without.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(without.sessions[0].start, kMay);
  EXPECT_THAT(without, notes("without a zone"));
}

TEST(Tcx, ASampleOfAnotherYearIsLeftOut) {
  const Content c =
      tcx(activity("<Lap StartTime=\"1989-12-31T00:00:00Z\"><TotalTimeSeconds>2</TotalTimeSeconds><Track>"
                   "<Trackpoint><Time>1989-12-31T00:00:00Z</Time>" +
                   heart("90") + "</Trackpoint>" + point("06:30:01Z", heart("120")) + point("06:30:00Z", heart("119")) +
                   point("06:30:02Z", heart("121")) + "</Track></Lap>"));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_THAT(c.sessions[0].samples, SizeIs(3));
  EXPECT_DOUBLE_EQ(c.sessions[0].start, kMay);
  EXPECT_DOUBLE_EQ(c.sessions[0].elapsed, 2.0);
  EXPECT_THAT(c, AnyOf(notes("backward")));
  EXPECT_THAT(c, notes("more than a day"));
}

TEST(Tcx, CoursesAndWorkoutsAreNoSessions) {
  const Content course =
      tcx(tcx_of("<Courses><Course><Name>Loop</Name><Lap><TotalTimeSeconds>60</TotalTimeSeconds></Lap>" +
                 track(point("06:30:00Z", heart("0"))) + "</Course></Courses>"));
  EXPECT_THAT(course.sessions, IsEmpty());
  EXPECT_THAT(course.fault, HasSubstr("a plan, and no session"));
  const Content both =
      tcx("<TrainingCenterDatabase><Activities><Activity Sport=\"Other\">" + lap("06:30:00Z", "60", "") +
          "</Activity></Activities><Workouts><Workout/></Workouts></TrainingCenterDatabase>");
  EXPECT_THAT(both.sessions, SizeIs(1));
  EXPECT_EQ(both.sessions[0].sport, "");
  EXPECT_THAT(both, notes("plans and no sessions"));
}

TEST(Tcx, SportsOfAMultisportSession) {
  const std::string run = "<Activity Sport=\"Running\">" + lap("06:30:00Z", "600", "") + "</Activity>";
  const std::string ride = "<Activity Sport=\"Biking\">" + lap("06:41:00Z", "600", "") + "</Activity>";
  const Content c = tcx(tcx_of("<Activities><MultiSportSession><FirstSport>" + run +
                               "</FirstSport><NextSport><Transition>" + lap("06:40:00Z", "60", "") + "</Transition>" +
                               ride + "</NextSport></MultiSportSession></Activities>"));
  ASSERT_THAT(c.sessions, SizeIs(2));
  EXPECT_EQ(c.sessions[1].sport, "cycling");
  EXPECT_DOUBLE_EQ(c.sessions[1].duration, 600.0);
}

TEST(Tcx, CutShortItGivesWhatWasComplete) {
  const std::string whole = activity(lap(
      "06:30:00Z", "3",
      track(point("06:30:00Z", heart("120")) + point("06:30:01Z", heart("121")) + point("06:30:02Z", heart("122")))));
  const Content c = tcx(whole.substr(0, whole.find("122")));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_THAT(c.sessions[0].samples, SizeIs(2));
  EXPECT_THAT(c, notes("the file ends inside <Value>"));
}

TEST(Tcx, LeadingBlanksAndOtherFiles) {
  EXPECT_THAT(tcx("          " + activity(lap("06:30:00Z", "60", ""))).sessions, SizeIs(1));
  EXPECT_THAT(tcx("<gpx/>").fault, HasSubstr("no TCX"));
  EXPECT_THAT(tcx("<!DOCTYPE x><TrainingCenterDatabase/>").fault, HasSubstr("DOCTYPE"));
  EXPECT_THAT(tcx("").fault, HasSubstr("no XML"));
}

std::string trkpt(const std::string& lat, const std::string& time, const std::string& rest = "") {
  return "<trkpt lat=\"" + lat + "\" lon=\"10.0\">" + (time.empty() ? "" : "<time>2026-05-04T" + time + "</time>") +
         rest + "</trkpt>";
}

std::string gpx_of(const std::string& inside) {
  return "<gpx version=\"1.1\" creator=\"Own Logger\">" + inside + "</gpx>";
}

TEST(Gpx, SegmentsArePartedByPauses) {
  const Content c =
      gpx(gpx_of("<metadata><name>file</name></metadata><trk><name>Morning &amp; more</name><type>trail_running</type>"
                 "<trkseg>" +
                 trkpt("50.000", "06:30:00Z", "<ele>120.5</ele>") + trkpt("50.001", "06:30:20Z") + "</trkseg><trkseg>" +
                 trkpt("50.010", "06:50:00Z") + trkpt("50.011", "06:50:20.5Z") + "</trkseg></trk>"));
  ASSERT_THAT(c.sessions, SizeIs(1));
  const Session& s = c.sessions[0];
  EXPECT_EQ(s.title, "Morning & more");
  EXPECT_EQ(s.sport, "running");
  EXPECT_EQ(s.sources[0].device, "Own Logger");
  ASSERT_THAT(s.pauses, SizeIs(1));
  EXPECT_DOUBLE_EQ(s.elapsed, 1220.5);
  EXPECT_DOUBLE_EQ(s.duration, 40.5);
  EXPECT_NEAR(s.distance, 222.39, 0.01);
  EXPECT_DOUBLE_EQ(s.samples[0].altitude, 120.5);
  EXPECT_TRUE(std::isnan(s.samples[1].altitude));
}

TEST(Gpx, ExtensionsUnderAnyPrefixOrNone) {
  const std::string forms[] = {
      "<extensions><gpxtpx:TrackPointExtension><gpxtpx:hr>141</gpxtpx:hr><gpxtpx:cad>82</gpxtpx:cad></"
      "gpxtpx:TrackPointExtension>"
      "<power>230</power></extensions>",
      "<extensions><ns3:TrackPointExtension><ns3:hr>141</ns3:hr><ns3:cad>82</ns3:cad></ns3:TrackPointExtension>"
      "<pwr:PowerInWatts>230</pwr:PowerInWatts></extensions>",
      "<extensions><hr>141</hr><cadence>82</cadence><power>230</power></extensions>",
      "<extensions><gpxdata:hr>141</gpxdata:hr><gpxdata:cadence>82</gpxdata:cadence><watts>230</watts></extensions>"};
  for (const std::string& extensions : forms) {
    const Content c = gpx(gpx_of("<trk><trkseg>" + trkpt("50", "06:30:00Z", extensions) +
                                 trkpt("50.0001", "06:30:01Z") + "</trkseg></trk>"));
    ASSERT_THAT(c.sessions, SizeIs(1));
    const Sample& s = c.sessions[0].samples[0];
    EXPECT_DOUBLE_EQ(s.heart_rate, 141.0) << extensions;
    EXPECT_DOUBLE_EQ(s.cadence, 82.0) << extensions;
    EXPECT_DOUBLE_EQ(s.power, 230.0) << extensions;
  }
}

TEST(Gpx, LongGapsArePausesAndShortOnesHoles) {
  const Content c = gpx(gpx_of("<trk><trkseg>" + trkpt("50.0000", "06:30:00Z") + trkpt("50.0001", "06:30:05Z") +
                               trkpt("50.0002", "06:30:10Z") + trkpt("50.0003", "06:30:30Z") +
                               trkpt("50.0004", "06:40:30Z") + trkpt("50.0005", "06:40:35Z") + "</trkseg></trk>"));
  ASSERT_THAT(c.sessions, SizeIs(1));
  ASSERT_THAT(c.sessions[0].pauses, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 35.0);
  EXPECT_THAT(c, notes("taken for pauses"));
}

TEST(Gpx, SparseTracksAreNotAllPauses) {
  std::string points;
  for (int minute = 10; minute < 50; ++minute)
    points += trkpt("50.0" + std::to_string(minute), "06:" + std::to_string(minute) + ":00Z");
  const Content c = gpx(gpx_of("<trk><trkseg>" + points + "</trkseg></trk>"));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_THAT(c.sessions[0].pauses, IsEmpty());
}

TEST(Gpx, APositionNobodyCouldReachIsNotDistance) {
  const Content c = gpx(gpx_of("<trk><trkseg>" + trkpt("50.0000", "06:30:00Z") + trkpt("51.0", "06:30:01Z") +
                               trkpt("50.0001", "06:30:02Z") + "</trkseg></trk>"));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_NEAR(c.sessions[0].distance, 11.12, 0.01);
}

TEST(Gpx, RoutesAndTracksWithoutTimesArePlans) {
  const Content route = gpx(gpx_of("<rte><rtept lat=\"50\" lon=\"10\"/></rte>"));
  EXPECT_THAT(route.fault, HasSubstr("a route, which is a plan"));
  const Content track = gpx(gpx_of("<trk><trkseg>" + trkpt("50", "") + trkpt("51", "") + "</trkseg></trk>"));
  EXPECT_THAT(track.fault, HasSubstr("no times"));
  EXPECT_THAT(gpx("<kml/>").fault, HasSubstr("no GPX"));
}

TEST(Gpx, TimesOfAClockThatWasNeverSetAreMissing) {
  const auto at = [](const std::string& time) {
    return "<trkpt lat=\"50\" lon=\"10\"><time>" + time + "</time></trkpt>";
  };
  const Content unset =
      gpx(gpx_of("<trk><trkseg>" + at("1901-12-13T20:45:52.207Z") + at("1901-12-13T20:45:52.2073437Z") +
                 at("1980-01-05T23:59:59Z") + "</trkseg></trk>"));
  EXPECT_THAT(unset.sessions, IsEmpty());
  EXPECT_THAT(unset.fault, HasSubstr("no times"));
  const Content set_late = gpx(gpx_of("<trk><trkseg>" + at("1970-01-01T00:00:00Z") + at("1980-01-06T00:00:00Z") +
                                      at("1980-01-06T00:00:09Z") + "</trkseg></trk>"));
  ASSERT_THAT(set_late.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(set_late.sessions[0].elapsed, 9.0);
  EXPECT_THAT(set_late, notes("1 of 3 points without a time"));
}

TEST(Gpx, PointsThatRunBackwardOrRepeatAMoment) {
  const Content c =
      gpx(gpx_of("<trk><trkseg>" + trkpt("50.0000", "06:30:00Z") + trkpt("50.0002", "06:30:02Z") +
                 trkpt("50.0001", "06:30:01Z") + trkpt("50.0002", "06:30:02Z", "<ele>7</ele>") + "</trkseg></trk>"));
  ASSERT_THAT(c.sessions, SizeIs(1));
  const auto& samples = c.sessions[0].samples;
  ASSERT_THAT(samples, SizeIs(3));
  for (std::size_t i = 1; i < samples.size(); ++i) EXPECT_LT(samples[i - 1].time, samples[i].time);
  EXPECT_DOUBLE_EQ(samples[2].altitude, 7.0);
}

void expect_in_order(const Content& content) {
  for (const Session& s : content.sessions) {
    EXPECT_TRUE(std::isfinite(s.start) && s.duration > 0.0);
    for (std::size_t i = 1; i < s.samples.size(); ++i) EXPECT_LT(s.samples[i - 1].time, s.samples[i].time);
    for (const Pause& p : s.pauses) EXPECT_LT(p.from, p.to);
  }
  EXPECT_NE(content.sessions.empty(), content.fault.empty());
}

TEST(TcxAndGpx, DamagedCopies) {
  const std::string ride =
      activity(lap("06:30:00Z", "4",
                   track(point("06:30:00Z", heart("120")) + point("06:30:01Z", heart("121"))) +
                       track(point("06:30:03Z", "<DistanceMeters>12</DistanceMeters>"))) +
               lap("06:30:04Z", "1", track(point("06:30:05Z", "<DistanceMeters>2</DistanceMeters>"))));
  on_damaged_copies(bytes_of(ride), 2000, [](const auto& bytes) { expect_in_order(read_tcx(bytes, "x.tcx")); });
  const std::string run =
      gpx_of("<trk><name>n</name><trkseg>" + trkpt("50.0", "06:30:00Z") + trkpt("50.1", "06:31:00Z") +
             "</trkseg><trkseg>" + trkpt("50.2", "06:40:00Z", "<extensions><hr>90</hr></extensions>") +
             trkpt("50.3", "06:41:00Z") + "</trkseg></trk><rte/>");
  on_damaged_copies(bytes_of(run), 2000, [](const auto& bytes) { expect_in_order(read_gpx(bytes, "x.gpx")); });
}

}  // namespace
}  // namespace formcast::intake
