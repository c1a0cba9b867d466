#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/ensemble/ensemble.hpp"
#include "sim/scenario/scenario.hpp"

namespace formcast {

/// One plan as it is evaluated, its loads resolved to days: all that an outlook depends on beside the twin and the
/// number of members. Equal inputs have equal outlooks.
struct PlanInput {
  Date start;                        ///< of day 0; not before the twin's next day
  std::vector<double> load;          ///< (days) planned [load unit]
  int target = 0;                    ///< day
  std::optional<double> worthwhile;  ///< difference between plans that is worth having [p]; as Target's
  PlanNoise noise;
  std::uint64_t seed = 0;
  std::string trips;  ///< a scenario TOML with the plan's trips and nothing else; empty where it has none

  bool operator==(const PlanInput&) const = default;
};

/// The trips of a scenario's plan as PlanInput holds them.
std::string trips_toml(const Scenario& scenario, std::size_t plan);

/// What `members` members of a twin are run through. Throws InputError for trips that cannot be read.
EnsembleInput ensemble_input(const PlanInput& plan, const Twin& twin, int members);

}  // namespace formcast
