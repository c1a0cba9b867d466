#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/parallel.hpp"
#include "models/timing.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/priors.hpp"
#include "sim/travel/learned_effects.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// How long after the last arrival a reading still belongs to the trip: by then a typical member has adapted.
inline constexpr date::days kTravelLasts{14};

/// A record whose travel tests are set apart: they show what a trip did, not what training did. Lower bounds stay:
/// travel only lowers performance, so that a bound on a trip holds at home all the more.
struct TestsApart {
  AthleteHistory home;     ///< the record without them
  std::vector<Test> road;  ///< ascending by day
};
TestsApart set_travel_tests_apart(const AthleteHistory& athlete, std::span<const Trip> trips);

/// Members with effects of their own, and each one's readings while travelling.
struct TravelSample {
  std::vector<std::array<double, kEffects>> effects;  ///< (members)
  std::vector<std::vector<double>> values;            ///< (readings)(members), less the reading's `scatter`
};

/// Simulates members through a plan with trips. `readings` are days of a record of which the plan's first is `begin`;
/// the night before that is one at home. `input` has one plan and no lead.
TravelSample sample_travel(const Twin& twin, const EnsembleInput& input, std::span<const TravelReading> readings,
                           int begin);

/// The effects' priors given the readings: the linear update of an ensemble smoother (Evensen and van Leeuwen 2000, Mon
/// Weather Rev 128:1852) on the effects' logarithms, with the members' own means and covariances. Exact where readings
/// depend linearly on them; spreads never grow. Only readings marked kLearned are used.
EffectPriors given_readings(const TravelSample& sample, std::span<const TravelReading> readings,
                            const EffectPriors& priors);

/// Learns from a record that holds the trips. Trips whose travel days meet are one journey. For each, the twin
/// calibrated from all days before it, earlier travel tests left out, is run through the record's loads, and its tests
/// update the effects; so do its nights if a week of nights at home is known. Tests are taken at the hour of
/// `travel.event`. Correlations between effects are not kept from one journey to the next. `priors` are those of
/// training. Nothing when `control` was cancelled. Deterministic.
std::optional<LearnedEffects> learn_effects(const AthleteHistory& athlete, const Provenance& provenance, Timing timing,
                                            const AthleteTrips& travels, const Priors& priors, const Control& control);

}  // namespace formcast
