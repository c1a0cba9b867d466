#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/sim/devices/mutations.hpp"
#include "tests/sim/exports/export_reading.hpp"

// Exports of rings, straps, watches and logs of strength training.
namespace formcast::intake {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string kPolar =
    "Name,Sport,Date,Start time,Duration,Total distance (km),Average heart rate (bpm),Average speed (km/h),Max speed "
    "(km/h),Average pace (min/km),Max pace (min/km),Calories,Fat percentage of calories(%),Average cadence "
    "(rpm),Average stride length (cm),Running index,Training load,Ascent (m),Descent (m),Notes,Height (cm),Weight "
    "(kg),HR max,HR sit,VO2max,\n"
    "Kim,RUNNING,04-05-2026,17:30:00,00:30:02,5.25,141,10.5,14.2,05:43,04:14,410,,81,,55,92,40,41,,170,62,195,50,52,\n"
    "Sample rate,Time,HR (bpm),Speed (km/h),Pace (min/km),Cadence,Altitude (m),Stride length (m),Distances "
    "(m),Temperatures (C),Power (W),\n"
    "1,00:00:00,102,0.0,,80,120.5,,0.0,,,\n"
    ",00:00:01,0,9.0,06:40,81,120.6,,2.5,,251,\n"
    ",00:00:02,104,10.8,05:33,81,120.7,,5.5,,252,\n";

TEST(PolarFlowCsv, SumsAndSamples) {
  const Content c = read(kPolar);
  ASSERT_THAT(c.sessions, SizeIs(1));
  const Session& s = c.sessions[0];
  EXPECT_EQ(s.sport, "running");
  EXPECT_EQ(s.clock, Clock::kLocal);
  EXPECT_DOUBLE_EQ(s.start, 1777852800.0 + 17.5 * 3600.0);  // 4 May: days come first
  EXPECT_DOUBLE_EQ(s.duration, 1802.0);
  EXPECT_DOUBLE_EQ(s.distance, 5250.0);
  EXPECT_DOUBLE_EQ(vendor(s).at("polar_training_load"), 92.0);
  EXPECT_DOUBLE_EQ(vendor(s).at("average_heart_rate"), 141.0);
  ASSERT_THAT(s.samples, SizeIs(3));
  EXPECT_DOUBLE_EQ(s.samples[0].heart_rate, 102.0);
  EXPECT_TRUE(std::isnan(s.samples[1].heart_rate));
  EXPECT_DOUBLE_EQ(s.samples[1].speed, 2.5);
  EXPECT_DOUBLE_EQ(s.samples[1].power, 251.0);
  EXPECT_DOUBLE_EQ(s.samples[2].distance, 5.5);
  EXPECT_THAT(c.notes, IsEmpty());
}

TEST(PolarFlowCsv, DecimalCommasMilesAndFewerColumns) {
  const Content c = read(
      "Sport,Name,Duration,Start time,Date,Total distance (mi)\nCycling,Kim,01:00:00,06:00:00,15-05-2026,\"20,5\"\n"
      "Sample rate,Time,HR (bpm),Speed (mph)\n1,00:00:00,99,\"20,5\"\n,00:00:01,99,\"21,5\"\n,later,99,\"22,5\"\n");
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_NEAR(c.sessions[0].distance, 32991.6, 0.1);
  EXPECT_NEAR(c.sessions[0].samples.at(1).speed, 9.61, 0.01);
  ASSERT_THAT(c.notes, SizeIs(1));
  EXPECT_EQ(c.notes[0].offset, 6U);
  EXPECT_EQ(read_export_csv("Sample rate,Time,HR (bpm)\n1,00:00:00,99\n", "x"), std::nullopt);
}

TEST(OuraCsv, SleepIsInSeconds) {
  const Content c = read(
      "date,Sleep Score,Total Sleep Score,Total Bedtime,Total Sleep Time,Sleep Timing,Sleep Timing,Bedtime "
      "Start,Bedtime End,Average Resting Heart Rate,Lowest Resting Heart Rate,Average HRV,Temperature Deviation "
      "(\u00B0C),Respiratory Rate,Readiness Score\n"
      "2026-05-04,81,90,29000,27000,30,,2026-05-03T22:50:00+02:00,2026-05-04T06:55:00+02:00,52.5,46,71,-0.2,14.5,85\n"
      "2026-05-05,,,,,,,,,,,,,,\n");
  const auto r = readings(c);
  EXPECT_DOUBLE_EQ(r.at("sleep_hours 2026-05-04"), 7.5);
  EXPECT_DOUBLE_EQ(r.at("hrv_rmssd 2026-05-04"), 71.0);
  EXPECT_DOUBLE_EQ(r.at("resting_hr 2026-05-04"), 46.0);
  EXPECT_EQ(r.count("sleep_hours 2026-05-05"), 0U);
  EXPECT_DOUBLE_EQ(c.readings[0].time, 1777870500.0);  // 04:55 universal time
  const Content newer = read("Readiness Score,Total Sleep Duration,date,Bedtime Start\n80,25200,2026-05-04,x\n");
  EXPECT_DOUBLE_EQ(readings(newer).at("sleep_hours 2026-05-04"), 7.0);
}

TEST(WhoopCsv, NapsCountAsSleepAlone) {
  const Content c = read(
      "Cycle start time,Cycle end time,Cycle timezone,Sleep onset,Wake onset,Sleep performance %,Respiratory rate "
      "(rpm),Asleep duration (min),In bed duration (min),Nap\n"
      "2026-05-03 23:00:00,,UTC+02:00,2026-05-03 23:00:00,2026-05-04 06:30:00,88,14.1,420,450,false\n"
      "2026-05-03 23:00:00,,UTC+02:00,2026-05-04 14:00:00,2026-05-04 14:40:00,20,13,30,40,true\n");
  ASSERT_THAT(c.readings, SizeIs(4));
  EXPECT_DOUBLE_EQ(c.readings[0].value, 7.0);
  EXPECT_DOUBLE_EQ(c.readings[3].value, 0.5);
  EXPECT_EQ(c.readings[3].marker, "sleep_hours");
  EXPECT_DOUBLE_EQ(c.readings[3].time - c.readings[0].time, 29400.0);  // far enough apart to add up
}

TEST(WhoopCsv, Workouts) {
  const Content c = read(
      "Cycle start time,Cycle end time,Cycle timezone,Workout start time,Workout end time,Duration (min),Activity "
      "name,Activity Strain,Energy burned (cal),Max HR (bpm),Average HR (bpm),HR Zone 1 %,GPS enabled,Distance "
      "(meters)\n"
      "2026-05-03 23:00:00,,UTC+02:00,2026-05-04 17:00:00,2026-05-04 18:05:00,60,Trail Running,14.2,700,175,150,5,true,"
      "10500.5\n");
  ASSERT_THAT(c.sessions, SizeIs(1));
  const Session& s = c.sessions[0];
  EXPECT_EQ(s.sport, "running");
  EXPECT_DOUBLE_EQ(s.start, 1777906800.0);
  EXPECT_EQ(s.utc_offset, 7200.0);
  EXPECT_DOUBLE_EQ(s.duration, 3600.0);
  EXPECT_DOUBLE_EQ(s.elapsed, 3900.0);
  EXPECT_DOUBLE_EQ(s.distance, 10500.5);
  EXPECT_DOUBLE_EQ(vendor(s).at("whoop_strain"), 14.2);
  EXPECT_TRUE(s.vendor[0].is_load);
  const Content no_duration =
      read("Workout start time,Workout end time,Activity name\n2026-05-04 23:40:00,2026-05-05 00:25:00,Cycling\n");
  EXPECT_DOUBLE_EQ(no_duration.sessions.at(0).duration, 2700.0);
}

TEST(EliteHrvCsv, TheScoreIsNoTime) {
  const Content c = read(
      "Member,Type,Position,Breathing Pattern,Date Time Start,Date Time End,Duration,Tags,Notes,HRV,Morning "
      "Readiness,Balance,HRV CV,HR,lnRmssd,Rmssd,Nn50,Pnn50,Sdnn\n"
      "kim,Morning Readiness,Sitting,None,2026-05-04 06:30:00,2026-05-04 "
      "06:32:30,150,,,64,9,1,5,51,4.16,64.1,40,30,70\n"
      "kim,HRV Reading,Sitting,None,2026-05-04 20:30:00,2026-05-04 20:32:30,150,,,40,,,,75,2.6,13.4,2,1,30\n");
  const auto r = readings(c);
  EXPECT_DOUBLE_EQ(r.at("hrv_rmssd 2026-05-04"), 64.1);
  EXPECT_DOUBLE_EQ(r.at("resting_hr 2026-05-04"), 51.0);
  EXPECT_DOUBLE_EQ(r.at("elite_hrv_score 2026-05-04"), 64.0);
  EXPECT_THAT(c.notes, note("no reading of the morning"));
}

TEST(WellnessSheet, EnglishAndGerman) {
  const Content english =
      read("Date,HRV,Resting HR,Sleep,Soreness,Sleep quality\n13/05/2026,62,48,7.5,3,4\n14/05/2026,58,50,6.75,5,2\n");
  const auto e = readings(english);
  EXPECT_DOUBLE_EQ(e.at("hrv_rmssd 2026-05-13"), 62.0);
  EXPECT_DOUBLE_EQ(e.at("sleep_hours 2026-05-14"), 6.75);
  EXPECT_DOUBLE_EQ(e.at("soreness 2026-05-13"), 3.0);
  EXPECT_THAT(english.notes, note("\"HRV\" is taken for hrv_rmssd in ms"));
  const auto g =
      readings(read("Schlaf (min);Ruhepuls;Datum;M\u00FCdigkeit\n450;48;13.5.2026;2,5\n405;50;14.5.2026;3\n"));
  EXPECT_DOUBLE_EQ(g.at("sleep_hours 2026-05-13"), 7.5);
  EXPECT_DOUBLE_EQ(g.at("fatigue_rating 2026-05-13"), 2.5);
  EXPECT_TRUE(asks(read("date,weight,mood\n2026-05-04,95,3\n")));
  // With a load beside the markers it is for a mapping.
  EXPECT_EQ(read_export_csv("date,load,mood,stress\n2026-05-04,300,3,4\n", "x"), std::nullopt);
}

const std::string kStrong =
    "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,Notes,Workout Notes,RPE\n"
    "2026-05-04 18:30:00,Push,1h 5m,Bench Press (Barbell),W,40,10,0,0,,,\n"
    "2026-05-04 18:30:00,Push,1h 5m,Bench Press (Barbell),1,80.5,5,0,0,\"felt good, paused\",,8\n"
    "2026-05-04 18:30:00,Push,1h 5m,Bench Press (Barbell),Rest Timer,0,0,0,120,,,\n"
    "2026-05-06 18:30:00,Core,25m,Plank,1,0,0,0,60,,,\n";

TEST(StrongCsv, SetsOfASession) {
  const Content unknown = read(kStrong);
  EXPECT_THAT(unknown.questions, question(Question::Kind::kUnit, "are weights kilograms or pounds?"));
  const Content c = read(kStrong, {.mass_unit = 1.0});
  EXPECT_FALSE(asks(c));
  ASSERT_THAT(c.sessions, SizeIs(2));
  const Session& push = c.sessions[0];
  EXPECT_EQ(push.sport, "strength");
  EXPECT_EQ(push.title, "Push");
  EXPECT_EQ(push.clock, Clock::kLocal);
  EXPECT_DOUBLE_EQ(push.duration, 3900.0);
  ASSERT_THAT(push.sets, SizeIs(2));
  EXPECT_DOUBLE_EQ(push.sets[1].weight, 80.5);
  EXPECT_DOUBLE_EQ(push.sets[1].repetitions, 5.0);
  EXPECT_TRUE(std::isnan(push.rpe));  // of a set
  EXPECT_DOUBLE_EQ(c.sessions[1].sets.at(0).duration, 60.0);
  const Content newer = read(
      "Workout #;Date;Workout Name;Duration (sec);Exercise Name;Set Order;Weight (lbs);Reps;RPE\n"
      "1;2026-05-04 18:30:00;Push;3900;Squat;1;100;5;9\n");
  EXPECT_DOUBLE_EQ(newer.sessions.at(0).duration, 3900.0);
  EXPECT_NEAR(newer.sessions[0].sets.at(0).weight, 45.36, 0.01);
}

TEST(HevyCsv, SetsOfASession) {
  const Content c = read(
      "title,start_time,end_time,description,exercise_title,superset_id,exercise_notes,set_index,set_type,weight_kg,"
      "reps,distance_km,duration_seconds,rpe\n"
      "Legs,\"4 May 2026, 18:30\",\"4 May 2026, 19:45\",,Squat,,,0,normal,100,5,,,8\n"
      "Legs,\"4 May 2026, 18:30\",\"4 May 2026, 19:45\",,Squat,,,1,normal,102.5,5,,,9\n");
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_THAT(c.sessions[0].sets, SizeIs(2));
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 4500.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].sets[1].weight, 102.5);
}

