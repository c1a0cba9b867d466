#pragma once

#include "sim/ensemble/ensemble.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// A scenario's plans resolved for one athlete: days between the record and the plans are lived as usual training. The
/// scenario has a seed and does not start before the twin's next day.
EnsembleInput ensemble_input(const Scenario& scenario, const Twin& twin);

}  // namespace formcast
