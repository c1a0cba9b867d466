#pragma once

#include <cstddef>
#include <cstdint>

#include "engine/parallel.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/results/results.hpp"

namespace formcast {

/// Statistics of storing trajectories.
struct StoreTiming {
  std::uint64_t bytes = 0;   ///< of trajectories, before they were compressed
  std::uint64_t stored = 0;  ///< of them in the file, compressed
  double seconds = 0.0;      ///< from the first to the last
  double waited = 0.0;       ///< of them idle, as the file was not ready [s]
};

/// Simulates the members of one plan again and stores their trajectories: all threads compute and compress while the
/// batch before is written. Adds to `timing`. False when cancelled. Throws InputError when writing fails.
bool store_members(const Ensemble& ensemble, const ResultsHeader& header, std::size_t athlete, std::size_t plan,
                   ResultsWriter& to, const Control& control, StoreTiming& timing);

/// Peak memory of this per thread [bytes].
std::size_t store_bytes(const ResultsHeader& header);

}  // namespace formcast