TEST(IntervalsCsv, StreamsAreASessionWithoutAStart) {
  const Content c = read(
      "time,watts,heartrate,cadence,distance,altitude,velocity_smooth,hrv\n"
      "0,200,120,80,0,300,8.5,\"635:646\"\n1,210,,81,8.5,300.2,8.6,\n2,null,122,81,17,300.4,,\n60,180,123,80,24,301,7,"
      "\n");
  ASSERT_THAT(c.sessions, SizeIs(1));
  const Session& s = c.sessions[0];
  EXPECT_TRUE(std::isnan(s.start));
  EXPECT_EQ(s.sources[0].format, kStreams);
  EXPECT_DOUBLE_EQ(s.elapsed, 60.0);
  EXPECT_DOUBLE_EQ(s.duration, 2.0);  // no row for longer than a hole is a pause
  EXPECT_DOUBLE_EQ(s.distance, 24.0);
  ASSERT_THAT(s.samples, SizeIs(4));
  EXPECT_DOUBLE_EQ(s.samples[1].power, 210.0);
  EXPECT_TRUE(std::isnan(s.samples[1].heart_rate) && std::isnan(s.samples[2].power));
  EXPECT_DOUBLE_EQ(s.samples[0].speed, 8.5);
  EXPECT_THAT(read("time,watts\n0,200\n").fault, HasSubstr("take no time"));
  EXPECT_THAT(read("cadence,novel,heartrate,time\n80,x,120,0\n80,x,121,1\n").sessions, SizeIs(1));
}

TEST(VendorCsv, DamagedCopies) {
  for (const std::string& text : {kPolar, kStrong}) {
    on_damaged_copies(bytes_of(text), 500, [](const auto& bytes) {
      const std::string_view copy(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      const auto content = read_export_csv(copy, "x.csv");
      if (!content) return;
      for (const Session& s : content->sessions) EXPECT_TRUE(std::isfinite(s.start));
      for (const Reading& r : content->readings) EXPECT_TRUE(std::isfinite(r.value));
    });
  }
}

}  // namespace
}  // namespace formcast::intake
