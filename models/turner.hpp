#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "engine/ode.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Turner et al. (2017): g' = kg w - g^alpha/Tg, h' = kh w - h^beta/Th, p = p0 + g - h. An exponent above 1 makes the
/// highly trained lose faster, so that gains diminish; below 1 fatigue reaches zero.
/// Here g is the paper's g/kg, so that p = p0 + k1 g - k2 h is linear in the gains, and g' = w - c g^alpha, where tau1
/// is the time constant of a small difference at the steady state of daily load w_ref. There g = alpha w_ref tau1 and
/// c = w_ref / g^alpha. tau1 then means the same for every alpha; at alpha = 1 it is Banister's.
struct Turner {
  static constexpr std::string_view kName = "turner";
  static constexpr std::string_view kTitle = "Turner non-linear decay (2017)";
  static constexpr int kVersion = 1;
  /// Fitness decays as a power of time, not exponentially: (1 + (alpha - 1) t/T)^(-1/(alpha - 1)).
  static constexpr bool kForgetsByAPower = true;
  /// The fastest decay [1/d], so that fatigue below an exponent of 1 may reach zero in finite time.
  static constexpr double kFastest = 40.0;

  template <class Real>
  struct Shape {
    Real tau1, alpha, tau2, beta;  // [d], [-]
    Real w_ref;                    // [w]
  };
  template <class Real>
  struct Rates {
    Real g, alpha, h, beta;  // the factors c and their exponents
  };
  template <class Real>
  struct State {
    Real g, h;  // fitness, fatigue [AU]
  };

  static constexpr std::array<Parameter, 5> kShape{{
      {"tau1", "d", LogNormal{40.0, 0.5}, Range{8.0, 120.0}, 6, "fitness time constant in usual training"},
      {"alpha", "-", LogNormal{1.16, 0.12}, Range{1.0, 1.5}, 2, "exponent of the loss of fitness"},
      {"tau2", "d", LogNormal{10.0, 0.5}, Range{1.5, 40.0}, 6, "fatigue time constant in usual training"},
      {"beta", "-", LogNormal{0.9, 0.12}, Range{0.7, 1.1}, 2, "exponent of the loss of fatigue"},
      {"w_ref", "w", LogNormal{1.0, 0.5}, Range{0.5, 2.0}, 1, "usual load, which tau1 and tau2 hold for",
       Scale::kUsualLoad},
  }};
  static constexpr std::array<Gain, 2> kGains{{
      {"k1", "p/w", +1, kFitnessWorth, "fitness gain"},
      {"k2", "p/w", -1, kFatigueCost, "fatigue gain"},
  }};

  static constexpr bool admissible(const Shape<double>& s) { return s.tau1 >= 1.5 * s.tau2; }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    return {s.w_ref / power(s.alpha * s.w_ref * s.tau1, s.alpha), s.alpha,
            s.w_ref / power(s.beta * s.w_ref * s.tau2, s.beta), s.beta};
  }

  /// A night in the logarithm: x(t) = x(0) e^z, z' = -c x^(a - 1). With an exponent of 1 the rate is constant, so one
  /// Runge-Kutta step has error (|a - 1| rate)^5 / 120, where x itself would need many steps.
  template <class Real>
  struct Night {
    std::array<Real, 2> rate, bend;  // c x(0)^(a - 1) [1/d], a - 1

    Night(const Rates<Real>& r, const std::array<Real, 2>& x) : bend{r.alpha - Real(1.0f), r.beta - Real(1.0f)} {
      // Keeps the logarithm of 0 finite without changing any load. (GCC would make a branch of a max, and no longer
      // vectorise the loop over members.)
      const Real nothing(1e-30f);
      rate = {r.g * power(x[0] + nothing, bend[0]), r.h * power(x[1] + nothing, bend[1])};
    }
    template <class Time>
    void operator()(const std::array<Real, 2>& z, std::array<Real, 2>& dz, const Time&) const {
      for (std::size_t i = 0; i < 2; ++i) dz[i] = -min(rate[i] * exp(bend[i] * z[i]), Real(kFastest));
    }
  };

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
    std::array<Real, 2> z{Real(0.0f), Real(0.0f)};
    integrate(Night<Real>(r, {x.g, x.h}), z, 1.0, 1);
    x.g = x.g * exp(z[0]);
    x.h = x.h * exp(z[1]);
  }
  template <class Real>
  static std::array<Real, 2> response(const Rates<Real>&, const State<Real>& x) {
    return {x.g, x.h};
  }

  static std::array<double, 2> usual_response(const Shape<double>&, double usual_load) {
    return {usual_load, usual_load};
  }
  /// For a small session on top of usual training.
  static Impulse impulse(const Shape<double>& s, const std::array<double, 2>& gain, double /*usual_load*/) {
    return {gain[0], s.tau1, gain[1], s.tau2};
  }
};

}  // namespace formcast
