#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/travel_effects.hpp"

namespace formcast {

struct Travel;

/// A test taken, or a night recorded, on a trip or soon after it (kRoadLasts).
struct RoadReading {
  enum class What {
    kTest,   ///< performance [p]
    kNight,  ///< the history's sleep_hours, of the nights and naps that end on the day [h]
  };
  static constexpr std::array<std::string_view, 2> kWhats{"test", "night"};  // as files name them
  enum class Use {
    kLearned,
    kTooFarOff,      ///< more than four standard deviations from what was foreseen: no trip explains it
    kNothingBefore,  ///< no earlier test at home says what to expect
  };
  static constexpr std::array<std::string_view, 3> kUses{"learned from", "too far off to be the trip's doing",
                                                         "no test at home before it"};  // likewise
  What what = What::kTest;
  int day = 0;  ///< of the record
  double measured = 0.0;
  double usual = 0.0;               ///< mean of the nights at home; 0 for a test
  double scatter = 0.0;             ///< sd of a night at home; 0 for a test, whose scatter members have themselves
  double foreseen = 0.0, sd = 0.0;  ///< from the record before the trip and the effects known until then
  Use use = Use::kLearned;
};

/// What an athlete's tests and nights on the road say of the effects of trips.
struct LearnedEffects {
  /// A spread narrowed by less has seen chance alone.
  static constexpr double kWorthSaying = 0.02;

  std::vector<RoadReading> readings;     ///< by journey, tests before nights, ascending by day
  EffectPriors priors = kEffectPriors;   ///< before them
  EffectPriors effects = kEffectPriors;  ///< as believed of the athlete now, each by itself

  /// By how much the readings narrowed an effect's spread, 0 to 1.
  double narrowed(std::size_t effect) const;
  /// Whether they taught anything of it that is worth saying.
  bool learned(std::size_t effect) const { return narrowed(effect) >= kWorthSaying; }
  bool any() const;  ///< of any effect
};

/// Where what a forecast takes for an effect comes from, as results files number it.
enum class EffectSource : std::int8_t { kPopulation, kLearned, kScenario };
inline constexpr std::array<std::string_view, 3> kEffectSources{"population_prior", "learned_from_this_athlete",
                                                                "scenario"};
using EffectSources = std::array<EffectSource, kEffects>;

/// Of each effect what the scenario gives, else what was learned from the athlete, else the population's prior.
EffectSources effect_sources(const Travel& scenario, const LearnedEffects& learned);
EffectPriors athlete_effects(const Travel& scenario, const LearnedEffects& learned);

}  // namespace formcast
