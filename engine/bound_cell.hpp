// The filter bank's kernel for lower bounds: eight filters learn that performance was at least so much. A separate
// function, so that tests cost what they did before.
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

#include "engine/filter_cell.hpp"

namespace formcast {

/// The standard normal distribution below z, for eight z.
struct NormalBelow {
  using Eight = Eigen::Array<double, 8, 1>;
  Eight log_probability;  ///< log Phi(z)
  Eight hazard;           ///< phi(z) / Phi(z), the inverse Mills ratio: the mean of what is above -z
  Eight excess;           ///< hazard + z > 0, without cancellation where z is far below 0
};

/// Errors below 1e-9 plus 2e-7 of the hazard, below 3e-6 of the excess, for any finite z: where z < -4 by the continued
/// fraction of the Mills ratio, elsewhere by erfcx(a) = t exp(P(t)), t = 1 / (1 + a/2), P the Chebyshev fit of
/// degree 11.
inline void normal_below(const NormalBelow::Eight& z, NormalBelow& below) {
  constexpr int kWide = 8;
  constexpr double kTail = 4.0, kLog2Pi = 1.8378770664093454836, kSqrtHalf = 0.70710678118654752440;
  constexpr double kSqrt2OverPi = 0.79788456080286535588, kFarthest = 1e100;
  constexpr std::array kFit{-0.18936745565456593, 1.0502335223085689,  -2.3462723916475257,  2.5901291907548185,
                            -1.3866666635165432,  0.42285965563491995, -0.26409587957993016, -0.068137703903333533,
                            0.081756791945575817, 0.37507448476774784, 0.99999855303426815,  -1.2655121185404371};
  std::array<float, kWide> exponent, power, tail, gauss, log_of, log_hazard;
  std::array<double, kWide> size, scaled;
  for (int i = 0; i < kWide; ++i) {
    const auto at = static_cast<std::size_t>(i);
    size[at] = std::min(std::abs(z(i)), kFarthest);
    const double t = 1.0 / (1.0 + 0.5 * kSqrtHalf * size[at]);
    double fit = kFit[0];
#pragma GCC unroll 16
    for (std::size_t k = 1; k < kFit.size(); ++k) fit = fit * t + kFit[k];
    scaled[at] = t;
    exponent[at] = static_cast<float>(fit);
    const double half_square = std::min(0.5 * size[at] * size[at], 80.0);
    gauss[at] = static_cast<float>(-half_square);
  }
  for (std::size_t i = 0; i < power.size(); ++i) power[i] = exp_bounded(exponent[i]);
  for (std::size_t i = 0; i < tail.size(); ++i) tail[i] = exp_bounded(gauss[i]);
  for (int i = 0; i < kWide; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double x = size[at], erfcx = scaled[at] * static_cast<double>(power[at]);
    const double above = 1.0 - 0.5 * erfcx * static_cast<double>(tail[at]);  // Phi(|z|)
    const double near = kSqrt2OverPi / erfcx;                                // the hazard at -|z|
    double fraction = x;
#pragma GCC unroll 16
    for (int k = 10; k > 1; --k) fraction = x + k / fraction;
    const bool low = z(i) < 0.0, far = low && x > kTail;
    const double far_excess = 1.0 / fraction;
    const double upper = 0.5 * kSqrt2OverPi * static_cast<double>(tail[at]) / above;
    below.hazard(i) = far ? x + far_excess : (low ? near : upper);
    below.excess(i) = far ? far_excess : (low ? near - x : upper + x);
    // Below 0 Phi = phi / hazard, whose logarithm does not underflow.
    log_of[at] = static_cast<float>(low ? 1.0 : above);
    log_hazard[at] = static_cast<float>(low ? std::min(below.hazard(i), 1e37) : 1.0);
  }
  for (std::size_t i = 0; i < log_of.size(); ++i) log_of[i] = detail::log_normal(log_of[i]);
  for (std::size_t i = 0; i < log_hazard.size(); ++i) log_hazard[i] = detail::log_normal(log_hazard[i]);
  for (int i = 0; i < kWide; ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double low = -0.5 * (size[at] * size[at] + kLog2Pi) - static_cast<double>(log_hazard[at]);
    below.log_probability(i) = z(i) < 0.0 ? low : static_cast<double>(log_of[at]);
  }
}

/// How far below performance a bound is.
struct BoundBelow {
  double rate = 0.0;       ///< of the exponential distribution of that distance, 1 / its mean; 0: any distance is alike
  double log_gross = 0.0;  ///< log of a gross error's joint density
  double log_sound = 0.0;  ///< log of the chance of a sound bound, times the rate where there is one
};

/// A cell learns that h x + e - d = bound, e ~ N(0, variance) and d >= 0 of mean 1 / rate, or for rate 0 that
/// h x + e >= bound. The likelihood is exp(-rate (h x - bound) + rate^2 variance / 2) Phi((h x - bound) / sd - rate
/// sd): the first factor is a Gaussian's shift, and of the rest each filter gets the moments, mixed with the unchanged
/// filter by the odds that the bound is a gross error. Where a filter is far above a bound of rate 0 nothing changes.
/// There is no forgetting: a bound that says nothing must not make the bank forget its tests.
template <int N>
FORMCAST_CLONES void observe_bound(FilterCell<N>& __restrict cell, const typename FilterCell<N>::Rows& __restrict h,
                                   const typename FilterCell<N>::Eight& variance, double bound, const BoundBelow& of) {
  using Eight = typename FilterCell<N>::Eight;
  constexpr int kWide = FilterCell<N>::kWide;
  // A distance of less than this share of the sd of all else is as good as none, and its digits would cancel.
  constexpr double kLeastDistance = 1e-4;
  CellInnovation<N> seen;
  innovate<N>(cell, h, variance, bound, seen);
  const Eight root = seen.precision.sqrt();
  const Eight rate = (root / kLeastDistance).min(of.rate);
  NormalBelow below;
  normal_below(-seen.error * root - rate / root, below);
  Eight log_likely = below.log_probability + rate * (seen.error + 0.5 * rate / seen.precision);
  for (int lane = 0; lane < kWide; ++lane) {
    if (rate(lane) < of.rate) log_likely(lane) += std::log(rate(lane) / of.rate);
  }
  // As in observe(): the odds of a gross error in float, loop by loop.
  const double log_gross = of.log_gross, log_sound = of.log_sound;
  std::array<float, kWide> odds, less, sound, correction;
  for (std::size_t i = 0; i < odds.size(); ++i) {
    const double log_odds = log_gross - log_sound - log_likely(static_cast<int>(i));
    odds[i] = static_cast<float>(std::clamp(log_odds, -80.0, 80.0));
  }
  for (std::size_t i = 0; i < odds.size(); ++i) less[i] = exp(-std::fabs(odds[i]));
  for (std::size_t i = 0; i < odds.size(); ++i) {
    const float share = 1.0f / (1.0f + less[i]);
    correction[i] = detail::log_normal(share);
    sound[i] = odds[i] > 0.0f ? less[i] * share : share;
  }
  Eight log_likelihood;
  for (int lane = 0; lane < kWide; ++lane) {
    const auto at = static_cast<std::size_t>(lane);
    const double likelier = odds[at] > 0.0f ? log_gross : log_sound + log_likely(lane);
    log_likelihood(lane) = likelier - static_cast<double>(correction[at]);
    const double p = static_cast<double>(sound[at]), hazard = below.hazard(lane), excess = below.excess(lane);
    // A truncated Gaussian loses this share of its variance; the rest is the variance between the mixture's parts. Far
    // below the bound the hazard is its distance and an excess, of which the rate takes away most.
    const double lost = std::min(hazard * excess, 1.0);
    const double away = excess < hazard ? seen.error(lane) * seen.precision(lane) + excess * root(lane)
                                        : hazard * root(lane) - rate(lane);
    const double step = p * away;
    const double narrowing = p * (seen.precision(lane) * lost - (1.0 - p) * away * away);
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
  cell.log_weight += log_likelihood;
  cell.log_trust += log_likelihood;
  cell.best = cell.log_weight.maxCoeff();
  cell.best_trust = cell.log_trust.maxCoeff();
}

}  // namespace formcast
