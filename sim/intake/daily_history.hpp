#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/intake/daily_history_markers.hpp"
#include "sim/measures/measures.hpp"
#include "sim/measures/session_identity.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// How far from an athlete's sessions a test still makes the record longer, as one before training begins does.
inline constexpr date::days kTestsAround{28};

struct DailyOptions {
  std::string athlete;
  MeasureChoice measure;                   ///< of load, the only one of the history
  std::optional<MeasureChoice> otherwise;  ///< for sessions without it, scaled on sessions that have both
  int fewest_with_both = 10;               ///< sessions, below which there is no scale
  AthleteProfile profile;
  std::string zone;                ///< IANA zone of records without an offset from universal time
  bool missing_days_rest = false;  ///< a day without a session is rest, not a missing load (HistoryOptions)
  IdentityOptions identity;
  std::vector<Date> tests = {};  ///< days of tests, to which the record reaches (kTestsAround)
};

/// How one measure is expressed in another's unit.
struct MeasureScale {
  double factor = kMissing;         ///< of the second measure's values
  double factor_se = kMissing;      ///< standard error
  double session_error = kMissing;  ///< SD of a session's scaled value about its true one, as a share of their mean
  int sessions = 0;                 ///< that have both
};

/// The ratio of sums of `wanted` and `other`, so that the sessions it comes from keep their total load, with the
/// standard error of a ratio estimator (Cochran 1977, Sampling Techniques, ch. 6). One value a session each. Nothing
/// with fewer than two sessions or where `other` adds up to 0. It holds for sessions like those that have both: a scale
/// from rides says little of runs.
std::optional<MeasureScale> scale_between(std::span<const double> wanted, std::span<const double> other);

/// A session's place in the history.
struct DatedLoad {
  Date date;
  double load = kMissing;  ///< [the measure's unit]
  bool scaled = false;     ///< from the measure of `otherwise`
  std::string session;     ///< (name_of)
};

struct DailyHistory {
  AthleteHistory history;  ///< without tests: no session is one by itself (add_tests)
  std::string load_unit;
  std::vector<DatedLoad> loads;              ///< by date, then start
  std::vector<std::string> without_measure;  ///< "2024-05-04 07:10 UTC in run.fit has no power"; such a day has no load
  std::optional<MeasureScale> scale;         ///< where `otherwise` was used or could have been
  std::vector<std::string> notes;
};

/// One athlete's days from sessions and readings.
/// Records are measured with `profile` (condense), and each session counts once (session_identity.hpp), on the date
/// that its start has for the athlete: the file's own where it keeps local time, else by its offset from universal
/// time, else by `zone`. Loads of a date add up; a date with a session that has no value is a missing load, since a
/// part of a day's load is not the day's. The record runs from the first session to the last session or reading, and to
/// tests around them; earlier readings are left out. Markers as in daily_history_markers.hpp. Throws InputError when
/// there is no session with a start, when a record has neither an offset nor a zone, for a zone not known, for an
/// athlete's name that cannot name a file, and when the record would be longer than `kLongestRecord`.
DailyHistory daily_history(std::vector<Session> sessions, std::span<const Reading> readings,
                           const DailyOptions& options);

/// The same from sessions that are each once already (merge_same_sessions): merging again could join more.
DailyHistory daily_history_of(const Merged& merged, std::span<const Reading> readings, const DailyOptions& options);

}  // namespace formcast::intake
