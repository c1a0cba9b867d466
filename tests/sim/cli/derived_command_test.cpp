// Histories with performance_sd, performance_bound and kinds of tests, from check to update.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

using Json = nlohmann::json;

/// Busso's S1 with two kinds of tests, errors and bounds, made by awk.
class DerivedCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    const char* make =
        "awk -F, 'NR == 1 { print \"date,load,performance [W],performance_sd [W],performance_bound,test\" }"
        " $1 == \"S1\" { n += $4 != \"\"; kind = $4 == \"\" ? \"\" : \"5 min\"; sd = \"\"; bound = \"\";"
        " if ($4 != \"\" && n % 4 == 1) { sd = 6; kind = \"critical power\" }"
        " if ($4 != \"\" && n % 4 == 3) { bound = \"lower\"; kind = \"best 3 min\" }"
        " print $2 \",\" $3 \",\" $4 \",\" sd \",\" bound \",\" kind }' $S/busso_2017.csv > S1.csv";
    ASSERT_EQ(shell(make).code, 0);
  }
};

TEST_F(DerivedCommand, CheckCountsThem) {
  const Ran ran = shell("$F check S1.csv");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("S1 has 12 performances with an error of their own and 11 lower bounds"));
  EXPECT_THAT(ran.out, HasSubstr("tests are of the kind \"5 min\""));
  const Json json = Json::parse(shell("$F check S1.csv --json").out)[0];
  EXPECT_EQ(json["test_kind"], "5 min");
  EXPECT_EQ(json["athletes"][0]["tests"], 34);
  EXPECT_EQ(json["athletes"][0]["tests_with_sd"], 12);
  EXPECT_EQ(json["athletes"][0]["lower_bounds"], 11);
}

TEST_F(DerivedCommand, CalibrateSaysWhatTheyTaught) {
  const Ran ran = shell("$F calibrate S1.csv --timing next-day -o twins");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("12 performances with an error of their own and 11 lower bounds: level "));
  EXPECT_THAT(ran.out, HasSubstr(" W without them, "));
  EXPECT_THAT(ran.out, HasSubstr(" W without the bounds\n"));
  const Json json = Json::parse(shell("$F calibrate S1.csv --timing next-day -o twins --json").out);
  const Json& derived = json["athletes"][0]["derived"];
  EXPECT_EQ(derived["tests"], 12);
  EXPECT_EQ(derived["lower_bounds"], 11);
  EXPECT_NE(derived["level_without_bounds"]["mean"], derived["level"]["mean"]);
  EXPECT_GT(derived["level"]["mean"], 250.0);
  EXPECT_GT(derived["level_without"]["mean"], 250.0);
  EXPECT_THAT(shell("$F check twins/S1.twin.json").out, HasSubstr("lower bounds: level "));
}

TEST_F(DerivedCommand, UpdateIsCalibration) {
  ASSERT_EQ(shell("awk -F, 'NR == 1 || $1 < \"2016-03-14\"' S1.csv > S1_early.csv && mkdir early && "
                  "sed 's/^date/athlete,date/; 2,$s/^/S1,/' S1_early.csv > a.csv && "
                  "sed 's/^date/athlete,date/; 2,$s/^/S1,/' S1.csv > b.csv && "
                  "$F calibrate a.csv --timing next-day -o early && $F calibrate b.csv --timing next-day -o twins")
                .code,
            0);
  const Ran ran = shell("$F update early/S1.twin.json b.csv");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("lower bound"));
  Json updated = Json::parse(contents(folder_ / "early/S1.twin.json"));
  Json whole = Json::parse(contents(folder_ / "twins/S1.twin.json"));
  for (const char* key : {"source", "source_digest", "updates"}) updated.erase(key), whole.erase(key);
  EXPECT_EQ(updated, whole);
  EXPECT_EQ(whole["test_kind"], "5 min");
}

TEST_F(DerivedCommand, TwoKindsNeedAResponse) {
  const std::string header = "date,load,performance,test\n";
  write("h.csv", header + "2026-01-01,50,300,5 min\n2026-01-02,60,41,cmj\n2026-01-03,40,302,5 min\n");
  for (const std::string verb :
       {"check h.csv", "calibrate h.csv --timing next-day -o twins", "validate h.csv --timing next-day"}) {
    const Ran ran = shell("$F " + verb);
    EXPECT_EQ(ran.code, 3) << verb;
    EXPECT_THAT(ran.err, HasSubstr("\"5 min\" (line 2), \"cmj\" (line 3)")) << verb;
    EXPECT_THAT(ran.err, HasSubstr("--response KIND")) << verb;
    EXPECT_EQ(shell("$F " + verb + " --response '5 min'").code, 0) << verb;
  }
  // The twin knows its kind: of a file with several it takes that, and no other.
  write("more.csv", header + "2026-01-04,50,303,5 min\n2026-01-05,60,42,cmj\n");
  const Ran ran = shell("$F update twins/h.twin.json more.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("2 days and 1 test added"));
  write("other.csv", header + "2026-01-06,50,40,cmj\n");
  const Ran other = shell("$F update twins/h.twin.json other.csv");
  EXPECT_EQ(other.code, 3);
  EXPECT_THAT(other.err, HasSubstr("its tests are of the kind \"cmj\", but the twin's are \"5 min\""));
}

TEST_F(DerivedCommand, BoundsAloneAreRefused) {
  write("h.csv", "date,load,performance,performance_bound\n2026-01-01,50,300,lower\n");
  const Ran ran = shell("$F calibrate h.csv --timing next-day -o twins");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("has lower bounds of performance alone"));
}

}  // namespace
}  // namespace formcast
