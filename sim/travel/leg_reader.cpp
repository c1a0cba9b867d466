#include "sim/travel/leg_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sim/travel/travel_reader.hpp"

namespace formcast {
namespace {

using Name = std::string_view;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<Name, 5> kLegKeys{"from", "to", "depart", "arrive", "sleep"};
constexpr std::array<Name, 2> kSleepKeys{"after", "hours"};
/// No flight is longer without landing: a longer leg has a mistyped date.
constexpr hours kLongestLeg{40};

std::string at_place(LocalTime at, const Location& place) { return fmt::format("{} in {}", iso(at), place.zone); }
std::string at_place(Instant at, const Location& place) { return at_place(local_time(place.zone, at), place); }

/// A local time of a place; it must exist there, and where it occurs twice the first one after `after` is meant.
Instant moment_of(const TomlValue& value, const Location& place, const TripDates& dates, Instant after) {
  const LocalTime at = date_time_of(value);
  dates.expect(value, Date{date::floor<date::days>(at).time_since_epoch()});
  const ClockReading reading = read_clock(place.zone, at);
  if (reading.kind == ClockReading::Kind::kNever) {
    throw InputError(value.place(),
                     fmt::format("{} {} does not exist in {}: clocks go from {} straight to {}", value.name, iso(at),
                                 place.zone, iso(reading.gap_begin), iso(reading.gap_end)));
  }
  return reading.first > after ? reading.first : reading.second;
}

void read_sleep(const TomlValue& value, Leg& leg) {
  if (!value.node->is_table()) {
    if (!value.node->is_boolean()) refuse(value, "true, false or a table such as { after = 2, hours = 6 }");
    leg.sleeps = flag_of(value);
    return;
  }
  expect_table(value, kSleepKeys);
  const auto in_minutes = [](double length) { return minutes{std::lround(length * 60.0)}; };
  const double after = number_of(need(value, "after", "a number >= 0 [hours after departure]"),
                                 {0.0, static_cast<double>(kLongestLeg.count()), "hours after departure"});
  const double length = number_of(need(value, "hours", "a number from 0.5 to 14 [hours]"), {0.5, 14.0, "hours"});
  leg.sleep = {leg.depart + in_minutes(after), leg.depart + in_minutes(after) + in_minutes(length)};
  if (leg.sleep->end > leg.arrive) {
    throw InputError(value.place(),
                     fmt::format("{} ends {} after departure, but the leg takes {}", value.name,
                                 duration_text(leg.sleep->end - leg.depart), duration_text(leg.arrive - leg.depart)));
  }
}

void expect_chained(const TomlValue& from, const TomlValue& depart, const Leg& leg, const Whereabouts& athlete) {
  if (athlete.since && leg.depart < *athlete.since) {
    throw InputError(depart.place(),
                     fmt::format("{} {} is {} before the arrival of the {} above, {}", depart.name,
                                 at_place(leg.depart, leg.from), duration_text(*athlete.since - leg.depart),
                                 athlete.new_trip ? "trip" : "leg", at_place(*athlete.since, athlete.place)));
  }
  if (leg.from.zone != athlete.place.zone) {
    throw InputError(from.place(), fmt::format("{} is {}, but the athlete is in {} then: expected a leg from there",
                                               from.name, leg.from.zone, athlete.place.zone));
  }
}

}  // namespace

void TripDates::expect(const TomlValue& value, Date date) const {
  if (date >= first && date <= last) return;
  throw InputError(value.place(), fmt::format("{} {} is far from the {}'s days, expected {} to {}", value.name,
                                              iso(date), of, iso(first), iso(last)));
}

Leg read_leg(const TomlValue& value, const TravelHabits& travel, const TripDates& dates, const Whereabouts& athlete) {
  constexpr Name kPlace = "a time zone such as \"Europe/Berlin\", or a place of [travel]";
  constexpr Name kTime = "a local date and time such as 2016-05-04T13:30:00";
  expect_table(value, kLegKeys);
  const TomlValue from = need(value, "from", kPlace), to = need(value, "to", kPlace);
  const TomlValue depart = need(value, "depart", kTime), arrive = need(value, "arrive", kTime);
  Leg leg;
  leg.from = place_called(from, travel);
  leg.to = place_called(to, travel);
  // Of a repeated hour the first in which the leg is possible.
  leg.depart = moment_of(depart, leg.from, dates, athlete.since ? *athlete.since - minutes{1} : Instant::min());
  expect_chained(from, depart, leg, athlete);
  leg.arrive = moment_of(arrive, leg.to, dates, leg.depart);
  if (leg.arrive <= leg.depart) {
    throw InputError(
        arrive.place(),
        fmt::format("{} {} is {} the departure, {}", arrive.name, at_place(leg.arrive, leg.to),
                    leg.arrive == leg.depart ? "the moment of" : duration_text(leg.depart - leg.arrive) + " before",
                    at_place(leg.depart, leg.from)));
  }
  if (leg.arrive - leg.depart > kLongestLeg) {
    throw InputError(arrive.place(), fmt::format("{} {} is {} after the departure, expected at most {} h a leg",
                                                 arrive.name, at_place(leg.arrive, leg.to),
                                                 duration_text(leg.arrive - leg.depart), kLongestLeg.count()));
  }
  if (const auto sleep = find(value, "sleep")) read_sleep(*sleep, leg);
  return leg;
}

}  // namespace formcast
