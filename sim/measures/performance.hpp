#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/measures/measures.hpp"
#include "sim/sessions/session.hpp"

// Performance without a test: what sessions tell of it. Each value is an observation with an error of its own, or a
// lower bound; a history says which.
namespace formcast::intake {

/// What a history's performance may be observed as.
enum class Performance {
  kBestPower5min,
  kCriticalPower,
  kCriticalSpeed,
  kSpeedAtHeartRate,
  kVo2max,
  kJumpHeight,
  kStrength,
};

struct PerformanceRow {
  Performance kind;
  std::string_view key;   ///< for files and options, "best_power_5min"
  std::string_view name;  ///< for sentences
  std::string_view unit;
};

inline constexpr std::array<PerformanceRow, 7> kPerformances{{
    {Performance::kBestPower5min, "best_power_5min", marked("best power over 5 min"), "W"},
    {Performance::kCriticalPower, "critical_power", marked("critical power"), "W"},
    {Performance::kCriticalSpeed, "critical_speed", marked("critical speed"), "m/s"},
    {Performance::kSpeedAtHeartRate, "speed_at_hr", marked("speed at 75 % of heart-rate reserve"), "m/s"},
    {Performance::kVo2max, "vo2max_estimate", marked("estimated VO2max"), "ml/(kg min)"},
    {Performance::kJumpHeight, "jump_height", marked("jump height"), "cm"},
    {Performance::kStrength, "e1rm", marked("estimated one-repetition maximum"), "kg"},
}};

const PerformanceRow& row_of(Performance kind);

/// The kind with this key, or nothing.
std::optional<Performance> performance_called(std::string_view key);

/// A session on the athlete's date. Points to what must outlive it.
struct DatedSession {
  Date date;
  const Session* session = nullptr;
};

/// A tested performance of the same quantity.
struct KnownPerformance {
  Date date;
  double value = 0.0;
};

/// A day's performance as sessions tell it.
struct Observation {
  Date date;
  double value = 0.0;        ///< [the kind's unit] two decimals; a bound rounded down
  double sd = kMissing;      ///< of its error [likewise]
  bool lower_bound = false;  ///< the athlete could do this or more
  std::string session;       ///< (name_of)
};

/// Sessions that gave nothing, and why.
struct LeftOut {
  std::string why;                    ///< "no power"
  std::vector<std::string> sessions;  ///< (name_of)
};

struct PerformanceFindings {
  std::size_t sessions = 0;               ///< that were looked at
  std::vector<Observation> observations;  ///< ascending by date, at most one a date
  std::vector<LeftOut> left_out;          ///< of the other sessions, by reason; those of most sessions first
};

/// A best says something of the athlete where it is at least this share of the best of the days around it, and nothing
/// else: an easy day has a best, too.
inline constexpr double kInformativeShare = 0.9;
/// Those days, before and after: 90 days in all.
inline constexpr date::days kSurroundingDays{45};

/// Critical power and speed are fitted to the bests of this many days, the last the day of the observation.
inline constexpr date::days kFitWindow{42};
inline constexpr double kBestPowerError = 0.025;  ///< SD of a best mean's error, as a share of it
inline constexpr double kLeastFitError =
    0.03;  ///< SD of critical power or speed, as a share of it, however good the fit

/// What of the athlete observations rest on, beside sessions.
struct ObservationOptions {
  std::vector<KnownPerformance> tests = {};  ///< of the same quantity
  HeartRateRange heart_rate = {};            ///< for kSpeedAtHeartRate and kVo2max [1/min]
  std::string exercise = {};                 ///< for kStrength, as sets name it
};

/// What a kind needs of the athlete and is not known: "needs the athlete's maximal heart rate"; "" where nothing is.
std::string_view lacks(const HeartRateRange& heart_rate, Performance kind);

/// Observations of a kind among an athlete's sessions (merge_same_sessions, condense), ascending by date.
///  - kBestPower5min: a ride's best mean power over 300 s, gaps of up to 30 s as zeros (best_means), where it is
///    informative; tests count among the bests around it. Lower bounds with an SD of 2.5 %; a day has its highest.
///  - kCriticalPower: the hyperbola (critical_power) through the best 3, 5 and 12 min of the 42 days up to a ride that
///    brought one of them, where each is informative and no two share seconds, W' is 5 to 35 kJ and the standard error
///    at most 5 %. Its SD is that error, and at least 3 %, times sqrt(3 / n) where n of the three bests are in no
///    earlier observation, so that each best counts once.
///  - kCriticalSpeed: likewise of runs (critical_speed), whose speeds are corrected for slope; D' is 40 to 400 m.
///  - kSpeedAtHeartRate: of a day's longest run (steady_run) speed x 75 % / its share of heart-rate reserve, since that
///    is the share of the reserve of oxygen uptake (Swain & Leutholtz 1997, Med Sci Sports Exerc 29:410), and uptake
///    above rest is proportional to speed. Shares of 50 to 90 %; SD 4 %, heat and sleep included.
///  - kVo2max: of the same run vo2max_of_run, at 65 to 97 % of maximal heart rate; SD 5 %.
///  - kStrength: a session's best one_repetition_maximum of an exercise, where it is informative. Lower bounds, SD 2 %
///    by one repetition, 3 % by up to five and 5 % by up to ten.
///  - kJumpHeight: nothing, since jumps are results of tests (jump_height).
PerformanceFindings observe(Performance kind, std::span<const DatedSession> sessions,
                            const ObservationOptions& options = {});

/// A day's jump height of its trials: the mean of the best three, or of what there is. SD 3 % of three, 4 % of two, 5 %
/// of one. `trials` [cm] at least one.
Observation jump_height(Date date, std::vector<double> trials);

/// Exercises with a set that tells a one-repetition maximum, those of most sessions first.
std::vector<std::string> exercises_of(std::span<const DatedSession> sessions);

/// Whether there is a run that tells kSpeedAtHeartRate or kVo2max once heart rates of the athlete are known.
bool has_steady_run(std::span<const DatedSession> sessions);

/// All keys.
std::vector<std::string> performance_keys();

}  // namespace formcast::intake
