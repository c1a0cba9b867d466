#pragma once

#include <vector>

namespace formcast {

/// What a model's bank says of the model as a whole.
struct ModelEvidence {
  double log_evidence = 0.0;  ///< of all tests
  bool effect = false;        ///< loads change performance
  bool forecasts = false;     ///< takes part in forecasts and decisions
};

/// Shares in proportion to the exponentials of log weights; not empty.
std::vector<double> shares(std::vector<double> logs);

/// Posterior probabilities of models that were equally likely.
std::vector<double> posterior_probabilities(const std::vector<ModelEvidence>& models);

/// What the models that forecast count for where plans are compared. Not the weights that make forecasts: those follow
/// whatever foresaw the last tests and forget the rest, which suits a level and claims effects that are not there. And
/// not the posterior either: evidence is as sure as a model is right, and none is. So the evidence is tempered (a power
/// posterior; Grunwald & van Ommen 2017, Bayesian Anal 12:1069), and that loads change nothing is one hypothesis,
/// before the tests as likely as kNoEffect, whatever number of models stand for it.
std::vector<double> decision_weights(const std::vector<ModelEvidence>& models);

inline constexpr double kNoEffect = 0.22;  ///< probability before the tests that loads change nothing
inline constexpr double kTempering = 0.3;  ///< the power of the evidence

}  // namespace formcast
