#pragma once

#include <algorithm>
#include <cmath>

namespace formcast {

/// The effect of one unit of load on performance t days later: k1 e^(-t/tau1) - k2 e^(-t/tau2), tau1 > tau2 [d].
struct Impulse {
  double k1, tau1, k2, tau2;
};

/// Days until performance is back to its value without the session: tau1 tau2/(tau1-tau2) ln(k2/k1); 0 when it never
/// falls below. (12.2247 d at Clarke & Skiba's published fit.)
inline double time_to_recover(const Impulse& i) {
  const double t = i.tau1 * i.tau2 / (i.tau1 - i.tau2) * std::log(i.k2 / i.k1);
  return std::max(0.0, t);
}

/// Days until performance gains most from the session: tau1 tau2/(tau1-tau2) ln(k2 tau1/(k1 tau2)); 0 when it gains
/// most at once. (39.5660 d at Clarke & Skiba's published fit.)
inline double time_to_peak(const Impulse& i) {
  const double t = i.tau1 * i.tau2 / (i.tau1 - i.tau2) * std::log(i.k2 * i.tau1 / (i.k1 * i.tau2));
  return std::max(0.0, t);
}

/// The largest response of x, on any day, to one unit of load in s, where each night x' = stays x + adds s and
/// s' = lasts s.
inline double delayed_peak(double stays, double adds, double lasts) {
  double x = 0.0, s = 1.0;
  for (;;) {
    const double next = stays * x + adds * s;
    if (!(next > x)) return x;
    x = next, s *= lasts;
  }
}

}  // namespace formcast
