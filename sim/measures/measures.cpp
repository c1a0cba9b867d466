#include "sim/measures/measures.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/measures/condensed.hpp"
#include "sim/measures/measures_pace.hpp"
#include "sim/measures/measures_sampled.hpp"
#include "sim/measures/measures_session.hpp"

namespace formcast::intake {
namespace {

SessionLoad value_or(double value, std::string_view why_not) {
  if (!(value >= 0.0) || !std::isfinite(value)) return no_load(std::string(why_not));
  return {value, kMissing, ""};
}

/// Of a pool's lengths; nothing where they are not known.
std::optional<SessionLoad> pool_load(const Session& session, const AthleteProfile& athlete) {
  const std::vector<double> speed = pool_speed(session.lengths, session.pool_length);
  if (speed.empty()) return std::nullopt;
  SessionLoad load = value_or(swimming_stress(speed, athlete.critical_swim_speed, athlete.mass), tr("has no speed"));
  load.coverage = 1.0;
  return load;
}

/// Of samples that are no longer kept.
SessionLoad condensed_load(const Condensed& condensed, Measure measure) {
  const auto found = std::ranges::find(condensed.loads, measure, &SampledLoad::measure);
  if (found == condensed.loads.end()) return no_load(tr("was measured before that was known of the athlete"));
  return found->load;
}

SessionLoad sampled_load(const Session& session, Measure measure, const AthleteProfile& athlete) {
  if (const std::string_view why = unsuited(session.sport, measure); !why.empty()) return no_load(std::string(why));
  if (const std::string_view why = lacks(athlete, measure); !why.empty()) return no_load(std::string(why));
  if (measure == Measure::kSwimmingStress) {
    if (auto load = pool_load(session, athlete)) return *std::move(load);
  }
  if (session.condensed) return condensed_load(*session.condensed, measure);
  return SampledSession(session, athlete).load(measure);
}

double session_distance(const Session& session) {
  if (session.distance >= 0.0) return session.distance;
  if (session.condensed) return session.condensed->distance;
  return last_distance(session);
}

/// Throws InputError where only the samples tell, and cannot be measured.
double session_duration(const Session& session) {
  if (session.duration >= 0.0) return session.duration;
  if (session.condensed) {
    if (!session.condensed->fault.empty()) throw InputError(session.condensed->fault);
    return session.condensed->seconds;
  }
  if (!session.samples.empty()) return static_cast<double>(one_hertz(session).seconds());
  return session.elapsed;
}

SessionLoad rpe_load(const Session& session) {
  if (std::isnan(session.rpe)) return no_load(tr("has no rating of perceived exertion"));
  if (!(session.rpe >= 0.0 && session.rpe <= 10.0)) return no_load(tr("has RPE {:g}, not 0 to 10", session.rpe));
  // Breaks are part of the session; where the file has only the timer's time, it is that.
  const double seconds = session.elapsed >= 0.0 ? session.elapsed : session_duration(session);
  return value_or(session_rpe(session.rpe, seconds), tr("has no duration"));
}

SessionLoad tonnage_load(const Session& session, const AthleteProfile& athlete) {
  if (session.sets.empty()) return no_load(tr("has no sets"));
  const double lifted = tonnage(session.sets, athlete.lifted_share * athlete.mass);
  if (!(lifted > 0.0)) return no_load(tr("has no set with repetitions and a weight"));
  return {lifted, kMissing, ""};
}

SessionLoad vendor_load(const Session& session, const std::string& name) {
  for (const VendorValue& v : session.vendor) {
    if (v.name == name && v.value >= 0.0 && std::isfinite(v.value)) return {v.value, kMissing, ""};
  }
  return no_load(tr("has no {}", name));
}

SessionLoad measured(const Session& session, const MeasureChoice& choice, const AthleteProfile& athlete) {
  switch (choice.measure) {
    case Measure::kSessionRpe:
      return rpe_load(session);
    case Measure::kDuration:
      return value_or(session_duration(session) / 60.0, tr("has no duration"));
    case Measure::kDistance:
      return value_or(session_distance(session) / 1000.0, tr("has no distance"));
    case Measure::kTonnage:
      return tonnage_load(session, athlete);
    case Measure::kVendor:
      return vendor_load(session, choice.vendor);
    default:
      return sampled_load(session, choice.measure, athlete);
  }
}

}  // namespace

const MeasureRow& row_of(Measure measure) { return *std::ranges::find(kMeasures, measure, &MeasureRow::measure); }

std::optional<Measure> measure_called(std::string_view key) {
  const auto row = std::ranges::find(kMeasures, key, &MeasureRow::key);
  if (row == kMeasures.end()) return std::nullopt;
  return row->measure;
}

std::string MeasureChoice::name() const {
  return measure == Measure::kVendor ? vendor : std::string(tr(row_of(measure).name.data()));
}

SessionLoad load_of(const Session& session, const MeasureChoice& choice, const AthleteProfile& profile) {
  try {
    return measured(session, choice, profile);
  } catch (const InputError& error) {
    return no_load(error.what());
  }
}

}  // namespace formcast::intake
