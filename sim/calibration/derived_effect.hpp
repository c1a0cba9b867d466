#pragma once

#include <optional>
#include <string>

#include "sim/twin/twin.hpp"

namespace formcast {

/// Performance on waking the day after the record [p].
struct Level {
  double mean = 0.0, sd = 0.0;
};

/// What performances derived from training taught beside what tests taught.
struct DerivedEffect {
  int tests = 0;   ///< with an error of their own
  int bounds = 0;  ///< lower bounds
  Level with;      ///< from all
  Level without;   ///< from the ordinary tests alone
  /// From all but the bounds; only where there are both.
  std::optional<Level> without_bounds{};
  bool alone = false;  ///< there is no ordinary test, and no level without
};

/// The level of the local level's bank, whose twin is as calibrated, with derived performances and bounds and without:
/// banks of one or two coefficients. Nothing where the twin has learned from none. Deterministic.
std::optional<DerivedEffect> derived_effect(const Twin& twin);

/// "3 performances with an error of their own: level 301.2 ± 4.0 W, and 296.0 ± 7.0 W without them".
std::string derived_effect_text(const DerivedEffect& effect, const std::string& unit);

/// "3 performances with an error of their own and 1 lower bound".
std::string derived_text(int tests, int bounds);

}  // namespace formcast
