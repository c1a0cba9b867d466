#include "sim/calibration/drift_text.hpp"

#include <fmt/format.h>

#include "models/timing.hpp"

namespace formcast {

std::string coverage_text(const Drift& drift) {
  return fmt::format("{} of the last {} tests were within their 90 % interval{}", drift.inside, drift.forecasts,
                     drift.drifted ? "" : ": no sign of drift");
}

std::string drift_text(const Twin& twin, const Drift& drift) {
  return fmt::format(
      "the twin has drifted: {}. Check that tests are still {} the day's training ({}) and that loads and tests are "
      "measured as before; if so, the athlete responds differently than before: calibrate a new twin from a recent, "
      "corrected history",
      drift.reason, twin.timing == Timing::kNextDay ? "before" : "after", name(twin.timing));
}

}  // namespace formcast
