#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "sim/history/history.hpp"

namespace formcast {

/// The truth about a synthetic athlete, so that plan differences are known. None of it is the product's prior.
enum class Truth {
  kTrained,       ///< Banister's model, after 250 days of training before the record
  kUntrained,     ///< the same, but training starts with the record
  kEasyMonth,     ///< trained; the record begins with a month at a fifth of the usual training
  kVariable,      ///< trained; fatigue of a session grows with recent load (Busso 2003)
  kPlateau,       ///< trained; fitness levels off
  kHeavyFatigue,  ///< trained; fatigue takes 60 to 90 % of what fitness adds
  kEffectDrift,   ///< trained, and performance grows by 10 % for other reasons
  kDrift,         ///< no effect of training, and the same growth
  kNoEffect,      ///< no effect of training
};
inline constexpr std::array<std::string_view, 9> kTruths{
    "trained", "untrained", "easy_month", "variable", "plateau", "heavy_fatigue", "effect_drift", "drift", "no_effect"};

/// How often tests are made, and the length of the record.
enum class Schedule {
  kWeekly,      ///< 26 weeks
  kThreeAWeek,  ///< 16 weeks
  kMonthly,     ///< 26 weeks
  kSix,         ///< six tests in 26 weeks
  kCollinear,   ///< weekly for 26 weeks, each week's loads like the last's
  kYear,        ///< weekly for 52 weeks
};
inline constexpr std::array<std::string_view, 6> kSchedules{"weekly", "three_a_week", "monthly",
                                                            "six",    "collinear",    "year"};

/// A plan of six weeks and its true effect.
struct SyntheticPlan {
  std::vector<double> load;  ///< (kPlanDays) [AU]
  double effect = 0.0;       ///< of fitness less fatigue on the last morning [p]
};

struct SyntheticAthlete {
  static constexpr int kPlanDays = 42;

  AthleteHistory history;
  std::array<SyntheticPlan, 2> plans;
  double level = 0.0;    ///< performance about the middle of the record [p]
  double test_sd = 0.0;  ///< [p]

  double difference() const { return plans[0].effect - plans[1].effect; }
};

/// Athlete `number` of a kind. Loads have hard and easy weeks, a wandering level, lost weeks and missed days; tests
/// scatter by 2 %; performance wanders by 0.1 % a day. Time constants are log-normal about 40 and 10 days (sd 0.25),
/// and all usual training is worth 8 to 30 % of performance. The same for the same arguments, on one platform.
SyntheticAthlete synthetic_athlete(Truth truth, Schedule schedule, std::uint64_t seed, int number);

}  // namespace formcast
