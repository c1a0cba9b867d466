// Rows that do not fit, and athletes that cannot be used, as a person or a script meets them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using Json = nlohmann::json;

/// h.csv: six weeks of one athlete, or of a squad.
class RowsCommand : public ProgramTest {
 protected:
  void one_athlete(const std::string& edit = "") const {
    ASSERT_EQ(shell("(head -1 $S/busso_2017.csv; grep S1 $S/busso_2017.csv | head -42) | " +
                    (edit.empty() ? "cat" : edit) + " > h.csv")
                  .code,
              0);
  }
  /// S1 and S2 as they are; one without a test, one without a load, one whose record is too long.
  void squad_with_troubles() const {
    ASSERT_EQ(
        shell("(head -1 $S/busso_2017.csv; for s in S1 S2; do grep $s $S/busso_2017.csv | head -42; done) > h.csv")
            .code,
        0);
    const std::string good = contents(folder_ / "h.csv");
    write("h.csv", good + "A03,2016-01-04,100,\nA03,2016-01-05,0,\n" + "A04,2016-01-04,,300\nA04,2016-01-05,,301\n" +
                       "A05,1916-01-04,100,300\nA05,2016-01-05,0,301\n");
  }
};

TEST_F(RowsCommand, CheckNamesATestAndALoadThatDoNotFit) {
  one_athlete();
  EXPECT_THAT(shell("$F check h.csv").out, HasSubstr("42 rows, nothing wrong"));
  // The last test and the last load but one, ten and a hundred times as large.
  ASSERT_EQ(shell("awk -F, 'NR>1 && $4!=\"\" {t=NR} NR>1 && $3>0 {l=NR} {row[NR]=$0} END {for (i=1;i<=NR;++i) {"
                  "split(row[i],f,\",\"); if (i==t) f[4]*=10; if (i==l) f[3]*=100; "
                  "print f[1]\",\"f[2]\",\"f[3]\",\"f[4]; if (i==t) print i\" \"f[4]/10 > \"t\"; "
                  "if (i==l) print i\" \"f[3]/100 > \"l\"}}' h.csv > mistyped.csv")
                .code,
            0);
  const Ran ran = shell("$F check mistyped.csv");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("42 rows, 2 rows to look at"));
  EXPECT_THAT(ran.out, Not(HasSubstr("nothing wrong")));
  std::istringstream t(contents(folder_ / "t")), l(contents(folder_ / "l"));
  std::string test_line, test, load_line, load;
  t >> test_line >> test;
  l >> load_line >> load;
  EXPECT_THAT(ran.out, HasSubstr("look at \"S1\", line " + test_line + ": performance"));
  EXPECT_THAT(ran.out, HasSubstr("It would be " + test));
  EXPECT_THAT(ran.out, HasSubstr("look at \"S1\", line " + load_line + ": load"));
  EXPECT_THAT(ran.out, HasSubstr("taken as missing"));
  const Json json = Json::parse(shell("$F check mistyped.csv --json").out);
  const Json& misfits = json[0]["athletes"][0]["misfits"];
  ASSERT_EQ(misfits.size(), 2u);
  EXPECT_EQ(misfits[0]["kind"], "performance");
  EXPECT_EQ(misfits[0]["lines"][0].get<int>(), std::stoi(test_line));
  EXPECT_NEAR(misfits[0]["if_mistyped"].get<double>(), std::stod(test), 1e-3);
  EXPECT_EQ(misfits[1]["kind"], "load");
  EXPECT_EQ(misfits[1]["taken_as_missing"], true);
}

TEST_F(RowsCommand, CalibrateReportsTheEffectOfAMisfit) {
  one_athlete();
  // A test that is a fifth too high: no mistyped digit.
  ASSERT_EQ(shell("awk -F, 'BEGIN {OFS=\",\"} NR==30 {$4=420} {print}' h.csv > high.csv").code, 0);
  const Ran ran = shell("$F calibrate high.csv --timing next-day -o twins");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("look at \"S1\", line 30: performance 420 W on "));
  EXPECT_THAT(ran.out, HasSubstr("without these rows, the twin would predict "));
  EXPECT_THAT(ran.out, HasSubstr("at usual training; with them, it predicts "));
  const Json athlete = Json::parse(shell("$F calibrate high.csv --timing next-day -o twins --json").out)["athletes"][0];
  ASSERT_EQ(athlete["misfits"].size(), 1u);
  for (const char* twin : {"with", "without"}) {
    const Json& expected = athlete["misfits_effect"][twin];
    EXPECT_LT(expected["low_5"], expected["likely"]);
    EXPECT_LT(expected["likely"], expected["high_95"]);
  }
  const Json none = Json::parse(shell("$F calibrate h.csv --timing next-day -o twins --json").out)["athletes"][0];
  EXPECT_THAT(none["misfits"], IsEmpty());
  EXPECT_FALSE(none.contains("misfits_effect"));
}

