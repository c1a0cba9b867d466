#include <fmt/format.h>
#include <fmt/ranges.h>
#include <spdlog/spdlog.h>

#include <filesystem>

#include "sim/base/file_lock.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/output_place.hpp"
#include "sim/cli/intake_map.hpp"
#include "sim/cli/intake_run.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

void check_folder(const std::string& folder) {
  if (folder.empty() || fs::is_directory(folder)) return;
  throw InputError({folder, 0, 0}, "the output folder does not exist; create it first");
}

/// Where a history is to be written; "" for a dry run. Throws InputError where it cannot be.
std::string output_of(const IntakeArguments& arguments, const std::string& athlete) {
  if (arguments.folder.empty()) return "";
  const fs::path file = fs::path(arguments.folder) / (athlete + ".history.csv");
  output_place(file);
  return file.string();
}

bool holds(const std::string& file, const std::string& text) {
  try {
    return read_text(file) == text;
  } catch (const InputError&) {
    return false;
  }
}

IntakeOutcome write_history(const IntakeArguments& arguments, const AthleteIntake& made) {
  const std::string file = made.output.empty() ? made.athlete + ".history.csv" : made.output;
  const std::string text = intake::history_csv(*made.result.daily, file);
  if (arguments.dry_run) return IntakeOutcome::kDryRun;
  const FileLock lock(file, &interrupted);
  const bool exists = fs::exists(file);
  if (exists && holds(file, text)) return IntakeOutcome::kUnchanged;
  if (exists && !arguments.replace) return IntakeOutcome::kRefused;
  write_text(file, text);
  return exists ? IntakeOutcome::kReplaced : IntakeOutcome::kWritten;
}

/// Writes an athlete's history; one that cannot be written costs no other.
void write_one(const IntakeArguments& arguments, AthleteIntake& made) {
  if (!made.fault.empty()) return;
  try {
    made.output = output_of(arguments, made.athlete);
    if (made.ready()) made.outcome = write_history(arguments, made);
    if (made.outcome == IntakeOutcome::kRefused) {
      made.fault =
          fmt::format("{}: holds something else; give --replace to replace it, or another folder", made.output);
    }
  } catch (const NotNow&) {
    throw;
  } catch (const InputError& error) {
    made.fault = error.what();
  }
}

}  // namespace

std::string measure_fault(const std::string& text) {
  try {
    intake::measure_chain(text);
    return "";
  } catch (const InputError& error) {
    return error.what();
  }
}

std::string performance_fault(const std::string& text) {
  if (intake::performance_called(text)) return "";
  return fmt::format("expected one of {}, not {}", fmt::join(intake::performance_keys(), ", "), text);
}

void run_intake(const IntakeArguments& arguments) {
  const IntakeOptions& options = arguments.options;
  if (arguments.propose_map) return say("{}", proposed_map(options.inputs.front(), csv_choices(options)));
  check_folder(arguments.folder);
  const fs::path state = arguments.folder.empty() ? fs::path() : fs::path(arguments.folder) / kStateFile;
  IntakeReport report = take_in(options, state.string(), arguments.dry_run);
  for (AthleteIntake& athlete : report.athletes) write_one(arguments, athlete);
  if (arguments.json) {
    print_json(report.json());
  } else {
    say("{}", report.text());
  }
  if (say_why_not_done(report, "no history was written")) throw Exit{ExitCode::kBadInput};
}

}  // namespace formcast
