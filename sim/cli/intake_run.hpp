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

/// Reads all files, with the progress bar, and makes a history of each athlete that they name. Nothing is written.
/// Throws InputError for options that cannot be used, and Exit where it is interrupted.
IntakeReport take_in(const IntakeOptions& options);

/// Names on standard error why not all is done; false where all is. `nothing` is what was not done: "nothing was
/// written".
bool say_why_not_done(const IntakeReport& report, std::string_view nothing);

}  // namespace formcast
