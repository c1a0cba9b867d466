#pragma once

#include <vector>

#include "sim/sessions/session.hpp"

namespace formcast::intake {

/// Speeds from which running counts as fast. Clubs and makers use others: they belong beside the value, as here.
struct SpeedLimits {
  double high = 5.5;    ///< high-speed running, 19.8 km/h [m/s]
  double sprint = 7.0;  ///< 25.2 km/h [m/s]
  double dwell = 1.0;   ///< an effort counts when it lasts this long [s]
};

/// Distances of a session on a field.
struct RunningDistances {
  double total = 0.0;       ///< [m]
  double high_speed = 0.0;  ///< above limits.high, sprints included [m]
  double sprint = 0.0;      ///< above limits.sprint [m]
  int high_speed_efforts = 0, sprints = 0;
  SpeedLimits limits;
};

/// One step of a speed recording.
struct SpeedStep {
  double speed = 0.0;     ///< [m/s]
  double duration = 0.0;  ///< [s]
};

/// Distance in all, in high-speed running and in sprints (limits as usual in football: Malone et al. 2017, Int J Sports
/// Physiol Perform 12 S2:18), above a limit, not at it. An effort shorter than `dwell` is a spike and counts as none.
/// Not comparable between sampling rates, makers or limits. No step may be unknown.
RunningDistances running_distances(const std::vector<SpeedStep>& steps, const SpeedLimits& limits = {});

/// A session's speeds at its own sampling rate, each lasting until the next sample. Where none follows within 25 s, or
/// a pause does, it lasts as long as the one before, at most a second. Samples without a speed or in a pause are left
/// out.
std::vector<SpeedStep> speed_steps(const Session& session);

}  // namespace formcast::intake
