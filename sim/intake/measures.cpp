#include "sim/intake/measures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <utility>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/intake/measures_pace.hpp"
#include "sim/intake/measures_power.hpp"
#include "sim/intake/measures_session.hpp"

namespace formcast::intake {
namespace {

/// A session under measurement; sampled only where a measure asks for it.
struct Subject {
  const Session& session;
  const AthleteProfile& athlete;
};

SessionLoad none(std::string why_not) { return {kMissing, kMissing, std::move(why_not)}; }

SessionLoad value_or(double value, std::string_view why_not) {
  if (!(value >= 0.0) || !std::isfinite(value)) return none(std::string(why_not));
  return {value, kMissing, ""};
}

/// What a channel of the session holds, or why it cannot be used.
struct Channel {
  std::vector<double> values;  ///< (known seconds)
  double seconds = 0.0;        ///< of the session's timer
  SessionLoad trouble;

  bool usable() const { return trouble.why_not.empty(); }
  /// From a sum over the known seconds to all of them.
  double scale() const { return seconds / static_cast<double>(values.size()); }
};

Channel channel_of(const Series& series, const std::vector<double>& channel, std::string_view name) {
  Channel result{known(channel), static_cast<double>(series.seconds()), {}};
  result.trouble.coverage = coverage(channel);
  if (result.values.empty()) {
    result.trouble.why_not = fmt::format("has no {}", name);
  } else if (result.trouble.coverage < kLeastCoverage) {
    result.trouble.why_not = fmt::format("has {} for {:.0f} % of its time; {:.0f} % are needed", name,
                                         100.0 * result.trouble.coverage, 100.0 * kLeastCoverage);
  }
  return result;
}

SessionLoad covered(const Channel& channel, double value, std::string_view why_not) {
  SessionLoad load = value_or(value, why_not);
  load.coverage = channel.trouble.coverage;
  return load;
}

constexpr std::string_view kNoRange = "needs the athlete's resting and maximal heart rate";

SessionLoad heart_rate_load(const Subject& s, Measure measure) {
  const AthleteProfile& a = s.athlete;
  const bool by_reserve = measure == Measure::kTrimp || measure == Measure::kHeartRateStress;
  if (by_reserve && !(a.heart_rate.rest > 0.0 && a.heart_rate.max > a.heart_rate.rest))
    return none(std::string(kNoRange));
  if (by_reserve && !a.trimp) return none("needs the weights of TRIMP: men's, women's or the athlete's own");
  if (measure == Measure::kHeartRateStress && !(a.threshold_heart_rate > a.heart_rate.rest)) {
    return none("needs the athlete's threshold heart rate");
  }
  if (measure == Measure::kEdwards && !(a.heart_rate.max > 0.0)) return none("needs the athlete's maximal heart rate");
  if (measure == Measure::kLucia && !(a.ventilatory.first > 0.0 && a.ventilatory.second > a.ventilatory.first)) {
    return none("needs the athlete's heart rates at both ventilatory thresholds");
  }
  const Series series = one_hertz(s.session);
  const Channel hr = channel_of(series, series.heart_rate, "heart rate");
  if (!hr.usable()) return hr.trouble;
  double value = 0.0;
  if (measure == Measure::kEdwards) value = edwards(hr.values, a.heart_rate.max);
  if (measure == Measure::kLucia) value = lucia(hr.values, a.ventilatory);
  if (by_reserve) value = trimp(hr.values, a.heart_rate, *a.trimp);
  if (measure == Measure::kHeartRateStress) {
    value = heart_rate_stress(value, a.threshold_heart_rate, a.heart_rate, *a.trimp);
  }
  return covered(hr, value * hr.scale(), kNoRange);
}

bool sport_has(const Session& session, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view w) { return session.sport.find(w) != std::string::npos; });
}

SessionLoad power_load(const Subject& s, Measure measure) {
  // Watts of a foot pod are a model's, and far from those of a crank at the same effort.
  if (sport_has(s.session, {"run", "walk", "hik", "swim"})) return none("is no ride, and its power of another kind");
  if (!(s.athlete.threshold_power > 0.0)) return none("needs the athlete's threshold power");
  const Series series = one_hertz(s.session);
  const Channel power = channel_of(series, series.power, "power");
  if (!power.usable()) return power.trouble;
  const double weighted = measure == Measure::kPowerStress ? weighted_power(power.values) : xpower(power.values);
  return covered(power, power_stress(weighted, s.athlete.threshold_power, power.seconds),
                 "has less than 30 s of power");
}

SessionLoad running_load(const Subject& s) {
  const Runner runner{s.athlete.mass, s.athlete.height};
  if (!sport_has(s.session, {"run", "walk", "hik"})) return none("is not known to be a run");
  if (!(s.athlete.critical_speed > 0.0)) return none("needs the athlete's critical speed");
  if (!(runner.mass > 0.0 && runner.height > 0.0)) return none("needs the athlete's body mass and height");
  const Series series = one_hertz(s.session);
  const Channel speed = channel_of(series, series.speed, "speed");
  if (!speed.usable()) return speed.trouble;
  std::vector<double> slope = slope_of(series);
  // Without an altimeter, as on a track or a treadmill, a run is level.
  std::ranges::replace_if(
      slope, [](double i) { return std::isnan(i); }, 0.0);
  const KnownPairs pairs = known_pairs(series.speed, slope);
  const double power = graded_running_power(pairs.first, pairs.second, runner);
  return covered(speed, running_stress(power, s.athlete.critical_speed, speed.seconds, runner), "has no speed");
}

