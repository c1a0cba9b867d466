#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/batch/member_store.hpp"
#include "sim/batch/roster.hpp"
#include "sim/results/results.hpp"
#include "sim/scenario/scenario.hpp"

namespace formcast {

struct SimulateOptions {
  bool store_members = false;
  std::optional<Shard> shard;                   ///< run this share of the athletes only
  bool resume = false;                          ///< resume after the athletes that an earlier run finished
  std::chrono::duration<double> keep_every{2};  ///< checkpoint interval
  std::optional<std::uint64_t> memory_limit;    ///< [bytes] refuse a run that could need more
  std::string command_line;                     ///< written into the results
  Control control;                              ///< progress counts over the whole run
};

struct SimulateSummary {
  bool interrupted = false;             ///< then no results file was written
  std::size_t athletes = 0;             ///< of the results file
  std::size_t resumed = 0;              ///< of them, those that an earlier run had finished
  std::size_t kept = 0;                 ///< those that outlive an interrupted run
  std::filesystem::path folder;         ///< where they do
  std::int64_t non_finite_members = 0;  ///< left out of the results
  std::uint64_t memory_bytes = 0;       ///< bound on the run's memory
  StoreTiming stored;                   ///< statistics of storing members
  std::vector<std::string> notes;       ///< notes for the user
};

/// Runs every plan of the scenario on every twin and writes the results file. When it fails or is cancelled, or the
/// program is killed, finished athletes are saved in the folder OUT.parts; if there are none, nothing is left behind.
/// Throws InputError, as when a folder of another run is there.
SimulateSummary simulate(const Scenario& scenario, const std::vector<RosterEntry>& roster,
                         const std::filesystem::path& path, const SimulateOptions& options);

}  // namespace formcast
