#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Hellard et al. (2005): any model with each day's load passed through a Hill function first,
/// w' = kappa w^gamma / (delta^gamma + w^gamma). kappa is redundant with the gains and is set to 2 delta: so w' is
/// a load, w' = w at w = delta, and the gains are near Base's. w' is at most twice delta.
template <class Base>
struct Hill {
  static constexpr std::string_view kPrefix = "hill_", kSuffix = ", loads that saturate";
  static constexpr std::string_view kName = Joined<kPrefix, Base::kName>::kText;
  static constexpr std::string_view kTitle = Joined<Base::kTitle, kSuffix>::kText;
  static constexpr int kVersion = Base::kVersion;  // + 1 for each change of its own

  template <class Real>
  struct Shape {
    typename Base::template Shape<Real> base;
    Real gamma, delta;  // [-], [w]
  };
  template <class Real>
  struct Rates {
    typename Base::template Rates<Real> base;
    Real gamma, most, log_delta;  // most is the upper limit of w' [w]
  };
  template <class Real>
  using State = typename Base::template State<Real>;

  static constexpr auto kShape =
      extend(Base::kShape,
             std::array<Parameter, 2>{{
                 {"gamma", "-", LogNormal{1.5, 0.5}, Range{0.7, 4.0}, 2, "steepness of the load's effect about delta"},
                 {"delta", "w", LogNormal{1.5, 0.8}, Range{0.4, 5.0}, 2, "load of half effect", Scale::kUsualLoad},
             }});
  static constexpr auto kGains = Base::kGains;

  static constexpr bool admissible(const Shape<double>& s) { return Base::admissible(s.base); }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    return {Base::template rates<Real>(s.base), s.gamma, Real(2.0f) * s.delta, log(s.delta)};
  }
  template <class Real>
  static void train(const Rates<Real>& r, State<Real>& x, const Real& w) {
    Base::train(r.base, x, effect(r, w));
  }
  template <class Real>
  requires requires(typename Base::template State<Real>& x) { Base::template fatigue<Real>(x); }
  static Real& fatigue(State<Real>& x) { return Base::template fatigue<Real>(x); }
  template <class Real>
  static void rest(const Rates<Real>& r, State<Real>& x) {
    Base::rest(r.base, x);
  }
  template <class Real>
  static auto response(const Rates<Real>& r, const State<Real>& x) {
    return Base::response(r.base, x);
  }

  /// w': exactly 0 at rest, where the logarithm is -infinity, the exponential infinity and its inverse 0.
  template <class Real>
  static Real effect(const Rates<Real>& r, const Real& w) {
    return r.most / (Real(1.0f) + exp(r.gamma * (r.log_delta - log(w))));
  }

  static auto usual_response(const Shape<double>& s, double usual_load) {
    return Base::usual_response(s.base, effect(rates<double>(s), usual_load));
  }
  /// One more unit of load adds dw'/dw = gamma (w'/w) (1 - w'/(2 delta)) at the usual load.
  static Impulse impulse(const Shape<double>& s, const std::array<double, 2>& gain, double usual_load) {
    const Rates<double> r = rates<double>(s);
    const double effective = effect(r, usual_load);
    const double slope = s.gamma * effective / usual_load * (1.0 - effective / r.most);
    return Base::impulse(s.base, {slope * gain[0], slope * gain[1]}, effective);
  }
};

}  // namespace formcast
