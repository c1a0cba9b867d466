#pragma once

#include <string>

#include "sim/measures/measures_sampling.hpp"

namespace formcast::intake {

/// Speed and heart rate of a run, warmed up and before an hour's drift.
struct SteadyRun {
  double speed = kMissing;       ///< mean, corrected for slope (level_speed) [m/s]
  double heart_rate = kMissing;  ///< mean [1/min]
  int seconds = 0;               ///< in which both are known; 0 where the run is too short or they are not
  std::string from;              ///< file of another record of the session that they are from; "" for its own
};

/// The run from its 10th to its 60th minute, where 20 min of that are left and at least 90 % of them have both.
SteadyRun steady_run(const Series& series);

/// Of two records of a session takes the one with more seconds; `kept` of equals. `file` names the other record.
void join_steady_run(SteadyRun& kept, const SteadyRun& other, const std::string& file);

}  // namespace formcast::intake
