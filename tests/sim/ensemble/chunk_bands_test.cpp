#include "sim/ensemble/chunk_bands.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <vector>

#include "engine/quantiles.hpp"
#include "engine/random.hpp"

namespace formcast {
namespace {

constexpr std::size_t kDays = 8;

using Value = std::function<float(std::uint32_t member, int day, std::size_t output)>;

float normal(std::uint32_t member, int day, std::size_t output) {
  return normals(words(Key{1, 2}, member, static_cast<std::uint32_t>(day) * 4 + static_cast<std::uint32_t>(output),
                       Purpose::kDaily))[0];
}

/// Takes bands of a chunk as PlanRun does, compares them with the sorted sample, and counts the samples found by guess.
std::size_t take(ChunkBands& bands, BandGuesses& guesses, std::vector<Cohort>& cohorts, int first, std::size_t from,
                 const Value& value) {
  bands.begin(from, kDays, guesses);
  std::size_t found = 0;
  for (std::size_t c = 0; c < cohorts.size(); ++c) {
    Cohort& cohort = cohorts[c];
    for (std::size_t s = 0; s < kDays * kOutputs; ++s) {
      float* const row = cohort.rows(0).row(s / kOutputs, s % kOutputs);
      for (std::size_t m = 0; m < cohort.stride(); ++m) {
        const auto member = static_cast<std::uint32_t>(cohort.first_block * kLanes + m);
        row[m] = m < cohort.members ? value(member, first + static_cast<int>(s / kOutputs), s % kOutputs) : 1e30f;
      }
    }
    bands.weigh(c, cohort);
  }
  if (bands.aim()) {
    for (std::size_t c = 0; c < cohorts.size(); ++c) bands.count(c, cohorts[c]);
    bands.set_bounds();
    for (std::size_t c = 0; c < cohorts.size(); ++c) bands.pick(c, cohorts[c]);
  }
  QuantileScratch scratch;
  for (std::size_t s = from * kOutputs; s < kDays * kOutputs; ++s) {
    std::vector<float> all;
    for (const Cohort& cohort : cohorts) {
      const auto row = cohort.row(s / kOutputs, s % kOutputs);
      all.insert(all.end(), row.begin(), row.end());
    }
    Quantiles want{}, got{};
    quantiles(all, kQuantiles, want, scratch);
    if (bands.settle(s, got)) {
      ++found;
      EXPECT_EQ(got, want) << "day " << first << ", sample " << s;
    } else {
      bands.learn(s, all, scratch.statistics);
    }
  }
  bands.keep_guesses();
  return found;
}

float drifting(std::uint32_t member, int day, std::size_t output) {
  const float own = normal(member, 1000, output);
  return 250.0f + static_cast<float>(day % 7) * 4.0f + 10.0f * own + 3.0f * normal(member, day, output);
}

TEST(ChunkBands, AreThoseOfTheSortedMembersInAnyCohorts) {
  for (const std::size_t members : {1000u, 1031u, 3000u}) {
    for (const std::size_t threads : {1u, 2u, 7u}) {
      std::vector<Cohort> cohorts = cohorts_of(members, threads, kDays);
      ChunkBands bands(members, cohorts.size(), kDays);
      BandGuesses guesses;
      std::size_t found = 0;
      for (int chunk = 0; chunk < 5; ++chunk) found += take(bands, guesses, cohorts, chunk * 8, 0, drifting);
      EXPECT_GT(found, kDays * kOutputs * 4 * 8 / 10) << members;  // the first chunk has no guesses
    }
  }
}

TEST(ChunkBands, LeaveFewMembersToBins) {
  std::vector<Cohort> cohorts = cohorts_of(999, 2, kDays);
  ChunkBands bands(999, cohorts.size(), kDays);
  BandGuesses guesses;
  for (int chunk = 0; chunk < 3; ++chunk) EXPECT_EQ(take(bands, guesses, cohorts, chunk * 8, 0, drifting), 0u);
}

TEST(ChunkBands, LeaveOutDaysThatAreNotNeeded) {
  std::vector<Cohort> cohorts = cohorts_of(2000, 1, kDays);
  ChunkBands bands(2000, cohorts.size(), kDays);
  BandGuesses guesses;
  take(bands, guesses, cohorts, 0, 5, drifting);
  EXPECT_GT(take(bands, guesses, cohorts, 8, 0, drifting), kDays * kOutputs * 8 / 10);
}

/// A series of leaps is searched with a guess ever more rarely, and its bands are right all the same.
TEST(ChunkBands, SkipASeriesWhoseGuessesFail) {
  const auto leaping = [](std::uint32_t member, int day, std::size_t output) {
    const float z = normal(member, day, output);
    return day % 2 == 0 ? std::exp(4.0f * z) : (z > 0.0f ? 1.0f : -1.0f) + 0.01f * z;
  };
  std::vector<Cohort> cohorts = cohorts_of(1500, 1, kDays);
  ChunkBands bands(1500, cohorts.size(), kDays);
  BandGuesses guesses;
  int aimed = 0;
  for (int chunk = 0; chunk < 16; ++chunk) {
    take(bands, guesses, cohorts, chunk * 8, 0, leaping);
    bands.begin(0, kDays, guesses);
    for (std::size_t c = 0; c < cohorts.size(); ++c) bands.weigh(c, cohorts[c]);
    aimed += bands.aim() ? 1 : 0;
  }
  EXPECT_LT(aimed, 10);
}

TEST(Cohorts, ShareMembersOutEvenly) {
  for (const std::size_t members : {1u, 32u, 33u, 1000u, 10000u, 20032u}) {
    for (const std::size_t threads : {1u, 2u, 3u, 64u}) {
      const std::vector<Cohort> cohorts = cohorts_of(members, threads, 4);
      std::size_t blocks = 0, counted = 0, least = ~std::size_t{0}, most = 0;
      for (const Cohort& cohort : cohorts) {
        EXPECT_EQ(cohort.first_block, blocks);
        blocks += cohort.blocks;
        counted += cohort.members;
        least = std::min(least, cohort.blocks);
        most = std::max(most, cohort.blocks);
      }
      EXPECT_EQ(counted, members);
      EXPECT_EQ(blocks, (members + 31) / 32);
      EXPECT_LE(most, std::min<std::size_t>(31, least + 1));
      EXPECT_TRUE(cohorts.size() % threads == 0 || cohorts.size() == blocks) << members << " " << threads;
    }
  }
}

}  // namespace
}  // namespace formcast
