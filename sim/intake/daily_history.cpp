#include "sim/intake/daily_history.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/history/csv_rows.hpp"
#include "sim/measures/condensed.hpp"
#include "sim/measures/measures_sampled.hpp"

namespace formcast::intake {
namespace {

/// A session with its date and what was measured of it.
struct Measured {
  Date date;
  std::string session;
  std::vector<SessionLoad> loads;  ///< (the history's measure, then those of `otherwise`)

  bool has(std::size_t measure) const { return loads[measure].why_not.empty(); }
  /// The first measure that it has, or their number.
  std::size_t first_known() const {
    std::size_t measure = 0;
    while (measure < loads.size() && !has(measure)) ++measure;
    return measure;
  }
};

std::vector<Measured> measure_all(const std::vector<Session>& sessions, const DailyOptions& options,
                                  DailyHistory& result) {
  std::vector<Measured> measured;
  for (const Session& session : sessions) {
    const std::optional<Date> date = date_of(session, options.zone);
    if (!date) {
      result.notes.push_back(tr("a session of {} has no start and is left out", name_of(session)));
      continue;
    }
    Measured m{*date, name_of(session), {}};
    m.loads.push_back(load_of(session, options.measure, options.profile));
    for (const MeasureChoice& other : options.otherwise) m.loads.push_back(load_of(session, other, options.profile));
    measured.push_back(std::move(m));
  }
  std::ranges::stable_sort(measured, {}, &Measured::date);  // travel can make later sessions earlier by date
  return measured;
}

/// "; power stress needs the athlete's threshold power", where that is why no session has it.
std::string what_is_needed(const std::vector<Measured>& measured, const DailyOptions& options) {
  for (const Measured& m : measured) {
    const std::string& why_not = m.loads.front().why_not;
    if (is_need(why_not)) return fmt::format("; {} {}", options.measure.name(), why_not);
  }
  return "";
}

/// The scale of a measure of `otherwise`. Throws InputError where sessions need it and too few have both.
ChainedMeasure chained(const std::vector<Measured>& measured, const DailyOptions& options, std::size_t measure) {
  ChainedMeasure link{options.otherwise[measure - 1], 0, {}};
  std::vector<double> wanted, other;
  for (const Measured& m : measured) {
    if (m.first_known() == measure) ++link.sessions;
    if (!m.has(0) || !m.has(measure)) continue;
    wanted.push_back(m.loads[0].value);
    other.push_back(m.loads[measure].value);
  }
  link.scale = scale_between(wanted, other);
  const int both = link.scale ? link.scale->sessions : static_cast<int>(wanted.size());
  const bool usable = both >= kFewestWithBoth && link.scale->factor > 0.0;
  if (link.sessions > 0 && !usable) {
    throw InputError(
        tr("{} cannot stand in for {}: {} session(s) have both, and {} are needed for a scale{}; "
           "leave it out of the measures",
           link.measure.name(), options.measure.name(), both, kFewestWithBoth, what_is_needed(measured, options)));
  }
  return link;
}

void find_scales(const std::vector<Measured>& measured, const DailyOptions& options, DailyHistory& result) {
  if (options.otherwise.empty()) return;
  const auto with_first = std::ranges::count_if(measured, [](const Measured& m) { return m.has(0); });
  result.chain.push_back({options.measure, static_cast<std::size_t>(with_first), {}});
  for (std::size_t i = 1; i <= options.otherwise.size(); ++i) {
    ChainedMeasure link = chained(measured, options, i);
    if (link.sessions > 0) {
      result.notes.push_back(
          tr("{} counts {:.3g} +- {:.2g} as {} in {} session(s) (from {} sessions with both; a session is off "
             "by {:.0f} %)",
             link.measure.name(), link.scale->factor, link.scale->factor_se, options.measure.name(), link.sessions,
             link.scale->sessions, 100.0 * link.scale->session_error));
    }
    result.chain.push_back(std::move(link));
  }
}

/// "2024-05-04 07:10 UTC in run.fit has no power (TRIMP: has no heart rate)".
std::string without_load(const Measured& m, const DailyOptions& options) {
  std::string text = fmt::format("{} {}", m.session, m.loads.front().why_not);
  for (std::size_t i = 1; i < m.loads.size(); ++i) {
    text += fmt::format(" ({}: {})", options.otherwise[i - 1].name(), m.loads[i].why_not);
  }
  return text;
}

void date_loads(const std::vector<Measured>& measured, const DailyOptions& options, DailyHistory& result) {
  for (const Measured& m : measured) {
    const std::size_t measure = m.first_known();
    DatedLoad load{m.date, kMissing, measure > 0 && measure < m.loads.size(), m.session};
    if (measure == m.loads.size()) {
      result.without_measure.push_back(without_load(m, options));
    } else {
      load.load = m.loads[measure].value * (load.scaled ? result.chain[measure].scale->factor : 1.0);
    }
    result.loads.push_back(std::move(load));
  }
}

void check_length(Date first, Date last) {
  if (last - first <= kLongestRecord) return;
  throw InputError(tr("the record runs from {} to {}, more than 20 years; is a device's clock wrong?",
                      digits_text(first), digits_text(last)));
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
    result.notes.push_back(tr("{} of {} days have no session; their loads are taken as {}", history.days_without_row,
                              history.days(), options.missing_days_rest ? tr("0, rest") : tr("unknown, not as rest")));
  }
  if (!result.without_measure.empty()) {
    result.notes.push_back(tr("{} session(s) have no {}; the loads of their days are unknown",
                              result.without_measure.size(), options.measure.name()));
  }
}

}  // namespace

std::optional<Date> date_of(const Session& session, const std::string& zone) {
  if (!(session.start >= 0.0 && session.start < kLatest)) return std::nullopt;
  // A local clock shows the athlete's date whatever the zone.
  return local_date_of(session.start, session.clock == Clock::kUniversal ? session.utc_offset : 0.0, zone);
}

DailyHistory daily_history(std::vector<Session> sessions, std::span<const Reading> readings,
                           const DailyOptions& options) {
  IdentityOptions identity = options.identity;
  if (identity.zone.empty()) identity.zone = options.zone;
  for (Session& session : sessions) condense(session, options.profile);
  return daily_history_of(merge_same_sessions(std::move(sessions), identity), readings, options);
}

std::vector<DatedSession> dated_sessions(std::span<const Session> sessions, const std::string& zone) {
  std::vector<DatedSession> dated;
  for (const Session& session : sessions) {
    if (const std::optional<Date> date = date_of(session, zone)) dated.push_back({*date, &session});
  }
  std::ranges::stable_sort(dated, {}, &DatedSession::date);
  return dated;
}

DailyHistory daily_history_of(const Merged& merged, std::span<const Reading> readings, const DailyOptions& options) {
  if (const std::string problem = athlete_problem(options.athlete); !problem.empty()) throw InputError(problem);
  DailyHistory result;
  result.load_unit = row_of(options.measure.measure).unit;
  result.notes = merged.notes;
  const std::vector<Measured> measured = measure_all(merged.sessions, options, result);
  if (measured.empty()) throw InputError(tr("athlete \"{}\" has no session with a start", options.athlete));
  find_scales(measured, options, result);
  date_loads(measured, options, result);
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
  if (before > 0) result.notes.push_back(tr("{} marker value(s) before the first session are left out", before));
  note_days(options, result);
  return result;
}

}  // namespace formcast::intake
