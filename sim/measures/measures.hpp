#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/measures/heart_rate_load.hpp"
#include "sim/measures/measures_sampling.hpp"
#include "sim/measures/measures_team.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// What an athlete's measures are relative to. Not a number where it is not known; a measure that needs it says so.
struct AthleteProfile {
  HeartRateRange heart_rate;               ///< [1/min]
  double threshold_heart_rate = kMissing;  ///< of an hour's effort [1/min]
  Thresholds ventilatory;                  ///< heart rates [1/min]
  std::optional<TrimpWeights> trimp;       ///< kMen, kWomen or the athlete's own; there is no default between the sexes
  double threshold_power = kMissing;       ///< critical power or FTP [W]
  double critical_speed = kMissing;        ///< of running [m/s]
  double critical_swim_speed = kMissing;   ///< [m/s]
  double mass = kMissing;                  ///< [kg]
  double height = kMissing;                ///< [m]
  double lifted_share = kMissing;          ///< of body mass in sets without a weight
  SpeedLimits speed_limits;
};

/// A measure of a session's load.
enum class Measure {
  kSessionRpe,
  kTrimp,
  kHeartRateStress,
  kEdwards,
  kLucia,
  kPowerStress,
  kXpowerStress,
  kRunningStress,
  kSwimmingStress,
  kDuration,
  kDistance,
  kHighSpeedDistance,
  kTonnage,
  kVendor,  ///< a number that a device or platform computed, by its name
};

struct MeasureRow {
  Measure measure;
  std::string_view key;   ///< for files and options, "power_stress"
  std::string_view name;  ///< for sentences, "power stress"
  std::string_view unit;
};

inline constexpr std::array<MeasureRow, 14> kMeasures{{
    {Measure::kSessionRpe, "session_rpe", marked("session RPE"), "AU"},
    {Measure::kTrimp, "trimp", marked("TRIMP"), "AU"},
    {Measure::kHeartRateStress, "heart_rate_stress", marked("heart-rate stress"), "AU"},
    {Measure::kEdwards, "edwards", marked("summated heart-rate zones"), "AU"},
    {Measure::kLucia, "lucia", marked("load by ventilatory thresholds"), "AU"},
    {Measure::kPowerStress, "power_stress", marked("power stress"), "AU"},
    {Measure::kXpowerStress, "xpower_stress", marked("xPower stress"), "AU"},
    {Measure::kRunningStress, "running_stress", marked("running stress"), "AU"},
    {Measure::kSwimmingStress, "swimming_stress", marked("swimming stress"), "AU"},
    {Measure::kDuration, "duration", marked("duration"), "min"},
    {Measure::kDistance, "distance", marked("distance"), "km"},
    {Measure::kHighSpeedDistance, "high_speed_distance", marked("high-speed running"), "m"},
    {Measure::kTonnage, "tonnage", marked("tonnage"), "kg"},
    {Measure::kVendor, "vendor", marked("the platform's load"), "AU"},
}};

const MeasureRow& row_of(Measure measure);

/// The measure with this key, or nothing.
std::optional<Measure> measure_called(std::string_view key);

/// One way to measure load: a history keeps to one, since their units share a name and nothing else.
struct MeasureChoice {
  Measure measure = Measure::kSessionRpe;
  std::string vendor;  ///< kVendor: the name of the number, "training_stress_score"

  std::string name() const;  ///< "power stress", "training_stress_score"
};

/// A session's load, or why there is none.
struct SessionLoad {
  double value = kMissing;     ///< [the measure's unit]
  double coverage = kMissing;  ///< share of the session's seconds in which its channel is known, where it rests on one
  std::string why_not;         ///< "has no heart rate"; "" where there is a value
};

inline SessionLoad no_load(std::string why_not) { return {kMissing, kMissing, std::move(why_not)}; }

/// A channel known for less than this share of a session is not taken for the session. Above it, the seconds that are
/// not known count as the mean of those that are.
inline constexpr double kLeastCoverage = 0.9;

/// One measure of one session. Of a session without samples any more (condense) those that rest on them are what was
/// measured then. Never throws for what a session lacks, nor guesses it.
SessionLoad load_of(const Session& session, const MeasureChoice& choice, const AthleteProfile& profile);

}  // namespace formcast::intake