SessionLoad swimming_load(const Subject& s) {
  if (!sport_has(s.session, {"swim"})) return none("is not known to be a swim");
  if (!(s.athlete.critical_swim_speed > 0.0)) return none("needs the athlete's critical swimming speed");
  if (!(s.athlete.mass > 0.0)) return none("needs the athlete's body mass");
  std::vector<double> speed = pool_speed(s.session.lengths, s.session.pool_length);
  double scale = 1.0, share = 1.0;
  if (speed.empty()) {
    const Series series = one_hertz(s.session);
    const Channel channel = channel_of(series, series.speed, "speed or pool lengths");
    if (!channel.usable()) return channel.trouble;
    speed = channel.values, scale = channel.scale(), share = channel.trouble.coverage;
  }
  SessionLoad load =
      value_or(scale * swimming_stress(speed, s.athlete.critical_swim_speed, s.athlete.mass), "has no speed");
  load.coverage = share;
  return load;
}

double session_distance(const Session& session) {
  if (session.distance >= 0.0) return session.distance;
  const auto last = std::find_if(session.samples.rbegin(), session.samples.rend(),
                                 [](const Sample& s) { return std::isfinite(s.distance); });
  return last == session.samples.rend() ? kMissing : last->distance;
}

double session_duration(const Session& session) {
  if (session.duration >= 0.0) return session.duration;
  if (!session.samples.empty()) return static_cast<double>(one_hertz(session).seconds());
  return session.elapsed;
}

SessionLoad high_speed_load(const Subject& s) {
  const std::vector<SpeedStep> steps = speed_steps(s.session);
  if (steps.empty()) return none("has no speed");
  double known_seconds = 0.0;
  for (const SpeedStep& step : steps) known_seconds += step.duration;
  const auto seconds = static_cast<double>(one_hertz(s.session).seconds());
  SessionLoad load{running_distances(steps, s.athlete.speed_limits).high_speed, std::min(1.0, known_seconds / seconds),
                   ""};
  if (load.coverage >= kLeastCoverage) return load;
  return none(fmt::format("has speed for {:.0f} % of its time; {:.0f} % are needed", 100.0 * load.coverage,
                          100.0 * kLeastCoverage));
}

SessionLoad rpe_load(const Session& session) {
  if (std::isnan(session.rpe)) return none("has no rating of perceived exertion");
  if (!(session.rpe >= 0.0 && session.rpe <= 10.0)) return none(fmt::format("has RPE {:g}, not 0 to 10", session.rpe));
  // Breaks are part of the session; where the file has only the timer's time, it is that.
  const double seconds = session.elapsed >= 0.0 ? session.elapsed : session_duration(session);
  return value_or(session_rpe(session.rpe, seconds), "has no duration");
}

SessionLoad tonnage_load(const Subject& s) {
  if (s.session.sets.empty()) return none("has no sets");
  const double lifted = tonnage(s.session.sets, s.athlete.lifted_share * s.athlete.mass);
  if (!(lifted > 0.0)) return none("has no set with repetitions and a weight");
  return {lifted, kMissing, ""};
}

SessionLoad vendor_load(const Session& session, const std::string& name) {
  for (const VendorValue& v : session.vendor) {
    if (v.name == name && v.value >= 0.0 && std::isfinite(v.value)) return {v.value, kMissing, ""};
  }
  return none("has no " + name);
}

SessionLoad measured(const Subject& subject, const MeasureChoice& choice) {
  const Session& session = subject.session;
  switch (choice.measure) {
    case Measure::kSessionRpe:
      return rpe_load(session);
    case Measure::kTrimp:
    case Measure::kHeartRateStress:
    case Measure::kEdwards:
    case Measure::kLucia:
      return heart_rate_load(subject, choice.measure);
    case Measure::kPowerStress:
    case Measure::kXpowerStress:
      return power_load(subject, choice.measure);
    case Measure::kRunningStress:
      return running_load(subject);
    case Measure::kSwimmingStress:
      return swimming_load(subject);
    case Measure::kDuration:
      return value_or(session_duration(session) / 60.0, "has no duration");
    case Measure::kDistance:
      return value_or(session_distance(session) / 1000.0, "has no distance");
    case Measure::kHighSpeedDistance:
      return high_speed_load(subject);
    case Measure::kTonnage:
      return tonnage_load(subject);
    case Measure::kVendor:
      return vendor_load(session, choice.vendor);
  }
  return none("is not measured");
}

}  // namespace

const MeasureRow& row_of(Measure measure) { return *std::ranges::find(kMeasures, measure, &MeasureRow::measure); }

std::optional<Measure> measure_called(std::string_view key) {
  const auto row = std::ranges::find(kMeasures, key, &MeasureRow::key);
  if (row == kMeasures.end()) return std::nullopt;
  return row->measure;
}

std::string MeasureChoice::name() const {
  return measure == Measure::kVendor ? vendor : std::string(row_of(measure).name);
}

SessionLoad load_of(const Session& session, const MeasureChoice& choice, const AthleteProfile& profile) {
  try {
    return measured({session, profile}, choice);
  } catch (const InputError& error) {
    return none(error.what());
  }
}

}  // namespace formcast::intake
