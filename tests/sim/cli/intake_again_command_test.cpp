// `formcast intake` again over the same folder: what has not changed is not read again, and the history is the same.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"
#include "tests/sim/devices/fit_activity.hpp"
#include "tests/sim/devices/zip_writer.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class IntakeAgainCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    for (const char* folder : {"kim", "out", "other"}) fs::create_directories(folder_ / folder);
    const auto ride = intake::testing_fit::ride(600).bytes();
    write("kim/ride.fit", {ride.begin(), ride.end()});
    write("kim/rpe.csv", "Date,Duration (min),RPE,Sport\n2026-06-23,10,5,cycling\n2026-06-25,60,4,running\n");
    intake::ZipWriter zip;
    zip.add({.name = "hrv.csv", .bytes = intake::bytes_of("date,HR,rMSSD,pNN50\n2026-06-24,48,62.25,20\n")});
    const auto bytes = zip.finished();
    write("kim/mornings.zip", {bytes.begin(), bytes.end()});
  }
  Ran intake(const std::string& arguments) const { return shell("$F intake kim " + arguments); }
  /// What a run that knows nothing makes of the same files.
  std::string from_scratch(const std::string& options = "") const {
    fs::remove_all(folder_ / "other");
    fs::create_directories(folder_ / "other");
    EXPECT_EQ(intake("-o other " + options).code, 0);
    return contents(folder_ / "other/kim.history.csv");
  }
  std::string history() const { return contents(folder_ / "out/kim.history.csv"); }
  std::string state() const { return contents(folder_ / "out/intake.jsonl"); }
};

TEST_F(IntakeAgainCommand, ReadsWhatIsNewAndGivesTheSameHistory) {
  const Ran first = intake("-o out");
  ASSERT_EQ(first.code, 0) << first.err << first.out;
  EXPECT_THAT(first.out, Not(HasSubstr("intake.jsonl")));
  const Ran again = intake("-o out");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("not read again, as they have not changed: 3 files (out/intake.jsonl)\n"));
  EXPECT_THAT(again.out, HasSubstr("kim/mornings.zip/hrv.csv: CSV, 2 readings"));
  EXPECT_THAT(again.out, HasSubstr("holds all this already"));
  write("kim/run.csv", "Date,Duration (min),RPE\n2026-06-27,30,6\n");
  write("kim/rpe.csv", "Date,Duration (min),RPE,Sport\n2026-06-23,10,6,cycling\n2026-06-25,60,4,running\n");
  const Ran grown = intake("-o out --replace");
  EXPECT_EQ(grown.code, 0) << grown.err;
  EXPECT_THAT(grown.out, HasSubstr("not read again, as they have not changed: 2 files"));
  EXPECT_THAT(history(), AllOf(HasSubstr("kim,2026-06-23,60,"), HasSubstr("kim,2026-06-27,180,")));
  EXPECT_EQ(history(), from_scratch());
  fs::remove(folder_ / "kim/ride.fit");
  ASSERT_EQ(intake("-o out --replace").code, 0);
  EXPECT_EQ(history(), from_scratch()) << "what is gone from the folder is gone from the history";
  EXPECT_THAT(state(), Not(HasSubstr("ride.fit")));
}

TEST_F(IntakeAgainCommand, OtherThresholdsReadAgain) {
  ASSERT_EQ(intake("-o out --measure power_stress --threshold-power 230").code, 0);
  const Ran other = intake("-o out --measure power_stress --threshold-power 260 --replace");
  EXPECT_THAT(other.out, HasSubstr("read again, as thresholds or answers have changed: 3 files\n"));
  EXPECT_EQ(history(), from_scratch("--measure power_stress --threshold-power 260"));
  const Ran measure = intake("-o out --measure duration --threshold-power 260 --replace --json");
  EXPECT_EQ(Json::parse(measure.out)["files_unchanged"], 3) << "what is made of sessions is not how they are read";
  EXPECT_EQ(history(), from_scratch("--measure duration"));
}

TEST_F(IntakeAgainCommand, FreshReadsAll) {
  ASSERT_EQ(intake("-o out").code, 0);
  const Ran fresh = intake("-o out --fresh");
  EXPECT_EQ(fresh.code, 0) << fresh.err;
  EXPECT_THAT(fresh.out, Not(HasSubstr("not read again")));
  EXPECT_THAT(intake("-o out").out, HasSubstr("not read again, as they have not changed: 3 files"));
}

