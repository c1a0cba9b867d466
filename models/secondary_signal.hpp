#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Busso (2017) model T: training leaves a signal, the signal builds performance, and performance decays.
/// s_i = w_i + s_{i-1} e^(-kon-koff'), p_i = p_{i-1} e^(-koff) + p0 (1 - e^(-koff)) + kon s_{i-1}. With q = (p -
/// p0)/kon this is q_i = q_{i-1} e^(-1/tau1) + s_{i-1} and p = p0 + k q: tau1 = 1/koff, tau_signal = 1/(kon + koff'), k
/// = kon. There is no fatigue; up to the gain's scale it is Calvert's fitness alone.
struct SecondarySignal {
  static constexpr std::string_view kName = "secondary_signal";
  static constexpr std::string_view kTitle = "Busso secondary signal (2017)";
  static constexpr int kVersion = 1;

  template <class Real>
  struct Shape {
    Real tau1, tau_signal;  // [d]
  };
  template <class Real>
  struct Rates {
    Real q, s;  // decay factors of a night
  };
  template <class Real>
  struct State {
    Real q, s;  // performance built, signal [AU]
  };

  static constexpr std::array<Parameter, 2> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{8.0, 120.0}, 8, "time constant of what training built"},
      {"tau_signal", "d", LogNormal{8.0, 0.7}, Range{1.0, 40.0}, 8, "time constant of the signal that builds it"},
  }};
  static constexpr std::array<Gain, 1> kGains{{
      {"k", "p/w", +1, kFitnessWorth, "what a day of signal builds"},
  }};

  /// The two constants can be exchanged; the signal is the shorter.
  static constexpr bool admissible(const Shape<double>& s) { return s.tau1 >= 1.5 * s.tau_signal; }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    return {exp(Real(-1.0f) / s.tau1), exp(Real(-1.0f) / s.tau_signal)};
  }
  template <class Real>
  static void train(const Rates<Real>&, State<Real>& x, const Real& w) {
    x.s = x.s + w;
  }
  template <class Real>
  static void rest(const Rates<Real>& r, State<Real>& x) {
    x.q = r.q * x.q + x.s;
    x.s = r.s * x.s;
  }
  template <class Real>
  static std::array<Real, 1> response(const Rates<Real>&, const State<Real>& x) {
    return {x.q};
  }

  /// Steady-state fitness on waking under one unit of load a day.
  template <class Real>
  static Real steady_fitness(const Rates<Real>& r) {
    return Real(1.0f) / ((Real(1.0f) - r.s) * (Real(1.0f) - r.q));
  }

  static std::array<double, 1> usual_response(const Shape<double>& s, double usual_load) {
    const Rates<double> r = rates<double>(s);
    return {usual_load * delayed_peak(r.q, 1.0, r.s)};
  }
};

}  // namespace formcast
