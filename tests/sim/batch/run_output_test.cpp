#include "sim/batch/run_output.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/sim/batch/run_file.hpp"

namespace formcast {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

namespace fs = std::filesystem;

using RunOutputTest = RunFile;

TEST_F(RunOutputTest, KeepingAthletesChangesNoByte) {
  for (const bool members : {false, true}) {
    header_.store_members = members;
    for (const double seconds : {0.0, 1e6}) {
      RunOutputOptions options;
      options.keep_every = std::chrono::duration<double>(seconds);
      EXPECT_EQ(finish(options), undisturbed()) << members << seconds;
    }
  }
  EXPECT_EQ(files(), 2);  // that, and the undisturbed one
}

TEST_F(RunOutputTest, ResumesAfterEverySavedAthlete) {
  header_.store_members = true;
  const std::string expected = undisturbed();
  for (std::size_t kept = 0; kept <= header_.athletes.size(); ++kept) {
    leave_parts(kept);
    const RunOutput output(path_, header_, resumed());
    EXPECT_EQ(output.kept(), kept);
    EXPECT_THAT(output.notes(), ElementsAre());
  }
  EXPECT_FALSE(fs::exists(path_));
  EXPECT_EQ(finish(), expected);  // with nothing left to run
  EXPECT_EQ(files(), 2);
}

TEST_F(RunOutputTest, APartMayHoldSeveralAthletes) {
  const std::string expected = undisturbed();
  RunOutputOptions seldom = resumed();
  seldom.keep_every = std::chrono::hours(1);
  leave_parts(2, seldom);
  leave_parts(4, seldom);
  EXPECT_EQ(std::distance(fs::directory_iterator(parts()), {}), 2);
  EXPECT_EQ(finish(), expected);
}

TEST_F(RunOutputTest, ARunOfOneAthleteKeepsNoParts) {
  set_athletes(1);
  const std::string expected = undisturbed();
  {
    RunOutput output(path_, header_, resumed());
    EXPECT_TRUE(output.write(0, result(0)));
    EXPECT_FALSE(fs::exists(parts()));
  }
  EXPECT_EQ(files(), 1);
  EXPECT_EQ(finish(), expected);
}

TEST_F(RunOutputTest, AnAthleteThatWasInterruptedDoesNotCount) {
  header_.store_members = true;
  const std::string expected = undisturbed();
  std::atomic<bool> cancelled{false};
  RunOutputOptions options = resumed();
  options.cancelled = &cancelled;
  options.keep_every = std::chrono::hours(1);
  {
    RunOutput output(path_, header_, options);
    write_until(2, output);
    cancelled = true;
    EXPECT_FALSE(output.write(2, result(2)));
    output.keep();
    EXPECT_EQ(output.kept(), 2u);
  }
  EXPECT_EQ(finish(), expected);
}

TEST_F(RunOutputTest, AnInterruptDuringAssemblyLosesNothing) {
  header_.store_members = true;
  const std::string expected = undisturbed();
  leave_parts(5);
  std::atomic<bool> cancelled{true};
  RunOutputOptions options = resumed();
  options.cancelled = &cancelled;
  {
    RunOutput output(path_, header_, options);
    EXPECT_FALSE(output.finish());
    EXPECT_EQ(output.kept(), 5u);
  }
  EXPECT_FALSE(fs::exists(path_));
  EXPECT_EQ(finish(), expected);
}

TEST_F(RunOutputTest, WhatIsFinishedIsNotRunAgain) {
  leave_parts(3);
  const std::string finished = finish();
  EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 5u);
  EXPECT_EQ(finish(), finished);
  leave_parts(2, {});  // as if the run had been killed while it removed its parts
  write_bytes(path_, finished);
  EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 5u);
  EXPECT_EQ(finish(), finished);
  EXPECT_EQ(files(), 1);
  write_bytes(path_, finished.substr(1));
  EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 0u);
  write_bytes(path_, finished);
  header_.seed = 7;
  EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 0u);
  EXPECT_EQ(bytes_of(path_), finished);
  EXPECT_EQ(finish(), undisturbed());
}

TEST_F(RunOutputTest, DoesNotStartOverWhatWasKept) {
  leave_parts(2);
  EXPECT_THAT(refusal([&] { finish({}); }),
              AllOf(StartsWith(parts().string() + ": "), HasSubstr("continue with --resume, or remove")));
  EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 2u);
}

TEST_F(RunOutputTest, PartsOfAnotherRunAreNamedAndStay) {
  leave_parts(2);
  const auto refused = [&](const ResultsHeader& header, const RunOutputOptions& options = resumed()) {
    const std::string said = refusal([&] { RunOutput(path_, header, options); });
    EXPECT_THAT(said, StartsWith(part(1).string() + ": kept from another run: "));
    EXPECT_THAT(said, HasSubstr("or remove " + parts().string() + " to start over"));
    return said;
  };
  ResultsHeader other = header_;
  other.seed = 7;
  EXPECT_THAT(refused(other), HasSubstr("seed 18364758544493064720, expected 7"));
  other = header_;
  other.members = 41;
  EXPECT_THAT(refused(other), HasSubstr("members 40, expected 41"));
  other = header_;
  other.twin_digests[3] = "00000000000000ff";
  EXPECT_THAT(refused(other), HasSubstr("the twin of athlete 4 has the digest 0123456789abcdef, expected 00000000000"));
  other = header_;
  other.athletes[1] = "Bob";
  EXPECT_THAT(refused(other), HasSubstr("athlete athlete 2, expected Bob"));
  other = header_;
  other.scenario_text = "# préparation\nseed = 2\n";
  EXPECT_THAT(refused(other), HasSubstr("line 2 of the scenario is \"seed = 1\", expected \"seed = 2\""));
  other = header_;
  other.store_members = true;
  EXPECT_THAT(refused(other), HasSubstr("stored are bands, expected members"));
  RunOutputOptions shard = resumed();
  shard.shard = Shard{1, 2};
  EXPECT_THAT(refused(header_, shard), HasSubstr("a run without shards, expected shard 1 of 2"));
  EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 2u);
}

