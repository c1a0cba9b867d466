#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/clock/light.hpp"
#include "models/clock/van_der_pol.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// St Hilaire et al. (2007), J Theor Biol 247:583: Jewett's oscillator with a weaker response to dim light and a
/// non-photic drive from being awake. CBTmin comes 0.97 h after x is least.
///
/// That drive is Ns = rho (1/3 - asleep) (1 - tanh 10x). In the wake-maintenance zone, 16.5 to 21 h after CBTmin, sleep
/// drives as wake does. Hours after CBTmin are the paper's psi, an angle of the oscillator and not an hour of the day:
/// CBTmin is 0.97 h past -170.7 degrees of arctan(xc/x), and the angle falls by 15 degrees an hour.
struct StHilaire07 : van_der_pol::Oscillator {
  static constexpr std::string_view kName = "st_hilaire07";
  static constexpr std::string_view kTitle = "St Hilaire et al. (2007)";
  static constexpr int kVersion = 1;
  static constexpr double kRecovery = 0.007;  // beta [1/min]
  static constexpr double kCbtMinLag = 0.97;  // [h]

  template <class Real>
  static Rates<Real> rates(const Parameters<Real>& p) {
    return {van_der_pol::stiffness(0.99729, p.tau), p.light};
  }
  /// 0.1 (I/9500)^0.5 I/(I + 100) [1/min].
  static double alpha(double lux) { return 0.1 * sqrt(lux / 9500.0) * (lux / (lux + 100.0)); }
  template <class Real>
  static State<Real> start() {
    return {Real(-0.1), Real(-1.2), Real(0.3)};
  }

  /// Whether the oscillator is 16.5 to 21 h after CBTmin: clockwise of -72.75 degrees, 16.5 h from CBTmin at
  /// -185.25, and counterclockwise of -140.25, 21 h from there.
  template <class Real>
  static auto maintains_wake(const Real& x, const Real& xc) {
    const double opens[2] = {0.2965415750, -0.9550199444}, closes[2] = {-0.7688418320, -0.6394390019};
    return Real(opens[0]) * xc - Real(opens[1]) * x < Real(0.0) &&
           Real(closes[0]) * xc - Real(closes[1]) * x > Real(0.0);
  }
  template <class Real>
  static void derivative(const Rates<Real>& r, const Drive<Real>& drive, const State<Real>& x, State<Real>& dx) {
    const Real b = van_der_pol::photic_drive(37.0, drive.alpha, x[0], x[1], x[2]);
    const Real asleep = select(maintains_wake(x[0], x[1]), Real(0.0), drive.asleep);
    // 1 - tanh y = 2/(1 + e^2y)
    const Real push = Real(0.064) * (Real(1.0 / 3.0) - asleep) / (Real(1.0) + exp(Real(20.0) * x[0]));
    van_der_pol::seventh_power(r.stiffness, b, b + push, x[0], x[1], dx[0], dx[1]);
    dx[2] = van_der_pol::receptors_used(drive.alpha, kRecovery, x[2]);
  }
};

}  // namespace formcast
