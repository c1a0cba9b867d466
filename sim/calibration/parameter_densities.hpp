#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/twin/twin.hpp"

namespace formcast {

/// Prior and posterior of one parameter, to be drawn over each other: densities over `at`, of the logarithm if
/// `logarithmic`, each with a maximum of 1.
struct ParameterDensity {
  std::string name, unit, text;
  bool logarithmic = false;
  std::vector<double> at;                      ///< middles of cells, ascending [unit]
  std::vector<double> before, after;           ///< (at)
  double before_low = 0.0, before_high = 0.0;  ///< 5 % and 95 % before
  double mean = 0.0, low = 0.0, high = 0.0;    ///< after: as in Twin::parameters
};

/// A model's parameters: gains and baseline, shape, noise.
struct ParameterDensities {
  std::vector<ParameterDensity> parameters;
  double correlation = 0.0;                ///< of the logarithms of the first two time constants, after the tests
  std::string correlated_a, correlated_b;  ///< their names; "" where a model has fewer than two
};

/// Of a model of the twin, under the priors it was calibrated with and its posterior. Empty for a name that the twin
/// does not have. Deterministic.
ParameterDensities parameter_densities(const Twin& twin, std::string_view model);

/// A model's full name: "Banister impulse-response (1975)"; "" for a name that is none.
std::string_view model_title(std::string_view model);

}  // namespace formcast
