#pragma once

#include <string>
#include <vector>

#include "viewer/desk/board.hpp"

namespace formcast {

/// A stretch of a plan, as it is called on the calendar.
struct Phase {
  enum class Kind { kBlock, kRecovery, kTaper, kRace };
  Kind kind = Kind::kBlock;
  Board::Days days;
  std::string name;    ///< "Block", "Recovery"
  std::string detail;  ///< "4 weeks at 125 %", "60 %", "14 days to 40 %"
};

/// The structure of a plan up to its race, ascending: loading weeks between recovery weeks, the taper in place of what
/// it covers, race day. Where most days were set by hand there are no blocks.
std::vector<Phase> phases_of(const Board& board, const Sheet& sheet);

/// The phase of a calendar week that begins on day `monday`: that of its Thursday, or of the planned day nearest to it.
/// -1 where there is none.
int phase_of_week(const Board& board, const std::vector<Phase>& phases, int monday);

}  // namespace formcast
