#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "models/clock/light.hpp"

// Light schedules for the tests of clocks.
namespace formcast {

/// Lights from 07 to 23 and sleep in the dark, with the switches earlier by so much.
inline std::array<LightInterval, 3> usual_day(double lux, double earlier = 0.0) {
  return {{{0.0, 7.0 - earlier, 0.0, true},
           {7.0 - earlier, 23.0 - earlier, lux, false},
           {23.0 - earlier, 24.0, 0.0, true}}};
}

/// `days` usual days by a clock that runs `ahead` of the one at home from `flight` on [h since the start].
inline std::vector<LightInterval> usual_days(const std::array<LightInterval, 3>& day, int days, double flight = 0.0,
                                             double ahead = 0.0) {
  std::vector<LightInterval> schedule;
  const auto add = [&](double shift, double from, double to) {
    for (int d = -1; d <= days; ++d) {
      for (LightInterval part : day) {
        part.begin = std::max(part.begin + 24.0 * d - shift, from);
        part.end = std::min(part.end + 24.0 * d - shift, to);
        if (part.begin < part.end) schedule.push_back(part);
      }
    }
  };
  add(0.0, 0.0, flight);
  add(ahead, flight, 24.0 * days);
  return schedule;
}

}  // namespace formcast
