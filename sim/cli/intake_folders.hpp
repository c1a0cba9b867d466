#pragma once

#include <string>
#include <vector>

#include "sim/intake/athlete_folders.hpp"

namespace formcast {

/// The name of a folder, or of a file without its endings: "kim" for "data/kim/" and "kim.fit.gz".
std::string name_of_input(const std::string& input);

/// Whose the files of inputs are: of one input the folders and archives in it are athletes', of several each of them.
intake::AthleteFolders athlete_folders(const std::vector<std::string>& inputs);

}  // namespace formcast
