#include "sim/measures/condensed.hpp"

#include <algorithm>
#include <memory>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/measures/measures_sampled.hpp"
#include "sim/measures/session_identity.hpp"

namespace formcast::intake {
namespace {

/// The samples' measures; what cannot be measured says so.
void measure(const Session& session, const AthleteProfile& profile, Condensed& condensed) {
  SampledSession sampled(session, profile);
  try {
    condensed.seconds = sampled.seconds();
  } catch (const InputError& error) {
    condensed.fault = error.what();
  }
  const auto suits = [&](Measure measure) { return session.sport.empty() || unsuited(session.sport, measure).empty(); };
  for (const Measure measure : kSampledMeasures) {
    if (!suits(measure) || !lacks(profile, measure).empty()) continue;
    SessionLoad load{kMissing, kMissing, condensed.fault};
    if (condensed.fault.empty()) load = sampled.load(measure);
    condensed.loads.push_back({measure, std::move(load), ""});
  }
  if (!condensed.fault.empty()) return;
  if (suits(Measure::kPowerStress)) condensed.power = power_bests(sampled.series());
  if (!suits(Measure::kRunningStress)) return;
  condensed.speed = speed_bests(sampled.series());
  condensed.run = steady_run(sampled.series());
}

template <class T>
void drop(std::vector<T>& values) {
  std::vector<T>().swap(values);
}

/// A value beats none, and of two without one that of more of the session says more.
bool says_more(const SessionLoad& theirs, const SessionLoad& mine) {
  if (!mine.why_not.empty() && theirs.why_not.empty()) return true;
  return !mine.why_not.empty() && theirs.coverage > mine.coverage;
}

}  // namespace

void condense(Session& session, const AthleteProfile& profile) {
  if (!session.samples.empty()) {
    auto condensed = std::make_shared<Condensed>();
    condensed->samples = session.samples.size();
    condensed->values = richness(session);
    condensed->distance = last_distance(session);
    measure(session, profile, *condensed);
    session.condensed = std::move(condensed);
  }
  session.samples = {};
  drop(session.pauses);
  drop(session.laps);
  drop(session.rr);
}

void join_condensed(Session& kept, const Session& other) {
  if (!kept.condensed || !other.condensed) return;
  const auto joined = std::make_shared<Condensed>(*kept.condensed);
  const std::string file = other.sources.empty() ? "" : other.sources.front().file;
  for (const SampledLoad& theirs : other.condensed->loads) {
    const auto at = std::ranges::find(joined->loads, theirs.measure, &SampledLoad::measure);
    if (at == joined->loads.end() || !says_more(theirs.load, at->load)) continue;
    *at = theirs;
    if (at->from.empty()) at->from = file;
  }
  join_bests(joined->power, other.condensed->power, file);
  join_bests(joined->speed, other.condensed->speed, file);
  join_steady_run(joined->run, other.condensed->run, file);
  kept.condensed = joined;
}

}  // namespace formcast::intake
