#pragma once

#include <optional>

#include "viewer/desk/board.hpp"

namespace formcast {

/// A sheet as a plan whose daily_loads() are its loads, bit for bit: its structure, and an override for every day that
/// was set by hand. Where those would be more than half of all days, the structure is calendar weeks in its place, of
/// which the last goes on; the taper stays.
Plan plan_of(const Board& board, const Sheet& sheet);

/// The same for an edit that makes loads of it again: days that the structure misses by the last digit alone, as a
/// taper of calendar weeks may, are not set by hand.
Plan structure_of(const Board& board, const Sheet& sheet);

/// Makes the sheet this plan: structure, loads and tests. The plan's name and trips are not used; what it sets outside
/// the board's days is left out.
void put_plan(const Board& board, Sheet& sheet, const Plan& plan);

/// The plan's loads on the board [load unit], (days).
std::vector<double> loads_of(const Board& board, const Plan& plan);

/// Whether the plan is one week from beginning to end, so that it does not matter when it begins.
bool is_steady(const Plan& plan);

/// The day of a date on the board; nothing for one outside.
std::optional<int> day_of(const Board& board, Date date);

}  // namespace formcast
