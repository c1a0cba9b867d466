// Whole commands, as a person or a script runs them: exit codes, messages, and what is left on disk.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "sim/results/results.hpp"
#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;
using ::testing::StartsWith;

class CommandLine : public ProgramTest {
 protected:
  /// Twins of the shipped athletes. Calibrating takes seconds under sanitizers, so those of one build of the program
  /// are made once and copied: the folder's name is the program's, its size and when it was built.
  void calibrate_busso() const {
    const fs::path program = FORMCAST_PROGRAM;
    const auto built = fs::last_write_time(program).time_since_epoch().count();
    const fs::path made =
        program.parent_path() / ("busso-twins-" + std::to_string(fs::file_size(program)) + "-" + std::to_string(built));
    if (!fs::exists(made)) {
      const fs::path fresh = made.string() + "." + std::to_string(getpid());
      fs::create_directory(fresh);
      ASSERT_EQ(shell("$F calibrate $S/busso_2017.csv --timing next-day -o '" + fresh.string() + "'").code, 0);
      std::error_code another_test_was_first;
      fs::rename(fresh, made, another_test_was_first);
      if (another_test_was_first) fs::remove_all(fresh);
    }
    fs::copy(made, folder_ / "twins");
    ASSERT_EQ(shell("cp $S/busso_race.toml .").code, 0);
  }
};

TEST_F(CommandLine, TheMainJobFromHistoryToExport) {
  const Ran calibrated = shell("$F calibrate $S/busso_2017.csv --timing next-day -o twins");
  ASSERT_EQ(calibrated.code, 0) << calibrated.err;
  EXPECT_THAT(calibrated.out, HasSubstr("S1  2016-01-04 to 2016-04-21, 109 days, 45 tests, 0 missing loads"));
  for (const char* said :
       {"tau1", "w_half", "contraction", "one test ahead", "8 to 14 days ahead", "mean of five", "R2"}) {
    EXPECT_THAT(calibrated.out, HasSubstr(said));
  }
  EXPECT_EQ(files("twins"), 3u);
  ASSERT_EQ(shell("cp $S/busso_race.toml .").code, 0);
  const Ran simulated = shell("$F simulate busso_race.toml -o race.h5 --members 500");
  ASSERT_EQ(simulated.code, 0) << simulated.err;
  EXPECT_THAT(simulated.out, HasSubstr("3 athletes x 3 plans x 500 members x 45 days"));
  EXPECT_THAT(read_results(folder_ / "race.h5").header.model_versions,
              AllOf(StartsWith("local_level "), HasSubstr(", plateau_busso "), HasSubstr(", perpot ")));
  const Ran compared = shell("$F compare race.h5");
  ASSERT_EQ(compared.code, 0) << compared.err;
  EXPECT_THAT(compared.out, HasSubstr("P(>= 340)"));
  EXPECT_THAT(compared.out, HasSubstr("of 100, alike in "));
  EXPECT_THAT(compared.out, HasSubstr("knowing the loads has changed the forecast error by"));
  const Ran exported = shell("$F export race.h5 -o race.csv && head -3 race.csv && wc -l < race.csv");
  ASSERT_EQ(exported.code, 0) << exported.err;
  EXPECT_THAT(exported.out,
              HasSubstr("athlete,plan,date,output,quantile,value\nS1,keep going,2016-04-22,planned_load,,"));
  EXPECT_THAT(exported.out, HasSubstr(std::to_string(1 + 3 * 3 * 45 * (1 + 4 * 5))));
  EXPECT_EQ(shell("$F check race.h5 twins/*.json busso_race.toml $S/busso_2017.csv").code, 0);
}

