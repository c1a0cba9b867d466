#pragma once

#include <array>
#include <numbers>
#include <string_view>

#include "engine/lanes.hpp"
#include "models/clock/light.hpp"
#include "models/clock/van_der_pol.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Hannay, Booth and Forger (2019), J Biol Rhythms 34:658: the single-population model, one phase psi and one amplitude
/// R for all of the clock's neurons. CBTmin is where cos psi is least.
///   R' = R (K/2 cos b1 (1 - R^4) - 0.024) + L_R,  psi' = 2 pi/tau + K/2 sin b1 (1 + R^4) + L_psi, and with
///   s1, c1 of psi - 0.0026 and s2, c2 of 2 psi - 0.957756, B = 33.75 (1 - n) alpha,
///   L_R = B (A1/2 (1 - R^4) c1 + A2/2 R (1 - R^8) c2),
///   L_psi = B (sigma - A1/2 (R^3 + 1/R) s1 - A2/2 (1 + R^8) s2).
///
/// Computed as one complex number z = R exp(i (psi - 0.0026)), in which it is a polynomial, smooth where R
/// vanishes: with q = |z|^2 and d = 2 * 0.0026 - 0.957756,
///   z' = (K/2 cos b1 (1 - q^2) - 0.024 + i (2 pi/tau + K/2 sin b1 (1 + q^2) + B sigma)) z
///        + B A1/2 (1 - q z^2) + B A2/2 (exp(-i d) conj z - exp(i d) q^3 z^3).
struct Hannay19 {
  static constexpr std::string_view kName = "hannay19";
  static constexpr std::string_view kTitle = "Hannay, Booth and Forger (2019)";
  static constexpr int kVersion = 1;
  static constexpr bool kChoosesSleep = false;
  static constexpr double kRecovery = 0.0075;  // delta [1/min]
  static constexpr double kCbtMinLag = 0.0;    // [h]

  /// `tau` is the mean period of the neurons; coupled, their period is about 24.2 h.
  template <class Real>
  struct Parameters {
    Real tau = Real(23.84);  // [h]
    Real light = Real(1.0);  // [-]
  };
  template <class Real>
  struct Rates {
    Real turn, light;  // psi' in the dark without the R^4 term [rad/h], [-]
  };
  template <class Real>
  using State = std::array<Real, 3>;  // Re z, Im z, n [-]

  static constexpr std::array<Parameter, 2> kParameters{{
      {"tau", "h", LogNormal{23.84, 0.008}, Range{23.25, 24.55}, 1, "mean intrinsic period of the neurons"},
      van_der_pol::kLight,
  }};

  template <class Real>
  static Rates<Real> rates(const Parameters<Real>& p) {
    return {Real(2.0 * std::numbers::pi) / p.tau + Real(kSlows), p.light};
  }
  /// 0.05 I^1.5/(I^1.5 + 9325) [1/min].
  static double alpha(double lux) {
    const double u = lux * sqrt(lux);
    return 0.05 * u / (u + 9325.0);
  }
  template <class Real>
  static State<Real> start() {
    return {Real(-0.33), Real(0.73), Real(0.3)};
  }

  template <class Real>
  static void derivative(const Rates<Real>& r, const Drive<Real>& drive, const State<Real>& s, State<Real>& ds) {
    const Real &x = s[0], &y = s[1];
    const Real xx = x * x, yy = y * y, q = xx + yy, q2 = q * q;
    const Real grows = Real(kGrows - 0.024) - Real(kGrows) * q2;
    const Real turns = r.turn + Real(kSlows) * q2;
    ds[2] = van_der_pol::receptors_used(drive.alpha, kRecovery, s[2]);
    if (drive.dark) {
      ds[0] = grows * x - turns * y;
      ds[1] = grows * y + turns * x;
      return;
    }
    const Real b = Real(33.75 * kHalfA1) * (drive.alpha * (Real(1.0) - s[2]));
    const Real led = turns + Real(kSigma / kHalfA1) * b;
    const Real u = q * (xx - yy), w = q * ((x + x) * y);  // q z^2
    const Real xq = q2 * x, yq = q2 * y;
    const Real p = u * xq - w * yq, v = u * yq + w * xq;  // q^3 z^3
    const Real push = Real(1.0) - u + Real(kCos) * (x - p) - Real(kSin) * (y - v);
    const Real turned = w + Real(kCos) * (y + v) + Real(kSin) * (x + p);
    ds[0] = grows * x - led * y + b * push;
    ds[1] = grows * y + led * x - b * turned;
  }

  /// -cos^2 psi where cos psi is below zero: least where that is.
  template <class Real>
  static Real marker(const State<Real>& s) {
    const Real cosine = s[0] * Real(kLagCos) - s[1] * Real(kLagSin);
    return select(cosine < Real(0.0), -(cosine * cosine) / (s[0] * s[0] + s[1] * s[1]), Real(1.0));
  }
  template <class Real>
  static Real marker_rate(const State<Real>& s, const State<Real>& ds) {
    const Real &x = s[0], &y = s[1];
    const Real per_q = Real(1.0) / (x * x + y * y);
    const Real cosine = x * Real(kLagCos) - y * Real(kLagSin), sine = x * Real(kLagSin) + y * Real(kLagCos);
    return Real(2.0) * (cosine * sine * per_q) * ((x * ds[1] - y * ds[0]) * per_q);
  }

 private:
  static constexpr double kCoupling = 0.06358, kHalfA1 = 0.5 * 0.3855, kHalfA2 = 0.5 * 0.1977, kSigma = 0.0400692;
  static constexpr double kGrows = 0.5 * kCoupling * 0.9956618839752899;    // K/2 cos b1 [1/h], b1 = -0.09318
  static constexpr double kSlows = 0.5 * kCoupling * -0.09304521910757402;  // K/2 sin b1 [rad/h]
  static constexpr double kCos = kHalfA2 / kHalfA1 * 0.579602101591139, kSin = kHalfA2 / kHalfA1 * -0.8148996280715405;
  static constexpr double kLagCos = 0.999996620001904, kLagSin = 0.0025999970706676568;  // of 0.0026
};

}  // namespace formcast
