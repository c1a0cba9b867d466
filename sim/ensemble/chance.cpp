#include "sim/ensemble/chance.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

#include "engine/lanes_math.hpp"
#include "engine/target_clones.hpp"

namespace formcast {
namespace {

/// The normals of two days, execution and test, where the chance of those days will be.
inline void draw_daily(const Key& key, const LaneWords& member, std::uint32_t pair, ChanceDay* __restrict days) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const std::array<float, 4> z = normals(words(key, member.v[lane], pair, Purpose::kDaily));
    days[0].done.v[lane] = z[0];
    days[0].test_z.v[lane] = z[1];
    days[1].done.v[lane] = z[2];
    days[1].test_z.v[lane] = z[3];
  }
}

inline void draw_walk(const Key& key, const LaneWords& member, std::uint32_t four, ChanceDay* __restrict days) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const std::array<float, 4> z = normals(words(key, member.v[lane], four, Purpose::kWalk));
    for (std::size_t d = 0; d < z.size(); ++d) days[d].walk_z.v[lane] = z[d];
  }
}

/// Log-normal execution. In loops of its own, as the numbers of drawing and of exp together are more than there are
/// registers.
inline void execute(float execution, ChanceDay& day) {
  for (int lane = 0; lane < kLanes; ++lane) day.done.v[lane] = exp_bounded(execution * day.done.v[lane]);
}

/// Missed sessions and spells of illness.
inline void draw_luck(const Chances& chances, const LaneWords& member, std::uint32_t pair, Lanes& __restrict ill,
                      ChanceDay* __restrict days) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const auto luck = words(chances.key, member.v[lane], pair, Purpose::kAdherence);
    float is_ill = ill.v[lane];
    for (std::size_t d = 0; d < 2; ++d) {
      const float done = uniform(luck[2 * d]) < chances.missed ? 0.0f : days[d].done.v[lane];
      const float turn = is_ill > 0.5f ? chances.ill_end : chances.ill_onset;
      is_ill = uniform(luck[2 * d + 1]) < turn ? 1.0f - is_ill : is_ill;
      days[d].done.v[lane] = is_ill > 0.5f ? -done : done;
    }
    ill.v[lane] = is_ill;
  }
}

FORMCAST_CLONES void draw_days(const Chances& shared, std::uint32_t first_member, int first, int count,
                               Lanes& __restrict ill, ChanceDay* __restrict days) {
  const Chances chances = shared;  // for all the compiler knows a store to the days could change them
  const LaneWords member = LaneWords::counting_from(first_member);
  const bool luck = chances.missed > 0.0f || chances.ill_onset > 0.0f;
  for (int day = 0; day < count; day += 2) {
    const auto pair = static_cast<std::uint32_t>((first + day) / 2);
    ChanceDay* const two = days + day;
    if (day % 4 == 0 && chances.wanders) draw_walk(chances.key, member, pair / 2, two);
    if (day % 4 == 0 && !chances.wanders) {
      for (int d = 0; d < 4; ++d) two[d].walk_z = Lanes(0.0f);
    }
    draw_daily(chances.key, member, pair, two);
    for (int d = 0; d < 2; ++d) execute(chances.execution, two[d]);
    if (luck) draw_luck(chances, member, pair, ill, two);
  }
}

}  // namespace

void draw_chance(const Chances& chances, std::uint32_t first_member, int first, int count, Lanes& ill,
                 ChanceDay* days) {
  draw_days(chances, first_member, first, count, ill, days);
}

SharedChance::SharedChance(const Chances& chances, std::size_t blocks, int chunk_days, bool keep)
    : chances_(chances),
      chunk_days_(static_cast<std::size_t>(chunk_days)),
      blocks_(blocks),
      kept_(keep ? blocks * chunk_days_ : 0) {}

const ChanceDay* SharedChance::days(std::size_t b, int first, int count) {
  thread_local std::vector<ChanceDay> scratch;
  Block& block = blocks_[b];
  const bool keeps = !kept_.empty();
  if (!keeps) scratch.resize(std::max(scratch.size(), chunk_days_));
  ChanceDay* const days = keeps ? &kept_[b * chunk_days_] : scratch.data();
  if (keeps && first == block.first) return days;
  if (first == 0) block.ill = Lanes(0.0f);
  draw_chance(chances_, static_cast<std::uint32_t>(b * kLanes), first, count, block.ill, days);
  block.first = first;
  return days;
}

}  // namespace formcast
