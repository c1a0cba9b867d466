#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// An athlete's norm: the performances that tests would have shown on the days of the record's last year, or
/// of all of it, as the twin models them (ModelledPast).
///
/// Readiness is a performance's place among them, in percent: 50 is a usual day, 90 a day better than nine in ten.
/// There is no validated composite score of readiness; this is one number with an open definition, and its parts are
/// fitness, fatigue and what travel does to body clock and sleep. Its limits: it knows loads, tests and trips only (no
/// mood, no soreness, no illness that is not planned); it is relative to the athlete's own norm, so that athletes do
/// not compare; and a norm of few weeks holds few kinds of days. As it grows with performance, its bands are those of
/// performance, and it needs no unit.
struct Norm {
  static constexpr std::size_t kPoints = 401;     ///< of a norm's performances
  static constexpr std::size_t kMostDays = 365;   ///< of the record's end
  static constexpr std::size_t kFewestDays = 42;  ///< with fewer there is no norm
};

/// The share of the norm that a performance exceeds [%], 0 to 100. `norm`: ascending, spread evenly over what is usual,
/// two or more [p]. 0 below all of it and 100 above.
double readiness(std::span<const float> norm, double performance);

/// Bands of readiness [%] from those of performance.
Quantiles readiness(std::span<const float> norm, const Quantiles& performance);
std::vector<Quantiles> readiness(std::span<const float> norm, std::span<const Quantiles> performance);

}  // namespace formcast
