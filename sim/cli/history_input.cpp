#include "sim/cli/history_input.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <span>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/cli/intake_run.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/exports/csv_dialects.hpp"
#include "sim/intake/kinds.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

/// The first bytes of a file: enough to tell what it is.
std::string head_of(const fs::path& path) {
  std::string head(std::size_t{1} << 16U, '\0');
  std::ifstream input(path, std::ios::binary);
  input.read(head.data(), static_cast<std::streamsize>(head.size()));
  head.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, input.gcount())));
  return head;
}

/// Puts one athlete's history to the others'.
void join(History one, History& all) {
  if (all.athletes.empty()) {
    one.unusable = std::move(all.unusable);
    one.digest = digest(all.digest + one.digest);
    all = std::move(one);
    return;
  }
  if (one.load_unit != all.load_unit) {
    throw InputError(
        fmt::format("athletes' histories have loads in {} and {}; give --measure", all.load_unit, one.load_unit));
  }
  all.digest = digest(all.digest + one.digest);
  all.rows += one.rows;
  std::ranges::move(one.athletes, std::back_inserter(all.athletes));
  std::ranges::move(one.notes, std::back_inserter(all.notes));
}

/// Athletes whose loads are of several measures cannot be calibrated together: their units are alike, not the loads.
void expect_one_measure(const IntakeReport& report) {
  std::vector<std::string> names;
  for (const AthleteIntake& athlete : report.athletes) {
    if (!athlete.ready()) continue;
    const std::string name = athlete.result.measure->name();
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  if (names.size() < 2) return;
  throw InputError(fmt::format("athletes' loads are of several measures: {}; give --measure", fmt::join(names, ", ")));
}

/// What intake made of the files, as one history.
History history_of(IntakeReport& report, const HistoryOptions& reading) {
  expect_one_measure(report);
  History history;
  std::string why;
  for (AthleteIntake& athlete : report.athletes) {
    if (!athlete.ready()) {
      history.unusable.push_back({athlete.athlete, athlete.trouble()});
      continue;
    }
    const std::string file = athlete.athlete + ".history.csv";
    try {
      join(parse_history(intake::history_csv(*athlete.result.daily, file), file, reading), history);
      athlete.outcome = IntakeOutcome::kPassedOn;
    } catch (const InputError& error) {
      if (why.empty()) why = error.what();
      history.unusable.push_back({athlete.athlete, fmt::format("cannot be used: {}", error.what())});
    }
  }
  if (history.athletes.empty() && !why.empty()) throw InputError(why);
  return history;
}

}  // namespace

bool is_history_input(const IntakeOptions& options) {
  std::error_code error;
  const std::string& path = options.inputs.front();
  if (options.inputs.size() > 1 || fs::is_directory(path, error)) return false;
  if (!fs::is_regular_file(path, error)) return true;
  const std::string head = head_of(path);
  const std::span<const std::uint8_t> bytes{reinterpret_cast<const std::uint8_t*>(head.data()), head.size()};
  const intake::FileKind kind = intake::kind_by_content(bytes);
  if (kind != intake::FileKind::kOther) return kind == intake::FileKind::kHistory;
  return !intake::may_be_table(bytes) || !intake::read_export_csv(head, path, csv_choices(options));
}

HistoryInput take_history(const IntakeOptions& options, const HistoryOptions& reading, bool json) {
  HistoryInput input;
  input.file = options.inputs.front();
  if (is_history_input(options)) {
    input.history = read_history(input.file, reading);
    return input;
  }
  IntakeReport report = take_in(options, "", true);
  const bool ready = std::ranges::any_of(report.athletes, &AthleteIntake::ready);
  if (ready) input.history = history_of(report, reading);
  if (json && !ready) print_json(Json{{"intake", report.json()}});
  if (!json) say("{}\n", ready ? report.summary() : report.text());
  if (ready) {
    say_unreadable(report);
  } else {
    say_why_not_done(report, "nothing was written");
    throw Exit{ExitCode::kBadInput};
  }
  input.intake = std::move(report);
  return input;
}

bool has_unreadable(const HistoryInput& input) {
  return input.intake && std::ranges::any_of(input.intake->files, &intake::ReadFile::trouble);
}

}  // namespace formcast
