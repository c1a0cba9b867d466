#pragma once

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <numbers>

/// Calls X(N, D) for every number of coefficients that a model can have: N = 1 + up to two gains + D, where up to as
/// many states deviate as there are gains. Code on coefficients is compiled once, for these sizes.
#define FORMCAST_COEFFICIENT_SIZES(X) X(1, 0) X(2, 0) X(2, 1) X(3, 0) X(3, 1) X(4, 1) X(5, 2)

namespace formcast {

template <int N>
using Vector = Eigen::Matrix<double, N, 1>;
template <int N>
using Row = Eigen::Matrix<double, 1, N>;
template <int N>
using Square = Eigen::Matrix<double, N, N>;

/// Mean and covariance of N numbers. `Real` is double, or an array for as many Gaussians.
template <int N, class Real = double>
struct Gaussian {
  std::array<Real, N> mean;
  std::array<Real, N*(N + 1) / 2> cov;  ///< lower triangle row by row

  static constexpr std::size_t at(int i, int j) {
    return static_cast<std::size_t>(std::max(i, j) * (std::max(i, j) + 1) / 2 + std::min(i, j));
  }
};

/// A Gaussian with independent components.
template <int N>
Gaussian<N> independent(const Vector<N>& mean, const Vector<N>& sd) {
  Gaussian<N> x;
  for (int i = 0; i < N; ++i) {
    x.mean[static_cast<std::size_t>(i)] = mean(i);
    for (int j = 0; j <= i; ++j) x.cov[x.at(i, j)] = i == j ? sd(i) * sd(i) : 0.0;
  }
  return x;
}

/// x <- A x + v, v ~ N(0, Q): the step of a general linear state space.
template <int N>
void advance(Gaussian<N>& x, const Square<N>& a, const Square<N>& q) {
  const Vector<N> mean = a * Eigen::Map<const Vector<N>>(x.mean.data());
  Square<N> cov;
  for (int i = 0; i < N; ++i) {
    for (int j = 0; j < N; ++j) cov(i, j) = x.cov[x.at(i, j)];
  }
  cov = (a * cov * a.transpose() + q).eval();
  for (int i = 0; i < N; ++i) {
    x.mean[static_cast<std::size_t>(i)] = mean(i);
    for (int j = 0; j <= i; ++j) x.cov[x.at(i, j)] = cov(i, j);
  }
}

/// An innovation: the error of a forecast, and one over its expected variance.
struct Innovation {
  double error;
  double precision;
};

/// Log density of the number before it was seen.
inline double log_density(const Innovation& seen) {
  return 0.5 * (std::log(seen.precision / (2.0 * std::numbers::pi)) - seen.error * seen.error * seen.precision);
}

/// Learns from y = h x + e, e ~ N(0, noise_variance).
template <int N>
inline Innovation observe(Gaussian<N>& x, const Row<N>& h, double noise_variance, double y) {
  std::array<double, N> ph;
  double variance = noise_variance, error = y;
#pragma GCC unroll 8
  for (int i = 0; i < N; ++i) {
    double& sum = ph[static_cast<std::size_t>(i)];
    sum = h(0) * x.cov[x.at(i, 0)];
#pragma GCC unroll 8
    for (int j = 1; j < N; ++j) sum += h(j) * x.cov[x.at(i, j)];
    variance += h(i) * sum;
    error -= h(i) * x.mean[static_cast<std::size_t>(i)];
  }
  const double precision = 1.0 / variance;
#pragma GCC unroll 8
  for (int i = 0; i < N; ++i) {
    const double gain = ph[static_cast<std::size_t>(i)] * precision;
    x.mean[static_cast<std::size_t>(i)] += gain * error;
#pragma GCC unroll 8
    for (int j = 0; j <= i; ++j) x.cov[x.at(i, j)] -= gain * ph[static_cast<std::size_t>(j)];
  }
  return {error, precision};
}

}  // namespace formcast
