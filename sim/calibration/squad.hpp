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
  /// The athletes' trips, each read and checked (calibration_trips), in the history's order; empty: no trips.
  std::vector<CalibrationTrips> trips;
  Control control;  ///< `progress` counts athletes, each twice with `pool`
};

/// A squad's twins, or why there are none.
struct Squad {
  std::vector<Twin> twins;               ///< in the history's order
  std::vector<AthleteTrouble> troubles;  ///< of the athletes without one
};

/// Calibrates every athlete of a history, in its order, travel tests set aside. An athlete whose calibration fails, or
/// gives an inconsistent twin, stops no other. Athletes without a test are an error of the caller. Nothing when
/// cancelled. The same twins for any number of threads.
std::optional<Squad> calibrate_squad(const History& history, Timing timing, const SquadOptions& options);

/// Each athlete's posterior of every model's parameters under the population's priors, in order; empty where that
/// fails. Nothing when cancelled.
std::optional<std::vector<AthleteMarginals>> learn_squad(const History& history, Timing timing, const Control& control);

/// Runs `work` for one athlete and returns why it failed, or "". Running out of memory fails for all athletes.
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
