#include "sim/calibration/identifiability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/gaussian.hpp"
#include "engine/positive.hpp"
#include "models/catalogue.hpp"
#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {
namespace {

constexpr std::size_t kEnoughTests = 12;
constexpr double kLeastContraction = 0.1;

/// Running mean and covariance of weighted vectors that may each have a covariance of their own.
struct WeightedMoments {
  explicit WeightedMoments(std::size_t n) : mean(Eigen::VectorXd::Zero(static_cast<int>(n))) {
    square = Eigen::MatrixXd::Zero(mean.size(), mean.size());
  }
  void add(double weight, const Eigen::VectorXd& m, const Eigen::MatrixXd& v) {
    total += weight;
    mean += weight * m;
    square += weight * (v + m * m.transpose());
  }
  Eigen::MatrixXd covariance() const {
    const Eigen::VectorXd m = mean / total;
    return square / total - m * m.transpose();
  }

  double total = 0.0;
  Eigen::VectorXd mean;
  Eigen::MatrixXd square;
};

/// One model of a twin, node by node: log shape parameters, then gains as the effect of a usual day on performance,
/// then the baseline, both as a fraction of performance, then the log of the tests' scatter.
template <class Model>
struct ModelView {
  static constexpr int kN = kCoefficients<Model>, kD = kDeviations<Model>;
  static constexpr std::size_t kShapes = Model::kShape.size(), kGains = Model::kGains.size();
  using Shape = typename Model::template Shape<double>;

  const Twin& twin;
  const TwinModel& model;

  static std::size_t size() { return kShapes + kGains + 2; }
  static std::vector<std::string> names() {
    std::vector<std::string> names;
    for (const Parameter& p : Model::kShape) names.emplace_back(p.name);
    for (const Gain& g : Model::kGains) names.emplace_back(g.name);
    names.insert(names.end(), {"p0", "test_sd"});
    return names;
  }
  Shape shape(std::size_t node) const {
    std::array<double, kShapes> values{};
    std::copy_n(model.shape.begin() + static_cast<std::ptrdiff_t>(node * kShapes), kShapes, values.begin());
    return from_array<Shape>(values);
  }
  Gaussian<kN> coefficients(std::size_t node) const {
    Gaussian<kN> x;
    std::copy_n(model.mean.begin() + static_cast<std::ptrdiff_t>(node * x.mean.size()), x.mean.size(), x.mean.begin());
    std::copy_n(model.covariance.begin() + static_cast<std::ptrdiff_t>(node * x.cov.size()), x.cov.size(),
                x.cov.begin());
    return x;
  }

  void add(WeightedMoments& moments, double weight, const Shape& s, const Gaussian<kN>& x,
           const Normal& log_test_sd) const {
    const int n = static_cast<int>(size());
    Eigen::VectorXd m = Eigen::VectorXd::Zero(n);
    Eigen::MatrixXd v = Eigen::MatrixXd::Zero(n, n);
    const auto values = to_array<double>(s);
    for (std::size_t i = 0; i < kShapes; ++i) m(static_cast<int>(i)) = std::log(values[i]);
    const auto usual = sustained_response<Model>(s, twin.usual_load);
    const Gaussian<kN> y = with_positive_gains<kN, kD>(x).x;
    // Coefficient c is at place(c), in units of performance: the baseline behind the gains.
    const auto place = [](int c) { return static_cast<int>(kShapes) + (c == 0 ? static_cast<int>(kGains) : c - 1); };
    const auto unit = [&](int c) {
      return (c == 0 ? 1.0 : usual[static_cast<std::size_t>(c - 1)]) / twin.performance_scale;
    };
    for (int c = 0; c <= static_cast<int>(kGains); ++c) {
      m(place(c)) = y.mean[static_cast<std::size_t>(c)] * unit(c);
      for (int d = 0; d <= static_cast<int>(kGains); ++d) v(place(c), place(d)) = y.cov[y.at(c, d)] * unit(c) * unit(d);
    }
    m(n - 1) = log_test_sd.mean;
    v(n - 1, n - 1) = log_test_sd.sd * log_test_sd.sd;
    moments.add(weight, m, v);
  }

