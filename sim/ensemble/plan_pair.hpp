#pragma once

#include <vector>

#include "sim/ensemble/plan_result.hpp"

/// Two plans compared by what their members do on the target day.
namespace formcast {

/// Plan `plan` against plan `other` on the target day, member by member (common random numbers). Three probabilities
/// add up to one: that `plan` is better by more than the smallest worthwhile change, that `other` is, and that they are
/// alike.
struct PairResult {
  Quantiles difference{};  ///< performance under `plan` less performance under `other`
  float difference_mean = 0;
  float probability_better = 0;      ///< P(plan > other); a tie counts half
  float probability_worthwhile = 0;  ///< P(plan > other by more than the smallest worthwhile change)
  float probability_alike = 0;       ///< P(neither is better by more than that)
};

/// Plan against plan, member by member; `worthwhile` is the smallest worthwhile difference [p]. NaN throughout if no
/// member's difference is finite.
PairResult compare_plans(const std::vector<float>& plan, const std::vector<float>& other, double worthwhile);

}  // namespace formcast
