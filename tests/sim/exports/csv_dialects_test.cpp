#include "sim/exports/csv_dialects.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/sim/devices/mutations.hpp"
#include "tests/sim/exports/export_reading.hpp"

namespace formcast::intake {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

double vendor(const Session& session, const std::string& name) {
  for (const VendorValue& v : session.vendor) {
    if (v.name == name) return v.value;
  }
  return kMissing;
}

std::string start(const Session& session) {
  const auto days = date::days{static_cast<int>(std::floor(session.start / 86400.0))};
  const double clock = session.start - 86400.0 * days.count();
  return iso(Date{days}) + " " + std::to_string(static_cast<int>(clock));
}

const std::string kIntervals =
    "id,start_date_local,name,type,moving_time,distance,elapsed_time,total_elevation_gain,max_speed,average_heartrate,"
    "icu_intensity,icu_training_load,icu_training_load_edited,icu_rpe,icu_fatigue,icu_fitness,icu_eftp,start_date\n"
    "i1,2026-05-04T08:30:00,\"Hills, with a "
    "friend\",Ride,5400,41250.5,6000,400,15.1,141,78.5,92,false,6,61.5,55.25,271,"
    "2026-05-04T06:30:00Z\n"
    "i2,2026-05-05T18:00:00,Easy,TrailRun,1800,,1800,,,,,20,true,,,,,\n"
    "i3,2026-05-06T18:00:00,Note,Workout,,,,,,,,,,,,,,\n";

TEST(IntervalsCsv, Activities) {
  const Content c = read("\xEF\xBB\xBF" + kIntervals);
  ASSERT_THAT(c.sessions, SizeIs(2));
  const Session& ride = c.sessions[0];
  EXPECT_EQ(ride.sport, "cycling");
  EXPECT_EQ(ride.title, "Hills, with a friend");
  EXPECT_EQ(start(ride), "2026-05-04 23400");  // 06:30 universal time
  EXPECT_EQ(ride.utc_offset, 7200.0);
  EXPECT_EQ(ride.clock, Clock::kUniversal);
  EXPECT_DOUBLE_EQ(ride.duration, 5400.0);
  EXPECT_DOUBLE_EQ(ride.elapsed, 6000.0);
  EXPECT_DOUBLE_EQ(ride.distance, 41250.5);
  EXPECT_DOUBLE_EQ(ride.rpe, 6.0);
  EXPECT_DOUBLE_EQ(vendor(ride, "icu_training_load"), 92.0);
  EXPECT_DOUBLE_EQ(vendor(ride, "icu_intensity"), 78.5);
  EXPECT_DOUBLE_EQ(vendor(ride, "average_heart_rate"), 141.0);
  EXPECT_EQ(ride.sources[0].format, "CSV (intervals.icu)");
  const Session& run = c.sessions[1];
  EXPECT_EQ(run.sport, "running");
  EXPECT_EQ(start(run), "2026-05-05 64800");
  EXPECT_EQ(run.clock, Clock::kLocal);
  EXPECT_TRUE(std::isnan(run.distance) && std::isnan(run.rpe));
  EXPECT_THAT(c.notes, note("edited by hand"));
  EXPECT_THAT(c.notes, note("neither a duration nor a distance"));
}

TEST(IntervalsCsv, WellnessHasTheDateAsItsId) {
  const Content c = read(
      "id,weight,restingHR,hrv,hrvSDNN,sleepSecs,soreness,fatigue,stress,mood,comments\n"
      "2026-05-04,71.2,48,62.5,71,27000,2,1,1,1,fine\n"
      "2026-05-05,,,,,0,,,,,\n");
  const auto r = readings(c);
  EXPECT_DOUBLE_EQ(r.at("body_mass 2026-05-04"), 71.2);
  EXPECT_DOUBLE_EQ(r.at("resting_hr 2026-05-04"), 48.0);
  EXPECT_DOUBLE_EQ(r.at("hrv_rmssd 2026-05-04"), 62.5);
  EXPECT_DOUBLE_EQ(r.at("hrv_sdnn 2026-05-04"), 71.0);
  EXPECT_DOUBLE_EQ(r.at("sleep_hours 2026-05-04"), 7.5);
  // 1 is the best mood too: under the marker's own name it would be the worst.
  EXPECT_DOUBLE_EQ(r.at("intervals_mood 2026-05-04"), 1.0);
  EXPECT_EQ(r.count("sleep_hours 2026-05-05"), 0U);
}

TEST(TrainingPeaksCsv, WorkoutsDoneAndOnlyPlanned) {
  const Content c = read(
      "\"Title\",\"WorkoutType\",\"WorkoutDescription\",\"PlannedDuration\",\"PlannedDistanceInMeters\",\"WorkoutDay\","
      "\"CoachComments\",\"DistanceInMeters\",\"PowerAverage\",\"HeartRateAverage\",\"TimeTotalInHours\",\"TSS\","
      "\"IF\","
      "\"AthleteComments\",\"Rpe\",\"Feeling\"\r\n"
      "\"Tempo\",\"Bike\",\"3 x 10 min\r\nwith 5 min "
      "between\",\"1.5\",\"\",\"2026-05-04\",\"\",\"45200\",\"201\",\"143\","
      "\"1.55\",\"96.5\",\"0.79\",\"\",\"6\",\"3\"\r\n"
      "\"Long run\",\"Run\",\"\",\"2\",\"20000\",\"2026-05-05\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n"
      "\"Rest\",\"Day Off\",\"\",\"\",\"\",\"2026-05-06\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\",\"\"\r\n");
  ASSERT_THAT(c.sessions, SizeIs(1));
  const Session& s = c.sessions[0];
  EXPECT_EQ(start(s), "2026-05-04 0");
  EXPECT_EQ(s.clock, Clock::kDay);
  EXPECT_EQ(s.utc_offset, 0.0);
  EXPECT_DOUBLE_EQ(s.duration, 5580.0);
  EXPECT_DOUBLE_EQ(s.distance, 45200.0);
  EXPECT_DOUBLE_EQ(s.rpe, 6.0);
  EXPECT_DOUBLE_EQ(vendor(s, "training_stress_score"), 96.5);
  EXPECT_DOUBLE_EQ(vendor(s, "intensity_factor"), 0.79);
  EXPECT_THAT(c.notes, ElementsAre(Field(&Note::text, HasSubstr("planned and not done"))));
  EXPECT_TRUE(c.notes[0].is_line);
  EXPECT_EQ(c.notes[0].offset, 4U);
}

TEST(StravaCsv, RepeatedHeadingsInEnglish) {
  const Content c = read(
      "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance,Max Heart Rate,"
      "Relative Effort,Commute,Filename,Elapsed Time,Moving Time,Distance,Max Speed,Max Heart Rate,Average Heart Rate,"
      "Average Watts,Relative Effort,Perceived Exertion,Weighted Average Power,Training Load\n"
      "11,\"May 4, 2026, 3:02:23 "
      "PM\",Lunch,Ride,,3700,30.12,171,55,false,activities/11.fit.gz,3700.0,3600.0,30123.4,14.2,"
      "171.0,141.2,201.0,55.0,6.0,215.0,62.0\n"
      "12,\"May 5, 2026, 12:00:01 AM\",Night,Run,,1000,3.00,,,false,,1000.0,,3000.0,,,,,,,,\n");
  ASSERT_THAT(c.sessions, SizeIs(2));
  EXPECT_EQ(start(c.sessions[0]), "2026-05-04 54143");
  EXPECT_EQ(c.sessions[0].clock, Clock::kUniversal);
  EXPECT_EQ(c.sessions[0].utc_offset, std::nullopt);
  EXPECT_DOUBLE_EQ(c.sessions[0].distance, 30123.4);
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 3600.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].elapsed, 3700.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].rpe, 6.0);
  EXPECT_DOUBLE_EQ(vendor(c.sessions[0], "relative_effort"), 55.0);
  EXPECT_DOUBLE_EQ(vendor(c.sessions[0], "weighted_power"), 215.0);
  EXPECT_EQ(start(c.sessions[1]), "2026-05-05 1");
  EXPECT_DOUBLE_EQ(c.sessions[1].duration, 1000.0);
  EXPECT_FALSE(asks(c));
}

