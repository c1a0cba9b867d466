// What whole commands print: failed writes, and escapes for terminals and spreadsheets.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A squad of one, its scenario and its results, under names that a terminal or a spreadsheet would interpret.
class OutputCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    ASSERT_EQ(shell("awk -F, 'NR == 1 || ($1 == \"S1\" && $2 < \"2016-03-14\")' $S/busso_2017.csv > early.csv && $F "
                    "calibrate early.csv --timing next-day -o twins")
                  .code,
              0);
    write("race.toml",
          "title = \"\\u009B31mred\\u202E\"\nstart = 2016-03-14\ndays = 14\nmembers = 32\nseed = 1\nathletes = "
          "[\"twins/*.json\"]\n[target]\ndate = 2016-03-27\n[[plan]]\nname = \"=A1+B1\"\nload = 1.0\n[[plan]]\nname = "
          "\"-5.5\"\nload = 0.5\n[[plan]]\nname = \"@now\"\nload = 0.6\n[[plan]]\nname = \"+B1, then rest\"\nload = "
          "0.7\n[[plan]]\nname = \"keep=on\"\nload = 0.8\n");
    const Ran simulated = shell("$F simulate race.toml -o r.h5");
    ASSERT_EQ(simulated.code, 0) << simulated.err;
  }
};

TEST_F(OutputCommand, OutputThatCannotBeWrittenExits3) {
  ASSERT_EQ(shell("cp $S/eight_zones_east.toml . && $F simulate race.toml -o s.h5 --shard 1/1").code, 0);
  write("a.csv", "date,load,performance\n2016-03-14,101,\n");
  for (const char* command : {"compare r.h5",
                              "compare r.h5 --json",
                              "check r.h5",
                              "check r.h5 --json",
                              "doctor",
                              "doctor --json",
                              "trip eight_zones_east.toml",
                              "simulate race.toml -o r2.h5",
                              "simulate race.toml -o r2.h5 --json",
                              "merge s.h5 -o m.h5",
                              "merge s.h5 -o m.h5 --json",
                              "calibrate early.csv --timing next-day -o twins",
                              "calibrate early.csv --timing next-day -o twins --json",
                              "validate early.csv --timing next-day --json",
                              "export r.h5",
                              "update twins/S1.twin.json a.csv --json",
                              "update twins/S1.twin.json a.csv",
                              "--help",
                              "check --help",
                              "--version"}) {
    const Ran full = shell(std::string("$F ") + command + " > /dev/full");
    EXPECT_EQ(full.code, 3) << command;
    EXPECT_THAT(full.err, HasSubstr("error: standard output cannot be written: No space left on device")) << command;
    EXPECT_THAT(full.err, Not(HasSubstr("report"))) << command;
    EXPECT_EQ(shell(std::string("$F ") + command + " >&-").code, 3) << command;
  }
}

TEST_F(OutputCommand, NoFileGetsTheNumberOfAClosedStream) {
  const std::string before = contents(folder_ / "twins/S1.twin.json");
  write("a.csv", "date,load,performance\n2016-03-14,101,\n");
  shell("$F update twins/S1.twin.json a.csv <&- >&- 2>&-");
  EXPECT_EQ(shell("$F check twins/S1.twin.json").code, 0);
  EXPECT_NE(contents(folder_ / "twins/S1.twin.json"), before);
}

TEST_F(OutputCommand, TerminalEscapesFromFilesAreNeutralized) {
  const Ran compared = shell("$F compare r.h5; $F compare r.h5 --json; $F check r.h5 --json; $F export r.h5");
  EXPECT_THAT(compared.out, HasSubstr("\\u009b31mred\\u202e"));
  EXPECT_EQ(compared.out.find('\x1b'), std::string::npos);
  EXPECT_EQ(compared.out.find("\xC2\x9B"), std::string::npos);
  EXPECT_EQ(compared.out.find("\xE2\x80\xAE"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(shell("$F compare r.h5 --json").out)["title"],
            "\xC2\x9B"
            "31mred\xE2\x80\xAE");
  const Ran named = shell("$F check \"$(printf 'a\\033[31m\\302\\233m.csv')\" \"$(printf 'b\\233.csv')\"");
  EXPECT_EQ(named.code, 3);
  EXPECT_THAT(named.err, HasSubstr("a\\u001b[31m\\u009bm.csv"));
  EXPECT_THAT(named.err, HasSubstr("b\xEF\xBF\xBD.csv"));
  EXPECT_EQ(named.err.find('\x1b'), std::string::npos);
  EXPECT_EQ(shell("$F check --\"$(printf '\\033')\"").err.find('\x1b'), std::string::npos);
}

TEST_F(OutputCommand, CellsThatBeginLikeFormulasAreMadeTexts) {
  const Ran ran = shell("$F export r.h5 --what outcomes");
  ASSERT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("\nS1,'=A1+B1,"));
  EXPECT_THAT(ran.out, HasSubstr("\nS1,-5.5,"));
  EXPECT_THAT(ran.out, HasSubstr("\nS1,'@now,"));
  EXPECT_THAT(ran.out, HasSubstr("\nS1,\"'+B1, then rest\","));
  EXPECT_THAT(ran.out, HasSubstr("\nS1,keep=on,"));
  EXPECT_THAT(shell("$F export r.h5 --what pairs | cut -d, -f6 | grep -c \"'\"").out, "0\n") << "numbers stay numbers";
}

TEST_F(OutputCommand, NumbersOfOptionsAreReadAsTheyAreWritten) {
  for (const char* option : {"--seed -1",
                             "--seed 18446744073709551616",
                             "--seed 010",
                             "--seed 0x10",
                             "--seed 1e3",
                             "--seed ''",
                             "--seed 1.0",
                             "--members -1",
                             "--members 010",
                             "--members 10000001",
                             "--threads -1",
                             "--threads 01",
                             "--memory-limit -1",
                             "--memory-limit 0",
                             "--memory-limit 010",
                             "--memory-limit nan",
                             "--memory-limit 17179869184G",
                             "--keep-every nan",
                             "--keep-every inf",
                             "--keep-every -1",
                             "--keep-every 01",
                             "--keep-every 1e3",
                             "--keep-every 86401",
                             "--shard -1/2",
                             "--shard 01/2",
                             "--shard 0/2",
                             "--shard 3/2"}) {
    const Ran ran = shell(std::string("$F simulate race.toml -o new.h5 ") + option);
    EXPECT_EQ(ran.code, 2) << option;
    EXPECT_THAT(ran.err, HasSubstr("expected ")) << option;
    EXPECT_FALSE(fs::exists(folder_ / "new.h5")) << option;
  }
  const Ran good = shell(
      "$F simulate race.toml -o new.h5 --seed 18446744073709551615 --members 33 --memory-limit 2gib --keep-every 0.5 "
      "--threads 2 --json");
  EXPECT_EQ(good.code, 0) << good.err;
  EXPECT_EQ(nlohmann::json::parse(good.out)["seed"], 18446744073709551615ULL);
}

}  // namespace
}  // namespace formcast
