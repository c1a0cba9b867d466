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
  for (const Measure measure : kSampledMeasures) {
    const bool suits = session.sport.empty() || unsuited(session.sport, measure).empty();
    if (!suits || !lacks(profile, measure).empty()) continue;
    SessionLoad load{kMissing, kMissing, condensed.fault};
    if (condensed.fault.empty()) load = sampled.load(measure);
    condensed.loads.push_back({measure, std::move(load), ""});
  }
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
  drop(session.samples);
  drop(session.pauses);
  drop(session.laps);
  drop(session.rr);
}

void join_condensed(Session& kept, const Session& other) {
  if (!kept.condensed || !other.condensed) return;
  std::shared_ptr<Condensed> joined;
  for (const SampledLoad& theirs : other.condensed->loads) {
    const auto& mine = joined ? joined->loads : kept.condensed->loads;
    const auto at = std::ranges::find(mine, theirs.measure, &SampledLoad::measure);
    if (at == mine.end() || !says_more(theirs.load, at->load)) continue;
    const auto index = static_cast<std::size_t>(at - mine.begin());
    if (!joined) joined = std::make_shared<Condensed>(*kept.condensed);
    SampledLoad& taken = joined->loads[index];
    taken = theirs;
    if (taken.from.empty() && !other.sources.empty()) taken.from = other.sources.front().file;
  }
  if (joined) kept.condensed = std::move(joined);
}

}  // namespace formcast::intake
