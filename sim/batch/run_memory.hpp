#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/batch/roster.hpp"
#include "sim/results/results.hpp"
#include "sim/scenario/scenario.hpp"

namespace formcast {

/// How a run limits its memory.
struct RunMemory {
  int chunk_days = 0;           ///< EnsembleInput::chunk_days
  int most_plans_together = 0;  ///< EnsembleInput::most_plans_together
  std::uint64_t bytes = 0;      ///< peak memory, for any number of athletes
};

/// The fastest way that keeps a run within `limit` [bytes]: plans side by side and long chunks, then plan by plan, then
/// with the shortest chunks. Throws InputError with the memory needed if none does.
/// A run's memory: the program with its libraries, one twin as text, JSON and arrays, the ensemble of one athlete
/// (ensemble_bytes), and if members are stored what each thread compresses (store_bytes).
RunMemory run_memory(const Scenario& scenario, const std::vector<RosterEntry>& roster, const ResultsHeader& header,
                     int threads, const std::optional<std::uint64_t>& limit);

}  // namespace formcast
