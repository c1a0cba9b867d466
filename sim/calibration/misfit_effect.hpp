#pragma once

#include <optional>
#include <vector>

#include "sim/calibration/trip_calibration.hpp"
#include "sim/inference/misfits.hpp"

namespace formcast {

/// A twin's prediction of a test two weeks after its record, at usual training: median and 90 % interval [p].
struct Outlook14 {
  static constexpr int kAhead = 14;  ///< [d]

  Date date;
  double likely = 0.0, low = 0.0, high = 0.0;
};
Outlook14 outlook_14(const Twin& twin);

/// Calibrates as the twin was calibrated, but without the misfits it used. Nothing if there are none, if no test at
/// home or no load is left, or when cancelled. Deterministic.
std::optional<Twin> calibrate_without(const Twin& twin, const AthleteHistory& record,
                                      const std::vector<Misfit>& misfits, const CalibrationTrips& trips,
                                      const Control& control);

}  // namespace formcast
