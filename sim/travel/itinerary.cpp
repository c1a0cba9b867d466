// Trips as a gapless list of stays and flights; every question is a linear scan of it. Relies on legs in order.
#include "sim/travel/itinerary.hpp"

namespace formcast {
namespace {

constexpr Instant kLongBefore{date::sys_days{date::year{1900} / 1 / 1}};
constexpr Instant kLongAfter{date::sys_days{date::year{2300} / 1 / 1}};

LocalTime midnight(Date date) { return LocalTime{date.time_since_epoch()}; }

}  // namespace

std::vector<Stay> itinerary(const Location& home, std::span<const Trip> trips) {
  std::vector<Stay> stays{{{kLongBefore, kLongAfter}, home}};
  for (const Trip& trip : trips) {
    for (std::size_t n = 0; n < trip.legs.size(); ++n) {
      const Leg& leg = trip.legs[n];
      Stay& before = stays.back();
      before.when.end = leg.depart;
      // The first leg of a trip ends a stay at home or between trips, never a stopover.
      before.passing = n > 0 && leg.depart - before.when.begin < Trip::kStay;
      const Location from = before.place;
      stays.push_back({{leg.depart, leg.arrive}, from, true});
      stays.push_back({{leg.arrive, kLongAfter}, leg.to});
    }
  }
  return stays;
}

const Location& place_at(std::span<const Stay> stays, Instant at, const Location& home) {
  const Location* place = &home;
  for (const Stay& stay : stays) {
    if (stay.when.begin > at) break;
    if (!stay.flying && !stay.passing) place = &stay.place;
  }
  return *place;
}

Instant day_begin(std::span<const Stay> stays, Date date) {
  // From the last stay back: after crossing the date line a date may begin twice, and the last beginning counts.
  for (auto stay = stays.rbegin(); stay != stays.rend(); ++stay) {
    const Instant begin = instant_of(stay->place.zone, midnight(date));
    if (begin >= stay->when.end) return stay->when.end;
    if (begin > stay->when.begin) return begin;
  }
  return stays.front().when.begin;
}

Period period_of(std::string_view zone, Date date, const DailyWindow& window) {
  const LocalTime from = midnight(date) + window.from;
  return {instant_of(zone, from), instant_of(zone, from + window.length())};
}

std::optional<Period> on_the_ground(std::span<const Stay> stays, Date date, const DailyWindow& window) {
  for (const Stay& stay : stays) {
    if (stay.flying) continue;
    const Period period = period_of(stay.place.zone, date, window);
    if (period.begin >= stay.when.begin && period.end <= stay.when.end && period.begin < period.end) return period;
  }
  return std::nullopt;
}

}  // namespace formcast
