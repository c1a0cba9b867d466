#include "sim/calibration/parameter_densities.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <span>

#include "sim/calibration/summary.hpp"
#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"
#include "sim/twin/posterior_draws.hpp"
#include "sim/twin/units.hpp"

namespace formcast {
namespace {

constexpr std::size_t kCells = 48;             // of a coefficient's densities
constexpr std::uint32_t kDensityDraws = 4000;  // of its posterior

/// Mass on values, ascending, as a density over equal cells and with its 90 % interval before the tests.
void finish(ParameterDensity& of) {
  for (std::vector<double>* density : {&of.before, &of.after}) {
    const double highest = *std::max_element(density->begin(), density->end());
    if (highest <= 0.0) continue;
    for (double& d : *density) d /= highest;
  }
}

void set_prior_interval(ParameterDensity& of) {
  double total = 0.0;
  for (const double mass : of.before) total += mass;
  std::vector<double> mass = of.before;
  for (double& m : mass) m /= total;
  of.before_low = spread_quantile(of.at, mass, 0.05);
  of.before_high = spread_quantile(of.at, mass, 0.95);
}

/// The cell of ascending values that a value equals, up to rounding.
std::size_t cell_of(const std::vector<double>& at, double value) {
  std::size_t best = 0;
  for (std::size_t i = 1; i < at.size(); ++i) {
    if (std::abs(at[i] - value) < std::abs(at[best] - value)) best = i;
  }
  return best;
}

/// A parameter of which the bank holds certain values only.
ParameterDensity of_values(std::vector<double> at, std::vector<double> before, const std::vector<double>& values,
                           const std::vector<double>& mass) {
  ParameterDensity of;
  of.logarithmic = at.front() > 0.0;
  of.at = std::move(at);
  of.before = std::move(before);
  of.after.assign(of.at.size(), 0.0);
  for (std::size_t k = 0; k < values.size(); ++k) of.after[cell_of(of.at, values[k])] += mass[k];
  set_prior_interval(of);
  finish(of);
  return of;
}

ParameterDensity shape_density(const Twin& twin, const TwinModel& model, std::span<const Parameter> shape,
                               std::size_t i) {
  const Parameter& row = shape[i];
  std::vector<double> at, before, values;
  for (int cell = 0; cell < row.nodes; ++cell) {
    const double middle = cell_middle(row, cell, row.nodes);
    const double z = std::log(middle / model.prior_median[i]) / model.prior_sd_log[i];
    at.push_back(middle * unit_of(row, twin.usual_load));
    before.push_back(std::exp(-0.5 * z * z));
  }
  for (std::size_t k = 0; k < model.nodes(); ++k) values.push_back(model.shape[k * shape.size() + i]);
  return of_values(at, before, values, model.node_probability);
}

/// Prior and posterior of one number of the noise levels; `wanders` is the model's.
ParameterDensity noise_density(const Twin& twin, const TwinModel& model, Wanders wanders, double NoiseLevel::*number) {
  const std::vector<double>& values = number == &NoiseLevel::test_sd   ? model.test_sd
                                      : number == &NoiseLevel::walk_sd ? model.walk_sd
                                                                       : model.state_sd;
  const LogNormal scatter{model.prior_median.back(), model.prior_sd_log.back()};
  std::vector<double> at, before;
  for (const NoiseLevel& level : noise_levels(twin.performance_scale, scatter, wanders)) {
    const double value = level.*number;
    auto found = std::find(at.begin(), at.end(), value);
    if (found == at.end()) {
      at.push_back(value);
      before.push_back(0.0);
      found = at.end() - 1;
    }
    before[static_cast<std::size_t>(found - at.begin())] += std::exp(level.log_prior);
  }
  return of_values(at, before, values, model.node_probability);
}

double normal_density(double x, double mean, double sd) {
  const double z = (x - mean) / sd;
  return std::exp(-0.5 * z * z) / (sd * std::sqrt(2.0 * std::numbers::pi));
}
double normal_below(double x, double mean, double sd) {
  return 0.5 * std::erfc((mean - x) / (sd * std::numbers::sqrt2));
}

/// A coefficient drawn from the posterior: the baseline is 0, then gains.
std::vector<double> draw_coefficient(const TwinModel& model, std::size_t c) {
  const std::size_t n = model.coefficient_names.size(), packed = n * (n + 1) / 2;
  const auto deviations = static_cast<std::size_t>(std::count_if(
      model.coefficient_names.begin(), model.coefficient_names.end(), [](const auto& name) { return name[0] == 'd'; }));
  std::vector<double> drawn;
  double passed = 0.0;
  for (std::size_t k = 0; k < model.nodes(); ++k) {
    passed += model.node_probability[k];
    const CoefficientDraw draw(std::span(model.mean).subspan(k * n, n),
                               std::span(model.covariance).subspan(k * packed, packed), deviations);
    while (drawn.size() < kDensityDraws && (static_cast<double>(drawn.size()) + 0.5) / kDensityDraws <= passed) {
      drawn.push_back(draw.draw(kRecordKey, static_cast<std::uint32_t>(drawn.size()))[c]);
    }
  }
  std::sort(drawn.begin(), drawn.end());
  return drawn;
}

/// A coefficient's prior under one shape, and that shape's probability.
struct Belief {
  double probability = 0.0, mean = 0.0, sd = 0.0;
  double kept = 1.0;  ///< the mass that is allowed: gains are restricted to >= 0
};

/// Of all shapes.
using Beliefs = std::vector<Belief>;

/// Coefficient by coefficient.
template <class Model>
std::vector<Beliefs> beliefs_of(const Twin& twin, const TwinModel& model) {
  std::array<LogNormal, Model::kShape.size()> prior{};
  for (std::size_t i = 0; i < prior.size(); ++i) prior[i] = {model.prior_median[i], model.prior_sd_log[i]};
  const auto shapes = shape_nodes<Model>(twin.usual_load, prior);
  const auto coefficients = coefficient_prior<Model>(shapes, {twin.performance_scale, twin.usual_load, 0});
  std::vector<Beliefs> all(model.coefficient_names.size());
  for (std::size_t c = 0; c < all.size(); ++c) {
    const int i = static_cast<int>(c);
    for (std::size_t s = 0; s < shapes.size(); ++s) {
      const auto rates = Model::template rates<double>(shapes[s].shape);
      for (const double before : loads_before(twin.usual_load)) {
        const auto x = from_nothing(coefficients[s], origin_row<Model>(rates, state_before<Model>(rates, before)));
        Belief b{std::exp(shapes[s].log_prior), x.mean[c], std::sqrt(x.cov[x.at(i, i)])};
        if (c > 0) b.kept = 1.0 - normal_below(0.0, b.mean, b.sd);
        all[c].push_back(b);
      }
    }
  }
  return all;
}

/// The value below which a share of the prior is; `scale` is the athlete's performance.
double prior_quantile(const Beliefs& beliefs, bool gain, double scale, double share) {
  const auto share_below = [&](double x) {
    double below = 0.0;
    for (const Belief& b : beliefs) {
      below += b.probability * (normal_below(x, b.mean, b.sd) - (1.0 - b.kept)) / b.kept;
    }
    return below;
  };
  double from = gain ? 0.0 : -10.0 * scale, to = scale;
  for (int doubling = 0; doubling < 200 && share_below(to) < share; ++doubling) to *= 2.0;
  for (int halving = 0; halving < 60; ++halving) {
    const double middle = 0.5 * (from + to);
    (share_below(middle) < share ? from : to) = middle;
  }
  return to;
}

/// Values, ascending, counted in equal cells from `low` on, and smoothed; values outside are in the outermost cells.
std::vector<double> counted_in_cells(const std::vector<double>& values, double low, double width) {
  std::vector<double> counted(kCells + 2, 0.0), smooth;
  for (const double x : values) {
    const double cell = std::clamp((x - low) / width, 0.0, static_cast<double>(kCells) - 1.0);
    counted[static_cast<std::size_t>(cell) + 1] += 1.0;
  }
  for (std::size_t cell = 1; cell <= kCells; ++cell) {
    smooth.push_back(0.25 * counted[cell - 1] + 0.5 * counted[cell] + 0.25 * counted[cell + 1]);
  }
  return smooth;
}

/// The first coefficient is the baseline, the others are gains.
ParameterDensity coefficient_density(const Beliefs& beliefs, const Twin& twin, const TwinModel& model, std::size_t c) {
  const std::vector<double> drawn = draw_coefficient(model, c);
  const bool gain = c > 0;
  const auto quantile = [&](double share) { return prior_quantile(beliefs, gain, twin.performance_scale, share); };
  ParameterDensity of;
  of.before_low = quantile(0.05);
  of.before_high = quantile(0.95);
  // Priors of gains reach far if a shape responds little; the range drawn holds the posterior, and as much of the prior
  // as leaves it visible.
  double low = drawn.front(), high = drawn[drawn.size() * 199 / 200];
  low = gain ? 0.0 : std::min(low, of.before_low);
  high = gain ? std::max(1.1 * high, std::min(quantile(0.75), 5.0 * high)) : std::max(high, of.before_high);
  const double width = (high - low) / static_cast<double>(kCells);
  for (std::size_t cell = 0; cell < kCells; ++cell) {
    const double x = low + (static_cast<double>(cell) + 0.5) * width;
    double before = 0.0;
    for (const Belief& b : beliefs) before += b.probability * normal_density(x, b.mean, b.sd) / b.kept;
    of.at.push_back(x);
    of.before.push_back(before);
  }
  of.after = counted_in_cells(drawn, low, width);
  finish(of);
  return of;
}

/// The correlation of the posterior's first two time constants.
void correlate_times(const TwinModel& model, ParameterDensities& all) {
  std::vector<std::size_t> times;
  for (std::size_t i = 0; i < model.shape_names.size(); ++i) {
    if (model.shape_names[i].starts_with("tau")) times.push_back(i);
  }
  if (times.size() < 2) return;
  all.correlated_a = model.shape_names[times[0]];
  all.correlated_b = model.shape_names[times[1]];
  double x = 0.0, y = 0.0, xx = 0.0, yy = 0.0, xy = 0.0;
  for (std::size_t k = 0; k < model.nodes(); ++k) {
    const double w = model.node_probability[k];
    const double a = std::log(model.shape[k * model.shape_names.size() + times[0]]);
    const double b = std::log(model.shape[k * model.shape_names.size() + times[1]]);
    x += w * a, y += w * b, xx += w * a * a, yy += w * b * b, xy += w * a * b;
  }
  const double both = (xx - x * x) * (yy - y * y);
  all.correlation = both > 1e-18 ? (xy - x * y) / std::sqrt(both) : 0.0;
}

ParameterDensities densities_of(const Twin& twin, const TwinModel& model, std::span<const Parameter> shapes,
                                const std::vector<Beliefs>& beliefs, Wanders wanders) {
  ParameterDensities all;
  for (const ParameterSummary& summary : twin.parameters) {
    if (summary.model != model.name) continue;
    ParameterDensity of;
    const auto is = [&](std::string_view name) { return summary.name == name; };
    const auto coefficient = std::find(model.coefficient_names.begin(), model.coefficient_names.end(), summary.name);
    const auto shape = std::find(model.shape_names.begin(), model.shape_names.end(), summary.name);
    if (coefficient != model.coefficient_names.end()) {
      const auto c = static_cast<std::size_t>(coefficient - model.coefficient_names.begin());
      of = coefficient_density(beliefs[c], twin, model, c);
    } else if (shape != model.shape_names.end()) {
      of = shape_density(twin, model, shapes, static_cast<std::size_t>(shape - model.shape_names.begin()));
    } else if (is("test_sd")) {
      of = noise_density(twin, model, wanders, &NoiseLevel::test_sd);
    } else if (is("walk_sd")) {
      of = noise_density(twin, model, wanders, &NoiseLevel::walk_sd);
    } else if (is("state_sd")) {
      of = noise_density(twin, model, wanders, &NoiseLevel::state_sd);
    }
    of.name = summary.name, of.unit = summary.unit, of.text = summary.text;
    of.mean = summary.mean, of.low = summary.low, of.high = summary.high;
    all.parameters.push_back(std::move(of));  // times derived from others have no prior of their own: no density
  }
  correlate_times(model, all);
  return all;
}

}  // namespace

ParameterDensities parameter_densities(const Twin& twin, std::string_view name) {
  ParameterDensities all;
  for (const TwinModel& model : twin.models) {
    if (model.name != name) continue;
    for_each_model([&]<class Model>() {
      if (model.name != Model::kName) return;
      all = densities_of(twin, model, Model::kShape, beliefs_of<Model>(twin, model), kWanders<Model>);
    });
  }
  return all;
}

std::string_view model_title(std::string_view name) {
  std::string_view title;
  for_each_model([&]<class Model>() {
    if (name == Model::kName) title = Model::kTitle;
  });
  return title;
}

}  // namespace formcast
