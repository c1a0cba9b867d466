// `formcast intake` on files of several athletes: a history of each in one run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/sim/cli/run_program.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

/// An hour of RPE each on 23 June 2026.
std::string rpe(int rating) { return "Date,Duration (min),RPE\n2026-06-23,60," + std::to_string(rating) + "\n"; }

constexpr const char* kClub =
    "Date,Athlete,Duration (min),RPE\n2026-06-23,Kim,60,5\n2026-06-23,Lee,60,7\n2026-06-24,KIM,30,4\n";

class IntakeSquadCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    for (const char* folder : {"squad/kim", "squad/lee", "out"}) fs::create_directories(folder_ / folder);
  }
  void write_squad() const {
    write("squad/kim/rpe.csv", rpe(5));
    write("squad/lee/rpe.csv", rpe(7));
  }
  Ran intake(const std::string& arguments) const { return shell("$F intake " + arguments); }
  std::string history(const std::string& athlete) const {
    return contents(folder_ / "out" / (athlete + ".history.csv"));
  }
};

TEST_F(IntakeSquadCommand, ATableOfAthletesGivesAHistoryEach) {
  write("club.csv", kClub);
  const Ran ran = intake("club.csv -o out");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_EQ(history("Kim"), "athlete,date,load [AU],performance\nKim,2026-06-23,300,\nKim,2026-06-24,120,\n");
  EXPECT_EQ(history("Lee"), "athlete,date,load [AU],performance\nLee,2026-06-23,420,\n");
  EXPECT_EQ(files("out", ".csv"), 2u);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("\nKim\n2 records of 2 sessions"), HasSubstr("wrote out/Lee.history.csv")));
  EXPECT_THAT(shell("$F check club.csv").out, AllOf(HasSubstr("  Kim: intake makes a history of 2 sessions; load by "),
                                                    HasSubstr("  Lee: intake makes a history of 1 session; ")));
  ASSERT_EQ(intake("club.csv club.csv --dry-run").code, 0) << "their names are known, so several files need no other";
  const Json report = Json::parse(intake("club.csv --dry-run --json").out);
  EXPECT_EQ(report["histories"].size(), 2u);
  EXPECT_EQ(report["histories"][1]["athlete"], "Lee");
  EXPECT_EQ(report["failures"].size(), 0u);
  ASSERT_EQ(intake("club.csv --athlete lee -o out").code, 0) << "one can still be picked";
  EXPECT_EQ(history("lee"), "athlete,date,load [AU],performance\nlee,2026-06-23,420,\n");
}

TEST_F(IntakeSquadCommand, FoldersAreAthletesWhereThatIsSaid) {
  write_squad();
  const Ran asked = intake("squad -o out");
  EXPECT_EQ(asked.code, 3);
  EXPECT_THAT(asked.out,
              HasSubstr("question: are the folders kim, lee of one athlete or of one each? Give --athlete "
                        "NAME for one, or --athlete-folders for a history of each\nno history was written\n"));
  EXPECT_THAT(asked.err, HasSubstr("a question has to be answered first"));
  EXPECT_EQ(files("out", ".csv"), 0u);
  ASSERT_EQ(intake("squad/ --athlete-folders -o out").code, 0);
  EXPECT_EQ(history("kim"), "athlete,date,load [AU],performance\nkim,2026-06-23,300,\n");
  EXPECT_EQ(history("lee"), "athlete,date,load [AU],performance\nlee,2026-06-23,420,\n");
  EXPECT_THAT(intake("squad/kim squad/lee/ --athlete-folders -o out").out,
              AllOf(HasSubstr("out/kim.history.csv holds all"), HasSubstr("out/lee.history.csv holds all")));
  EXPECT_THAT(intake("squad --athlete-folders --athlete lee -o out").out, HasSubstr("lee.history.csv holds all"));
  EXPECT_EQ(intake("squad --athlete kim --dry-run").code, 0) << "folders of one athlete";
  ASSERT_EQ(shell("mv squad/kim squad/2025 && mv squad/lee squad/2026").code, 0);
  EXPECT_EQ(intake("squad --dry-run").code, 0) << "years are no athletes";
}

