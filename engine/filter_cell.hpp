// The kernel of the filter bank: eight Kalman filters in step. Relies on loops of fixed length over eight lanes, which
// the compiler unrolls and vectorises; a test costs N^2 multiplications a filter, one log and one exp in float.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <limits>

#include "engine/gaussian.hpp"
#include "engine/lanes_math.hpp"
#include "engine/target_clones.hpp"

namespace formcast {

/// The noise of a node of the bank.
struct NoiseLevel {
  double walk_sd;         ///< of the baseline's random walk [performance / sqrt(day)]
  double test_sd;         ///< of one test about performance [performance]
  double log_prior;       ///< log of its prior mass
  double state_sd = 0.0;  ///< of a day's noise in each deviation [performance]
};

/// Gross errors: measurements unrelated to the athlete, such as a typo or another athlete's value. They are log-uniform
/// over six powers of ten, and teach nothing.
struct GrossErrors {
  double probability = 0.0;  ///< before the measurement is seen

  /// log of the joint density of a gross error and its value; -1e300 where there are none.
  double log_density(double y) const {
    if (probability <= 0.0) return -1e300;
    return std::log(probability / (kLogRange * std::max(std::abs(y), std::numeric_limits<double>::min())));
  }
  double log_sound() const { return std::log1p(-probability); }

  /// Of a lower bound: the share of gross errors among bounds that all filters satisfy, and the rest. A sound bound is
  /// anywhere below performance, with density Phi / performance; the gross error's density at the same value is less
  /// by the factor ln 10^6, and the value cancels.
  double log_gross_bound() const { return probability > 0.0 ? std::log(gross_bound()) : -1e300; }
  double log_sound_bound() const { return std::log1p(-gross_bound()); }

  /// Of a test, alike for all filters.
  struct LogDensities {
    double gross, sound;
  };
  LogDensities of_test(double y) const { return {log_density(y), log_sound()}; }

 private:
  static constexpr double kLogRange = 13.815510557964274;  // ln 10^6
  double gross_bound() const { return probability / (probability + kLogRange * (1.0 - probability)); }
};

/// Eight filters computed together: adjacent noise levels of one shape, or adjacent shapes of one level. Every filter
/// has two log weights: the posterior one, and one with forgetting (BankOptions::memory) for forecasts.
template <int N>
struct FilterCell {
  static constexpr int kWide = 8;
  using Eight = Eigen::Array<double, kWide, 1>;
  using Rows = Eigen::Array<double, kWide, N>;  // the regressors of each

  Gaussian<N, Eight> x;
  Eight log_weight;                       ///< log of prior mass x likelihood
  Eight log_trust;                        ///< the same with forgetting
  Eight share = Eight::Zero();            ///< weight relative to the heaviest node's of the bank
  Eight trust = Eight::Zero();            ///< likewise by log_trust
  double best, best_trust;                ///< highest log weights
  double total = 0.0, total_trust = 0.0;  ///< sums of the shares
  int shape, level;                       ///< of the first filter

  Gaussian<N> filter(int i) const {
    Gaussian<N> one;
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.mean.size(); ++k) one.mean[k] = x.mean[k](i);
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.cov.size(); ++k) one.cov[k] = x.cov[k](i);
    return one;
  }
  void set_filter(int i, const Gaussian<N>& one) {
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.mean.size(); ++k) x.mean[k](i) = one.mean[k];
#pragma GCC unroll 32
    for (std::size_t k = 0; k < one.cov.size(); ++k) x.cov[k](i) = one.cov[k];
  }
};

/// A cell's innovations from a test.
template <int N>
struct CellInnovation {
  using Eight = typename FilterCell<N>::Eight;
  std::array<Eight, N> covariance;  ///< of the test with each coefficient
  Eight error, precision;
};

template <int N>
inline void innovate(const FilterCell<N>& cell, const typename FilterCell<N>::Rows& h,
                     const typename FilterCell<N>::Eight& test_variance, double y, CellInnovation<N>& seen) {
  for (int lane = 0; lane < FilterCell<N>::kWide; ++lane) {
    // h P, h P h' + r and y - h x, lane by lane.
    double variance = test_variance(lane), error = y;
#pragma GCC unroll 8
    for (int i = 0; i < N; ++i) {
      double sum = h(lane, 0) * cell.x.cov[cell.x.at(i, 0)](lane);
#pragma GCC unroll 8
      for (int j = 1; j < N; ++j) sum += h(lane, j) * cell.x.cov[cell.x.at(i, j)](lane);
      seen.covariance[static_cast<std::size_t>(i)](lane) = sum;
      variance += h(lane, i) * sum;
      error -= h(lane, i) * cell.x.mean[static_cast<std::size_t>(i)](lane);
    }
    seen.error(lane) = error;
    seen.precision(lane) = 1.0 / variance;
  }
}

