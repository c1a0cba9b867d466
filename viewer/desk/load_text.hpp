#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "viewer/desk/board.hpp"

namespace formcast {

/// A load as it is typed, with a decimal point or comma; nothing for what is not a number from 0 to 1e9.
std::optional<double> parse_load(std::string_view text);

/// Loads of a span for a spreadsheet: days side by side, a calendar week a line.
std::string loads_text(const Board& board, const Sheet& sheet, Board::Days span);

/// Cells of a spreadsheet as loads of days one after another, line by line: numbers with a decimal point or comma; an
/// empty cell, "rest" or "-" is rest. Empty cells before the first number and after the last are no days. Throws
/// InputError naming the cell that is no load.
std::vector<double> loads_from_text(std::string_view text);

}  // namespace formcast
