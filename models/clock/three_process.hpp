#pragma once

#include <string_view>

#include "engine/lanes_math.hpp"

namespace formcast {

/// The three-process model of alertness (Akerstedt and Folkard 1995, Chronobiol Int 12:88; as Ingre et al. 2014, PLoS
/// ONE 9:e108679, write it): sleep pressure S, a rhythm C of 24 h with U of 12 h, and the sleepiness W of having just
/// woken. Alertness S + C + U [-]; on the Karolinska sleepiness scale 10.6 - 0.6 (S + C + U + W), from 1, very alert,
/// to 9.
struct ThreeProcess {
  static constexpr std::string_view kName = "three_process";
  static constexpr std::string_view kTitle = "three-process model of alertness";
  static constexpr int kVersion = 1;
  static constexpr double kRested = 14.0;  // S on waking from a good night

  /// S after so many hours awake: it falls towards 2.4.
  template <class Real>
  static Real wake(const Real& s, const Real& hours) {
    return Real(2.4) + (s - Real(2.4)) * exp(Real(-0.0353) * hours);
  }
  /// S after so many hours asleep: it rises linearly to 12.2, and from there ever slower to 14.3. The rate is
  /// ln(0.3/6.34)/8, what brings 7.96 to 14 in eight hours.
  template <class Real>
  static Real sleep(const Real& s, const Real& hours) {
    constexpr double kRate = -0.38135644659688384, kEven = kRate * (12.2 - 14.3);
    const Real even = min(max((Real(12.2) - s) / Real(kEven), Real(0.0)), hours);
    const Real risen = s + Real(kEven) * even;
    return Real(14.3) - (Real(14.3) - risen) * exp(Real(kRate) * (hours - even));
  }

  template <class Real>
  struct Alertness {
    Real c, u, w;         // the parts beside S
    Real alertness, kss;  // without W, with W
  };
  /// At an hour of the day, so many hours after waking. `shift` is the delay of the clock [h]: 0 at home, and after a
  /// flight CBTmin minus CBTmin once adapted.
  template <class Real>
  static Alertness<Real> alertness(const Real& s, const Real& hour, const Real& awake, const Real& shift) {
    const Real day = (hour - shift - Real(16.8)) * Real(1.0 / 24.0);
    const Real half = (hour - shift - Real(19.8)) * Real(1.0 / 12.0);
    Alertness<Real> a;
    a.c = Real(2.5) * sincos2pi(day).cos;
    a.u = Real(0.5) * sincos2pi(half).cos - Real(0.5);
    a.w = Real(-5.72) * exp(Real(-1.51) * awake);
    a.alertness = s + a.c + a.u;
    a.kss = Real(10.6) - Real(0.6) * (a.alertness + a.w);
    return a;
  }
};

}  // namespace formcast
