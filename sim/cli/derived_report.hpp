#pragma once

#include "sim/calibration/derived_effect.hpp"
#include "sim/cli/json.hpp"

namespace formcast {

/// derived_effect_text as JSON.
Json derived_json(const DerivedEffect& effect);

}  // namespace formcast
