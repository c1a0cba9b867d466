// `formcast intake` on tables that a mapping says how to read, on tables of several athletes, and on results of tests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

constexpr const char* kSheet =
    "Datum;Spieler;Minuten;Trainingsbelastung;Schlaf;FTP [W]\n13.5.2026;Kim;75;450;7,5;270\n14.5.2026;Kim;50;200;6;\n"
    "14.5.2026;Lea;50;190;8;\n15.5.2026;Kim;;;7;275\n";

class IntakeMapCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    fs::create_directories(folder_ / "out");
    write("club.csv", kSheet);
  }
  Ran intake(const std::string& arguments) const { return shell("$F intake " + arguments); }
};

TEST_F(IntakeMapCommand, AProposalReadsTheTable) {
  const Ran unknown = intake("club.csv -o out");
  EXPECT_EQ(unknown.code, 3);
  EXPECT_THAT(unknown.err, HasSubstr("headings are not known: datum, spieler"));
  EXPECT_THAT(unknown.err, HasSubstr("--propose-map proposes what they are"));
  const Ran proposed = intake("club.csv --propose-map");
  ASSERT_EQ(proposed.code, 0) << proposed.err;
  EXPECT_THAT(proposed.out, StartsWith("# What each column of a table is"));
  EXPECT_THAT(proposed.out, HasSubstr("heading = \"Spieler\"\nmeaning = \"athlete\"\n"));
  write("club.intake.toml", proposed.out);
  EXPECT_THAT(shell("$F check club.intake.toml").out, HasSubstr("a mapping of 6 columns, 6 of them taken"));
  const Ran several = intake("club.csv --map club.intake.toml -o out");
  EXPECT_EQ(several.code, 0) << several.err;
  EXPECT_EQ(files("out", ".csv"), 2u) << "a history of each";
  const Ran nobody = intake("club.csv --map club.intake.toml --athlete Tom --dry-run");
  EXPECT_EQ(nobody.code, 3);
  EXPECT_THAT(nobody.out, HasSubstr("whose history is it? The files name Kim, Lea"));
  const Ran kim = intake("club.csv --map club.intake.toml --athlete Kim --measure vendor:trainingsbelastung -o out");
  ASSERT_EQ(kim.code, 0) << kim.err << kim.out;
  EXPECT_THAT(kim.out, HasSubstr("performance is FTP [W]"));
  EXPECT_THAT(kim.out, Not(HasSubstr("it has no tests")));
  EXPECT_EQ(contents(folder_ / "out/Kim.history.csv"),
            "athlete,date,load [AU],performance,sleep_hours\nKim,2026-05-13,450,270,7.5\nKim,2026-05-14,200,,6\n"
            "Kim,2026-05-15,,275,7\n");
}

TEST_F(IntakeMapCommand, LoadsOfAMappingAreOffered) {
  write("club.intake.toml", intake("club.csv --propose-map").out);
  const Ran ran = intake("club.csv --map club.intake.toml --athlete kim --dry-run");
  EXPECT_EQ(ran.code, 0) << ran.out;  // duration counts only where nothing else does
  EXPECT_THAT(ran.out, HasSubstr("load is trainingsbelastung [AU], the only measure"));
}

TEST_F(IntakeMapCommand, SeveralKindsOfTestAreAQuestion) {
  write("tests.csv", "date,minutes,rpe,CMJ (cm),FTP [W]\n2026-05-04,60,5,38,270\n2026-05-06,60,5,39,\n");
  write("map.toml", intake("tests.csv --propose-map").out);
  const Ran asked = intake("tests.csv --map map.toml --athlete kim --dry-run");
  EXPECT_EQ(asked.code, 3);
  EXPECT_THAT(asked.out, HasSubstr("which kind of test is the performance?"));
  const Ran told = intake("tests.csv --map map.toml --athlete kim --response 'ftp [w]' -o out");
  ASSERT_EQ(told.code, 0) << told.out << told.err;
  EXPECT_THAT(contents(folder_ / "out/kim.history.csv"), HasSubstr("kim,2026-05-04,300,270\n"));
  EXPECT_EQ(Json::parse(intake("tests.csv --map map.toml --athlete kim --response FTP --dry-run --json")
                            .out)["histories"][0]["history"]["tests"],
            1);
}

TEST_F(IntakeMapCommand, FaultsOfAMapNameTheirLine) {
  write("map.toml", "[[column]]\nheading = \"Datum\"\nmeaning = \"dates\"\n");
  const Ran ran = intake("club.csv --map map.toml -o out");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("map.toml:3:"), HasSubstr("did you mean \"date\"?")));
  EXPECT_EQ(intake("club.csv --map nowhere.toml -o out").code, 3);
  EXPECT_EQ(intake("club.csv club.csv --propose-map").code, 2);
  write("empty.csv", "one\n");
  EXPECT_EQ(intake("empty.csv --propose-map").code, 3);
}

TEST_F(IntakeMapCommand, AppleHealthIsReadFromDisk) {
  std::string text = "<?xml version=\"1.0\"?><!DOCTYPE HealthData [<!ELEMENT HealthData ANY>]>\n<HealthData>\n";
  for (int i = 0; i < 2000; ++i) {
    text +=
        "<Record type=\"HKQuantityTypeIdentifierStepCount\" unit=\"count\" startDate=\"2026-05-04 10:00:00 +0200\" "
        "value=\"1\"/>\n";
  }
  text +=
      "<Workout workoutActivityType=\"HKWorkoutActivityTypeRunning\" duration=\"30\" durationUnit=\"min\" "
      "startDate=\"2026-05-04 17:00:00 +0200\" endDate=\"2026-05-04 17:30:00 +0200\"/>\n</HealthData>\n";
  write("export.xml", text);
  const Ran ran = intake("export.xml --athlete kim --measure duration -o out");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_THAT(ran.out, StartsWith("export.xml: Apple Health, 1 session (running) on 2026-05-04"));
  EXPECT_THAT(contents(folder_ / "out/kim.history.csv"), HasSubstr("kim,2026-05-04,30,\n"));
}

}  // namespace
}  // namespace formcast
