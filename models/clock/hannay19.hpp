#pragma once

#include <array>
#include <numbers>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/clock/light.hpp"
#include "models/clock/van_der_pol.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Hannay, Booth and Forger (2019), J Biol Rhythms 34:658: the single-population model, one phase psi and one amplitude
/// R for the whole of the clock's neurons. CBTmin is where cos psi is least.
///   R' = R (K/2 cos b1 (1 - R^4) - 0.024) + L_R,  psi' = 2 pi/tau + K/2 sin b1 (1 + R^4) + L_psi, and with
///   s1, c1 of psi - 0.0026 and s2, c2 of 2 psi - 0.957756, B = 33.75 (1 - n) alpha,
///   L_R = B (A1/2 (1 - R^4) c1 + A2/2 R (1 - R^8) c2),
///   L_psi = B (sigma - A1/2 (R^3 + 1/R) s1 - A2/2 (1 + R^8) s2).
struct Hannay19 {
  static constexpr std::string_view kName = "hannay19";
  static constexpr std::string_view kTitle = "Hannay, Booth and Forger (2019)";
  static constexpr int kVersion = 1;
  static constexpr bool kChoosesSleep = false;
  static constexpr double kRecovery = 0.0075;  // delta [1/min]
  static constexpr double kCbtMinLag = 0.0;    // [h]

  /// `tau` is the mean period of the neurons; coupled they turn once in about 24.2 h.
  template <class Real>
  struct Parameters {
    Real tau = Real(23.84);  // [h]
    Real light = Real(1.0);  // [-]
  };
  template <class Real>
  struct Rates {
    Real frequency, light;  // [rad/h], [-]
  };
  template <class Real>
  using State = std::array<Real, 3>;  // R [-], psi [rad], n [-]

  static constexpr std::array<Parameter, 2> kParameters{{
      {"tau", "h", LogNormal{23.84, 0.008}, Range{23.25, 24.55}, 1, "mean intrinsic period of the neurons"},
      van_der_pol::kLight,
  }};

  template <class Real>
  static Rates<Real> rates(const Parameters<Real>& p) {
    return {Real(2.0 * std::numbers::pi) / p.tau, p.light};
  }
  /// 0.05 I^1.5/(I^1.5 + 9325) [1/min].
  static double alpha(double lux) {
    const double u = lux * sqrt(lux);
    return 0.05 * u / (u + 9325.0);
  }
  template <class Real>
  static State<Real> start() {
    return {Real(0.8), Real(2.0), Real(0.3)};
  }

  template <class Real>
  static void derivative(const Rates<Real>& r, const Drive<Real>& drive, const State<Real>& x, State<Real>& dx) {
    constexpr double kCoupling = 0.06358, kCosBeta1 = 0.9956618839752899, kSinBeta1 = -0.09304521910757402;
    constexpr double kA1 = 0.3855, kA2 = 0.1977, kSigma = 0.0400692;
    const Real b = Real(33.75) * (Real(1.0) - x[2]) * drive.alpha;
    const Real r2 = x[0] * x[0], r4 = r2 * r2, r8 = r4 * r4;
    const SinCos<Real> psi = sincos2pi(x[1] * Real(0.5 / std::numbers::pi));
    const SinCos<Real> once = turned(psi, {Real(-0.0025999970706676568), Real(0.999996620001904)});
    const SinCos<Real> twice = turned(turned(psi, psi), {Real(-0.8179025279989052), Real(0.5753568064192864)});
    const Real grows =
        Real(0.5 * kA1) * (Real(1.0) - r4) * once.cos + Real(0.5 * kA2) * x[0] * (Real(1.0) - r8) * twice.cos;
    const Real lags =
        Real(0.5 * kA1) * (r2 * x[0] + Real(1.0) / x[0]) * once.sin + Real(0.5 * kA2) * (Real(1.0) + r8) * twice.sin;
    dx[0] = x[0] * (Real(0.5 * kCoupling * kCosBeta1) * (Real(1.0) - r4) - Real(0.024)) + b * grows;
    dx[1] = r.frequency + Real(0.5 * kCoupling * kSinBeta1) * (Real(1.0) + r4) + b * (Real(kSigma) - lags);
    dx[2] = van_der_pol::receptors_used(drive.alpha, kRecovery, x[2]);
  }
  /// The sine and cosine of the sum of two angles.
  template <class Real>
  static SinCos<Real> turned(const SinCos<Real>& a, const SinCos<Real>& b) {
    return {a.sin * b.cos + a.cos * b.sin, a.cos * b.cos - a.sin * b.sin};
  }

  /// u^2 - (pi/2)^2, u being the angle from psi = pi: least where cos psi is least and below zero where cos psi is, for
  /// no sine.
  template <class Real>
  static Real marker(const State<Real>& x) {
    const Real u = x[1] - Real(std::numbers::pi);
    return u * u - Real(0.25 * std::numbers::pi * std::numbers::pi);
  }
  template <class Real>
  static Real marker_rate(const State<Real>& x, const State<Real>& dx) {
    return Real(2.0) * (x[1] - Real(std::numbers::pi)) * dx[1];
  }
  /// Keeps psi within a turn: a float far from zero would have few digits left for what an hour brings.
  template <class Real>
  static void wrap(State<Real>& x) {
    x[1] = select(x[1] >= Real(2.0 * std::numbers::pi), x[1] - Real(2.0 * std::numbers::pi), x[1]);
  }
};

}  // namespace formcast
