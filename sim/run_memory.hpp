#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "sim/results.hpp"
#include "sim/roster.hpp"
#include "sim/scenario.hpp"

namespace formcast {

/// How a run goes about its memory.
struct RunMemory {
  int chunk_days = 0;       ///< EnsembleInput::chunk_days
  std::uint64_t bytes = 0;  ///< the most that the run takes, whatever the number of athletes
};

/// The longest chunks that keep a run within `limit` [bytes]; without one, the longest there are. Throws InputError,
/// saying what it would take, when the shortest do not.
/// What a run takes: the program with its libraries, one twin as text, JSON and arrays, the ensemble of one athlete
/// (ensemble_bytes), and where members are stored what each thread compresses (store_bytes).
RunMemory run_memory(const Scenario& scenario, const std::vector<RosterEntry>& roster, const ResultsHeader& header,
                     int threads, const std::optional<std::uint64_t>& limit);

}  // namespace formcast
