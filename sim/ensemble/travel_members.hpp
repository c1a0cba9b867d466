#pragma once

#include <array>
#include <cstdint>

#include "models/travel_effects.hpp"
#include "sim/ensemble/day_kernel.hpp"
#include "sim/ensemble/plan_result.hpp"
#include "sim/travel/travel_clock.hpp"
#include "sim/travel/trip_exposure.hpp"

namespace formcast {

/// 32 travelling members: their body clocks, those they would have at home, those of residents where they are, and
/// what travel does to each member.
struct TravelBlock {
  Effects<Lanes> effects;
  TravelState<Lanes> state;
  TravelClock::Rates<Lanes> rates;
  Clock<TravelClock, Lanes> home, away, resident;
  Lanes home_cbt_min, away_cbt_min, resident_cbt_min;  // the last ones [h]
  Lanes performance;                                   // what effects are fractions of [p]
  int resident_of = -1;                                // the place of `resident`, in TripExposure::residents
  bool parted = false;
};

/// Draws a block of members; a member's draws depend on its number alone, so that plans are paired. `performance`: the
/// baseline that effects are fractions of [p].
TravelBlock draw_travel(const Key& key, std::uint32_t first_member, const EffectPriors& priors,
                        const Lanes& performance);

/// A block of typical members: a clock and effects at the priors' medians, performance 1.
TravelBlock typical_travel(const EffectPriors& priors);

/// Where a block's days of travel are stored: the rows of TravelOutput.
using TravelRows = RowsOf<kTravelOutputs>;

/// The plan's days [first, first + count): what they do to performance and recovery, and the outputs. Days must
/// follow one another without gaps.
void simulate_travel(const TripExposure& plan, int first, int count, TravelBlock& block, TravelDayLanes* out,
                     const TravelRows& rows);

}  // namespace formcast
