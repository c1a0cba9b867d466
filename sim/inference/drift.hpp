#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/normal_mixture.hpp"
#include "sim/inference/rolling_forecasts.hpp"

namespace formcast {

/// A test and its forecast.
struct PredictedTest {
  /// Standard deviations that make a test a surprise: one in eighty of a calibrated twin.
  static constexpr double kSurprise = 2.5;

  int day = 0;            ///< of the record
  double expected = 0.0;  ///< mean [p]
  double low = 0.0;       ///< 5 % [p]
  double high = 0.0;      ///< 95 % [p]
  double seen = 0.0;      ///< [p]
  double z = 0.0;         ///< (seen - expected) / sd

  bool inside() const { return low <= seen && seen <= high; }
  bool surprising() const { return z > kSurprise || z < -kSurprise; }
};

/// A test compared with a forecast of it.
PredictedTest predicted(const NormalMixture& forecast, const Test& test);

/// Every test with its forecast from the tests before it.
std::vector<PredictedTest> one_ahead(const RollingForecasts& rolling, const std::vector<Test>& tests);

/// Whether an athlete still responds as the twin predicts, by the last one-ahead forecasts.
struct Drift {
  static constexpr int kLast = 20;   ///< forecasts judged, at most
  static constexpr int kFewest = 5;  ///< forecasts needed to judge
  static constexpr int kBefore = 5;  ///< first tests of a record, not judged: their forecasts are mostly prior
  static constexpr double kCovered = 0.9, kChance = 0.01, kBias = 3.0;

  int forecasts = 0;    ///< judged
  int inside = 0;       ///< of them, inside their 90 % intervals
  double mean_z = 0.0;  ///< 0 for an unbiased twin
  bool drifted = false;
  std::string reason;  ///< in words; "" while the twin has not drifted

  double coverage() const { return forecasts > 0 ? static_cast<double>(inside) / forecasts : 0.0; }
};

/// P(X <= k) of a binomial distribution, summed term by term.
double binomial_at_most(int k, int n, double probability);

/// Judges the last kLast of a record's tests (oldest first). The twin has drifted when so few are inside their 90 %
/// intervals that the binomial probability is below 1 %, or when they are biased: |mean z| > 3 / sqrt(forecasts).
Drift find_drift(std::span<const PredictedTest> tests);

}  // namespace formcast
