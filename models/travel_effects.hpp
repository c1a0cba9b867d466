#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>

#include "engine/lanes_math.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// An effect of jet lag, short sleep or travel fatigue on an athlete. Every member draws its own from these population
/// priors, which contain no data of this athlete.
struct TravelEffect {
  std::string_view name, unit;
  LogNormal prior;
  std::string_view text, source;
};

/// Medians accepted in place of a prior's: beyond ten times it the unit is probably wrong. Zero leaves an effect out,
/// but is no time constant.
constexpr Range median_limits(const TravelEffect& effect) {
  return {effect.unit == "d" ? 0.1 * effect.prior.median : 0.0, 10.0 * effect.prior.median};
}

/// The widest spread accepted in its place.
inline constexpr double kWidestEffect = 1.5;

/// In the order of kTravelEffects.
enum class Effect : std::size_t {
  kDayRhythm,
  kBestHour,
  kMisalignment,
  kSleepDebt,
  kTravelFatigue,
  kTravelFatigueFades,
  kDebtFades,
  kPhaseOfSleep,
  kSleepAboard,
  kSlowedByClock,
  kSlowedByDebt
};
inline constexpr std::size_t kEffects = 11;

inline constexpr std::array<TravelEffect, kEffects> kTravelEffects{{
    {"day_rhythm",
     "-",
     {0.02, 0.6},
     "performance at the body clock's best hour, above its mean",
     "Knaier et al. (2022), Med Sci Sports Exerc 54:169: power and jumps best from 13 to 19 h; size our choice"},
    {"best_hour",
     "h",
     {12.5, 0.08},
     "the best hour, after the minimum of body temperature",
     "the same review: late afternoon, the minimum being about half past four"},
    {"misalignment",
     "1/h",
     {0.002, 0.7},
     "performance lost for each hour between body clock and local time",
     "Fowler et al. (2017), Med Sci Sports Exerc 49:2548: worse after eight zones east; size our choice"},
    {"sleep_debt",
     "1/h",
     {0.006, 0.7},
     "performance lost for each hour of sleep owed",
     "Craven et al. (2022), Sports Med 52:2669: 7.6 % (3.1 to 11.9) after a night of six hours or less"},
    {"road",
     "1/h",
     {0.001, 0.7},
     "performance lost for each recent hour of travel",
     "Janse van Rensburg et al. (2021), Sports Med 51:2029, describe it; size our choice"},
    {"road_fades", "d", {1.5, 0.3}, "time constant of travel fatigue", "our choice"},
    {"debt_fades", "d", {3.0, 0.3}, "time constant with which sleep debt fades", "our choice"},
    {"phase_of_sleep",
     "-",
     {0.3, 0.3},
     "sleep lost in bed when the body clock is at its most wakeful",
     "Wyatt et al. (1999), Am J Physiol 277:R1152: sleep by clock phase; size our choice"},
    {"sleep_aboard", "-", {0.5, 0.3}, "sleep that an hour asleep aboard is worth", "our choice"},
    {"slowed_by_clock", "1/h", {0.025, 0.5}, "of a night's recovery, lost for each hour of misalignment", "our choice"},
    {"slowed_by_debt", "1/h", {0.03, 0.5}, "of a night's recovery, lost for each hour of sleep owed", "our choice"},
}};

/// The priors that members draw from.
using EffectPriors = std::array<LogNormal, kEffects>;
inline constexpr EffectPriors kEffectPriors = [] {
  EffectPriors priors{};
  for (std::size_t i = 0; i < kEffects; ++i) priors[i] = kTravelEffects[i].prior;
  return priors;
}();

/// One member's or a block's effects, drawn or typical.
template <class Real>
using Effects = std::array<Real, kEffects>;

/// The state of a member from day to day.
template <class Real>
struct TravelState {
  Real debt = Real(0.0);  // sleep owed [h]
  Real road = Real(0.0);  // recent hours of travel [h]
};

/// A day's clock and sleep, compared with a resident's of where the athlete is.
template <class Real>
struct TravelFacts {
  Real misalignment;              // the body clock's lateness [h], -12 to 12
  Real event_phase, usual_phase;  // the event's hour after the minimum of body temperature [h]
  Real slept, usually_slept;      // [h]
  Real flown;                     // [h]
};

/// The parts of a day's travel effect [fraction of performance], and the effect on the night after it.
template <class Real>
struct TravelBurden {
  Real rhythm, clock, sleep, road;
  Real slowing;  // of the night's recovery, lost
};

/// x less whole periods, from -period/2 to period/2. Adding and subtracting 1.5 * 2^23 rounds a float of up to some
/// thousand periods; in double likewise with 1.5 * 2^52.
template <class Real>
Real wrapped(const Real& x, double period) {
  constexpr double kRound = std::is_same_v<Real, double> ? 6755399441055744.0 : 12582912.0;
  const Real turns = x * Real(1.0 / period);
  const Real whole = (turns + Real(kRound)) - Real(kRound);
  return (turns - whole) * Real(period);
}

template <class Real>
const Real& of(const Effects<Real>& e, Effect which) {
  return e[static_cast<std::size_t>(which)];
}

/// Performance at an hour after the minimum of body temperature, above its mean over the day [fraction].
template <class Real>
Real day_rhythm(const Effects<Real>& e, const Real& phase) {
  return of(e, Effect::kDayRhythm) * sincos2pi((phase - of(e, Effect::kBestHour)) * Real(1.0 / 24.0)).cos;
}

/// Sleep per hour in bed at a phase after the minimum of body temperature: most about the middle of a usual night, an
/// hour and a half before it.
template <class Real>
Real sleep_worth(const Effects<Real>& e, const Real& phase) {
  const Real best = sincos2pi((phase + Real(1.5)) * Real(1.0 / 24.0)).cos;
  return Real(1.0) - of(e, Effect::kPhaseOfSleep) * Real(0.5) * (Real(1.0) - best);
}

/// Decay factors of sleep debt and travel fatigue over a day, the same on all days.
template <class Real>
struct TravelFading {
  explicit TravelFading(const Effects<Real>& e)
      : debt(exp(Real(-1.0) / of(e, Effect::kDebtFades))), road(exp(Real(-1.0) / of(e, Effect::kTravelFatigueFades))) {}
  Real debt, road;
};

/// One day: updates the state by the night before and the hours flown, then returns the day's burden, exactly zero on a
/// day like a resident's without debt or fatigue.
template <class Real>
TravelBurden<Real> travel_day(const Effects<Real>& e, const TravelFading<Real>& left, const TravelFacts<Real>& day,
                              TravelState<Real>& state) {
  constexpr double kMostSlowed = 0.8;  // some recovery is always left
  state.debt = max(state.debt * left.debt + (day.usually_slept - day.slept), Real(0.0));
  state.road = state.road * left.road + day.flown;
  const Real apart = max(day.misalignment, Real(0.0) - day.misalignment);
  TravelBurden<Real> burden;
  burden.rhythm = day_rhythm(e, day.event_phase) - day_rhythm(e, day.usual_phase);
  burden.clock = Real(0.0) - of(e, Effect::kMisalignment) * apart;
  burden.sleep = Real(0.0) - of(e, Effect::kSleepDebt) * state.debt;
  burden.road = Real(0.0) - of(e, Effect::kTravelFatigue) * state.road;
  burden.slowing =
      min(of(e, Effect::kSlowedByClock) * apart + of(e, Effect::kSlowedByDebt) * state.debt, Real(kMostSlowed));
  return burden;
}

}  // namespace formcast
