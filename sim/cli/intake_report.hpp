#pragma once

#include <string>

#include "sim/cli/json.hpp"
#include "sim/intake/intake.hpp"

namespace formcast {

/// What became of the history's file.
enum class IntakeOutcome { kNothing, kDryRun, kWritten, kReplaced, kUnchanged, kRefused };

/// All that `formcast intake` says: as text, and the same as JSON.
struct IntakeReport {
  std::string athlete;
  std::vector<intake::ReadFile> files;
  intake::IntakeResult result;
  std::string output;
  IntakeOutcome outcome = IntakeOutcome::kNothing;

  /// While there are some, nothing is written.
  std::vector<intake::Question> questions() const;
  std::string text() const;
  Json json() const;
};

Json intake_json(const intake::ReadFile& file);
Json questions_json(const std::vector<intake::Question>& questions);

}  // namespace formcast
