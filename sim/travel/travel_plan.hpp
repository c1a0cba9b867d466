#pragma once

#include <chrono>
#include <cmath>
#include <string>
#include <vector>

#include "models/clock/light.hpp"
#include "sim/travel/day_schedule.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// One of a plan's days with its night before, as it is at home or on the way. Hours count from the schedules' start.
struct TravelSide {
  double event = 0.0;       ///< when performance counts [h]
  int clock_day = 0;        ///< the 24 hours of the body clock that the event falls into
  double utc_offset = 0.0;  ///< [h]
  std::string zone;
  std::vector<ScheduleSpell> asleep;  ///< nights and naps that end on this day
};

struct TravelDay {
  TravelSide home, away;
  int resident = -1;      ///< of TravelPlan::residents, in whose place the athlete is; -1 at home
  double flown = 0.0;     ///< [h]
  float pressure = 0.0F;  ///< of sleep at the event: ThreeProcess's S
};

/// Days in which a clock gets in step with where it lives.
inline constexpr int kClockWarmUp = 16;

/// What a plan's trips make of its days, the same for all members: the light and sleep that its body clocks run
/// through, and beside them those of a plan that stays at home and of people of the same habits who have always lived
/// where the trips lead. A clock has adapted when it is as theirs: the sun of another latitude or season entrains to
/// another hour than that of home.
struct TravelPlan {
  std::vector<LightInterval> home, away;
  std::vector<std::vector<LightInterval>> residents;
  int parted = 0;           ///< 24 hours of which so many are alike before the two part
  Instant start;            ///< hour 0
  double event_time = 0.0;  ///< local time at which performance counts [h]
  std::vector<TravelDay> days;

  Instant at(double hour) const { return start + std::chrono::minutes{std::lround(hour * 60.0)}; }
};

/// What a clock makes of a schedule.
std::vector<LightInterval> light_of(const DaySchedule& schedule);

/// Of `days` days from `first`. The clocks start sixteen days before, or before the first trip.
TravelPlan travel_plan(const Travel& travel, const std::vector<Trip>& trips, Date first, int days);

}  // namespace formcast
