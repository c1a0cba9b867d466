#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "sim/results/results.hpp"

namespace formcast {

struct Copied {
  bool interrupted = false;             ///< then not everything was copied
  std::int64_t non_finite_members = 0;  ///< left out of the results
};

/// Copies the athletes of `part` from the files of the same run that hold them: (athletes). One athlete under one plan
/// is in memory at a time. Throws InputError where a file cannot be read or written.
Copied copy_athletes(const std::vector<std::filesystem::path>& files, const Part& part, ResultsWriter& to,
                     const std::atomic<bool>* cancelled);

struct MergeSummary {
  bool interrupted = false;  ///< then nothing was written
  std::size_t athletes = 0;
};

/// Merges the shards of a run, given in any order, into the file that one machine would have written, byte for byte.
/// Throws InputError naming shards that are missing, given twice, unfinished or of another run, and then writes
/// nothing.
MergeSummary merge_shards(const std::vector<std::filesystem::path>& shards, const std::filesystem::path& output,
                          const std::atomic<bool>* cancelled);

}  // namespace formcast
