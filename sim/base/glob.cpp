#include "sim/base/glob.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "sim/base/input_error.hpp"

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

/// A search for the files that a pattern names, folder by folder and depth first; keeps only matches.
class Search {
 public:
  explicit Search(std::string_view pattern) : pattern_(pattern) {
    const fs::path relative = fs::path(pattern).relative_path();
    parts_.assign(relative.begin(), relative.end());
  }

  void below(const fs::path& base, std::size_t part) {
    std::error_code error;
    if (part == parts_.size()) {
      if (fs::is_regular_file(base, error)) found_.push_back(base.lexically_normal());
      return;
    }
    const std::string wanted = parts_[part].string();
    if (!has_wildcard(wanted)) return below(base / wanted, part + 1);
    fs::directory_iterator entry(base, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      look_at_one_more();
      if (!matches_glob(entry->path().filename().string(), wanted)) continue;
      // Without this every file in the middle of a pattern would be opened as a folder.
      std::error_code ignored;
      if (part + 1 == parts_.size() || entry->is_directory(ignored)) below(entry->path(), part + 1);
    }
  }

  std::vector<fs::path> found() && { return std::move(found_); }

 private:
  void look_at_one_more() {
    if (++looked_at_ <= kMostLookedAt) return;
    throw InputError(fmt::format("\"{}\" is too broad: more than {} files and folders to search; name the folder",
                                 pattern_, kMostLookedAt));
  }

  std::string pattern_;
  std::vector<fs::path> parts_;
  std::vector<fs::path> found_;
  std::size_t looked_at_ = 0;
};

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
  Search search(pattern);
  search.below(written.is_absolute() ? written.root_path() : folder, 0);
  std::vector<fs::path> found = std::move(search).found();
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace formcast
