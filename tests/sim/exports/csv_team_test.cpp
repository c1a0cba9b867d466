#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "tests/sim/devices/mutations.hpp"
#include "tests/sim/exports/export_reading.hpp"

// Exports of clubs: tracking of players, jumps on force plates.
namespace formcast::intake {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

std::map<std::string, double> tests_of(const Content& content) {
  std::map<std::string, double> found;
  for (const TestResult& r : content.tests) found[r.athlete + " " + r.kind + " [" + r.unit + "]"] = r.value;
  return found;
}

const std::string kCatapult =
    "OpenField Export,\n"
    "Activity,MD-2\n"
    "Date,13/05/2026\n"
    "Player Name,Period Name,Period Number,Position Name,Total Duration,Total Distance (m),Total Player Load,Velocity "
    "Band 5 Total Distance (m),Velocity Band 6 Total Distance (m),Maximum Velocity (km/h)\n"
    "Kim,Session,0,MF,01:20:00,7250.5,610.5,410,95,29.1\n"
    "Kim,Warm up,1,MF,00:20:00,1500,120,10,0,20.1\n"
    "Kim,Game,2,MF,00:40:00,4800,420.5,400,95,29.1\n"
    "Lea,Warm up,1,DF,00:20:00,1400,110,,,18.5\n"
    "Lea,Game,2,DF,00:40:00,4500,400,,,27.5\n";

TEST(CatapultCsv, TheWholeSessionOrItsPeriods) {
  const Content c = read(kCatapult);
  ASSERT_THAT(c.sessions, SizeIs(2));
  const Session& kim = c.sessions[0];
  EXPECT_EQ(kim.athlete, "Kim");
  EXPECT_EQ(kim.clock, Clock::kDay);
  EXPECT_DOUBLE_EQ(kim.start, 1778630400.0);  // 13 May, from the lines above
  EXPECT_DOUBLE_EQ(kim.duration, 4800.0);
  EXPECT_DOUBLE_EQ(kim.distance, 7250.5);
  EXPECT_DOUBLE_EQ(vendor(kim).at("player_load"), 610.5);  // and not twice
  EXPECT_DOUBLE_EQ(vendor(kim).at("velocity_band_5_distance"), 410.0);
  EXPECT_TRUE(kim.vendor[0].is_load);
  const Session& lea = c.sessions[1];
  EXPECT_DOUBLE_EQ(lea.duration, 3600.0);
  EXPECT_DOUBLE_EQ(vendor(lea).at("player_load"), 510.0);
  EXPECT_EQ(vendor(lea).count("velocity_band_6_distance"), 0U);
  EXPECT_THAT(c.notes, note("its parts are added up"));
}

TEST(CatapultCsv, ADateColumnAndOtherOrder) {
  const Content c = read(
      "Date,Total Player Load,Extra,Activity Name,Player Name,Start Time,Field Time\n"
      "13.05.2026,500,x,MD-2,Kim,10:15,01:05:00\n14.05.2026,300,x,MD-1,Kim,10:00,00:45:00\n");
  ASSERT_THAT(c.sessions, SizeIs(2));
  EXPECT_EQ(c.sessions[0].clock, Clock::kLocal);
  EXPECT_EQ(c.sessions[0].title, "MD-2");
  EXPECT_DOUBLE_EQ(c.sessions[1].duration, 2700.0);
  EXPECT_THAT(read("Date,Player Name,Period Name,Player Load\n03/04/2026,Kim,Session,500\n").questions,
              question(Question::Kind::kDayOrder, "is \"03/04/2026\" day before month"));
}

TEST(StatSportsCsv, DrillsAndTheEntireSession) {
  const Content c = read(
      "Player Display Name,Session Title,Drill Title,Session Date,Total Time,Total Distance,High Speed Running "
      "(Absolute),HML Distance,Dynamic Stress Load,Max Speed,Sprints\n"
      "Kim,MD-3,Entire Session,13/05/2026,01:10:30,6500.4,350,900,210,8.1,9\n"
      "Kim,MD-3,Rondo,13/05/2026,00:15:00,1200,10,100,30,5,0\n"
      "Kim,Gym,Entire Session,13/05/2026,00:40:00,,,,15,,\n");
  ASSERT_THAT(c.sessions, SizeIs(2));
  const Session& gym = c.sessions[0];
  EXPECT_EQ(gym.title, "Gym");
  EXPECT_DOUBLE_EQ(vendor(gym).at("dynamic_stress_load"), 15.0);
  const Session& field = c.sessions[1];
  EXPECT_DOUBLE_EQ(field.duration, 4230.0);
  EXPECT_DOUBLE_EQ(field.distance, 6500.4);
  EXPECT_DOUBLE_EQ(vendor(field).at("hml_distance"), 900.0);
  EXPECT_DOUBLE_EQ(vendor(field).at("high_speed_distance"), 350.0);
}

const std::string kVald =
    "Name,ExternalId,Test Type,Date,Time,BW [KG],Reps,Tags,Additional Load [lb],Jump Height (Flight Time) [cm],Jump "
    "Height (Imp-Mom) [cm],Jump Height (Imp-Mom) in Inches [in],RSI-modified [m/s],Peak Power / BM [W/kg],Jump Height "
    "(Imp-Mom) [cm] (L)\n"
    "Kim,,CMJ,13/05/2026,9:15 AM,71.5,1,,0,39.5,38.1,15,0.45,52,19\n"
    "Kim,,CMJ,13/05/2026,9:16 AM,71.5,1,,0,40.5,39.2,15.4,0.46,53,19\n"
    "Kim,,SJ,13/05/2026,9:20 AM,71.5,1,,0,36,35.1,13.8,,50,17\n"
    "Kim,,CMJ,13/05/2026,9:25 AM,71.5,1,,44,25,24,9.4,,40,12\n";

TEST(ValdCsv, MethodsOfHeightAreKinds) {
  const Content c = read(kVald);
  const auto t = tests_of(c);
  EXPECT_THAT(t, SizeIs(4));
  EXPECT_DOUBLE_EQ(t.at("Kim CMJ jump height (impulse-momentum) [cm]"), 39.2);
  EXPECT_DOUBLE_EQ(t.at("Kim CMJ jump height (flight time) [cm]"), 40.5);
  EXPECT_DOUBLE_EQ(t.at("Kim SJ jump height (impulse-momentum) [cm]"), 35.1);
  EXPECT_THAT(c.tests, SizeIs(6));
  EXPECT_EQ(c.tests[0].date, parse_iso("2026-05-13"));
  EXPECT_THAT(c.sessions, IsEmpty());
  EXPECT_EQ(c.readings.at(0).marker, "body_mass");
  EXPECT_EQ(c.readings[0].athlete, "Kim");
  EXPECT_THAT(c.notes, note("additional load"));
}

TEST(ValdCsv, InchesAlone) {
  const Content c =
      read("Name,Test Type,Date,BW [lb],Jump Height (Imp-Mom) in Inches [in]\nKim,CMJ,5/13/2026,158,15\n");
  EXPECT_DOUBLE_EQ(tests_of(c).at("Kim CMJ jump height (impulse-momentum) [cm]"), 38.1);
  EXPECT_NEAR(c.readings.at(0).value, 71.67, 0.01);
}

TEST(HawkinCsv, MetresAreCentimetres) {
  const Content c = read(
      "TestId,Timestamp,Athlete,Test Type,System Weight(N),Jump Height(m),mRSI,Time To Takeoff(s)\n"
      "1,2026-05-13 09:15:00,Kim,Countermovement Jump,701,0.381,0.45,0.8\n");
  EXPECT_DOUBLE_EQ(tests_of(c).at("Kim Countermovement Jump jump height (impulse-momentum) [cm]"), 38.1);
}

TEST(TeamCsv, DamagedCopies) {
  for (const std::string& text : {kCatapult, kVald}) {
    on_damaged_copies(bytes_of(text), 500, [](const auto& bytes) {
      const std::string_view copy(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      const auto content = read_export_csv(copy, "x.csv");
      if (!content) return;
      for (const Session& s : content->sessions) EXPECT_TRUE(std::isfinite(s.start));
      for (const TestResult& r : content->tests) EXPECT_TRUE(r.value > 0.0);
    });
  }
}

}  // namespace
}  // namespace formcast::intake
