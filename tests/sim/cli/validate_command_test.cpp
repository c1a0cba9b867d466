// `formcast validate` as a person or a script runs it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Runs `formcast validate` on little: the first 60 days of one athlete, and one with ten days.
class ValidateCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    ASSERT_EQ(shell("(head -61 $S/busso_2017.csv; grep S2 $S/busso_2017.csv | head -10) > h.csv").code, 0);
  }
  Ran validate(const std::string& options) const { return shell("$F validate h.csv --timing next-day " + options); }
};

TEST_F(ValidateCommand, JsonAgreesWithTheText) {
  const Ran text = validate("");
  ASSERT_EQ(text.code, 0) << text.err;
  const auto json = nlohmann::json::parse(validate("--json").out);
  ASSERT_EQ(json["athletes"].size(), 2u);
  EXPECT_EQ(json["athletes"][0]["id"], "S1");
  for (const auto& h : {json["athletes"][0]["horizons"][0], json["athletes"][0]["horizons"][1],
                        json["athletes"][0]["cut"], json["mean"]["horizons"][0], json["mean"]["cut"]}) {
    EXPECT_GT(h["forecasts"], 0);
    EXPECT_EQ(h["pit"]["twin"].size(), 10u);
    EXPECT_EQ(h["coverage90"].size(), h["rmse"].size());
    for (const auto& [method, mape] : h["mape"].items()) {
      EXPECT_THAT(text.out, HasSubstr(fmt::format("{:.2f} %", mape.get<double>()))) << method;
    }
  }
  EXPECT_EQ(json["athletes"][0]["horizons"][1]["from"], 8);
  EXPECT_EQ(json["athletes"][0]["horizons"][1]["to"], 14);
  EXPECT_EQ(json["athletes"][0]["cut"]["day"], 42);  // 70 % of 60 days
  for (const char* said : {"1-7 days", "8-14 days", "after cut", "last value", "local level", "RMSE W", "CRPS W", "*",
                           "in each tenth", " the best of "}) {
    EXPECT_THAT(text.out, HasSubstr(said));
  }
}

TEST_F(ValidateCommand, AnAthleteOfTenDaysIsListedAndIsNoError) {
  const Ran both = validate("");
  EXPECT_THAT(both.out, HasSubstr("S2  2016-01-04 to 2016-01-13, 10 days"));
  EXPECT_THAT(both.out, HasSubstr("nothing to judge in 10 days"));
  EXPECT_THAT(both.out, Not(HasSubstr("All athletes")));
  ASSERT_EQ(shell("(head -1 $S/busso_2017.csv; grep S2 h.csv) > short.csv").code, 0);
  const Ran alone = shell("$F validate short.csv --timing next-day --plot p.svg");
  EXPECT_EQ(alone.code, 0) << alone.err;
  EXPECT_THAT(alone.out, HasSubstr("No athlete could be validated"));
  EXPECT_THAT(alone.err, HasSubstr("nothing to draw; p.svg was not written"));
  EXPECT_FALSE(fs::exists(folder_ / "p.svg"));
  const auto json = nlohmann::json::parse(shell("$F validate short.csv --timing next-day --json").out);
  EXPECT_EQ(json["mean"]["horizons"][0]["forecasts"], 0);
  EXPECT_THAT(json["athletes"][0]["note"].get<std::string>(), HasSubstr("nothing to judge"));
}

TEST_F(ValidateCommand, DrawsAPicture) {
  const Ran ran = validate("--plot p.svg");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string svg = contents(folder_ / "p.svg");
  EXPECT_THAT(svg, AnyOf(StartsWith("<?xml"), StartsWith("<svg")));
  EXPECT_THAT(svg, HasSubstr("</svg>"));
  EXPECT_THAT(svg, HasSubstr("S1: forecast error (MAPE)"));
  EXPECT_EQ(files(), 2u);
}

