// Whole commands on files that others write at the same time, on links, permissions and leftovers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using Json = nlohmann::json;

/// A twin of Busso's S1 after ten weeks, and a scenario for it.
class FilesCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    ASSERT_EQ(shell("awk -F, 'NR == 1 || ($1 == \"S1\" && $2 < \"2016-03-14\")' $S/busso_2017.csv > early.csv").code,
              0);
    const Ran calibrated = shell("umask 022; $F calibrate early.csv --timing next-day -o twins");
    ASSERT_EQ(calibrated.code, 0) << calibrated.err;
    write("race.toml",
          "start = 2016-03-14\ndays = 14\nmembers = 32\nseed = 1\nathletes = [\"twins/*.json\"]\n[target]\ndate = "
          "2016-03-27\n[[plan]]\nname = \"=A1\"\nload = 1.0\n[[plan]]\nname = \"-5\"\nload = 0.5\n");
  }
  mode_t mode(const std::string& name) const {
    struct stat status {};
    return ::stat((folder_ / name).c_str(), &status) == 0 ? status.st_mode & 0777U : 0;
  }
  Json twin() const { return Json::parse(contents(folder_ / "twins/S1.twin.json")); }
};

/// One waits for the other; where that takes too long it exits with 75, has done nothing, and is asked again.
TEST_F(FilesCommand, TwoUpdatesAtOnceLoseNothing) {
  write("a.csv", "date,load,performance\n2016-03-14,101,\n");
  write("b.csv", "date,load,performance\n2016-03-15,102,\n");
  ASSERT_EQ(shell("cp twins/S1.twin.json before").code, 0);
  for (int time = 0; time < 3; ++time) {
    const Ran ran = shell(
        "update() { code=75; while [ $code = 75 ]; do $F update twins/S1.twin.json $1; code=$?; done; return $code; }; "
        "cp before twins/S1.twin.json; update a.csv & a=$!; update b.csv; b=$?; wait $a; echo codes $? $b");
    ASSERT_THAT(ran.out, HasSubstr("codes 0 0")) << ran.err;
    const Json load = twin()["load"];
    ASSERT_EQ(load.size(), 72u) << time;
    EXPECT_EQ(load[70], 101.0) << time;
    EXPECT_EQ(load[71], 102.0) << time;
    EXPECT_EQ(twin()["updates"].size(), 2u) << time;
  }
}

TEST_F(FilesCommand, AnUpdateWaitsForItsTurnAndCanBeInterrupted) {
  if (shell("flock --version").code != 0) GTEST_SKIP() << "this machine has no flock";
  write("a.csv", "date,load,performance\n2016-03-14,101,\n");
  const Ran waited = shell(
      "flock twins/S1.twin.json sh -c 'touch held; sleep 1; echo changed >> twins/S1.twin.json' & "
      "until [ -e held ]; do sleep 0.05; done; $F update twins/S1.twin.json a.csv; echo code $?; wait");
  EXPECT_THAT(waited.out, HasSubstr("code 3")) << "it reads what is there once its turn has come";
  // Repeated, as it is unknown when the command starts to handle signals.
  const Ran interrupted = shell(
      "rm held; flock twins/S1.twin.json sh -c 'touch held; exec sleep 60' & holder=$!; "
      "until [ -e held ]; do sleep 0.05; done; $F update twins/S1.twin.json a.csv & update=$!; "
      "while kill -INT $update 2> /dev/null; do sleep 0.2; done; wait $update; echo code $?; pkill -P $holder");
  EXPECT_THAT(interrupted.out, HasSubstr("code 130"));
}

TEST_F(FilesCommand, CalibrateKeepsUpdatesUnlessReplaceIsGiven) {
  write("a.csv", "date,load,performance\n2016-03-14,101,\n2016-03-16,80,300\n");
  ASSERT_EQ(shell("$F update twins/S1.twin.json a.csv").code, 0);
  const std::string updated = contents(folder_ / "twins/S1.twin.json");
  const std::string calibrate = "$F calibrate early.csv --timing next-day -o twins ";
  const Ran refused = shell(calibrate);
  EXPECT_EQ(refused.code, 3);
  EXPECT_THAT(refused.err,
              HasSubstr("twins/S1.twin.json: 2 loads and 1 test that it knows from 1 update (2016-03-14 to 2016-03-16) "
                        "are not in early.csv; calibrate from a history that holds them, or give --replace"));
  EXPECT_EQ(contents(folder_ / "twins/S1.twin.json"), updated);
  ASSERT_EQ(shell("(cat early.csv; sed 1d a.csv | sed s/^/S1,/) > all.csv").code, 0);
  EXPECT_EQ(shell("$F calibrate all.csv --timing next-day -o twins").code, 0) << "nothing is lost";
  EXPECT_EQ(twin()["tests"].size(), 29u);
  write("twins/S1.twin.json", updated);
  const Ran replaced = shell(calibrate + "--replace");
  EXPECT_EQ(replaced.code, 0);
  EXPECT_THAT(replaced.err, HasSubstr("discarded because of --replace"));
  EXPECT_EQ(twin()["updates"].size(), 0u);
}