TEST_F(RowsCommand, UpdateNamesMisfitsOfTheNewDaysAlone) {
  one_athlete();
  ASSERT_EQ(shell("$F calibrate h.csv --timing next-day -o twins").code, 0);
  const std::string before = contents(folder_ / "twins/S1.twin.json");
  write("news.csv", "date,load,performance\n2016-02-15,43000,\n2016-02-16,0,420\n");
  const Ran ran = shell("$F update twins/S1.twin.json news.csv");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("look at line 2: load 43000 AU on 2016-02-15"), HasSubstr("taken as missing"),
                    HasSubstr("look at line 3: performance 420 W on 2016-02-16"), HasSubstr("the twin would predict")));
  EXPECT_NE(contents(folder_ / "twins/S1.twin.json"), before);
  const std::string after = contents(folder_ / "twins/S1.twin.json");
  const Ran again = shell("$F update twins/S1.twin.json news.csv");
  EXPECT_THAT(again.out, AllOf(HasSubstr("nothing new"), HasSubstr("load 43000 AU"))) << "it is still in the file";
  EXPECT_EQ(contents(folder_ / "twins/S1.twin.json"), after);
  write("right.csv", "date,load,performance\n2016-02-15,430,\n");
  EXPECT_THAT(shell("$F update twins/S1.twin.json right.csv").out, HasSubstr("1 missing load filled in"));
}

TEST_F(RowsCommand, AnAbsurdLoadDoesNotMoveTheTwin) {
  one_athlete();
  ASSERT_EQ(shell("awk -F, 'BEGIN {OFS=\",\"} $3>0 && !done && NR>20 {$3*=100; done=1} {print}' h.csv > mistyped.csv; "
                  "awk -F, 'BEGIN {OFS=\",\"} $3>0 && !done && NR>20 {$3=\"\"; done=1} {print}' h.csv > unknown.csv; "
                  "mkdir a b; $F calibrate mistyped.csv --timing next-day -o a --json > a.json; "
                  "$F calibrate unknown.csv --timing next-day -o b --json > b.json")
                .code,
            0);
  const Json a = Json::parse(contents(folder_ / "a.json"))["athletes"][0];
  const Json b = Json::parse(contents(folder_ / "b.json"))["athletes"][0];
  EXPECT_EQ(a["parameters"], b["parameters"]);
  EXPECT_EQ(a["missing_loads"], 1);
  EXPECT_EQ(a["misfits"].size(), 1u);
  EXPECT_FALSE(a.contains("misfits_effect")) << "it was not believed";
}

TEST_F(RowsCommand, OneAthletesErrorStopsNoOther) {
  squad_with_troubles();
  write("twins/A03.twin.json", "an older one");
  const Ran ran = shell("$F calibrate h.csv --timing next-day -o twins");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.out, HasSubstr("2 of 5 twins written; A03 has no performance in any row; a history needs at least "
                                 "one test; A04 has no load in any row"));
  for (const char* said : {"athlete \"A03\" has no performance", "athlete \"A04\" has no load in any row",
                           "athlete \"A05\" has a record of more than 20 years"}) {
    EXPECT_THAT(ran.err, HasSubstr(said));
  }
  EXPECT_TRUE(fs::exists(folder_ / "twins/S1.twin.json") && fs::exists(folder_ / "twins/S2.twin.json"));
  EXPECT_EQ(contents(folder_ / "twins/A03.twin.json"), "an older one");
  EXPECT_EQ(files("twins"), 3u);
  const Ran json = shell("$F calibrate h.csv --timing next-day -o twins --json --pool");
  EXPECT_EQ(json.code, 3);
  const Json report = Json::parse(json.out);
  EXPECT_EQ(report["athletes"].size(), 2u);
  ASSERT_EQ(report["failures"].size(), 3u);
  EXPECT_EQ(report["failures"][2]["athlete"], "A05");
  EXPECT_THAT(report["failures"][2]["reason"].get<std::string>(), HasSubstr("more than 20 years"));
}