TEST(StravaCsv, German) {
  const Content c = read(
      "Aktivit\u00E4ts-ID,Aktivit\u00E4tsdatum,Name der Aktivit\u00E4t,Aktivit\u00E4tsart,Verstrichene Zeit,Distanz,"
      "Max. Herzfrequenz,Relative Leistung,Dateiname,Verstrichene Zeit,Bewegungszeit,Distanz,Max. Herzfrequenz,"
      "Durchschnittliche Herzfrequenz,Relative Leistung,Gef\u00FChlte Anstrengung\n"
      "21,\"09.05.2026, 15:24:49\",Abends,Radfahrt,3189,\"9,44\",,,activities/21.gpx,3189.0,2070.0,9440.0,,,12.0,\n"
      "22,\"10.05.2026, 06:00:00\",Fr\u00FCh,Lauf,1800,\"5,10\",160,,,1800.0,1790.0,5100.0,160.0,140.0,,4.0\n");
  ASSERT_THAT(c.sessions, SizeIs(2));
  EXPECT_EQ(start(c.sessions[0]), "2026-05-09 55489");
  EXPECT_EQ(c.sessions[0].sport, "cycling");
  EXPECT_EQ(c.sessions[1].sport, "running");
  EXPECT_DOUBLE_EQ(c.sessions[0].distance, 9440.0);
  EXPECT_DOUBLE_EQ(vendor(c.sessions[0], "relative_effort"), 12.0);
  EXPECT_DOUBLE_EQ(c.sessions[1].rpe, 4.0);
  EXPECT_FALSE(asks(c));
}

