#include "sim/planning/travel_search.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "sim/ensemble/travel_members.hpp"
#include "sim/travel/day_schedule.hpp"
#include "sim/travel/itinerary.hpp"
#include "sim/travel/minutes.hpp"
#include "sim/travel/sleep_schedule.hpp"
#include "sim/travel/trip_exposure.hpp"

// A grid of behaviours, each simulated on the body clocks of one block of members; the best is taken.
//
// Promises: the same result for any number of threads, with a trip that a scenario can hold.
// Relies on: a last trip before the target day, and clocks that are entrained within kClockWarmUp days.
// Costs: two schedules with 32 clocks for a behaviour with light, one without; at most 118 behaviours, in parallel.
namespace formcast {
namespace {

using std::chrono::minutes;

constexpr int kMostNights = 5;
constexpr minutes kWindow{180}, kShortest{60}, kRound{30};
constexpr double kAlike = 0.25;                                   // [h]
constexpr std::array<double, 5> kPaces{0.0, 1.0, 1.5, 2.0, 3.0};  // hours a day; 0: light as it comes

/// A behaviour: a point of the grid.
struct Choice {
  bool earlier = true;
  int nights = 0;
  Trip::LocalTimeFrom local_time_from = Trip::LocalTimeFrom::kArrival;
  double pace = 0.0;
};

struct Outcome {
  Trip trip;
  std::vector<LightWindow> bright, dark;
  double misalignment = 0.0;

  std::size_t effort() const {
    return 2 * static_cast<std::size_t>(trip.shift ? trip.shift->days : 0) + bright.size() + dark.size();
  }
};

double hours_between(Instant from, Instant to) { return static_cast<double>((to - from).count()) / 60.0; }

Instant later(Instant at, double hours) { return at + minutes{std::lround(hours * 60.0)}; }

minutes time_of_day(std::string_view zone, Instant at) {
  const LocalTime local = local_time(zone, at);
  return local - date::floor<date::days>(local);
}

/// The body clocks of a block of members, as one clock alone may win by chance, when it nearly stops and restarts.
class BodyClocks {
 public:
  /// Of days [first, first + days), the first of which entrain the clocks.
  BodyClocks(const TravelHabits& travel, std::span<const Trip> trips, Date first, int days)
      : schedule_(day_schedule(travel, trips, first, days)),
        cbt_min_(cbt_minima(light_of(schedule_), days, draw_travel({}, 0, travel.effects, Lanes(1.0f)).rates)) {}

  const DaySchedule& schedule() const { return schedule_; }
  /// The last minima of body temperature before the end of the 24 hours that `at` falls into, by the clock of
  /// `midnight` [h].
  Lanes cbt_min(Instant at, Instant midnight) const {
    const double hour = std::max(hours_between(schedule_.start, at), 0.0);
    const Lanes& since_start = cbt_min_[std::min(static_cast<std::size_t>(hour / 24.0), cbt_min_.size() - 1)];
    return since_start + Lanes(hours_between(midnight, schedule_.start));
  }

 private:
  DaySchedule schedule_;
  std::vector<Lanes> cbt_min_;  // by 24 hours from the start [h]
};

double mean(const Lanes& of) {
  double sum = 0.0;
  for (const float each : of.v) sum += static_cast<double>(each);
  return sum / kLanes;
}

/// The mean of hours that are close to each other modulo a day.
double mean_hour(const Lanes& of) {
  const auto first = static_cast<double>(of[0]);
  return first + mean(wrapped(of - Lanes(first), 24.0));
}

class Search {
 public:
  Search(const TravelHabits& travel, const std::vector<Trip>& trips, std::size_t trip, Date first, Date target);

  std::vector<Choice> choices() const;
  Outcome outcome(const Choice& choice) const;
  Outcome as_planned() const;

 private:
  std::vector<Trip> with(const Trip& trip) const;
  BodyClocks clocks_with(const Trip& trip) const { return {travel_, with(trip), first_, days_}; }
  double misalignment(const BodyClocks& clocks) const;
  void add_light(const Choice& choice, Outcome& made) const;
  std::vector<LightWindow> windows(const Period& wanted, const MinuteSet& busy) const;

