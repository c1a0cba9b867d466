#include "sim/travel/trip_exposure.hpp"

#include <algorithm>
#include <cmath>

#include "models/clock/three_process.hpp"
#include "sim/travel/itinerary.hpp"

namespace formcast {
namespace {

/// The first hour at which the local clock shows `time` within a day; the end of the day where it never does.
double hour_of(const DaySchedule& schedule, const ScheduleDay& day, double time) {
  for (const ScheduleClock& clock : schedule.clocks) {
    const double from = std::max(clock.begin, day.begin), to = std::min(clock.end, day.end);
    if (from >= to) continue;
    const double ahead = std::fmod(time - clock_time(schedule, from) + 48.0, 24.0);
    if (from + ahead < to) return from + ahead;
  }
  return day.end;
}

TravelSide side_of(const DaySchedule& schedule, const ScheduleDay& day, double event_time) {
  TravelSide side;
  side.event = hour_of(schedule, day, event_time);
  side.clock_day = static_cast<int>(side.event / 24.0);
  for (const ScheduleClock& clock : schedule.clocks) {
    if (clock.begin > side.event) break;
    side.utc_offset = clock.utc_offset;
    side.zone = clock.zone;
  }
  for (const ScheduleSpell& spell : schedule.spells) {
    if (spell.asleep && day.begin < spell.end && spell.end <= day.end) side.asleep.push_back(spell);
  }
  return side;
}

/// Sleep pressure at each event, from a first morning that follows a good night.
void add_pressure(const DaySchedule& schedule, std::vector<TravelDay>& days) {
  auto s = static_cast<float>(ThreeProcess::kRested);
  std::size_t next = 0;
  for (const ScheduleSpell& spell : schedule.spells) {
    const auto after = [&](double hour) {
      const auto elapsed = static_cast<float>(hour - spell.begin);
      return spell.asleep ? ThreeProcess::sleep(s, elapsed) : ThreeProcess::wake(s, elapsed);
    };
    for (; next < days.size() && days[next].away.event <= spell.end; ++next) {
      days[next].pressure = after(std::max(days[next].away.event, spell.begin));
    }
    s = after(spell.end);
  }
}

int whole_days_alike(const std::vector<LightInterval>& a, const std::vector<LightInterval>& b) {
  const std::size_t n = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < n; ++i) {
    const bool same = a[i].lux == b[i].lux && a[i].asleep == b[i].asleep;
    if (!same) return static_cast<int>(a[i].begin / 24.0);
    if (a[i].end != b[i].end) return static_cast<int>(std::min(a[i].end, b[i].end) / 24.0);
  }
  return static_cast<int>(std::min(a.back().end, b.back().end) / 24.0);
}

/// Finds or adds the residents of each day's place.
void add_residents(const TravelHabits& travel, const std::vector<Trip>& trips, Date start, int span,
                   TripExposure& plan) {
  const std::vector<Stay> stays = itinerary(travel.home, trips);
  std::vector<Location> places;
  for (TravelDay& day : plan.days) {
    const Location& place = place_at(stays, plan.at(day.away.event), travel.home);
    if (place == travel.home) continue;
    const auto known = std::find(places.begin(), places.end(), place);
    day.resident = static_cast<int>(known - places.begin());
    if (known != places.end()) continue;
    places.push_back(place);
    TravelHabits resident = travel;
    resident.home = place;
    std::vector<LightInterval>& light = plan.residents.emplace_back(light_of(day_schedule(resident, {}, start, span)));
    // From the residents' hour 0 to the traveller's.
    const auto begin = day_begin(itinerary(place, {}), start);
    const double later = static_cast<double>((begin - plan.start).count()) / 60.0;
    for (LightInterval& part : light) part = {part.begin + later, part.end + later, part.lux, part.asleep, false};
  }
}

}  // namespace

std::vector<LightInterval> light_of(const DaySchedule& schedule) {
  std::vector<LightInterval> light;
  for (const ScheduleSpell& spell : schedule.spells) {
    light.push_back({spell.begin, spell.end, static_cast<double>(spell.lux), spell.asleep, false});
  }
  return light;
}

TripExposure trip_exposure(const TravelHabits& travel, const std::vector<Trip>& trips, Date first, int days) {
  Date start = first;
  if (!trips.empty()) {
    const Trip& trip = trips.front();
    const auto departs = date::floor<date::days>(trip.legs.front().depart) - date::days{2};
    start = std::min(start, Date{departs} - date::days{trip.shift ? trip.shift->days : 0});
  }
  start -= date::days{kClockWarmUp};
  const auto before = static_cast<std::size_t>((first - start).count());
  const int span = days + static_cast<int>(before) + 1;  // one more: an event may be at the very end of its day
  const DaySchedule home = day_schedule(travel, {}, start, span);
  const DaySchedule away = day_schedule(travel, trips, start, span);
  TripExposure plan;
  plan.home = light_of(home);
  plan.away = light_of(away);
  plan.parted = whole_days_alike(plan.home, plan.away);
  plan.start = away.start;
  plan.event_time = static_cast<double>(travel.event.count()) / 60.0;
  for (std::size_t i = before; i < before + static_cast<std::size_t>(days); ++i) {
    TravelDay day;
    day.home = side_of(home, home.days[i], plan.event_time);
    day.away = side_of(away, away.days[i], plan.event_time);
    day.flown = away.days[i].flown;
    plan.days.push_back(std::move(day));
  }
  add_residents(travel, trips, start, span + 1, plan);
  add_pressure(away, plan.days);
  return plan;
}

}  // namespace formcast
