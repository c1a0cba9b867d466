#pragma once

#include <span>
#include <vector>

#include "sim/ensemble/plan_result.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// What the training of one calendar week does to performance on the target day.
struct WeekInfluence {
  int first = 0;       ///< day of the record's count, which weeks of the plan continue
  int days = 0;        ///< up to the target day
  double load = 0.0;   ///< of these days, done or planned [w]
  Quantiles change{};  ///< of performance on the target day with one more usual day's load spread over them [p]
};

/// Influence curve (Fitz-Clarke, Morton & Banister 1991, J Appl Physiol 71:1151) of the weeks before a day, half a year
/// of them at most, for 256 draws from the twin's posterior: what one more usual day's load in that week would have
/// changed, with everything else as it was and parameters as known now. `load` (days after the record) must
/// reach `target`, which counts from the day after the record. Loads are taken as planned, and trips are left out.
/// Ascending.
std::vector<WeekInfluence> influence(const Twin& twin, std::span<const double> load, int target);

}  // namespace formcast
