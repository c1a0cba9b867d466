#include "sim/intake/athlete_folders.hpp"

#include <algorithm>

#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

constexpr std::string_view kZip = ".zip";

/// A folder's name, or an archive's without its ending.
std::string called(std::string_view name) {
  if (lower(name).ends_with(kZip)) name.remove_suffix(kZip.size());
  return std::string(name);
}

bool is_number(std::string_view name) {
  return std::ranges::all_of(name, [](char c) { return (c >= '0' && c <= '9') || c == '-'; });
}

/// `prefix` with the folder in which all files are below it, if there is one.
std::string longer(const std::vector<ReadFile>& files, std::string prefix) {
  if (files.empty() || !files.front().name.starts_with(prefix)) return prefix;
  const std::size_t slash = files.front().name.find('/', prefix.size());
  if (slash == std::string::npos) return prefix;
  const std::string folder = files.front().name.substr(0, slash + 1);
  const bool all = std::ranges::all_of(files, [&](const ReadFile& file) { return file.name.starts_with(folder); });
  return all ? folder : prefix;
}

}  // namespace

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

std::vector<std::string> AthleteFolders::seen_in(const std::vector<ReadFile>& files) const {
  std::vector<std::string> athletes;
  for (const ReadFile& file : files) {
    if (file.facts.sessions == 0 || file.facts.unnamed == 0) continue;
    const std::string athlete = athlete_of(file.name);
    if (!athlete.empty() && std::ranges::find(athletes, athlete) == athletes.end()) athletes.push_back(athlete);
  }
  if (athletes.size() < 2 || std::ranges::all_of(athletes, is_number)) return {};
  return athletes;
}

std::string common_folder(const std::vector<ReadFile>& files) {
  const std::string folder = longer(files, "");
  const bool archive = lower(folder).ends_with(".zip/");
  return archive ? longer(files, folder) : folder;
}

}  // namespace formcast::intake
