#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/results.hpp"
#include "sim/scenario.hpp"
#include "sim/twin.hpp"

namespace formcast {

/// One athlete's plans, resolved to daily loads.
struct EnsembleInput {
  std::vector<std::vector<double>> load;  ///< [plan] (lead + days) planned load of each day after the record [w]
  int lead = 0;        ///< days between the record's end and the plans' start: lived through, not reported
  int days = 0;        ///< days reported
  int target_day = 0;  ///< counted from the plans' start
  std::optional<double> target_performance;  ///< [p]
  PlanNoise noise;
  int members = 0;
  std::uint64_t seed = 0;
  bool store_members = false;
};

/// What one athlete's ensemble gives. Members share random numbers across plans, so differences are paired.
struct EnsembleResult {
  std::vector<PlanResult> plan;               ///< planned_load and planned_test are the caller's to fill
  std::vector<std::vector<PairResult>> pair;  ///< [plan][other]; the diagonal is not filled
};

/// Runs every member of every plan. The result depends on the twin, the input and nothing else: not on threads,
/// instruction set or platform, and a member not on how many members, plans or days there are. Returns nothing when
/// `control` was cancelled. `control.progress` counts (plan, day) pairs.
std::optional<EnsembleResult> run_ensemble(const Twin& twin, const EnsembleInput& input, const Control& control);

/// The random stream of an athlete: FNV-1a of the id, so that it does not change with the roster.
std::uint64_t athlete_stream(std::string_view athlete);

/// A hash of every stored trajectory that does not depend on the order in which members were computed.
std::uint64_t trajectory_hash(const PlanResult& result);

}  // namespace formcast
