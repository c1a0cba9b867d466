#pragma once

#include <vector>

#include "sim/calibration/misfit_text.hpp"
#include "sim/cli/json.hpp"

namespace formcast {

/// misfit_text as JSON.
Json misfit_json(const Misfit& misfit, const AthleteHistory& athlete);
Json misfits_json(const std::vector<Misfit>& misfits, const AthleteHistory& athlete);

/// misfit_effect_text as JSON.
Json misfit_effect_json(const Twin& with, const Twin& without);

}  // namespace formcast