  /// Log of the tests' scatter, as a fraction of performance, before there are any.
  Normal scatter_before() const {
    double mean = 0.0, square = 0.0;
    for (const NoiseLevel& level : noise_levels(twin.performance_scale)) {
      const double x = std::log(level.test_sd / twin.performance_scale), p = std::exp(level.log_prior);
      mean += p * x, square += p * x * x;
    }
    return {mean, std::sqrt(std::max(0.0, square - mean * mean))};
  }

  WeightedMoments before() const {
    WeightedMoments moments(size());
    const AthleteScale scale{twin.performance_scale, twin.usual_load, 0};
    const auto nodes = shape_nodes<Model>(twin.usual_load);
    const auto prior = coefficient_prior<Model>(nodes, scale);
    const Normal scatter = scatter_before();
    for (std::size_t s = 0; s < nodes.size(); ++s) {
      const auto rates = Model::template rates<double>(nodes[s].shape);
      for (const double load : loads_before(twin.usual_load)) {
        const Gaussian<kN> x = from_nothing(prior[s], origin_row<Model>(rates, state_before<Model>(rates, load)));
        add(moments, std::exp(nodes[s].log_prior), nodes[s].shape, x, scatter);
      }
    }
    return moments;
  }
  WeightedMoments after() const {
    WeightedMoments moments(size());
    for (std::size_t k = 0; k < model.nodes(); ++k) {
      add(moments, model.node_probability[k], shape(k), coefficients(k),
          {std::log(model.test_sd[k] / twin.performance_scale), 0.0});
    }
    return moments;
  }

  /// Effective tests: each is weighted by the share of its residual that is scatter, not the baseline's wandering, nor
  /// an error of its own.
  double effective_tests() const {
    double sum = 0.0;
    for (std::size_t k = 0; k < model.nodes(); ++k) {
      const double r = model.test_sd[k] * model.test_sd[k], q = model.walk_sd[k] * model.walk_sd[k];
      double open = std::pow(kBaselineSd * twin.performance_scale, 2), count = 0.0;
      int day = 0;
      for (const Test& test : twin.tests) {
        open += q * (test.day - day);
        day = test.day;
        const double noise = std::min(r + test.error * test.error, 1e300);  // squares may overflow
        count += r / (open + noise);
        open *= noise / (open + noise);
      }
      sum += model.node_probability[k] * count;
    }
    return sum;
  }

  /// Information from a test so many days after the record about gains and shape [bit], training as usual until then:
  /// half the log of how much it would contract the gains, and of how far the nodes disagree about it.
  std::vector<double> test_bits(int days) const {
    std::vector<double> within(static_cast<std::size_t>(days), 0.0), mean = within, square = within, noise = within;
    for (std::size_t k = 0; k < model.nodes(); ++k) {
      const auto rates = Model::template rates<double>(shape(k));
      std::array<double, kFields<typename Model::template State<double>, double>> state{};
      std::copy_n(model.state.begin() + static_cast<std::ptrdiff_t>(k * state.size()), state.size(), state.begin());
      auto x = from_array<typename Model::template State<double>>(state);
      const Gaussian<kN> known = coefficients(k);
      for (int day = 0; day < days; ++day) {
        const double load = twin.usual_week[weekday(twin.next_day() + date::days{day})];
        step_day<Model, double>(twin.timing, rates, x, load, [&](const auto& seen) {
          const Row<kN> row = coefficient_row<Model>(rates, seen);
          Gaussian<kN> later = known;
          later.cov[0] += model.walk_sd[k] * model.walk_sd[k] * day;
          const double before = log_gains(later);
          double expected = 0.0;
          for (int i = 0; i < kN; ++i) expected += row(i) * later.mean[static_cast<std::size_t>(i)];
          const Innovation seen_one = observe(later, row, model.test_sd[k] * model.test_sd[k], expected);
          const double w = model.node_probability[k];
          const auto d = static_cast<std::size_t>(day);
          within[d] += w * 0.5 * (before - log_gains(later));
          mean[d] += w * expected, square[d] += w * expected * expected, noise[d] += w / seen_one.precision;
        });
      }
    }
    for (std::size_t d = 0; d < within.size(); ++d) {
      const double between = std::max(0.0, square[d] - mean[d] * mean[d]);
      within[d] = (within[d] + 0.5 * std::log1p(between / noise[d])) / std::numbers::ln2;
    }
    return within;
  }

