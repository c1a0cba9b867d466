#include "sim/travel_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/travel_advice.hpp"

namespace formcast {
namespace {

using std::chrono::minutes;

/// What a candidate is worth: misalignment, and a tenth of an hour for each half of what it asks of the athlete.
double cost(double misalignment, const Trip& trip) {
  const double nights = trip.shift ? trip.shift->days : 0;
  const double windows = static_cast<double>(trip.bright.size() + trip.dark.size());
  return std::abs(misalignment) + 0.02 * nights + 0.005 * windows;
}

std::vector<SleepShift> shifts(int most_days) {
  std::vector<SleepShift> made;
  for (int days = 1; days <= std::min(most_days, 6); ++days) {
    for (const minutes a_day : {minutes{30}, minutes{60}, minutes{90}}) {
      for (const auto way : {SleepShift::Way::kEarlier, SleepShift::Way::kLater}) made.push_back({days, a_day, way});
    }
  }
  return made;
}

bool on_board(const Trip& trip, const Period& when) {
  return std::any_of(trip.legs.begin(), trip.legs.end(),
                     [&](const Leg& leg) { return when.begin < leg.arrive && leg.depart < when.end; });
}

/// The advice of each day until the target day as windows, at most two hours of bright light.
void follow(const Advice& advice, Date target, double lux, Trip& trip) {
  constexpr minutes kLongest{120};
  trip.bright.clear();
  trip.dark.clear();
  for (const AdviceDay& day : advice.days) {
    if (day.date >= target) break;
    for (const Period& seek : day.seek) {
      const Period when{seek.begin, std::min(seek.end, seek.begin + kLongest)};
      const bool free = trip.bright.empty() || trip.bright.back().when.end <= when.begin;
      if (free && !on_board(trip, when)) trip.bright.push_back({when, lux});
    }
    for (const Period& avoid : day.avoid) {
      const bool free = trip.dark.empty() || trip.dark.back().end <= avoid.begin;
      const bool lit = std::any_of(trip.bright.begin(), trip.bright.end(), [&](const BrightLight& bright) {
        return avoid.begin < bright.when.end && bright.when.begin < avoid.end;
      });
      if (free && !lit && !on_board(trip, avoid)) trip.dark.push_back(avoid);
    }
  }
}

}  // namespace

TravelTiming search_timing(const Travel& travel, const std::vector<Trip>& trips, Date first, int days, Date target) {
  TravelTiming best;
  for (std::size_t i = 0; i < trips.size(); ++i) {
    if (Date{date::floor<date::days>(trips[i].legs.front().depart)} <= target) best.trip = i;
  }
  std::vector<Trip> tried = trips;
  Trip& trip = tried[best.trip];
  const auto off = [&] {
    const Advice advice = travel_advice(travel, tried, first, days);
    return std::pair{advice.days[static_cast<std::size_t>((target - first).count())].misalignment, advice};
  };
  best.as_written = best.misalignment = off().first;
  best.better = trip;
  double least = cost(best.misalignment, trip);
  const auto consider = [&](double misalignment) {
    if (cost(misalignment, trip) >= least) return;
    least = cost(misalignment, trip);
    best.misalignment = misalignment;
    best.better = trip;
  };
  const Date departs{date::floor<date::days>(trip.legs.front().depart)};
  const Date from = best.trip == 0 ? first : Date{date::floor<date::days>(trips[best.trip - 1].legs.back().arrive)};
  std::vector<std::optional<SleepShift>> candidates{std::nullopt};
  for (const SleepShift& shift : shifts(static_cast<int>((departs - from).count()) - 1)) candidates.emplace_back(shift);
  for (const auto& shift : candidates) {
    trip.shift = shift;
    trip.bright.clear();
    trip.dark.clear();
    auto [misalignment, advice] = off();
    consider(misalignment);
    // Light changes the clock and so the advice; twice round is as good as it gets.
    for (int round = 0; round < 2; ++round) {
      follow(advice, target, travel.light.bright, trip);
      std::tie(misalignment, advice) = off();
      consider(misalignment);
    }
  }
  return best;
}

}  // namespace formcast
