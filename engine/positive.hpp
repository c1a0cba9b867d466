#pragma once

#include <Eigen/LU>

#include "engine/gaussian.hpp"

namespace formcast {

/// A Gaussian restricted to x >= 0: the mass it had there, and its moments given that it is there.
template <int M>
struct PositivePart {
  double probability = 0.0;
  Gaussian<M> x{};
};

/// Exact in one and two dimensions (Rosenbaum 1961, J R Stat Soc B 23:405; the probability by Owen's T). Where less
/// than 1e-12 of the mass is left, the probability is reported as 0 and the moments are not meaningful.
PositivePart<1> positive_part(const Gaussian<1>& x);
PositivePart<2> positive_part(const Gaussian<2>& x);

/// A Gaussian over (baseline, one or two gains, D more) whose gains are restricted to be >= 0: the mass the gains had
/// there, and the moments of all N components given that. Without gains nothing changes.
template <int N, int D = 0>
PositivePart<N> with_positive_gains(const Gaussian<N>& x) {
  constexpr int kGains = N - 1 - D;
  static_assert(kGains <= 2);
  if constexpr (kGains == 0) {
    return {1.0, x};
  } else {
    // The gains' own restriction, and everything else by its regression on them.
    Gaussian<kGains> gain;
    Square<kGains> before, after;
    for (int i = 0; i < kGains; ++i) {
      gain.mean[static_cast<std::size_t>(i)] = x.mean[static_cast<std::size_t>(i + 1)];
      for (int j = 0; j < kGains; ++j) before(i, j) = gain.cov[gain.at(i, j)] = x.cov[x.at(i + 1, j + 1)];
    }
    const PositivePart<kGains> part = positive_part(gain);
    PositivePart<N> result{part.probability, x};
    if (!(part.probability > 0.0)) return result;
    Vector<kGains> shift;
    for (int i = 0; i < kGains; ++i) {
      shift(i) = part.x.mean[static_cast<std::size_t>(i)] - gain.mean[static_cast<std::size_t>(i)];
      for (int j = 0; j < kGains; ++j) after(i, j) = part.x.cov[part.x.at(i, j)];
    }
    Eigen::Matrix<double, N, kGains> with;
    for (int i = 0; i < N; ++i) {
      for (int j = 0; j < kGains; ++j) with(i, j) = x.cov[x.at(i, j + 1)];
    }
    const Eigen::Matrix<double, N, kGains> on = with * before.inverse();
    const Square<kGains> change = after - before;
    for (int i = 0; i < N; ++i) {
      result.x.mean[static_cast<std::size_t>(i)] += on.row(i).dot(shift);
      for (int j = 0; j <= i; ++j) result.x.cov[x.at(i, j)] += on.row(i).dot(change * on.row(j).transpose());
    }
    return result;
  }
}

}  // namespace formcast