TEST(StravaCsv, TheOldExportHasKilometresAlone) {
  const Content c = read(
      "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed "
      "Time,Distance,Commute,Activity "
      "Gear,Filename\n"
      "1,\"Sep 12, 2018, 3:02:23 PM\",Evening,Ride,,783,3.68,true,,activities/1.gpx\n");
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].distance, 3680.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 783.0);
  EXPECT_THAT(c.notes, note("taken for kilometres"));
}

const std::string kGarmin =
    "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Aerobic TE,Avg Run Cadence,Avg Pace,"
    "Normalized Power\u00AE (NP\u00AE),Training Stress Score\u00AE,Avg Power,Steps,Moving Time,Elapsed Time\n"
    "Running,2026-05-04 17:06:03,false,\"Own Running\",\"5.48\",\"447\",\"00:31:24\",\"153\",\"176\",\"3.6\",\"153\","
    "\"5:44\",\"371\",\"41.5\",\"343\",\"4,808\",\"00:31:00\",\"00:33:10\"\n"
    "Lap Swimming,2026-05-05 "
    "07:00:00,false,\"Pool\",\"1,500\",\"1,024\",\"00:30:00.5\",\"--\",\"--\",\"--\",\"--\",\"--\","
    "\"--\",\"0.0\",\"--\",\"--\",\"00:28:00\",\"00:40:00\"\n";

TEST(GarminConnectCsv, EnglishWithThousands) {
  const Content c = read(kGarmin);
  ASSERT_THAT(c.sessions, SizeIs(2));
  const Session& run = c.sessions[0];
  EXPECT_EQ(start(run), "2026-05-04 61563");
  EXPECT_EQ(run.clock, Clock::kLocal);
  EXPECT_DOUBLE_EQ(run.duration, 1884.0);
  EXPECT_DOUBLE_EQ(run.elapsed, 1990.0);
  EXPECT_DOUBLE_EQ(vendor(run, "training_stress_score"), 41.5);
  EXPECT_DOUBLE_EQ(vendor(run, "weighted_power"), 371.0);
  const Session& swim = c.sessions[1];
  EXPECT_EQ(swim.sport, "swimming");
  EXPECT_DOUBLE_EQ(swim.duration, 1800.5);
  EXPECT_DOUBLE_EQ(vendor(swim, "calories"), 1024.0);
  EXPECT_TRUE(std::isnan(vendor(swim, "training_stress_score")));  // 0.0: not computed
  EXPECT_TRUE(std::isnan(vendor(swim, "average_heart_rate")));
}

TEST(GarminConnectCsv, TheUnitOfDistanceIsAQuestion) {
  const Content unknown = read(kGarmin);
  EXPECT_THAT(unknown.questions, question(Question::Kind::kUnit, "are distances kilometres or miles?"));
  EXPECT_TRUE(std::isnan(unknown.sessions[0].distance));
  const Content metric = read(kGarmin, {.distance_unit = 1000.0});
  EXPECT_FALSE(asks(metric));
  EXPECT_DOUBLE_EQ(metric.sessions[0].distance, 5480.0);
  EXPECT_DOUBLE_EQ(metric.sessions[1].distance, 1500.0);
  const Content imperial = read(kGarmin, {.distance_unit = 1609.344});
  EXPECT_NEAR(imperial.sessions[0].distance, 8819.2, 0.1);
  EXPECT_NEAR(imperial.sessions[1].distance, 1371.6, 0.1);
}

