#include "sim/calibrate.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "sim/summary.hpp"

namespace formcast {
namespace {

/// A node below this share of its model is left out of the twin, so that the file stays small; all that is left out
/// together weighs less than the smallest printed digit.
constexpr double kLeastNodeWeight = 1e-7;

/// What is kept of a run until the models' weights are known.
struct ModelEvidence {
  std::vector<double> log_evidence_before;
  std::vector<Forecast> one_ahead;
};

template <class Model>
TwinModel describe_model() {
  TwinModel model;
  model.name = Model::kName;
  for (const Parameter& p : Model::kShape) model.shape_names.emplace_back(p.name);
  model.coefficient_names.emplace_back("p0");
  for (const Gain& g : Model::kGains) model.coefficient_names.emplace_back(g.name);
  for (std::size_t i = 0; i < kFields<typename Model::template State<double>, double>; ++i) {
    model.state_names.push_back("x" + std::to_string(i));
  }
  return model;
}

template <int N>
void append_node(TwinModel& model, const Gaussian<N>& x) {
  model.mean.insert(model.mean.end(), x.mean.begin(), x.mean.end());
  model.covariance.insert(model.covariance.end(), x.cov.begin(), x.cov.end());
}

template <class Model>
TwinModel to_twin_model(const BankRun<Model>& run) {
  TwinModel model = describe_model<Model>();
  double total = 0.0;
  for (const auto& node : run.nodes) total += node.share;
  for (const auto& node : run.nodes) {
    const double weight = node.share / total;
    if (weight < kLeastNodeWeight) continue;
    const auto shape = static_cast<std::size_t>(node.shape);
    const NoiseLevel& noise = run.noise[static_cast<std::size_t>(node.noise)];
    model.node_weight.push_back(weight);
    for (double value : to_array<double>(run.shapes[shape].shape)) model.shape.push_back(value);
    for (double value : to_array<double>(run.trajectories[shape].end)) model.state.push_back(value);
    model.walk_sd.push_back(noise.walk_sd);
    model.test_sd.push_back(noise.test_sd);
    append_node(model, node.x);
  }
  const double kept = std::accumulate(model.node_weight.begin(), model.node_weight.end(), 0.0);
  for (double& weight : model.node_weight) weight /= kept;
  return model;
}

/// Weights of equally likely models from their log evidences.
std::vector<double> model_weights(std::vector<double> log_evidence) {
  const double best = *std::max_element(log_evidence.begin(), log_evidence.end());
  double total = 0.0;
  for (double& w : log_evidence) total += w = std::exp(w - best);
  for (double& w : log_evidence) w /= total;
  return log_evidence;
}

/// What the whole bank expected of each test before it saw it.
std::vector<double> one_ahead_means(const std::vector<ModelEvidence>& models, std::size_t tests) {
  std::vector<double> means(tests, 0.0);
  for (std::size_t t = 0; t < tests; ++t) {
    std::vector<double> log_evidence;
    for (const ModelEvidence& m : models) log_evidence.push_back(m.log_evidence_before[t]);
    const std::vector<double> weight = model_weights(std::move(log_evidence));
    for (std::size_t m = 0; m < models.size(); ++m) means[t] += weight[m] * models[m].one_ahead[t].mean;
  }
  return means;
}

}  // namespace

AthleteScale athlete_scale(const AthleteHistory& history) {
  constexpr std::size_t kFirst = 6;
  AthleteScale scale;
  const std::size_t n = std::min(kFirst, history.tests.size());
  for (std::size_t i = 0; i < n; ++i) scale.performance += history.tests[i].performance / static_cast<double>(n);
  double sum = 0.0;
  int known = 0;
  for (double w : history.load) {
    if (std::isnan(w)) continue;
    sum += w;
    ++known;
  }
  scale.load = sum > 0.0 ? sum / known : 1.0;
  return scale;
}

std::vector<NoiseLevel> noise_levels(double performance_scale) {
  constexpr std::array<double, 6> kWalk{0.0, 0.001, 0.002, 0.004, 0.008, 0.016};
  constexpr Parameter kTest{"test_sd", "", LogNormal{0.02, 0.7}, Range{0.004, 0.07}, 8, ""};
  std::vector<NoiseLevel> levels;
  double total = 0.0;
  for (int t = 0; t < kTest.nodes; ++t) {
    const double test = cell_middle(kTest, t, kTest.nodes);
    const double z = std::log(test / kTest.prior.median) / kTest.prior.sd_log;
    for (double walk : kWalk) {
      levels.push_back({walk * performance_scale, test * performance_scale, -0.5 * z * z});
      total += std::exp(-0.5 * z * z);
    }
  }
  for (NoiseLevel& level : levels) level.log_prior -= std::log(total);
  return levels;
}

std::vector<double> fill_unknown_loads(const AthleteHistory& history) {
  std::array<double, 7> sum{}, known{};
  double all = 0.0, all_known = 0.0;
  for (int day = 0; day < history.days(); ++day) {
    const double w = history.load[static_cast<std::size_t>(day)];
    if (std::isnan(w)) continue;
    const unsigned weekday = date::weekday{history.date(day)}.iso_encoding() - 1;
    sum[weekday] += w;
    known[weekday] += 1.0;
    all += w;
    all_known += 1.0;
  }
  std::vector<double> load = history.load;
  for (int day = 0; day < history.days(); ++day) {
    double& w = load[static_cast<std::size_t>(day)];
    if (!std::isnan(w)) continue;
    const unsigned weekday = date::weekday{history.date(day)}.iso_encoding() - 1;
    w = known[weekday] > 0.0 ? sum[weekday] / known[weekday] : (all_known > 0.0 ? all / all_known : 0.0);
  }
  return load;
}

Twin calibrate(const AthleteHistory& athlete, const History& history, Timing timing) {
  Twin twin;
  twin.engine_version = FORMCAST_VERSION;
  twin.athlete = athlete.athlete;
  twin.timing = timing;
  twin.load_unit = history.load_unit;
  twin.performance_unit = history.performance_unit;
  twin.source = history.source;
  twin.source_digest = history.digest;
  twin.start = athlete.start;
  twin.load = fill_unknown_loads(athlete);
  for (double w : athlete.load) twin.load_known.push_back(std::isnan(w) ? 0 : 1);
  twin.tests = athlete.tests;
  const AthleteScale scale = athlete_scale(athlete);
  twin.performance_scale = scale.performance;
  twin.usual_load = scale.load;
  twin.usual_week = usual_week(athlete);

  const Record record{timing, twin.load, twin.tests};
  std::vector<ModelEvidence> evidence;
  const auto noise = noise_levels(scale.performance);
  std::vector<double> log_evidence;
  for_each_model([&]<class Model>() {
    std::vector<ShapeNode<Model>> shapes = shape_nodes<Model>(scale.load);
    const auto prior = coefficient_prior<Model>(shapes, scale);
    auto run = run_bank<Model>(record, std::move(shapes), prior, noise);
    twin.models.push_back(to_twin_model(run));
    log_evidence.push_back(run.log_evidence);
    evidence.push_back({std::move(run.log_evidence_before), std::move(run.one_ahead)});
  });
  const std::vector<double> weight = model_weights(log_evidence);
  for (std::size_t m = 0; m < twin.models.size(); ++m) twin.models[m].weight = weight[m];

  twin.parameters = summarise_parameters(twin);
  twin.fit = summarise_fit(twin, one_ahead_means(evidence, twin.tests.size()));
  twin.warnings = calibration_warnings(twin);
  return twin;
}

}  // namespace formcast
