#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/parallel.hpp"
#include "sim/results/results.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/twin/twin.hpp"

namespace formcast {

/// An athlete of a run before its turn. The twin itself is read in its turn, so that memory does not grow with the
/// roster.
struct RosterEntry {
  std::filesystem::path path;  ///< of the twin file
  std::string digest;          ///< of its text
  std::uintmax_t bytes = 0;    ///< of its text
  std::string athlete;
  std::string load_unit;
  std::string performance_unit;
  Date next_day;                         ///< the first day not in the record
  Week usual_week{};                     ///< by weekday, Monday first [load unit]
  std::optional<EffectSources> effects;  ///< of travel, if the scenario has trips
  DecisionBasis decisions;               ///< the basis of differences between its plans
};

/// Reads the scenario's twins, several at once, in its order. Throws InputError for the first that cannot be used:
/// damaged, a second of one athlete, with other units, or with a record that ends after the scenario starts or more
/// than a year before. With `troubles` such a twin is named there and left out; if none is left, the first is
/// thrown. Nothing when cancelled.
std::vector<RosterEntry> read_roster(const Scenario& scenario, const Control& control,
                                     std::vector<AthleteTrouble>* troubles = nullptr);

/// The twin of an entry. Throws InputError when its file has changed since.
Twin read_twin(const RosterEntry& entry);

/// Days between the end of an athlete's record and the start of the plans.
int lead_days(const Scenario& scenario, const RosterEntry& entry);

}  // namespace formcast
