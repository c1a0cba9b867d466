#include "sim/travel/sleep_schedule.hpp"

#include <algorithm>
#include <vector>

#include "sim/travel/itinerary.hpp"

namespace formcast {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr minutes kToTheAirport{120}, kTakeOff{30}, kLanding{30}, kFromTheAirport{60}, kShortest{60};

/// Legs without a stay between them: from the origin of the first to the destination of the last.
struct Journey {
  const Leg* first;
  const Leg* last;
};

std::vector<Journey> journeys(const Trip& trip) {
  std::vector<Journey> found;
  for (const Leg& leg : trip.legs) {
    const bool goes_on = !found.empty() && leg.depart - found.back().last->arrive < Trip::kStay;
    if (!goes_on) found.push_back({&leg, &leg});
    found.back().last = &leg;
  }
  return found;
}

/// Bedtimes that shift towards another clock's.
struct Shifting {
  Date departure;  ///< by the old clock
  int nights = 0;
  minutes a_night{}, all{};  ///< `all` is signed, negative is earlier

  minutes of(Date evening) const {
    const auto last = departure - date::days{1};
    const int done = std::clamp(nights - static_cast<int>((last - evening).count()), 0, nights);
    const minutes moved = std::min(done * a_night, std::chrono::abs(all));
    return all < minutes{0} ? -moved : moved;
  }
};

/// The clock that sleep follows, until the next one's `begin`.
struct SleepClock {
  Instant begin;
  std::string zone;
  Shifting shifting{};
};

minutes way_to(const SleepClock& clock, const Journey& journey, SleepShift::Way way) {
  constexpr minutes kDay = hours{24};
  const minutes ahead =
      utc_offset(journey.last->to.zone, journey.last->arrive) - utc_offset(clock.zone, journey.first->depart);
  minutes later = -ahead % kDay;
  if (later > kDay / 2) later -= kDay;
  if (later <= -kDay / 2) later += kDay;
  if (way == SleepShift::Way::kEarlier && later > minutes{0}) later -= kDay;
  if (way == SleepShift::Way::kLater && later < minutes{0}) later += kDay;
  return later;
}

std::vector<SleepClock> sleep_clocks(const TravelHabits& travel, std::span<const Trip> trips) {
  std::vector<SleepClock> clocks{{Instant::min(), travel.home.zone}};
  for (const Trip& trip : trips) {
    const std::vector<Journey> all = journeys(trip);
    if (trip.shift) {
      SleepClock& now = clocks.back();
      const Date departure = local_date(now.zone, all.front().first->depart);
      now.shifting = {departure, trip.shift->days, trip.shift->a_day, way_to(now, all.front(), trip.shift->way)};
    }
    if (trip.local_time_from == Trip::LocalTimeFrom::kNever) continue;
    const bool boarding = trip.local_time_from == Trip::LocalTimeFrom::kBoarding;
    for (const Journey& journey : all) {
      clocks.push_back({boarding ? journey.first->depart : journey.last->arrive, journey.last->to.zone});
    }
  }
  return clocks;
}

/// The nights by this clock, before travel cuts into them.
void add_nights(const SleepClock& clock, const DailyWindow& sleep, const Period& during, MinuteSet& asleep) {
  if (during.begin >= during.end) return;
  const bool after_midnight = sleep.from < hours{12};
  const MinuteSpan within = span_of(during);
  const Date end = date::floor<date::days>(during.end) + date::days{2};
  for (Date evening = date::floor<date::days>(during.begin) - date::days{3}; evening < end; evening += date::days{1}) {
    const minutes bed = sleep.from + clock.shifting.of(evening) + (after_midnight ? hours{24} : hours{0});
    const Period night = period_of(clock.zone, evening, {bed, bed + sleep.length()});
    asleep += span_of(night) & within;
  }
}

void keep_awake(const Leg& leg, MinuteSet& asleep) {
  asleep -= span_of({leg.depart - kToTheAirport, leg.depart + kTakeOff});
  asleep -= span_of({leg.arrive - kLanding, leg.arrive + kFromTheAirport});
  if (!leg.sleeps || leg.sleep) asleep -= span_of({leg.depart, leg.arrive});
}

MinuteSet without_snatches(const MinuteSet& asleep) {
  MinuteSet kept;
  for (const MinuteSpan& piece : asleep) {
    if (piece.upper() - piece.lower() >= kShortest.count()) kept += piece;
  }
  return kept;
}

}  // namespace

minutes time_to_shift(const TravelHabits& travel, std::span<const Trip> before, const Trip& trip) {
  const auto way = trip.shift ? trip.shift->way : SleepShift::Way::kShorter;
  return way_to(sleep_clocks(travel, before).back(), journeys(trip).front(), way);
}

MinuteSet nights(const TravelHabits& travel, std::span<const Trip> trips, const Period& span) {
  // A day more on both sides: whole nights are judged before the cut.
  const Period around{span.begin - hours{24}, span.end + hours{24}};
  const std::vector<SleepClock> clocks = sleep_clocks(travel, trips);
  MinuteSet asleep;
  for (std::size_t n = 0; n < clocks.size(); ++n) {
    const Instant until = n + 1 < clocks.size() ? clocks[n + 1].begin : around.end;
    add_nights(clocks[n], travel.sleep, {std::max(clocks[n].begin, around.begin), std::min(until, around.end)}, asleep);
  }
  for (const Trip& trip : trips) {
    for (const Leg& leg : trip.legs) keep_awake(leg, asleep);
  }
  asleep = without_snatches(asleep);
  for (const Trip& trip : trips) {
    for (const Leg& leg : trip.legs) {
      if (leg.sleeps && leg.sleep) asleep += span_of(*leg.sleep);
    }
    for (const Period& nap : trip.naps) asleep += span_of(nap);
  }
  asleep &= span_of(span);
  return asleep;
}

}  // namespace formcast
