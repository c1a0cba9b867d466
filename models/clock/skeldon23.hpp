#pragma once

#include <array>
#include <string_view>

#include "models/clock/light.hpp"
#include "models/clock/van_der_pol.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Skeldon et al. (2023), PLoS Comput Biol 19:e1011743: sleep and clock coupled. Sleep pressure H rises awake and falls
/// asleep; sleep begins at an upper threshold that the clock moves, and ends at a lower one. The clock is
/// Forger's with its own light process, and sees light only while awake (the drive's alpha is 0 asleep). CBTmin is
/// where x is least.
///   H' = (mu (1 - S) - H)/45, asleep from H >= 13.5 + ca C, awake from H <= 12.5 + ca C.
struct Skeldon23 : van_der_pol::Oscillator {
  static constexpr std::string_view kName = "skeldon23";
  static constexpr std::string_view kTitle = "Skeldon et al. (2023)";
  static constexpr int kVersion = 1;
  static constexpr bool kChoosesSleep = true;
  static constexpr double kRecovery = 0.013;  // beta [1/min]
  static constexpr double kCbtMinLag = 0.0;   // [h]

  template <class Real>
  struct Parameters {
    Real tau = Real(24.2);   // [h]
    Real light = Real(1.0);  // [-]
    Real mu = Real(17.78);   // [-]
    Real ca = Real(1.72);    // [-]
  };
  template <class Real>
  struct Rates {
    Real stiffness, light, mu, ca;
  };
  template <class Real>
  using State = std::array<Real, 4>;  // x, xc [-], n [-], H [-]

  static constexpr std::array<Parameter, 4> kParameters{{
      van_der_pol::kTau,
      van_der_pol::kLight,
      {"mu", "-", LogNormal{17.78, 0.03}, Range{17.0, 19.5}, 1, "sleep pressure that a life awake would lead to"},
      {"ca", "-", LogNormal{1.72, 0.25}, Range{1.0, 3.0}, 1, "how far the clock moves the thresholds of sleep"},
  }};

  template <class Real>
  static Rates<Real> rates(const Parameters<Real>& p) {
    return {van_der_pol::stiffness(0.99669, p.tau), p.light, p.mu, p.ca};
  }
  /// 0.16 (I/9500)^0.6 [1/min].
  static double alpha(double lux) { return van_der_pol::jewett_alpha(lux); }
  template <class Real>
  static State<Real> start() {
    return {Real(-0.2), Real(-1.1), Real(0.3), Real(13.0)};
  }
  template <class Real>
  static void derivative(const Rates<Real>& r, const Drive<Real>& drive, const State<Real>& x, State<Real>& dx) {
    const Real b = van_der_pol::photic_drive(19.9, drive.alpha, x[0], x[1], x[2]);
    van_der_pol::cubic(r.stiffness, b, x[0], x[1], dx[0], dx[1]);
    dx[2] = van_der_pol::receptors_used(drive.alpha, kRecovery, x[2]);
    dx[3] = (r.mu * (Real(1.0) - drive.asleep) - x[3]) * Real(1.0 / 45.0);
  }

  /// The clock's part in wakefulness, C [-].
  template <class Real>
  static Real wakefulness(const State<Real>& s) {
    const Real &x = s[0], &xc = s[1];
    return Real(0.7896) + Real(0.7583) * x - Real(0.3912) * xc - Real(0.9647) * (x * x) + Real(0.025) * (x * xc) -
           Real(0.4442) * (xc * xc);
  }
  /// How far H is beyond the threshold at which sleep ends (asleep) or begins (awake).
  template <class Real>
  static Real overdue(const Rates<Real>& r, const State<Real>& x, const Real& asleep) {
    const Real h = x[3] - r.ca * wakefulness(x);
    return select(asleep > Real(0.5), Real(12.5) - h, h - Real(13.5));
  }
};

}  // namespace formcast
