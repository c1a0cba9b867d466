#pragma once

#include <cstddef>
#include <span>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

struct EctopicOptions {
  double farthest = 0.20;  ///< from the local median, as a share of it; studies use 0.20 to 0.25
  int neighbours = 5;      ///< intervals on each side that make the local median
};

/// The beat-to-beat variability of a recording.
struct BeatVariability {
  double rmssd = kMissing;      ///< [ms]
  double ln_rmssd = kMissing;   ///< natural logarithm of it, the form that is near normal from day to day
  std::size_t differences = 0;  ///< that rmssd rests on
  std::size_t dropped = 0;      ///< intervals that are no normal beats; many of them make the recording doubtful
};

/// Root mean square of successive differences between heart beats (Task Force 1996, Circulation 93:1043; in athletes
/// Plews et al. 2013, Sports Med 43:773). `rr` are the intervals in order [s]. An ectopic beat or a beat not seen makes
/// an interval far from the local median: it is dropped together with the two differences that it touches. Intervals on
/// its two sides are not neighbours and make no difference. Not a number with fewer than two neighbours left. What it
/// is not: SDNN, which some exports call HRV, nor comparable between a minute standing and a night.
BeatVariability rmssd(std::span<const double> rr, const EctopicOptions& options = {});

}  // namespace formcast::intake
