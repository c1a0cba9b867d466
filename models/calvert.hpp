#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Calvert et al. (1976): p = p0 + k1 g - k2 h, where a session's fitness has to ripen: t days later its share of g is
/// e^(-t/tau1) - e^(-t/tau_rise), that of h is e^(-t/tau2). The paper has 50, 5 and 15 d. The same model is in the
/// R package bsh2 as "fitness delay".
struct Calvert {
  static constexpr std::string_view kName = "calvert";
  static constexpr std::string_view kTitle = "Calvert, fitness that ripens (1976)";
  static constexpr int kVersion = 1;

  template <class Real>
  struct Shape {
    Real tau1, tau2, tau_rise;  // [d]
  };
  template <class Real>
  struct Rates {
    Real g, h, ripening;  // decay factors of a night
    Real ripens;          // the share that turns into fitness
  };
  template <class Real>
  struct State {
    Real g, h, ripening;  // fitness, fatigue, load not yet ripe [AU]
  };

  static constexpr std::array<Parameter, 3> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{8.0, 120.0}, 6, "fitness time constant"},
      {"tau2", "d", LogNormal{10.0, 0.5}, Range{1.5, 40.0}, 6, "fatigue time constant"},
      {"tau_rise", "d", LogNormal{5.0, 0.6}, Range{1.0, 20.0}, 4, "time constant of fitness ripening"},
  }};
  static constexpr std::array<Gain, 2> kGains{{
      {"k1", "p/w", +1, kFitnessWorth, "fitness gain"},
      {"k2", "p/w", -1, kFatigueCost, "fatigue gain"},
  }};

  /// Fitness must also outlast its own rise: with equal constants it vanishes.
  static constexpr bool admissible(const Shape<double>& s) {
    return s.tau1 >= 1.5 * s.tau2 && s.tau1 >= 1.5 * s.tau_rise;
  }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    const Real g = exp(Real(-1.0f) / s.tau1), ripening = exp(Real(-1.0f) / s.tau_rise);
    return {g, exp(Real(-1.0f) / s.tau2), ripening, g - ripening};
  }
  template <class Real>
  static void train(const Rates<Real>&, State<Real>& x, const Real& w) {
    x.ripening = x.ripening + w;
    x.h = x.h + w;
  }
  /// What recovers more slowly after a bad night.
  template <class Real>
  static Real& fatigue(State<Real>& x) {
    return x.h;
  }
  /// For the difference itself: subtracting two large sums would lose digits.
  template <class Real>
  static void rest(const Rates<Real>& r, State<Real>& x) {
    x.g = r.g * x.g + r.ripens * x.ripening;
    x.ripening = r.ripening * x.ripening;
    x.h = r.h * x.h;
  }
  template <class Real>
  static std::array<Real, 2> response(const Rates<Real>&, const State<Real>& x) {
    return {x.g, x.h};
  }

  /// Steady-state fitness on waking under one unit of load a day.
  template <class Real>
  static Real steady_fitness(const Rates<Real>& r) {
    return r.ripens / ((Real(1.0f) - r.ripening) * (Real(1.0f) - r.g));
  }

  static std::array<double, 2> usual_response(const Shape<double>& s, double usual_load) {
    const Rates<double> r = rates<double>(s);
    return {usual_load * delayed_peak(r.g, r.ripens, r.ripening), usual_load};
  }
};

}  // namespace formcast
