#pragma once

#include <string>

#include "sim/calibration/misfit_effect.hpp"
#include "sim/history/history.hpp"
#include "sim/inference/misfits.hpp"

namespace formcast {

/// Describes a row that does not fit the rest.
std::string misfit_text(const Misfit& misfit, const AthleteHistory& athlete, const History& history);

/// The effect of misfits on a twin: its prediction with and without them.
std::string misfit_effect_text(const Twin& with, const Twin& without);

/// "1 row to look at", "2 rows to look at".
std::string rows_to_look_at(std::size_t count);

}  // namespace formcast
