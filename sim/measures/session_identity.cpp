#include "sim/measures/session_identity.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "sim/measures/condensed.hpp"
#include "sim/sessions/date_text.hpp"

namespace formcast::intake {
namespace {

constexpr double kLargestOffset = 14.0 * 3600.0;  // that zones have [s]

/// Whether two values agree; nothing where one is not known.
std::optional<bool> agree(double a, double b, double share, double least) {
  if (!std::isfinite(a) || !std::isfinite(b)) return std::nullopt;
  return std::abs(a - b) <= std::max(least, share * std::max(a, b));
}

std::optional<bool> durations_agree(const Session& a, const Session& b, const IdentityOptions& options) {
  std::optional<bool> result;
  for (const double of_a : {a.duration, a.elapsed}) {
    for (const double of_b : {b.duration, b.elapsed}) {
      const std::optional<bool> near = agree(of_a, of_b, options.duration_share, options.duration_least);
      if (near) result = result.value_or(false) || *near;
    }
  }
  return result;
}

bool share_file(const Session& a, const Session& b) {
  return std::ranges::any_of(a.sources, [&](const Source& s) {
    return std::ranges::any_of(b.sources, [&](const Source& t) { return s.file == t.file && s.format == t.format; });
  });
}

/// By the athlete's clock, as if that were universal time; not a number where it is not known.
double local_start(const Session& s, const std::string& zone) {
  if (s.clock != Clock::kUniversal) return s.start;
  if (s.utc_offset && std::abs(*s.utc_offset) <= kLargestOffset) return s.start + *s.utc_offset;
  if (zone.empty() || !(std::abs(s.start) < kLatest)) return kMissing;
  const Instant at{std::chrono::minutes{static_cast<long>(std::floor(s.start / 60.0))}};
  return s.start + 60.0 * static_cast<double>(utc_offset(zone, at).count());
}

bool starts_agree(const Session& a, const Session& b, const IdentityOptions& options) {
  if (a.clock == Clock::kUniversal && b.clock == Clock::kUniversal) {
    return std::abs(a.start - b.start) <= options.start;  // false where one is not known
  }
  const double of_a = local_start(a, options.zone), of_b = local_start(b, options.zone);
  if (a.clock != Clock::kDay && b.clock != Clock::kDay) return std::abs(of_a - of_b) <= options.start;
  return std::floor(of_a / kOneDay) == std::floor(of_b / kOneDay);
}

bool names_only_day(const Session& a, const Session& b) { return a.clock == Clock::kDay || b.clock == Clock::kDay; }

std::size_t sample_count(const Session& s) { return s.condensed ? s.condensed->samples : s.samples.size(); }

std::size_t known_values(const Sample& s) {
  const double values[] = {s.heart_rate, s.power, s.speed, s.distance, s.altitude, s.cadence};
  return static_cast<std::size_t>(std::ranges::count_if(values, [](double v) { return std::isfinite(v); }));
}

double or_last(double x) { return std::isnan(x) ? HUGE_VAL : x; }
double or_first(double x) { return std::isnan(x) ? -HUGE_VAL : x; }

/// An order that does not depend on how the sessions came: richest first within a group.
auto rank(const Session& s) {
  static const Source kNone;
  const Source& source = s.sources.empty() ? kNone : s.sources.front();
  return std::tuple(sample_count(s), -static_cast<int>(s.clock), or_first(s.duration), or_first(s.distance),
                    or_first(s.rpe), source.file, source.format, s.title, s.vendor.size());
}

bool richer(const Session& a, const Session& b) {
  const std::size_t of_a = richness(a), of_b = richness(b);
  return of_a != of_b ? of_a > of_b : rank(a) > rank(b);
}

void take(double& mine, double theirs) {
  if (std::isnan(mine)) mine = theirs;
}

template <class T>
void take(std::vector<T>& mine, const std::vector<T>& theirs) {
  if (mine.size() < theirs.size()) mine = theirs;
}

void take(std::string& mine, const std::string& theirs) {
  if (mine.empty()) mine = theirs;
}

bool same(const Source& a, const Source& b) { return a.file == b.file && a.format == b.format && a.device == b.device; }

/// What `kept` lacks, from another record of the same session.
void complete(Session& kept, const Session& other) {
  take(kept.sport, other.sport);
  take(kept.title, other.title);
  const bool both_universal = kept.clock == Clock::kUniversal && other.clock == Clock::kUniversal;
  if (!kept.utc_offset && both_universal) kept.utc_offset = other.utc_offset;
  take(kept.duration, other.duration);
  take(kept.elapsed, other.elapsed);
  take(kept.distance, other.distance);
  take(kept.rpe, other.rpe);
  take(kept.feel, other.feel);
  take(kept.pool_length, other.pool_length);
  take(kept.lengths, other.lengths);
  take(kept.sets, other.sets);
  take(kept.rr, other.rr);
  if (kept.samples.empty()) take(kept.laps, other.laps), take(kept.pauses, other.pauses);
  join_condensed(kept, other);
  for (const VendorValue& v : other.vendor) {
    if (std::ranges::find(kept.vendor, v.name, &VendorValue::name) == kept.vendor.end()) kept.vendor.push_back(v);
  }
  for (const Source& source : other.sources) {
    if (std::ranges::none_of(kept.sources, [&](const Source& s) { return same(s, source); })) {
      kept.sources.push_back(source);
    }
  }
}

/// Channels of `other` that the samples kept do not have.
std::vector<std::string> lost_channels(const Session& kept, const Session& other) {
  static constexpr std::pair<double Sample::*, const char*> kSampled[] = {{&Sample::heart_rate, marked("heart rate")},
                                                                          {&Sample::power, marked("power")},
                                                                          {&Sample::speed, marked("speed")}};
  std::vector<std::string> lost;
  for (const auto& channel : kSampled) {
    const auto has = [&](const Sample& s) { return std::isfinite(s.*channel.first); };
    if (std::ranges::none_of(kept.samples, has) && std::ranges::any_of(other.samples, has)) {
      lost.emplace_back(tr(channel.second));
    }
  }
  return lost;
}

/// Loads that were measured on poorer records, as the richest does not have them: "TRIMP of X is from watch.fit".
void note_sampled_loads(const Session& kept, std::vector<std::string>& notes) {
  if (!kept.condensed) return;
  std::map<std::string, std::vector<std::string_view>> names;
  for (const SampledLoad& load : kept.condensed->loads) {
    if (!load.from.empty() && load.load.why_not.empty())
      names[load.from].push_back(tr(row_of(load.measure).name.data()));
  }
  for (const auto& [file, measures] : names) {
    notes.push_back(tr_count(measures.size(), "{} of {} is from {}", "{} of {} are from {}", fmt::join(measures, ", "),
                             name_of(kept), file));
  }
}

Session join(std::vector<Session> group, std::vector<std::string>& notes) {
  std::ranges::sort(group, richer);
  Session kept = group.front();
  for (std::size_t i = 1; i < group.size(); ++i) {
    for (const std::string& channel : lost_channels(group.front(), group[i])) {
      notes.push_back(
          tr("{} of {} is not used: {} has more samples", channel, name_of(group[i]), name_of(group.front())));
    }
    if (std::isfinite(kept.rpe) && std::isfinite(group[i].rpe) && kept.rpe != group[i].rpe) {
      notes.push_back(tr("RPE {:g} of {} differs from {:g}, which is used", group[i].rpe, name_of(group[i]), kept.rpe));
    }
    complete(kept, group[i]);
  }
  if (group.size() == 1) return kept;
  notes.push_back(tr("{} records of one session: {}", group.size(), name_of(kept)));
  note_sampled_loads(kept, notes);
  return kept;
}

/// Two records that may be joined, the surest first: those with a time of day, then by how near their durations are.
struct Candidate {
  bool only_day = false;
  double apart = 0.0;  ///< of durations [s]
  std::size_t i = 0, j = 0;

