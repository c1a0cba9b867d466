// Runs that are killed, interrupted, or run out of disk, on a desktop or a cluster.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <random>
#include <string>

#include "tests/sim/cli/squad_program.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr const char* kRun = "$F simulate squad.toml --threads 1 --store members ";
/// Of 200 athletes, a run that does not end by itself while a test looks at it.
constexpr const char* kEndless = "$F simulate squad.toml --threads 1 --keep-every 0 --members 100000 -o r.h5 ";

class ResumeCommand : public SquadProgramTest {
 protected:
  std::string undisturbed() const {
    const Ran ran = shell(std::string(kRun) + "-o undisturbed.h5");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return contents(folder_ / "undisturbed.h5");
  }
  /// All athletes kept, and the results file refused: it may not grow as large as the undisturbed one is.
  Ran leave_parts() const {
    const auto limit = fs::file_size(folder_ / "undisturbed.h5") / 2;
    const Ran ran = shell("prlimit --fsize=" + std::to_string(limit) + " " + kRun + "--keep-every 0 -o r.h5");
    EXPECT_EQ(ran.code, 3) << ran.out;
    EXPECT_FALSE(exists("r.h5"));
    return ran;
  }
  Ran resume() const { return shell(std::string(kRun) + "--resume -o r.h5"); }
  /// The output of a run that is disturbed once it has kept an athlete.
  Ran disturb(const std::string& what) const {
    return shell(std::string(kEndless) +
                 "& pid=$!; while kill -0 $pid; do ls r.h5.parts/*.h5 >.ls 2>&1 && break; sleep 0.02; done; rm .ls; " +
                 what + "; wait $pid");
  }
};

TEST_F(ResumeCommand, TwentyKillsAtRandomMomentsLoseNothing) {
  squad(12);
  const auto begin = std::chrono::steady_clock::now();
  const std::string expected = undisturbed();
  const std::chrono::duration<double> whole = std::chrono::steady_clock::now() - begin;
  const auto seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  std::uniform_real_distribution<double> moment(0.0, whole.count());
  for (int kill = 0; kill < 20; ++kill) {
    const Ran ran = shell(std::string(kRun) + "--resume --keep-every 0 -o r.h5 & pid=$!; sleep " +
                          std::to_string(moment(random)) + "; kill -KILL $pid; wait $pid");
    ASSERT_TRUE(ran.code == 128 + 9 || ran.code == 0) << ran.code << ran.err;
    if (!exists("r.h5")) continue;
    EXPECT_EQ(contents(folder_ / "r.h5"), expected) << kill;
    fs::remove(folder_ / "r.h5");
  }
  const Ran last = resume();
  EXPECT_EQ(last.code, 0) << last.err;
  EXPECT_EQ(contents(folder_ / "r.h5"), expected);
  EXPECT_EQ(files(), 12u + 3u);  // the twins, the scenario and two results: no part is left
}

TEST_F(ResumeCommand, CtrlCExits130AndKeepsWhatIsFinished) {
  squad(200);
  for (const char* signal : {"INT", "TERM"}) {
    const Ran ran = disturb(std::string("kill -") + signal + " $pid");
    EXPECT_EQ(ran.code, 130) << ran.err;
    EXPECT_THAT(ran.err, AllOf(HasSubstr("interrupted; "), HasSubstr(" of 200 athletes are kept in r.h5.parts; run ")));
    EXPECT_FALSE(exists("r.h5"));
    EXPECT_FALSE(exists("r.h5.partial"));
    EXPECT_EQ(shell("$F check r.h5.parts/*").code, 0);
    fs::remove_all(folder_ / "r.h5.parts");
  }
}

TEST_F(ResumeCommand, WhenThePartsVanishTheRunEnds) {
  squad(200);
  const Ran removed = disturb("mv r.h5.parts gone && rm -r gone");
  EXPECT_EQ(removed.code, 3) << removed.err;
  EXPECT_THAT(removed.err, AllOf(HasSubstr("r.h5.parts/part-00"), HasSubstr("No such file or directory"),
                                 HasSubstr("is gone: was it moved or removed?")));
  EXPECT_FALSE(exists("r.h5"));
  const Ran moved = disturb("mv r.h5.parts elsewhere");
  EXPECT_EQ(moved.code, 3) << moved.err;
  EXPECT_EQ(shell("rm -f elsewhere/*.partial; $F check elsewhere/*").code, 0);
}