TEST_F(IntakeAgainCommand, ADamagedFileIsNamedAndReplaced) {
  ASSERT_EQ(intake("-o out").code, 0);
  const std::string whole = state();
  std::string damaged = whole;
  damaged.replace(damaged.find("\"rpe\":5.0"), 9, "\"rpe\":9.0");
  for (const std::string& text : {damaged, whole.substr(0, whole.size() / 2), whole + "{}\n"}) {
    write("out/intake.jsonl", text);
    const Ran ran = intake("-o out");
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("out/intake.jsonl: is damaged; all files are read"));
    EXPECT_THAT(ran.out, HasSubstr("holds all this already"));
    EXPECT_EQ(state(), whole);
  }
  damaged = whole;
  damaged.replace(damaged.find("\"formcast\":\"") + 12, 1, "9");
  write("out/intake.jsonl", damaged);
  EXPECT_THAT(intake("-o out").err, HasSubstr("is of another version of Formcast; all files are read"));
  EXPECT_EQ(state(), whole);
}

TEST_F(IntakeAgainCommand, AFileOfSomebodyElseStays) {
  for (const std::string text : {"{\"mine\": 1}\n", "", "PK\x03\x04"}) {
    write("out/intake.jsonl", text);
    const Ran ran = intake("-o out");
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("out/intake.jsonl: is not what intake keeps of files; it is left as it is"));
    EXPECT_EQ(state(), text);
  }
}

TEST_F(IntakeAgainCommand, IsPrivateAndNoInput) {
  ASSERT_EQ(intake("-o kim").code, 0);
  EXPECT_EQ(shell("stat -c %a kim/intake.jsonl").out, "600\n");
  const Ran again = intake("-o kim");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out,
              AllOf(HasSubstr("not read again, as they have not changed: 3 files"), Not(HasSubstr("intake.jsonl:"))));
}

TEST_F(IntakeAgainCommand, ADryRunKeepsNothing) {
  ASSERT_EQ(intake("-o out --dry-run").code, 0);
  EXPECT_EQ(files("out"), 0u);
}

TEST_F(IntakeAgainCommand, SinceLeavesOutWhatIsBefore) {
  const Ran ran = intake("-o out --since 2026-06-24");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("before 2026-06-24 and left out: 1 session, 0 readings, 0 test results\n"));
  EXPECT_EQ(history(), "athlete,date,load [AU],performance\nkim,2026-06-25,240,\n");
  EXPECT_EQ(Json::parse(intake("--dry-run --since 2026-06-24 --json").out)["histories"][0]["before_since"],
            (Json{{"sessions", 1}, {"readings", 0}, {"tests", 0}}));
  EXPECT_EQ(intake("-o out --since 24.06.2026").code, 2);
  EXPECT_THAT(intake("-o out --since 2026-07-01").err, HasSubstr("no session was found on or after 2026-07-01"));
  ASSERT_EQ(intake("-o out --replace").code, 0);
  EXPECT_EQ(history(), from_scratch()) << "what is left out of one history is in the next";
}

TEST_F(IntakeAgainCommand, WhatWasReadBeforeCtrlCIsNotReadAgain) {
  const auto ride = intake::testing_fit::ride(3600).bytes();
  write("kim/ride.fit", {ride.begin(), ride.end()});
  for (int i = 1; i <= 3000; ++i)
    fs::create_hard_link(folder_ / "kim/ride.fit", folder_ / fmt::format("kim/{}.fit", i));
  write("interrupt.sh",
        "$F intake kim -o out --measure duration >out.txt 2>err.txt & pid=$!\n"
        "until grep -q 'SigCgt:.*[2367abef]$' /proc/$pid/status; do sleep 0.02; done\nsleep 1\nkill -INT $pid\n"
        "wait $pid\n");
  EXPECT_EQ(shell("export F S; sh interrupt.sh").code, 130);
  EXPECT_THAT(contents(folder_ / "err.txt"),
              HasSubstr("interrupted; no history was written, and what was read is kept"));
  EXPECT_FALSE(fs::exists(folder_ / "out/kim.history.csv"));
  EXPECT_THAT(state(), HasSubstr("kim/1.fit"));
}

}  // namespace
}  // namespace formcast
