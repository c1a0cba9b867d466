#pragma once

namespace formcast {

/// Execution noise: how a plan's execution differs from it; none by default.
struct PlanNoise {
  double execution = 0.0;         ///< sd of the log of load done over load planned; the median is the plan
  double missed = 0.0;            ///< probability that a planned session is missed
  double illness_per_year = 0.0;  ///< onsets per healthy year
  double illness_days = 5.0;      ///< mean length of a spell (geometric)
  double illness_load = 0.0;      ///< fraction of the planned load done while ill

  bool operator==(const PlanNoise&) const = default;
};

}  // namespace formcast