TEST_F(RowsCommand, CheckAndValidateNameUnusableAthletes) {
  squad_with_troubles();
  const Ran checked = shell("$F check h.csv");
  EXPECT_EQ(checked.code, 3);
  EXPECT_THAT(checked.out, AllOf(HasSubstr("3 athletes cannot be used"), HasSubstr("athlete A03 has no performance"),
                                 Not(HasSubstr("nothing wrong"))));
  const Ran judged = shell("$F validate h.csv --timing next-day");
  EXPECT_EQ(judged.code, 3);
  EXPECT_THAT(judged.out, AllOf(HasSubstr("All athletes"), HasSubstr("2 of 5 athletes read; A03 has no")));
  EXPECT_EQ(Json::parse(shell("$F validate h.csv --timing next-day --json").out)["failures"].size(), 3u);
}

TEST_F(RowsCommand, AFileWithoutUsableAthletesIsRefused) {
  write("h.csv", "athlete,date,load,performance\nA,2024-01-01,1,\nB,2024-01-01,,5\n");
  const Ran ran = shell("$F calibrate h.csv --timing next-day -o twins");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.out, IsEmpty());
  EXPECT_THAT(ran.err, AllOf(HasSubstr("h.csv: athlete \"A\" has no performance"), HasSubstr("\"B\" has no load")));
  EXPECT_EQ(files("twins"), 0u);
}

TEST_F(RowsCommand, UpdateReportsErrorsOfItsOwnAthleteOnly) {
  squad_with_troubles();
  ASSERT_EQ(shell("$F calibrate h.csv --timing next-day -o twins").code, 3);
  const std::string before = contents(folder_ / "twins/S1.twin.json");
  write("n.csv", "athlete,date,load,performance\nS1,2016-02-15,100,\nS2,1950-01-01,1,\nS2,2016-02-15,1,\n");
  EXPECT_EQ(shell("$F update twins/S1.twin.json n.csv").code, 0);
  const Ran other = shell("$F update twins/S2.twin.json n.csv");
  EXPECT_EQ(other.code, 3);
  EXPECT_THAT(other.err, HasSubstr("S2 has a record of more than 20 years"));
}

TEST_F(RowsCommand, SimulateLeavesOutATwinThatCannotBeRead) {
  ASSERT_EQ(
      shell("(head -1 $S/busso_2017.csv; for s in S1 S2; do grep $s $S/busso_2017.csv | head -42; done) > h.csv; "
            "$F calibrate h.csv --timing next-day -o twins && head -c 500 twins/S1.twin.json > twins/A0.twin.json")
          .code,
      0);
  write("s.toml",
        "athletes = [\"twins/*.twin.json\"]\nstart = 2016-02-15\ndays = 7\nmembers = 64\nseed = 1\n[[plan]]\n"
        "name = \"rest\"\nweek = [0, 0, 0, 0, 0, 0, 0]\n");
  const Ran ran = shell("$F simulate s.toml -o r.h5");
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("A0.twin.json"));
  EXPECT_THAT(ran.out, HasSubstr("2 of 3 athletes simulated; A0.twin.json is left out: "));
  EXPECT_THAT(shell("$F check r.h5").out, HasSubstr("results of 2 athletes"));
  const Ran json = shell("$F simulate s.toml -o r.h5 --json");
  EXPECT_EQ(Json::parse(json.out)["failures"].size(), 1u);
  const Ran shard = shell("$F simulate s.toml -o r1.h5 --shard 1/2");
  EXPECT_EQ(shard.code, 3);
  EXPECT_FALSE(fs::exists(folder_ / "r1.h5")) << "machines that share a run out have to agree on who is in it";
}

