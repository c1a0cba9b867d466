#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "engine/lanes.hpp"
#include "engine/lanes_math.hpp"

/// Random numbers as a function of names: who (seed, athlete, member), when (group of days) and what for. There is
/// no state and no order of calls, so any member can be replayed alone, on any machine, in any thread.
namespace formcast {

/// The key of a stream: the scenario's seed and a fixed number for the athlete.
struct Key {
  std::uint64_t seed = 0;
  std::uint64_t athlete = 0;
};

/// The purpose of a call's numbers. Results of a seed depend on the values: never renumber.
enum class Purpose : std::uint32_t {
  kDaily = 1,       ///< normals, two days a call: execution and test noise of the even day, then of the odd day
  kWalk = 2,        ///< normals, four days a call: steps of the baseline's random walk
  kAdherence = 3,   ///< uniforms, two days a call: missed session and illness of the even day, then of the odd day
  kNode = 4,        ///< uniforms, one call: a member's model and node
  kGains = 5,       ///< normals: draws of a member's coefficients; `attempt` counts the draws
  kImputation = 6,  ///< uniforms: missing loads
  kState = 7,       ///< normals, two days a call: noise of two states on the even day, then on the odd day
  kTravel = 8,      ///< normals: a member's body clock and travel effects, four a call
  kSynthetic = 9,   ///< uniforms and normals: synthetic athletes, on whom forecasts and decisions are judged
  kResample = 10,   ///< uniforms: bootstrap of a record for the interval of a score
};

namespace detail {
inline constexpr std::array<std::array<int, 2>, 8> kRotations{
    {{10, 26}, {11, 21}, {13, 27}, {23, 5}, {6, 20}, {17, 11}, {25, 10}, {18, 20}}};

template <std::size_t kRound>
[[gnu::always_inline]] constexpr void threefry_round(std::array<std::uint32_t, 4>& x,
                                                     const std::array<std::uint32_t, 5>& key) {
  constexpr std::size_t a = kRound % 2 == 0 ? 1 : 3, b = 4 - a;
  x[0] += x[a];
  x[a] = std::rotl(x[a], kRotations[kRound % 8][0]) ^ x[0];
  x[2] += x[b];
  x[b] = std::rotl(x[b], kRotations[kRound % 8][1]) ^ x[2];
  if constexpr (kRound % 4 == 3) {
    constexpr std::size_t s = kRound / 4 + 1;
    for (std::size_t i = 0; i < 4; ++i) x[i] += key[(s + i) % 5];
    x[3] += static_cast<std::uint32_t>(s);
  }
}

/// All rounds, unrolled by the language, not the optimiser: a loop over lanes then has one straight body, which both
/// GCC and clang vectorise; clang only when forced to inline.
template <std::size_t... kRound>
[[gnu::always_inline]] constexpr void threefry_rounds(std::array<std::uint32_t, 4>& x,
                                                      const std::array<std::uint32_t, 5>& key,
                                                      std::index_sequence<kRound...>) {
  (threefry_round<kRound>(x, key), ...);
}
}  // namespace detail

/// Threefry4x32 of Salmon, Moraes, Dror & Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", bit for bit as
/// their Random123 defines it. Ensembles use 13 rounds (README.md).
template <std::size_t kRounds>
[[gnu::always_inline]] constexpr std::array<std::uint32_t, 4> threefry4x32(std::array<std::uint32_t, 4> counter,
                                                                           const std::array<std::uint32_t, 4>& key) {
  const std::array<std::uint32_t, 5> k{key[0], key[1], key[2], key[3], 0x1bd11bdau ^ key[0] ^ key[1] ^ key[2] ^ key[3]};
  for (std::size_t i = 0; i < 4; ++i) counter[i] += k[i];
  detail::threefry_rounds(counter, k, std::make_index_sequence<kRounds>{});
  return counter;
}

inline constexpr std::size_t kThreefryRounds = 13;

/// The four words of one call. Words and numbers of different names are independent; the same names give the same
/// words. `group` counts calls along time (the day divided by the days a call serves), `attempt` repeated draws.
[[gnu::always_inline]] inline std::array<std::uint32_t, 4> words(const Key& key, std::uint32_t member,
                                                                 std::uint32_t group, Purpose purpose,
                                                                 std::uint32_t attempt = 0) {
  const std::array<std::uint32_t, 4> key_words{
      static_cast<std::uint32_t>(key.seed), static_cast<std::uint32_t>(key.seed >> 32),
      static_cast<std::uint32_t>(key.athlete), static_cast<std::uint32_t>(key.athlete >> 32)};
  return threefry4x32<kThreefryRounds>({member, group, static_cast<std::uint32_t>(purpose), attempt}, key_words);
}
inline std::array<LaneWords, 4> words(const Key& key, const LaneWords& member, std::uint32_t group, Purpose purpose,
                                      std::uint32_t attempt = 0) {
  std::array<LaneWords, 4> result;
  for (int l = 0; l < kLanes; ++l) {
    const std::array<std::uint32_t, 4> lane = words(key, member.v[l], group, purpose, attempt);
    for (std::size_t i = 0; i < 4; ++i) result[i].v[l] = lane[i];
  }
  return result;
}

/// A uniform number of the open interval (0, 1): the midpoint of one of 2^23 equal cells, exact in float.
inline float uniform(std::uint32_t word) {
  return static_cast<float>(static_cast<std::int32_t>(word >> 9)) * 0x1p-23f + 0x1p-24f;
}
inline Lanes uniform(const LaneWords& word) {
  return map([](std::uint32_t w) { return uniform(w); }, word);
}

namespace detail {
/// Two standard normals of two words (Box & Muller 1958). The radius takes 31 bits of the first, the angle all of
/// the second as a signed fraction of a turn: signed, because plain x86-64 converts no unsigned integers.
[[gnu::always_inline]] inline std::array<float, 2> box_muller(std::uint32_t radius, std::uint32_t angle) {
  const float u = static_cast<float>(static_cast<std::int32_t>(radius >> 1)) * 0x1p-31f + 0x1p-32f;
  const float r = std::sqrt(-2.0f * log_normal(u));
  const SinCos<float> direction = sincos2pi(static_cast<float>(static_cast<std::int32_t>(angle)) * 0x1p-32f);
  return {r * direction.cos, r * direction.sin};
}
}  // namespace detail

inline std::array<float, 4> normals(const std::array<std::uint32_t, 4>& words) {
  const auto [z0, z1] = detail::box_muller(words[0], words[1]);
  const auto [z2, z3] = detail::box_muller(words[2], words[3]);
  return {z0, z1, z2, z3};
}
inline std::array<Lanes, 4> normals(const std::array<LaneWords, 4>& words) {
  std::array<Lanes, 4> z;
  for (std::size_t pair = 0; pair < 4; pair += 2) {
    for (int l = 0; l < kLanes; ++l) {
      const std::array<float, 2> lane = detail::box_muller(words[pair].v[l], words[pair + 1].v[l]);
      z[pair].v[l] = lane[0];
      z[pair + 1].v[l] = lane[1];
    }
  }
  return z;
}

}  // namespace formcast
