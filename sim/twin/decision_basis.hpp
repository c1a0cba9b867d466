#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "sim/twin/twin.hpp"

namespace formcast {

/// The basis for comparing an athlete's plans. Names, units and meanings of the datasets of the same name.
struct DecisionBasis {
  float smallest_worthwhile_change = 0;  ///< [performance unit]
  float no_effect_probability = 0;       ///< that loads change nothing, by decision weights
  /// Share of the forecast error (CRPS) without loads that knowing them has saved: best estimate and 90 % interval; NaN
  /// where no forecast could be judged.
  float loads_add = 0, loads_add_low = 0, loads_add_high = 0;
};
struct BasisText {
  std::string_view name;
  std::string_view long_name;
  std::string_view unit;  ///< "p": that of performance
  float DecisionBasis::*value;
};
inline constexpr std::array<BasisText, 5> kBasisText{{
    {"smallest_worthwhile_change", "difference between plans that is worth having", "p",
     &DecisionBasis::smallest_worthwhile_change},
    {"no_effect_probability", "probability that loads change nothing, as plans are compared", "1",
     &DecisionBasis::no_effect_probability},
    {"loads_add", "share of forecast error (CRPS) that knowing the loads has saved", "1", &DecisionBasis::loads_add},
    {"loads_add_low", "share of forecast error that knowing the loads has saved, 5 %", "1",
     &DecisionBasis::loads_add_low},
    {"loads_add_high", "share of forecast error that knowing the loads has saved, 95 %", "1",
     &DecisionBasis::loads_add_high},
}};

/// The smallest worthwhile difference between plans [p]: 0.3 of the scatter of one of the
/// athlete's own tests, as in sport science a third of the variation between competitions (Hopkins, Hawley & Burke
/// 1999, Med Sci Sports Exerc 31:472).
double smallest_worthwhile_change(const Twin& twin);

/// Probability that loads change nothing for this athlete, by decision weights.
double no_effect_probability(const Twin& twin);

/// The basis for comparing this athlete's plans; `worthwhile` [p] where it was chosen.
DecisionBasis decision_basis(const Twin& twin, std::optional<double> worthwhile);

}  // namespace formcast
