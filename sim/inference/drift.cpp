#include "sim/inference/drift.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"

namespace formcast {

PredictedTest predicted(const NormalMixture& forecast, const Test& test) {
  const double mean = forecast.mean();
  return {test.day,
          mean,
          forecast.quantile(0.05),
          forecast.quantile(0.95),
          test.performance,
          (test.performance - mean) / forecast.sd()};
}

std::vector<PredictedTest> one_ahead(const RollingForecasts& rolling, const std::vector<Test>& tests) {
  std::vector<PredictedTest> all;
  for (int t = 0; t < static_cast<int>(tests.size()); ++t) {
    all.push_back(predicted(rolling.twin({t, t}), tests[static_cast<std::size_t>(t)]));
  }
  return all;
}

double binomial_at_most(int k, int n, double probability) {
  double term = std::pow(1.0 - probability, n), sum = 0.0;
  for (int i = 0; i <= std::min(k, n); ++i) {
    sum += term;
    term *= (n - i) * probability / ((i + 1) * (1.0 - probability));
  }
  return sum;
}

Drift find_drift(std::span<const PredictedTest> tests) {
  Drift drift;
  const std::size_t skipped = std::min<std::size_t>(Drift::kBefore, tests.size());
  const std::size_t judged = std::min<std::size_t>(Drift::kLast, tests.size() - skipped);
  double z = 0.0;
  for (const PredictedTest& test : tests.last(judged)) {
    drift.inside += test.inside() ? 1 : 0;
    z += test.z;
  }
  drift.forecasts = static_cast<int>(judged);
  if (drift.forecasts < Drift::kFewest) return drift;
  drift.mean_z = z / drift.forecasts;
  if (binomial_at_most(drift.inside, drift.forecasts, Drift::kCovered) < Drift::kChance) {
    drift.reason = tr("only {} of the last {} tests were within their 90 % interval; about {:.0f} were expected",
                      drift.inside, drift.forecasts, Drift::kCovered * drift.forecasts);
  }
  if (std::abs(drift.mean_z) > Drift::kBias / std::sqrt(drift.forecasts)) {
    const double by = std::abs(drift.mean_z);
    drift.reason += drift.reason.empty() ? "" : "; ";
    drift.reason += drift.mean_z > 0.0
                        ? tr("the last {} tests were higher than predicted, by {:.1f} standard deviations on average",
                             drift.forecasts, by)
                        : tr("the last {} tests were lower than predicted, by {:.1f} standard deviations on average",
                             drift.forecasts, by);
  }
  drift.drifted = !drift.reason.empty();
  return drift;
}

}  // namespace formcast
