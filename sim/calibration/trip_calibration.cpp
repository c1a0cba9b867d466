#include "sim/calibration/trip_calibration.hpp"

#include <fmt/format.h>

#include "sim/base/input_error.hpp"
#include "sim/calibration/effect_update.hpp"
#include "sim/inference/misfits.hpp"
#include "sim/travel/trips_file.hpp"

namespace formcast {

CalibrationTrips calibration_trips(const TripsFile& file, const std::string& named, const AthleteHistory& athlete,
                                   const TripDates& dates) {
  CalibrationTrips found{file, athlete_trips(file, named, athlete.athlete, dates)};
  if (found.travels.trips.empty()) return {};
  if (set_travel_tests_apart(athlete, found.travels.trips).home.tests.empty()) {
    throw NoTestAtHome({named, 0, 0},
                       fmt::format("all tests of {} are on these trips or within {} days of their end; expected one at "
                                   "home, to calibrate from",
                                   athlete.athlete, kTravelLasts.count()));
  }
  return found;
}

std::optional<Calibration> calibrate_with_trips(const AthleteHistory& given, const Provenance& provenance,
                                                Timing timing, const Priors& priors, const CalibrationTrips& trips,
                                                const Control& control) {
  const AthleteHistory athlete = without_implausible_loads(given);
  const TestsApart apart = set_travel_tests_apart(athlete, trips.travels.trips);
  Calibration calibration = calibrate_and_forecast(apart.home, provenance, timing, priors);
  if (trips.travels.trips.empty()) return calibration;
  auto learned = learn_effects(athlete, provenance, timing, trips.travels, priors, control);
  if (!learned) return std::nullopt;
  calibration.twin.travel_tests = apart.road;
  calibration.twin.trips = trips.file;
  calibration.twin.learned_effects = *std::move(learned);
  return calibration;
}

}  // namespace formcast