/// `sound` is the probability that the test is no gross error. The result has the moments of the mixture of the updated
/// and the unchanged filter.
template <int N>
inline void learn(const CellInnovation<N>& seen, const typename FilterCell<N>::Eight& sound, FilterCell<N>& cell) {
  for (int lane = 0; lane < FilterCell<N>::kWide; ++lane) {
    const double error = seen.error(lane), precision = seen.precision(lane), p = sound(lane);
    // The second term is the variance between the two parts of the mixture.
    const double step = p * precision * error;
    const double narrowing = p * precision * (1.0 - (1.0 - p) * error * error * precision);
#pragma GCC unroll 8
    for (int i = 0; i < N; ++i) {
      const double with = seen.covariance[static_cast<std::size_t>(i)](lane);
      cell.x.mean[static_cast<std::size_t>(i)](lane) += step * with;
#pragma GCC unroll 8
      for (int j = 0; j <= i; ++j) {
        cell.x.cov[cell.x.at(i, j)](lane) -= narrowing * with * seen.covariance[static_cast<std::size_t>(j)](lane);
      }
    }
  }
}

/// A cell learns from one test; `log_test_variance` is the logarithm of the argument before it, `log_prior` the limit
/// of the fading weights.
template <int N>
FORMCAST_CLONES void observe(FilterCell<N>& __restrict cell, const typename FilterCell<N>::Rows& __restrict h,
                             const typename FilterCell<N>::Eight& test_variance,
                             const typename FilterCell<N>::Eight& log_test_variance,
                             const typename FilterCell<N>::Eight& log_prior, double memory, double y,
                             const GrossErrors::LogDensities& log_densities) {
  using Eight = typename FilterCell<N>::Eight;
  constexpr double kLog2Pi = 1.8378770664093454836;
  CellInnovation<N> seen;
  innovate<N>(cell, h, test_variance, y, seen);
  const Eight chi_square = seen.error.square() * seen.precision;
  const double log_gross_error = log_densities.gross, log_sound = log_densities.sound;
  // The test noise's share of the variance: its logarithm is small, so that float's digits are enough.
  std::array<float, FilterCell<N>::kWide> scatter, log_scatter;
  for (int i = 0; i < FilterCell<N>::kWide; ++i) {
    scatter[static_cast<std::size_t>(i)] = static_cast<float>(seen.precision(i) * test_variance(i)) + 1e-37f;
  }
  for (std::size_t i = 0; i < scatter.size(); ++i) log_scatter[i] = detail::log_normal(scatter[i]);
  // Gaussian log likelihood of a sound test.
  Eight log_likelihood;
  for (int i = 0; i < FilterCell<N>::kWide; ++i) {
    const double log_precision = static_cast<double>(log_scatter[static_cast<std::size_t>(i)]) - log_test_variance(i);
    log_likelihood(i) = 0.5 * (log_precision - chi_square(i) - kLog2Pi) + log_sound;
  }
  // The log odds of a gross error, and the likelihood of the mixture: in float, as seven digits are more than a weight
  // needs, and loop by loop, as one loop over two widths is not vectorised.
  std::array<float, FilterCell<N>::kWide> odds, less, likelier, correction;
  Eight sound;
  for (std::size_t i = 0; i < odds.size(); ++i) {
    const double log_odds = log_gross_error - log_likelihood(static_cast<int>(i));
    odds[i] = static_cast<float>(log_odds > -80.0 ? log_odds : -80.0);
  }
  for (std::size_t i = 0; i < odds.size(); ++i) less[i] = exp(-std::fabs(odds[i]));
  for (std::size_t i = 0; i < odds.size(); ++i) {
    const float share = 1.0f / (1.0f + less[i]);
    correction[i] = detail::log_normal(share);
    likelier[i] = odds[i] > 0.0f ? less[i] * share : share;
  }
  for (int i = 0; i < FilterCell<N>::kWide; ++i) {
    const auto at = static_cast<std::size_t>(i);
    sound(i) = static_cast<double>(likelier[at]);
    log_likelihood(i) = (odds[at] > 0.0f ? log_gross_error : log_likelihood(i)) - static_cast<double>(correction[at]);
  }
  // Update the filters, then both log weights; the fading one is discounted towards its prior first.
  learn<N>(seen, sound, cell);
  cell.log_weight += log_likelihood;
  cell.log_trust = log_prior + memory * (cell.log_trust - log_prior) + log_likelihood;
  cell.best = cell.log_weight.maxCoeff();
  cell.best_trust = cell.log_trust.maxCoeff();
}

/// The cell's shares relative to the bank's best log weights. In float: seven digits are more than a share needs.
template <int N>
FORMCAST_CLONES void share_out(FilterCell<N>& __restrict cell, double best, double best_trust) {
  for (int i = 0; i < FilterCell<N>::kWide; ++i) {
    cell.share(i) = static_cast<double>(exp(static_cast<float>(cell.log_weight(i) - best)));
    cell.trust(i) = static_cast<double>(exp(static_cast<float>(cell.log_trust(i) - best_trust)));
  }
  cell.total = cell.share.sum();
  cell.total_trust = cell.trust.sum();
}

}  // namespace formcast
