#include "sim/calibration/trip_calibration.hpp"

#include <fmt/format.h>

#include "sim/base/input_error.hpp"
#include "sim/calibration/effect_update.hpp"
#include "sim/inference/misfits.hpp"
#include "sim/travel/trips_file.hpp"

namespace formcast {

ToldTrips told_trips(const TripsText& file, const std::string& named, const AthleteHistory& athlete,
                     const TripDates& dates) {
  ToldTrips told{file, travels_of(file, named, athlete.athlete, dates)};
  if (told.travels.trips.empty()) return {};
  if (set_road_tests_apart(athlete, told.travels.trips).home.tests.empty()) {
    throw NoTestAtHome({named, 0, 0},
                       fmt::format("all tests of {} are on these trips or within {} days of their end; expected one at "
                                   "home, for a twin to learn from",
                                   athlete.athlete, kRoadLasts.count()));
  }
  return told;
}

std::optional<Calibration> calibrate_with_trips(const AthleteHistory& given, const History& history, Timing timing,
                                                const Priors& priors, const ToldTrips& trips, const Control& control) {
  const AthleteHistory athlete = without_absurd_loads(given);
  const TestsApart apart = set_road_tests_apart(athlete, trips.travels.trips);
  Calibration calibration = calibrate_and_foresee(apart.home, history, timing, priors);
  if (trips.travels.trips.empty()) return calibration;
  auto learned = learn_effects(athlete, history, timing, trips.travels, priors, control);
  if (!learned) return std::nullopt;
  calibration.twin.road_tests = apart.road;
  calibration.twin.trips = trips.file;
  calibration.twin.learned_effects = *std::move(learned);
  return calibration;
}

}  // namespace formcast
