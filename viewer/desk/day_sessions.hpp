#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "viewer/desk/board.hpp"

namespace formcast {

/// A day's sessions with loads that add up to the day's: an edit of the load changes them in proportion.
std::vector<PlannedSession> sessions_on(const Sheet& sheet, int day);

/// "Intervals 60, Easy run 30".
std::string sessions_text(const std::vector<PlannedSession>& sessions);

/// An edit as in edits.hpp: the day's sessions, and their sum as its load; without sessions the load stays.
std::string set_sessions(const Board& board, Sheet& sheet, int day, std::vector<PlannedSession> sessions,
                         const std::string& unit);

/// Tests, illness and sessions of days that move: `place` gives a day's new place, or nothing where it is lost.
void move_marks(Sheet& sheet, const std::function<std::optional<int>(int)>& place);

}  // namespace formcast
