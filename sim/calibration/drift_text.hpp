#pragma once

#include <string>

#include "sim/inference/drift.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// "18 of the last 20 tests were within their 90 % interval: no sign of drift"; of a drift that can be judged.
std::string coverage_text(const Drift& drift);

/// That a twin has drifted, why, and what to do.
std::string drift_text(const Twin& twin, const Drift& drift);

}  // namespace formcast
