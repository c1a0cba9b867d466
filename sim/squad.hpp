#pragma once

#include <optional>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/calibrate.hpp"
#include "sim/travel_calibration.hpp"

namespace formcast {

struct SquadOptions {
  /// Learn the priors' centre and spread from the squad (learn_priors) and calibrate each athlete with those.
  bool pool = false;
  /// What tells of the athletes' trips, each read and checked (told_trips), in the history's order; empty: no trips.
  std::vector<ToldTrips> trips;
  Control control;  ///< `progress` counts athletes, each twice with `pool`
};

/// Calibrates every athlete of a history, in its order, tests on the road set apart. Athletes without a test are an
/// error of the caller's. Nothing when cancelled. The same twins for any number of threads.
std::optional<std::vector<Twin>> calibrate_squad(const History& history, Timing timing, const SquadOptions& options);

/// What the record of each athlete says of every model's parameters under the population's priors, in their order.
/// Nothing when cancelled.
std::optional<std::vector<AthleteMarginals>> learn_squad(const History& history, Timing timing, const Control& control);

}  // namespace formcast
