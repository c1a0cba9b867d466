#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <tuple>
#include <type_traits>

#include "engine/lanes.hpp"
#include "engine/ode.hpp"
#include "engine/target_clones.hpp"
#include "models/clock/light.hpp"
#include "models/clock/trough.hpp"
#include "models/parameter.hpp"

namespace formcast {

/// Steps of integration, which begin again where the light changes: each is twice as long as the one before, up to the
/// longest; what is left is divided equally. A number alone means equal steps, none longer.
struct ClockSteps {
  double longest, first;                                                // [h]
  constexpr ClockSteps(double equal) : longest(equal), first(equal) {}  // NOLINT(google-explicit-constructor)
  constexpr ClockSteps(double longest_step, double first_step) : longest(longest_step), first(first_step) {}
};

/// A light schedule and how it is integrated.
struct ClockPlan {
  std::span<const LightInterval> schedule;
  ClockSteps steps = 0.1;
  bool daily = false;  // the schedule is hours 0 to 24 of every day
};

/// A clock between two days. `Real` is one member's number or a block's lanes.
template <class Model, class Real>
struct Clock {
  typename Model::template State<Real> x = Model::template start<Real>();
  int day = 0;                   // the next day
  Real asleep = Real(0.0);       // 1 asleep, 0 awake
  Real marker_rate = Real(1.0);  // where the light last changed [1/h]
  Trough<Real> trough{};
};

/// The last CBTmin so far [h since the start]; below -24 where there was none.
template <class Model, class Real>
Real cbt_min(const Clock<Model, Real>& clock) {
  return time_of(clock.trough) + Real(Model::kCbtMinLag);
}
/// Dim-light melatonin onset comes 7 h before CBTmin [h].
template <class Real>
Real dlmo(const Real& cbt_min) {
  return cbt_min - Real(7.0);
}

namespace detail {

/// So many equal steps, none longer.
inline int equal_steps(double length, double longest) { return static_cast<int>(std::ceil(length / longest - 1e-9)); }

/// For a clock whose receptors are integrated with the rest: in bright light no step may be longer than the stability
/// limit of a member of three times the usual sensitivity: 60 (3 alpha + beta) step < 2.78.
template <class Model>
double stable_step(double alpha) {
  return 0.9 / (60.0 * (alpha + Model::kRecovery));
}

/// A clock within one interval of light.
template <class Model, class Real>
struct ClockCourse {
  using State = typename Model::template State<Real>;
  const typename Model::template Rates<Real>& r;
  Clock<Model, Real>& clock;
  Real light;  // alpha of an open eye [1/min]
  Drive<Real> drive{};
  bool dark = false;
  State dx{};         // the derivative at the clock's state
  State looked_at{};  // the state at the last check
  Real falls{};       // the marker's rate there
  Real overdue{};     // how far beyond its threshold a chosen sleep is

  void derive() { Model::template derivative<Real>(r, drive, clock.x, dx); }

  /// Checks whether the marker has turned since the last check, `span` hours from `begin`.
  void look(const Real& begin, const Real& span) {
    const Real rises = Model::template marker_rate<Real>(clock.x, dx);
    if (any(falls < Real(0.0) && rises >= Real(0.0))) {
      note_trough(clock.trough, {begin, span, Model::template marker<Real>(looked_at),
                                 Model::template marker<Real>(clock.x), falls, rises});
    }
    looked_at = clock.x;
    falls = rises;
  }
  /// The drive of the light, awake or asleep. Of a clock that chooses its sleep the eyes are shut asleep.
  void face(const Real& asleep) { drive = {Model::kChoosesSleep ? light * (Real(1.0) - asleep) : light, asleep, dark}; }

  /// Sleep begins or ends where its threshold is passed, found on the chord of the step from `before` with the
  /// derivative `slope`. Lanes that passed one go back to it, on the cubic through both ends, and on from it after
  /// the switch; other lanes are unchanged, whether or not this branch runs.
  void choose_sleep(const State& before, const State& slope, double begin, double h) {
    const Real overdue_before = overdue;
    overdue = Model::template overdue<Real>(r, clock.x, drive.asleep);
    const auto switches = overdue >= Real(0.0);
    if (!any(switches)) return;
    const Real s = max(min(overdue_before / (overdue_before - overdue), Real(1.0)), Real(0.0));
    for (std::size_t i = 0; i < before.size(); ++i) {
      const Real there = on_cubic(before[i], Real(h) * slope[i], clock.x[i], Real(h) * dx[i], s);
      clock.x[i] = select(switches, there, clock.x[i]);
    }
    const Real at = s * Real(h), switch_time = Real(begin) + at;
    derive();
    look(Real(begin), select(switches, at, Real(h)));
    face(select(switches, Real(1.0) - drive.asleep, drive.asleep));
    derive();
    look(switch_time, Real(0.0));
    const Real rest = select(switches, Real(h) - at, Real(0.0));
    flow(rest);
    derive();
    look(switch_time, rest);
    overdue = Model::template overdue<Real>(r, clock.x, drive.asleep);
  }

