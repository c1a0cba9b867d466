#pragma once

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "models/clock/light.hpp"
#include "sim/travel/day_schedule.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// A day of a plan and the night before it, at home or away. Hours count from the schedules' start.
struct TravelSide {
  double event = 0.0;       ///< time of the event [h]
  int clock_day = 0;        ///< the 24 hours of the body clock that the event falls into
  double utc_offset = 0.0;  ///< [h]
  std::string zone;
  std::vector<ScheduleSpell> asleep;  ///< nights and naps that end on this day
};

struct TravelDay {
  TravelSide home, away;
  int resident = -1;      ///< index into TripExposure::residents by the athlete's place; -1 at home
  double flown = 0.0;     ///< [h]
  float pressure = 0.0F;  ///< of sleep at the event: ThreeProcess's S
};

/// Days in which a clock entrains to a place [d].
inline constexpr int kClockWarmUp = 16;

/// The light and sleep that a plan's trips expose every member's body clock to, with two references: the same plan at
/// home, and residents of the destinations with the same habits. A clock has adapted when it matches the residents':
/// the sun of another latitude or season entrains to another hour than that of home.
struct TripExposure {
  std::vector<LightInterval> home, away;
  std::vector<std::vector<LightInterval>> residents;
  int parted = 0;           ///< leading 24 h periods in which home and away are alike
  Instant start;            ///< hour 0
  double event_time = 0.0;  ///< local time of the event [h]
  std::vector<TravelDay> days;

  Instant at(double hour) const { return start + std::chrono::minutes{std::lround(hour * 60.0)}; }
};

/// The light of a schedule, as a body clock gets it.
std::vector<LightInterval> light_of(const DaySchedule& schedule);

/// Of `days` days from `first`. The clocks start kClockWarmUp days earlier, or before an earlier first trip.
TripExposure trip_exposure(const TravelHabits& travel, const std::vector<Trip>& trips, Date first, int days);

}  // namespace formcast
