#include "sim/travel/trip_reader.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>

#include "sim/travel/itinerary.hpp"
#include "sim/travel/leg_reader.hpp"
#include "sim/travel/minutes.hpp"
#include "sim/travel/sleep_schedule.hpp"
#include "sim/travel/travel_reader.hpp"

namespace formcast {
namespace {

using Name = std::string_view;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<Name, 6> kTripKeys{"legs", "local_time_from", "shift", "bright", "dark", "naps"};
constexpr std::array<Name, 3> kShiftKeys{"days", "hours", "bedtime"};
constexpr std::array<Name, 4> kDatedWindowKeys{"date", "days", "from", "to"};
constexpr std::array<Name, 5> kBrightKeys{"date", "days", "from", "to", "lux"};

constexpr std::size_t kMostTrips = 50, kMostLegs = 20, kMostTripWindows = 200;
constexpr minutes kShortestNap{5}, kLongestNap{300};

/// A window on one date, and its place in the file.
struct DatedWindow {
  Period when;
  Date date;
  DailyWindow window;
  TomlValue entry;
  std::string text() const {
    return fmt::format("{} on {} from {} to {}", entry.name, iso(date), clock_text(window.from), clock_text(window.to));
  }
};

/// The state while the trips of a plan are read.
struct Reading {
  const TravelHabits& travel;
  TripDates dates;
  std::vector<Trip> trips;
  std::vector<DatedWindow> bright;
  MinuteSet dark, naps;
};

std::vector<Leg> read_legs(const TomlValue& trip, const Reading& reading) {
  constexpr Name kExpected =
      "a list of legs such as { from = \"Europe/Berlin\", to = ..., depart = ..., arrive = ... }";
  const TomlValue value = need(trip, "legs", kExpected);
  const std::vector<TomlValue> entries = list_of(value, kExpected);
  if (entries.empty()) refuse(value, "at least one leg");
  if (entries.size() > kMostLegs) {
    throw InputError(value.place(), fmt::format("{} legs, expected at most {} a trip", entries.size(), kMostLegs));
  }
  Whereabouts athlete{reading.travel.home, {}};
  if (!reading.trips.empty()) {
    athlete = {reading.trips.back().legs.back().to, reading.trips.back().legs.back().arrive, true};
  }
  std::vector<Leg> legs;
  for (const TomlValue& entry : entries) {
    legs.push_back(read_leg(entry, reading.travel, reading.dates, athlete));
    athlete = {legs.back().to, legs.back().arrive};
  }
  return legs;
}

/// Bedtime cannot move before the athlete has arrived.
void expect_time_to_shift(const TomlValue& value, const Reading& reading, const Trip& trip, int days) {
  if (reading.trips.empty()) return;
  const Leg& arrival = reading.trips.back().legs.back();
  const auto date = [&](Instant at) { return local_date(arrival.to.zone, at); };
  const auto there = (date(trip.legs.front().depart) - date(arrival.arrive)).count();
  if (days <= there) return;
  throw InputError(value.place(), fmt::format("{} takes {} nights, but the athlete spends {} in {} before departure",
                                              value.name, days, there, arrival.to.zone));
}

SleepShift read_shift(const TomlValue& value, const Reading& reading, const Trip& trip) {
  expect_table(value, kShiftKeys);
  if (trip.local_time_from == Trip::LocalTimeFrom::kNever) {
    throw InputError(value.place(), fmt::format("{} moves bedtime towards the destination's, but local_time_from is "
                                                "\"never\"; expected one or the other",
                                                value.name));
  }
  SleepShift shift;
  shift.days = static_cast<int>(whole_of(need(value, "days", "a whole number from 1 to 14 [days]"), {1, 14, "days"}));
  double a_day = 1.0;
  read(value, "hours", a_day, {0.25, 3.0, "hours a day"});
  shift.a_day = minutes{std::lround(a_day * 60.0)};
  if (const auto bedtime = find(value, "bedtime")) {
    shift.way = static_cast<SleepShift::Way>(choice_of(*bedtime, SleepShift::kBedtimes));
  }
  expect_time_to_shift(value, reading, trip, shift.days);
  Trip shifted = trip;
  shifted.shift = shift;
  if (time_to_shift(reading.travel, reading.trips, shifted) == minutes{0}) {
    throw InputError(value.place(),
                     fmt::format("{} has no effect: sleep is on the destination's clock already", value.name));
  }
  return shift;
}

Trip read_trip(const TomlValue& entry, const Reading& reading, std::span<const Name> more) {
  std::vector<Name> keys(kTripKeys.begin(), kTripKeys.end());
  keys.insert(keys.end(), more.begin(), more.end());
  expect_table(entry, keys);
  Trip trip;
  trip.legs = read_legs(entry, reading);
  if (const auto from = find(entry, "local_time_from")) {
    trip.local_time_from = static_cast<Trip::LocalTimeFrom>(choice_of(*from, Trip::kLocalTimesFrom));
  }
  if (const auto shift = find(entry, "shift")) trip.shift = read_shift(*shift, reading, trip);
  return trip;
}

/// The windows of one entry, a date each.
void add_windows(const TomlValue& entry, const Reading& reading, std::span<const Stay> stays,
                 std::vector<DatedWindow>& windows) {
  const TomlValue first = need(entry, "date", "a date such as 2016-05-04");
  const Date date = date_of(first);
  int days = 1;
  read(entry, "days", days, {1, 60, "days"});
  reading.dates.expect(first, date);
  reading.dates.expect(first, date + date::days{days - 1});
  const DailyWindow window = read_window(entry);
  for (int n = 0; n < days; ++n) {
    DatedWindow dated{{}, date + date::days{n}, window, entry};
    const auto when = on_the_ground(stays, dated.date, window);
    if (!when) {
      throw InputError(entry.place(),
                       fmt::format("{} is not within one stay on the ground: the athlete travels then", dated.text()));
    }
    dated.when = *when;
    windows.push_back(dated);
  }
}

std::vector<DatedWindow> read_windows(const TomlValue& trip, Name key, std::span<const Name> keys,
                                      const Reading& reading, std::span<const Stay> stays) {
  std::vector<DatedWindow> windows;
  const auto value = find(trip, key);
  if (!value) return windows;
  for (const TomlValue& entry :
       list_of(*value, "a list of tables such as { date = 2016-05-04, days = 3, from = 07:00:00, to = 09:00:00 }")) {
    expect_table(entry, keys);
    add_windows(entry, reading, stays, windows);
    if (windows.size() > kMostTripWindows) {
      throw InputError(entry.place(), fmt::format("{} has more than {} windows a trip", entry.name, kMostTripWindows));
    }
  }
  return windows;
}

/// Windows are local times of wherever the athlete then is, so all trips have to be known before them.
void read_behaviour(const TomlValue& entry, Reading& reading, std::span<const Stay> stays, Trip& trip) {
  for (const DatedWindow& bright : read_windows(entry, "bright", kBrightKeys, reading, stays)) {
    double lux = reading.travel.light.bright;
    read(bright.entry, "lux", lux, {0.0, 150'000.0, "lux"});
    trip.bright.push_back({bright.when, lux});
    reading.bright.push_back(bright);
  }
  for (const DatedWindow& dark : read_windows(entry, "dark", kDatedWindowKeys, reading, stays)) {
    trip.dark.push_back(dark.when);
    reading.dark += span_of(dark.when);
  }
  for (const DatedWindow& nap : read_windows(entry, "naps", kDatedWindowKeys, reading, stays)) {
    if (nap.window.length() < kShortestNap || nap.window.length() > kLongestNap) {
      throw InputError(nap.entry.place(),
                       fmt::format("{} is {} minutes, expected {} to {}", nap.text(), nap.window.length().count(),
                                   kShortestNap.count(), kLongestNap.count()));
    }
    trip.naps.push_back(nap.when);
    reading.naps += span_of(nap.when);
  }
}

void expect_possible_light(const Reading& reading) {
  for (const DatedWindow& bright : reading.bright) {
    const bool dark = boost::icl::intersects(reading.dark, span_of(bright.when));
    if (!dark && !boost::icl::intersects(reading.naps, span_of(bright.when))) continue;
    throw InputError(bright.entry.place(), fmt::format("{} overlaps one of \"{}\"; expected one or the other",
                                                       bright.text(), dark ? "dark" : "naps"));
  }
}

}  // namespace

std::vector<Trip> read_trips(const TomlValue& value, const std::optional<TravelHabits>& travel, Date start, int days) {
  const std::vector<TomlValue> entries = list_of(value, "a list of tables: write [[plan.trip]]");
  if (entries.empty()) return {};
  if (!travel) {
    throw InputError(entries.front().place(),
                     fmt::format("{} needs to know where home is, expected [travel] with home", value.name));
  }
  if (entries.size() > kMostTrips) {
    throw InputError(entries[kMostTrips].place(),
                     fmt::format("{} trips, expected at most {} a plan", entries.size(), kMostTrips));
  }
  const Date last = start + date::days{days - 1};
  if (date::year_month_day{last}.year() > date::year{kLastZoneYear}) {
    throw InputError(entries.front().place(), fmt::format("{} in a scenario that ends {}; zones are known until {}",
                                                          value.name, iso(last), kLastZoneYear));
  }
  return read_trips(entries, *travel, {start - kTripMargin, last + kTripMargin});
}

std::vector<Trip> read_trips(std::span<const TomlValue> entries, const TravelHabits& travel, const TripDates& dates,
                             std::span<const Name> keys) {
  Reading reading{travel, dates, {}, {}, {}, {}};
  for (const TomlValue& entry : entries) reading.trips.push_back(read_trip(entry, reading, keys));
  const std::vector<Stay> stays = itinerary(travel.home, reading.trips);
  for (std::size_t n = 0; n < entries.size(); ++n) read_behaviour(entries[n], reading, stays, reading.trips[n]);
  expect_possible_light(reading);
  return reading.trips;
}

}  // namespace formcast
