// `formcast calibrate` on exports, as it is on the history that intake makes of them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "sim/history/history.hpp"
#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;
using Json = nlohmann::json;

class CalibrateFilesCommand : public ProgramTest {
 protected:
  /// Sixty days of RPE from 2026-01-01, and jumps every fourth day.
  void write_squad() const {
    std::string club = "Date,Athlete,Duration (min),RPE\n";
    std::string tests = "Date,Athlete,FTP test (W)\n";
    for (int day = 0; day < 60; ++day) {
      const std::string date = iso(Date{date::days{20454 + day}});
      for (const char* name : {"Kim", "Lee"}) {
        const int load = 30 + day * 37 % 60 + (name[0] == 'K' ? 0 : 5);
        club += date + "," + name + "," + std::to_string(load) + "," + std::to_string(3 + day % 4) + "\n";
        if (day % 4 == 0) tests += date + "," + name + "," + std::to_string(250 + day / 3 + day * 13 % 7) + "\n";
      }
    }
    write("club.csv", club);
    write("tests.csv", tests);
    write(
        "tests.intake.toml",
        "[[column]]\nheading = \"Date\"\nmeaning = \"date\"\n[[column]]\nheading = \"Athlete\"\nmeaning = \"athlete\"\n"
        "[[column]]\nheading = \"FTP test (W)\"\nmeaning = \"test\"\nname = \"FTP\"\nunit = \"W\"\n");
  }
  static constexpr const char* kInputs = "club.csv tests.csv --map tests.intake.toml --measure session_rpe ";
  Ran calibrate(const std::string& arguments) const {
    return shell("$F calibrate --timing next-day -o twins " + arguments);
  }
};

TEST_F(CalibrateFilesCommand, GivesTheTwinsOfTheHistories) {
  write_squad();
  const Ran ran = calibrate(kInputs);
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_THAT(ran.out, StartsWith("2 files read, 0 left out, 0 unreadable\n\nKim\n60 records of 60 sessions"));
  EXPECT_THAT(ran.out, AllOf(HasSubstr("wrote twins/Kim.twin.json"), HasSubstr("wrote twins/Lee.twin.json"),
                             HasSubstr("performance is FTP [W], 15 tests"), Not(HasSubstr("no history was written"))));
  EXPECT_EQ(files("twins"), 2u);
  fs::create_directories(folder_ / "out");
  ASSERT_EQ(shell(std::string("$F intake -o out ") + kInputs).code, 0);
  const std::string direct = contents(folder_ / "twins/Kim.twin.json");
  ASSERT_EQ(calibrate("out/Kim.history.csv").code, 0);
  Json one = Json::parse(direct), other = Json::parse(contents(folder_ / "twins/Kim.twin.json"));
  EXPECT_EQ(one["models"], other["models"]) << "bit for bit";
  EXPECT_EQ(one["tests"], other["tests"]);
}

TEST_F(CalibrateFilesCommand, AsksAsIntakeDoes) {
  write("rpe.csv", "Date;Duration (min);RPE\n03/04/2026;60;5\n05/04/2026;30;3\n");
  const Ran asked = calibrate("rpe.csv");
  EXPECT_EQ(asked.code, 3);
  EXPECT_THAT(asked.out, HasSubstr("question: rpe.csv: is \"03/04/2026\" day before month"));
  EXPECT_THAT(asked.err, HasSubstr("nothing was written: a question has to be answered first"));
  EXPECT_EQ(Json::parse(calibrate("rpe.csv --json").out)["intake"]["histories"][0]["questions"].size(), 1u);
  const Ran untested = calibrate("rpe.csv --dates day-first");
  EXPECT_EQ(untested.code, 3);
  EXPECT_THAT(untested.err, HasSubstr("needs at least one test"));
  EXPECT_EQ(files("twins"), 0u);
}

TEST_F(CalibrateFilesCommand, WhatIsWrongWithOneAthleteOrFileCostsNoOther) {
  write_squad();
  ASSERT_EQ(shell("sed -i '/Lee/d' tests.csv && echo nothing > broken.fit").code, 0);
  const Ran ran = calibrate(std::string(kInputs) + "broken.fit");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("athlete \"Lee\" cannot be used: "), HasSubstr("broken.fit: it is not what its")));
  EXPECT_EQ(files("twins"), 1u);
  EXPECT_TRUE(fs::exists(folder_ / "twins/Kim.twin.json"));
}

TEST_F(CalibrateFilesCommand, OptionsOfIntakeAreNotForAHistory) {
  const Ran ran = calibrate("\"$S/busso_2017.csv\" --measure session_rpe");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("is a history; --measure is for device files and exports"));
}

TEST_F(CalibrateFilesCommand, CheckSaysWhatAnythingIs) {
  write("photo.jpg", "\xFF\xD8");
  write("empty.bin", "");
  write("other.xml", "<?xml version=\"1.0\"?><svg/>");
  for (const auto& [name, what] :
       {std::pair("photo.jpg", "no kind of file that is read"), std::pair("empty.bin", "it is empty"),
        std::pair("other.xml", "XML of <svg>, which is not read"), std::pair("nowhere.xyz", "cannot be opened")}) {
    const Ran ran = shell(std::string("$F check ") + name);
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.err, HasSubstr(std::string(name) + ": " + what + "; expected a history"));
  }
  write_squad();
  fs::create_directories(folder_ / "out");
  ASSERT_EQ(shell(std::string("$F intake -o out ") + kInputs).code, 0);
  EXPECT_EQ(shell("$F check out/intake.jsonl").out,
            "out/intake.jsonl: what intake has read of 2 files, nothing wrong\n");
  write("out/intake.jsonl", "{}");
  EXPECT_EQ(shell("$F check out/intake.jsonl").code, 3);
}

}  // namespace
}  // namespace formcast
