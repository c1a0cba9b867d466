#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Banister et al. (1975) impulse-response model: p = p0 + k1 g - k2 h, where fitness g and fatigue h each sum the
/// loads and decay exponentially. Loads in AU/day, performance in the test's unit.
struct Banister {
  static constexpr std::string_view kName = "banister";
  static constexpr std::string_view kTitle = "Banister impulse-response (1975)";
  static constexpr int kVersion = 1;

  template <class Real>
  struct Shape {
    Real tau1, tau2;  // [d]
  };
  template <class Real>
  struct Rates {
    Real g, h;  // decay factors of a night
  };
  template <class Real>
  struct State {
    Real g, h;  // fitness, fatigue [AU]
  };

  static constexpr std::array<Parameter, 2> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{8.0, 120.0}, 9, "fitness time constant"},
      {"tau2", "d", LogNormal{10.0, 0.5}, Range{1.5, 40.0}, 9, "fatigue time constant"},
  }};
  static constexpr std::array<Gain, 2> kGains{{
      {"k1", "p/w", +1, kFitnessWorth, "fitness gain"},
      {"k2", "p/w", -1, kFatigueCost, "fatigue gain"},
  }};

  /// tau1 >= 1.5 tau2 (Kolossa et al. 2017): any nearer the components cancel and their gains diverge.
  static constexpr bool admissible(const Shape<double>& s) { return s.tau1 >= 1.5 * s.tau2; }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    return {exp(Real(-1.0f) / s.tau1), exp(Real(-1.0f) / s.tau2)};
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
    x.g = r.g * x.g;
    x.h = r.h * x.h;
  }
  template <class Real>
  static std::array<Real, 2> response(const Rates<Real>&, const State<Real>& x) {
    return {x.g, x.h};
  }

  /// Steady-state fitness on waking under one unit of load a day.
  template <class Real>
  static Real steady_fitness(const Rates<Real>& r) {
    return r.g / (Real(1.0f) - r.g);
  }

  /// What one usual day adds to each response [AU]: the scale of the gains' priors.
  static std::array<double, 2> usual_response(const Shape<double>&, double usual_load) {
    return {usual_load, usual_load};
  }
  static Impulse impulse(const Shape<double>& s, const std::array<double, 2>& gain, double /*usual_load*/) {
    return {gain[0], s.tau1, gain[1], s.tau2};
  }
};

}  // namespace formcast
