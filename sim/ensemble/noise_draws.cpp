#include "sim/ensemble/noise_draws.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/lanes_math.hpp"
#include "engine/target_clones.hpp"

namespace formcast {
namespace {

/// Normals of two days, for execution and test, put where the days' random effects will be.
inline void draw_daily(const Key& key, const LaneWords& member, std::uint32_t pair, NoiseDay* __restrict days) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const std::array<float, 4> z = normals(words(key, member.v[lane], pair, Purpose::kDaily));
    days[0].done.v[lane] = z[0];
    days[0].test_z.v[lane] = z[1];
    days[1].done.v[lane] = z[2];
    days[1].test_z.v[lane] = z[3];
  }
}

inline void draw_walk(const Key& key, const LaneWords& member, std::uint32_t four, NoiseDay* __restrict days) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const std::array<float, 4> z = normals(words(key, member.v[lane], four, Purpose::kWalk));
    for (std::size_t d = 0; d < z.size(); ++d) days[d].walk_z.v[lane] = z[d];
  }
}

/// Log-normal execution. In loops of its own, as drawing and exp together need more than the registers
/// there are.
inline void execute(float execution, NoiseDay& day) {
  for (int lane = 0; lane < kLanes; ++lane) day.done.v[lane] = exp_bounded(execution * day.done.v[lane]);
}

/// Missed sessions and spells of illness.
inline void draw_random_effects(const NoiseRates& rates, const LaneWords& member, std::uint32_t pair,
                                Lanes& __restrict ill, NoiseDay* __restrict days) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto word = words(rates.key, member.v[lane], pair, Purpose::kAdherence);
    float is_ill = ill.v[lane];
    for (std::size_t d = 0; d < 2; ++d) {
      const float done = uniform(word[2 * d]) < rates.missed ? 0.0f : days[d].done.v[lane];
      const float turn = is_ill > 0.5f ? rates.ill_end : rates.ill_onset;
      is_ill = uniform(word[2 * d + 1]) < turn ? 1.0f - is_ill : is_ill;
      days[d].done.v[lane] = is_ill > 0.5f ? -done : done;
    }
    ill.v[lane] = is_ill;
  }
}

FORMCAST_CLONES void draw_days(const NoiseRates& shared, std::uint32_t first_member, int first, int count,
                               Lanes& __restrict ill, NoiseDay* __restrict days) {
  const NoiseRates rates = shared;  // a copy, as stores to the days might alias the original
  const LaneWords member = LaneWords::counting_from(first_member);
  const bool any_missed = rates.missed > 0.0f || rates.ill_onset > 0.0f;
  for (int day = 0; day < count; day += 2) {
    const auto pair = static_cast<std::uint32_t>((first + day) / 2);
    NoiseDay* const two = days + day;
    if (day % 4 == 0 && rates.wanders) draw_walk(rates.key, member, pair / 2, two);
    if (day % 4 == 0 && !rates.wanders) {
      for (int d = 0; d < 4; ++d) two[d].walk_z = Lanes(0.0f);
    }
    draw_daily(rates.key, member, pair, two);
    for (int d = 0; d < 2; ++d) execute(rates.execution, two[d]);
    if (any_missed) draw_random_effects(rates, member, pair, ill, two);
  }
}

}  // namespace

void draw_noise(const NoiseRates& rates, std::uint32_t first_member, int first, int count, Lanes& ill, NoiseDay* days) {
  draw_days(rates, first_member, first, count, ill, days);
}

SharedNoise::SharedNoise(const NoiseRates& rates, std::size_t blocks, int chunk_days, bool keep)
    : rates_(rates),
      chunk_days_(static_cast<std::size_t>(chunk_days)),
      blocks_(blocks),
      kept_(keep ? blocks * chunk_days_ : 0) {}

const NoiseDay* SharedNoise::days(std::size_t b, int first, int count) {
  thread_local std::vector<NoiseDay> scratch;
  Block& block = blocks_[b];
  const bool keeps = !kept_.empty();
  if (!keeps) scratch.resize(std::max(scratch.size(), chunk_days_));
  NoiseDay* const days = keeps ? &kept_[b * chunk_days_] : scratch.data();
  if (keeps && first == block.first) return days;
  if (first == 0) block.ill = Lanes(0.0f);
  draw_noise(rates_, static_cast<std::uint32_t>(b * kLanes), first, count, block.ill, days);
  block.first = first;
  return days;
}

}  // namespace formcast
