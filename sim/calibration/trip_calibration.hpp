#pragma once

#include <optional>
#include <string>

#include "engine/parallel.hpp"
#include "sim/base/input_error.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/travel/trip.hpp"
#include "sim/travel/trip_dates.hpp"

namespace formcast {

/// What is told of one athlete's trips.
struct ToldTrips {
  TripsText file;  ///< its text empty where none of its trips is about the athlete
  Travels travels;
};

/// All of an athlete's tests were on the road: no fault of the trips file, and no other athlete's trouble.
class NoTestAtHome : public InputError {
 public:
  using InputError::InputError;
};

/// What a trips file tells of an athlete; `named` is the file in messages. Throws InputError for everything that
/// docs/travel-model.md does not allow, and NoTestAtHome.
ToldTrips told_trips(const TripsText& file, const std::string& named, const AthleteHistory& athlete,
                     const TripDates& dates);

/// Calibrates as calibrate_and_foresee does, from the tests at home; those on the road and the nights there teach the
/// twin the effects of travel. Nothing when `control` was cancelled. Deterministic.
std::optional<Calibration> calibrate_with_trips(const AthleteHistory& athlete, const History& history, Timing timing,
                                                const Priors& priors, const ToldTrips& trips, const Control& control);

}  // namespace formcast
