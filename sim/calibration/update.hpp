#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/drift.hpp"
#include "sim/inference/misfits.hpp"
#include "sim/twin/twin_record.hpp"

namespace formcast {

/// A record with new days joined on.
struct JoinedRecord {
  AthleteHistory record;
  int days_added = 0;           ///< after the last day of the old record, the gap included
  int gap = 0;                  ///< days between the old record and the new file; their loads are unknown
  bool gap_is_rest = false;     ///< they are rest after all, as HistoryOptions::missing_days_rest says
  int loads_filled = 0;         ///< unknown in the old record, known now
  int nights_filled = 0;        ///< likewise
  std::vector<int> new_tests;   ///< days of the tests that the old record did not have
  std::vector<Misfit> misfits;  ///< among what is new; lines are those of the new file

  bool anything_new() const { return days_added > 0 || loads_filled > 0 || nights_filled > 0 || !new_tests.empty(); }
};

/// Joins the days of a history read as one that continues a record. Of several athletes the twin's is taken; days the
/// twin knows may come again, and may give what was unknown. A load that nobody can have meant stays unknown
/// (without_absurd_loads), and is named among the misfits each time it comes. Throws InputError, naming `file`, for
/// another athlete or unit, for days before the record and for values that contradict it.
JoinedRecord join(const Twin& twin, const History& news, const std::string& file);

/// A twin that has learned from new days, and how they compare with what it expected.
struct Update {
  JoinedRecord joined;
  Twin twin;                            ///< the old one where nothing is new
  std::optional<Twin> without_misfits;  ///< the new one had it not seen the misfits that it believed; if there are any
  std::vector<ForeseenTest> new_tests;  ///< those at home, ascending by day
  int new_road_tests = 0;               ///< set apart
  bool new_trips = false;               ///< other trips are told than the old twin knew of
  Drift drift;                          ///< not judged where nothing is new

  bool anything_new() const { return joined.anything_new() || new_trips; }
};

/// A trips file in place of the twin's, and what messages call it.
struct NewTrips {
  TripsText file;
  std::string named;
};

/// Calibrates the joined record just as `calibrate` would, so that a twin updated every day is the twin calibrated from
/// everything at once, but for the names of its sources. Without new trips the twin's own are learned from again.
/// Throws as join() and told_trips() do, and where none of the new trips is about the athlete. Nothing when `control`
/// was cancelled.
std::optional<Update> update(const Twin& twin, const History& news, const std::string& file,
                             const std::optional<NewTrips>& trips = {}, const Control& control = {});

}  // namespace formcast
