#pragma once

#include <span>
#include <vector>

#include "models/clock/hannay19.hpp"
#include "models/clock/run.hpp"

namespace formcast {

/// The body clock of those who travel. In Hannay's the phase is a state of its own; in van der Pol clocks bright light
/// that comes on in the body's night cuts the trough of temperature short, which looks like a leap of the clock.
using TravelClock = Hannay19;

/// Runs a block's clock on until the end of 24 hours number `day` of the light; `cbt_min` is then the last minimum of
/// body temperature [h]. Does nothing where the clock is further on.
void run_travel_clock(std::span<const LightInterval> light, int day, const TravelClock::Rates<Lanes>& rates,
                      Clock<TravelClock, Lanes>& clock, Lanes& cbt_min);

/// A block's last minima before the end of each 24 hours, `days` of them from hour 0 on [h].
std::vector<Lanes> cbt_minima(std::span<const LightInterval> light, int days, const TravelClock::Rates<Lanes>& rates);

}  // namespace formcast
