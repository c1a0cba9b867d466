#include "sim/intake/daily_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/measures/condensed.hpp"

namespace formcast::intake {
namespace {

constexpr double kLatest = 7.2e9;  // year 2198 [s]

/// A session with its date and what was measured of it.
struct Measured {
  Date date;
  std::string session;
  SessionLoad wanted;
  std::optional<SessionLoad> other;

  bool has_other() const { return other && other->why_not.empty(); }
};

std::vector<Measured> measure_all(const std::vector<Session>& sessions, const DailyOptions& options,
                                  DailyHistory& result) {
  std::vector<Measured> measured;
  for (const Session& session : sessions) {
    if (!(session.start >= 0.0 && session.start < kLatest)) {
      result.notes.push_back(fmt::format("a session of {} has no start and is left out", name_of(session)));
      continue;
    }
    // A local clock shows the athlete's date whatever the zone.
    const std::optional<double> offset = session.clock == Clock::kUniversal ? session.utc_offset : 0.0;
    Measured m{local_date_of(session.start, offset, options.zone),
               name_of(session),
               load_of(session, options.measure, options.profile),
               {}};
    if (options.otherwise) m.other = load_of(session, *options.otherwise, options.profile);
    measured.push_back(std::move(m));
  }
  std::ranges::stable_sort(measured, {}, &Measured::date);  // travel can make later sessions earlier by date
  return measured;
}

/// Takes the scale from the sessions that have both measures.
void find_scale(const std::vector<Measured>& measured, const DailyOptions& options, DailyHistory& result) {
  if (!options.otherwise) return;
  std::vector<double> wanted, other;
  for (const Measured& m : measured) {
    if (!m.wanted.why_not.empty() || !m.has_other()) continue;
    wanted.push_back(m.wanted.value);
    other.push_back(m.other->value);
  }
  const std::string name = options.otherwise->name();
  const std::optional<MeasureScale> scale = scale_between(wanted, other);
  if (!scale || scale->sessions < options.fewest_with_both || !(scale->factor > 0.0)) {
    result.notes.push_back(fmt::format("{} is not used: {} session(s) have it and {}, {} are needed for a scale", name,
                                       wanted.size(), options.measure.name(), options.fewest_with_both));
    return;
  }
  result.scale = scale;
  result.notes.push_back(fmt::format(
      "{} counts {:.3g} +- {:.2g} as {} (from {} sessions with both; a session is off by {:.0f} %)", name,
      scale->factor, scale->factor_se, options.measure.name(), scale->sessions, 100.0 * scale->session_error));
}

void date_loads(const std::vector<Measured>& measured, DailyHistory& result) {
  int scaled = 0;
  for (const Measured& m : measured) {
    DatedLoad load{m.date, m.wanted.value, false, m.session};
    if (!m.wanted.why_not.empty() && result.scale && m.has_other()) {
      load.load = result.scale->factor * m.other->value;
      load.scaled = true;
      ++scaled;
    }
    if (std::isnan(load.load)) result.without_measure.push_back(fmt::format("{} {}", m.session, m.wanted.why_not));
    result.loads.push_back(std::move(load));
  }
  if (scaled > 0) result.notes.push_back(fmt::format("{} session(s) have a scaled load", scaled));
}

void check_length(Date first, Date last) {
  if (last - first <= kLongestRecord) return;
  throw InputError(fmt::format("the record runs from {} to {}, more than 20 years; is a device's clock wrong?",
                               iso(first), iso(last)));
}

/// Loads of days; of a day with a session that has none it stays unknown.
void fill_loads(const DailyHistory& result, bool missing_days_rest, AthleteHistory& history) {
  std::vector<char> has_session(history.load.size(), 0), is_partial(history.load.size(), 0);
  for (const DatedLoad& d : result.loads) {
    const int day = static_cast<int>((d.date - history.start).count());
    const auto at = static_cast<std::size_t>(day);
    has_session[at] = 1;
    if (std::isnan(d.load)) is_partial[at] = 1;
    history.load[at] = (std::isnan(history.load[at]) ? 0.0 : history.load[at]) + d.load;
  }
  for (std::size_t day = 0; day < history.load.size(); ++day) {
    if (is_partial[day] != 0) history.load[day] = HistoryRow::kUnknown;
    if (has_session[day] != 0) continue;
    ++history.days_without_row;
    if (missing_days_rest) history.load[day] = 0.0;
  }
  for (const DatedLoad& d : result.loads) {
    const int day = static_cast<int>((d.date - history.start).count());
    if (is_partial[static_cast<std::size_t>(day)] == 0) history.load_rows.push_back({day, d.load, 0});
  }
}

/// Markers over the record's days; returns how many values lie before it.
int fill_markers(const DailyMarkers& markers, AthleteHistory& history) {
  int before = 0;
  for (const auto& [name, values] : markers.values) {
    if (values.empty() || values.rbegin()->first < history.start) {
      before += static_cast<int>(values.size());
      continue;
    }
    std::vector<double>& days = history.markers[name];
    days.assign(history.load.size(), HistoryRow::kUnknown);
    for (const auto& [date, value] : values) {
      if (date < history.start) {
        ++before;
      } else {
        days[static_cast<std::size_t>((date - history.start).count())] = value;
      }
    }
  }
  return before;
}

void note_days(const DailyOptions& options, DailyHistory& result) {
  const AthleteHistory& history = result.history;
  if (history.days_without_row > 0) {
    result.notes.push_back(fmt::format("{} of {} days have no session; their loads are taken as {}",
                                       history.days_without_row, history.days(),
                                       options.missing_days_rest ? "0, rest" : "unknown, not as rest"));
  }
  if (!result.without_measure.empty()) {
    result.notes.push_back(fmt::format("{} session(s) have no {}; the loads of their days are unknown",
                                       result.without_measure.size(), options.measure.name()));
  }
}

}  // namespace

std::optional<MeasureScale> scale_between(std::span<const double> wanted, std::span<const double> other) {
  const std::size_t count = std::min(wanted.size(), other.size());
  const auto n = static_cast<double>(count);
  double sum = 0.0, sum_other = 0.0, squares = 0.0;
  for (std::size_t i = 0; i < count; ++i) sum += wanted[i], sum_other += other[i];
  if (count < 2 || !(sum_other > 0.0)) return std::nullopt;
  MeasureScale scale;
  scale.sessions = static_cast<int>(count);
  scale.factor = sum / sum_other;
  for (std::size_t i = 0; i < count; ++i) {
    const double error = wanted[i] - scale.factor * other[i];
    squares += error * error;
  }
  const double sd = std::sqrt(squares / (n - 1.0));
  scale.factor_se = sd / std::sqrt(n) / (sum_other / n);
  scale.session_error = sum > 0.0 ? sd / (sum / n) : kMissing;
  return scale;
}

DailyHistory daily_history(std::vector<Session> sessions, std::span<const Reading> readings,
                           const DailyOptions& options) {
  IdentityOptions identity = options.identity;
  if (identity.zone.empty()) identity.zone = options.zone;
  for (Session& session : sessions) condense(session, options.profile);
  return daily_history_of(merge_same_sessions(std::move(sessions), identity), readings, options);
}

DailyHistory daily_history_of(const Merged& merged, std::span<const Reading> readings, const DailyOptions& options) {
  if (const std::string problem = athlete_problem(options.athlete); !problem.empty()) throw InputError(problem);
  DailyHistory result;
  result.load_unit = row_of(options.measure.measure).unit;
  result.notes = merged.notes;
  const std::vector<Measured> measured = measure_all(merged.sessions, options, result);
  if (measured.empty()) throw InputError(fmt::format("athlete \"{}\" has no session with a start", options.athlete));
  find_scale(measured, options, result);
  date_loads(measured, result);
  DailyMarkers markers = daily_markers(readings, options.zone);
  Date first = measured.front().date, last = measured.back().date;
  const Date earliest = first - kTestsAround;
  for (const auto& [name, values] : markers.values)
    last = std::max(last, values.empty() ? last : values.rbegin()->first);
  const Date latest = last + kTestsAround;
  for (const Date test : options.tests) {
    if (test >= earliest && test <= latest) first = std::min(first, test), last = std::max(last, test);
  }
  check_length(first, last);
  AthleteHistory& history = result.history;
  history.athlete = options.athlete;
  history.start = first;
  history.load.assign(static_cast<std::size_t>((last - first).count()) + 1, HistoryRow::kUnknown);
  fill_loads(result, options.missing_days_rest, history);
  const int before = fill_markers(markers, history);
  std::ranges::move(markers.notes, std::back_inserter(result.notes));
  if (before > 0)
    result.notes.push_back(fmt::format("{} marker value(s) before the first session are left out", before));
  note_days(options, result);
  return result;
}

}  // namespace formcast::intake
