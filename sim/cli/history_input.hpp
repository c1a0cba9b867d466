#pragma once

#include <optional>
#include <string>

#include "sim/cli/intake_report.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/history/history.hpp"

namespace formcast {

/// Records to learn from, and where they come from.
struct HistoryInput {
  History history;
  std::string file;                    ///< for messages: of the history, or what it would be called
  std::optional<IntakeReport> intake;  ///< where device files or exports were given
};

/// Whether this is one history, and nothing for intake: by its content, and for what is no regular file by being no
/// folder. Throws InputError for a mapping that cannot be read.
bool is_history_input(const IntakeOptions& options);

/// Reads the history given, or makes one of device files, exports, folders and archives as intake does, written
/// nowhere. Athletes of whom something has to be asked are among the history's unusable ones. Throws InputError and
/// Exit; where no athlete's history can be made, after the report.
HistoryInput take_history(const IntakeOptions& options, const HistoryOptions& reading, bool json);

/// Whether a file could not be read that should have been.
bool has_unreadable(const HistoryInput& input);

}  // namespace formcast
