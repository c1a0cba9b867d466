#pragma once

#include <array>
#include <cmath>
#include <cstddef>

#include "engine/gaussian.hpp"
#include "engine/lanes_math.hpp"
#include "engine/target_clones.hpp"

namespace formcast {

/// How noisy a node of the bank takes the athlete to be.
struct NoiseLevel {
  double walk_sd;         ///< of the baseline's random walk [performance / sqrt(day)]
  double test_sd;         ///< of one test about performance [performance]
  double log_prior;       ///< log of its prior mass
  double state_sd = 0.0;  ///< of what a day adds to each deviation [performance]
};

/// Eight filters computed together: noise levels that follow each other of one shape, or shapes that follow each other
/// at one level. Every filter has two log weights: its posterior one, and one that forgets (FilterBank::kMemory) and
/// says how much to trust it tomorrow.
template <int N>
struct FilterCell {
  static constexpr int kWide = 8;
  using Eight = Eigen::Array<double, kWide, 1>;
  using Rows = Eigen::Array<double, kWide, N>;  // what multiplies the coefficients of each

  Gaussian<N, Eight> x;
  Eight log_weight;                       ///< log of prior mass x likelihood
  Eight log_trust;                        ///< the same with past tests fading
  Eight share = Eight::Zero();            ///< weight relative to the heaviest node's of the bank
  Eight trust = Eight::Zero();            ///< likewise of the fading weights
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

/// A cell learns from one test; `log_prior` is what its fading weights fade to. Straight arithmetic on one filter in a
/// loop over eight, which the compiler turns into vector instructions once the short loops within are unrolled.
template <int N>
FORMCAST_CLONES void observe(FilterCell<N>& __restrict cell, const typename FilterCell<N>::Rows& __restrict h,
                             const typename FilterCell<N>::Eight& test_variance,
                             const typename FilterCell<N>::Eight& log_prior, double memory, double y) {
  constexpr double kLog2Pi = 1.8378770664093454836;
  typename FilterCell<N>::Eight chi_square, precision;
  for (int i = 0; i < FilterCell<N>::kWide; ++i) {
    Gaussian<N> x = cell.filter(i);
    Row<N> row;
#pragma GCC unroll 8
    for (int k = 0; k < N; ++k) row(k) = h(i, k);
    const Innovation seen = observe(x, row, test_variance(i), y);
    chi_square(i) = seen.error * seen.error * seen.precision;
    precision(i) = seen.precision;
    cell.set_filter(i, x);
  }
  const typename FilterCell<N>::Eight log_likelihood = 0.5 * (precision.log() - chi_square - kLog2Pi);
  cell.log_weight += log_likelihood;
  cell.log_trust = log_prior + memory * (cell.log_trust - log_prior) + log_likelihood;
  cell.best = cell.log_weight.maxCoeff();
  cell.best_trust = cell.log_trust.maxCoeff();
}

/// The cell's shares once the bank's best log weights are known. In float: the log weights keep all their digits, and
/// seven are more than a share needs.
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
