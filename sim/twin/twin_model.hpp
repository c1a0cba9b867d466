#pragma once

#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"
#include "sim/twin/twin.hpp"

// From a bank to a twin.
namespace formcast {

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
  model.before.push_back(run.before[shape]);
  const auto x = from_nothing(node.x, run.origins[shape]);
  model.mean.insert(model.mean.end(), x.mean.begin(), x.mean.end());
  model.covariance.insert(model.covariance.end(), x.cov.begin(), x.cov.end());
}

inline void normalise(std::vector<double>& weight) {
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

inline void keep_prior(TwinModel& model, const ModelPrior& prior) {
  for (const LogNormal& row : prior.shape) {
    model.prior_median.push_back(row.median);
    model.prior_sd_log.push_back(row.sd_log);
  }
  model.prior_median.push_back(prior.test_sd.median);
  model.prior_sd_log.push_back(prior.test_sd.sd_log);
}

}  // namespace formcast
