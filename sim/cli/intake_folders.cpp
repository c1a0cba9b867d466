#include "sim/cli/intake_folders.hpp"

#include <filesystem>
#include <optional>
#include <utility>

#include "sim/cli/intake_files.hpp"
#include "sim/devices/archive.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// "squad/" where a zip holds one folder in which all its files are, as a folder that was packed does; "" otherwise.
std::string only_folder(const std::string& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return "";
  std::optional<std::string> folder;
  for (const std::string& name : names_in_zip(file)) {
    const std::size_t slash = name.find('/');
    if (name.starts_with("__MACOSX/")) continue;
    std::string first = slash == std::string::npos ? "" : name.substr(0, slash + 1);
    if (folder && *folder != first) return "";
    folder = std::move(first);
  }
  return folder.value_or("");
}

}  // namespace

std::string name_of_input(const std::string& input) {
  std::error_code error;
  const fs::path given = fs::weakly_canonical(input, error);
  const fs::path name = given.has_filename() ? given.filename() : given.parent_path().filename();
  if (fs::is_directory(given, error)) return name.string();
  return (name.extension() == ".gz" ? name.stem().stem() : name.stem()).string();
}

intake::AthleteFolders athlete_folders(const std::vector<std::string>& inputs) {
  std::vector<intake::AthleteFolders::Root> roots;
  for (const std::string& input : inputs) {
    std::string prefix = (fs::path(input) / "").string();
    if (inputs.size() == 1) {
      prefix += only_folder(input);
      roots.push_back({std::move(prefix), ""});
      continue;
    }
    roots.push_back({std::move(prefix), name_of_input(input)});
  }
  return intake::AthleteFolders(std::move(roots));
}

}  // namespace formcast
