#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "viewer/desk/board.hpp"

namespace formcast {

/// One plan for a spreadsheet: a row a day, columns `date,load [unit],test,illness,event`, named as in a history. Loads
/// have all their digits. Begins with a byte order mark where a unit or a zone needs one.
std::string to_csv(const Board& board, const Sheet& sheet, const std::string& load_unit);

/// The stem of a file name for `title`: its letters, digits and hyphens, "plans" where it has none.
std::string file_stem(const std::string& title);

/// Whether a text is such a table, perhaps changed by a spreadsheet: its first row has the columns `date`, `load`,
/// `test` and `illness`, and none of performances, which a history has.
bool is_plan_csv(std::string_view text);

/// A plan that came back from a table.
struct PlanFromCsv {
  Board board;                     ///< with the new plan, its last
  std::string name;                ///< of the edit
  std::vector<std::string> notes;  ///< what was left out, in words
};

/// The board with the plan of a table as a new one, beside the plan that it came from or, where that is not known by
/// the name of the file, plan number `sheet`: of that plan it has the trips, and the days that the table has not.
/// Loads, tests and illness are the table's; an empty load, "rest" and "-" are rest. Rows before or after the board's
/// days, days that come twice and what is no load are left out and said. Dates may be as a spreadsheet has them in its
/// own way. Throws InputError for a table in another unit, or without any day of the board.
PlanFromCsv with_csv(const Board& board, std::size_t sheet, const std::string& text, const std::string& file,
                     const std::string& load_unit);

}  // namespace formcast
