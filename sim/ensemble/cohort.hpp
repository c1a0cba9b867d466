#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/ensemble/day_kernel.hpp"
#include "sim/ensemble/travel_members.hpp"

namespace formcast {

/// Neighbouring blocks of members whose values of some days are stored together: small enough to stay in the cache of
/// the core that computes them until it takes their bands.
struct Cohort {
  std::size_t first_block = 0, blocks = 0, members = 0;
  std::vector<float> values;  ///< (days x kDayRows x blocks * 32)
  std::vector<float> travel;  ///< (days x kTravelOutputs x blocks * 32) of a plan with trips

  std::size_t stride() const { return blocks * kLanes; }
  /// Where the days of the cohort's block `b` go.
  DayRows rows(std::size_t b) { return {values.data() + b * kLanes, stride()}; }
  /// All members' values of one output on one day.
  std::span<const float> row(std::size_t day, std::size_t output) const {
    return {values.data() + (day * kDayRows + output) * stride(), members};
  }
  TravelRows travel_rows(std::size_t b) { return {travel.data() + b * kLanes, stride()}; }
  std::span<const float> travel_row(std::size_t day, std::size_t output) const {
    return {travel.data() + (day * kTravelOutputs + output) * stride(), members};
  }
};

/// Shares `members` out evenly, to as many cohorts for each thread as it takes for them to be small. At most 31 blocks,
/// as rows 4 kB apart would map to the same few sets of the cache.
inline std::vector<Cohort> cohorts_of(std::size_t members, std::size_t threads, std::size_t days) {
  constexpr std::size_t kMost = 31;
  const std::size_t blocks = (members + kLanes - 1) / kLanes;
  const std::size_t rounds = (blocks + kMost * threads - 1) / (kMost * threads);
  std::vector<Cohort> cohorts(std::min(blocks, rounds * threads));
  for (std::size_t c = 0; c < cohorts.size(); ++c) {
    const std::size_t first = c * blocks / cohorts.size(), end = (c + 1) * blocks / cohorts.size();
    cohorts[c].first_block = first;
    cohorts[c].blocks = end - first;
    cohorts[c].members = std::min(end * kLanes, members) - first * kLanes;
    cohorts[c].values.resize(days * kDayRows * cohorts[c].stride());
  }
  return cohorts;
}

}  // namespace formcast