  const TravelHabits& travel_;
  const std::vector<Trip>& trips_;
  std::size_t trip_;
  std::vector<Stay> stays_;
  Date today_;      // days before it stay as they are
  Date departure_;  // by the clock of the place left
  Date first_;      // of the schedules
  int days_ = 0, most_nights_ = 0;
  Instant event_;
  Lanes resident_;  // residents' minima before the event, from it [h]
};

Search::Search(const TravelHabits& travel, const std::vector<Trip>& trips, std::size_t trip, Date first, Date target)
    : travel_(travel), trips_(trips), trip_(trip), stays_(itinerary(travel.home, trips)), today_(first) {
  const Leg& leg = trips[trip].legs.front();
  departure_ = local_date(leg.from.zone, leg.depart);
  // Nights that may be shifted: from today and the last arrival to departure, if the trip changes the hour at all.
  Date free = first;
  if (trip > 0) free = std::max(free, local_date(leg.from.zone, trips[trip - 1].legs.back().arrive));
  Trip plain = trips[trip];
  plain.shift.reset();
  const bool moves = time_to_shift(travel, std::span(trips).first(trip), plain) != minutes{0};
  most_nights_ = moves ? std::clamp(static_cast<int>((departure_ - free).count()), 0, kMostNights) : 0;
  // Schedules start early enough for the clocks to entrain before the first shifted night and the first trip.
  first_ = departure_ - date::days{kMostNights + kClockWarmUp};
  first_ = std::min(first_, local_date(leg.from.zone, trips.front().legs.front().depart) - date::days{kClockWarmUp});
  days_ = static_cast<int>((target - first_).count()) + 2;
  event_ = period_of(place_at(stays_, later(day_begin(stays_, target), 12.0), travel.home).zone, target,
                     {travel.event, travel.event})
               .begin;
  // The reference: residents of the event's place with the same habits.
  TravelHabits resident = travel;
  resident.home = place_at(stays_, event_, travel.home);
  resident_ = BodyClocks(resident, {}, target - date::days{kClockWarmUp}, kClockWarmUp + 2).cbt_min(event_, event_);
}

std::vector<Choice> Search::choices() const {
  std::vector<Choice> all;
  std::vector<Trip::LocalTimeFrom> times{Trip::LocalTimeFrom::kArrival, Trip::LocalTimeFrom::kBoarding};
  // A trip under way keeps the local time it was begun with.
  if (departure_ < today_) times = {trips_[trip_].local_time_from};
  for (const Trip::LocalTimeFrom from : times) {
    for (int nights = 0; nights <= most_nights_; ++nights) {
      for (const double pace : kPaces) {
        all.push_back({true, nights, from, pace});
        if (nights > 0 || pace > 0.0) all.push_back({false, nights, from, pace});
      }
    }
  }
  return all;
}

std::vector<Trip> Search::with(const Trip& trip) const {
  std::vector<Trip> trips = trips_;
  trips[trip_] = trip;
  return trips;
}

double Search::misalignment(const BodyClocks& clocks) const {
  return mean(abs(wrapped(clocks.cbt_min(event_, event_) - resident_, 24.0)));
}

Outcome Search::as_planned() const { return {trips_[trip_], {}, {}, misalignment(clocks_with(trips_[trip_]))}; }

Outcome Search::outcome(const Choice& choice) const {
  Outcome made{trips_[trip_], {}, {}};
  made.trip.local_time_from = choice.local_time_from;
  made.trip.bright.clear();
  made.trip.dark.clear();
  if (departure_ >= today_) made.trip.shift.reset();
  if (choice.nights > 0) {
    made.trip.shift =
        SleepShift{choice.nights, minutes{60}, choice.earlier ? SleepShift::Way::kEarlier : SleepShift::Way::kLater};
  }
  if (choice.pace > 0.0) add_light(choice, made);
  made.misalignment = misalignment(clocks_with(made.trip));
  return made;
}

/// The parts of a wanted window in which the athlete can choose the light, as windows that a scenario can hold.
std::vector<LightWindow> Search::windows(const Period& wanted, const MinuteSet& busy) const {
  MinuteSet free;
  free += span_of(wanted);
  free -= busy;
  std::vector<LightWindow> made;
  for (const MinuteSpan& piece : free) {
    // Rounded inwards to half hours, and dropped if too short.
    const auto up = [](std::int64_t at) { return (at + kRound.count() - 1) / kRound.count() * kRound.count(); };
    const Instant begin{minutes{up(piece.lower())}}, end{minutes{piece.upper() / kRound.count() * kRound.count()}};
    if (end - begin < kShortest) continue;
    // Only within one stay on the ground, and only if the window read back is the same.
    for (const Stay& stay : stays_) {
      if (stay.flying || begin < stay.when.begin || end > stay.when.end) continue;
      const LightWindow window{local_date(stay.place.zone, begin),
                               {time_of_day(stay.place.zone, begin), time_of_day(stay.place.zone, end)}};
      if (on_the_ground(stays_, window.date, window.window) == Period{begin, end}) made.push_back(window);
    }
  }
  return made;
}

void Search::add_light(const Choice& choice, Outcome& made) const {
  const BodyClocks before = clocks_with(made.trip);
  // Times that cannot be chosen: the past, sleep, flights, and the light of other trips.
  MinuteSet busy;
  busy += span_of({before.schedule().start, day_begin(stays_, today_)});
  for (const ScheduleSpell& spell : before.schedule().spells) {
    const Instant start = before.schedule().start;
    if (spell.asleep || spell.flying) busy += span_of({later(start, spell.begin), later(start, spell.end)});
  }
  for (std::size_t t = 0; t < trips_.size(); ++t) {
    if (t == trip_) continue;
    for (const BrightLight& bright : trips_[t].bright) busy += span_of(bright.when);
    for (const Period& dark : trips_[t].dark) busy += span_of(dark);
  }
  // The clock's minimum on the first day that is free to choose.
  const Instant noon = period_of(trips_[trip_].legs.front().from.zone, departure_ - date::days{choice.nights},
                                 {minutes{720}, minutes{721}})
                           .begin;
  Instant clock = later(noon, mean_hour(before.cbt_min(noon, noon)));
  while (clock < noon) clock += std::chrono::hours{24};
  double apart = std::fmod(hours_between(event_, clock) - mean_hour(resident_), 24.0);  // later than residents'
  if (apart < 0.0) apart += 24.0;
  // Day by day the minimum is shifted by the pace, with light on its one side and dark on the other.
  const double way = choice.earlier ? apart : 24.0 - apart;
  for (int day = 0; choice.pace * day < way; ++day) {
    const double led = choice.pace * day;
    const Instant at = later(clock, 24.0 * day + (choice.earlier ? -led : led));
    if (at + kWindow > event_) break;
    const Period ahead{at - kWindow, at}, behind{at, at + kWindow};
    for (const LightWindow& window : windows(choice.earlier ? behind : ahead, busy)) made.bright.push_back(window);
    for (const LightWindow& window : windows(choice.earlier ? ahead : behind, busy)) made.dark.push_back(window);
  }
  for (const LightWindow& window : made.bright) {
    made.trip.bright.push_back({*on_the_ground(stays_, window.date, window.window), travel_.light.bright});
  }
  for (const LightWindow& window : made.dark) {
    made.trip.dark.push_back(*on_the_ground(stays_, window.date, window.window));
  }
}

}  // namespace

std::optional<std::size_t> trip_before(const std::vector<Trip>& trips, Date target) {
  std::optional<std::size_t> last;
  for (std::size_t t = 0; t < trips.size(); ++t) {
    const Leg& leg = trips[t].legs.front();
    if (local_date(leg.from.zone, leg.depart) < target) last = t;
  }
  return last;
}

std::optional<TravelSearch> search_travel(const TravelHabits& travel, const std::vector<Trip>& trips, std::size_t trip,
                                          Date first, Date target, const Control& control) {
  const Search search(travel, trips, trip, first, target);
  const std::vector<Choice> choices = search.choices();
  std::vector<Outcome> outcomes(choices.size());
  if (!parallel_for(choices.size(), control, [&](std::size_t i) { outcomes[i] = search.outcome(choices[i]); })) {
    return std::nullopt;
  }
  const Outcome planned = search.as_planned();
  // Among behaviours about as good as the best, the one with the least effort.
  const double least = std::ranges::min_element(outcomes, {}, &Outcome::misalignment)->misalignment;
  std::erase_if(outcomes, [&](const Outcome& each) { return each.misalignment > least + kAlike; });
  const Outcome& best = *std::ranges::min_element(
      outcomes, {}, [&](const Outcome& each) { return std::pair(each.effort(), each.misalignment); });
  TravelSearch result{trip, planned.trip, {}, {}, false, planned.misalignment, planned.misalignment, choices.size()};
  if (planned.misalignment <= least + kAlike) return result;
  result.found = best.trip;
  result.bright = best.bright;
  result.dark = best.dark;
  result.better = true;
  result.left = best.misalignment;
  return result;
}

}  // namespace formcast
