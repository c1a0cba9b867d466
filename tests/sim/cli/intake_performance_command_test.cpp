// `formcast intake` with more than one source of load or performance: `--performance` and chains of measures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"
#include "tests/sim/devices/fit_activity.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class IntakePerformanceCommand : public ProgramTest {
 protected:
  /// Ten minutes of riding on 23 June 2026, 200 to 259 W over and over; and a rated run.
  void SetUp() override {
    ProgramTest::SetUp();
    fs::create_directories(folder_ / "kim");
    fs::create_directories(folder_ / "out");
    const auto bytes = intake::testing_fit::ride(600).bytes();
    write("kim/ride.fit", {bytes.begin(), bytes.end()});
    write("kim/rpe.csv", "Date,Duration (min),RPE,Sport\n2026-06-23,10,5,cycling\n2026-06-25,60,4,running\n");
  }
  Ran intake(const std::string& arguments) const { return shell("$F intake " + arguments); }
};

TEST_F(IntakePerformanceCommand, ABestIsALowerBound) {
  const Ran ran = intake("kim --performance best_power_5min -o out");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_EQ(contents(folder_ / "out/kim.history.csv"),
            "athlete,date,load [AU],performance [W],performance_sd,performance_bound,test\n"
            "kim,2026-06-23,50,229.5,5.74,lower,best_power_5min\nkim,2026-06-24,,,,,\nkim,2026-06-25,240,,,,\n");
  EXPECT_THAT(ran.out, HasSubstr("  performance is best power over 5 min [W]: 1 lower bound of 2 sessions\n"
                                 "    1 session left out: no ride\n"));
  EXPECT_THAT(intake("kim --performance best_power_5min -o out").out, HasSubstr("holds all this already"));
}

TEST_F(IntakePerformanceCommand, JsonSaysWhatWasFoundAndWhatWasNot) {
  const Json none = Json::parse(intake("kim --dry-run --json").out);
  EXPECT_EQ(none["histories"][0]["performances"],
            Json::parse(R"([{"performance": "best_power_5min", "unit": "W", "days": 1, "needs": null}])"));
  EXPECT_TRUE(none["histories"][0]["history"]["performance"].is_null());
  const Json report = Json::parse(intake("kim --performance best_power_5min --dry-run --json").out);
  const Json& performance = report["histories"][0]["history"]["performance"];
  EXPECT_EQ(performance["kind"], "best_power_5min");
  EXPECT_EQ(performance["sessions"], 2);
  EXPECT_EQ(performance["lower_bounds"], 1);
  EXPECT_EQ(performance["observations"], 0);
  EXPECT_EQ(performance["left_out"][0]["why"], "no ride");
  EXPECT_THAT(performance["left_out"][0]["sessions"][0], HasSubstr("2026-06-25 in kim/rpe.csv"));
  EXPECT_EQ(report["histories"][0]["history"]["tests"], 0) << "a bound is no test";
}

TEST_F(IntakePerformanceCommand, ATestOfAnotherKindIsAQuestion) {
  write("kim/tests.csv", "date,minutes,rpe,FTP [W]\n2026-06-25,60,4,270\n");
  write("map.toml", intake("kim/tests.csv --propose-map").out);
  const Ran asked = intake("kim --map map.toml --performance best_power_5min -o out");
  EXPECT_EQ(asked.code, 3);
  EXPECT_THAT(asked.out, HasSubstr("question: is the performance best_power_5min or a test?"));
  EXPECT_EQ(files("out", ".csv"), 0u);
  const Ran told = intake("kim --map map.toml --performance best_power_5min --response best_power_5min -o out");
  EXPECT_EQ(told.code, 0) << told.out << told.err;
  EXPECT_THAT(contents(folder_ / "out/kim.history.csv"), AllOf(HasSubstr("229.5"), Not(HasSubstr("270"))));
}

TEST_F(IntakePerformanceCommand, AWrongNameIsAnsweredByAllThereAre) {
  const Ran ran = intake("kim --performance best_power -o out");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("expected one of best_power_5min, critical_power"));
  EXPECT_EQ(files("out", ".csv"), 0u);
}

/// Rated sessions of 60 and 90 min, and one that nobody rated.
std::string ratings(int rated) {
  std::string text = "Date,Duration (min),RPE\n";
  for (int day = 1; day <= rated; ++day)
    text += "2026-06-0" + std::to_string(day) + (day % 2 == 0 ? ",90,4\n" : ",60,4\n");
  return text + "2026-06-09,50,\n";
}

TEST_F(IntakePerformanceCommand, AChainOfMeasuresSaysItsScale) {
  write("lee.csv", ratings(6));
  const Ran ran = intake("lee.csv --measure 'session_rpe, duration' -o out");
  ASSERT_EQ(ran.code, 0) << ran.err << ran.out;
  EXPECT_THAT(contents(folder_ / "out/lee.history.csv"), HasSubstr("lee,2026-06-09,200,\n")) << "4 AU a minute";
  EXPECT_THAT(ran.out, HasSubstr("load is session RPE [AU] in 6 sessions, else duration in 1 session\n"));
  EXPECT_THAT(ran.out,
              HasSubstr("note: duration counts 4 +- 0 as session RPE in 1 session(s) (from 6 sessions with both"));
  const Json report = Json::parse(intake("lee.csv --measure 'session_rpe, duration' --dry-run --json").out);
  const Json& measures = report["histories"][0]["history"]["measure_chain"];
  ASSERT_EQ(measures.size(), 2u);
  EXPECT_EQ(measures[0]["sessions"], 6);
  EXPECT_TRUE(measures[0]["scale"].is_null());
  EXPECT_EQ(measures[1]["measure"], "duration");
  EXPECT_EQ(measures[1]["scale"]["factor"], 4.0);
  EXPECT_EQ(measures[1]["scale"]["sessions_with_both"], 6);
}

TEST_F(IntakePerformanceCommand, AChainOfAFewSessionsIsRefused) {
  write("lee.csv", ratings(4));
  const Ran ran = intake("lee.csv --measure session_rpe,duration -o out");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.out,
              HasSubstr("question: duration cannot stand in for session RPE: 4 session(s) have both, and 5 are"));
  EXPECT_EQ(files("out", ".csv"), 0u);
  EXPECT_THAT(intake("lee.csv --measure session_rpe -o out").out, HasSubstr("has no rating of perceived exertion"))
      << "without a chain nothing is mixed";
  const Ran wrong = intake("lee.csv --measure session_rpe,durations -o out");
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("expected one of session_rpe, trimp"), HasSubstr("not \"durations\"")));
}

}  // namespace
}  // namespace formcast
