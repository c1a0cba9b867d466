#pragma once

#include <string>
#include <vector>

#include "sim/cli/json.hpp"
#include "sim/history/history.hpp"
#include "sim/intake/intake.hpp"

namespace formcast {

/// What became of a history: of its file, or kPassedOn to a verb that learns from it.
enum class IntakeOutcome { kNothing, kDryRun, kWritten, kReplaced, kUnchanged, kRefused, kPassedOn };

/// An athlete's history, or why there is none.
struct AthleteIntake {
  std::string athlete;
  intake::IntakeResult result;
  std::string since;   ///< day before which all is left out; "": none
  std::string fault;   ///< why no history can be made or written; "" otherwise
  std::string output;  ///< its file; "" where none is to be written
  IntakeOutcome outcome = IntakeOutcome::kNothing;

  /// While there are some, nothing is written.
  std::vector<intake::Question> questions() const;
  bool ready() const { return fault.empty() && result.ready(); }
  /// Why it has no history: "has 2 questions to be answered first"; "" where nothing is wrong.
  std::string trouble() const;
};

/// All that `formcast intake` says: as text, and the same as JSON.
struct IntakeReport {
  std::vector<intake::ReadFile> files;
  std::vector<intake::Question> questions;  ///< whose the files are; while there are some, no history is made
  std::string state;                        ///< file that keeps what is read; "" where none does
  std::size_t unchanged = 0;                ///< files given that were not read again
  std::size_t of_other_options = 0;         ///< unchanged files that were, as options of reading differ
  std::vector<AthleteIntake> athletes;      ///< in the order in which files name them

  std::string text() const;
  std::string summary() const;  ///< without a line for each file
  Json json() const;
  std::vector<AthleteTrouble> troubles() const;
};

Json intake_json(const intake::ReadFile& file);
Json questions_json(const std::vector<intake::Question>& questions);

}  // namespace formcast
