#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/positive.hpp"
#include "models/catalogue.hpp"
#include "sim/calibration/identifiability.hpp"
#include "sim/calibration/summary.hpp"
#include "sim/inference/bank_run.hpp"
#include "sim/inference/priors.hpp"

namespace formcast {
namespace {

/// E[performance(t) | all tests] at each test, gains fixed: the rest is a random walk observed with noise, which a
/// scalar Kalman filter and Rauch-Tung-Striebel smoother solve exactly.
template <int N>
std::vector<double> smoothed(const std::vector<Row<N>>& rows, const std::vector<Test>& tests,
                             const std::array<double, N>& gains, double scale, double walk_sd, double test_sd) {
  const std::size_t n = tests.size();
  std::vector<double> mean(n), variance(n), predicted_mean(n), predicted_variance(n), effect(n), fit(n);
  double m = scale, v = kBaselineSd * scale * kBaselineSd * scale;
  int day = 0;
  for (std::size_t t = 0; t < n; ++t) {
    for (int i = 1; i < N; ++i) effect[t] += rows[t](i) * gains[static_cast<std::size_t>(i)];
    v += walk_sd * walk_sd * (tests[t].day - day);
    day = tests[t].day;
    predicted_mean[t] = m;
    predicted_variance[t] = v;
    const double k = v / (v + test_sd * test_sd + tests[t].error * tests[t].error);
    m += k * (tests[t].performance - effect[t] - m);
    v *= 1.0 - k;
    mean[t] = m;
    variance[t] = v;
  }
  double next = m;
  fit[n - 1] = effect[n - 1] + next;
  for (std::size_t t = n - 1; t-- > 0;) {
    next = mean[t] + variance[t] / predicted_variance[t + 1] * (next - predicted_mean[t + 1]);
    fit[t] = effect[t] + next;
  }
  return fit;
}

/// Adds a model's share of the smoothed fit at each test, from its heaviest nodes. A model with state noise is left
/// out: its deviations would need a smoother of their own, for a figure that is only descriptive.
template <class Model>
void add_fit(const Twin& twin, const TwinModel& model, std::vector<double>& fit, double& total) {
  constexpr int kN = kCoefficients<Model>;
  constexpr std::size_t kMost =
      200;  // the heaviest nodes; the rest of the mass would move the fit by less than it errs
  std::vector<std::size_t> order(model.nodes());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return model.node_probability[a] > model.node_probability[b]; });
  order.resize(std::min(order.size(), kMost));
  for (std::size_t k : order) {
    std::array<double, Model::kShape.size()> shape{};
    std::copy_n(model.shape.begin() + static_cast<std::ptrdiff_t>(k * shape.size()), shape.size(), shape.begin());
    Gaussian<kN> x;
    std::copy_n(model.mean.begin() + static_cast<std::ptrdiff_t>(k * x.mean.size()), x.mean.size(), x.mean.begin());
    std::copy_n(model.covariance.begin() + static_cast<std::ptrdiff_t>(k * x.cov.size()), x.cov.size(), x.cov.begin());
    const auto rows = trajectory<Model>(from_array<typename Model::template Shape<double>>(shape), twin.timing,
                                        twin.load, twin.tests, model.before[k])
                          .test_rows;
    const std::vector<double> one = smoothed<kN>(rows, twin.tests, with_positive_gains(x).x.mean,
                                                 twin.performance_scale, model.walk_sd[k], model.test_sd[k]);
    const double weight = std::max(model.probability, 1e-12) * model.node_probability[k];
    for (std::size_t t = 0; t < fit.size(); ++t) fit[t] += weight * one[t];
    total += weight;
  }
}

ForecastError forecast_error(const std::vector<Test>& tests, std::span<const double> forecast, std::size_t from) {
  ForecastError error;
  const double n = static_cast<double>(tests.size() - from);
  for (std::size_t t = from; t < tests.size(); ++t) {
    const double e = forecast[t] - tests[t].performance;
    error.mape += 100.0 * std::abs(e) / tests[t].performance / n;
    error.rmse += e * e / n;
  }
  error.rmse = std::sqrt(error.rmse);
  return error;
}

