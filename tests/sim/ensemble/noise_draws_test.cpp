#include "sim/ensemble/noise_draws.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <vector>

namespace formcast {
namespace {

constexpr int kDays = 43;  // not a whole number of chunks

NoiseRates some_rates() {
  NoiseRates rates;
  rates.key = {42, 7};
  rates.execution = 0.1f;
  rates.missed = 0.2f;
  rates.ill_onset = 0.02f;
  rates.ill_end = 0.2f;
  return rates;
}

std::vector<NoiseDay> drawn_at_once(const NoiseRates& rates, std::uint32_t first_member) {
  std::vector<NoiseDay> days(kDays + 4 - kDays % 4);
  Lanes ill(0.0f);
  draw_noise(rates, first_member, 0, kDays, ill, days.data());
  return days;
}

/// `plans` plans side by side through all days, chunk by chunk.
void expect_same(SharedNoise& shared, const NoiseRates& rates, std::size_t blocks, int chunk, std::size_t plans) {
  for (int first = 0; first < kDays; first += chunk) {
    for (std::size_t n = 0; n < plans * blocks; ++n) {
      const std::size_t b = n % blocks;
      const int count = std::min(chunk, kDays - first);
      const NoiseDay* const days = shared.days(b, first, count);
      const std::vector<NoiseDay> whole = drawn_at_once(rates, static_cast<std::uint32_t>(b * kLanes));
      for (int d = 0; d < count; ++d) {
        const auto at = static_cast<std::size_t>(first + d);
        EXPECT_EQ(std::memcmp(&days[d], &whole[at], sizeof(NoiseDay)), 0) << "block " << b << ", day " << at;
      }
    }
  }
}

TEST(SharedNoise, IsTheSameForEveryPlanChunkAndRound) {
  for (const int chunk : {4, 8}) {
    for (const bool keep : {false, true}) {
      SharedNoise shared(some_rates(), 3, chunk, keep);
      for (int round = 0; round < 2; ++round) expect_same(shared, some_rates(), 3, chunk, keep ? 2 : 1);
    }
  }
}

TEST(Chance, LoadsAreMissedAndIllnessLastsAsLongAsTheySay) {
  const NoiseRates rates = some_rates();
  double ill = 0, missed = 0, onsets = 0, well_before = 0, days = 0;
  for (std::uint32_t block = 0; block < 200; ++block) {
    const std::vector<NoiseDay> simulated = drawn_at_once(rates, block * kLanes);
    for (int lane = 0; lane < kLanes; ++lane) {
      for (std::size_t d = 1; d < kDays; ++d) {
        const float done = simulated[d].done[lane];
        const bool was_ill = std::signbit(simulated[d - 1].done[lane]), is_ill = std::signbit(done);
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
  EXPECT_NEAR(ill / days, 0.082, 0.01);  // approaching 0.02 / 0.22 within a month and a half
}

TEST(Chance, WithoutSizeThePlanIsDoneAndTheBaselineStays) {
  NoiseRates none;
  none.wanders = false;
  for (const NoiseDay& day : drawn_at_once(none, 0)) {
    EXPECT_TRUE(all(day.done == 1.0f));
    EXPECT_TRUE(all(day.walk_z == 0.0f));
  }
}

}  // namespace
}  // namespace formcast
