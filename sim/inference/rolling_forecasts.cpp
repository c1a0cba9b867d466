// Dynamic model averaging over forecasts the banks have already made. Relies on requests sorted and unique, and on one
// forecast a request from every model. Costs a binary search and a log score for each test, horizon and model.
#include "sim/inference/rolling_forecasts.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>
#include <utility>

#include "sim/inference/model_weights.hpp"
#include "sim/inference/priors.hpp"

namespace formcast {
namespace {

/// The forecast of a test made so many days ahead.
ForecastRequest ahead(const std::vector<Test>& tests, int test, int days) {
  return {tests_before(tests, tests[static_cast<std::size_t>(test)].day - days + 1), test};
}

/// log density of a test that may be a gross error, which is no model's fault.
double log_score(const Forecast& f, double seen) {
  const double z = (seen - f.mean) / f.sd;
  const double sound = kSlips.log_sound() - 0.5 * (z * z + std::log(2.0 * std::numbers::pi)) - std::log(f.sd);
  // log(exp(sound) + exp(gross)), scaled by the larger against underflow.
  const double gross = kSlips.log_density(seen), likelier = std::max(sound, gross);
  return likelier + std::log(std::exp(sound - likelier) + std::exp(gross - likelier));
}

/// The models' shares with so many tests known.
std::vector<double> cautious_shares(std::vector<double> log_weight, const std::vector<ModelForecasts>& models,
                                    int known) {
  const double caution = std::log1p(RollingForecasts::kCaution * std::exp(-known / RollingForecasts::kCautionTests));
  for (std::size_t m = 0; m < models.size(); ++m) log_weight[m] += models[m].effect ? 0.0 : caution;
  return shares(std::move(log_weight));
}

}  // namespace

std::vector<ForecastRequest> RollingForecasts::requests(const std::vector<Test>& tests, const ForecastCases& cases) {
  std::vector<ForecastRequest> all;
  // One ahead, and at the horizons of the model weights; then the evaluation's own.
  for (int t = 0; t < static_cast<int>(tests.size()); ++t) {
    all.push_back({t, t});
    for (int days : kHorizons) all.push_back(ahead(tests, t, days));
  }
  for (const ForecastCase& c : cases.rolling) all.push_back(c.request);
  for (const ForecastCase& c : cases.cut) all.push_back(c.request);
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  return all;
}

RollingForecasts::RollingForecasts(const std::vector<Test>& tests, std::vector<ForecastRequest> requests,
                                   std::vector<ModelForecasts> models)
    : requests_(std::move(requests)), models_(std::move(models)) {
  std::vector<double> log_prior;
  for (const ModelForecasts& model : models_) log_prior.push_back(std::log(model.prior));
  std::vector<double> log_weight = log_prior;
  weight_.push_back(cautious_shares(log_weight, models_, 0));
  for (int t = 0; t < static_cast<int>(tests.size()); ++t) {
    // Discount past scores towards the prior, then add this test's mean score over the horizons.
    const double memory = memory_at(t, tests[static_cast<std::size_t>(t)]);
    for (std::size_t m = 0; m < models_.size(); ++m) {
      log_weight[m] = log_prior[m] + memory * (log_weight[m] - log_prior[m]);
    }
    for (int days : kHorizons) {
      const std::size_t r = find(ahead(tests, t, days));
      for (std::size_t m = 0; m < models_.size(); ++m) {
        log_weight[m] += log_score(models_[m].forecast[r], tests[static_cast<std::size_t>(t)].performance) /
                         static_cast<double>(std::size(kHorizons));
      }
    }
    weight_.push_back(cautious_shares(log_weight, models_, t + 1));
  }
}

/// The forgetting factor at a test. One with an error of its own counts as the part of a test that the rest of its
/// forecast's variance is: vague ones by the dozen must not make the weights forget the tests.
double RollingForecasts::memory_at(int t, const Test& test) const {
  if (!test.derived()) return kMemory;
  const double own = std::min(1.0, test.error / twin({t, t}).sd());
  return std::pow(kMemory, 1.0 - own * own);
}

std::size_t RollingForecasts::find(const ForecastRequest& request) const {
  const auto at = std::lower_bound(requests_.begin(), requests_.end(), request);
  if (at == requests_.end() || *at != request) throw std::logic_error("a forecast that was not requested");
  return static_cast<std::size_t>(at - requests_.begin());
}

NormalMixture RollingForecasts::twin(const ForecastRequest& request) const {
  const std::size_t r = find(request);
  const std::vector<double>& weight = weights(request.known);
  std::vector<NormalMixture::Part> parts;
  for (std::size_t m = 0; m < models_.size(); ++m) {
    parts.push_back({weight[m], models_[m].forecast[r].mean, models_[m].forecast[r].sd});
  }
  return NormalMixture(std::move(parts));
}

NormalMixture RollingForecasts::model(const std::string& name, const ForecastRequest& request) const {
  const std::size_t r = find(request);
  for (const ModelForecasts& m : models_) {
    if (m.model == name) return NormalMixture({{1.0, m.forecast[r].mean, m.forecast[r].sd}});
  }
  throw std::logic_error("no model " + name);
}

}  // namespace formcast
