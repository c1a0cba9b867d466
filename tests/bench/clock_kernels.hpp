#pragma once

#include <span>
#include <vector>

namespace formcast::bench {

inline constexpr int kClockMembers = 32, kClockDays = 60;

/// The floor of a clock in lanes: Forger99 through Boost.Odeint's Runge-Kutta method alone. Fixed steps
/// of 0.1 h, the light of each step given, no CBTmin. `lux` is of a day's 240 steps. Returns x of a member.
float floor_clock(std::span<const float> lux, int days);

/// Plain Forger99: one member after another, doubles, libm.
double scalar_clock(std::span<const float> lux, int days, int members);

}  // namespace formcast::bench
