#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measures/measures.hpp"

namespace formcast::intake {

/// A measure, and how many of an athlete's sessions have it.
struct MeasureOffer {
  MeasureChoice choice;
  std::string key;           ///< as options and files name it: "power_stress", "vendor:training_stress_score"
  std::size_t sessions = 0;  ///< that have it
  std::string needs;         ///< what it lacks of the athlete: "needs the athlete's threshold power"; "" otherwise
};

/// The measure of a key: one of kMeasures, a platform's load by its name, or "vendor:NAME" for a load that a table
/// gives by a name of its own. Nothing for any other text.
std::optional<MeasureChoice> measure_choice(const std::string& key);

/// The measures of a list such as "power_stress, trimp": a history's, and those that stand in where a session does not
/// have it. Throws InputError where a name is not known or is given twice.
std::vector<MeasureChoice> measure_chain(std::string_view list);

/// All keys.
std::vector<std::string> measure_keys();

/// The measures that a session has, or that would need more about the athlete; those of most sessions first.
std::vector<MeasureOffer> measures_of(std::span<const Session> sessions, const AthleteProfile& profile);

/// The only measure that all sessions have; nothing where there are several or none. Duration and distance count only
/// where nothing else does: all sessions have them, and they know no intensity.
std::optional<MeasureOffer> only_measure(const std::vector<MeasureOffer>& offers, std::size_t sessions);

}  // namespace formcast::intake
