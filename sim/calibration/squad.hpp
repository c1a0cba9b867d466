#pragma once

#include <exception>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/calibration/trip_calibration.hpp"

namespace formcast {

struct SquadOptions {
  /// Learn the priors' centre and spread from the squad (learn_priors) and calibrate each athlete with those.
  bool pool = false;
  /// What tells of the athletes' trips, each read and checked (told_trips), in the history's order; empty: no trips.
  std::vector<ToldTrips> trips;
  Control control;  ///< `progress` counts athletes, each twice with `pool`
};

/// What came of a squad.
struct Squad {
  std::vector<Twin> twins;               ///< in the history's order
  std::vector<AthleteTrouble> troubles;  ///< of the athletes who have none
};

/// Calibrates every athlete of a history, in its order, tests on the road set apart. An athlete whose calibration
/// fails, or gives a twin that contradicts itself, costs no other. Athletes without a test are an error of the
/// caller's. Nothing when cancelled. The same twins for any number of threads.
std::optional<Squad> calibrate_squad(const History& history, Timing timing, const SquadOptions& options);

/// What the record of each athlete says of every model's parameters under the population's priors, in their order;
/// empty where that fails. Nothing when cancelled.
std::optional<std::vector<AthleteMarginals>> learn_squad(const History& history, Timing timing, const Control& control);

/// Runs `work` for one athlete and gives why it failed, or "". Memory that runs out is everybody's trouble.
template <class Work>
std::string trouble_of(Work&& work) {
  try {
    work();
    return "";
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception& error) {
    return error.what();
  }
}

}  // namespace formcast
