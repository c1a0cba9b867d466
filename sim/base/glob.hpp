#pragma once

#include <cstddef>
#include <filesystem>
#include <string_view>
#include <vector>

namespace formcast {

/// Whether a name fits a pattern in which * matches any run of bytes and ? one UTF-8 character. A leading
/// dot must be written, as in a shell.
bool matches_glob(std::string_view name, std::string_view pattern);

inline constexpr std::size_t kMostLookedAt = 200'000;

/// The regular files that a pattern below `folder` names, sorted; * and ? work in folder names too. Empty
/// when there are none or a folder cannot be read. An absolute pattern ignores `folder`. Throws InputError for a
/// pattern under which more than kMostLookedAt names have to be looked at, usually a mistake.
std::vector<std::filesystem::path> glob_files(const std::filesystem::path& folder, std::string_view pattern);

}  // namespace formcast
