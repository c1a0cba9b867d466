#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/cli/json.hpp"
#include "sim/intake/measures.hpp"

namespace formcast {

/// A measure, and how many of an athlete's sessions have it.
struct MeasureOffer {
  intake::MeasureChoice choice;
  std::string key;           ///< as the option takes it: "power_stress", "vendor:training_stress_score"
  std::size_t sessions = 0;  ///< that have it
  std::string needs;         ///< what it lacks of the athlete: "needs the athlete's threshold power"; "" otherwise
};

/// The measure that an option names: a key of intake::kMeasures, or a platform's load by its name.
std::optional<intake::MeasureChoice> measure_of_option(const std::string& text);

/// All names that the option takes.
std::vector<std::string> measure_options();

/// The measures that a session has, or that would need more about the athlete; those of most sessions first.
std::vector<MeasureOffer> measures_of(const std::vector<intake::Session>& sessions,
                                      const intake::AthleteProfile& profile);

/// The only measure that all sessions have; nothing where there are several or none. Duration and distance count only
/// where nothing else does: all sessions have them, and they know no intensity.
std::optional<MeasureOffer> only_measure(const std::vector<MeasureOffer>& offers, std::size_t sessions);

/// The table of a report, and the same as JSON.
std::string measures_text(const std::vector<MeasureOffer>& offers, std::size_t sessions);
Json measures_json(const std::vector<MeasureOffer>& offers);

}  // namespace formcast
