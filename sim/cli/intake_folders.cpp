#include "sim/cli/intake_folders.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>

#include "sim/cli/intake_files.hpp"
#include "sim/devices/archive.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// A folder's name, or an archive's without its ending.
std::string called(std::string_view name) {
  constexpr std::string_view kZip = ".zip";
  if (intake::lower(name).ends_with(kZip)) name.remove_suffix(kZip.size());
  return std::string(name);
}

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

bool is_number(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

}  // namespace

std::string name_of_input(const std::string& input) {
  std::error_code error;
  const fs::path given = fs::weakly_canonical(input, error);
  const fs::path name = given.has_filename() ? given.filename() : given.parent_path().filename();
  if (fs::is_directory(given, error)) return name.string();
  return (name.extension() == ".gz" ? name.stem().stem() : name.stem()).string();
}

AthleteFolders::AthleteFolders(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    std::string prefix = (fs::path(input) / "").string();
    if (inputs.size() == 1) {
      prefix += only_folder(input);
      roots_.push_back({std::move(prefix), ""});
      continue;
    }
    roots_.push_back({std::move(prefix), name_of_input(input)});
  }
}

std::string AthleteFolders::athlete_of(std::string_view name) const {
  for (const Root& root : roots_) {
    if (!name.starts_with(root.prefix)) continue;
    if (!root.athlete.empty()) return root.athlete;
    const std::string_view inside = name.substr(root.prefix.size());
    const std::size_t slash = inside.find('/');
    return slash == std::string_view::npos ? "" : called(inside.substr(0, slash));
  }
  return "";
}

std::vector<std::string> AthleteFolders::seen_in(const std::vector<intake::ReadFile>& files) const {
  std::vector<std::string> athletes;
  for (const intake::ReadFile& file : files) {
    if (file.facts.sessions == 0 || file.facts.unnamed == 0) continue;
    const std::string athlete = athlete_of(file.name);
    if (!athlete.empty() && std::ranges::find(athletes, athlete) == athletes.end()) athletes.push_back(athlete);
  }
  if (athletes.size() < 2 || std::ranges::all_of(athletes, is_number)) return {};
  return athletes;
}

}  // namespace formcast
