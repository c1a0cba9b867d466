#pragma once

#include <array>
#include <string_view>

#include "models/clock/light.hpp"
#include "models/clock/van_der_pol.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Forger, Jewett and Kronauer (1999), J Biol Rhythms 14:532: a simpler model of the human circadian pacemaker. A cubic
/// van der Pol oscillator driven by one light process. CBTmin is where x is least.
struct Forger99 : van_der_pol::Oscillator {
  static constexpr std::string_view kName = "forger99";
  static constexpr std::string_view kTitle = "Forger, Jewett and Kronauer (1999)";
  static constexpr int kVersion = 1;
  static constexpr double kRecovery = 0.0075;  // beta [1/min]
  static constexpr double kCbtMinLag = 0.0;    // from the marker's minimum to CBTmin [h]

  template <class Real>
  static Rates<Real> rates(const Parameters<Real>& p) {
    return {van_der_pol::stiffness(0.99669, p.tau), p.light};
  }
  /// 0.05 (I/9500)^0.5 [1/min].
  static double alpha(double lux) { return 0.05 * sqrt(lux / 9500.0); }

  /// About midnight of a day lit from 07 to 23, to entrain from.
  template <class Real>
  static State<Real> start() {
    return {Real(-0.3), Real(-1.1), Real(0.3)};
  }
  template <class Real>
  static void derivative(const Rates<Real>& r, const Drive<Real>& drive, const State<Real>& x, State<Real>& dx) {
    const Real b = van_der_pol::photic_drive(33.75, drive.alpha, x[0], x[1], x[2]);
    van_der_pol::cubic(r.stiffness, b, x[0], x[1], dx[0], dx[1]);
    dx[2] = van_der_pol::receptors_used(drive.alpha, kRecovery, x[2]);
  }
};

}  // namespace formcast
