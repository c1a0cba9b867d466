#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// A spell without change. Hours count from DaySchedule::start.
struct ScheduleSpell {
  double begin = 0.0, end = 0.0;  ///< [h], whole minutes
  float lux = 0.0F;               ///< at the eye [lux]; asleep 0
  bool asleep = false;
  bool flying = false;  ///< when asleep too: sleep aboard, which is worth less than in a bed
};

/// A spell of one local clock.
struct ScheduleClock {
  double begin = 0.0, end = 0.0;  ///< [h]
  double utc_offset = 0.0;        ///< local minus universal time [h]
  std::string zone;               ///< in the air the zone of departure, until landing
};

/// A calendar day of the place where the athlete is.
struct ScheduleDay {
  Date date;
  double begin = 0.0, end = 0.0;  ///< [h]; 24 apart unless clocks change or the date line is crossed
  double utc_offset = 0.0;        ///< at its end [h]
  std::string zone;               ///< at its end
  double slept = 0.0, slept_aboard = 0.0, flown = 0.0;  ///< [h] within the day; `slept` is all sleep
};

/// Light, sleep and local time of an athlete's days.
struct DaySchedule {
  Instant start;                      ///< hour 0: local midnight of the first day
  std::vector<ScheduleSpell> spells;  ///< from 0 to the end of the last day without gaps; neighbours differ
  std::vector<ScheduleClock> clocks;  ///< the same
  std::vector<ScheduleDay> days;      ///< the same; one a date, of no length where the date line skips it
};

/// Light, sleep and local time of `days` calendar days from `first`, in the years 1970 to 2037, for an athlete with
/// these habits and trips (ascending; keys as in docs/scenario.md). All times are whole minutes, so that
/// every platform gets the same. Throws InputError for a zone not known.
DaySchedule day_schedule(const TravelHabits& travel, std::span<const Trip> trips, Date first, int days);

/// Local time at an hour of the schedule, 0 <= h < 24.
double clock_time(const DaySchedule& schedule, double hour);

/// Hours slept between two hours of the schedule.
double hours_slept(const DaySchedule& schedule, double begin, double end);

}  // namespace formcast
