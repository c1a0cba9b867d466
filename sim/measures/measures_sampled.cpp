#include "sim/measures/measures_sampled.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <initializer_list>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/measures/measures_pace.hpp"
#include "sim/measures/measures_power.hpp"

namespace formcast::intake {
namespace {

constexpr const char* kNoRange = marked("needs the athlete's resting and maximal heart rate");
constexpr const char* kNoWeights = marked("needs the weights of TRIMP: men's, women's or the athlete's own");
constexpr const char* kNoThreshold = marked("needs the athlete's threshold heart rate");
constexpr const char* kNoMaximum = marked("needs the athlete's maximal heart rate");
constexpr const char* kNoVentilatory = marked("needs the athlete's heart rates at both ventilatory thresholds");
constexpr const char* kNoPower = marked("needs the athlete's threshold power");
constexpr const char* kNoSpeed = marked("needs the athlete's critical speed");
constexpr const char* kNoBody = marked("needs the athlete's body mass and height");
constexpr const char* kNoSwimSpeed = marked("needs the athlete's critical swimming speed");
constexpr const char* kNoMass = marked("needs the athlete's body mass");
constexpr std::array kNeeds{kNoRange, kNoWeights, kNoThreshold, kNoMaximum,   kNoVentilatory,
                            kNoPower, kNoSpeed,   kNoBody,      kNoSwimSpeed, kNoMass};

/// What a channel of the session holds, or why it cannot be used.
struct Channel {
  std::vector<double> values;  ///< (known seconds)
  double seconds = 0.0;        ///< of the session's timer
  SessionLoad trouble;

