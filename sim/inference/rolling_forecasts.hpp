#pragma once

#include <string>
#include <vector>

#include "engine/bank.hpp"
#include "engine/normal_mixture.hpp"
#include "sim/inference/forecast_cases.hpp"

namespace formcast {

/// The forecasts of one model's bank, one a request.
struct ModelForecasts {
  std::string model;
  double prior = 1.0;              ///< prior weight, in any unit
  bool effect = false;             ///< its forecasts depend on loads
  std::vector<Forecast> forecast;  ///< (requests)
};

/// Rolling forecasts of one athlete's tests by all models, and the weight of each model at the time.
///
/// Models are weighed by dynamic model averaging (Raftery et al. 2010, Technometrics 52:52): by the log score of the
/// forecasts each made 3, 7, 14 and 28 days ahead of the tests known so far, with a forgetting factor. So a model is
/// judged by what it is used for, and the weights follow an athlete who changes. A model's posterior probability,
/// without forgetting, is another number and never used in its place.
///
/// While tests are few, a model with an effect of loads still forecasts from the priors of its coefficients, and scores
/// cannot tell yet: those without are likelier by the factor 1 + kCaution e^(-tests / kCautionTests).
class RollingForecasts {
 public:
  /// Forgetting factor of a model's log score, applied at each test; less is forgotten at one with an error of its own.
  static constexpr double kMemory = 0.7;
  static constexpr int kHorizons[] = {3, 7, 14, 28};  // [d]
  static constexpr double kCaution = 10.0;
  static constexpr double kCautionTests = 4.0;

  /// All requests that the cases, the model weights and one-ahead forecasts need, sorted and each once.
  static std::vector<ForecastRequest> requests(const std::vector<Test>& tests, const ForecastCases& cases);

  /// Every entry of `models` answers `requests` in order.
  RollingForecasts(const std::vector<Test>& tests, std::vector<ForecastRequest> requests,
                   std::vector<ModelForecasts> models);

  /// The twin's forecast of a test. The request must be one of requests().
  NormalMixture twin(const ForecastRequest& request) const;

  /// One model's forecast.
  NormalMixture model(const std::string& name, const ForecastRequest& request) const;

  /// Model weights with so many tests known, in the order of `models`.
  const std::vector<double>& weights(int known) const { return weight_[static_cast<std::size_t>(known)]; }
  const std::vector<ModelForecasts>& models() const { return models_; }

 private:
  double memory_at(int t, const Test& test) const;
  std::size_t find(const ForecastRequest& request) const;

  std::vector<ForecastRequest> requests_;
  std::vector<ModelForecasts> models_;
  std::vector<std::vector<double>> weight_;  // [known tests][model]
};

}  // namespace formcast
