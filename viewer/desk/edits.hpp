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

// What a hand on the calendar does to one plan. Days are the board's; a span is [first, last]. Each returns what it did
// as a person would say it ("Tue 3 May set to 420 AU"), for the list of what can be undone.

/// A day's load, never below 0.
std::string set_load(const Board& board, Sheet& sheet, int day, double load, const std::string& unit);
/// All days of a span in proportion, so that they add up to `total`; a span of rest is shared out evenly.
std::string scale_to(const Board& board, Sheet& sheet, Board::Days span, double total, const std::string& unit);
/// A day's load and tests to another day, whose own come in its place.
std::string swap_days(const Board& board, Sheet& sheet, int from, int to);
std::string rest(const Board& board, Sheet& sheet, Board::Days span);
/// Illness: no load, and the days are marked. Ill days that are marked again are well again, and at rest.
std::string mark_ill(const Board& board, Sheet& sheet, Board::Days span);
/// Loads from a span, over and over from `from` on, `times` times, as far as the board goes.
std::string paste(const Board& board, Sheet& sheet, std::span<const double> copied, int from, int times);
/// Everything from `from` on moves by `by` days; what it is moved onto or over the end is lost, what is left empty is
/// rest.
std::string shift_by(const Board& board, Sheet& sheet, int from, int by);
/// Week by week in even steps, from what the span's first week carries to `factor` times that in its last.
std::string ramp_to(const Board& board, Sheet& sheet, Board::Days span, double factor);
/// The week around `day` at `part` of its loads.
std::string recovery_week(const Board& board, Sheet& sheet, int day, double part);
/// The days before the target taper as docs/scenario.md describes.
std::string taper_to_target(const Board& board, Sheet& sheet, const Taper& taper);
/// A test on a day, or no longer one.
std::string toggle_test(const Board& board, Sheet& sheet, int day);

}  // namespace formcast
