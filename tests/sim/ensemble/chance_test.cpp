#include "sim/ensemble/chance.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace formcast {
namespace {

constexpr int kDays = 43;  // of no whole number of chunks

Chances lucky() {
  Chances chances;
  chances.key = {42, 7};
  chances.execution = 0.1f;
  chances.missed = 0.2f;
  chances.ill_onset = 0.02f;
  chances.ill_end = 0.2f;
  return chances;
}

std::vector<ChanceDay> drawn_at_once(const Chances& chances, std::uint32_t first_member) {
  std::vector<ChanceDay> days(kDays + 4 - kDays % 4);
  Lanes ill(0.0f);
  draw_chance(chances, first_member, 0, kDays, ill, days.data());
  return days;
}

/// So many plans together through all days, chunk by chunk.
void expect_same(SharedChance& shared, const Chances& chances, std::size_t blocks, int chunk, std::size_t plans) {
  for (int first = 0; first < kDays; first += chunk) {
    for (std::size_t n = 0; n < plans * blocks; ++n) {
      const std::size_t b = n % blocks;
      const int count = std::min(chunk, kDays - first);
      const ChanceDay* const days = shared.days(b, first, count);
      const std::vector<ChanceDay> whole = drawn_at_once(chances, static_cast<std::uint32_t>(b * kLanes));
      for (int d = 0; d < count; ++d) {
        const auto at = static_cast<std::size_t>(first + d);
        EXPECT_EQ(std::memcmp(&days[d], &whole[at], sizeof(ChanceDay)), 0) << "block " << b << ", day " << at;
      }
    }
  }
}

TEST(SharedChance, IsWhatIsDrawnForEveryPlanChunkAndRound) {
  for (const int chunk : {4, 8}) {
    for (const bool keep : {false, true}) {
      SharedChance shared(lucky(), 3, chunk, keep);
      for (int round = 0; round < 2; ++round) expect_same(shared, lucky(), 3, chunk, keep ? 2 : 1);
    }
  }
}

TEST(Chance, LoadsAreMissedAndIllnessLastsAsLongAsTheySay) {
  const Chances chances = lucky();
  double ill = 0, missed = 0, onsets = 0, well_before = 0, days = 0;
  for (std::uint32_t block = 0; block < 200; ++block) {
    const std::vector<ChanceDay> lived = drawn_at_once(chances, block * kLanes);
    for (int lane = 0; lane < kLanes; ++lane) {
      for (std::size_t d = 1; d < kDays; ++d) {
        const float done = lived[d].done[lane];
        const bool was_ill = std::signbit(lived[d - 1].done[lane]), is_ill = std::signbit(done);
        ill += is_ill;
        missed += done == 0.0f;
        well_before += !was_ill;
        onsets += is_ill && !was_ill;
        ++days;
      }
    }
  }
  EXPECT_NEAR(missed / days, 0.2, 0.004);
  EXPECT_NEAR(onsets / well_before, 0.02, 0.001);
  EXPECT_NEAR(ill / days, 0.082, 0.01);  // on the way to 0.02 / 0.22 within a month and a half
}

TEST(Chance, WithoutSizeThePlanIsDoneAndTheBaselineStays) {
  Chances none;
  none.wanders = false;
  for (const ChanceDay& day : drawn_at_once(none, 0)) {
    EXPECT_TRUE(all(day.done == 1.0f));
    EXPECT_TRUE(all(day.walk_z == 0.0f));
  }
}

}  // namespace
}  // namespace formcast
