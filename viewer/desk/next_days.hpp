#pragma once

#include <string>

#include "sim/twin/twin.hpp"
#include "viewer/desk/session.hpp"

namespace formcast {

/// The plans of days that are still to come once the athlete's record has grown: loads, tests, events and illness keep
/// their dates; days that are in the record are left out, and what was planned for them is kept beside
/// (Sheet::planned). Throws InputError where nothing is left to plan: the target day is in the record.
Board next_days(const Board& board, const Twin& twin);

/// A desk with a later record of its athlete.
struct ContinuedDesk {
  Session session;
  Date start;  ///< of the plans
};

/// Plans and undo steps are as next_days() has them; an athlete without plans has none. `forecasts`: of the new
/// record's last tests, where they are known. Throws InputError where the plans cannot follow the record, which ends
/// earlier than the desk's or has other units.
ContinuedDesk with_record(const Session& left, const Twin& twin, const std::string& twin_json,
                          std::vector<PredictedTest> forecasts = {});

/// What has come, in a line: "7 more days in the record; the plans go on from Fri 29 Apr 2016. 410 of 450 AU planned
/// were done. ..."
/// "" where nothing has.
std::string continued_text(const ContinuedDesk& next, const Twin& twin);

}  // namespace formcast
