#pragma once

#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

/// One plan as a calendar, iCalendar (RFC 5545): training, tests, illness and the race as days, flights and the sleep
/// and light around them with times in UTC; rest is no event. The same plan gives the same bytes: UIDs come from
/// athlete, plan and day, so that a plan that is edited and saved again replaces its former version, and DTSTAMP, which
/// the standard requires, is the plan's first day and not the time of saving.
std::string to_calendar(const Board& board, const Sheet& sheet, const std::string& athlete,
                        const std::string& load_unit, const std::string& performance_unit);

}  // namespace formcast