TEST_F(ResumeCommand, AFullDiskEndsTheRunAndLosesNothing) {
  squad(8);
  const std::string expected = undisturbed();
  const Ran ran = leave_parts();
  EXPECT_THAT(ran.err, AllOf(HasSubstr("r.h5: cannot be written: File too large"),
                             HasSubstr("8 of 8 athletes are kept in r.h5.parts; once this is fixed, run again with")));
  EXPECT_FALSE(exists("r.h5.partial"));
  const Ran resumed = resume();
  EXPECT_EQ(resumed.code, 0) << resumed.err;
  EXPECT_THAT(resumed.out, HasSubstr("8 of the athletes were finished before"));
  EXPECT_EQ(contents(folder_ / "r.h5"), expected);
}

TEST_F(ResumeCommand, ARealFullDiskEndsTheRunAndLosesNothing) {
  squad(8);
  const std::string expected = undisturbed();
  const auto size = fs::file_size(folder_ / "undisturbed.h5") / 2;
  write("full.sh", "mount -t tmpfs -o size=" + std::to_string(size) + " none disk || exit 77\n" + kRun +
                       "--keep-every 0 -o disk/r.h5\ncode=$?\nmount -o remount,size=100m disk && " + kRun +
                       "--resume -o disk/r.h5 && cp disk/r.h5 . && exit $code\n");
  const Ran ran = shell(
      "export F; mkdir disk; alone='unshare --mount'; [ $(id -u) = 0 ] || alone=\"$alone --map-root-user\"; "
      "$alone true || exit 77; $alone sh full.sh");
  if (ran.code == 77) GTEST_SKIP() << "this machine lets no test mount a small disk";
  EXPECT_EQ(ran.code, 3) << ran.err;
  EXPECT_THAT(ran.err, AllOf(HasSubstr("No space left on device"), HasSubstr(" of 8 athletes are kept in disk/r.h5.")));
  EXPECT_THAT(ran.out, HasSubstr("athletes were finished before"));
  EXPECT_EQ(contents(folder_ / "r.h5"), expected);
}

TEST_F(ResumeCommand, ADamagedPartIsNamedAndComputedAgain) {
  squad(8);
  const std::string expected = undisturbed();
  leave_parts();
  const std::string part = contents(folder_ / "r.h5.parts/part-00003.h5");
  for (std::string damaged : {part.substr(0, part.size() / 2), "x" + part.substr(1), std::string()}) {
    write("r.h5.parts/part-00003.h5", damaged);
    fs::copy(folder_ / "r.h5.parts", folder_ / "kept");
    const Ran ran = resume();
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_THAT(ran.err, AllOf(HasSubstr("warning: r.h5.parts/part-00003.h5: "), HasSubstr("are computed again")));
    EXPECT_THAT(ran.out, HasSubstr("7 of the athletes were finished before"));
    EXPECT_EQ(contents(folder_ / "r.h5"), expected);
    fs::remove(folder_ / "r.h5");
    fs::rename(folder_ / "kept", folder_ / "r.h5.parts");
  }
}

TEST_F(ResumeCommand, WhatWasKeptIsNeitherOverwrittenNorMixed) {
  squad(8);
  undisturbed();
  leave_parts();
  const auto refused = [this](const std::string& command) {
    const Ran ran = shell(command + " -o r.h5");
    EXPECT_EQ(ran.code, 3) << ran.out;
    EXPECT_FALSE(exists("r.h5"));
    EXPECT_EQ(files("r.h5.parts"), 8u);
    return ran.err;
  };
  EXPECT_THAT(refused(kRun),
              HasSubstr("r.h5.parts: holds finished athletes of an earlier run; continue with --resume, or "
                        "remove the folder to start over"));
  EXPECT_THAT(refused(std::string(kRun) + "--resume --seed 2"),
              HasSubstr("r.h5.parts/part-00001.h5: kept from another run: seed 1, expected 2"));
  EXPECT_THAT(refused("$F simulate squad.toml --resume"), HasSubstr("stored are members, expected bands"));
  EXPECT_THAT(refused(std::string(kRun) + "--resume --shard 1/2"), HasSubstr("expected shard 1 of 2"));
  ASSERT_EQ(shell("sed -i 's/load = 1.2/load = 1.3/' squad.toml").code, 0);
  EXPECT_THAT(refused(std::string(kRun) + "--resume"),
              HasSubstr("line 12 of the scenario is \"load = 1.2\", expected \"load = 1.3\""));
}

TEST_F(ResumeCommand, WithNothingKeptResumeIsARunFromTheStart) {
  squad(3);
  const std::string expected = undisturbed();
  const Ran ran = resume();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(contents(folder_ / "r.h5"), expected);
  EXPECT_THAT(resume().out, HasSubstr("3 of the athletes were finished before"));
  EXPECT_EQ(contents(folder_ / "r.h5"), expected);
  EXPECT_EQ(shell(std::string(kRun) + "--keep-every -1 -o r.h5").code, 2);
}

}  // namespace
}  // namespace formcast
