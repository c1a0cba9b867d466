#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/scenario.hpp"
#include "sim/twin.hpp"

namespace formcast {

struct SimulateOptions {
  bool store_members = false;
  std::string command_line;  ///< written into the results
  Control control;           ///< progress counts over the whole run
};

struct SimulateSummary {
  bool interrupted = false;             ///< then nothing was written
  std::int64_t non_finite_members = 0;  ///< left out of the results
  std::vector<std::string> notes;       ///< what a person should know about the run
};

/// The scenario's twins, in its order. Throws InputError where two are of one athlete, where their units differ, or
/// where the scenario starts before an athlete's record has ended.
std::vector<Twin> read_twins(const Scenario& scenario);

/// Runs every plan of the scenario on every twin and writes the results file. Nothing is left behind when it fails or
/// is cancelled. Throws InputError.
SimulateSummary simulate(const Scenario& scenario, const std::vector<Twin>& twins, const std::filesystem::path& output,
                         const SimulateOptions& options);

}  // namespace formcast