TEST(GarminConnectCsv, GermanWithDecimalCommas) {
  const std::string rows =
      "Aktivit\u00E4tstyp,Datum,Favorit,Titel,Distanz,Kalorien,Zeit,\u00D8 HF,Max. HF,Aerober TE,Training Stress "
      "Score\u00AE,Zeit in Bewegung,Verstrichene Zeit\n"
      "Radfahren,2026-05-04 13:12:32,false,\"Runde\",\"42,02\",\"1.336\",\"01:51:46\",\"139\",\"181\",\"3,3\",\"88,1\","
      "\"01:50:00\",\"02:00:00\"\n";
  const Content c = read(rows, {.distance_unit = 1000.0});
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_EQ(c.sessions[0].sport, "cycling");
  EXPECT_DOUBLE_EQ(c.sessions[0].distance, 42020.0);
  EXPECT_DOUBLE_EQ(vendor(c.sessions[0], "calories"), 1336.0);
  EXPECT_DOUBLE_EQ(vendor(c.sessions[0], "training_stress_score"), 88.1);
  EXPECT_DOUBLE_EQ(vendor(c.sessions[0], "average_heart_rate"), 139.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].elapsed, 7200.0);
  EXPECT_FALSE(asks(c));
}

TEST(GarminConnectCsv, MarksThatNoRowTellsAreAQuestion) {
  const std::string rows =
      "Activity Type,Date,Title,Distance,Calories,Time\nCycling,2026-05-04 13:12:32,A,\"42,021\",\"1,336\",01:51:46\n";
  const Content c = read(rows);
  EXPECT_THAT(c.questions, question(Question::Kind::kDecimalMark, "is the mark in"));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_TRUE(std::isnan(vendor(c.sessions[0], "calories")));
  const Content told = read(rows, {.decimal_comma = false, .distance_unit = 1.0});
  EXPECT_DOUBLE_EQ(told.sessions[0].distance, 42021.0);
  EXPECT_FALSE(asks(told));
}

TEST(WhoopCsv, TheDayIsThatOfWaking) {
  const Content c = read(
      "Cycle start time,Cycle end time,Cycle timezone,Recovery score %,Resting heart rate (bpm),Heart rate variability "
      "(ms),Skin temp (celsius),Blood oxygen %,Day Strain,Energy burned (cal),Max HR (bpm),Average HR (bpm),Sleep "
      "onset,Wake onset,Sleep performance %,Respiratory rate (rpm),Asleep duration (min),In bed duration (min)\n"
      "2026-05-04 23:10:00,,UTCZ,71,49,63,33.4,96.5,,,,,2026-05-04 23:10:00,2026-05-05 07:00:00,88,14.1,450,470\n"
      "2026-05-03 23:10:00,2026-05-04 23:10:00,UTC+02:00,0,51,55,33.1,96,12.4,2500,160,70,2026-05-03 23:10:00,"
      "2026-05-04 06:30:00,80,14.5,420,440\n"
      "2026-05-02 23:10:00,2026-05-03 23:10:00,-05:00,,,,,,9.1,2500,160,70,,,,,,\n");
  const auto r = readings(c);
  EXPECT_DOUBLE_EQ(r.at("resting_hr 2026-05-05"), 49.0);
  EXPECT_DOUBLE_EQ(r.at("hrv_rmssd 2026-05-04"), 55.0);
  EXPECT_DOUBLE_EQ(r.at("sleep_hours 2026-05-05"), 7.5);
  EXPECT_DOUBLE_EQ(r.at("whoop_recovery 2026-05-04"), 0.0);
  EXPECT_DOUBLE_EQ(r.at("whoop_strain 2026-05-04"), 12.4);
  EXPECT_EQ(r.count("whoop_strain 2026-05-05"), 0U);
  EXPECT_THAT(c.notes, note("a cycle without a sleep"));
  for (const Reading& reading : c.readings) {
    if (reading.date != parse_iso("2026-05-04")) continue;
    EXPECT_EQ(reading.utc_offset, 7200.0);
    EXPECT_DOUBLE_EQ(reading.time, 1777869000.0);  // 04:30 universal time
  }
}

