// Runs the body clock through a plan's light, 32 lanes at once. Relies on intervals sorted by time; a call costs two
// binary searches and the clock's steps for each 24 hours not yet run.
#include "sim/travel/travel_clock.hpp"

#include <algorithm>

namespace formcast {

void run_travel_clock(std::span<const LightInterval> light, int day, const TravelClock::Rates<Lanes>& rates,
                      Clock<TravelClock, Lanes>& clock, Lanes& cbt_min) {
  while (clock.day <= day) {
    // Only the intervals of these 24 hours: a plan has a thousand.
    const double begin = 24.0 * clock.day;
    const auto from =
        std::partition_point(light.begin(), light.end(), [&](const LightInterval& each) { return each.end <= begin; });
    const auto to =
        std::partition_point(from, light.end(), [&](const LightInterval& each) { return each.begin < begin + 24.0; });
    run_clock<TravelClock, Lanes>(rates, {std::span(from, to), kTravelSteps}, std::span(&cbt_min, 1), clock);
  }
}

std::vector<Lanes> cbt_minima(std::span<const LightInterval> light, int days, const TravelClock::Rates<Lanes>& rates) {
  std::vector<Lanes> cbt_min(static_cast<std::size_t>(days));
  Clock<TravelClock, Lanes> clock;
  run_clock<TravelClock, Lanes>(rates, {light, kTravelSteps}, cbt_min, clock);
  return cbt_min;
}

}  // namespace formcast
