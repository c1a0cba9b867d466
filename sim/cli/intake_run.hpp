#pragma once

#include <string>
#include <string_view>

#include "sim/cli/intake_report.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/exports/csv_sheet.hpp"

namespace formcast {

/// Answers to what tables do not say. Throws InputError for a mapping that cannot be read.
intake::CsvChoices csv_choices(const IntakeOptions& options);

/// Why an athlete cannot be called so in a table and a file; "" otherwise.
std::string intake_name_problem(const std::string& athlete);

/// What was read is kept there, in the folder of the histories (IntakeState).
inline constexpr const char* kStateFile = "intake.jsonl";

/// Reads all files, with the progress bar, and makes a history of each athlete that they name. Writes nothing but
/// `state`, "" for none; with `look_only` not even that. Throws InputError for options that cannot be used, and Exit
/// where it is interrupted.
IntakeReport take_in(const IntakeOptions& options, const std::string& state, bool look_only);

/// Names files on standard error that should have been readable; whether there are some.
bool say_unreadable(const IntakeReport& report);

/// Names on standard error why not all is done; false where all is. `nothing` is what was not done: "no history was
/// written".
bool say_why_not_done(const IntakeReport& report, std::string_view nothing);

}  // namespace formcast
