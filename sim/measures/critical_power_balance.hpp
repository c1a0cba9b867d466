#pragma once

#include <span>
#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

// What is left of W' in the course of a session. `power` is (seconds) [W] by the clock (`by_the_clock`), pauses as
// zeros, in which W' recovers. Both results are (seconds) [J], after each second, and may fall below 0: then critical
// power or W' are too small, and the balance says by how much.

struct PowerReserve {
  double critical_power = kMissing;  ///< [W]
  double w_prime = kMissing;         ///< [J]
};

/// The differential form (Skiba et al. 2015, Eur J Appl Physiol 115:703): above critical power W' falls by what exceeds
/// it, below it recovers by (CP - P) (W' - balance) / W' each second.
std::vector<double> balance_differential(std::span<const double> power, const PowerReserve& reserve);

/// The integral form (Skiba et al. 2012, Med Sci Sports Exerc 44:1526): what was spent above critical power decays with
/// one time constant for the session, the next. Known only afterwards, since the time constant needs the whole session.
std::vector<double> balance_integral(std::span<const double> power, const PowerReserve& reserve);

/// 546 e^(-0.01 D) + 316, D = critical power - mean power of the seconds below it; with no such second 862, of D = 0.
/// [s]
double recovery_time_constant(std::span<const double> power, double critical_power);

}  // namespace formcast::intake
