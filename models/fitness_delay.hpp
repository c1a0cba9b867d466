#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Matabuena & Rodriguez-Lopez (2019): Banister's model with a delayed loss of fitness, by its value the day before,
/// g_i = a (w_{i-1} + g_{i-1} - g_{i-2}/tau3), a = e^(-1/tau1). A session's share of g is a (z1^n - z2^n)/(z1 - z2)
/// after n nights, z1 > z2 the roots of z^2 - a z + a/tau3: below tau3 = 4/a they are complex and fitness oscillates
/// about zero.
struct FitnessDelay {
  static constexpr std::string_view kName = "fitness_delay";
  static constexpr std::string_view kTitle = "Matabuena & Rodriguez-Lopez delayed fitness (2019)";
  static constexpr int kVersion = 1;

  template <class Real>
  struct Shape {
    Real tau1, tau2, tau3;  // [d]
  };
  template <class Real>
  struct Rates {
    Real g, h;     // decay factors of a night
    Real payback;  // share of the previous day's fitness that is lost
  };
  template <class Real>
  struct State {
    Real g, h;             // fitness, fatigue [AU]
    Real waking, day_ago;  // fitness on waking, today and yesterday [AU]
  };

  static constexpr std::array<Parameter, 3> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{8.0, 120.0}, 6, "fitness time constant without the delayed loss"},
      {"tau2", "d", LogNormal{10.0, 0.5}, Range{1.5, 40.0}, 6, "fatigue time constant"},
      {"tau3", "d", LogNormal{60.0, 1.0}, Range{8.0, 400.0}, 4, "time constant of the delayed loss of fitness"},
  }};
  static constexpr std::array<Gain, 2> kGains{{
      {"k1", "p/w", +1, kFitnessWorth, "fitness gain"},
      {"k2", "p/w", -1, kFatigueCost, "fatigue gain"},
  }};

  /// Real roots, tau3 >= 4 e^(1/tau1): then 0 < z2 <= z1 < 1, fitness decays without oscillation. And its remaining
  /// time constant, -1/log z1 days, must outlast fatigue as in Banister's model.
  static bool admissible(const Shape<double>& s) {
    return s.tau3 >= 4.0 * exp(1.0 / s.tau1) && memory(s) >= 1.5 * s.tau2;
  }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    const Real g = exp(Real(-1.0f) / s.tau1);
    return {g, exp(Real(-1.0f) / s.tau2), g / s.tau3};
  }
  template <class Real>
  static void train(const Rates<Real>&, State<Real>& x, const Real& w) {
    x.g = x.g + w;
    x.h = x.h + w;
  }
  /// What recovers more slowly after a bad night.
  template <class Real>
  static Real& fatigue(State<Real>& x) {
    return x.h;
  }
  template <class Real>
  static void rest(const Rates<Real>& r, State<Real>& x) {
    x.g = r.g * x.g - r.payback * x.day_ago;
    x.day_ago = x.waking;
    x.waking = x.g;
    x.h = r.h * x.h;
  }
  template <class Real>
  static std::array<Real, 2> response(const Rates<Real>&, const State<Real>& x) {
    return {x.g, x.h};
  }

  static std::array<double, 2> usual_response(const Shape<double>&, double usual_load) {
    return {usual_load, usual_load};
  }
  /// The lasting part of the response, without the root z2, which is gone after a few days.
  static Impulse impulse(const Shape<double>& s, const std::array<double, 2>& gain, double /*usual_load*/) {
    const double a = exp(-1.0 / s.tau1), spread = sqrt(a * a - 4.0 * a / s.tau3);
    return {gain[0] * a / spread, memory(s), gain[1], s.tau2};
  }

 private:
  static double memory(const Shape<double>& s) {
    const double a = exp(-1.0 / s.tau1);
    return -1.0 / log(0.5 * (a + sqrt(a * a - 4.0 * a / s.tau3)));
  }
};

}  // namespace formcast
