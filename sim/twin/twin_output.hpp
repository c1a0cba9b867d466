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
/// first, so that no twin is written that cannot be read back, such as one with a NaN. Throws NotNow when the file
/// there has changed, InputError when it cannot be written.
void write_twin(const std::filesystem::path& path, const Twin& twin, const std::string& before);

/// Writes the twins of a squad, each to a file of its own: where a disk takes two names for the same, the second twin
/// is refused with an InputError instead of overwriting the first.
class TwinWriter {
 public:
  void write(const std::filesystem::path& path, const Twin& twin, const std::string& before);

 private:
  std::map<std::pair<dev_t, ino_t>, std::string> written_;  ///< files and their athletes
};

/// Describes what the twin at `path` learned from updates and `athlete`'s record in `file` lacks; empty when that is
/// nothing, or `path` holds no readable twin.
std::string lost_updates(const std::filesystem::path& path, const AthleteHistory& athlete, const std::string& file);

}  // namespace formcast
