#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace formcast {

/// An ensemble's outputs of every day. Names, units and meanings of the HDF5 datasets of the same name.
enum class Output { kPerformance, kFitness, kFatigue, kForm };
inline constexpr std::size_t kOutputs = 4;
struct OutputText {
  std::string_view name;
  std::string_view long_name;
};
inline constexpr std::array<OutputText, kOutputs> kOutputText{{
    {"performance", "performance a test on this day would show"},
    {"fitness", "fitness: what past training adds to performance"},
    {"fatigue", "fatigue: what past training takes from performance"},
    {"form", "form: fitness less fatigue"},
}};

/// Outputs of travel for every day of a plan with trips, after Output. The last four are parts of performance: they add
/// up, with baseline and fitness less fatigue, to a member's performance on the day.
enum class TravelOutput {
  kMisalignment,
  kSleep,
  kSleepDebt,
  kAlertness,
  kTravelFatigue,
  kTimeOfDay,
  kClockPart,
  kSleepPart,
  kTravelFatiguePart
};
inline constexpr std::size_t kTravelOutputs = 9;
struct TravelText {
  std::string_view name;
  std::string_view long_name;
  std::string_view unit;  ///< "p": that of performance
};
inline constexpr std::array<TravelText, kTravelOutputs> kTravelText{{
    {"misalignment", "hours by which the body clock is later than a resident's; earlier is negative", "h"},
    {"sleep", "sleep obtained in the nights and naps that end on this day", "h"},
    {"sleep_debt", "sleep owed, beside what is obtained at home", "h"},
    {"alertness", "alertness at the time that counts, of the three-process model", "1"},
    {"road", "travel fatigue: recent hours of travel", "h"},
    {"performance_time_of_day",
     "part of performance from the hour of the body clock at the time that counts (population prior where "
     "effect_source says no other)",
     "p"},
    {"performance_misalignment",
     "part of performance from misalignment (population prior where effect_source says no other)", "p"},
    {"performance_sleep_debt",
     "part of performance from sleep debt (population prior where effect_source says no other)", "p"},
    {"performance_road", "part of performance from travel fatigue (population prior where effect_source says no other)",
     "p"},
}};

/// Quantile levels of every band.
inline constexpr std::array<double, 5> kQuantiles{0.05, 0.25, 0.50, 0.75, 0.95};
using Quantiles = std::array<float, kQuantiles.size()>;

/// The ensemble of one athlete under one plan.
struct PlanResult {
  std::vector<float> planned_load;                     ///< (days) [load unit]
  std::vector<std::int8_t> planned_test;               ///< (days) 1 where a test is planned
  std::array<std::vector<Quantiles>, kOutputs> bands;  ///< (days) each [performance unit]
  /// (days) each; empty for a plan without trips
  std::array<std::vector<Quantiles>, kTravelOutputs> travel;
  Quantiles target_performance{};       ///< performance on the target day
  std::vector<float> target_members;    ///< (members) likewise; empty unless asked for
  std::vector<float> decision_members;  ///< (members that plans are compared by) likewise; empty unless asked for
  float target_probability = 0;         ///< P(performance >= target); NaN without a target
  Quantiles peak_day{};                 ///< day of the highest expected performance, from start
  std::int32_t non_finite_members = 0;  ///< left out of every number above
  std::array<std::vector<float>, kOutputs> members;  ///< (members x days) each; empty unless stored
};

/// Trajectories of some members under one plan.
struct Trajectories {
  int first = 0, count = 0;                                 ///< members
  std::array<std::vector<float>, kOutputs> values{};        ///< (count x days) each [performance unit]
  bool with_travel = false;                                 ///< asks for what follows
  std::array<std::vector<float>, kTravelOutputs> travel{};  ///< (count x days) each, of a plan with trips
};

}  // namespace formcast