TEST_F(CommandLine, JsonIsJsonAndAgreesWithTheText) {
  calibrate_busso();
  const auto report =
      nlohmann::json::parse(shell("$F calibrate $S/busso_2017.csv --timing next-day -o twins --json").out);
  ASSERT_EQ(report["athletes"].size(), 3u);
  EXPECT_EQ(report["athletes"][0]["tests"], 45);
  EXPECT_LT(report["athletes"][0]["one_ahead"]["twin"]["mape"],
            report["athletes"][0]["one_ahead"]["last_value"]["mape"]);
  const auto run = nlohmann::json::parse(shell("$F simulate busso_race.toml -o r.h5 --members 64 --json").out);
  EXPECT_EQ(run["members"], 64);
  const auto compared = nlohmann::json::parse(shell("$F compare r.h5 --json").out);
  EXPECT_EQ(compared["athletes"][2]["athlete"], "S3");
  EXPECT_EQ(compared["athletes"][2]["pairs"].size(), 6u);
  EXPECT_EQ(nlohmann::json::parse(shell("$F doctor --json").out).size(), 5u);
  EXPECT_EQ(nlohmann::json::parse(shell("$F check r.h5 --json").out)[0]["kind"], "results");
}

TEST_F(CommandLine, TheSameRunGivesTheSameBytesForAnyThreads) {
  calibrate_busso();
  ASSERT_EQ(shell("for t in 1 2 7; do $F simulate busso_race.toml -o r$t.h5 --members 200 --threads $t; done").code, 0);
  EXPECT_EQ(contents(folder_ / "r1.h5"), contents(folder_ / "r2.h5"));
  EXPECT_EQ(contents(folder_ / "r1.h5"), contents(folder_ / "r7.h5"));
  ASSERT_EQ(shell("$F simulate busso_race.toml -o other.h5 --members 200 --seed 1").code, 0);
  EXPECT_NE(contents(folder_ / "r1.h5"), contents(folder_ / "other.h5"));
}

TEST_F(CommandLine, HelpHasAnExampleForEveryVerb) {
  for (const char* verb :
       {"check", "intake", "calibrate", "validate", "update", "simulate", "merge", "compare", "export", "doctor"}) {
    const Ran ran = shell(std::string("$F ") + verb + " --help");
    EXPECT_EQ(ran.code, 0);
    EXPECT_THAT(ran.out, HasSubstr("Example: formcast " + std::string(verb)));
    EXPECT_EQ(ran.err, "");
  }
  EXPECT_THAT(shell("$F --version").out, MatchesRegex("formcast [0-9]+\\.[0-9]+\\.[0-9]+\n"));
}

TEST_F(CommandLine, WrongUsageExits2) {
  for (const char* command :
       {"$F", "$F predict", "$F calibrate", "$F simulate x.toml", "$F calibrate a.csv --timing sometimes -o twins",
        "$F simulate a.toml -o a.h5 --members 0", "$F simulate a.toml -o a.h5 --store everything", "$F validate",
        "$F validate a.csv --timing always", "$F check --verbose x"}) {
    const Ran ran = shell(command);
    EXPECT_EQ(ran.code, 2) << command << ran.err;
    EXPECT_NE(ran.err, "") << command;
    EXPECT_EQ(ran.out, "") << command;
  }
}

TEST_F(CommandLine, TimingHasNoDefaultAndTheErrorExplainsIt) {
  const Ran ran = shell("$F calibrate $S/busso_2017.csv -o twins");
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("--timing has no default"));
  EXPECT_THAT(ran.err, HasSubstr("next-day  tests come before the day's training;  same-day  tests come after it"));
  EXPECT_EQ(files("twins"), 0u);
}

struct BadHistory {
  const char* name;
  std::string text;
  const char* said;
};

