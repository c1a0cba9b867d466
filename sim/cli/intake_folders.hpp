#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/intake/read_file.hpp"

namespace formcast {

/// The name of a folder, or of a file without its endings: "kim" for "data/kim/" and "kim.fit.gz".
std::string name_of_input(const std::string& input);

/// Athletes by their folders: of one input its folders and the archives in it, as "squad/kim/ride.fit" and
/// "squad/kim.zip" are of "kim"; of several inputs each folder and archive.
class AthleteFolders {
 public:
  explicit AthleteFolders(const std::vector<std::string>& inputs);

  /// Whose a file is, by its name (Intake); "" for one that lies in no such folder.
  std::string athlete_of(std::string_view name) const;

  /// Athletes whose folders hold sessions that name nobody. None where one folder has them all, or where folders are
  /// years or months: "2024".
  std::vector<std::string> seen_in(const std::vector<intake::ReadFile>& files) const;

 private:
  struct Root {
    std::string prefix;   ///< of the names of files in it, "squad/"
    std::string athlete;  ///< of all in it; "": the next folder of the name
  };
  std::vector<Root> roots_;
};

}  // namespace formcast
