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
  int gap = 0;                  ///< days between the old record and the new file; their loads are missing
  bool gap_is_rest = false;     ///< they are rest instead, by HistoryOptions::missing_days_rest
  int loads_filled = 0;         ///< missing in the old record, known now
  int sleep_filled = 0;         ///< likewise
  std::vector<int> new_tests;   ///< days of the tests that the old record did not have
  int new_bounds = 0;           ///< lower bounds likewise
  std::vector<Misfit> misfits;  ///< among what is new; lines are those of the new file

  bool anything_new() const {
    return days_added > 0 || loads_filled > 0 || sleep_filled > 0 || !new_tests.empty() || new_bounds > 0;
  }
};

/// Joins the days of a history read as one that continues a record. Of several athletes the twin's is taken; days
/// the twin has may come again, and may fill what was missing. An implausible load stays missing
/// (without_implausible_loads), and is named among the misfits each time it comes. Derived tests and bounds of a day
/// the twin has join by the rules of one file (sim/history/performances.hpp). Throws InputError, naming `file`, for
/// another athlete, unit or kind of test, for days before the record and for values that contradict it.
JoinedRecord join(const Twin& twin, const History& news, const std::string& file);

/// "3 days between the twin's record and the new file are missing; ...", where there is such a gap.
std::string gap_text(const JoinedRecord& joined);

/// A twin updated with new days, and how they compare with its forecasts.
struct Update {
  JoinedRecord joined;
  Twin twin;                             ///< the old one if nothing is new
  std::optional<Twin> without_misfits;   ///< the new one without the misfits it used, if there are any
  std::vector<PredictedTest> tests;      ///< all at home, each as forecast from the days before it, ascending by day
  std::vector<PredictedTest> new_tests;  ///< those of them that are new
  int new_travel_tests = 0;              ///< set aside
  bool new_trips = false;                ///< the trips differ from the old twin's
  Drift drift;                           ///< not judged if nothing is new

  bool anything_new() const { return joined.anything_new() || new_trips; }
};

/// A trips file in place of the twin's, and what messages call it.
struct NewTripsFile {
  TripsFile file;
  std::string named;
};

/// Calibrates the joined record just as `calibrate` would, so that a twin updated every day is the twin calibrated from
/// everything at once, but for the names of its sources. Without new trips the twin's own are used again. Throws as
/// join() and calibration_trips() do, and if none of the new trips is for the athlete. Nothing when `control` was
/// cancelled.
std::optional<Update> update(const Twin& twin, const History& news, const std::string& file,
                             const std::optional<NewTripsFile>& trips = {}, const Control& control = {});

}  // namespace formcast
