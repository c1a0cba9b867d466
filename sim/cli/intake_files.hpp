#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "sim/cli/intake_state.hpp"
#include "sim/intake/intake.hpp"

namespace formcast {

struct PathReading {
  const std::atomic<bool>* cancelled = nullptr;                         ///< ends the reading early
  std::function<void(std::size_t done, std::size_t total)> progress{};  ///< [bytes]
  IntakeState* state = nullptr;  ///< of files that need not be read again, and which keeps what is read
};

/// Adds files, folders and archives to `intake`. Of a folder all files in order of their names, without hidden ones;
/// links in it are named and not followed. Each file once, however often it is given, and one at a time; archives entry
/// by entry. A file of more than intake::kLargestFile bytes is refused, unless it is an archive or read in pieces
/// (Intake::add). Never throws for what the files hold: one that cannot be read is in `intake.files()` with
/// `trouble`.
void read_paths(const std::vector<std::string>& paths, const PathReading& reading, intake::Intake& intake);

/// The names in a zip; none for what is no zip.
std::vector<std::string> names_in_zip(const std::string& file);

}  // namespace formcast
