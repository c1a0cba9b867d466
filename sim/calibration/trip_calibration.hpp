#pragma once

#include <optional>
#include <string>

#include "engine/parallel.hpp"
#include "sim/base/input_error.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/travel/trip.hpp"
#include "sim/travel/trip_dates.hpp"

namespace formcast {

/// One athlete's trips for calibration.
struct CalibrationTrips {
  TripsFile file;  ///< its text empty if none of its trips is for the athlete
  AthleteTrips travels;
};

/// All of an athlete's tests are travel tests: no error of the trips file, and none of any other athlete.
class NoTestAtHome : public InputError {
 public:
  using InputError::InputError;
};

/// An athlete's trips in a trips file; `named` is the file in messages. Throws InputError for everything that
/// docs/travel-model.md does not allow, and NoTestAtHome.
CalibrationTrips calibration_trips(const TripsFile& file, const std::string& named, const AthleteHistory& athlete,
                                   const TripDates& dates);

/// Calibrates as calibrate_and_forecast does, from the tests at home; travel tests and nights inform the effects of
/// travel. Nothing when `control` was cancelled. Deterministic.
std::optional<Calibration> calibrate_with_trips(const AthleteHistory& athlete, const Provenance& provenance,
                                                Timing timing, const Priors& priors, const CalibrationTrips& trips,
                                                const Control& control);

}  // namespace formcast
