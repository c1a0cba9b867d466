#pragma once

#include <array>
#include <string_view>

#include "engine/lanes_math.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Perl's PerPot: a load fills a strain potential sp and a response potential rp, both counted in the athlete's
/// capacity; each night they flow into the performance potential pp, strain with a minus, delayed by DS and DR days: SR
/// = min(1, sp, max(0, pp))/DS, RR = min(1, rp, 1 - pp)/DR, and strain above 1 flows over, OR = max(0, sp
/// - 1)/DSO. sp -= SR + OR, rp -= RR, pp += RR - SR - OR. Loads cancel in sp - rp, and pp changes by just what sp - rp
/// does: pp = 0.2 + sp - rp on every day, so pp is no state. p = p0 + k (pp - 0.2), where 0.2 is the potential of the
/// untrained.
///
/// The capacity is given by w_best, the daily load that in the long run brings the highest potential, as (DS + DR)
/// w_best. There strain leaves as fast as pp lets it, pp/DS, and response as fast as 1 - pp lets it, (1 - pp)/DR: pp =
/// DS/(DS + DR). Under a heavier load it settles lower, at 1 - (w/w_best) DR/(DS + DR).
struct PerPot {
  static constexpr std::string_view kName = "perpot";
  static constexpr std::string_view kTitle = "Perl PerPot (2001)";
  static constexpr int kVersion = 1;
  /// The one response is benefit minus harm: it may be negative, and more load may lower it.
  static constexpr bool kNetResponse = true;
  static constexpr double kUntrained = 0.2;

  template <class Real>
  struct Shape {
    Real strain_delay, response_delay, overflow_delay;  // [d]
    Real w_best;                                        // [w]
  };
  template <class Real>
  struct Rates {
    Real strain, response, overflow;  // 1/DS, 1/DR, 1/DSO [1/d]
    Real per_capacity;                // [1/w]
  };
  template <class Real>
  struct State {
    Real sp, rp;  // strain and response potential, in capacities
  };

  static constexpr std::array<Parameter, 4> kShape{{
      {"strain_delay", "d", LogNormal{12.0, 0.7}, Range{2.0, 40.0}, 6, "delay DS of the strain's effect"},
      {"response_delay", "d", LogNormal{8.0, 0.7}, Range{2.0, 40.0}, 6, "delay DR of the response's effect"},
      {"overflow_delay", "d", LogNormal{6.0, 0.5}, Range{3.0, 12.0}, 1, "delay DSO of strain beyond capacity"},
      {"w_best", "w", LogNormal{2.0, 0.5}, Range{1.1, 4.0}, 4, "daily load that brings most", Scale::kUsualLoad},
  }};
  static constexpr std::array<Gain, 1> kGains{{
      {"k", "p", +1, Normal{0.035, 0.035}, "performance from potential 0 to 1"},
  }};

  /// Equal delays cancel and a light load has no effect; more than a factor of four apart, w_best does not improve on
  /// the untrained, or is not the best load.
  static constexpr bool admissible(const Shape<double>& s) {
    const double longer = s.strain_delay > s.response_delay ? s.strain_delay : s.response_delay;
    const double shorter = s.strain_delay > s.response_delay ? s.response_delay : s.strain_delay;
    return longer >= 1.25 * shorter && longer <= 4.0 * shorter;
  }

  template <class Real>
  static Rates<Real> rates(const Shape<Real>& s) {
    const Real one(1.0f);
    return {one / s.strain_delay, one / s.response_delay, one / s.overflow_delay,
            one / ((s.strain_delay + s.response_delay) * s.w_best)};
  }
  template <class Real>
  static void train(const Rates<Real>& r, State<Real>& x, const Real& w) {
    x.sp = x.sp + w * r.per_capacity;
    x.rp = x.rp + w * r.per_capacity;
  }
  template <class Real>
  static void rest(const Rates<Real>& r, State<Real>& x) {
    const Real zero(0.0f), one(1.0f);
    const Real pp = Real(kUntrained) + (x.sp - x.rp);
    const Real strain = min(min(one, x.sp), max(zero, pp)) * r.strain;
    const Real response = min(min(one, x.rp), one - pp) * r.response;
    const Real overflow = max(zero, x.sp - one) * r.overflow;
    x.sp = x.sp - (strain + overflow);
    x.rp = x.rp - response;
  }
  template <class Real>
  static std::array<Real, 1> response(const Rates<Real>&, const State<Real>& x) {
    return {x.sp - x.rp};
  }

  /// The increment of a usual day to each potential; the response is their difference.
  static std::array<double, 1> usual_response(const Shape<double>& s, double usual_load) {
    return {usual_load * rates<double>(s).per_capacity};
  }
};

}  // namespace formcast
