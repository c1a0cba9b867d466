#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/measures/measures_sampling.hpp"

namespace formcast::intake {

/// The best mean over a duration in a session, a point of its power-duration curve.
struct BestMean {
  int duration = 0;         ///< [s]
  double value = kMissing;  ///< [W] or [m/s]; not a number where the session has no unbroken stretch so long
  int start = 0;            ///< of the stretch, since Series::start [s]
};

/// Durations between which a curve is nearly straight in the logarithm of time. [s]
inline constexpr std::array<int, 16> kUsualDurations{1,   5,   10,  15,  30,  60,   120,  180,
                                                     300, 480, 600, 720, 900, 1200, 1800, 3600};

struct BestMeanOptions {
  int longest_gap = 30;  ///< gaps up to this count as zeros, longer ones break the session in two [s]
};

/// Best mean power or speed over each duration (mean maximal power; Allen & Coggan 2006, Training and Racing with a
/// Power Meter), by the clock: seconds in which the timer stood still or the channel is not known are gaps. `channel`
/// is (seconds) of the series [W] or [m/s]. Durations >= 1 s. What it is not: a test. It is a lower bound of what the
/// athlete could do that day, and an easy day says nothing.
std::vector<BestMean> best_means(const Series& series, std::span<const double> channel, std::span<const int> durations,
                                 const BestMeanOptions& options = {});

/// The better of two curves over the same durations, for the best of a season.
std::vector<BestMean> better(std::span<const BestMean> a, std::span<const BestMean> b);

}  // namespace formcast::intake
