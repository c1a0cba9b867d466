// `formcast update` as a person or a script runs it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using Json = nlohmann::json;

/// The twin of Busso's S1 after ten weeks, and what it does with the days that follow.
class UpdateCommand : public ProgramTest {
 protected:
  fs::path twin_;

  void SetUp() override {
    ProgramTest::SetUp();
    twin_ = folder_ / "twins/S1.twin.json";
    ASSERT_EQ(shell("awk -F, 'NR == 1 || ($1 == \"S1\" && $2 < \"2016-03-14\")' $S/busso_2017.csv > early.csv").code,
              0);
    const Ran calibrated = shell("$F calibrate early.csv --timing next-day -o twins");
    ASSERT_EQ(calibrated.code, 0) << calibrated.err;
  }
  Ran update(const std::string& arguments) const { return shell("$F update twins/S1.twin.json " + arguments); }
};

TEST_F(UpdateCommand, LearnsFromTheShippedFileAndThenFindsNothingNew) {
  const Ran ran = update("$S/busso_2017.csv");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("S1  39 days and 17 tests added; now 2016-01-04 to 2016-04-21, 109 days, 45 tests"));
  EXPECT_THAT(ran.out, HasSubstr("expected [W]"));
  EXPECT_THAT(ran.out, HasSubstr("of the last 20 tests were within their 90 % interval"));
  EXPECT_EQ(files("twins"), 1u);

  const std::string bytes = contents(twin_);
  const auto time = fs::last_write_time(twin_);
  const Ran again = update("$S/busso_2017.csv");
  EXPECT_EQ(again.code, 0) << again.err;
  EXPECT_THAT(again.out, HasSubstr("S1  nothing new"));
  EXPECT_EQ(contents(twin_), bytes);
  EXPECT_EQ(fs::last_write_time(twin_), time);

  ASSERT_EQ(shell("mkdir whole && $F calibrate $S/busso_2017.csv --timing next-day -o whole").code, 0);
  Json updated = Json::parse(bytes), whole = Json::parse(contents(folder_ / "whole/S1.twin.json"));
  EXPECT_EQ(updated["updates"].size(), 1u);
  EXPECT_EQ(updated["updates"][0]["source"], "busso_2017.csv");
  for (const char* provenance : {"source", "source_digest", "updates"})
    updated.erase(provenance), whole.erase(provenance);
  EXPECT_EQ(updated, whole);
}

TEST_F(UpdateCommand, JsonReportsEveryNewTest) {
  write("week.csv", "date,load,performance\n2016-03-15,100,\n2016-03-16,0,450\n");
  const Ran ran = update("week.csv --json");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json report = Json::parse(ran.out);
  EXPECT_EQ(report["athlete"], "S1");
  EXPECT_EQ(report["days_added"], 3);
  EXPECT_EQ(report["days_missing"], 1);
  EXPECT_EQ(report["tests_added"], 1);
  EXPECT_EQ(report["loads_filled_in"], 0);
  ASSERT_EQ(report["tests"].size(), 1u);
  const Json& test = report["tests"][0];
  EXPECT_EQ(test["date"], "2016-03-16");
  EXPECT_EQ(test["seen"], 450.0);
  EXPECT_LT(test["high_95"], 450.0);
  EXPECT_EQ(test["surprising"], true);
  EXPECT_EQ(report["drift"]["forecasts"], 20);
  EXPECT_THAT(report["warnings"][0].get<std::string>(), HasSubstr("1 day between the twin's record and the new file"));
  EXPECT_THAT(report["warnings"][1].get<std::string>(), HasSubstr("450.0 W on 2016-03-16 is a surprise, better than"));

  write("gap.csv", "date,load,performance\n2016-03-14,50,\n");
  EXPECT_EQ(Json::parse(update("gap.csv --json").out)["loads_filled_in"], 1);
  const Json nothing = Json::parse(update("gap.csv --json").out);
  EXPECT_EQ(nothing["updated"], false);
  EXPECT_TRUE(nothing["drift"].is_null());
}

TEST_F(UpdateCommand, WhatCannotBeUsedExits3AndLeavesTheTwin) {
  const std::string before = contents(twin_);
  const auto refused = [&](const std::string& text) {
    write("week.csv", text);
    const Ran ran = update("week.csv");
    EXPECT_EQ(ran.code, 3) << text;
    EXPECT_EQ(ran.out, "");
    EXPECT_EQ(contents(twin_), before);
    return ran.err;
  };
  EXPECT_THAT(refused("athlete,date,load,performance\nS7,2016-03-14,0,\n"), HasSubstr("holds only \"S7\""));
  EXPECT_THAT(refused("date,load,performance [m/s]\n2016-03-14,0,\n"), HasSubstr("performance is in m/s"));
  EXPECT_THAT(refused("date,load,performance\n2016-01-05,99,\n"),
              HasSubstr("week.csv: 2016-01-05: load is 99, but the twin has 100 AU"));
  EXPECT_THAT(refused("date,load,performance\n2015-12-31,99,\n"), HasSubstr("before the twin's first day"));
  EXPECT_THAT(refused("date,load,performance\n2016-03-14,much,\n"), HasSubstr("week.csv:2:12"));
  EXPECT_EQ(update("nowhere.csv").code, 3);
  EXPECT_EQ(shell("$F update nowhere.json week.csv").code, 3);
  EXPECT_EQ(shell("$F update twins/S1.twin.json").code, 2);
}

TEST_F(UpdateCommand, ATwinThatCannotBeWrittenStaysAsItWas) {
  const std::string before = contents(twin_);
  write("week.csv", "date,load,performance\n2016-03-14,100,\n");
  const Ran full = shell("ulimit -f 4; $F update twins/S1.twin.json week.csv");
  EXPECT_EQ(full.code, 3) << full.out;
  EXPECT_THAT(full.err, HasSubstr("S1.twin.json"));
  EXPECT_EQ(contents(twin_), before);
  EXPECT_EQ(files("twins"), 1u);
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everywhere";
  const Ran locked =
      shell("chmod 555 twins; $F update twins/S1.twin.json week.csv; code=$?; chmod 755 twins; exit $code");
  EXPECT_EQ(locked.code, 3) << locked.out;
  EXPECT_EQ(contents(twin_), before);
}

}  // namespace
}  // namespace formcast
