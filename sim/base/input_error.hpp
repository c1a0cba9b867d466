#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace formcast {

/// A position in a file. Line and column count from 1; zero means not known.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// "file:line:column: message", leaving out what is not known.
std::string at(const Place& place, std::string_view message);

/// A file that cannot be read or written, or holds something that cannot be used. The command line prints
/// what() as it is and exits 3, so it names the place and what was expected.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  InputError(const Place& place, std::string_view message) : std::runtime_error(at(place, message)) {}
};

/// Another run is using the file: nothing was done, and a retry may succeed. The command line exits 75
/// (EX_TEMPFAIL of sysexits.h).
class NotNow : public InputError {
 public:
  using InputError::InputError;
};

/// The name nearest to `word` by edit distance, or "" when none is near enough to be a typo.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names);

/// The whole of a text file. Throws InputError when it is missing, unreadable, binary (contains a NUL byte)
/// or not valid UTF-8 (naming line and column). A UTF-8 byte order mark is dropped.
std::string read_text(const std::filesystem::path& path);

/// Writes `content` under a temporary name beside `path`, flushes it to disk, reads it back and renames it into place,
/// so that `path` holds either what it held before or all of `content`. A link is followed and stays. An existing
/// file keeps its permissions, a new one is private to its owner. Temporary files that killed runs left in the folder
/// are removed. Throws InputError.
void write_text(const std::filesystem::path& path, std::string_view content);

/// MurmurHash64A of seed 0 as 16 hex digits: tells whether an input is the one that was used; not cryptographic, no
/// protection against forgery. Eight bytes at a time, where FNV-1a takes half as long
/// for a twin as parsing it.
std::string digest(std::string_view content);

}  // namespace formcast
