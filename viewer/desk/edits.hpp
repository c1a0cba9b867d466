#pragma once

#include <span>
#include <string>
#include <vector>

#include "viewer/desk/board.hpp"

namespace formcast {

double total_of(const Sheet& sheet, Board::Days span);
std::vector<double> loads_of(const Sheet& sheet, Board::Days span);
/// "Tue 3 May", "Mon 2 May to Sun 8 May".
std::string span_text(const Board& board, Board::Days span);

// Edits of one plan on the calendar. Days are the board's; a span is [first, last]. Each returns what it did in words
// ("Tue 3 May set to 420 AU"), for the undo list.

/// A day's load, never below 0.
std::string set_load(const Board& board, Sheet& sheet, int day, double load, const std::string& unit);
/// All days of a span in proportion, so that they add up to `total`; a span of rest is shared out evenly.
std::string scale_to(const Board& board, Sheet& sheet, Board::Days span, double total, const std::string& unit);
/// Swaps the loads and tests of two days.
std::string swap_days(const Board& board, Sheet& sheet, int from, int to);
std::string rest(const Board& board, Sheet& sheet, Board::Days span);
/// Illness: no load, and the days are marked. Marking ill days again unmarks them; they stay at rest.
std::string mark_ill(const Board& board, Sheet& sheet, Board::Days span);
/// The loads of a span, repeated `times` times from `from` on, as far as the board goes.
std::string paste(const Board& board, Sheet& sheet, std::span<const double> copied, int from, int times);
/// Everything from `from` on moves by `by` days; days it overwrites or pushes over the end are lost, gaps are rest.
std::string shift_by(const Board& board, Sheet& sheet, int from, int by);
/// Even steps week by week, from the load of the span's first week to `factor` times that in its last.
std::string ramp_to(const Board& board, Sheet& sheet, Board::Days span, double factor);
/// The week around `day` at `part` of its loads.
std::string recovery_week(const Board& board, Sheet& sheet, int day, double part);
/// The days before the target taper as docs/scenario.md describes, in place of the taper the plan had; days that
/// were set by hand in proportion.
std::string taper_to_target(const Board& board, Sheet& sheet, const Taper& taper);
std::string remove_taper(const Board& board, Sheet& sheet);
/// Adds or removes a test on a day.
std::string toggle_test(const Board& board, Sheet& sheet, int day);

}  // namespace formcast
