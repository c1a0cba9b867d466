#include "sim/glob.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <system_error>

namespace formcast {
namespace {

namespace fs = std::filesystem;

bool has_wildcard(std::string_view text) { return text.find_first_of("*?") != std::string_view::npos; }

/// Bytes of the UTF-8 character that starts at `at`.
std::size_t character(std::string_view text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return end - at;
}

/// What lies below `base` under one part of a pattern.
std::vector<fs::path> step(const fs::path& base, const std::string& part) {
  if (!has_wildcard(part)) return {base / part};
  std::vector<fs::path> found;
  std::error_code error;
  fs::directory_iterator entry(base, error);
  for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
    if (matches_glob(entry->path().filename().string(), part)) found.push_back(entry->path());
  }
  return found;
}

}  // namespace

bool matches_glob(std::string_view name, std::string_view pattern) {
  if (name.starts_with('.') && !pattern.starts_with('.')) return false;
  // Greedy with one place to come back to, the last star: linear in practice, never exponential.
  std::size_t n = 0, p = 0, star = std::string_view::npos, resume = 0;
  while (n < name.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = n;
    } else if (p < pattern.size() && pattern[p] == '?') {
      n += character(name, n);
      ++p;
    } else if (p < pattern.size() && pattern[p] == name[n]) {
      ++n;
      ++p;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      n = ++resume;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

std::vector<fs::path> glob_files(const fs::path& folder, std::string_view pattern) {
  const fs::path written{pattern};
  std::vector<fs::path> found{written.is_absolute() ? written.root_path() : folder};
  for (const fs::path& part : written.relative_path()) {
    std::vector<fs::path> next;
    for (const fs::path& base : found) {
      for (fs::path& below : step(base, part.string())) next.push_back(std::move(below));
    }
    found = std::move(next);
  }
  std::error_code error;
  std::erase_if(found, [&](const fs::path& path) { return !fs::is_regular_file(path, error); });
  for (fs::path& path : found) path = path.lexically_normal();
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace formcast
