#pragma once

#include <vector>

namespace formcast {

/// A bank's evidence for its model.
struct ModelEvidence {
  double log_evidence = 0.0;  ///< of all tests
  bool effect = false;        ///< loads change performance
  bool forecasts = false;     ///< takes part in forecasts and decisions
};

/// Softmax of log weights; not empty.
std::vector<double> shares(std::vector<double> logs);

/// Posterior probabilities of models that are equally likely a priori.
std::vector<double> posterior_probabilities(const std::vector<ModelEvidence>& models);

/// Weights of the forecasting models where plans are compared. Not the forecast weights: those follow whatever
/// predicted the last tests best, which suits a level but claims effects that are not there. And not the posterior:
/// evidence assumes that a model is right, and none is. So the evidence is tempered (a power posterior; Grunwald & van
/// Ommen 2017, Bayesian Anal 12:1069), and "loads change nothing" is one hypothesis of prior probability kNoEffect,
/// however many models represent it.
std::vector<double> decision_weights(const std::vector<ModelEvidence>& models);

inline constexpr double kNoEffect = 0.22;  ///< prior probability that loads change nothing
inline constexpr double kTempering = 0.3;  ///< the power of the evidence

}  // namespace formcast
