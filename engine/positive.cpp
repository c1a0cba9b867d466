// Plain double inside Boost.Math: its default of long double costs three times as much for digits not needed.
#define BOOST_MATH_PROMOTE_DOUBLE_POLICY false

#include "engine/positive.hpp"

#include <Eigen/LU>
#include <algorithm>
#include <boost/math/special_functions/owens_t.hpp>
#include <cmath>
#include <numbers>

namespace formcast {
namespace {

double density(double x) { return std::exp(-0.5 * x * x) / std::sqrt(2.0 * std::numbers::pi); }
double above(double x) { return 0.5 * std::erfc(x / std::numbers::sqrt2); }

/// P(X > a, Y > b) for standard normals with correlation rho (Owen 1956).
double both_above(double a, double b, double rho) {
  const double h = a == 0.0 ? -1e-300 : -a, k = b == 0.0 ? -1e-300 : -b;
  const double s = std::sqrt(1.0 - rho * rho);
  const double opposite = (h < 0.0) != (k < 0.0) ? 0.5 : 0.0;
  return 0.5 * (above(-h) + above(-k)) - boost::math::owens_t(h, (k - rho * h) / (h * s)) -
         boost::math::owens_t(k, (h - rho * k) / (k * s)) - opposite;
}

/// Pinned to zero, with a millionth of its spread, so that no variance is zero.
template <int M>
PositivePart<M> pinned(const Gaussian<M>& x) {
  constexpr double kCertain = 1e-6;
  PositivePart<M> part;
  part.pinned = true;
  for (int i = 0; i < M; ++i) {
    for (int j = 0; j <= i; ++j) {
      part.x.cov[x.at(i, j)] = i == j ? std::max(x.cov[x.at(i, i)] * kCertain * kCertain, 1e-300) : 0.0;
    }
  }
  return part;
}

/// Near-singular covariances lose their digits in the corner: an invalid result is pinned, too.
template <int M>
PositivePart<M> usable(const PositivePart<M>& part, const Gaussian<M>& x) {
  for (int i = 0; i < M; ++i) {
    const double mean = part.x.mean[static_cast<std::size_t>(i)], variance = part.x.cov[x.at(i, i)];
    if (!std::isfinite(mean) || !std::isfinite(variance) || mean < 0.0 || variance < 0.0) return pinned(x);
  }
  return part;
}

}  // namespace

PositivePart<1> positive_part(const Gaussian<1>& x) {
  const double sd = std::sqrt(x.cov[0]), a = -x.mean[0] / sd;
  const double probability = above(a);
  if (!(probability >= kNegligibleMass)) return pinned(x);
  const double hazard = density(a) / probability;
  return usable<1>({probability, {{x.mean[0] + sd * hazard}, {x.cov[0] * (1.0 + a * hazard - hazard * hazard)}}}, x);
}

PositivePart<2> positive_part(const Gaussian<2>& x) {
  const double s1 = std::sqrt(x.cov[0]), s2 = std::sqrt(x.cov[2]);
  const double rho = std::clamp(x.cov[1] / (s1 * s2), -1.0 + 1e-14, 1.0 - 1e-14);
  const double a1 = -x.mean[0] / s1, a2 = -x.mean[1] / s2;
  const double r = std::sqrt(1.0 - rho * rho);
  const double probability = both_above(a1, a2, rho);
  if (!(probability >= kNegligibleMass)) return pinned(x);

  const double edge1 = density(a1) * above((a2 - rho * a1) / r) / probability;
  const double edge2 = density(a2) * above((a1 - rho * a2) / r) / probability;
  const double corner = r / std::sqrt(2.0 * std::numbers::pi) *
                        density(std::sqrt(std::max(0.0, a1 * a1 - 2.0 * rho * a1 * a2 + a2 * a2)) / r) / probability;
  const double m1 = edge1 + rho * edge2, m2 = edge2 + rho * edge1;  // in standard units
  const double v1 = 1.0 + a1 * edge1 + rho * rho * a2 * edge2 + rho * corner - m1 * m1;
  const double v2 = 1.0 + a2 * edge2 + rho * rho * a1 * edge1 + rho * corner - m2 * m2;
  const double c = rho + rho * a1 * edge1 + rho * a2 * edge2 + corner - m1 * m2;
  return usable<2>(
      {probability, {{x.mean[0] + s1 * m1, x.mean[1] + s2 * m2}, {s1 * s1 * v1, s1 * s2 * c, s2 * s2 * v2}}}, x);
}

template <int N, int D>
PositivePart<N> with_positive_gains(const Gaussian<N>& x) {
  constexpr int kGains = N - 1 - D;
  static_assert(kGains <= 2);
  if constexpr (kGains == 0) {
    return {1.0, x, false};
  } else {
    // Truncate the gains; everything else follows by its regression on them.
    Gaussian<kGains> gain;
    Square<kGains> before, after;
    for (int i = 0; i < kGains; ++i) {
      gain.mean[static_cast<std::size_t>(i)] = x.mean[static_cast<std::size_t>(i + 1)];
      for (int j = 0; j < kGains; ++j) before(i, j) = gain.cov[gain.at(i, j)] = x.cov[x.at(i + 1, j + 1)];
    }
    const PositivePart<kGains> part = positive_part(gain);
    PositivePart<N> result{part.probability, x, part.pinned};
    Vector<kGains> shift;
    for (int i = 0; i < kGains; ++i) {
      shift(i) = part.x.mean[static_cast<std::size_t>(i)] - gain.mean[static_cast<std::size_t>(i)];
      for (int j = 0; j < kGains; ++j) after(i, j) = part.x.cov[part.x.at(i, j)];
    }
    Eigen::Matrix<double, N, kGains> with;
    for (int i = 0; i < N; ++i) {
      for (int j = 0; j < kGains; ++j) with(i, j) = x.cov[x.at(i, j + 1)];
    }
    Eigen::Matrix<double, N, kGains> on = with * before.inverse();
    if (!on.allFinite()) on.setZero();  // a singular covariance of the gains: no regression
    const Square<kGains> change = after - before;
    for (int i = 0; i < N; ++i) {
      result.x.mean[static_cast<std::size_t>(i)] += on.row(i).dot(shift);
      for (int j = 0; j <= i; ++j) result.x.cov[x.at(i, j)] += on.row(i).dot(change * on.row(j).transpose());
    }
    if (part.pinned) {  // set directly: the differences above are all rounding
      for (int i = 1; i <= kGains; ++i) {
        result.x.mean[static_cast<std::size_t>(i)] = 0.0;
        for (int j = 0; j < N; ++j) result.x.cov[x.at(i, j)] = 0.0;
        result.x.cov[x.at(i, i)] = part.x.cov[part.x.at(i - 1, i - 1)];
      }
    }
    for (int i = 0; i < N; ++i) {
      double& variance = result.x.cov[x.at(i, i)];
      variance = std::max(variance, 0.0);
    }
    return result;
  }
}

#define INSTANTIATE(N, D) template PositivePart<N> with_positive_gains<N, D>(const Gaussian<N>&);
FORMCAST_COEFFICIENT_SIZES(INSTANTIATE)

}  // namespace formcast
