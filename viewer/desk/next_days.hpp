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
  int more_days = 0;  ///< of the record
  Date start;         ///< of the plans
};

/// Plans and undo steps are as next_days() has them. Throws InputError where the plans cannot follow the record, which
/// ends earlier than the desk's or has other units.
ContinuedDesk with_record(const Session& left, const Twin& twin, const std::string& twin_json);

}  // namespace formcast
