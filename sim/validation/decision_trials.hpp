#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/validation/synthetic_athletes.hpp"

namespace formcast {

/// A twin's forecast of the difference of two plans for an athlete of known truth, in percent of the athlete's level.
struct DecisionTrial {
  double truth = 0.0;                    ///< plan A less plan B
  std::array<double, 5> difference{};    ///< 5, 25, 50, 75 and 95 % quantiles of the forecast
  double mean = 0.0;                     ///< likewise
  double crps = 0.0;                     ///< of the forecast
  double better = 0.0;                   ///< P(A > B), a tie counting half
  double a = 0.0, alike = 0.0, b = 0.0;  ///< the three probabilities
  double worthwhile = 0.0;               ///< the smallest worthwhile change they refer to
  double no_effect = 0.0;                ///< probability that loads have no effect
};

/// How good the forecasts are over many athletes of a kind.
struct DecisionSkill {
  int trials = 0;
  double coverage90 = 0.0, coverage50 = 0.0;  ///< [%]
  double rmse_ratio = 0.0, crps_ratio = 0.0;  ///< relative to always forecasting 0; NaN if that is always right
  double brier = 0.0;                         ///< of P(A > B); NaN if the truth is always a tie
  double claimed = 0.0;                       ///< that a plan is better by a worthwhile change, with kClaim or more [%]
  double claimed_right = 0.0;                 ///< of those [%]; NaN if nothing was claimed
};

/// A difference is claimed from this probability on.
inline constexpr double kClaim = 0.7;

/// One athlete of a kind through calibration and the plans.
DecisionTrial decision_trial(Truth truth, Schedule schedule, std::uint64_t seed, int number);

/// The first `count` athletes of a kind, in parallel. Nothing when cancelled.
std::optional<std::vector<DecisionTrial>> decision_trials(Truth truth, Schedule schedule, std::uint64_t seed, int count,
                                                          const Control& control);

DecisionSkill judge(const std::vector<DecisionTrial>& trials);

/// How often forecasts came true, in equal bins of their probability.
struct ReliabilityBin {
  int count = 0;
  double said = 0.0, was = 0.0;  ///< mean probability, share that came true
};

/// Of the three probabilities, each a forecast of its own, in five bins.
std::array<ReliabilityBin, 5> three_way_reliability(const std::vector<DecisionTrial>& trials);

}  // namespace formcast