  auto key() const { return std::tuple(only_day, apart, i, j); }
};

double duration_apart(const Session& a, const Session& b) {
  double least = HUGE_VAL;
  for (const double of_a : {a.duration, a.elapsed}) {
    for (const double of_b : {b.duration, b.elapsed}) {
      if (std::abs(of_a - of_b) < least) least = std::abs(of_a - of_b);
    }
  }
  return least;
}

/// `sessions` are sorted by local start.
std::vector<Candidate> candidates(const std::vector<Session>& sessions, const std::vector<double>& start,
                                  const IdentityOptions& options) {
  std::vector<Candidate> result;
  for (std::size_t i = 0; i < sessions.size(); ++i) {
    for (std::size_t j = i + 1; j < sessions.size() && start[j] - start[i] <= kOneDay + options.start; ++j) {
      const Session &a = sessions[i], &b = sessions[j];
      if (same_session(a, b, options)) result.push_back({names_only_day(a, b), duration_apart(a, b), i, j});
    }
  }
  std::ranges::sort(result, {}, &Candidate::key);
  return result;
}

/// Sessions by index in groups of one session each: two groups are joined when each record of the one is the same
/// session as each of the other, so that a row that names only the day does not make one of two sessions of that day.
std::vector<std::vector<std::size_t>> grouped(const std::vector<Session>& sessions, const std::vector<double>& start,
                                              const IdentityOptions& options) {
  std::vector<std::vector<std::size_t>> members(sessions.size());
  std::vector<std::size_t> group(sessions.size());
  for (std::size_t i = 0; i < sessions.size(); ++i) members[i] = {i}, group[i] = i;
  for (const Candidate& candidate : candidates(sessions, start, options)) {
    std::vector<std::size_t>&mine = members[group[candidate.i]], &theirs = members[group[candidate.j]];
    if (&mine == &theirs) continue;
    const bool all_same = std::ranges::all_of(mine, [&](std::size_t a) {
      return std::ranges::all_of(theirs,
                                 [&](std::size_t b) { return same_session(sessions[a], sessions[b], options); });
    });
    if (!all_same) continue;
    for (const std::size_t moved : theirs) group[moved] = group[candidate.i];
    mine.insert(mine.end(), theirs.begin(), theirs.end());
    theirs.clear();
  }
  return members;
}

/// Start by the athlete's clock, or the next best to sort by.
double sorted_start(const Session& s, const std::string& zone) {
  const double local = local_start(s, zone);
  return or_last(std::isnan(local) ? s.start : local);
}

/// A record in universal time that names no offset has that of another record of its session, the nearest: by its own
/// day alone it could not be compared with records in local time.
void borrow_offsets(std::vector<Session>& sessions, const IdentityOptions& options) {
  const auto usable = [](const Session& s) { return s.clock == Clock::kUniversal && std::abs(s.start) < kLatest; };
  std::vector<const Session*> named;
  for (const Session& s : sessions) {
    if (usable(s) && s.utc_offset) named.push_back(&s);
  }
  const auto start = [](const Session* s) { return s->start; };
  std::ranges::sort(named, {}, start);
  for (Session& s : sessions) {  // those that borrow are not in `named`
    if (!usable(s) || s.utc_offset) continue;
    std::pair best(HUGE_VAL, 0.0);
    const auto near = std::ranges::lower_bound(named, s.start - options.start, {}, start);
    for (auto at = near; at != named.end() && (*at)->start <= s.start + options.start; ++at) {
      if (same_session(s, **at, options))
        best = std::min(best, std::pair(std::abs((*at)->start - s.start), *(*at)->utc_offset));
    }
    if (std::isfinite(best.first)) s.utc_offset = best.second;
  }
}

}  // namespace

bool same_session(const Session& a, const Session& b, const IdentityOptions& options) {
  if (!starts_agree(a, b, options)) return false;
  const std::optional<bool> duration = durations_agree(a, b, options);
  const std::optional<bool> distance = agree(a.distance, b.distance, options.distance_share, options.distance_least);
  if (!duration.value_or(true) || !distance.value_or(true) || (!duration && !distance)) return false;
  if (a.clock == Clock::kDay && b.clock == Clock::kDay && share_file(a, b)) return false;
  const bool moved = distance && std::min(a.distance, b.distance) > options.distance_least && !names_only_day(a, b);
  return moved || a.sport == b.sport || a.sport.empty() || b.sport.empty();
}

std::size_t richness(const Session& session) {
  if (session.condensed) return session.condensed->values;
  return std::accumulate(session.samples.begin(), session.samples.end(), std::size_t{0},
                         [](std::size_t sum, const Sample& s) { return sum + known_values(s); });
}

std::string name_of(const Session& session) {
  std::string file = session.sources.empty() ? tr("a record") : session.sources.front().file;
  if (!(std::abs(session.start) < kLatest)) return file;
  const LocalTime at{std::chrono::minutes{static_cast<long>(std::floor(session.start / 60.0))}};
  const std::string day = digits_text(date_at(session.start)), time = iso(at);
  if (session.clock == Clock::kDay) return tr("{} in {}", day, file);
  const std::string_view zone = session.clock == Clock::kUniversal ? " UTC" : "";
  return tr("{} in {}", day + time.substr(time.find(' ')).append(zone), file);
}

Merged merge_same_sessions(std::vector<Session> sessions, const IdentityOptions& options) {
  borrow_offsets(sessions, options);
  const auto start_of = [&](const Session& s) { return sorted_start(s, options.zone); };
  std::ranges::sort(sessions, [&](const Session& a, const Session& b) {
    const double of_a = start_of(a), of_b = start_of(b);
    return of_a != of_b ? of_a < of_b : richer(a, b);
  });
  std::vector<double> start;
  std::ranges::transform(sessions, std::back_inserter(start), start_of);
  Merged merged;
  for (const std::vector<std::size_t>& members : grouped(sessions, start, options)) {
    if (members.empty()) continue;
    std::vector<Session> group;
    for (const std::size_t i : members) group.push_back(std::move(sessions[i]));
    merged.sessions.push_back(join(std::move(group), merged.notes));
  }
  std::ranges::stable_sort(merged.sessions, {}, start_of);
  return merged;
}

}  // namespace formcast::intake
