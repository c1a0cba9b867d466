#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "engine/lanes.hpp"
#include "engine/lanes_math.hpp"
#include "engine/random.hpp"
#include "engine/target_clones.hpp"
#include "models/parameter.hpp"
#include "models/timing.hpp"
#include "sim/ensemble/noise_draws.hpp"

// The inner loop of every ensemble: one block of 32 members through some days, two days a pass.
//
// Promises: the same bits on every machine and for any chunking of the days; never allocates, and writes to the block
// and its rows only.
// Relies on: days that start at an even number and buffers rounded up to one, as random numbers come by the two days;
// -ffp-contract=off and lanes_math.hpp, without which bits would depend on the machine.
// Costs: a kernel for each model, with and without travel, and each instruction set: most of the time to compile.
namespace formcast {

/// 32 members of one model between two days: everything that a day changes or needs. Arrays of
/// lanes hold the members of the model's structs in order of declaration.
template <class Model>
struct MemberBlock {
  std::array<Lanes, kFields<typename Model::template Rates<float>, float>> rates;
  std::array<Lanes, kFields<typename Model::template State<float>, float>> x;
  std::array<Lanes, Model::kGains.size()> gain;
  std::array<Lanes, static_cast<std::size_t>(kDeviations<Model>)> deviation, deviation_left, state_sd;  // [p]
  Lanes baseline;          // p0 as it has wandered so far [p]
  Lanes walk_sd, test_sd;  // [p/sqrt(d)], [p]
  Lanes best, best_day;    // highest expected performance so far [p], NaN after one that is not finite, and its day
};

/// What every member of a plan shares. Days count from the first day after the athlete's record.
struct KernelPlan {
  const float* load = nullptr;  // (days, and one more where their number is odd) planned [w]
  int count_from = 0, end = 0;  // days that can be the best one: [count_from, end)
  Timing timing = Timing::kNextDay;
  Key key;                // of state noise
  float ill_load = 0.0f;  // fraction of the load done while ill
};

/// The kernel's output for one day of one block: performance, fitness, fatigue and form, fitness less fatigue [p].
inline constexpr std::size_t kDayRows = 4;
using BlockDay = std::array<Lanes, kDayRows>;

/// Where a block's days are stored: `kRows` rows a day, `stride` floats apart, so that blocks can share a row.
template <std::size_t kRows>
struct RowsOf {
  float* values = nullptr;
  std::size_t stride = kLanes;

