#include "sim/calibrate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "models/catalogue.hpp"
#include "sim/bank_run.hpp"
#include "sim/misfits.hpp"
#include "sim/priors.hpp"
#include "sim/summary.hpp"
#include "sim/unknown_loads.hpp"

namespace formcast {
namespace {

template <class Model>
TwinModel describe_model() {
  TwinModel model;
  model.name = Model::kName;
  for (const Parameter& p : Model::kShape) model.shape_names.emplace_back(p.name);
  model.coefficient_names.emplace_back("p0");
  for (const Gain& g : Model::kGains) model.coefficient_names.emplace_back(g.name);
  for (int d = 0; d < kDeviations<Model>; ++d) model.coefficient_names.push_back("d" + std::to_string(d));
  for (std::size_t i = 0; i < kFields<typename Model::template State<double>, double>; ++i) {
    model.state_names.push_back("x" + std::to_string(i));
  }
  return model;
}

template <class Model>
void append_node(TwinModel& model, const BankRun<Model>& run, const BankNode<BankRun<Model>::kN>& node) {
  const auto shape = static_cast<std::size_t>(node.shape);
  const NoiseLevel& noise = run.noise[static_cast<std::size_t>(node.noise)];
  for (double value : to_array<double>(run.shapes[shape].shape)) model.shape.push_back(value);
  for (double value : to_array<double>(run.ends[shape])) model.state.push_back(value);
  model.walk_sd.push_back(noise.walk_sd);
  model.test_sd.push_back(noise.test_sd);
  model.state_sd.push_back(noise.state_sd);
  model.mean.insert(model.mean.end(), node.x.mean.begin(), node.x.mean.end());
  model.covariance.insert(model.covariance.end(), node.x.cov.begin(), node.x.cov.end());
}

void normalise(std::vector<double>& weight) {
  const double total = std::accumulate(weight.begin(), weight.end(), 0.0);
  for (double& w : weight) w /= total;
}

/// At most `most` of a bank's nodes, chosen by systematic resampling in proportion to the mean of both their weights
/// and reweighted to stand for all. Every node where there are no more than that.
template <class Model>
TwinModel to_twin_model(const BankRun<Model>& run, std::size_t most) {
  TwinModel model = describe_model<Model>();
  double share = 0.0, trust = 0.0;
  for (const auto& node : run.nodes) share += node.share, trust += node.trust;
  double passed = 0.0;
  std::size_t point = 0;
  for (const auto& node : run.nodes) {
    const double p = node.share / share, w = node.trust / trust, chance = 0.5 * (p + w);
    double points = 0.0;
    passed += chance;
    while (point < most && (static_cast<double>(point) + 0.5) / static_cast<double>(most) <= passed) ++point, ++points;
    if (run.nodes.size() <= most) points = 1.0;
    if (points == 0.0) continue;
    const double stands_for = run.nodes.size() <= most ? 1.0 : points / chance;
    model.node_probability.push_back(p * stands_for);
    model.node_weight.push_back(w * stands_for);
    append_node(model, run, node);
  }
  normalise(model.node_probability);
  normalise(model.node_weight);
  return model;
}

void keep_prior(TwinModel& model, const ModelPrior& prior) {
  for (const LogNormal& row : prior.shape) {
    model.prior_median.push_back(row.median);
    model.prior_sd_log.push_back(row.sd_log);
  }
  model.prior_median.push_back(prior.test_sd.median);
  model.prior_sd_log.push_back(prior.test_sd.sd_log);
}

/// What a run says of its shape parameters, in the rows' units, and of the tests' scatter.
template <class Model>
ModelMarginals to_marginals(const BankRun<Model>& run, const AthleteScale& scale) {
  ModelMarginals marginals;
  marginals.model = Model::kName;
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

/// Probabilities of equally likely models from their log evidences.
std::vector<double> probabilities(std::vector<double> log_evidence) {
  const double best = *std::max_element(log_evidence.begin(), log_evidence.end());
  for (double& w : log_evidence) w = std::exp(w - best);
  normalise(log_evidence);
  return log_evidence;
}

/// What the twin expected of each test before it saw it.
std::vector<double> one_ahead_means(const Foresight& foresight, int tests) {
  std::vector<double> means;
  for (int t = 0; t < tests; ++t) means.push_back(foresight.twin({t, t}).mean());
  return means;
}

/// Of the markers nights alone are kept: they teach the effects of travel, once a trip is told.
void keep_nights(const AthleteHistory& athlete, Twin& twin) {
  const auto marker = athlete.markers.find(kSleepHours);
  if (marker == athlete.markers.end()) return;
  const auto known = [](double hours) { return !std::isnan(hours); };
  if (std::ranges::none_of(marker->second, known)) return;
  for (const double hours : marker->second) {
    twin.sleep_known.push_back(known(hours) ? 1 : 0);
    twin.sleep_hours.push_back(known(hours) ? hours : 0.0);
  }
}

Twin describe_athlete(const AthleteHistory& athlete, const History& history, Timing timing) {
  Twin twin;
  twin.engine_version = FORMCAST_VERSION;
  twin.athlete = athlete.athlete;
  twin.timing = timing;
  twin.load_unit = history.load_unit;
  twin.performance_unit = history.performance_unit;
  twin.source = history.source;
  twin.source_digest = history.digest;
  twin.start = athlete.start;
  for (double w : athlete.load) twin.load_known.push_back(std::isnan(w) ? 0 : 1);
  twin.tests = athlete.tests;
  keep_nights(athlete, twin);
  twin.usual_week = usual_week(athlete);
  return twin;
}

/// One model's bank over a record, under what is believed of the model.
template <class Model>
BankRun<Model> run_model(const Record& record, const AthleteScale& scale, const ModelPrior& beliefs,
                         std::span<const ForecastRequest> requests) {
  auto table = table_priors<Model>();
  for (std::size_t i = 0; i < table.size(); ++i) table[i] = beliefs.shape[i];
  const std::vector<ShapeNode<Model>> shapes = shape_nodes<Model>(scale.load, table);
  const auto prior = coefficient_prior<Model>(shapes, scale);
  return run_bank<Model>(record, shapes, prior,
                         noise_levels(scale.performance, beliefs.test_sd, kDeviations<Model> > 0), requests);
}

/// Runs every model's bank, adds each to the twin, and returns what those that forecast foresaw.
std::vector<ModelForecasts> run_models(const Record& record, const AthleteScale& scale, const Priors& priors,
                                       std::span<const ForecastRequest> requests, Twin& twin) {
  constexpr std::size_t kNodes = 512;
  std::vector<ModelForecasts> forecasts;
  std::vector<double> log_evidence;
  for_each_model([&]<class Model>() {
    const ModelPrior& beliefs = priors.models[twin.models.size()];
    const auto wanted = kForecasts<Model> ? requests : std::span<const ForecastRequest>();
    const BankRun<Model> run = run_model<Model>(record, scale, beliefs, wanted);
    if (kForecasts<Model>) forecasts.push_back({std::string(Model::kName), run.forecasts});
    log_evidence.push_back(run.log_evidence);
    twin.models.push_back(to_twin_model(run, kNodes));
    keep_prior(twin.models.back(), beliefs);
  });
  const std::vector<double> probability = probabilities(log_evidence);
  for (std::size_t m = 0; m < probability.size(); ++m) twin.models[m].probability = probability[m];
  return forecasts;
}

/// Shares the forecast's members out among the models that forecast.
void weigh_models(Twin& twin, const Foresight& foresight) {
  const std::vector<double>& weight = foresight.weights(static_cast<int>(twin.tests.size()));
  for (TwinModel& model : twin.models) {
    for (std::size_t f = 0; f < weight.size(); ++f) {
      if (foresight.models()[f].model == model.name) model.weight = weight[f];
    }
  }
}

}  // namespace

AthleteMarginals learn_marginals(const AthleteHistory& given, Timing timing) {
  const AthleteHistory athlete = without_absurd_loads(given);
  const AthleteScale scale = athlete_scale(athlete);
  const Record record{timing, fill_unknown_loads(athlete), athlete.tests};
  const Priors priors = population_priors();
  AthleteMarginals marginals;
  for_each_model([&]<class Model>() {
    marginals.push_back(to_marginals(run_model<Model>(record, scale, priors.models[marginals.size()], {}), scale));
  });
  return marginals;
}

Calibration calibrate_and_foresee(const AthleteHistory& given, const History& history, Timing timing,
                                  const Priors& priors) {
  const AthleteHistory athlete = without_absurd_loads(given);
  Twin twin = describe_athlete(athlete, history, timing);
  const AthleteScale scale = athlete_scale(athlete);
  twin.performance_scale = scale.performance;
  twin.usual_load = scale.load;
  twin.prior_source = priors.source;
  const Record record{timing, fill_unknown_loads(athlete), athlete.tests};
  twin.load = mean_load(record.load);

  const ForecastCases cases = forecast_cases(record.tests, record.days(), scale.days);
  const std::vector<ForecastRequest> requests = Foresight::requests(record.tests, cases);
  Foresight foresight(record.tests, requests, run_models(record, scale, priors, requests, twin));
  weigh_models(twin, foresight);

  twin.parameters = summarise_parameters(twin);
  twin.identifiability = identifiability(twin);
  twin.fit = summarise_fit(twin, one_ahead_means(foresight, static_cast<int>(record.tests.size())));
  const std::array methods{twin_method(foresight), last_value(record.tests), mean_of_five(record.tests),
                           local_level_method(foresight)};
  twin.skill = evaluate(record.tests, cases, methods);
  twin.warnings = calibration_warnings(twin);
  return {std::move(twin), cases, std::move(foresight)};
}

Twin calibrate(const AthleteHistory& athlete, const History& history, Timing timing, const Priors& priors) {
  return calibrate_and_foresee(athlete, history, timing, priors).twin;
}

}  // namespace formcast
