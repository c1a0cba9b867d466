#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/measures/best_means.hpp"
#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// A best effort: a power or speed and how long it was held.
struct Effort {
  double duration = 0.0;  ///< [s]
  double value = 0.0;     ///< mean over it [W] or [m/s]
};

/// Durations of efforts that are used, ends included. [s]
struct EffortRange {
  double shortest = 180.0, longest = 900.0;
};

/// For critical speed the range of Hughson et al.
inline constexpr EffortRange kSpeedEfforts{120.0, 1200.0};

/// An asymptote and a reserve above it, with their standard errors.
struct CriticalIntensity {
  double critical = kMissing;     ///< critical power [W] or critical speed [m/s]
  double reserve = kMissing;      ///< W' [J] or D' [m]
  double critical_se = kMissing;  ///< standard errors; not a number with two efforts, through which any two
  double reserve_se = kMissing;   ///< parameters pass
  double residual_sd = kMissing;  ///< of the efforts about the curve [W], for speed of their distances [m]
  int efforts = 0;                ///< used
  std::string why_not;            ///< why nothing was fitted, or ""
};

/// Critical power and W' (Monod & Scherrer 1965, Ergonomics 8:329; Hill 1993, Sports Med 16:237): least squares of
/// power on the hyperbola P = CP + W' / t, since the powers of given durations are what varies. Best means of ordinary
/// rides are lower bounds: the fit is one of the athlete only where each was an all-out effort. CP differs by 5 to 10 %
/// by model and durations; it is neither a lactate threshold nor the FTP of a 20 min test.
CriticalIntensity critical_power(std::span<const Effort> efforts, const EffortRange& range = {});

/// Critical speed and D' (Hughson et al. 1984, Int J Sports Med 5:23): least squares of distance on D = CS t + D'.
/// Level ground, or speeds corrected for it.
CriticalIntensity critical_speed(std::span<const Effort> efforts, const EffortRange& range = kSpeedEfforts);

/// The known points of a curve.
std::vector<Effort> efforts_of(std::span<const BestMean> means);

}  // namespace formcast::intake
