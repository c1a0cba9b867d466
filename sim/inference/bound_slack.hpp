#pragma once

#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"

namespace formcast {

/// How far an athlete's best bounds stay below performance: an exponential slack and an offset. The offset is mostly
/// below 0, as the highest of many bounds is one of a good day and a kind error.
struct BoundSlack {
  double mean = 0.0;       ///< of the slack [p]
  double offset = 0.0;     ///< [p]
  double offset_sd = 0.0;  ///< how well that is known [p]
};

/// The highest bound of each four weeks, counted from day 0.
std::vector<Test> best_bounds(const std::vector<Test>& bounds);

/// Learns the slack of the record's bounds from its tests: the means over the posterior of the local level, a constant
/// offset, and slacks of 1 to 32 % of performance. Six banks of two coefficients. The record must hold a test.
BoundSlack learn_bound_slack(const Record& record, const AthleteScale& scale, const LogNormal& test_sd);

/// A record with the bounds that a bank learns from, ready for `learn`: the best of each four weeks, plus the offset.
/// Its error is the same for all, and its variance is added to each as often as there are bounds. Without bounds the
/// record as it is.
Record with_bounds(Record record, const std::vector<Test>& bounds, const AthleteScale& scale, const LogNormal& test_sd);

}  // namespace formcast
