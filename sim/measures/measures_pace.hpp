#pragma once

#include <span>
#include <vector>

#include "sim/measures/measures_sampling.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

// Load from speed, through a model of the power that the speed takes.

/// Size of a runner.
struct Runner {
  double mass = kMissing;    ///< [kg]
  double height = kMissing;  ///< [m]
};

/// Power of running at a speed [m/s] on a slope (rise / run), without acceleration. [W]
///   v m (0.54 A v^2 / m + c(i) (0.25 + 0.054 v) (1 - 0.5 v / 8.33))
/// air: 0.5 x 1.2 kg/m^3 x 0.9 x frontal area A = 0.266 x 0.2025 height^0.725 mass^0.425 (Arsac & Locatelli 2002, J
/// Appl Physiol 92:1781; Du Bois & Du Bois 1916); energy cost of slope c(i) = 155.4 i^5 - 30.4 i^4 - 43.3 i^3 + 46.3
/// i^2 + 19.5 i + 3.6 J/(kg m) (Minetti et al. 2002, J Appl Physiol 93:1039), which was measured within +-0.45, where
/// `slope` is kept; efficiency by Skiba (2006, PhysFarm). A model's power: not that of a foot pod, whose watts differ
/// by maker.
double running_power(double speed, double slope, const Runner& runner);

/// Weighted power of a run (Skiba 2006): power from speed and slope averaged over the last 120 s, with what accelerates
/// the body, 30 s mean of it, fourth-power mean; windows grow from the start. (seconds) each. [W] The first second has
/// no acceleration: taken from a standstill, as elsewhere, a watch started on the run would make it a sprint of over a
/// kilowatt, which the first windows and the fourth power turn into as much as a fifth of an hour's stress.
double graded_running_power(std::span<const double> speed, std::span<const double> slope, const Runner& runner);

/// Running stress: 100 h (graded running power / power at critical speed on the flat)^2, the definition of GOVSS (Skiba
/// 2006), so that an hour at critical speed is 100. [AU] Not the rTSS of TrainingPeaks, whose pace is not published.
double running_stress(double graded_power, double critical_speed, double seconds, const Runner& runner);

/// Slope of each second: rise over distance within 15 s to each side, 0 where less than 5 m were covered, since a
/// barometer's steps of 0.2 m would make cliffs of single seconds. (seconds) [rise / run] Not known where altitude is
/// not.
std::vector<double> slope_of(const Series& series);

/// Speed on level ground at the energy cost of each second's speed on its slope: v c(i) / c(0), c as above. (seconds)
/// [m/s] Where altitude is not known, as on a track, a run is level.
std::vector<double> level_speed(const Series& series);

/// Power of swimming at a speed [m/s]: (0.35 mass + 2) / 0.6 v^3, drag by body mass and a propelling efficiency of 0.6
/// (Skiba, SwimScore, PhysFarm, after Toussaint & Beek 1992, Sports Med 13:8). [W] Front crawl of a trained swimmer.
double swimming_power(double speed, double mass);

/// Swimming stress, the definition of SwimScore: swimming power weighted exponentially over 25 s, third-power mean, 100
/// h (it / power at critical speed)^2. `speed` is (seconds) [m/s]; rest at the wall is 0 and counts. [AU] An hour at
/// critical speed is a little below 100, since the weights rise from 0.
double swimming_stress(std::span<const double> speed, double critical_speed, double mass);

/// Speed by lengths of a pool, at 1 Hz: pool length over the length's time, 0 at the wall. (seconds) [m/s] Empty where
/// the pool's length is not known. Fractions of a second are carried over from length to length.
std::vector<double> pool_speed(std::span<const PoolLength> lengths, double pool_length);

}  // namespace formcast::intake