  float* row(std::size_t day, std::size_t output) const { return values + (day * kRows + output) * stride; }
};
using DayRows = RowsOf<kDayRows>;

/// What travel does to a block on a day and in the night after it.
struct TravelDayLanes {
  Lanes change;   // of performance [p]
  Lanes slowing;  // of the night's recovery from fatigue, lost: 0 to 1
};

/// The model's struct of one lane.
template <class Struct, std::size_t N>
inline Struct lane_of(const std::array<Lanes, N>& fields, int lane) {
  std::array<float, N> values;
  for (std::size_t i = 0; i < N; ++i) values[i] = fields[i].v[lane];
  return from_array<Struct>(values);
}

/// A night that does only some of its work on the fatigue a model declares.
template <class Model, class State, class Rates>
inline void rest_slowed(const Rates& rates, float slowing, State& x) {
  if constexpr (requires { Model::template fatigue<float>(x); }) {
    const float tired = Model::template fatigue<float>(x);
    Model::rest(rates, x);
    float& rested = Model::template fatigue<float>(x);
    rested = rested + slowing * (tired - rested);
  } else {
    Model::rest(rates, x);
  }
}

/// One day of one member: train, observe, rest, let the baseline wander. Written for a single float and called in a
/// loop over the lanes, which the compiler turns into vector instructions: so every intermediate result stays in a
/// register, while lanes combined operator by operator would go through memory each time.
template <class Model, bool kTravel>
inline void member_day(const KernelPlan& plan, MemberBlock<Model>& block, int lane, int day, const NoiseDay& noise,
                       const std::array<float, 2>& state_z, const TravelDayLanes* travel, BlockDay& out) {
  using State = typename Model::template State<float>;
  const auto rates = lane_of<typename Model::template Rates<float>>(block.rates, lane);
  State x = lane_of<State>(block.x, lane);
  // Execution noise: the planned load as done; a negative sign marks a day of illness.
  const float done = noise.done.v[lane], well = plan.load[day] * std::fabs(done);
  const float w = done < 0.0f ? well * plan.ill_load : well;
  // As step_day, but which state a test sees is a select here and not a second kernel.
  auto seen = to_array<float>(x);
  Model::train(rates, x, w);
  const auto trained = to_array<float>(x);
  for (std::size_t i = 0; i < seen.size(); ++i) seen[i] = plan.timing == Timing::kSameDay ? trained[i] : seen[i];
  if constexpr (kTravel) rest_slowed<Model>(rates, travel->slowing.v[lane], x);
  if constexpr (!kTravel) Model::rest(rates, x);
  const auto fields = to_array<float>(x);
  for (std::size_t i = 0; i < fields.size(); ++i) block.x[i].v[lane] = fields[i];

  // Gains turn the state into what it adds to performance and what it takes.
  float fitness = 0.0f, fatigue = 0.0f;
  const auto response = Model::template response<float>(rates, from_array<State>(seen));
  for (std::size_t i = 0; i < response.size(); ++i) {
    float& side = Model::kGains[i].sign > 0 ? fitness : fatigue;
    side = side + block.gain[i].v[lane] * response[i];
  }

  // Deviations decay and take up the day's noise: into the level (damped trend), or into fitness and fatigue.
  float level = block.baseline.v[lane];
  for (std::size_t d = 0; d < block.deviation.size(); ++d) {
    const float deviation = block.deviation[d].v[lane], stirred = block.state_sd[d].v[lane] * state_z[d];
    if constexpr (kDampedSlope<Model>) {
      level = level + deviation;
      block.baseline.v[lane] = block.baseline.v[lane] - stirred;
    } else {
      float& side = deviation_sign<Model>(d) > 0 ? fitness : fatigue;
      side = side + deviation;
    }
    block.deviation[d].v[lane] = block.deviation_left[d].v[lane] * deviation + stirred;
  }
  float expected = level + fitness - fatigue;
  if constexpr (kTravel) expected = expected + travel->change.v[lane];
  const float performance = expected + block.test_sd.v[lane] * noise.test_z.v[lane];
  // The best day so far without a branch: days outside the plan never win, and adding x - x turns
  // it into NaN once performance is not finite.
  const bool counts = plan.count_from <= day && day < plan.end;
  const float handicap = counts ? 0.0f : std::numeric_limits<float>::infinity();
  const bool better = expected - handicap > block.best.v[lane];
  block.best.v[lane] = (better ? expected : block.best.v[lane]) + (performance - performance);
  block.best_day.v[lane] = better ? static_cast<float>(day) : block.best_day.v[lane];
  block.baseline.v[lane] = block.baseline.v[lane] + block.walk_sd.v[lane] * noise.walk_z.v[lane];
  const std::array<float, kDayRows> rows{performance, fitness, fatigue, fitness - fatigue};
  for (std::size_t i = 0; i < kDayRows; ++i) out[i].v[lane] = rows[i];
}

/// State noise of two days.
inline void draw_state(const Key& key, const LaneWords& member, std::uint32_t pair,
                       std::array<Lanes, 4>& __restrict z) {
  for (int lane = 0; lane < kLanes; ++lane) {
    const std::array<float, 4> drawn = normals(words(key, member.v[lane], pair, Purpose::kState));
    for (std::size_t i = 0; i < drawn.size(); ++i) z[i].v[lane] = drawn[i];
  }
}

/// run_days with or without travel, decided at compile time so that the loop over the lanes is straight arithmetic. Two
/// days a pass, as the random numbers come.
template <class Model, bool kTravel>
inline void run_days_of(const KernelPlan& plan, const LaneWords& member, int first, int count,
                        const NoiseDay* __restrict noise, const TravelDayLanes* __restrict travel, const DayRows& out,
                        MemberBlock<Model>& __restrict block) {
  std::array<Lanes, 4> state;
  for (int day = 0; day < count; day += 2) {
    if constexpr (kDeviations < Model >> 0) {
      draw_state(plan.key, member, static_cast<std::uint32_t>((first + day) / 2), state);
    }
    // Both days of a lane before the next lane, then all rows at once.
    std::array<BlockDay, 2> simulated;
    const TravelDayLanes* const away = kTravel ? travel + day : nullptr;
    for (int lane = 0; lane < kLanes; ++lane) {
      std::array<float, 2> even{}, odd{};
      if constexpr (kDeviations < Model >> 0) {
        even = {state[0].v[lane], state[1].v[lane]};
        odd = {state[2].v[lane], state[3].v[lane]};
      }
      member_day<Model, kTravel>(plan, block, lane, first + day, noise[day], even, away, simulated[0]);
      member_day<Model, kTravel>(plan, block, lane, first + day + 1, noise[day + 1], odd, away + (kTravel ? 1 : 0),
                                 simulated[1]);
    }
    for (int d = 0; d < 2; ++d) {
      for (std::size_t i = 0; i < kDayRows; ++i) {
        simulated[static_cast<std::size_t>(d)][i].store(out.row(static_cast<std::size_t>(day + d), i));
      }
    }
  }
}

/// Days [first, first + count) of one block into `out`. `out`, `chance` (draw_noise) and `travel`, or none, hold
/// `count` days rounded up to an even number.
template <class Model>
FORMCAST_CLONES void run_days(const KernelPlan& shared_plan, std::uint32_t first_member, int first, int count,
                              const NoiseDay* __restrict noise, const TravelDayLanes* __restrict travel,
                              const DayRows& shared_out, MemberBlock<Model>& __restrict block) {
  const KernelPlan plan = shared_plan;  // copies, as stores to the output might alias the originals
  const DayRows out = shared_out;
  const LaneWords member = LaneWords::counting_from(first_member);
  if (travel != nullptr) run_days_of<Model, true>(plan, member, first, count, noise, travel, out, block);
  if (travel == nullptr) run_days_of<Model, false>(plan, member, first, count, noise, nullptr, out, block);
}

}  // namespace formcast