const ParameterSummary* find(const Twin& twin, std::string_view model, std::string_view name) {
  for (const ParameterSummary& p : twin.parameters) {
    if (p.model == model && p.name == name) return &p;
  }
  return nullptr;
}

/// Posterior probability that a gain would be negative if it were allowed to be.
double below_zero(const TwinModel& model, std::size_t coefficient) {
  const std::size_t n = model.coefficient_names.size(), packed = n * (n + 1) / 2;
  double p = 0.0;
  for (std::size_t k = 0; k < model.nodes(); ++k) {
    const double mean = model.mean[k * n + coefficient];
    const double variance = model.covariance[k * packed + (coefficient + 1) * (coefficient + 2) / 2 - 1];
    p += model.node_probability[k] * 0.5 * std::erfc(mean / std::sqrt(2.0 * variance));
  }
  return p;
}

/// The share of a twin's posterior on nodes for which `holds`.
template <class Holds>
double posterior_share(const Twin& twin, Holds holds) {
  double share = 0.0;
  for (const TwinModel& model : twin.models) {
    for (std::size_t k = 0; k < model.nodes(); ++k) {
      if (holds(model, k)) share += model.probability * model.node_probability[k];
    }
  }
  return share;
}

/// Warns if the tests' scatter, or the baseline's wandering, is at the edge of the bank's grid: then the grid, not the
/// tests, limits the width of intervals.
void warn_at_the_edge(const Twin& twin, std::vector<std::string>& warnings) {
  constexpr double kMost = 0.5, kNearly = 1.0 + 1e-9;
  const double p = twin.performance_scale;
  const double least = p * cell_middle(kTestSdRow, 0, kTestSdRow.nodes) * kNearly;
  const double most = p * cell_middle(kTestSdRow, kTestSdRow.nodes - 1, kTestSdRow.nodes) / kNearly;
  const double widest = p * kWalkSds.back() / kNearly;
  if (posterior_share(twin, [&](const TwinModel& m, std::size_t k) { return m.test_sd[k] <= least; }) > kMost) {
    warnings.push_back(
        fmt::format("the tests scatter by less than the prior allows ({:.1f} % of performance): are "
                    "they measurements?",
                    100.0 * kTestSdRow.range.low));
  }
  if (posterior_share(twin, [&](const TwinModel& m, std::size_t k) { return m.test_sd[k] >= most; }) > kMost) {
    warnings.push_back(
        fmt::format("the tests scatter by as much as the prior allows ({:.0f} % of performance) or "
                    "more: intervals may be too narrow",
                    100.0 * kTestSdRow.range.high));
  }
  if (posterior_share(twin, [&](const TwinModel& m, std::size_t k) { return m.walk_sd[k] >= widest; }) > kMost) {
    warnings.push_back(
        fmt::format("performance wanders by as much as the prior allows ({:.0f} % a day) or more: "
                    "intervals far ahead may be too narrow",
                    100.0 * kWalkSds.back()));
  }
}

/// Warns if the last four weeks are far from the usual load, which scales the gains' priors.
void warn_about_usual_load(const Twin& twin, std::vector<std::string>& warnings) {
  constexpr int kWeeks = 28;
  constexpr double kTimes = 2.0;
  const int days = std::min(kWeeks, twin.days());
  double sum = 0.0;
  for (int day = twin.days() - days; day < twin.days(); ++day) sum += twin.load[static_cast<std::size_t>(day)];
  const double mean = sum / days;
  if (mean <= kTimes * twin.usual_load && mean >= twin.usual_load / kTimes) return;
  warnings.push_back(
      fmt::format("the last {} days' mean load is {:.3g}, {:.1f} times the usual load of this record ({:.3g}): "
                  "the effect of such training is mostly assumed",
                  days, mean, mean / twin.usual_load, twin.usual_load));
}

