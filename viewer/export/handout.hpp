#pragma once

#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

/// One plan for its athlete, to print, in words, as JSON: the race, a row of days for each calendar week with loads in
/// round numbers, tests, events and flights, and what trips ask of sleep and light. It has no forecast, and its dates
/// are the plan's: the same plan gives the same page on any day.
std::string handout_json(const Board& board, const Sheet& sheet, const std::string& athlete,
                         const std::string& load_unit, const std::string& performance_unit);

}  // namespace formcast
