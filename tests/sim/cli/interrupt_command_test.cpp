// The first Ctrl-C ends every verb within a second, whatever it is in the middle of.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "sim/history/history.hpp"
#include "tests/sim/cli/run_program.hpp"
#include "tests/sim/devices/fit_activity.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

class InterruptCommand : public ProgramTest {
 protected:
  /// Seconds that a command continues after a signal sent once it has run for `after` seconds with its handlers in
  /// place (SigCgt: before that a background command of sh ignores Ctrl-C). It must end with 130.
  double ends_after(const std::string& command, const std::string& after = "0.5", const std::string& signal = "INT") {
    write("interrupt.sh", command +
                              " >out 2>err & pid=$!\nuntil grep -q 'SigCgt:.*[2367abef]$' /proc/$pid/status; do "
                              "kill -0 $pid || exit 77; sleep 0.02; done\nsleep " +
                              after + "\nbegin=$(date +%s%N)\nkill -" + signal +
                              " $pid || exit 77\nwait $pid; code=$?\necho $((($(date +%s%N) - begin) / 1000000))\nexit "
                              "$code\n");
    const Ran ran = shell("export F S; sh interrupt.sh");
    EXPECT_EQ(ran.code, 130) << command << ran.err << contents(folder_ / "err");
    EXPECT_THAT(contents(folder_ / "err"), HasSubstr("interrupted")) << command;
    return 0.001 * std::stod("0" + ran.out);
  }
  /// Nearly twenty years of one athlete, a test every third day.
  void write_long_history() const {
    std::string text = "date,load,performance\n";
    for (int day = 0; day < 7200; ++day) {
      text += iso(Date{date::days{10957 + day}}) + "," + std::to_string(day * 37 % 190) + ",";
      text += (day % 3 == 0 ? std::to_string(300 + day * 13 % 17) : "") + "\n";
    }
    write("long.csv", text);
  }
};

TEST_F(InterruptCommand, InTheMiddleOfALongRecord) {
  write_long_history();
  EXPECT_LT(ends_after("$F calibrate long.csv --timing next-day -o twins"), 1.0);
  EXPECT_LT(ends_after("$F validate long.csv --timing next-day", "0.5", "TERM"), 1.0);
  EXPECT_EQ(files("twins"), 0u);
}

TEST_F(InterruptCommand, WhileAPipeIsSilent) {
  ASSERT_EQ(shell("mkfifo pipe.csv pipe.toml pipe.json pipe.h5").code, 0);
  EXPECT_LT(ends_after("$F calibrate pipe.csv --timing next-day -o twins"), 1.0);
  EXPECT_LT(ends_after("$F check pipe.json"), 1.0);
  EXPECT_LT(ends_after("$F trip pipe.toml"), 1.0);
  EXPECT_LT(ends_after("$F update pipe.json pipe.csv"), 1.0);
  const Ran compared = shell("timeout 5 $F compare pipe.h5");
  EXPECT_EQ(compared.code, 3);
  EXPECT_THAT(compared.err, HasSubstr("pipe.h5: is not a regular file, expected a results file"));
}

TEST_F(InterruptCommand, WhileAFolderIsTakenIn) {
  ASSERT_EQ(shell("mkdir kim histories").code, 0);
  const auto ride = intake::testing_fit::ride(3600).bytes();
  write("kim/ride.fit", {ride.begin(), ride.end()});
  for (int i = 0; i < 5000; ++i)
    std::filesystem::create_hard_link(folder_ / "kim/ride.fit", folder_ / fmt::format("kim/{}.fit", i));
  EXPECT_LT(ends_after("$F intake kim -o histories --measure duration", "0.1"), 1.0);
  EXPECT_EQ(files("histories", ".csv"), 0u);
}

}  // namespace
}  // namespace formcast
