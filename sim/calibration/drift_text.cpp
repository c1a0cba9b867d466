#include "sim/calibration/drift_text.hpp"

#include <fmt/format.h>

#include "models/timing.hpp"
#include "sim/base/language.hpp"

namespace formcast {

std::string coverage_text(const Drift& drift) {
  return drift.drifted ? tr("{} of the last {} tests were within their 90 % interval", drift.inside, drift.forecasts)
                       : tr("{} of the last {} tests were within their 90 % interval: no sign of drift", drift.inside,
                            drift.forecasts);
}

std::string drift_text(const Twin& twin, const Drift& drift) {
  return tr(
      "the twin has drifted: {}. Check that tests are still {} the day's training ({}) and that loads and tests are "
      "measured as before; if so, the athlete responds differently than before: calibrate a new twin from a recent, "
      "corrected history",
      drift.reason, twin.timing == Timing::kNextDay ? tr("before") : tr("after"), name(twin.timing));
}

}  // namespace formcast