TEST_F(FilesCommand, NamesThatSomeDisksTakeForTheSameAreReported) {
  ASSERT_EQ(shell("(cat early.csv; sed '1d; s/^S1/s1/' early.csv) > both.csv && mkdir both").code, 0);
  const Ran ran = shell("$F calibrate both.csv --timing next-day -o both");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("athletes \"S1\" and \"s1\": some disks treat these names as the same"));
  EXPECT_EQ(files("both"), 2u);
}

TEST_F(FilesCommand, LinksAreFollowedAndStay) {
  ASSERT_EQ(shell("mkdir there && ln -s there/r.h5 link.h5 && ln -s /dev/stdout out.h5 && ln -s loop loop").code, 0);
  const Ran linked = shell("$F simulate race.toml -o link.h5");
  EXPECT_EQ(linked.code, 0) << linked.err;
  EXPECT_TRUE(fs::is_symlink(folder_ / "link.h5"));
  EXPECT_TRUE(fs::is_regular_file(folder_ / "there/r.h5"));
  EXPECT_EQ(files("there"), 1u);
  EXPECT_EQ(shell("$F simulate race.toml -o out.h5 > file.h5 && $F check file.h5").code, 0);
  EXPECT_TRUE(fs::is_symlink(folder_ / "out.h5"));
  EXPECT_TRUE(fs::is_symlink("/dev/stdout"));
  const Ran piped = shell("($F simulate race.toml -o out.h5; echo code $? >&2) | cat");
  EXPECT_THAT(piped.err, AllOf(HasSubstr("it is not a regular file"), HasSubstr("code 3")));
  EXPECT_TRUE(fs::is_symlink(folder_ / "out.h5"));
  EXPECT_EQ(shell("$F simulate race.toml -o loop").code, 3);
  EXPECT_TRUE(fs::is_symlink(folder_ / "loop"));
}

TEST_F(FilesCommand, NewFilesArePrivateAndOldOnesKeepTheirPermissions) {
  const std::string run = "umask 022; $F simulate race.toml -o r.h5 && $F export r.h5 -o r.csv";
  ASSERT_EQ(shell(run).code, 0);
  for (const char* name : {"twins/S1.twin.json", "r.h5", "r.csv"}) EXPECT_EQ(mode(name), 0600u) << name;
  for (const mode_t wanted : {0640u, 0600u, 0644u}) {
    for (const char* name : {"r.h5", "r.csv"}) ::chmod((folder_ / name).c_str(), wanted);
    ASSERT_EQ(shell(run).code, 0);
    for (const char* name : {"r.h5", "r.csv"}) EXPECT_EQ(mode(name), wanted) << name;
  }
  ::chmod((folder_ / "r.h5").c_str(), 0640);
  ASSERT_EQ(shell("$F simulate race.toml -o s1.h5 --shard 1/1 && umask 022 && $F merge s1.h5 -o r.h5").code, 0);
  EXPECT_EQ(mode("r.h5"), 0640u);
}

TEST_F(FilesCommand, LeftoversAreRemovedAndNotWrittenInto) {
  write("precious", "kept");
  ASSERT_EQ(shell("ln precious r.h5.partial").code, 0);
  EXPECT_EQ(shell("$F simulate race.toml -o r.h5").code, 0);
  EXPECT_EQ(contents(folder_ / "precious"), "kept");
  EXPECT_FALSE(fs::exists(folder_ / "r.h5.partial"));
  ASSERT_EQ(shell("mkfifo r.h5.partial").code, 0);
  EXPECT_EQ(shell("$F simulate race.toml -o r.h5").code, 0);
  write(".formcast-1-0.tmp", "left by a run that was killed");
  write(".formcast-notes", "of another program");
  EXPECT_EQ(shell("$F export r.h5 -o r.csv").code, 0);
  EXPECT_FALSE(fs::exists(folder_ / ".formcast-1-0.tmp"));
  EXPECT_TRUE(fs::exists(folder_ / ".formcast-notes"));
}

TEST_F(FilesCommand, ARunBlockedByAnotherExits75) {
  if (shell("flock --version").code != 0) GTEST_SKIP() << "this machine has no flock";
  write("r.h5.partial", "");
  const Ran ran = shell("flock r.h5.partial $F simulate race.toml -o r.h5");
  EXPECT_EQ(ran.code, 75) << ran.err;
  EXPECT_THAT(ran.err, HasSubstr("r.h5: is being written by another run"));
}

}  // namespace
}  // namespace formcast
