#pragma once

#include <cstddef>
#include <optional>

#include "sim/base/language.hpp"
#include "sim/twin/twin.hpp"
#include "viewer/desk/board.hpp"
#include "viewer/desk/race.hpp"

namespace formcast {

/// What the edit of plan_on() begins with, translated.
inline constexpr const char* kPlannedOn = marked("planned on from ");

/// Done over planned loads of the last four weeks of the record, of days since the plan was laid on last; days for
/// which nothing was planned count as planned as they were done. Nothing where nothing was planned.
std::optional<double> share_done(const Board& board, const Sheet& sheet, const Twin& twin);

/// A plan laid on from today, the board's first day, after days that were done otherwise than planned. Its blocks begin
/// at the share of their loads that was done, half of them at least, and rise evenly, week by week, to what was planned
/// by the race, no week more than 10 % (or the plan's own ramp) above the one before. After more than was planned they
/// begin higher, as far as that leaves no later week lower than the one before it and none above the plan's. Recovery
/// weeks, taper, race, tests, trips and days set by hand stay. The edit's name says what has changed; nothing where
/// nothing would.
std::optional<NamedBoard> plan_on(const Board& board, std::size_t sheet, const Twin& twin);

}  // namespace formcast
