// Shards run one by one and merged, as a person or a cluster does it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/squad_program.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

class ShardCommand : public SquadProgramTest {
 protected:
  void SetUp() override {
    SquadProgramTest::SetUp();
    squad(5);
  }
  Ran run(const std::string& arguments) const { return shell("$F simulate squad.toml " + arguments); }
  std::string refused(const std::string& merge) const {
    const Ran ran = shell("$F merge " + merge + " -o r.h5");
    EXPECT_EQ(ran.code, 3) << ran.out;
    EXPECT_EQ(ran.out, "");
    EXPECT_FALSE(exists("r.h5"));
    EXPECT_FALSE(exists("r.h5.partial"));
    return ran.err;
  }
};

TEST_F(ShardCommand, MergedInAnyOrderTheyEqualTheFileOfOneMachine) {
  for (const std::string store : {"bands", "members"}) {
    ASSERT_EQ(run("-o one.h5 --store " + store).code, 0);
    for (const std::string i : {"3", "1", "2"}) {
      const Ran ran = run("--shard " + i + "/3 -o s" + i + ".h5 --store " + store + " --threads " + i);
      ASSERT_EQ(ran.code, 0) << ran.err;
      EXPECT_THAT(ran.out, HasSubstr((i == "1" ? "1 athlete x" : "2 athletes x")));
    }
    const Ran merged = shell("$F merge s2.h5 s1.h5 s3.h5 -o r.h5");
    ASSERT_EQ(merged.code, 0) << merged.err;
    EXPECT_EQ(merged.out, "3 shards with 5 athletes -> r.h5\n");
    EXPECT_EQ(contents(folder_ / "r.h5"), contents(folder_ / "one.h5"));
  }
  EXPECT_THAT(shell("$F check s2.h5").out, HasSubstr("shard 2 of 3"));
  EXPECT_EQ(nlohmann::json::parse(shell("$F merge s*.h5 -o r.h5 --json").out)["athletes"], 5);
}

TEST_F(ShardCommand, AShardResumesWhereItStopped) {
  ASSERT_EQ(run("-o one.h5 --store members").code, 0);
  ASSERT_EQ(run("-o s1.h5 --store members --shard 1/2").code, 0);
  const std::string second = "$F simulate squad.toml -o s2.h5 --store members --shard 2/2 --keep-every 0";
  const auto too_little = fs::file_size(folder_ / "one.h5") * 45 / 100;
  const Ran full = shell("prlimit --fsize=" + std::to_string(too_little) + " " + second);
  EXPECT_EQ(full.code, 3) << full.out;
  EXPECT_THAT(full.err, HasSubstr(" of 3 athletes are kept in s2.h5.parts"));
  ASSERT_EQ(shell(second + " --resume").code, 0);
  ASSERT_EQ(shell("$F merge s1.h5 s2.h5 -o r.h5").code, 0);
  EXPECT_EQ(contents(folder_ / "r.h5"), contents(folder_ / "one.h5"));
}

TEST_F(ShardCommand, WhatDoesNotBelongTogetherIsNamed) {
  ASSERT_EQ(shell("for i in 1 2 3; do $F simulate squad.toml --shard $i/3 -o s$i.h5 || exit 1; done").code, 0);
  ASSERT_EQ(run("-o one.h5").code, 0);
  ASSERT_EQ(run("--shard 3/3 --seed 2 -o foreign.h5").code, 0);
  EXPECT_EQ(refused("s3.h5 s1.h5"), "error: r.h5: cannot be merged: shard 2 of 3 is missing\n");
  EXPECT_EQ(refused("s3.h5"), "error: r.h5: cannot be merged: shards 1, 2 of 3 are missing\n");
  EXPECT_EQ(refused("s1.h5 s2.h5 s3.h5 ./s2.h5"), "error: ./s2.h5: is shard 2 of 3, and so is s2.h5\n");
  EXPECT_EQ(refused("s1.h5 s2.h5 foreign.h5"), "error: foreign.h5: is of another run than s1.h5: seed 2, expected 1\n");
  EXPECT_THAT(refused("s1.h5 one.h5"), HasSubstr("one.h5: is no shard, expected what `formcast simulate --shard` "));
  EXPECT_THAT(refused("s1.h5 squad.toml"), HasSubstr("squad.toml: cannot be read: it is no HDF5 file"));
  EXPECT_THAT(refused("s1.h5 nowhere.h5"), HasSubstr("nowhere.h5: cannot be read: No such file or directory"));
  const std::string shard = contents(folder_ / "s2.h5");
  write("s2.h5", shard.substr(0, shard.size() / 2));
  EXPECT_THAT(refused("s1.h5 s2.h5 s3.h5"), HasSubstr("s2.h5: cannot be read: "));
}

TEST_F(ShardCommand, MoreShardsThanAthletesAndWrongUsage) {
  const Ran many = run("--shard 2/6 -o r.h5");
  EXPECT_EQ(many.code, 3);
  EXPECT_THAT(many.err, HasSubstr("squad.toml: 5 athletes cannot be split into 6 shards"));
  for (const char* shard : {"0/3", "4/3", "1", "1/", "/3", "1/0", "-1/3", "a/b", "1/3x", "1/99999999999999999999"}) {
    const Ran ran = run("-o r.h5 --shard=" + std::string(shard));
    EXPECT_EQ(ran.code, 2) << shard;
    EXPECT_THAT(ran.err, HasSubstr("expected i/n with 1 <= i <= n, such as 2/5")) << shard;
  }
  EXPECT_EQ(shell("$F merge s1.h5").code, 2);
  EXPECT_EQ(shell("$F merge -o r.h5").code, 2);
  EXPECT_FALSE(exists("r.h5"));
}

}  // namespace
}  // namespace formcast
