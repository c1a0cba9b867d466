#pragma once

#include <span>
#include <vector>

#include "models/clock/hannay19.hpp"
#include "models/clock/run.hpp"

namespace formcast {

/// The body clock for travel. In Hannay's model the phase is a state of its own; in van der Pol clocks bright light in
/// the body's night cuts the temperature trough short, which looks like a phase jump.
using TravelClock = Hannay19;
/// A quarter of the steps of 0.1 h, with the same times of CBTmin but for seconds (models/README.md).
inline constexpr ClockSteps kTravelSteps{0.5, 0.1};

/// Advances a block's clock to the end of 24-hour period `day` of the light; `cbt_min` is then the last minimum of body
/// temperature [h]. Does nothing where the clock is already further.
void run_travel_clock(std::span<const LightInterval> light, int day, const TravelClock::Rates<Lanes>& rates,
                      Clock<TravelClock, Lanes>& clock, Lanes& cbt_min);

/// A block's last minimum before the end of each of `days` 24-hour periods [h].
std::vector<Lanes> cbt_minima(std::span<const LightInterval> light, int days, const TravelClock::Rates<Lanes>& rates);

}  // namespace formcast