TEST(Hrv4TrainingCsv, MissingMarksAndTheOrderOfAndroid) {
  const std::string headings =
      "date, HR, AVNN, SDNN, rMSSD, pNN50, LF, HF, HRV4T_Recovery_Points, sleep_quality, trainingRPE\n";
  const Content c =
      read(headings + "2026-05-04,52,1100,70,66,30,0.1,0.1,8.1,7,-\n2026-14-04,54,1090,-,61,28,0.1,0.1,8.0,-,5\n");
  const auto r = readings(c);
  EXPECT_DOUBLE_EQ(r.at("hrv_rmssd 2026-04-05"), 66.0);
  EXPECT_DOUBLE_EQ(r.at("resting_hr 2026-04-14"), 54.0);
  EXPECT_EQ(r.count("hrv_sdnn 2026-04-14"), 0U);
  const std::string row = "2026-05-04,52,1100,70,66,30,0.1,0.1,8.1,7,-\n";
  const Content unknown = read(headings + row);
  EXPECT_TRUE(asks(unknown));
  EXPECT_THAT(unknown.readings, IsEmpty());
  EXPECT_EQ(readings(read(headings + row, {.day_first = false})).count("hrv_rmssd 2026-05-04"), 1U);
  EXPECT_EQ(readings(read(headings + row, {.day_first = true})).count("hrv_rmssd 2026-04-05"), 1U);
}

TEST(RpeSheet, EnglishAndGerman) {
  const Content english =
      read("Date,Sport,Duration (min),RPE,Notes\n13/05/2026,Rowing,60,6,steady\n04/05/2026,Gym,45,7.5,\n");
  ASSERT_THAT(english.sessions, SizeIs(2));
  EXPECT_EQ(start(english.sessions[1]), "2026-05-04 0");
  EXPECT_EQ(english.sessions[0].sport, "rowing");
  EXPECT_EQ(english.sessions[1].sport, "strength");
  EXPECT_DOUBLE_EQ(english.sessions[0].duration, 3600.0);
  EXPECT_DOUBLE_EQ(english.sessions[1].rpe, 7.5);
  const Content german = read("Datum;Sportart;Dauer;RPE\n4.5.2026;Laufen;1:15;5,5\n5.5.2026;Schwimmen;0:45;3\n");
  ASSERT_THAT(german.sessions, SizeIs(2));
  EXPECT_EQ(start(german.sessions[0]), "2026-05-04 0");
  EXPECT_DOUBLE_EQ(german.sessions[0].duration, 4500.0);
  EXPECT_DOUBLE_EQ(german.sessions[0].rpe, 5.5);
  EXPECT_THAT(german.notes, note("hours and minutes"));
}

TEST(RpeSheet, TheOrderOfDayAndMonthIsAskedWhereNoRowTells) {
  const std::string sheet = "date,duration,rpe\n03/04/2026,60,5\n04/04/2026,90,6\n";
  const Content c = read(sheet);
  EXPECT_THAT(c.questions, question(Question::Kind::kDayOrder, "is \"03/04/2026\" day before month"));
  EXPECT_EQ(c.questions[0].example, "03/04/2026");
  EXPECT_EQ(c.questions[0].column, "date");
  ASSERT_THAT(c.questions[0].choices, SizeIs(2));
  EXPECT_THAT(c.questions[0].choices[0].dates, ElementsAre(*parse_iso("2026-04-03"), *parse_iso("2026-04-04")));
  EXPECT_THAT(c.questions[0].choices[1].dates, ElementsAre(*parse_iso("2026-03-04"), *parse_iso("2026-04-04")));
  EXPECT_THAT(c.sessions, IsEmpty());
  EXPECT_EQ(c.fault, "");
  EXPECT_EQ(start(read(sheet, {.day_first = true}).sessions.at(0)), "2026-04-03 0");
  EXPECT_EQ(start(read(sheet, {.day_first = false}).sessions.at(0)), "2026-03-04 0");
  const Content both = read("date,duration,rpe\n13/04/2026,60,5\n04/14/2026,90,6\n");
  EXPECT_THAT(both.questions, question(Question::Kind::kDayOrder, "in both orders"));
  EXPECT_THAT(both.questions[0].choices, IsEmpty()) << "no order reads them all";
}

