#pragma once

#include <array>
#include <vector>

#include "sim/ensemble/plan_result.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// A twin's view of its own record, given all its tests: the past that its forecasts continue from.
///
/// 512 draws from the twin's posterior are run through the record's loads. Given a draw's gains the rest of the tests
/// is a random walk observed with noise, so its baseline is drawn backwards from where forecasts begin (Carter & Kohn
/// 1994, Biometrika 81:541). Missing loads are as the twin has filled them in, and trips of the record are left out.
struct ModelledPast {
  /// (days) each, indexed by Output [p]; performance is what a test would show, as in forecasts. Empty if the twin has
  /// no model that forecasts.
  std::array<std::vector<Quantiles>, kOutputs> bands;
  /// Performances spread evenly over what is usual (Norm); empty if the record is too short for it [p]
  std::vector<float> norm;
  float usual_fitness = 0.0f, usual_fatigue = 0.0f;  ///< medians over the days of the norm [p]
  int norm_days = 0;                                 ///< how many days those are

  int days() const { return static_cast<int>(bands[0].size()); }
};

/// Deterministic; some ten milliseconds for a record of a year.
ModelledPast modelled_past(const Twin& twin);

}  // namespace formcast
