#pragma once

#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

/// One plan for a spreadsheet: a row a day, columns `date,load [unit],test,illness,event`, named as in a history. Loads
/// have all their digits. Begins with a byte order mark where a unit or a zone needs one.
std::string to_csv(const Board& board, const Sheet& sheet, const std::string& load_unit);

/// The stem of a file name for `title`: its letters, digits and hyphens, "plans" where it has none.
std::string file_stem(const std::string& title);

}  // namespace formcast