TEST_F(RunOutputTest, DamagedPartsAreComputedAgain) {
  const std::string expected = undisturbed();
  leave_parts(4);
  const std::string intact = bytes_of(part(2));
  for (const std::string& damaged : {std::string(), intact.substr(0, 100), intact.substr(0, intact.size() - 1),
                                     "x" + intact.substr(1), intact + "x", std::string(intact.size(), '\0')}) {
    write_bytes(part(2), damaged);
    const RunOutput output(path_, header_, resumed());
    EXPECT_EQ(output.kept(), 3u);
    EXPECT_FALSE(output.holds(1));
    ASSERT_EQ(output.notes().size(), 1u);
    EXPECT_THAT(output.notes()[0], AllOf(StartsWith(part(2).string()), HasSubstr("its athletes are computed again")));
  }
  for (std::size_t at = 0; at < intact.size(); at += intact.size() / 20) {
    std::string damaged = intact;
    damaged[at] = static_cast<char>(damaged[at] ^ 1);
    write_bytes(part(2), damaged);
    EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 3u) << at;
  }
  EXPECT_EQ(finish(), expected);
  EXPECT_EQ(files(), 2);
}

TEST_F(RunOutputTest, OneRunAtATimeHoldsTheParts) {
  leave_parts(2);
  const RunOutput first(path_, header_, resumed());
  EXPECT_THAT(refusal([&] { RunOutput(path_, header_, resumed()); }),
              StartsWith(path_.string() + ": is being written by another run"));
}

TEST_F(RunOutputTest, WhenThePartsVanishTheRunEndsAndTheNextStartsOver) {
  const std::string expected = undisturbed();
  {
    RunOutput output(path_, header_, resumed());
    write_until(2, output);
    fs::remove_all(parts());
    EXPECT_THAT(refusal([&] { write_until(4, output); }),
                AllOf(StartsWith(part(3).string()), HasSubstr("No such file or directory")));
  }
  EXPECT_EQ(files(), 1);
  EXPECT_EQ(finish(), expected);
}

TEST_F(RunOutputTest, WhenTheFolderIsMovedTheNextRunResumesInItsNewPlace) {
  const std::string expected = undisturbed();
  fs::create_directory(folder_ / "old");
  path_ = folder_ / "old" / "results.h5";
  {
    RunOutput output(path_, header_, resumed());
    write_until(3, output);
    fs::rename(folder_ / "old", folder_ / "new");
    EXPECT_THAT(refusal([&] { write_until(5, output); }), HasSubstr("No such file or directory"));
  }
  path_ = folder_ / "new" / "results.h5";
  EXPECT_EQ(RunOutput(path_, header_, resumed()).kept(), 3u);
  EXPECT_EQ(finish(), expected);
}

TEST_F(RunOutputTest, AFileInTheWayOfThePartsIsNamedAtOnce) {
  write_bytes(parts(), "a file");
  EXPECT_THAT(refusal([&] { RunOutput(path_, header_, {}); }),
              AllOf(StartsWith(parts().string()), HasSubstr("expected a folder of finished athletes or nothing")));
  EXPECT_EQ(bytes_of(parts()), "a file");
}

TEST_F(RunOutputTest, OtherFilesInTheFolderStay) {
  const std::string expected = undisturbed();
  leave_parts(2);
  write_bytes(parts() / "notes.txt", "mine");
  EXPECT_EQ(finish(), expected);
  EXPECT_EQ(std::distance(fs::directory_iterator(parts()), {}), 1);
  EXPECT_EQ(bytes_of(parts() / "notes.txt"), "mine");
}

TEST_F(RunOutputTest, AShardHoldsItsShareOnly) {
  std::size_t athletes = 0;
  for (std::size_t i = 1; i <= 3; ++i) {
    const Results read = read_results(write_shard({i, 3}, "shard.h5"));
    ASSERT_TRUE(read.header.part && read.header.part->shard);
    EXPECT_EQ(*read.header.part->shard, (Shard{i, 3}));
    EXPECT_EQ(read.header.part->first, athletes);
    for (std::size_t a = 0; a < read.plan.size(); ++a, ++athletes) {
      EXPECT_EQ(read.header.athletes[a], header_.athletes[athletes]);
      EXPECT_EQ(read.plan[a][1].bands[0], sample::plan_result(header_, athletes, 1).bands[0]);
    }
  }
  EXPECT_EQ(athletes, header_.athletes.size());
  EXPECT_THAT(refusal([&] {
                write_shard({1, 6}, "shard.h5");
              }),
              HasSubstr("5 athletes cannot be split into 6 shards, expected at most one shard per athlete"));
}

}  // namespace
}  // namespace formcast
