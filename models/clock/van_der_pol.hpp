#pragma once

#include <array>
#include <cstddef>
#include <numbers>

#include "engine/lanes_math.hpp"
#include "models/clock/light.hpp"
#include "models/parameter.hpp"

/// Common to Kronauer's oscillators: x and its partner xc, which rotate once in tau hours, and n, the share of the
/// eye's receptors that light has used up.
namespace formcast::van_der_pol {

inline constexpr Parameter kTau{"tau", "h", LogNormal{24.2, 0.008}, Range{23.6, 24.9}, 1, "intrinsic period"};
inline constexpr Parameter kLight{"light",         "-", LogNormal{1.0, 0.5},
                                  Range{0.3, 3.0}, 1,   "sensitivity to light, a factor on alpha"};

/// The base of these clocks: parameters, state and marker.
struct Oscillator {
  static constexpr bool kChoosesSleep = false;

  template <class Real>
  struct Parameters {
    Real tau = Real(24.2);   // [h]
    Real light = Real(1.0);  // [-]
  };
  template <class Real>
  struct Rates {
    Real stiffness, light;
  };
  template <class Real>
  using State = std::array<Real, 3>;  // x, xc [-], n [-]

  static constexpr std::array<Parameter, 2> kParameters{kTau, kLight};

  /// The marker, least at CBTmin and below zero about it, and its rate [1/h].
  template <class Real, std::size_t N>
  static Real marker(const std::array<Real, N>& x) {
    return x[0];
  }
  template <class Real, std::size_t N>
  static Real marker_rate(const std::array<Real, N>&, const std::array<Real, N>& dx) {
    return dx[0];
  }
};

/// alpha of Jewett's light process: 0.16 (I/9500)^0.6 [1/min].
inline double jewett_alpha(double lux) {
  const double u = lux / 9500.0;
  return 0.16 * fifth_root(u * u * u);
}

/// Angular frequency [rad/h].
inline constexpr double kTurn = std::numbers::pi / 12.0;

/// (24 / (f tau))^2, the stiffness that gives the free-running oscillator the period tau [h].
template <class Real>
Real stiffness(double f, const Real& tau) {
  const Real ratio = Real(24.0 / f) / tau;
  return ratio * ratio;
}

/// B, the drive of light: `gain` alpha (1 - n), weaker the higher x and xc are.
template <class Real>
Real photic_drive(double gain, const Real& alpha, const Real& x, const Real& xc, const Real& n) {
  return Real(gain) * alpha * (Real(1.0) - n) * (Real(1.0) - Real(0.4) * x) * (Real(1.0) - Real(0.4) * xc);
}

/// n' [1/h]. `beta` is the recovery rate [1/min].
template <class Real>
Real receptors_used(const Real& alpha, double beta, const Real& n) {
  return Real(60.0) * (alpha * (Real(1.0) - n) - Real(beta) * n);
}

/// Forger, Jewett and Kronauer's oscillator (1999), a cubic van der Pol: x' = turn (xc + B),
/// xc' = turn (0.23 (xc - 4/3 xc^3) - x (stiffness + 0.55 B)).
template <class Real>
void cubic(const Real& stiffness, const Real& b, const Real& x, const Real& xc, Real& dx, Real& dxc) {
  dx = Real(kTurn) * (xc + b);
  dxc = Real(kTurn) * (Real(0.23) * (xc - Real(4.0 / 3.0) * (xc * xc * xc)) - x * (stiffness + Real(0.55) * b));
}

/// Jewett, Forger and Kronauer's oscillator (1999), which returns to its amplitude by a seventh power:
/// x' = turn (xc + 0.13 (x/3 + 4/3 x^3 - 256/105 x^7) + push), xc' = turn (B xc/3 - x (stiffness + 0.55 B)).
template <class Real>
void seventh_power(const Real& stiffness, const Real& b, const Real& push, const Real& x, const Real& xc, Real& dx,
                   Real& dxc) {
  const Real x2 = x * x;
  const Real bend = x * (Real(0.13 / 3.0) + x2 * (Real(0.13 * 4.0 / 3.0) - Real(0.13 * 256.0 / 105.0) * (x2 * x2)));
  dx = Real(kTurn) * (xc + bend + push);
  dxc = Real(kTurn) * (b * xc * Real(1.0 / 3.0) - x * (stiffness + Real(0.55) * b));
}

}  // namespace formcast::van_der_pol