  /// The cubic from a with slope a' to b with slope b', at fraction s.
  static Real on_cubic(const Real& a, const Real& rise_a, const Real& b, const Real& rise_b, const Real& s) {
    const Real left = Real(1.0) - s;
    return a + s * s * (Real(3.0) - Real(2.0) * s) * (b - a) + s * left * (left * rise_a - s * rise_b);
  }
  /// One step of another length for every member.
  void flow(const Real& span) {
    const auto rhs = [&](const State& x, State& slope, const auto&) {
      Model::template derivative<Real>(r, drive, x, slope);
      for (Real& each : slope) each = each * span;
    };
    State slope;
    for (std::size_t i = 0; i < slope.size(); ++i) slope[i] = dx[i] * span;
    RungeKutta4<Real, std::tuple_size_v<State>> stepper;
    stepper.do_step(rhs, clock.x, slope, TimeOf<Real>(0), TimeOf<Real>(1));
  }
};

/// Begins an interval of light: the derivative at its begin is the first step's first stage, and the marker may turn
/// where the light changes.
template <class Model, class Real>
void begin_interval(const LightInterval& interval, const Real& asleep, ClockCourse<Model, Real>& on) {
  on.face(asleep);
  on.looked_at = on.clock.x;
  on.falls = on.clock.marker_rate;
  on.derive();
  on.look(Real(interval.begin), Real(0.0));
}

/// One interval of light, of a clock that chooses its own sleep. The derivative at a step's end is the next one's first
/// stage; with it a trough of the marker is seen as its rate turns from falling to rising.
template <class Model, class Real>
void run_choosing(const LightInterval& interval, double longest, ClockCourse<Model, Real>& on) {
  using State = typename ClockCourse<Model, Real>::State;
  const double length = interval.end - interval.begin;
  const int steps = equal_steps(length, longest);
  const double h = length / steps;
  const auto rhs = [&](const State& x, State& dx, const auto&) {
    Model::template derivative<Real>(on.r, on.drive, x, dx);
  };
  RungeKutta4<Real, std::tuple_size_v<State>> stepper;
  begin_interval(interval, interval.forced_awake ? Real(0.0) : on.clock.asleep, on);
  on.overdue = Model::template overdue<Real>(on.r, on.clock.x, on.drive.asleep);
  for (int i = 0; i < steps; ++i) {
    const double begin = interval.begin + i * h;
    const State before = on.clock.x, slope = on.dx;
    stepper.do_step(rhs, on.clock.x, on.dx, TimeOf<Real>(0), static_cast<TimeOf<Real>>(h));
    on.derive();
    if (!interval.forced_awake) on.choose_sleep(before, slope, begin, h);
    on.look(Real(begin), Real(h));
  }
}

/// One interval of light, of any other clock. In constant light the receptors in use, n, go to their limit at a
/// constant rate, so they are known exactly: they are fast in bright light, and the rest of the clock is slow.
template <class Model, class Real>
void run_lit(const LightInterval& interval, const ClockSteps& sizes, ClockCourse<Model, Real>& on) {
  using State = typename ClockCourse<Model, Real>::State;
  constexpr std::size_t kReceptors = 2;
  begin_interval(interval, Real(interval.asleep ? 1.0 : 0.0), on);
  Real& n = on.clock.x[kReceptors];
  const Real opens = on.drive.alpha + Real(Model::kRecovery), limit = on.drive.alpha / opens;
  const auto left_after = [&](double hours) { return exp(opens * Real(-60.0 * hours)); };
  RungeKutta4<Real, std::tuple_size_v<State>> stepper;
  // `half`: what is left of the distance to the limit after half a step.
  const auto step = [&](double begin, double h, const Real& half) {
    const Real middle = limit + (n - limit) * half, end = limit + (n - limit) * (half * half);
    const auto three_quarters = static_cast<TimeOf<Real>>(0.75 * h);
    const auto rhs = [&](const State& x, State& dx, TimeOf<Real> time) {
      State at = x;
      at[kReceptors] = time < three_quarters ? middle : end;
      Model::template derivative<Real>(on.r, on.drive, at, dx);
    };
    stepper.do_step(rhs, on.clock.x, on.dx, TimeOf<Real>(0), static_cast<TimeOf<Real>>(h));
    n = end;
    on.derive();
    on.look(Real(begin), Real(h));
  };
  double begin = interval.begin, h = sizes.first;
  Real growing = left_after(0.5 * h);
  for (; h < sizes.longest && begin + h < interval.end; begin += h, h *= 2.0, growing = growing * growing)
    step(begin, h, growing);
  const double rest = interval.end - begin;
  const int equal = equal_steps(rest, sizes.longest);
  const Real half = left_after(0.5 * rest / equal);
  for (int i = 0; i < equal; ++i) step(begin + i * (rest / equal), rest / equal, half);
}

/// One interval of light.
template <class Model, class Real>
void run_interval(const typename Model::template Rates<Real>& r, const LightInterval& interval, const ClockSteps& sizes,
                  Clock<Model, Real>& clock) {
  const double alpha = Model::alpha(interval.lux);
  ClockCourse<Model, Real> on{r, clock, Real(alpha) * r.light};
  on.dark = alpha == 0.0;
  if constexpr (Model::kChoosesSleep) {
    run_choosing(interval, std::min(sizes.longest, stable_step<Model>(alpha)), on);
  } else {
    run_lit(interval, sizes, on);
  }
  clock.asleep = on.drive.asleep;
  clock.marker_rate = on.falls;
}

/// See run_clock.
template <class Model, class Real>
void run_days(const typename Model::template Rates<Real>& r, const ClockPlan& plan, std::span<Real> last_cbt_min,
              Clock<Model, Real>& clock) {
  for (Real& of_day : last_cbt_min) {
    const double begin = 24.0 * clock.day, end = begin + 24.0, repeats = plan.daily ? begin : 0.0;
    for (LightInterval part : plan.schedule) {
      part.begin = std::max(part.begin + repeats, begin);
      part.end = std::min(part.end + repeats, end);
      if (part.begin < part.end) run_interval<Model, Real>(r, part, plan.steps, clock);
    }
    ++clock.day;
    of_day = cbt_min(clock);
  }
}
/// The same for members `first` and on of a block.
template <class Model>
void run_part_days(const typename Model::template Rates<Lanes>& r, const ClockPlan& plan, int first,
                   std::span<Lanes> last_cbt_min, Clock<Model, Lanes>& clock) {
  using Part = Clock<Model, RegisterLanes>;
  using Rates = typename Model::template Rates<RegisterLanes>;
  auto trough = to_array<Lanes>(clock.trough);
  std::array flags{clock.asleep, clock.marker_rate};
  const auto rates = from_array<Rates>(load_part(to_array<Lanes>(r), first));
  const auto [asleep, marker_rate] = load_part(flags, first);
  Part part{load_part(clock.x, first), clock.day, asleep, marker_rate,
            from_array<Trough<RegisterLanes>>(load_part(trough, first))};
  for (Lanes& of_day : last_cbt_min) {
    RegisterLanes of_part;
    run_days<Model, RegisterLanes>(rates, plan, std::span(&of_part, 1), part);
    of_part.store(of_day.v + first);
  }
  store_part(part.x, first, clock.x);
  store_part({part.asleep, part.marker_rate}, first, flags);
  store_part(to_array<RegisterLanes>(part.trough), first, trough);
  clock.asleep = flags[0];
  clock.marker_rate = flags[1];
  clock.trough = from_array<Trough<Lanes>>(trough);
}
/// The same for a block of members: whole where its values fit AVX-512's registers, in parts elsewhere.
template <class Model>
FORMCAST_CLONE_AVX512 void run_whole_block(const typename Model::template Rates<Lanes>& r, const ClockPlan& plan,
                                           std::span<Lanes> last_cbt_min, Clock<Model, Lanes>& clock) {
  run_days<Model, Lanes>(r, plan, last_cbt_min, clock);
}
template <class Model>
FORMCAST_CLONES_BELOW void run_block_in_parts(const typename Model::template Rates<Lanes>& r, const ClockPlan& plan,
                                              std::span<Lanes> last_cbt_min, Clock<Model, Lanes>& clock) {
  for (int first = 0; first < kLanes; first += kRegisterLanes) {
    run_part_days<Model>(r, plan, first, last_cbt_min, clock);
  }
  clock.day += static_cast<int>(last_cbt_min.size());
}

}  // namespace detail

/// Runs the clock through the next days of the plan's schedule, which must cover them, one day for each element of
/// `last_cbt_min`: the last CBTmin before the end of each [h since the start]. A delaying clock may have a day without
/// one, which repeats the day before's; an advancing clock may have a day with two, of which the later is kept. Days
/// may be divided between calls in any way.
template <class Model, class Real>
void run_clock(const typename Model::template Rates<Real>& r, const ClockPlan& plan, std::span<Real> last_cbt_min,
               Clock<Model, Real>& clock) {
  if constexpr (std::is_same_v<Real, Lanes>) {
    const auto run = has_avx512() ? detail::run_whole_block<Model> : detail::run_block_in_parts<Model>;
    run(r, plan, last_cbt_min, clock);
  } else {
    detail::run_days<Model, Real>(r, plan, last_cbt_min, clock);
  }
}

/// A clock after so many days of one schedule, hours 0 to 24 of each; day 0 comes next, and its last CBTmin is
/// before that.
template <class Model, class Real>
Clock<Model, Real> entrain(const typename Model::template Rates<Real>& r, std::span<const LightInterval> daily,
                           int days, const ClockSteps& steps = 0.1) {
  Clock<Model, Real> clock;
  Real of_day;
  for (clock.day = -days; clock.day < 0;) {
    run_clock<Model, Real>(r, {daily, steps, true}, std::span(&of_day, 1), clock);
  }
  return clock;
}

}  // namespace formcast
