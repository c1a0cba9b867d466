#pragma once

#include <string>
#include <string_view>

#include "sim/exports/mapping.hpp"

namespace formcast::intake {

/// What a heading says.
struct HeadingGuess {
  Meaning meaning = Meaning::kLeaveOut;
  std::string name;     ///< of a marker
  std::string unit;     ///< as a mapping has it; of loads and tests as written
  std::string word;     ///< that told, as headings are compared; "" where none did
  bool unsure = false;  ///< the word is also used for something else ("name", "time")
};

/// The meaning of a heading by the words in it, the longest phrase first: "Schlafdauer (h)", "session_duration_min".
HeadingGuess guess_heading(std::string_view heading);

/// "FTP" of "FTP [W]".
std::string without_unit(std::string_view heading);

/// A name for a number made of its heading: "Player Load (AU)" is "player_load".
std::string name_of_heading(std::string_view heading);

}  // namespace formcast::intake
