#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/parallel.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/results/results.hpp"

namespace formcast {

/// How storing trajectories went.
struct StoreTiming {
  std::uint64_t bytes = 0;   ///< of trajectories, before they were compressed
  std::uint64_t stored = 0;  ///< of them in the file
  double seconds = 0.0;      ///< from the first to the last
  double waited = 0.0;       ///< of them, those in which nothing was computed because the file was not ready [s]
};

/// Lives the members of one plan over again and stores their trajectories: all threads compute and compress, while what
/// they did before is being written. Adds to `timing`. False when cancelled. Throws InputError when the file system
/// refuses.
bool store_members(const Ensemble& ensemble, const ResultsHeader& header, std::size_t athlete, std::size_t plan,
                   ResultsWriter& to, const Control& control, StoreTiming& timing);

/// The most memory that this takes for each thread [bytes].
std::size_t store_bytes(const ResultsHeader& header);

}  // namespace formcast
