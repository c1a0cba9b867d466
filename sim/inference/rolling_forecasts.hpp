#pragma once

#include <string>
#include <vector>

#include "engine/bank.hpp"
#include "engine/normal_mixture.hpp"
#include "sim/inference/forecast_cases.hpp"

namespace formcast {

/// What a model's bank foresaw: one forecast a request.
struct ModelForecasts {
  std::string model;
  double prior = 1.0;              ///< how likely before any test, in any unit
  std::vector<Forecast> forecast;  ///< (requests)
};

/// What the banks foresaw of one athlete, and how far each model was to be trusted when it did.
///
/// Models are weighed by dynamic model averaging (Raftery et al. 2010, Technometrics 52:52): by the log score of the
/// forecasts each made 3, 7, 14 and 28 days ahead of the tests known so far, past tests fading. So a model is judged by
/// what it is used for, and an athlete who changes finds other models to follow. The posterior probability of a model,
/// without fading, is another number and never used in its place.
class Foresight {
 public:
  /// What each model's log score keeps of the past at each test.
  static constexpr double kMemory = 0.7;
  /// How much likelier before any test a level is than any other model: as likely as the four together to which loads
  /// tell something.
  static constexpr double kLevelPrior = 4.0;
  static constexpr int kHorizons[] = {3, 7, 14, 28};  // [d]

  /// All requests that the cases, the model weights and one-ahead forecasts need, sorted and each once.
  static std::vector<ForecastRequest> requests(const std::vector<Test>& tests, const ForecastCases& cases);

  /// Every entry of `models` answers `requests` in order.
  Foresight(const std::vector<Test>& tests, std::vector<ForecastRequest> requests, std::vector<ModelForecasts> models);

  /// What the twin expected of a test. The request must be one of requests().
  NormalMixture twin(const ForecastRequest& request) const;

  /// What one model alone expected.
  NormalMixture model(const std::string& name, const ForecastRequest& request) const;

  /// Weights of the models once so many tests are known, in the order of `models`.
  const std::vector<double>& weights(int known) const { return weight_[static_cast<std::size_t>(known)]; }
  const std::vector<ModelForecasts>& models() const { return models_; }

 private:
  std::size_t find(const ForecastRequest& request) const;

  std::vector<ForecastRequest> requests_;
  std::vector<ModelForecasts> models_;
  std::vector<std::vector<double>> weight_;  // [known tests][model]
};

}  // namespace formcast
