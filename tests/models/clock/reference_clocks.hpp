#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/lanes.hpp"
#include "models/clock/run.hpp"
#include "tests/models/clock/schedules.hpp"

namespace formcast {

/// 32 members with periods and sensitivities of their own.
template <class Model>
typename Model::template Parameters<Lanes> reference_members() {
  typename Model::template Parameters<Lanes> p;
  for (int l = 0; l < kLanes; ++l) {
    p.tau[l] += static_cast<float>(l - 16) * 0.03f;
    p.light[l] *= 1.0f + static_cast<float>(l * 7 % 32 - 16) * 0.02f;
  }
  return p;
}

/// The bits of every member's CBTmin on each day of a journey: entrained at home, eight hours east on day 3, in lights
/// that do not keep to tenths of an hour.
template <class Model>
std::uint64_t clock_hash() {
  const auto rates = Model::template rates<Lanes>(reference_members<Model>());
  auto day = usual_day(420.0, 0.137);
  day[0].lux = 0.4;
  auto clock = entrain<Model, Lanes>(rates, day, 20);
  std::vector<Lanes> days(40);
  const auto schedule = usual_days(day, 40, 77.0, 8.0);
  run_clock<Model, Lanes>(rates, {schedule}, days, clock);
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const Lanes& of_day : days) {
    for (const float time : of_day.v) hash = (hash ^ std::bit_cast<std::uint32_t>(time)) * 0x100000001b3u;
  }
  return hash;
}

struct ClockHash {
  std::string_view model;
  std::uint64_t hash;
};

/// The same on every machine.
inline constexpr std::array<ClockHash, 5> kClockHashes{{
    {"forger99", 0x39f4e32d9910b43c},
    {"jewett99", 0x0dc6a921c7458e52},
    {"st_hilaire07", 0xaa48c35dc62a66ee},
    {"hannay19", 0xc44f6328bccf184e},
    {"skeldon23", 0x854d67e2412e48ae},
}};

}  // namespace formcast