TEST_F(IntakeSquadCommand, FoldersOfAZipAreAthletesToo) {
  intake::ZipWriter kim, squad;
  kim.add({.name = "exports/rpe.csv", .bytes = intake::bytes_of(rpe(5))});
  squad.add({.name = "squad/kim.zip", .bytes = kim.finished()});
  squad.add({.name = "squad/lee/rpe.csv", .bytes = intake::bytes_of(rpe(7))});
  const auto bytes = squad.finished();
  write("squad.zip", {bytes.begin(), bytes.end()});
  const Ran ran = intake("squad.zip --athlete-folders -o out");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_THAT(history("kim"), HasSubstr("kim,2026-06-23,300,\n"));
  EXPECT_THAT(history("lee"), HasSubstr("lee,2026-06-23,420,\n"));
}

TEST_F(IntakeSquadCommand, WhatNamesNobodyIsAskedAbout) {
  write_squad();
  write("squad/club.csv", kClub);
  write("squad/rpe.csv", rpe(3));
  const Ran asked = intake("squad --athlete-folders -o out");
  EXPECT_EQ(asked.code, 3);
  EXPECT_THAT(asked.out,
              HasSubstr("question: whose is squad/rpe.csv? Other files name Kim, Lee: put it into a folder of "
                        "the athlete's name and give --athlete-folders, or give --athlete NAME"));
  EXPECT_EQ(files("out", ".csv"), 0u);
  const Ran kim = intake("squad --athlete-folders --athlete Kim -o out");
  EXPECT_EQ(kim.code, 0) << kim.err;
  EXPECT_THAT(history("Kim"), HasSubstr("Kim,2026-06-24,120,\n"));
  EXPECT_EQ(files("out", ".csv"), 1u);
}

TEST_F(IntakeSquadCommand, OneAthletesTroubleCostsNoOther) {
  write_squad();
  for (const char* folder : {"squad/=A1", "squad/mo", "squad/no"}) fs::create_directories(folder_ / folder);
  write("squad/=A1/rpe.csv", rpe(1));
  write("squad/mo/rpe.csv", "Date;Duration (min);RPE\n03/04/2026;60;5\n05/04/2026;30;3\n");
  write("squad/no/hrv.csv", "date,HR,rMSSD,pNN50\n2026-06-24,48,62,20\n");
  write("out/lee.history.csv", "date,load,performance\n2026-06-23,1,1\n");
  const Ran ran = intake("squad --athlete-folders -o out");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(history("kim"), HasSubstr("kim,2026-06-23,300,\n"));
  EXPECT_EQ(history("lee"), "date,load,performance\n2026-06-23,1,1\n");
  EXPECT_EQ(files("out", ".csv"), 2u);
  EXPECT_THAT(ran.err, HasSubstr("athlete \"=A1\" has no new history: it begins as a formula"));
  EXPECT_THAT(ran.err, HasSubstr("athlete \"mo\" has 1 question to be answered first"));
  EXPECT_THAT(ran.err, HasSubstr("athlete \"no\" has no session, and a history begins with one"));
  EXPECT_THAT(ran.err, HasSubstr("athlete \"lee\" has no new history: out/lee.history.csv: holds something else"));
  EXPECT_THAT(ran.err, Not(HasSubstr("\"kim\"")));
  EXPECT_THAT(ran.out, HasSubstr("question: squad/mo/rpe.csv: is \"03/04/2026\" day before month"));
  EXPECT_THAT(ran.out, HasSubstr("1 of 5 athletes have a history; =A1 has no new history"));
}

TEST_F(IntakeSquadCommand, TwoAthletesNeverShareAFile) {
  write("club.csv", "Date,Athlete,Duration (min),RPE\n2026-06-23,Jo\u0308rg,60,5\n2026-06-23,J\u00f6rg,60,7\n");
  const Ran ran = intake("club.csv -o out");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("has the file of \"Jo\u0308rg\" on some disks; are they one person?"));
  EXPECT_EQ(files("out", ".csv"), 1u);
}

}  // namespace
}  // namespace formcast