void warn_about_model(const Twin& twin, const TwinModel& model, std::vector<std::string>& warnings) {
  constexpr double kUnclear = 0.05;
  const ParameterSummary* tau1 = find(twin, model.name, "tau1");
  const ParameterSummary* tau2 = find(twin, model.name, "tau2");
  if (tau1 != nullptr && tau2 != nullptr && tau1->low < tau2->high) {
    warnings.push_back(fmt::format(
        "{}: tau1 is not separated from tau2 (90 % intervals {:.0f}-{:.0f} d and {:.0f}-{:.0f} d overlap): how fast "
        "fitness and fatigue fade is partly assumed",
        model.name, tau1->low, tau1->high, tau2->low, tau2->high));
  }
  for (std::size_t c = 1; c < model.coefficient_names.size() && model.coefficient_names[c].front() == 'k'; ++c) {
    if (below_zero(model, c) < kUnclear) continue;
    warnings.push_back(fmt::format("{}: gain {} is not distinct from zero: the tests do not show this effect",
                                   model.name, model.coefficient_names[c]));
  }
}

}  // namespace

TwinFit summarise_fit(const Twin& twin, std::span<const double> one_ahead) {
  constexpr std::size_t kBefore = 5;  // so that every method compared has what it needs
  const std::vector<Test>& tests = twin.tests;
  TwinFit result;
  std::vector<double> fit(tests.size(), 0.0);
  double total = 0.0;
  for (const TwinModel& model : twin.models) {
    for_each_model([&]<class Model>() {
      if constexpr (kDeviations<Model> == 0) {
        if (model.name == Model::kName) add_fit<Model>(twin, model, fit, total);
      }
    });
  }
  double mean = 0.0, sse = 0.0, sst = 0.0;
  for (const Test& t : tests) mean += t.performance / static_cast<double>(tests.size());
  for (std::size_t t = 0; t < tests.size(); ++t) {
    sse += std::pow(tests[t].performance - fit[t] / total, 2);
    sst += std::pow(tests[t].performance - mean, 2);
  }
  result.rmse = std::sqrt(sse / static_cast<double>(tests.size()));
  if (tests.size() >= 3 && sst > 0.0) result.r2 = 1.0 - sse / sst;
  if (tests.size() <= kBefore) return result;

  std::vector<double> last(tests.size(), 0.0), mean5(tests.size(), 0.0);
  for (std::size_t t = kBefore; t < tests.size(); ++t) {
    last[t] = tests[t - 1].performance;
    for (std::size_t i = t - kBefore; i < t; ++i) mean5[t] += tests[i].performance / kBefore;
  }
  result.forecasts = static_cast<int>(tests.size() - kBefore);
  result.twin = forecast_error(tests, one_ahead, kBefore);
  result.last_value = forecast_error(tests, last, kBefore);
  result.mean_of_five = forecast_error(tests, mean5, kBefore);
  return result;
}

std::vector<std::string> calibration_warnings(const Twin& twin) {
  constexpr std::size_t kFewTests = 12;
  constexpr double kMinorModel = 0.05;
  std::vector<std::string> warnings;
  if (twin.tests.size() < kFewTests) {
    warnings.push_back(
        fmt::format("only {} test{}: the shape of the response is mostly the population's, not yet "
                    "this athlete's; more tests would identify it",
                    twin.tests.size(), twin.tests.size() == 1 ? "" : "s"));
  }
  if (const int unknown = twin.missing_loads(); unknown > 0) {
    warnings.push_back(
        fmt::format("{} of {} loads are missing and were taken as usual for their weekday", unknown, twin.days()));
  }
  warn_at_the_edge(twin, warnings);
  warn_about_usual_load(twin, warnings);
  for (std::string& warning : identifiability_warnings(twin)) warnings.push_back(std::move(warning));
  for (const TwinModel& model : twin.models) {
    if (model.probability < kMinorModel) continue;
    if (model.name == LocalLevel::kName && model.probability > 0.5) {
      warnings.push_back(
          fmt::format("the loads explain these tests no better than a slowly changing level does "
                      "({:.0f} % likely): plans will differ little",
                      100.0 * model.probability));
    }
    warn_about_model(twin, model, warnings);
  }
  const TwinFit& fit = twin.fit;
  if (fit.forecasts > 0 && fit.twin.mape >= std::min(fit.last_value.mape, fit.mean_of_five.mape)) {
    warnings.push_back(fmt::format("one test ahead the twin's MAPE is {:.1f} %, no better than {} ({:.1f} %)",
                                   fit.twin.mape,
                                   fit.last_value.mape < fit.mean_of_five.mape ? "the last test" : "the mean of five",
                                   std::min(fit.last_value.mape, fit.mean_of_five.mape)));
  }
  return warnings;
}

}  // namespace formcast
