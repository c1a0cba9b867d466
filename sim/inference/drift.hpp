#pragma once

#include <span>
#include <string>
#include <vector>

#include "engine/normal_mixture.hpp"
#include "sim/inference/rolling_forecasts.hpp"

namespace formcast {

/// A test beside what was expected of it before it was seen.
struct ForeseenTest {
  /// How many standard deviations from its expectation a test is a surprise: in a twin that is right, one in eighty.
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

/// A test beside a forecast of it.
ForeseenTest foreseen(const NormalMixture& forecast, const Test& test);

/// Every test beside what was expected of it from the tests before it.
std::vector<ForeseenTest> one_ahead(const Foresight& foresight, const std::vector<Test>& tests);

/// Whether an athlete still answers as the twin expects, by the last forecasts made one test ahead.
struct Drift {
  static constexpr int kLast = 20;   ///< forecasts judged, at most
  static constexpr int kFewest = 5;  ///< forecasts that can be judged
  static constexpr int kBefore =
      5;  ///< tests at a record's start that are not: what is expected of them is mostly prior
  static constexpr double kCovered = 0.9, kChance = 0.01, kBias = 3.0;

  int forecasts = 0;    ///< judged
  int inside = 0;       ///< of them, inside their 90 % intervals
  double mean_z = 0.0;  ///< 0 where the twin is right on average
  bool drifted = false;
  std::string reason;  ///< in words; "" while the twin has not drifted

  double coverage() const { return forecasts > 0 ? static_cast<double>(inside) / forecasts : 0.0; }
};

/// P(X <= k) of a binomial distribution, summed term by term.
double binomial_at_most(int k, int n, double probability);

/// Judges the last kLast of a record's tests (oldest first). The twin has drifted when so few lie inside their 90 %
/// intervals that chance does it less than once in a hundred times, or when on average they lie to one side:
/// |mean z| > 3 / sqrt(forecasts).
Drift find_drift(std::span<const ForeseenTest> tests);

}  // namespace formcast
