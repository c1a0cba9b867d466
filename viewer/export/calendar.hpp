#pragma once

#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

/// One plan as a calendar, iCalendar (RFC 5545): training, tests, illness and the day that matters as days, flights
/// from moment to moment in universal time; rest is no event. The same plan gives the same bytes: UIDs come from
/// athlete, plan and day, so that a plan that is edited and saved again takes the place of its former self, and
/// DTSTAMP, which the standard wants, is the plan's first day and not the hour it was saved in, as nothing here looks
/// at a clock.
std::string to_calendar(const Board& board, const Sheet& sheet, const std::string& athlete,
                        const std::string& load_unit, const std::string& performance_unit);

}  // namespace formcast
