#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/inference/priors.hpp"

namespace formcast {

/// One athlete's marginal posterior of one parameter: the mass of each value in the bank.
struct Marginal {
  std::vector<double> value, mass;
};

/// The same for all parameters that a squad can share.
struct ModelMarginals {
  std::string model;
  std::vector<Marginal> shape;  ///< as in the model's table, in the rows' units
  Marginal test_sd;             ///< as a fraction of performance
};
using AthleteMarginals = std::vector<ModelMarginals>;  ///< (models of the catalogue)

/// Empirical Bayes: the prior under which the squad's tests were most likely, each parameter log-normal among athletes,
/// its centre and spread drawn towards the population's as if that were one athlete (centre) and four (spread). The
/// marginals must have been learned under `population`. EM on each parameter's own marginal likelihood, the other
/// parameters integrated out under the population's prior. An empty squad teaches nothing.
Priors learn_priors(std::span<const AthleteMarginals> squad, const Priors& population, std::string source);

}  // namespace formcast
