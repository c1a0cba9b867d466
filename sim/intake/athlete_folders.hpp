#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/intake/read_file.hpp"

namespace formcast::intake {

/// Athletes by their folders: the folders and archives in one that is given, as "squad/kim/ride.fit" and
/// "squad/kim.zip" are of "kim"; of several that are given each folder and archive.
class AthleteFolders {
 public:
  struct Root {
    std::string prefix;   ///< of the names of files in it, "squad/"
    std::string athlete;  ///< of all in it; "": the next folder of the name
  };
  explicit AthleteFolders(std::vector<Root> roots) : roots_(std::move(roots)) {}

  /// Whose a file is, by its name (Intake); "" for one that lies in no such folder.
  std::string athlete_of(std::string_view name) const;

  /// Athletes whose folders hold sessions that name nobody. None where one folder has them all, or where folders are
  /// years or months: "2024".
  std::vector<std::string> seen_in(const std::vector<ReadFile>& files) const;

 private:
  std::vector<Root> roots_;
};

/// The prefix below which folders may be athletes', by the names of all files: the one folder or archive in which they
/// are, with the folder that was packed in an archive; "" where there are several.
std::string common_folder(const std::vector<ReadFile>& files);

}  // namespace formcast::intake
