#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/date.hpp"
#include "sim/ensemble/ensemble.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// A scenario's plans resolved for one athlete: days between the record and the plans are simulated as usual training.
/// The scenario has a seed and does not start before the twin's next day.
EnsembleInput ensemble_input(const Scenario& scenario, const Twin& twin);

/// The same with the loads of each plan already resolved to days.
EnsembleInput ensemble_input(const Scenario& scenario, const std::vector<std::vector<double>>& loads, const Twin& twin);

/// Most days of usual training between a record and the plans.
inline constexpr int kLongestLead = 365;

/// Why plans that start on `start` cannot follow the record of an athlete, whose next day is `next_day`; empty if they
/// can. `named` names the scenario in the sentence.
std::string lead_fault(std::string_view athlete, Date next_day, Date start, std::string_view named);

}  // namespace formcast
