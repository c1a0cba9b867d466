#include "sim/calibration/summary.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "engine/coefficient_draw.hpp"
#include "models/catalogue.hpp"
#include "sim/inference/priors.hpp"
#include "sim/twin/units.hpp"

namespace formcast {
namespace {

constexpr int kDraws = 4000;
/// Summaries are the same whenever they are made; any fixed key serves.
constexpr Key kSummaryKey{20260501, 0};

struct Draws {
  std::vector<std::size_t> node;                                  // (draws)
  std::vector<std::array<double, kMaxCoefficients>> coefficient;  // (draws)
};

/// Draws nodes systematically (node k gets its share of the draws, rounded) and coefficients at random within them.
Draws draw_posterior(const TwinModel& model, std::size_t deviations) {
  const std::size_t n = model.coefficient_names.size(), packed = n * (n + 1) / 2;
  Draws draws;
  double passed = 0.0;
  for (std::size_t k = 0; k < model.nodes(); ++k) {
    passed += model.node_probability[k];
    const CoefficientDraw draw({model.mean.data() + k * n, n}, {model.covariance.data() + k * packed, packed},
                               deviations);
    while (draws.node.size() < kDraws && (static_cast<double>(draws.node.size()) + 0.5) / kDraws <= passed) {
      draws.coefficient.push_back(draw.draw(kSummaryKey, static_cast<std::uint32_t>(draws.node.size())));
      draws.node.push_back(k);
    }
  }
  return draws;
}

ParameterSummary summarise(std::vector<double> values) {
  ParameterSummary s;
  s.mean = std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  const auto rank = [&](double p) {
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(p * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), at, values.end());
    return *at;
  };
  s.low = rank(0.05);
  s.high = rank(0.95);
  return s;
}

ParameterSummary summarise_nodes(std::span<const double> values, std::span<const double> weights) {
  ParameterSummary s;
  s.mean = std::inner_product(values.begin(), values.end(), weights.begin(), 0.0);
  s.low = spread_quantile(values, weights, 0.05);
  s.high = spread_quantile(values, weights, 0.95);
  return s;
}

template <class Model>
void summarise_times(const Twin& twin, const TwinModel& model, const Draws& draws, std::vector<ParameterSummary>& out) {
  constexpr std::size_t kShapes = Model::kShape.size();
  std::vector<double> recover, peak;
  for (std::size_t d = 0; d < draws.node.size(); ++d) {
    std::array<double, kShapes> shape{};
    std::copy_n(model.shape.begin() + static_cast<std::ptrdiff_t>(draws.node[d] * kShapes), kShapes, shape.begin());
    const std::array<double, 2> gain{draws.coefficient[d][1], draws.coefficient[d][2]};
    const Impulse impulse =
        Model::impulse(from_array<typename Model::template Shape<double>>(shape), gain, twin.usual_load);
    if (!(gain[0] > 0.0 && gain[1] > 0.0)) continue;
    recover.push_back(time_to_recover(impulse));
    peak.push_back(time_to_peak(impulse));
  }
  if (recover.empty()) return;
  out.push_back(summarise(std::move(recover)));
  out.back().name = "time_to_recover", out.back().unit = "d";
  out.back().text = "after a session, until performance is back where it was";
  out.push_back(summarise(std::move(peak)));
  out.back().name = "time_to_peak", out.back().unit = "d";
  out.back().text = "after a session, until it helps most";
}

template <class Model>
void summarise_model(const Twin& twin, const TwinModel& model, std::vector<ParameterSummary>& all) {
  std::vector<ParameterSummary> out;
  const Draws draws = draw_posterior(model, static_cast<std::size_t>(kDeviations<Model>));
  const auto add = [&](ParameterSummary s, std::string_view name, std::string unit, std::string_view text) {
    s.name = name, s.unit = std::move(unit), s.text = text;
    out.push_back(std::move(s));
  };
  const std::string p = twin.performance_unit, w = twin.load_unit;
  for (std::size_t c = 0; c <= Model::kGains.size(); ++c) {
    std::vector<double> values;
    for (const auto& coefficient : draws.coefficient) values.push_back(coefficient[c]);
    const bool baseline = c == 0;
    if (baseline) {
      add(summarise(std::move(values)), "p0", p, Model::kGains.empty() ? "performance now" : "baseline now");
    } else if constexpr (!Model::kGains.empty()) {
      const Gain& gain = Model::kGains[c - 1];
      add(summarise(std::move(values)), gain.name, written_unit(gain.unit, p, w), gain.text);
    }
  }
  for (std::size_t i = 0; i < Model::kShape.size(); ++i) {
    std::vector<double> values;
    for (std::size_t k = 0; k < model.nodes(); ++k) values.push_back(model.shape[k * Model::kShape.size() + i]);
    const Parameter& row = Model::kShape[i];
    add(summarise_nodes(values, model.node_probability), row.name, written_unit(row.unit, p, w), row.text);
  }
  if constexpr (kHasImpulse<Model>) summarise_times<Model>(twin, model, draws, out);
  if (kDeviations < Model >> 0) {
    add(summarise_nodes(model.state_sd, model.node_probability), "state_sd", written_unit("p/sqrt(d)", p, w),
        kDampedSlope<Model> ? "daily noise of the level that the slope leads to"
                            : "daily noise of fitness and fatigue");
  }
  if (kWanders<Model> != Wanders::kStates) {
    add(summarise_nodes(model.walk_sd, model.node_probability), "walk_sd", written_unit("p/sqrt(d)", p, w),
        "how fast the baseline wanders");
  }
  add(summarise_nodes(model.test_sd, model.node_probability), "test_sd", p, "scatter of a test about performance");
  for (ParameterSummary& s : out) s.model = Model::kName;
  all.insert(all.end(), out.begin(), out.end());
}

}  // namespace

double spread_quantile(std::span<const double> values, std::span<const double> weights, double probability) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
  const bool logarithmic = values[order.front()] > 0.0;
  std::vector<double> at, mass;
  for (std::size_t i : order) {
    const double x = logarithmic ? std::log(values[i]) : values[i];
    if (at.empty() || x > at.back() + 1e-12) {
      at.push_back(x);
      mass.push_back(0.0);
    }
    mass.back() += weights[i];
  }
  if (at.size() == 1) return values[order.front()];
  double passed = 0.0;
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (passed + mass[i] < probability && i + 1 < at.size()) {
      passed += mass[i];
      continue;
    }
    const double half_below = 0.5 * (i > 0 ? at[i] - at[i - 1] : (logarithmic ? at[1] - at[0] : 0.0));
    const double half_above = 0.5 * (i + 1 < at.size() ? at[i + 1] - at[i] : at[i] - at[i - 1]);
    const double share = mass[i] > 0.0 ? std::clamp((probability - passed) / mass[i], 0.0, 1.0) : 0.5;
    const double x = at[i] - half_below + share * (half_below + half_above);
    return logarithmic ? std::exp(x) : x;
  }
  return values[order.back()];
}

std::vector<ParameterSummary> summarise_parameters(const Twin& twin) {
  std::vector<ParameterSummary> all;
  for (const TwinModel& model : twin.models) {
    for_each_model([&]<class Model>() {
      if (model.name == Model::kName) summarise_model<Model>(twin, model, all);
    });
  }
  return all;
}

}  // namespace formcast