TEST(RpeSheet, UnitsAndScalesThatNoRowTells) {
  EXPECT_DOUBLE_EQ(read("date,duration,rpe\n2026-05-04,60,5\n2026-05-05,90,6\n").sessions.at(0).duration, 3600.0);
  EXPECT_DOUBLE_EQ(read("date,duration,rpe\n2026-05-04,1.5,5\n2026-05-05,0.75,6\n").sessions.at(0).duration, 5400.0);
  EXPECT_DOUBLE_EQ(read("date,duration,rpe\n2026-05-04,3600,5\n2026-05-05,5400,6\n").sessions.at(0).duration, 3600.0);
  EXPECT_DOUBLE_EQ(read("date,duration,rpe\n2026-05-04,90:00,5\n2026-05-05,45:00,6\n").sessions.at(1).duration, 2700.0);
  EXPECT_THAT(read("date,duration,rpe\n2026-05-04,8,5\n2026-05-05,9,6\n").questions,
              question(Question::Kind::kUnit, "are durations"));
  const Content borg = read("date,minutes,rpe\n2026-05-04,60,13\n2026-05-05,60,9\n");
  EXPECT_THAT(borg.questions, question(Question::Kind::kScale, "which scale is RPE on?"));
  EXPECT_TRUE(std::isnan(borg.sessions.at(1).rpe));
  const Content squad = read("athlete,date,minutes,rpe\nA,2026-05-04,60,3\nB,2026-05-05,60,9\n");
  EXPECT_EQ(squad.sessions.at(1).athlete, "B");
  EXPECT_EQ(read("athlete,date,minutes,rpe\nA,2026-05-04,60,3\n").sessions.at(0).athlete, "");
}

TEST(ExportCsv, ColumnsReorderedAddedAndMissing) {
  const Content c = read(
      "Novel Column,Time,Title,Date,Activity Type,Calories\n"
      "x,00:30:00,T,2026-05-04 10:00:00,Cycling,300\n"
      "Novel Column,Time,Title,Date,Activity Type,Calories\n"
      "y,01:00:00,U,2026-05-05 10:00:00,Cycling\n");
  ASSERT_THAT(c.sessions, SizeIs(2));
  EXPECT_DOUBLE_EQ(c.sessions[1].duration, 3600.0);
  EXPECT_FALSE(asks(c));
}

TEST(ExportCsv, WindowsEncodingAndSemicolons) {
  const Content c =
      read("sep=;\nAktivit\xE4tstyp;Datum;Titel;Zeit;Kalorien\nLaufen;04.05.2026 10:00;M\xFCnchen;00:30:00;300\n");
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_EQ(c.sessions[0].title, "M\u00FCnchen");
  EXPECT_EQ(start(c.sessions[0]), "2026-05-04 36000");
}

TEST(ExportCsv, WhatIsNoExport) {
  EXPECT_EQ(read_export_csv("date,load,performance\n2026-05-04,50,300\n", "history.csv"), std::nullopt);
  EXPECT_EQ(read_export_csv("date,load,performance,rpe,duration\n2026-05-04,50,300,5,60\n", "history.csv"),
            std::nullopt);
  EXPECT_EQ(read_export_csv("", "x"), std::nullopt);
  EXPECT_EQ(read_export_csv("sep=|\na|b", "x"), std::nullopt);
  EXPECT_EQ(read("date,duration,rpe\n").fault, "it has headings and no rows");
}

TEST(ExportCsv, ARowThatCannotBeReadEndsTheRows) {
  const Content c = read("date,minutes,rpe\n2026-05-04,60,5\n2026-05-05,\"60,5\n2026-05-06,60,5\n");
  EXPECT_THAT(c.sessions, SizeIs(1));
  EXPECT_THAT(c.notes, note("export.csv:3:"));
}

TEST(ExportCsv, DamagedCopies) {
  const std::string exports[] = {kIntervals, kGarmin,
                                 "Date;Dauer (min);RPE;Athlet\n4.5.2026;60;5,5;A\n15.5.2026;1:30;3;A\n",
                                 "date,HR,AVNN,rMSSD\n2026-05-04,52,1100,66\n2026-14-04,54,-,61\n"};
  for (const std::string& text : exports) {
    on_damaged_copies(bytes_of(text), 1000, [](const auto& bytes) {
      const std::string_view copy(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      const auto content = read_export_csv(copy, "x.csv");
      if (!content) return;
      EXPECT_LE(content->sessions.size() + content->readings.size(), bytes.size());
      for (const Session& s : content->sessions) EXPECT_TRUE(std::isfinite(s.start));
      for (const Reading& r : content->readings) EXPECT_TRUE(std::isfinite(r.value));
    });
  }
}

}  // namespace
}  // namespace formcast::intake
