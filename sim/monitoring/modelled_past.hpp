#pragma once

#include <array>
#include <vector>

#include "sim/ensemble/plan_result.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// What a twin makes of its own record now that it knows all its tests: the past that its forecasts go on from.
///
/// 512 athletes whom the twin holds possible live the record's loads. Given an athlete's gains what is left of the
/// tests is a random walk seen with noise, so its baseline is drawn backwards from where forecasts begin (Carter & Kohn
/// 1994, Biometrika 81:541). Unknown loads are taken as the twin has filled them in, and trips of the record are left
/// out.
struct ModelledPast {
  /// (days) each, indexed by Output [p]; performance is what a test would show, as in forecasts. Empty where no model
  /// that forecasts is known.
  std::array<std::vector<Quantiles>, kOutputs> bands;
  /// Performances spread evenly over what is usual (Norm); empty where the record is too short for it [p]
  std::vector<float> norm;
  float usual_fitness = 0.0f, usual_fatigue = 0.0f;  ///< medians over the days of the norm [p]
  int norm_days = 0;                                 ///< how many days those are

  int days() const { return static_cast<int>(bands[0].size()); }
};

/// Deterministic; some ten milliseconds for a record of a year.
ModelledPast modelled_past(const Twin& twin);

}  // namespace formcast
