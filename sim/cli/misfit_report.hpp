#pragma once

#include <vector>

#include "sim/calibration/misfit_text.hpp"
#include "sim/cli/json.hpp"

namespace formcast {

/// What misfit_text says, for a program.
Json misfit_json(const Misfit& misfit, const AthleteHistory& athlete);
Json misfits_json(const std::vector<Misfit>& misfits, const AthleteHistory& athlete);

/// What misfit_effect_text says, likewise.
Json misfit_effect_json(const Twin& with, const Twin& without);

}  // namespace formcast
