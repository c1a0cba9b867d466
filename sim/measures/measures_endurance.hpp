#pragma once

#include <span>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

struct DecouplingOptions {
  int warm_up = 0;                 ///< left out at the start [s]
  double shortest = 2400.0;        ///< a steady ride lasts this long after the warm-up [s]
  double most_variability = 1.05;  ///< and its weighted power is less than this times its mean power
};

struct Decoupling {
  double value = kMissing;        ///< as a share: 0.05 is 5 % less output for a heart beat in the second half
  double variability = kMissing;  ///< weighted power / mean power; not a number below 30 s
  bool steady = false;            ///< otherwise `value` says more of the course than of the athlete
};

/// Output for a heart beat: mean of `output` over mean of `heart_rate`, (seconds) each, known in the same seconds.
double efficiency(std::span<const double> output, std::span<const double> heart_rate);

/// Aerobic decoupling (Friel 2009, The Cyclist's Training Bible): (first - second) / first of the efficiencies of the
/// two halves by time. `power` [W] and `heart_rate` [1/min] are (seconds) at 1 Hz, known (`known_pairs`). A marker of
/// fatigue, heat and thirst; not performance.
Decoupling aerobic_decoupling(std::span<const double> power, std::span<const double> heart_rate,
                              const DecouplingOptions& options = {});

/// Oxygen uptake that a race result implies (Daniels & Gilbert 1979, Oxygen Power), "VDOT": [ml/(kg min)]
///   (-4.60 + 0.182258 v + 0.000104 v^2) / (0.8 + 0.1894393 e^(-0.012778 t) + 0.2989558 e^(-0.1932605 t))
/// with v in m/min and t in min, from a distance [m] run all-out in `seconds`. Fitted to races of 3.5 min to 4 h. Not a
/// measured oxygen uptake: running economy is taken as average. Not a number for no distance or time.
double vo2max_of_race(double distance, double seconds);

/// The same from a run at a speed [m/s] and a mean heart rate, as a share of its maximum: the uptake of the speed over
/// the share of the maximal uptake that the heart rate tells, e^((share - 1.00466) / 0.68725), a curve through the
/// training tables of Daniels. [ml/(kg min)]
double vo2max_of_run(double speed, double heart_rate_share);

}  // namespace formcast::intake