TEST_F(CommandLine, BadHistoriesExit3SayWhereAndWriteNothing) {
  const std::string head = "date,load,performance\n";
  const std::string good = head + "2024-01-01,50,300\n";
  const std::vector<BadHistory> bad{
      {"empty", "", "h.csv"},
      {"header only", head, "h.csv"},
      {"no tests", head + "2024-01-01,50,\n2024-01-02,60,\n", "test"},
      {"wrong column", "date,laod,performance\n2024-01-01,50,300\n", "load"},
      {"text in a number", good + "2024-01-02,lots,300\n", "h.csv:3:12"},
      {"NaN", good + "2024-01-02,NaN,300\n", "h.csv:3:12"},
      {"infinity", good + "2024-01-02,inf,300\n", "h.csv:3:12"},
      {"negative load", good + "2024-01-02,-40,300\n", "h.csv:3:12: load \"-40\""},
      {"impossible date", good + "2024-02-30,40,300\n", "h.csv:3:1"},
      {"duplicate test", good + "2024-01-01,10,301\n", "h.csv:3"},
      {"long line", good + std::string(10'000'000, 'x') + "\n", "h.csv:3"},
      {"binary", good + std::string(1, '\0') + "\x01\x02", "h.csv"},
      {"invalid UTF-8", good + "2024-01-02,\xff\xfe,3\n", "h.csv:3:12"},
      {"lower is better", "date,load,performance [s]\n2024-01-01,50,300\n", "speed"},
  };
  for (const BadHistory& b : bad) {
    write("h.csv", b.text);
    const Ran ran = shell("$F calibrate h.csv --timing next-day -o twins");
    EXPECT_EQ(ran.code, 3) << b.name << ran.err;
    EXPECT_THAT(ran.err, HasSubstr("error: ")) << b.name;
    EXPECT_THAT(ran.err, HasSubstr(b.said)) << b.name;
    EXPECT_LT(ran.err.size(), 2000u) << b.name;
    EXPECT_EQ(ran.out, "") << b.name;
    EXPECT_EQ(files("twins"), 0u) << b.name;
  }
}

TEST_F(CommandLine, BadRowsCanBeLeftOutAndAreCounted) {
  write("h.csv", "date,load,performance\n2024-01-01,50,300\n2024-01-02,-40,\n2024-01-03,60,302\n");
  const Ran ran = shell("$F calibrate h.csv --timing next-day -o twins --skip-bad-rows --json");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("h.csv:3:12"));
  EXPECT_EQ(nlohmann::json::parse(ran.out)["rejected_rows"], 1);
}

TEST_F(CommandLine, MissingAndUnreadablePlaces) {
  const Ran missing = shell("$F calibrate nowhere.csv --timing next-day -o twins");
  EXPECT_EQ(missing.code, 3);
  EXPECT_THAT(missing.err, HasSubstr("nowhere.csv"));
  const Ran folder = shell("$F calibrate twins --timing next-day -o twins");
  EXPECT_EQ(folder.code, 3);
  const Ran no_output = shell("$F calibrate $S/busso_2017.csv --timing next-day -o missing/folder");
  EXPECT_EQ(no_output.code, 3);
  EXPECT_THAT(no_output.err, HasSubstr("missing/folder: the output folder does not exist"));
  EXPECT_FALSE(fs::exists(folder_ / "missing"));
  calibrate_busso();
  const Ran no_results_folder = shell("$F simulate busso_race.toml -o missing/r.h5");
  EXPECT_EQ(no_results_folder.code, 3);
  EXPECT_THAT(no_results_folder.err, HasSubstr("missing"));
  EXPECT_EQ(shell("$F compare busso_race.toml").code, 3);
  EXPECT_EQ(shell("$F compare nowhere.h5").code, 3);
  EXPECT_EQ(shell("$F check some.thing").code, 3);
}

TEST_F(CommandLine, ReadOnlyPlacesAndUnreadableFiles) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may read and write everything";
  calibrate_busso();
  write("secret.csv", "date,load,performance\n2024-01-01,50,300\n");
  ASSERT_EQ(shell("mkdir locked && chmod 555 locked && chmod 000 secret.csv").code, 0);
  EXPECT_EQ(shell("$F calibrate secret.csv --timing next-day -o twins").code, 3);
  EXPECT_EQ(shell("$F calibrate $S/busso_2017.csv --timing next-day -o locked").code, 3);
  EXPECT_EQ(shell("$F simulate busso_race.toml -o locked/r.h5").code, 3);
  EXPECT_EQ(files("locked"), 0u);
}

