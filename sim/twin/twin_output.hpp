#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>

#include "sim/history/history.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// The digest of the twin file at `path`; empty where there is none.
std::string twin_digest(const std::filesystem::path& path);

/// Writes a twin in place of the one whose digest is `before`, while the caller holds its FileLock. Its text is parsed
/// before it takes a name: what would not be read again is not written, and so no number that is none. Throws NotNow
/// when another file stands there by now, InputError when it cannot be written.
void write_twin(const std::filesystem::path& path, const Twin& twin, const std::string& before);

/// Writes the twins of a squad, each to a file of its own: where a disk takes two names for the same, the second
/// athlete's twin is refused with an InputError in place of overwriting the first one's.
class TwinWriter {
 public:
  void write(const std::filesystem::path& path, const Twin& twin, const std::string& before);

 private:
  std::map<std::pair<dev_t, ino_t>, std::string> written_;  ///< files and their athletes
};

/// What updates have taught the twin at `path` and a calibration from `athlete`'s record in `file` would not know, in
/// words; empty when that is nothing, or no twin that can be read stands there.
std::string lost_updates(const std::filesystem::path& path, const AthleteHistory& athlete, const std::string& file);

}  // namespace formcast
