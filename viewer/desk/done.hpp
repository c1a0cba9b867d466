#pragma once

#include <optional>
#include <span>
#include <string>

#include "viewer/desk/board.hpp"
#include "viewer/desk/new_days.hpp"

namespace formcast {

// Days that are done beside what was planned for them. Loads of the record as in load_on().

/// What was planned for a day of the record [load unit]; not a number where nothing was.
double planned_on(const Sheet& sheet, int day);

/// Done and planned loads of the same days [load unit].
struct DoneLoads {
  double done = 0.0, planned = 0.0;
  int days = 0;  ///< of them, for which something was planned
};

/// Of the days [first, last]. A day for which nothing was planned counts as planned as it was done, one that is still
/// to come as done as it is planned; days of neither are left out.
DoneLoads done_loads(const Sheet& sheet, std::span<const double> past, int past_first, Board::Days span);

/// "planned 85 AU, done 60 AU".
std::string done_text(double planned, double done, const std::string& unit);
/// Of the record's new days for which the sheet of the board had planned something: "410 of 450 AU planned were done";
/// "" where there are none.
std::string new_days_done(const Board& board, std::size_t sheet, const Twin& twin, const NewDays& news);
/// "410 of 450 AU".
std::string done_text(const DoneLoads& loads, const std::string& unit);

}  // namespace formcast
