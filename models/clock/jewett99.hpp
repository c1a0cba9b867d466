#pragma once

#include <array>
#include <string_view>

#include "models/clock/light.hpp"
#include "models/clock/van_der_pol.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Jewett, Forger and Kronauer (1999), J Biol Rhythms 14:493: the revised limit-cycle oscillator of the human
/// pacemaker. CBTmin comes 0.8 h after x is least.
struct Jewett99 : van_der_pol::Oscillator {
  static constexpr std::string_view kName = "jewett99";
  static constexpr std::string_view kTitle = "Jewett, Forger and Kronauer (1999)";
  static constexpr int kVersion = 1;
  static constexpr double kRecovery = 0.013;  // beta [1/min]
  static constexpr double kCbtMinLag = 0.8;   // [h]

  template <class Real>
  static Rates<Real> rates(const Parameters<Real>& p) {
    return {van_der_pol::stiffness(0.99729, p.tau), p.light};
  }
  /// 0.16 (I/9500)^0.6 [1/min].
  static double alpha(double lux) { return van_der_pol::jewett_alpha(lux); }
  template <class Real>
  static State<Real> start() {
    return {Real(-0.1), Real(-1.2), Real(0.3)};
  }
  template <class Real>
  static void derivative(const Rates<Real>& r, const Drive<Real>& drive, const State<Real>& x, State<Real>& dx) {
    const Real b = van_der_pol::photic_drive(19.875, drive.alpha, x[0], x[1], x[2]);
    van_der_pol::seventh_power(r.stiffness, b, b, x[0], x[1], dx[0], dx[1]);
    dx[2] = van_der_pol::receptors_used(drive.alpha, kRecovery, x[2]);
  }
};

}  // namespace formcast
