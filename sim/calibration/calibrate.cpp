#include "sim/calibration/calibrate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <type_traits>

#include "models/catalogue.hpp"
#include "sim/calibration/identifiability.hpp"
#include "sim/calibration/summary.hpp"
#include "sim/inference/bank_run.hpp"
#include "sim/inference/bound_slack.hpp"
#include "sim/inference/loads_add.hpp"
#include "sim/inference/misfits.hpp"
#include "sim/inference/missing_loads.hpp"
#include "sim/inference/model_weights.hpp"
#include "sim/inference/priors.hpp"
#include "sim/twin/twin_model.hpp"

// One athlete's record to a twin: every model's bank over the record, then weights, summaries and skill.
//
// Promises: the same twin for the same record and priors; forecasts of a test use only what was known before it.
// Relies on: days and tests in order, at least one test, and the catalogue's order for priors and models.
// Costs: a bank a model over the whole record; models that forecast run again over earlier stretches, whose scale was
// another (ScaleEpoch), and once more without loads.
namespace formcast {
namespace {

/// A run's posterior of its shape parameters, in the rows' units, and of the tests' scatter.
template <class Model>
ModelMarginals to_marginals(const BankRun<Model>& run, const AthleteScale& scale) {
  ModelMarginals marginals;
  marginals.model = Model::kName;
  // Nodes share values of one parameter: their masses are added.
  const auto add = [](Marginal& marginal, double value, double mass) {
    const auto at = std::find_if(marginal.value.begin(), marginal.value.end(),
                                 [&](double v) { return std::abs(v - value) < 1e-9 * v; });
    const auto i = static_cast<std::size_t>(at - marginal.value.begin());
    if (at == marginal.value.end()) marginal.value.push_back(value), marginal.mass.push_back(0.0);
    marginal.mass[i] += mass;
  };
  marginals.shape.resize(Model::kShape.size());
  for (const auto& node : run.nodes) {
    const auto shape = to_array<double>(run.shapes[static_cast<std::size_t>(node.shape)].shape);
    for (std::size_t i = 0; i < shape.size(); ++i) {
      add(marginals.shape[i], shape[i] / unit_of(Model::kShape[i], scale.load), node.share);
    }
    add(marginals.test_sd, run.noise[static_cast<std::size_t>(node.noise)].test_sd / scale.performance, node.share);
  }
  return marginals;
}

/// The twin's one-ahead forecast of each test.
std::vector<double> one_ahead_means(const RollingForecasts& rolling, int tests) {
  std::vector<double> means;
  for (int t = 0; t < tests; ++t) means.push_back(rolling.twin({t, t}).mean());
  return means;
}

/// Keeps the sleep marker only: nights inform the effects of travel, once trips are given.
void keep_sleep(const AthleteHistory& athlete, Twin& twin) {
  const auto marker = athlete.markers.find(kSleepHours);
  if (marker == athlete.markers.end()) return;
  const auto known = [](double hours) { return !std::isnan(hours); };
  if (std::ranges::none_of(marker->second, known)) return;
  for (const double hours : marker->second) {
    twin.sleep_known.push_back(known(hours) ? 1 : 0);
    twin.sleep_hours.push_back(known(hours) ? hours : 0.0);
  }
}

Twin describe_athlete(const AthleteHistory& athlete, const Provenance& provenance, Timing timing) {
  Twin twin;
  twin.engine_version = FORMCAST_VERSION;
  twin.athlete = athlete.athlete;
  twin.timing = timing;
  twin.load_unit = provenance.load_unit;
  twin.performance_unit = provenance.performance_unit;
  twin.source = provenance.source;
  twin.source_digest = provenance.digest;
  twin.start = athlete.start;
  for (double w : athlete.load) twin.load_known.push_back(std::isnan(w) ? 0 : 1);
  twin.test_kind = provenance.test_kind;
  twin.tests = athlete.tests;
  twin.bounds = athlete.bounds;
  keep_sleep(athlete, twin);
  twin.usual_week = usual_week(athlete);
  return twin;
}

/// A model's shapes with their prior.
template <class Model>
std::vector<ShapeNode<Model>> believed_shapes(const AthleteScale& scale, const ModelPrior& beliefs) {
  auto table = table_priors<Model>();
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = beliefs.shape[i];
  return shape_nodes<Model>(scale.load, table);
}

/// One model's bank over a record, under the model's prior.
template <class Model>
BankRun<Model> run_model(const Record& record, const AthleteScale& scale, const ModelPrior& beliefs,
                         const std::vector<ShapeNode<Model>>& shapes, std::span<const ForecastRequest> requests,
                         std::vector<double> before) {
  const auto prior = coefficient_prior<Model>(shapes, scale);
  return run_bank<Model>(record, shapes, prior, noise_levels(scale.performance, beliefs.test_sd, kWanders<Model>),
                         requests, {std::move(before), kSlips});
}
template <class Model>
BankRun<Model> run_model(const Record& record, const AthleteScale& scale, const ModelPrior& beliefs,
                         std::span<const ForecastRequest> requests) {
  return run_model<Model>(record, scale, beliefs, believed_shapes<Model>(scale, beliefs), requests,
                          loads_before(scale.load));
}

/// The requests of one stretch of the record.
struct EpochRequests {
  AthleteScale scale;
  std::vector<ForecastRequest> requests;
};

/// Requests by the scale known at their last known test. They are sorted by that.
std::vector<EpochRequests> by_epoch(const std::vector<ScaleEpoch>& epochs, const std::vector<Test>& tests,
                                    const std::vector<ForecastRequest>& requests) {
  std::vector<EpochRequests> split;
  std::size_t next = 0;
  for (std::size_t e = 0; e < epochs.size(); ++e) {
    split.push_back({epochs[e].scale, {}});
    for (; next < requests.size(); ++next) {
      const int known = requests[next].known;
      // The morning after the last known test.
      const int day = known == 0 ? 0 : tests[static_cast<std::size_t>(known) - 1].day + 1;
      if (e + 1 < epochs.size() && day >= epochs[e + 1].from) break;
      split.back().requests.push_back(requests[next]);
    }
  }
  return split;
}

/// The record up to the last requested test.
Record until(const Record& record, const std::vector<ForecastRequest>& requests) {
  int last = 0;
  for (const ForecastRequest& request : requests) last = std::max(last, request.test);
  Record early{record.timing, record.load, {}};
  const auto tests = static_cast<std::ptrdiff_t>(last) + 1;
  early.tests.assign(record.tests.begin(), record.tests.begin() + tests);
  for (std::vector<double>& load : early.load) load.resize(static_cast<std::size_t>(early.tests.back().day) + 1);
  return early;
}

/// A model's forecasts in all stretches but the last, which the whole record's bank answers.
template <class Model>
std::vector<Forecast> early_forecasts(const Record& record, const ModelPrior& beliefs,
                                      const std::vector<EpochRequests>& epochs) {
  std::vector<Forecast> forecasts;
  for (std::size_t e = 0; e + 1 < epochs.size(); ++e) {
    if (epochs[e].requests.empty()) continue;
    const Record early = until(record, epochs[e].requests);
    const auto run = run_model<Model>(early, epochs[e].scale, beliefs, epochs[e].requests);
    forecasts.insert(forecasts.end(), run.forecasts.begin(), run.forecasts.end());
  }
  return forecasts;
}

/// Runs every model's bank, adds each to the twin, and returns the forecasts of those that forecast. The twin also
/// learns from bounds, whose slack is learned from the whole record; forecasts know nothing later, and no bounds.
std::vector<ModelForecasts> run_models(const Record& record, const std::vector<Test>& bounds,
                                       const std::vector<EpochRequests>& epochs, const Priors& priors, Twin& twin) {
  // Members are drawn from models that forecast; the others only need means and intervals.
  constexpr std::size_t kNodes = 320, kNodesToRead = 160;
  std::vector<ModelForecasts> forecasts;
  std::vector<ModelEvidence> evidence;
  const Record bounded = with_bounds(record, bounds, epochs.back().scale, level_test_sd(priors));
  for_each_model([&]<class Model>() {
    const ModelPrior& beliefs = priors.models[twin.models.size()];
    // Only models that forecast are asked for forecasts; the others still give evidence and parameters.
    const auto wanted = kForecasts<Model> ? std::span<const ForecastRequest>(epochs.back().requests)
                                          : std::span<const ForecastRequest>();
    BankRun<Model> run = run_model<Model>(record, epochs.back().scale, beliefs, wanted);
    if constexpr (kForecasts<Model>) {
      forecasts.push_back({std::string(Model::kName), kForecastPrior<Model>, !Model::kGains.empty(),
                           early_forecasts<Model>(record, beliefs, epochs)});
      std::vector<Forecast>& all = forecasts.back().forecast;
      all.insert(all.end(), run.forecasts.begin(), run.forecasts.end());
    }
    if (!bounded.bounds.empty()) run = run_model<Model>(bounded, epochs.back().scale, beliefs, {});
    evidence.push_back({run.log_evidence, !Model::kGains.empty(), kForecasts<Model>});
    twin.models.push_back(to_twin_model(run, kForecasts<Model> ? kNodes : kNodesToRead));
    keep_prior(twin.models.back(), beliefs);
  });
  // From the same evidence: posterior probabilities, and decision weights, tempered with a chance of no effect.
  const std::vector<double> probability = posterior_probabilities(evidence), decision = decision_weights(evidence);
  for (std::size_t m = 0; m < probability.size(); ++m) {
    twin.models[m].probability = probability[m];
    twin.models[m].decision_weight = decision[m];
  }
  return forecasts;
}

/// A model's forecasts had every day's load been the usual one. If that was the load before the record too, nothing
/// responds and the model is a level, which is among the models anyway; and a third of the shapes is enough for the
/// response to a constant load, a curve that levels off.
template <class Model>
std::vector<Forecast> forecast_without_loads(const Record& record, const ModelPrior& beliefs,
                                             const std::vector<EpochRequests>& epochs) {
  constexpr std::size_t kEvery = 3;
  std::vector<Forecast> forecasts;
  for (const EpochRequests& epoch : epochs) {
    if (epoch.requests.empty()) continue;
    Record early = until(record, epoch.requests);
    early.load = {std::vector<double>(early.load.front().size(), epoch.scale.load)};
    std::vector<ShapeNode<Model>> shapes;
    const auto all = believed_shapes<Model>(epoch.scale, beliefs);
    for (std::size_t s = 0; s < all.size(); s += kEvery) shapes.push_back(all[s]);
    const auto run = run_model<Model>(early, epoch.scale, beliefs, shapes, epoch.requests, {0.0});
    forecasts.insert(forecasts.end(), run.forecasts.begin(), run.forecasts.end());
  }
  return forecasts;
}

/// The same for all models that forecast. Those without an effect forecast the same as `with` the loads.
std::vector<ModelForecasts> forecast_without_loads(const Record& record, const std::vector<EpochRequests>& epochs,
                                                   const Priors& priors, const std::vector<ModelForecasts>& with) {
  std::vector<ModelForecasts> forecasts;
  std::size_t model = 0;
  for_each_model([&]<class Model>() {
    const ModelPrior& beliefs = priors.models[model++];
    if constexpr (kForecasts<Model>) {
      if constexpr (Model::kGains.empty()) {
        forecasts.push_back(*std::ranges::find(with, Model::kName, &ModelForecasts::model));
      } else {
        forecasts.push_back({std::string(Model::kName), kForecastPrior<Model>, true,
                             forecast_without_loads<Model>(record, beliefs, epochs)});
      }
    }
  });
  return forecasts;
}

/// Shares the forecast's members out among the models that forecast.
void weigh_models(Twin& twin, const RollingForecasts& rolling) {
  const std::vector<double>& weight = rolling.weights(static_cast<int>(twin.tests.size()));
  for (TwinModel& model : twin.models) {
    for (std::size_t f = 0; f < weight.size(); ++f) {
      if (rolling.models()[f].model == model.name) model.weight = weight[f];
    }
  }
}

}  // namespace

AthleteMarginals learn_marginals(const AthleteHistory& given, Timing timing) {
  const AthleteHistory athlete = without_implausible_loads(given);
  const AthleteScale scale = athlete_scale(athlete);
  const Record record{timing, fill_missing_loads(athlete), athlete.tests};
  const Priors priors = population_priors();
  AthleteMarginals marginals;
  for_each_model([&]<class Model>() {
    marginals.push_back(to_marginals(run_model<Model>(record, scale, priors.models[marginals.size()], {}), scale));
  });
  return marginals;
}

Calibration calibrate_and_forecast(const AthleteHistory& given, const Provenance& provenance, Timing timing,
                                   const Priors& priors) {
  const AthleteHistory athlete = without_implausible_loads(given);
  Twin twin = describe_athlete(athlete, provenance, timing);
  // The whole record's scale is the last epoch's; earlier forecasts keep the scale of their time.
  const std::vector<ScaleEpoch> epochs = scale_epochs(athlete);
  const AthleteScale& scale = epochs.back().scale;
  twin.performance_scale = scale.performance;
  twin.usual_load = scale.load;
  twin.prior_source = priors.source;
  const Record record{timing, fill_missing_loads(athlete), athlete.tests};
  twin.load = mean_load(record.load);

  // Which forecasts to judge, then every model's answers to them, with and without loads.
  const ForecastCases cases = forecast_cases(record.tests, record.days(), scale.days);
  const std::vector<ForecastRequest> requests = RollingForecasts::requests(record.tests, cases);
  const std::vector<EpochRequests> by_scale = by_epoch(epochs, record.tests, requests);
  RollingForecasts rolling(record.tests, requests, run_models(record, athlete.bounds, by_scale, priors, twin));
  RollingForecasts without(record.tests, requests, forecast_without_loads(record, by_scale, priors, rolling.models()));
  weigh_models(twin, rolling);

  // Summaries read the finished models; warnings come last, as they read the summaries.
  twin.parameters = summarise_parameters(twin);
  twin.identifiability = identifiability(twin);
  twin.fit = summarise_fit(twin, one_ahead_means(rolling, static_cast<int>(record.tests.size())));
  const std::array methods{twin_method(rolling), last_value(record.tests), mean_of_five(record.tests),
                           local_level_method(rolling)};
  twin.loads_add = loads_add(record.tests, cases, rolling, without);
  twin.skill = evaluate(record.tests, cases, methods);
  twin.warnings = calibration_warnings(twin);
  return {std::move(twin), cases, std::move(rolling), std::move(without)};
}

Twin calibrate(const AthleteHistory& athlete, const Provenance& provenance, Timing timing, const Priors& priors) {
  return calibrate_and_forecast(athlete, provenance, timing, priors).twin;
}

}  // namespace formcast
