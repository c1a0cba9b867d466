#pragma once

#include <optional>

#include "sim/measures/measures.hpp"
#include "sim/measures/measures_sampling.hpp"

namespace formcast::intake {

// The measures that rest on a session's samples (load_of, measures.hpp).

/// Those measures, in the order of kMeasures.
inline constexpr std::array<Measure, 9> kSampledMeasures{
    Measure::kTrimp,         Measure::kHeartRateStress, Measure::kEdwards,
    Measure::kLucia,         Measure::kPowerStress,     Measure::kXpowerStress,
    Measure::kRunningStress, Measure::kSwimmingStress,  Measure::kHighSpeedDistance};

/// A session measured on its samples, which are brought to 1 Hz once for all measures, and only where one asks for it.
class SampledSession {
 public:
  /// Both must outlive this.
  SampledSession(const Session& session, const AthleteProfile& athlete) : session_(session), athlete_(athlete) {}

  /// One of kSampledMeasures, whatever the sport. What it needs of the athlete must be known. Throws InputError where
  /// the samples span more than 30 days (one_hertz).
  SessionLoad load(Measure measure);

  /// Time for which the timer ran. [s] Throws likewise.
  double seconds() { return static_cast<double>(series().seconds()); }

  /// The session at 1 Hz. Throws likewise.
  const Series& series();

 private:
  SessionLoad by_heart_rate(Measure measure);
  SessionLoad by_power(Measure measure);
  SessionLoad of_run();
  SessionLoad of_swim();
  SessionLoad at_high_speed();

  const Session& session_;
  const AthleteProfile& athlete_;
  std::optional<Series> series_;
};

/// Distance at a session's last sample that has one. [m]
double last_distance(const Session& session);

/// Why a measure does not suit a session of this sport: "is not known to be a run"; "" where it does.
std::string_view unsuited(const std::string& sport, Measure measure);

/// What a measure needs of the athlete and is not known: "needs the athlete's threshold power"; "" where nothing is.
std::string_view lacks(const AthleteProfile& athlete, Measure measure);

/// Whether why there is no load is what `lacks` says.
bool is_need(std::string_view why_not);

}  // namespace formcast::intake
