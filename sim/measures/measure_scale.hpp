#pragma once

#include <optional>
#include <span>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// How one measure of load is expressed in another's unit.
struct MeasureScale {
  double factor = kMissing;         ///< of the second measure's values
  double factor_se = kMissing;      ///< standard error
  double session_error = kMissing;  ///< SD of a session's scaled value about its own, as a share of it
  int sessions = 0;                 ///< that have both
};

/// The median ratio of `wanted` to `other`, a line through the origin that a few wrong sessions do not turn. One value
/// a session each; sessions of which `other` is 0 say nothing. The spread of the ratios is 1.4826 MAD n / (n - 0.8), SD
/// of a normal distribution (Croux & Rousseeuw 1992, Computational Statistics 1:411), and the standard error of their
/// median 1.2533 of it / sqrt(n). Nothing with fewer than two sessions. It holds for sessions like those that have
/// both: a scale from rides says little of runs.
std::optional<MeasureScale> scale_between(std::span<const double> wanted, std::span<const double> other);

}  // namespace formcast::intake
