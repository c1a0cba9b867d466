#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "sim/cli/intake_files.hpp"
#include "sim/cli/intake_measure.hpp"
#include "sim/intake/daily_history.hpp"

namespace formcast {

/// What became of the history's file.
enum class IntakeOutcome { kNothing, kDryRun, kWritten, kReplaced, kUnchanged, kRefused };

/// All that `formcast intake` says: as text, and the same as JSON.
struct IntakeReport {
  std::string athlete;
  std::vector<IntakeFile> files;
  std::size_t records = 0, sessions = 0;  ///< before and after records of one session are joined
  std::vector<std::string> joined;        ///< what was joined, and what of it is not used
  std::vector<std::string> questions;     ///< while there are some, nothing is written
  std::vector<MeasureOffer> measures;     ///< where the measure was not given
  std::optional<intake::MeasureChoice> measure;
  bool only_measure = false;  ///< it was taken since no other is there
  std::optional<intake::DailyHistory> daily;
  std::string output;
  IntakeOutcome outcome = IntakeOutcome::kNothing;

  std::size_t readings() const;
  std::size_t troubles() const;  ///< files that cannot be read
  std::string text() const;
  Json json() const;
};

/// A file in a line: "FIT, 1 session (cycling) on 2026-06-23, 600 samples", or why nothing was taken of it.
std::string intake_line(const IntakeFile& file);
Json intake_json(const IntakeFile& file);

/// A note of a file, with its line.
std::string note_text(const intake::Note& note);

/// The questions among all files' notes, as "file: question".
std::vector<std::string> questions_of(const std::vector<IntakeFile>& files);

}  // namespace formcast
