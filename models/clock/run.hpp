#pragma once

#include <algorithm>
#include <cmath>
#include <span>
#include <tuple>
#include <type_traits>

#include "engine/lanes.hpp"
#include "engine/ode.hpp"
#include "engine/target_clones.hpp"
#include "models/clock/light.hpp"
#include "models/clock/trough.hpp"

namespace formcast {

/// A light schedule and how finely a clock is run through it.
struct ClockPlan {
  std::span<const LightInterval> schedule;
  double step = 0.1;   // at most [h]
  bool daily = false;  // the schedule is hours 0 to 24 of every day
};

/// A clock between two days. `Real` is one member's number or a block's lanes.
template <class Model, class Real>
struct Clock {
  typename Model::template State<Real> x = Model::template start<Real>();
  int day = 0;                   // the day that comes next
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

/// Equal steps, none longer than the plan's nor, in glaring light, than what keeps the receptors' process stable for a
/// member of three times the usual sensitivity: 60 (3 alpha + beta) step < 2.78.
template <class Model>
int clock_steps(double length, double alpha, double step) {
  const double longest = std::min(step, 0.9 / (60.0 * (alpha + Model::kRecovery)));
  return static_cast<int>(std::ceil(length / longest - 1e-9));
}

/// A clock on its way through one interval of light.
template <class Model, class Real>
struct ClockCourse {
  using State = typename Model::template State<Real>;
  const typename Model::template Rates<Real>& r;
  Clock<Model, Real>& clock;
  Drive<Real> drive;
  State dx{};           // the derivative where the clock stands
  Trough<Real> seen{};  // what the last look saw

  void derive() { Model::template derivative<Real>(r, drive, clock.x, dx); }

  /// Looks whether the marker has turned since the last look, `span` hours from `begin`.
  void look(const Real& begin, const Real& span) {
    seen.begin = begin;
    seen.step = span;
    seen.last = Model::template marker<Real>(clock.x);
    seen.rises = Model::template marker_rate<Real>(clock.x, dx);
    note_trough(clock.trough, seen);
    seen.first = seen.last;
    seen.falls = seen.rises;
  }
  /// One step from `x`, of another length for every member.
  void flow(const State& x, const Real& span) {
    const auto rhs = [&](const State& at, State& slope, const auto&) {
      Model::template derivative<Real>(r, drive, at, slope);
      for (Real& each : slope) each = each * span;
    };
    clock.x = x;
    RungeKutta4<Real, std::tuple_size_v<State>> stepper;
    stepper.do_step(rhs, clock.x, TimeOf<Real>(0), TimeOf<Real>(1));
  }

  /// Sleep begins or ends where its threshold is passed, found on the chord of the step from `before`. Who passed one
  /// takes the step again in two, with the switch between them; nothing of the others changes, whether or not this
  /// is gone into.
  void choose_sleep(const State& before, const Real& overdue_before, double begin, double h) {
    const Real overdue = Model::template overdue<Real>(r, clock.x, drive.asleep);
    const auto switches = overdue >= Real(0.0);
    if (!any(switches)) return;
    const Real at = max(min(overdue_before / (overdue_before - overdue), Real(1.0)), Real(0.0)) * Real(h);
    const State whole = clock.x;
    flow(before, at);
    for (std::size_t i = 0; i < whole.size(); ++i) clock.x[i] = select(switches, clock.x[i], whole[i]);
    derive();
    look(Real(begin), select(switches, at, Real(h)));
    drive.asleep = select(switches, Real(1.0) - drive.asleep, drive.asleep);
    derive();
    look(Real(begin) + at, Real(0.0));
    const Real rest = select(switches, Real(h) - at, Real(0.0));
    flow(clock.x, rest);
    derive();
    look(Real(begin) + at, rest);
  }
};

/// One interval of light. The derivative at a step's end is the next one's first stage; with it a trough of the marker
/// is seen as its rate turns from falling to rising, within a step or where the light changes.
template <class Model, class Real>
void run_interval(const typename Model::template Rates<Real>& r, const LightInterval& interval, double step,
                  Clock<Model, Real>& clock) {
  using Course = ClockCourse<Model, Real>;
  const double length = interval.end - interval.begin, alpha = Model::alpha(interval.lux);
  const int steps = clock_steps<Model>(length, alpha, step);
  const double h = length / steps;
  const bool chooses = Model::kChoosesSleep && !interval.forced_awake;
  Course on{r, clock, {Real(alpha) * r.light, chooses ? clock.asleep : Real(interval.asleep ? 1.0 : 0.0)}};
  if (Model::kChoosesSleep && !chooses) on.drive.asleep = Real(0.0);
  const auto rhs = [&](const auto& x, auto& dx, const auto&) { Model::template derivative<Real>(r, on.drive, x, dx); };
  RungeKutta4<Real, std::tuple_size_v<typename Course::State>> stepper;
  on.seen.first = Model::template marker<Real>(clock.x);
  on.seen.falls = clock.marker_rate;
  on.derive();
  on.look(Real(interval.begin), Real(0.0));
  for (int i = 0; i < steps; ++i) {
    const double begin = interval.begin + i * h;
    [[maybe_unused]] const typename Course::State before = clock.x;
    stepper.do_step(rhs, clock.x, on.dx, TimeOf<Real>(0), static_cast<TimeOf<Real>>(h));
    if constexpr (Model::kChoosesSleep) {
      if (chooses) on.choose_sleep(before, Model::template overdue<Real>(r, before, on.drive.asleep), begin, h);
    }
    on.derive();
    on.look(Real(begin), Real(h));
    Model::template wrap<Real>(clock.x);
  }
  clock.asleep = on.drive.asleep;
  clock.marker_rate = on.seen.falls;
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
      if (part.begin < part.end) run_interval<Model, Real>(r, part, plan.step, clock);
    }
    ++clock.day;
    of_day = cbt_min(clock);
  }
}
/// The same for a block of members, compiled for each instruction set.
template <class Model>
FORMCAST_CLONES void run_block_days(const typename Model::template Rates<Lanes>& r, const ClockPlan& plan,
                                    std::span<Lanes> last_cbt_min, Clock<Model, Lanes>& clock) {
  run_days<Model, Lanes>(r, plan, last_cbt_min, clock);
}

}  // namespace detail

/// Runs the plan's schedule, which has to cover them, through the next days, one for each place in `last_cbt_min`: the
/// last CBTmin before the end of each [h since the start]. A clock that is being delayed may have a day without one,
/// which shows that of the day before; one that is advanced may have a day with two, which shows the later. Either way
/// it is what is known of the clock when the day ends. Days may be divided between calls in any way.
template <class Model, class Real>
void run_clock(const typename Model::template Rates<Real>& r, const ClockPlan& plan, std::span<Real> last_cbt_min,
               Clock<Model, Real>& clock) {
  if constexpr (std::is_same_v<Real, Lanes>) {
    detail::run_block_days<Model>(r, plan, last_cbt_min, clock);
  } else {
    detail::run_days<Model, Real>(r, plan, last_cbt_min, clock);
  }
}

/// A clock after so many days of one schedule, hours 0 to 24 of each; day 0 comes next, and the CBTmin it knows of is
/// before it.
template <class Model, class Real>
Clock<Model, Real> entrain(const typename Model::template Rates<Real>& r, std::span<const LightInterval> daily,
                           int days, double step = 0.1) {
  Clock<Model, Real> clock;
  Real of_day;
  for (clock.day = -days; clock.day < 0;) {
    run_clock<Model, Real>(r, {daily, step, true}, std::span(&of_day, 1), clock);
  }
  return clock;
}

}  // namespace formcast
