#pragma once

#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

// Edits of whole weeks and spans of one plan, as in edits.hpp. The target day keeps its load: its race does not move
// with the training around it.

/// Repeats a span's loads `times` times in the days after it, as far as the board goes.
std::string repeat_span(const Board& board, Sheet& sheet, Board::Days span, int times);
/// No load, no tests, no illness.
std::string clear(const Board& board, Sheet& sheet, Board::Days span);
/// Removes the days: later ones move up, and the end is rest.
std::string take_out(const Board& board, Sheet& sheet, Board::Days span);
/// Whole weeks by so many weeks, as far as the board goes; those between make room. Trips stay on their dates.
std::string move_weeks(const Board& board, Sheet& sheet, Board::Days span, int weeks);
/// As many weeks as move_weeks would move them; 0 for a span that is not of whole weeks.
int possible_move(const Board& board, Board::Days span, int weeks);

}  // namespace formcast
