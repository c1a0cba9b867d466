#include "sim/batch/merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "tests/sim/batch/run_file.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::StartsWith;

namespace fs = std::filesystem;

class MergeTest : public RunFile {
 protected:
  std::vector<fs::path> shards(std::size_t count) const {
    std::vector<fs::path> made;
    for (std::size_t i = 1; i <= count; ++i) made.push_back(write_shard({i, count}, std::to_string(i) + ".h5"));
    return made;
  }
  /// The error of a merge, which then leaves everything as it was.
  std::string refused(const std::vector<fs::path>& from) const {
    write_bytes(path_, "what was here before");
    const auto before = files();
    const std::string said = refusal([&] { merge_shards(from, path_, nullptr); });
    EXPECT_EQ(bytes_of(path_), "what was here before");
    EXPECT_EQ(files(), before);
    return said;
  }
};

TEST_F(MergeTest, AnyOrderGivesTheBytesOfOneMachine) {
  for (const bool members : {false, true}) {
    header_.store_members = members;
    const std::string expected = undisturbed();
    std::vector<fs::path> given = shards(3);
    do {
      const MergeSummary summary = merge_shards(given, path_, nullptr);
      EXPECT_EQ(summary.athletes, 5u);
      EXPECT_FALSE(summary.interrupted);
      EXPECT_EQ(bytes_of(path_), expected);
    } while (std::ranges::next_permutation(given).found);
  }
}

TEST_F(MergeTest, AnyNumberOfShardsWorks) {
  const std::string expected = undisturbed();
  for (std::size_t count = 1; count <= 5; ++count) {
    merge_shards(shards(count), path_, nullptr);
    EXPECT_EQ(bytes_of(path_), expected) << count;
  }
}

TEST_F(MergeTest, MissingShardsAreNamed) {
  const std::vector<fs::path> all = shards(4);
  EXPECT_EQ(refused({all[2], all[0], all[3]}), path_.string() + ": cannot be merged: shard 2 of 4 is missing");
  EXPECT_EQ(refused({all[2]}), path_.string() + ": cannot be merged: shards 1, 2, 4 of 4 are missing");
  EXPECT_THAT(refused({all[0], folder_ / "nowhere.h5"}), StartsWith((folder_ / "nowhere.h5").string() + ": "));
}

TEST_F(MergeTest, AShardGivenTwiceIsNamed) {
  const std::vector<fs::path> all = shards(2);
  fs::copy(all[0], folder_ / "copy.h5");
  EXPECT_EQ(refused({all[0], folder_ / "copy.h5", all[1]}),
            (folder_ / "copy.h5").string() + ": is shard 1 of 2, and so is " + all[0].string());
}

TEST_F(MergeTest, ForeignShardsAreNamed) {
  const std::vector<fs::path> all = shards(2);
  const ResultsHeader ours = header_;
  const auto foreign = [&](const ResultsHeader& header, std::size_t count) {
    header_ = header;
    const fs::path made = write_shard({2, count}, "foreign.h5");
    header_ = ours;
    const std::string said = refused({all[0], made});
    EXPECT_THAT(said, StartsWith(made.string() + ": is "));
    return said;
  };
  ResultsHeader other = ours;
  other.seed = 7;
  EXPECT_THAT(foreign(other, 2), HasSubstr("of another run than " + all[0].string() + ": seed 7, expected 183647"));
  other = ours;
  other.twin_digests[0] = "00000000000000ff";
  EXPECT_THAT(foreign(other, 2), HasSubstr("the twin of athlete 1 has the digest 00000000000000ff, expected 01234"));
  other = ours;
  other.scenario_text += "days = 3\n";
  EXPECT_THAT(foreign(other, 2), HasSubstr("line 3 of the scenario is \"days = 3\", expected nothing"));
  other = ours;
  other.source = "Formcast 99.0.0";
  EXPECT_THAT(foreign(other, 2), HasSubstr("written by Formcast 99.0.0, expected Formcast 1.2.3"));
  EXPECT_THAT(foreign(ours, 3), HasSubstr("shard 2 of 3, expected one of 2 as " + all[0].string() + " is"));
}

TEST_F(MergeTest, WhatIsNoFinishedShardIsNamed) {
  const std::vector<fs::path> all = shards(2);
  undisturbed();
  const fs::path whole = folder_ / "undisturbed.h5";
  EXPECT_EQ(refused({all[0], whole}),
            whole.string() + ": is no shard, expected what `formcast simulate --shard` writes");
  RunOutputOptions options = resumed();
  options.shard = Shard{2, 2};
  leave_parts(4, options);
  EXPECT_THAT(refused({all[0], part(3)}), HasSubstr("holds 1 of the 3 athletes of shard 2 of 2; finish it with --re"));
  EXPECT_EQ(refusal([&] { merge_shards(all, all[1], nullptr); }),
            all[1].string() + ": is one of the shards, expected another name");
}

TEST_F(MergeTest, DamagedShardsAreNamed) {
  const std::vector<fs::path> all = shards(2);
  const std::string intact = bytes_of(all[1]);
  for (std::size_t at = 0; at < intact.size(); at += intact.size() / 20) {
    std::string damaged = intact;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write_bytes(all[1], damaged);
    EXPECT_THAT(refused(all), StartsWith(all[1].string() + ": ")) << at;
  }
  write_bytes(all[1], intact.substr(0, intact.size() / 2));
  EXPECT_THAT(refused(all), StartsWith(all[1].string() + ": "));
  constexpr std::size_t kSealOfOneBlock = 64;
  ASSERT_LT(intact.size(), 256u << 10);
  write_bytes(all[1], intact.substr(0, intact.size() - kSealOfOneBlock));
  EXPECT_THAT(refused(all), HasSubstr("it has lost its seal, expected a shard as written"));
}

TEST_F(MergeTest, AnInterruptLeavesNothing) {
  const std::vector<fs::path> all = shards(2);
  const std::atomic<bool> cancelled{true};
  EXPECT_TRUE(merge_shards(all, path_, &cancelled).interrupted);
  EXPECT_EQ(files(), 2);
}

}  // namespace
}  // namespace formcast