TEST_F(RowsCommand, DaysLeftOutAreNamedAndMayBeRest) {
  one_athlete("awk -F, '$3!=0 || $4!=\"\"'");
  const Ran ran = shell("$F check h.csv");
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("days without a row"), HasSubstr("taken as unknown, not as rest"),
                             HasSubstr("--missing-days rest"), Not(HasSubstr("nothing wrong"))));
  EXPECT_THAT(shell("$F check h.csv --missing-days rest").out,
              AllOf(HasSubstr("nothing wrong"), HasSubstr("taken as 0, rest")));
  const Ran rest = shell("$F calibrate h.csv --timing next-day -o twins --missing-days rest");
  EXPECT_THAT(rest.out, HasSubstr(", 0 missing loads"));
  EXPECT_THAT(rest.err, HasSubstr("taken as 0, rest"));
  EXPECT_EQ(shell("$F validate h.csv --timing next-day --missing-days rest").code, 0);
  write("news.csv", "date,load,performance\n2016-02-20,10,\n2016-02-23,10,\n");
  EXPECT_THAT(shell("$F update twins/S1.twin.json news.csv --missing-days rest").out,
              AllOf(HasSubstr("now 2016-01-05 to"), HasSubstr("taken as rest")));
  EXPECT_EQ(Json::parse(shell("$F check twins/S1.twin.json --json").out)[0]["last_day"], "2016-02-23");
  EXPECT_EQ(shell("$F check h.csv --missing-days never").code, 2);
}

TEST_F(RowsCommand, CheckAsksWhetherAColumnNamesAthletes) {
  write("h.csv", "date,ID,load,performance\n2024-01-01,7,0,301\n2024-01-01,8,100,\n");
  EXPECT_THAT(shell("$F check h.csv").out,
              AllOf(HasSubstr("2 rows, 1 question\n"), HasSubstr("question: does column \"ID\" name the athlete?")));
  EXPECT_EQ(Json::parse(shell("$F check h.csv --json").out)[0]["questions"].size(), 1u);
}

TEST_F(RowsCommand, AFilesNameMayBeInCapitals) {
  one_athlete();
  fs::rename(folder_ / "h.csv", folder_ / "H.CSV");
  EXPECT_THAT(shell("$F check H.CSV").out, StartsWith("H.CSV: a history"));
}

TEST_F(RowsCommand, NoOtherModelLeadsWhereTheLocalLevelDoes) {
  std::string text = "date,load,performance\n";
  unsigned noise = 12345;
  for (int day = 0; day < 60; ++day) {
    noise = noise * 1664525U + 1013904223U;
    const std::string test = day % 3 == 0 ? fmt::format("{}", 280 + noise % 41) : "";
    text += fmt::format("2024-{:02}-{:02},{},{}\n", 1 + day / 28, 1 + day % 28, day % 7 == 0 ? 0 : 50, test);
  }
  write("h.csv", text);
  const Json report = Json::parse(shell("$F calibrate h.csv --timing next-day -o twins --json").out);
  std::string leader;
  double most = 0.0;
  for (const Json& model : report["athletes"][0]["models"]) {
    if (model["weight"] > most) most = model["weight"], leader = model["name"];
  }
  ASSERT_THAT(leader, testing::AnyOf("local_level", "damped_trend"))
      << "the test needs an athlete who does not respond";
  const Ran ran = shell("$F calibrate h.csv --timing next-day -o twins");
  EXPECT_THAT(ran.out, HasSubstr(leader + " leads the forecasts and does not use loads"));
  EXPECT_THAT(ran.out, Not(HasSubstr("which leads the forecasts")));
}

/// Any name is only text, to gnuplot and in the plot.
TEST_F(RowsCommand, AnyNameIsDrawn) {
  for (const std::string name : {"'t Hart", "''", "\"\"x\"", "]]>", "x'", "&lt; <b>", "@a $b {c} _d^e", "%s%d"}) {
    one_athlete();
    std::string text = contents(folder_ / "h.csv"), field = "\"";
    for (const char c : name) field += c == '"' ? std::string("\"\"") : std::string(1, c);
    for (std::size_t at = 0; (at = text.find("\nS1,", at)) != std::string::npos;)
      text.replace(at, 4, "\n" + field + "\",");
    write("h.csv", text);
    const Ran ran = shell("$F validate h.csv --timing next-day --plot p.svg");
    EXPECT_EQ(ran.code, 0) << name << ran.err;
    write("parse.py",
          "import sys, xml.dom.minidom as m\nt = m.parse('p.svg').getElementsByTagName('text')\n"
          "s = ' '.join(''.join(n.data for n in e.childNodes if n.nodeType == 3).strip() for e in t)\n"
          "sys.exit(0 if open('name').read() + ': forecast error (MAPE)' in s else s)\n");
    write("name", name);
    const Ran parsed = shell("python3 parse.py");
    EXPECT_EQ(parsed.code, 0) << name << parsed.err;
  }
}

}  // namespace
}  // namespace formcast
