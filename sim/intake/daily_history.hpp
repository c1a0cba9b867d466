#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/intake/daily_history_markers.hpp"
#include "sim/measures/measure_scale.hpp"
#include "sim/measures/measures.hpp"
#include "sim/measures/performance.hpp"
#include "sim/measures/session_identity.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// How far from an athlete's sessions a test still makes the record longer, as one before training begins does.
inline constexpr date::days kTestsAround{28};

struct DailyOptions {
  std::string athlete;
  MeasureChoice measure;  ///< of load, whose unit the history has
  /// For sessions without it the first of these that they have, scaled to it on sessions that have both.
  std::vector<MeasureChoice> otherwise;
  AthleteProfile profile;
  std::string zone;                ///< IANA zone of records without an offset from universal time
  bool missing_days_rest = false;  ///< a day without a session is rest, not a missing load (HistoryOptions)
  IdentityOptions identity;
  std::vector<Date> tests = {};  ///< days of tests, to which the record reaches (kTestsAround)
};

/// Sessions with both measures, below which there is no scale between them.
inline constexpr int kFewestWithBoth = 5;

/// What a measure gave to a history of several.
struct ChainedMeasure {
  MeasureChoice measure;
  std::size_t sessions = 0;           ///< that have their load from it
  std::optional<MeasureScale> scale;  ///< to the history's measure; nothing for that one itself
};

/// The athlete's date of a session; nothing where it has no start. Throws InputError as local_date_of.
std::optional<Date> date_of(const Session& session, const std::string& zone);

/// A session's place in the history.
struct DatedLoad {
  Date date;
  double load = kMissing;  ///< [the measure's unit]
  bool scaled = false;     ///< from the measure of `otherwise`
  std::string session;     ///< (name_of)
};

/// A day's performance that a history says more of than its number.
struct PerformanceDay {
  int day = 0;  ///< since the history's start
  double value = 0.0, sd = kMissing;
  bool lower_bound = false;
  bool tested = false;  ///< sd is then known only where the file said it
};

/// Performance that sessions tell (daily_performance.hpp).
struct DailyPerformance {
  Performance kind = Performance::kBestPower5min;
  std::string of;                    ///< the exercise, or the kind of jump; "" of other kinds
  std::vector<PerformanceDay> days;  ///< ascending, at most one a day; the history's tests but for bounds, and these
  std::size_t outside = 0;           ///< tests and jumps before or after the record, left out
  PerformanceFindings found;         ///< also those in whose place a test counts
};

struct DailyHistory {
  AthleteHistory history;  ///< without tests: no session is one by itself (add_tests)
  std::string load_unit;
  std::vector<DatedLoad> loads;              ///< by date, then start
  std::vector<std::string> without_measure;  ///< "2024-05-04 07:10 UTC in run.fit has no power"; such a day has no load
  std::vector<ChainedMeasure> chain;         ///< the measures in their order, where there are several
  std::optional<DailyPerformance> performance;  ///< where it is not of tests alone
  std::vector<std::string> notes;
};

/// One athlete's days from sessions and readings.
/// Records are measured with `profile` (condense), and each session counts once (session_identity.hpp), on the date
/// that its start has for the athlete: the file's own where it keeps local time, else by its offset from universal
/// time, else by `zone`. Loads of a date add up; a date with a session that has no value is a missing load, since a
/// part of a day's load is not the day's. The record runs from the first session to the last session or reading, and to
/// tests around them; earlier readings are left out. Markers as in daily_history_markers.hpp. Throws InputError when
/// there is no session with a start, when a record has neither an offset nor a zone, for a zone not known, for an
/// athlete's name that cannot name a file, when the record would be longer than `kLongestRecord`, and where a session
/// needs a measure of `otherwise` that fewer than kFewestWithBoth sessions have beside the first.
DailyHistory daily_history(std::vector<Session> sessions, std::span<const Reading> readings,
                           const DailyOptions& options);

/// Sessions on the athlete's dates, ascending; those without a start are left out. Throws InputError where a record has
/// neither an offset nor a zone.
std::vector<DatedSession> dated_sessions(std::span<const Session> sessions, const std::string& zone);

/// The same from sessions that are each once already (merge_same_sessions): merging again could join more.
DailyHistory daily_history_of(const Merged& merged, std::span<const Reading> readings, const DailyOptions& options);

}  // namespace formcast::intake