 private:
  /// Log determinant of the gains' covariance.
  static double log_gains(const Gaussian<kN>& x) {
    if constexpr (kGains == 1) {
      return std::log(x.cov[x.at(1, 1)]);
    } else {
      return std::log(x.cov[x.at(1, 1)] * x.cov[x.at(2, 2)] - x.cov[x.at(1, 2)] * x.cov[x.at(1, 2)]);
    }
  }
};

template <class Model>
Identifiability look_over(const Twin& twin, const TwinModel& model) {
  constexpr int kThreeWeeks = 21;
  const ModelView<Model> view{twin, model};
  Identifiability result;
  result.model = model.name;
  const Eigen::MatrixXd before = view.before().covariance(), after = view.after().covariance();
  const auto names = view.names();
  result.identified = twin.tests.size() >= kEnoughTests;
  for (int i = 0; i < before.rows(); ++i) {
    const double contraction = 1.0 - std::sqrt(std::max(0.0, after(i, i)) / before(i, i));
    result.contraction.push_back({names[static_cast<std::size_t>(i)], contraction});
    result.identified = result.identified && contraction >= kLeastContraction;
    for (int j = 0; j < i; ++j) {
      const double both = after(i, i) * after(j, j);
      const double r = both > 0.0 ? after(i, j) / std::sqrt(both) : 0.0;
      if (std::abs(r) <= std::abs(result.correlation)) continue;
      result.correlation = r;
      result.correlated_a = names[static_cast<std::size_t>(j)];
      result.correlated_b = names[static_cast<std::size_t>(i)];
    }
  }
  result.effective_tests = view.effective_tests();
  const std::vector<double> bits = view.test_bits(kThreeWeeks);
  const auto best = std::max_element(bits.begin(), bits.end());
  result.best_test_day = static_cast<int>(best - bits.begin());
  result.best_test_bits = *best;
  return result;
}

}  // namespace

Identifiability identifiability(const Twin& twin) {
  const TwinModel* leader = nullptr;
  for (const TwinModel& model : twin.models) {
    if (!model.has_effect()) continue;
    if (leader == nullptr || model.weight > leader->weight) leader = &model;
  }
  Identifiability result;
  if (leader == nullptr) return result;
  for_each_model([&]<class Model>() {
    if constexpr (!Model::kGains.empty()) {
      if (leader->name == Model::kName) result = look_over<Model>(twin, *leader);
    }
  });
  return result;
}

std::vector<std::string> identifiability_warnings(const Twin& twin) {
  const Identifiability& seen = twin.identifiability;
  std::vector<std::string> warnings;
  std::string unlearned;
  for (const Contraction& c : seen.contraction) {
    if (c.contraction < kLeastContraction) unlearned += (unlearned.empty() ? "" : ", ") + c.parameter;
  }
  if (!unlearned.empty()) {
    warnings.push_back(
        fmt::format("{}: the tests hardly inform {}: the estimates there are the priors", seen.model, unlearned));
  }
  constexpr double kInseparable = 0.9;
  if (std::abs(seen.correlation) > kInseparable) {
    warnings.push_back(fmt::format("{}: {} and {} are identified jointly, not separately (correlation {:.2f})",
                                   seen.model, seen.correlated_a, seen.correlated_b, seen.correlation));
  }
  return warnings;
}

}  // namespace formcast