// A file size limit fails writes as a full disk does.
TEST_F(CommandLine, FullDiskLeavesNothingHalfWritten) {
  const Ran twins = shell("ulimit -f 4; $F calibrate $S/busso_2017.csv --timing next-day -o twins");
  EXPECT_EQ(twins.code, 3) << twins.out;
  EXPECT_THAT(twins.err, HasSubstr("S1.twin.json"));
  EXPECT_EQ(files("twins"), 0u);
  calibrate_busso();
  write("r.h5", "what was here before");
  const Ran results = shell("ulimit -f 16; $F simulate busso_race.toml -o r.h5 --members 300 --store members");
  EXPECT_EQ(results.code, 3) << results.out;
  EXPECT_THAT(results.err, HasSubstr("r.h5"));
  EXPECT_EQ(contents(folder_ / "r.h5"), "what was here before");
  EXPECT_EQ(files(), 5u);  // three twins, the scenario and what was there before
  EXPECT_EQ(shell("$F compare nowhere.h5 > /dev/full").code, 3);
}

TEST_F(CommandLine, BadScenariosAndTwinsExit3AndWriteNothing) {
  calibrate_busso();
  const std::string good = contents(folder_ / "busso_race.toml");
  const auto refused = [&](const std::string& text) {
    write("busso_race.toml", text);
    const Ran ran = shell("$F simulate busso_race.toml -o r.h5");
    EXPECT_EQ(ran.code, 3) << ran.err;
    EXPECT_FALSE(fs::exists(folder_ / "r.h5"));
    return ran.err;
  };
  EXPECT_THAT(refused("memers = 10\n" + good), HasSubstr("busso_race.toml:1:1"));
  EXPECT_THAT(refused("memers = 10\n" + good), HasSubstr("members"));
  EXPECT_THAT(refused("start = 2016-13-01\n"), HasSubstr("busso_race.toml:1:"));
  write("busso_race.toml", good);
  const std::string twin = contents(folder_ / "twins/S2.twin.json");
  // A damaged twin stops no other athlete.
  const auto left_out = [&](const std::string& text) {
    write("twins/S2.twin.json", text);
    const Ran ran = shell("$F simulate busso_race.toml -o r.h5 --members 64");
    EXPECT_EQ(ran.code, 3) << ran.err;
    EXPECT_THAT(ran.out, HasSubstr("2 of 3 athletes simulated; S2.twin.json is left out"));
    EXPECT_TRUE(fs::remove(folder_ / "r.h5"));
    return ran.err;
  };
  EXPECT_THAT(left_out(twin.substr(0, twin.size() / 2)), MatchesRegex("error: .*S2.twin.json:[0-9]+:[0-9]+: .*\n"));
  std::string newer = twin;
  newer.replace(newer.find("\"version\": 4"), 12, "\"version\": 9");
  EXPECT_THAT(left_out(newer), HasSubstr("twin version 9 comes from a newer Formcast"));
  std::string twice = contents(folder_ / "twins/S1.twin.json");
  write("twins/S2.twin.json", twice);
  EXPECT_THAT(refused(good), HasSubstr("a second twin of athlete S1"));
}

TEST_F(CommandLine, AScenarioMustStartAfterTheRecord) {
  calibrate_busso();
  ASSERT_EQ(shell("sed -i 's/^start = .*/start = 2016-04-01/' busso_race.toml").code, 0);
  const Ran early = shell("$F simulate busso_race.toml -o r.h5");
  EXPECT_EQ(early.code, 3);
  EXPECT_THAT(early.err, HasSubstr("a plan can start on 2016-04-22 at the earliest"));
  ASSERT_EQ(shell("sed -i 's/^start = .*/start = 2016-04-25/' busso_race.toml").code, 0);
  const Ran later = shell("$F simulate busso_race.toml -o r.h5 --members 100");
  EXPECT_EQ(later.code, 0) << later.err;
  EXPECT_THAT(later.err, HasSubstr("S1: 3 days between the record and the plans are taken as usual training"));
}

TEST_F(CommandLine, CtrlCExits130AndLeavesNothing) {
  calibrate_busso();
  const Ran ran =
      shell("$F simulate busso_race.toml -o r.h5 --members 3000000 & pid=$!; sleep 2; kill -INT $pid; wait $pid");
  EXPECT_EQ(ran.code, 130) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("interrupted"));
  EXPECT_EQ(files(), 4u);
}

TEST_F(CommandLine, DoctorFindsNothingWrong) {
  const Ran ran = shell("$F doctor");
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(ran.out, HasSubstr("ok   same bits"));
}

}  // namespace
}  // namespace formcast
