#include "sim/inference/model_weights.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace formcast {
namespace {

/// log of the mean of exponentials.
double log_mean_exp(const std::vector<double>& logs) {
  const double best = *std::max_element(logs.begin(), logs.end());
  double sum = 0.0;
  for (const double x : logs) sum += std::exp(x - best);
  return best + std::log(sum / static_cast<double>(logs.size()));
}

}  // namespace

std::vector<double> shares(std::vector<double> logs) {
  const double best = *std::max_element(logs.begin(), logs.end());
  double total = 0.0;
  for (double& x : logs) total += x = std::exp(x - best);
  for (double& x : logs) x /= total;
  return logs;
}

std::vector<double> posterior_probabilities(const std::vector<ModelEvidence>& models) {
  std::vector<double> logs;
  for (const ModelEvidence& m : models) logs.push_back(m.log_evidence);
  return shares(std::move(logs));
}

std::vector<double> decision_weights(const std::vector<ModelEvidence>& models) {
  std::vector<double> none, some;
  for (const ModelEvidence& m : models) {
    if (m.forecasts && !m.effect) none.push_back(m.log_evidence);
    if (m.forecasts && m.effect) some.push_back(kTempering * m.log_evidence);
  }
  const double log_none = std::log(kNoEffect) + kTempering * log_mean_exp(none);
  const double log_some = std::log(1.0 - kNoEffect) + log_mean_exp(some);
  // Models of a hypothesis share its weight in proportion to their own evidence.
  const double level = log_mean_exp(none) + std::log(static_cast<double>(none.size()));
  const double effect = log_mean_exp(some) + std::log(static_cast<double>(some.size()));
  std::vector<double> logs;
  for (const ModelEvidence& m : models) {
    logs.push_back(!m.forecasts ? -std::numeric_limits<double>::infinity()
                   : m.effect   ? log_some + kTempering * m.log_evidence - effect
                                : log_none + m.log_evidence - level);
  }
  return shares(std::move(logs));
}

}  // namespace formcast
