#pragma once

#include <span>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

// Load from mechanical power. Every `power` here is (seconds) [W] at 1 Hz, known in each second (`known`): coasting is
// 0 and counts, pauses are left out and do not.

/// How a mean over the last seconds begins.
enum class Windows {
  kFull,     ///< with the first second that has a whole window before it
  kGrowing,  ///< at once, over as many seconds as there are
};

/// Fourth root of the mean of the fourth powers of a moving mean over `width` seconds. [unit of `values`]
/// Not a number where there is no window.
double fourth_power_mean(std::span<const double> values, int width, Windows windows);

/// Weighted power: 30 s moving mean, full windows, fourth-power mean (Coggan 2003; Allen & Coggan 2006, Training and
/// Racing with a Power Meter). [W] The power that, held evenly, is thought to cost as much. Others sell it and the
/// stress below as NP, IF and TSS, marks of TrainingPeaks. Not a number below 30 s, where it says nothing; not a best
/// mean power, of which it may be above. Without the zeros of coasting it would be several per cent too high.
double weighted_power(std::span<const double> power);

/// Power stress: 100 h (weighted power / threshold power)^2 over `seconds` of timer time, so that an hour at threshold
/// is 100 (Allen & Coggan 2006). [AU] What counts as threshold (critical power, 0.95 x best 20 min) differs by some per
/// cent between programs, hence the stress by twice as much. Also the stress of xPower below, as BikeScore has it.
double power_stress(double weighted_power, double threshold_power, double seconds);

/// xPower (Skiba 2006, PhysFarm): weights w <- (25 w + p) / 26 from w = 0, fourth-power mean over all seconds. [W] With
/// `power_stress` against critical power it is the like of BikeScore. Rises from 0, so that it is low in short
/// sessions.
double xpower(std::span<const double> power);

/// Exponentially weighted means with a time constant of 25 s as above, their mean of order `order`. [unit of `values`]
double weighted_mean_25s(std::span<const double> values, double order);

}  // namespace formcast::intake
