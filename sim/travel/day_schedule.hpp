#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// A while without change. Hours count from DaySchedule::start.
struct ScheduleSpell {
  double begin = 0.0, end = 0.0;  ///< [h], whole minutes
  float lux = 0.0F;               ///< at the eye [lux]; asleep 0
  bool asleep = false;
  bool flying = false;  ///< asleep as well: sleep aboard, which is worth less than in a bed
};

/// The clock on the wall.
struct ScheduleClock {
  double begin = 0.0, end = 0.0;  ///< [h]
  double utc_offset = 0.0;        ///< local minus universal time [h]
  std::string zone;               ///< in the air that of the place left, until landing
};

/// A calendar day of the place where the athlete is.
struct ScheduleDay {
  Date date;
  double begin = 0.0, end = 0.0;  ///< [h]; 24 apart but where clocks change or the date line is crossed
  double utc_offset = 0.0;        ///< at its end [h]
  std::string zone;               ///< at its end
  double slept = 0.0, slept_aboard = 0.0, flown = 0.0;  ///< [h] within the day; `slept` is all sleep
};

/// What an athlete's clock and sleep are exposed to.
struct DaySchedule {
  Instant start;                      ///< hour 0: the beginning of the first day where the athlete then is
  std::vector<ScheduleSpell> spells;  ///< from 0 to the end of the last day without gaps; neighbours differ
  std::vector<ScheduleClock> clocks;  ///< the same
  std::vector<ScheduleDay> days;      ///< the same; one a date, of no length where the date line swallows it
};

/// Light, sleep and local time of `days` calendar days from `first`, in the years 1970 to 2037, for an athlete with
/// these habits and trips (ascending; docs/scenario.md says what their keys do). All times are whole minutes, so that
/// every platform gets the same. Throws InputError for a zone not known.
DaySchedule day_schedule(const Travel& travel, std::span<const Trip> trips, Date first, int days);

/// What the clock on the wall shows at an hour of the schedule, 0 <= h < 24.
double clock_time(const DaySchedule& schedule, double hour);

/// Hours slept between two hours of the schedule.
double hours_slept(const DaySchedule& schedule, double begin, double end);

}  // namespace formcast