/// gnuplot runs backticks in double quotes, and a shell what follows a semicolon.
TEST_F(ValidateCommand, OddNamesAreOnlyText) {
  std::string history = contents(folder_ / "h.csv");
  const std::string name = "A`touch a`'; $(touch b) <i>& @x é";
  for (std::size_t at = 0; (at = history.find("S1,", at)) != std::string::npos;) history.replace(at, 2, name);
  fs::remove(folder_ / "h.csv");
  write("`touch d`'.csv", history);
  const Ran ran = shell(R"($F validate "\`touch d\`'.csv" --timing next-day --plot '`touch c`;"$x" & .svg')");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(files(), 2u);
  const std::string svg = contents(folder_ / "`touch c`;\"$x\" & .svg");
  EXPECT_THAT(svg, HasSubstr("A`touch a`"));
  EXPECT_THAT(svg, HasSubstr("$(touch b) &lt;i>&amp; @x é"));
}

TEST_F(ValidateCommand, APictureHoldsAtMostTwelveAthletes) {
  ASSERT_EQ(shell("(head -1 h.csv; for i in $(seq 13); do grep ^S1 h.csv | sed s/S1/A$i/; done) > many.csv").code, 0);
  const Ran ran = shell("$F validate many.csv --timing next-day --plot p.svg");
  ASSERT_EQ(ran.code, 0) << ran.err;
  const std::string svg = contents(folder_ / "p.svg");
  EXPECT_THAT(svg, HasSubstr("the first 12 of 13 athletes"));
  EXPECT_THAT(svg, HasSubstr("A12: forecast error (MAPE)"));
  EXPECT_THAT(svg, Not(HasSubstr("A13: forecast error (MAPE)")));
}

TEST_F(ValidateCommand, PicturesThatFailLeaveNothing) {
  const Ran folder = validate("--plot missing/p.svg");
  EXPECT_EQ(folder.code, 3);
  EXPECT_THAT(folder.err, HasSubstr("missing/p.svg"));
  EXPECT_EQ(folder.out, "");
  EXPECT_EQ(validate("--plot twins").code, 3);
  const Ran full = shell("ulimit -f 2; $F validate h.csv --timing next-day --plot p.svg");
  EXPECT_EQ(full.code, 3) << full.out;
  const Ran no_gnuplot = shell("PATH=twins; $F validate h.csv --timing next-day --plot p.svg");
  EXPECT_EQ(no_gnuplot.code, 3);
  EXPECT_THAT(no_gnuplot.err, HasSubstr("install the package gnuplot-nox"));
  ASSERT_EQ(shell("printf '#!/bin/sh\\nread line && exit 1; exit 0\\n' > twins/gnuplot; chmod +x twins/gnuplot").code,
            0);
  const Ran refused = shell("PATH=$PWD/twins:$PATH; $F validate h.csv --timing next-day --plot p.svg");
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err, HasSubstr("gnuplot could not draw"));
  EXPECT_EQ(files(), 2u);  // the history, and the stand-in for gnuplot
  if (::geteuid() == 0) return;
  ASSERT_EQ(shell("mkdir locked && chmod 555 locked").code, 0);
  EXPECT_EQ(validate("--plot locked/p.svg").code, 3);
  EXPECT_EQ(files("locked"), 0u);
}

TEST_F(ValidateCommand, TimingHasNoDefault) {
  const Ran ran = shell("$F validate h.csv");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--timing has no default"));
  EXPECT_EQ(ran.out, "");
}

TEST_F(ValidateCommand, BadRowsAreRefusedOrLeftOut) {
  ASSERT_EQ(shell("echo 'S1,2016-03-10,-5,' >> h.csv").code, 0);
  EXPECT_EQ(validate("").code, 3);
  const Ran ran = validate("--skip-bad-rows --json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(nlohmann::json::parse(ran.out)["rejected_rows"], 1);
}

}  // namespace
}  // namespace formcast
