// Habits and trips as spells of constant light and sleep, clocks and days. All sets are of whole minutes since 1970, so
// that every platform gets the same. Relies on an itinerary without gaps; costs a few set operations a day and stay.
#include "sim/travel/day_schedule.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/travel/itinerary.hpp"
#include "sim/travel/sleep_schedule.hpp"
#include "sim/travel/sun.hpp"

namespace formcast {
namespace {

/// What determines the light, minute by minute.
struct Surroundings {
  MinuteSet asleep, flying, sunlit, outdoors, dark;
  std::vector<BrightLight> bright;
};

/// Daylight and hours outside during one stay.
void add_daylight(const TravelHabits& travel, const Stay& stay, const Period& span, Surroundings& around) {
  const Period during{std::max(stay.when.begin, span.begin), std::min(stay.when.end, span.end)};
  if (during.begin >= during.end) return;
  if (stay.flying) {
    around.flying += span_of(during);
    return;
  }
  // A day more on both sides: windows may run past midnight.
  const Date last = local_date(stay.place.zone, during.end) + date::days{1};
  for (Date day = local_date(stay.place.zone, during.begin) - date::days{1}; day <= last; day += date::days{1}) {
    if (const auto sun = daylight(stay.place, day)) around.sunlit += span_of(*sun) & span_of(during);
    if (stay.passing) continue;
    for (const DailyWindow& window : travel.outdoors) {
      around.outdoors += span_of(period_of(stay.place.zone, day, window)) & span_of(during);
    }
  }
}

Surroundings surroundings(const TravelHabits& travel, std::span<const Trip> trips, std::span<const Stay> stays,
                          const Period& span) {
  Surroundings around;
  around.asleep = nights(travel, trips, span);
  for (const Stay& stay : stays) add_daylight(travel, stay, span, around);
  for (const Trip& trip : trips) {
    for (const Period& dark : trip.dark) around.dark += span_of(dark);
    around.bright.insert(around.bright.end(), trip.bright.begin(), trip.bright.end());
  }
  return around;
}

/// The light in the minute `at`, when awake.
double light_awake(const Surroundings& around, const LightLevels& levels, std::int64_t at) {
  const auto in = [&](const MinuteSet& set) { return boost::icl::contains(set, at); };
  double lux = in(around.sunlit) ? (in(around.outdoors) ? levels.outdoor : levels.indoor) : levels.evening;
  if (in(around.flying)) lux = levels.cabin;
  for (const BrightLight& bright : around.bright) {
    if (boost::icl::contains(span_of(bright.when), at)) lux = std::max(lux, bright.lux);
  }
  return in(around.dark) ? std::min(lux, levels.dark) : lux;
}

double hours_since(Instant start, std::int64_t at) { return static_cast<double>(at - minute(start)) / 60.0; }

std::vector<ScheduleSpell> spells(const Surroundings& around, const LightLevels& levels, const Period& span) {
  // Light and sleep can change only at the ends of some piece.
  std::set<std::int64_t> changes{minute(span.begin), minute(span.end)};
  const auto add = [&](const MinuteSpan& piece) { changes.insert({piece.lower(), piece.upper()}); };
  for (const MinuteSet* set : {&around.asleep, &around.flying, &around.sunlit, &around.outdoors, &around.dark}) {
    for (const MinuteSpan& piece : *set) add(piece);
  }
  for (const BrightLight& bright : around.bright) add(span_of(bright.when));
  // Evaluate each spell at its first minute; merge equal neighbours.
  std::vector<ScheduleSpell> found;
  const auto last = changes.find(minute(span.end));
  for (auto at = changes.find(minute(span.begin)); at != last; ++at) {
    const bool asleep = boost::icl::contains(around.asleep, *at), flying = boost::icl::contains(around.flying, *at);
    const auto lux = asleep ? 0.0F : static_cast<float>(light_awake(around, levels, *at));
    const double end = hours_since(span.begin, *std::next(at));
    const bool same =
        !found.empty() && found.back().lux == lux && found.back().asleep == asleep && found.back().flying == flying;
    if (same) {
      found.back().end = end;
    } else {
      found.push_back({hours_since(span.begin, *at), end, lux, asleep, flying});
    }
  }
  return found;
}

/// The first moment after `at` at which the zone's offset changes, or `end`. Zones change on the minute and keep an
/// offset for days.
Instant next_change(std::string_view zone, Instant at, Instant end) {
  const auto offset = utc_offset(zone, at);
  Instant same = at, other = at;
  // Find the day of the change, then bisect to the minute.
  while (utc_offset(zone, other) == offset) {
    if (other >= end) return end;
    same = other;
    other += std::chrono::hours{24};
  }
  while (other - same > std::chrono::minutes{1}) {
    const Instant middle = same + (other - same) / 2;
    (utc_offset(zone, middle) == offset ? same : other) = middle;
  }
  return std::min(other, end);
}

std::vector<ScheduleClock> clocks(std::span<const Stay> stays, const Period& span) {
  std::vector<ScheduleClock> found;
  for (const Stay& stay : stays) {
    const Instant end = std::min(stay.when.end, span.end);
    for (Instant at = std::max(stay.when.begin, span.begin); at < end;) {
      const Instant change = next_change(stay.place.zone, at, end);
      const double offset = static_cast<double>(utc_offset(stay.place.zone, at).count()) / 60.0;
      const bool same = !found.empty() && found.back().utc_offset == offset && found.back().zone == stay.place.zone;
      if (same) {
        found.back().end = hours_since(span.begin, minute(change));
      } else {
        found.push_back(
            {hours_since(span.begin, minute(at)), hours_since(span.begin, minute(change)), offset, stay.place.zone});
      }
      at = change;
    }
  }
  return found;
}

/// Hours between `begin` and `end` in spells for which `counts` holds.
template <class Counts>
double hours_of(const DaySchedule& schedule, double begin, double end, const Counts& counts) {
  const auto over = [](const ScheduleSpell& spell, double hour) { return spell.end <= hour; };
  double minutes = 0.0;
  auto spell = std::lower_bound(schedule.spells.begin(), schedule.spells.end(), begin, over);
  for (; spell != schedule.spells.end() && spell->begin < end; ++spell) {
    if (counts(*spell)) minutes += std::round((std::min(spell->end, end) - std::max(spell->begin, begin)) * 60.0);
  }
  return minutes / 60.0;
}

const ScheduleClock& clock_at(const DaySchedule& schedule, double hour) {
  for (const ScheduleClock& clock : schedule.clocks) {
    if (hour < clock.end) return clock;
  }
  return schedule.clocks.back();
}

ScheduleDay one_day(const DaySchedule& schedule, Date date, double begin, double end) {
  ScheduleDay day;
  day.date = date;
  day.begin = begin;
  day.end = end;
  // Half a minute before the end: the clock at the end may already be the next one.
  const ScheduleClock& clock = clock_at(schedule, std::max(end - 1.0 / 120.0, 0.0));
  day.utc_offset = clock.utc_offset;
  day.zone = clock.zone;
  day.slept = hours_slept(schedule, begin, end);
  day.slept_aboard = hours_of(schedule, begin, end, [](const auto& spell) { return spell.asleep && spell.flying; });
  day.flown = hours_of(schedule, begin, end, [](const auto& spell) { return spell.flying; });
  return day;
}

}  // namespace

DaySchedule day_schedule(const TravelHabits& travel, std::span<const Trip> trips, Date first, int days) {
  const std::vector<Stay> stays = itinerary(travel.home, trips);
  const Period span{day_begin(stays, first), day_begin(stays, first + date::days{days})};
  DaySchedule schedule;
  schedule.start = span.begin;
  schedule.spells = spells(surroundings(travel, trips, stays, span), travel.light, span);
  schedule.clocks = clocks(stays, span);
  for (int n = 0; n < days; ++n) {
    const Date date = first + date::days{n};
    const double begin = hours_since(span.begin, minute(day_begin(stays, date)));
    const double end = hours_since(span.begin, minute(day_begin(stays, date + date::days{1})));
    schedule.days.push_back(one_day(schedule, date, begin, end));
  }
  return schedule;
}

double clock_time(const DaySchedule& schedule, double hour) {
  const double into_the_day = static_cast<double>(minute(schedule.start) % 1440) / 60.0;
  const double shown = std::fmod(into_the_day + hour + clock_at(schedule, hour).utc_offset, 24.0);
  return shown < 0.0 ? shown + 24.0 : shown;
}

double hours_slept(const DaySchedule& schedule, double begin, double end) {
  return hours_of(schedule, begin, end, [](const auto& spell) { return spell.asleep; });
}

}  // namespace formcast
