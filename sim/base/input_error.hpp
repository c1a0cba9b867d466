#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

namespace formcast {

/// Where in a file something stands. Line and column count from 1; zero means not known.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::size_t column = 0;
};

/// "file:line:column: message", leaving out what is not known.
std::string at(const Place& place, std::string_view message);

/// A file that cannot be read or written, or says something that cannot be used. The command line prints
/// what() as it is and exits 3, so it names the place and what was expected.
class InputError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  InputError(const Place& place, std::string_view message) : std::runtime_error(at(place, message)) {}
};

/// What another run has in hand just now: nothing was done, and the same may be asked again in a while. The command
/// line exits 75, as sysexits.h has it.
class NotNow : public InputError {
 public:
  using InputError::InputError;
};

/// The name nearest to `word` by edit distance, or "" when none is near enough to be a slip of the pen.
std::string_view nearest_name(std::string_view word, std::span<const std::string_view> names);

/// The whole of a text file. Throws InputError when it is missing, unreadable, binary (holds a zero byte)
/// or not valid UTF-8 (naming line and column). A UTF-8 byte order mark is dropped.
std::string read_text(const std::filesystem::path& path);

/// Writes `content` under a temporary name beside `path`, flushes it to disk, reads it back and renames it into place,
/// so that `path` holds either what it held before or all of `content`. A link is followed and stays. A file that is
/// there keeps its permissions, a new one is its owner's alone. What killed runs left in the folder under temporary
/// names is cleared away. Throws InputError.
void write_text(const std::filesystem::path& path, std::string_view content);

/// MurmurHash64A of seed 0 as 16 hex digits: tells whether an input is the one that was used; no protection against
/// somebody who wants two files to look the same. Eight bytes at a time, where FNV-1a takes half as long
/// for a twin as parsing it.
std::string digest(std::string_view content);

}  // namespace formcast
