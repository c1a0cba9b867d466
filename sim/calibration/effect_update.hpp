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

/// A reading counts as one of the road until so long after the last arrival: by then a typical member is in step.
inline constexpr date::days kRoadLasts{14};

/// A record whose tests on the road are set apart: they say what a trip did, not what training did.
struct TestsApart {
  AthleteHistory home;     ///< the record without them
  std::vector<Test> road;  ///< ascending by day
};
TestsApart set_road_tests_apart(const AthleteHistory& athlete, std::span<const Trip> trips);

/// Members with effects of their own, and what each would read on the road.
struct RoadSample {
  std::vector<std::array<double, kEffects>> effects;  ///< (members)
  std::vector<std::vector<double>> values;            ///< (readings)(members), less the reading's `scatter`
};

/// Lives members through a plan with trips. `readings` are days of a record of which the plan's first is `begin`; the
/// night before that is one at home. `input` has one plan and no lead.
RoadSample sample_road(const Twin& twin, const EnsembleInput& input, std::span<const RoadReading> readings, int begin);

/// The effects' priors given the readings: the linear update of an ensemble smoother (Evensen and van Leeuwen 2000, Mon
/// Weather Rev 128:1852) on the effects' logarithms, with the members' own means and covariances. Exact where readings
/// depend linearly on them; spreads never grow. Readings marked otherwise than kLearned are not heard.
EffectPriors given_readings(const RoadSample& sample, std::span<const RoadReading> readings,
                            const EffectPriors& priors);

/// Learns from a record that holds the trips. Trips whose days on the road meet are one journey; of each, the twin
/// calibrated from all that was before it, earlier days on the road left out, lives the record's loads, and its tests
/// update the effects; so do its nights where a week of nights at home is known. Tests are taken at the hour of
/// `travel.event`. Correlations between effects are not kept from one journey to the next. `priors` are of training.
/// Nothing when `control` was cancelled. Deterministic.
std::optional<LearnedEffects> learn_effects(const AthleteHistory& athlete, const History& history, Timing timing,
                                            const Travels& travels, const Priors& priors, const Control& control);

}  // namespace formcast
