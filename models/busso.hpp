#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Busso (2003) variable dose-response: p = p0 + k1 g - h, where a session tires more after more recent training,
/// h_n = sum_{i<n} k2(i) w_i e^(-(n-i)/tau2), k2(i) = k3 sum_{j<=i} w_j e^(-(i-j)/tau3).
/// `c` is the second sum and `h` here the first without k3, so that performance is linear in p0, k1 and k3.
struct Busso {
  static constexpr std::string_view kName = "busso";
  static constexpr std::string_view kTitle = "Busso variable dose-response (2003)";
  static constexpr int kVersion = 1;

  template <class Real>
  struct Shape {
    Real tau1, tau2, tau3;  // [d]
  };
  template <class Real>
  struct Rates {
    Real g, h, c;  // decay factors of a night
  };
  template <class Real>
  struct State {
    Real g, h, c;  // fitness [AU], fatigue / k3 [AU^2], recent load [AU]
  };

  static constexpr std::array<Parameter, 3> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{8.0, 120.0}, 9, "fitness time constant"},
      {"tau2", "d", LogNormal{10.0, 0.5}, Range{1.5, 40.0}, 9, "fatigue time constant"},
      {"tau3", "d", LogNormal{3.0, 0.7}, Range{0.7, 12.0}, 4, "time constant of what makes a session more tiring"},
  }};
  static constexpr std::array<Gain, 2> kGains{{
      {"k1", "p/w", +1, kFitnessWorth, "fitness gain"},
      {"k3", "p/w^2", -1, kFatigueCost, "gain of the fatigue gain"},
  }};

  static constexpr bool admissible(const Shape<double>& s) { return s.tau1 >= 1.5 * s.tau2; }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    return {exp(Real(-1.0f) / s.tau1), exp(Real(-1.0f) / s.tau2), exp(Real(-1.0f) / s.tau3)};
  }
  template <class Real>
  static void train(const Rates<Real>&, State<Real>& x, const Real& w) {
    x.g = x.g + w;
    x.c = x.c + w;
    x.h = x.h + x.c * w;
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
    x.c = r.c * x.c;
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

  static std::array<double, 2> usual_response(const Shape<double>& s, double usual_load) {
    return {usual_load, usual_load * usual_c(s, usual_load)};
  }
  /// The response to one more unit of load for an athlete training as usual: k2 = k3 c.
  static Impulse impulse(const Shape<double>& s, const std::array<double, 2>& gain, double usual_load) {
    return {gain[0], s.tau1, gain[1] * usual_c(s, usual_load), s.tau2};
  }

 private:
  /// Steady-state c under the same load every day: w / (1 - e^(-1/tau3)).
  static double usual_c(const Shape<double>& s, double usual_load) { return usual_load / (1.0 - exp(-1.0 / s.tau3)); }
};

}  // namespace formcast