  bool usable() const { return trouble.why_not.empty(); }
  /// From a sum over the known seconds to all of them.
  double scale() const { return seconds / static_cast<double>(values.size()); }
};

std::string too_little(std::string_view name, double share) {
  return tr("has {} for {:.0f} % of its time; {:.0f} % are needed", name, 100.0 * share, 100.0 * kLeastCoverage);
}

Channel channel_of(const Series& series, const std::vector<double>& channel, std::string_view name) {
  Channel result{known(channel), static_cast<double>(series.seconds()), {}};
  result.trouble.coverage = coverage(channel);
  if (result.values.empty()) {
    result.trouble.why_not = tr("has no {}", name);
  } else if (result.trouble.coverage < kLeastCoverage) {
    result.trouble.why_not = too_little(name, result.trouble.coverage);
  }
  return result;
}

SessionLoad covered(double share, double value, std::string_view why_not) {
  if (value >= 0.0 && std::isfinite(value)) return {value, share, ""};
  return {kMissing, share, std::string(why_not)};
}

bool by_reserve(Measure measure) { return measure == Measure::kTrimp || measure == Measure::kHeartRateStress; }

std::string_view heart_rate_lacks(const AthleteProfile& a, Measure measure) {
  if (by_reserve(measure) && !(a.heart_rate.rest > 0.0 && a.heart_rate.max > a.heart_rate.rest)) return tr(kNoRange);
  if (by_reserve(measure) && !a.trimp) return tr(kNoWeights);
  if (measure == Measure::kHeartRateStress && !(a.threshold_heart_rate > a.heart_rate.rest)) {
    return tr(kNoThreshold);
  }
  if (measure == Measure::kEdwards && !(a.heart_rate.max > 0.0)) return tr(kNoMaximum);
  if (measure == Measure::kLucia && !(a.ventilatory.first > 0.0 && a.ventilatory.second > a.ventilatory.first)) {
    return tr(kNoVentilatory);
  }
  return "";
}

bool has_any(const std::string& sport, std::initializer_list<std::string_view> words) {
  return std::ranges::any_of(words, [&](std::string_view w) { return sport.find(w) != std::string::npos; });
}

}  // namespace

double last_distance(const Session& session) {
  for (std::size_t i = session.samples.size(); i-- > 0;) {
    if (const double distance = session.samples[i].distance; std::isfinite(distance)) return distance;
  }
  return kMissing;
}

std::string_view unsuited(const std::string& sport, Measure measure) {
  switch (measure) {
    case Measure::kPowerStress:
    case Measure::kXpowerStress:
      // Watts of a foot pod are a model's, and far from those of a crank at the same effort.
      return has_any(sport, {"run", "walk", "hik", "swim"}) ? tr("is no ride, and its power of another kind") : "";
    case Measure::kRunningStress:
      return has_any(sport, {"run", "walk", "hik"}) ? "" : tr("is not known to be a run");
    case Measure::kSwimmingStress:
      return has_any(sport, {"swim"}) ? "" : tr("is not known to be a swim");
    default:
      return "";
  }
}

std::string_view lacks(const AthleteProfile& athlete, Measure measure) {
  switch (measure) {
    case Measure::kPowerStress:
    case Measure::kXpowerStress:
      return athlete.threshold_power > 0.0 ? "" : tr(kNoPower);
    case Measure::kRunningStress:
      if (!(athlete.critical_speed > 0.0)) return tr(kNoSpeed);
      return athlete.mass > 0.0 && athlete.height > 0.0 ? "" : tr(kNoBody);
    case Measure::kSwimmingStress:
      if (!(athlete.critical_swim_speed > 0.0)) return tr(kNoSwimSpeed);
      return athlete.mass > 0.0 ? "" : tr(kNoMass);
    default:
      return heart_rate_lacks(athlete, measure);
  }
}

bool is_need(std::string_view why_not) {
  return !why_not.empty() && std::ranges::any_of(kNeeds, [&](const char* need) { return why_not == tr(need); });
}

SessionLoad SampledSession::load(Measure measure) {
  switch (measure) {
    case Measure::kPowerStress:
    case Measure::kXpowerStress:
      return by_power(measure);
    case Measure::kRunningStress:
      return of_run();
    case Measure::kSwimmingStress:
      return of_swim();
    case Measure::kHighSpeedDistance:
      return at_high_speed();
    default:
      return by_heart_rate(measure);
  }
}

const Series& SampledSession::series() {
  if (!series_) series_ = one_hertz(session_);
  return *series_;
}

SessionLoad SampledSession::by_heart_rate(Measure measure) {
  const AthleteProfile& a = athlete_;
  const Channel hr = channel_of(series(), series().heart_rate, tr("heart rate"));
  if (!hr.usable()) return hr.trouble;
  double value = 0.0;
  if (measure == Measure::kEdwards) value = edwards(hr.values, a.heart_rate.max);
  if (measure == Measure::kLucia) value = lucia(hr.values, a.ventilatory);
  if (by_reserve(measure)) value = trimp(hr.values, a.heart_rate, *a.trimp);
  if (measure == Measure::kHeartRateStress) {
    value = heart_rate_stress(value, a.threshold_heart_rate, a.heart_rate, *a.trimp);
  }
  return covered(hr.trouble.coverage, value * hr.scale(), tr(kNoRange));
}

SessionLoad SampledSession::by_power(Measure measure) {
  const Channel power = channel_of(series(), series().power, tr("power"));
  if (!power.usable()) return power.trouble;
  const double weighted = measure == Measure::kPowerStress ? weighted_power(power.values) : xpower(power.values);
  return covered(power.trouble.coverage, power_stress(weighted, athlete_.threshold_power, power.seconds),
                 tr("has less than 30 s of power"));
}

SessionLoad SampledSession::of_run() {
  const Runner runner{athlete_.mass, athlete_.height};
  const Channel speed = channel_of(series(), series().speed, tr("speed"));
  if (!speed.usable()) return speed.trouble;
  std::vector<double> slope = slope_of(series());
  // Without an altimeter, as on a track or a treadmill, a run is level.
  std::ranges::replace_if(
      slope, [](double i) { return std::isnan(i); }, 0.0);
  const KnownPairs pairs = known_pairs(series().speed, slope);
  const double power = graded_running_power(pairs.first, pairs.second, runner);
  return covered(speed.trouble.coverage, running_stress(power, athlete_.critical_speed, speed.seconds, runner),
                 tr("has no speed"));
}

SessionLoad SampledSession::of_swim() {
  const Channel speed = channel_of(series(), series().speed, tr("speed or pool lengths"));
  if (!speed.usable()) return speed.trouble;
  return covered(speed.trouble.coverage,
                 speed.scale() * swimming_stress(speed.values, athlete_.critical_swim_speed, athlete_.mass),
                 tr("has no speed"));
}

SessionLoad SampledSession::at_high_speed() {
  const std::vector<SpeedStep> steps = speed_steps(session_);
  if (steps.empty()) return no_load(tr("has no speed"));
  double known_seconds = 0.0;
  for (const SpeedStep& step : steps) known_seconds += step.duration;
  const double share = std::min(1.0, known_seconds / seconds());
  if (!(share >= kLeastCoverage)) return no_load(too_little(tr("speed"), share));
  return {running_distances(steps, athlete_.speed_limits).high_speed, share, ""};
}

}  // namespace formcast::intake
