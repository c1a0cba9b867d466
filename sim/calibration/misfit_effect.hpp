#pragma once

#include <optional>
#include <vector>

#include "sim/calibration/trip_calibration.hpp"
#include "sim/inference/misfits.hpp"

namespace formcast {

/// What a twin expects of a test some days after its record, at usual training: median and 90 % interval [p].
struct Outlook14 {
  static constexpr int kAhead = 14;  ///< [d]

  Date date;
  double likely = 0.0, low = 0.0, high = 0.0;
};
Outlook14 outlook_14(const Twin& twin);

/// Calibrates as the twin was calibrated, but without the misfits that it believed; nothing where there are none, where
/// no test at home or no load is left, or when cancelled. Deterministic.
std::optional<Twin> calibrate_without(const Twin& twin, const AthleteHistory& record,
                                      const std::vector<Misfit>& misfits, const ToldTrips& trips,
                                      const Control& control);

}  // namespace formcast
