#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "models/travel_effects.hpp"

namespace formcast {

struct TravelHabits;

/// A test taken, or a night recorded, on a trip or soon after it (kTravelLasts).
struct TravelReading {
  enum class What {
    kTest,   ///< performance [p]
    kNight,  ///< the history's sleep_hours, of the nights and naps that end on the day [h]
  };
  static constexpr std::array<std::string_view, 2> kWhats{"test", "night"};  // as files name them
  enum class Use {
    kLearned,
    kTooFarOff,      ///< more than four standard deviations from the prediction
    kNothingBefore,  ///< no earlier home test to predict from
  };
  static constexpr std::array<std::string_view, 3> kUses{"learned from", "too far off to be the trip's doing",
                                                         "no test at home before it"};  // likewise
  What what = What::kTest;
  int day = 0;  ///< of the record
  double measured = 0.0;
  double usual = 0.0;                ///< mean of the nights at home; 0 for a test
  double scatter = 0.0;              ///< sd of a night at home; 0 for a test, whose scatter is the member's
  double predicted = 0.0, sd = 0.0;  ///< from the record before the trip and the effects known until then
  Use use = Use::kLearned;
};

/// Travel effects learned from an athlete's tests and nights on trips.
struct LearnedEffects {
  /// A smaller contraction is noise.
  static constexpr double kWorthSaying = 0.02;

  std::vector<TravelReading> readings;   ///< by journey, tests before nights, ascending by day
  EffectPriors priors = kEffectPriors;   ///< before them
  EffectPriors effects = kEffectPriors;  ///< the athlete's posterior, each marginally

  /// Posterior contraction of an effect, 0 to 1.
  double contraction(std::size_t effect) const;
  /// Whether the readings taught anything worth reporting.
  bool learned(std::size_t effect) const { return contraction(effect) >= kWorthSaying; }
  bool any() const;  ///< of any effect
};

/// The source of an effect's prior in a forecast, as results files number it.
enum class EffectSource : std::int8_t { kPopulation, kLearned, kScenario };
inline constexpr std::array<std::string_view, 3> kEffectSources{"population_prior", "learned_from_this_athlete",
                                                                "scenario"};
using EffectSources = std::array<EffectSource, kEffects>;

/// Each effect from the scenario if given, else as learned from the athlete, else the population's prior.
EffectSources effect_sources(const TravelHabits& scenario, const LearnedEffects& learned);
EffectPriors athlete_effects(const TravelHabits& scenario, const LearnedEffects& learned);

}  // namespace formcast
