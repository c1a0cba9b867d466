#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/impulse.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// A model whose benefit of fitness levels off: g / (1 + g/d) in place of g, where d is the steady-state fitness on
/// waking under a daily load w_half, so w_half brings half of the most that training can. Models linear in g promise
/// ever more for harder plans; Turner et al. (2017) bend theirs for the same reason.
template <class Base>
struct Plateau {
  static_assert(Base::kGains[0].sign > 0, "the first response is fitness");
  static constexpr std::string_view kPrefix = "plateau_", kSuffix = ", fitness that levels off";
  static constexpr std::string_view kName = Joined<kPrefix, Base::kName>::kText;
  static constexpr std::string_view kTitle = Joined<Base::kTitle, kSuffix>::kText;
  static constexpr int kVersion = Base::kVersion;  // + 1 for each change of its own
  static constexpr bool kForecasts = true;

  template <class Real>
  struct Shape {
    typename Base::template Shape<Real> base;
    Real w_half;  // [w]
  };
  template <class Real>
  struct Rates {
    typename Base::template Rates<Real> base;
    Real per_d;  // 1/d [1/AU]
  };
  template <class Real>
  using State = typename Base::template State<Real>;

  static constexpr auto kShape =
      extend(Base::kShape, std::array<Parameter, 1>{{
                               {"w_half", "w", LogNormal{1.6, 1.0}, Range{0.35, 7.4}, 4,
                                "daily load that brings half of the most training can", Scale::kUsualLoad},
                           }});
  static constexpr auto kGains = Base::kGains;

  static constexpr bool admissible(const Shape<double>& s) { return Base::admissible(s.base); }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    const auto base = Base::template rates<Real>(s.base);
    return {base, Real(1.0f) / (Base::template steady_fitness<Real>(base) * s.w_half)};
  }
  template <class Real>
  static void train(const Rates<Real>& r, State<Real>& x, const Real& w) {
    Base::train(r.base, x, w);
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
    auto y = Base::response(r.base, x);
    y[0] = y[0] / (Real(1.0f) + y[0] * r.per_d);
    return y;
  }

  /// For fitness the mean over the rise from rest to usual training: the first usual day adds more, a later one less.
  static auto usual_response(const Shape<double>& s, double usual_load) {
    auto y = Base::usual_response(s.base, usual_load);
    y[0] /= 1.0 + usual_load / s.w_half;
    return y;
  }
  /// The slope g / (1 + g/d) has under usual training, where g/d is usual_load / w_half.
  static Impulse impulse(const Shape<double>& s, const std::array<double, 2>& gain,
                         double usual_load) requires requires {
    Base::impulse(s.base, gain, usual_load);
  }
  {
    const double bend = 1.0 + usual_load / s.w_half;
    return Base::impulse(s.base, {gain[0] / (bend * bend), gain[1]}, usual_load);
  }
};

}  // namespace formcast
