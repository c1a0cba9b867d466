#include "sim/cli/intake_report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace formcast {
namespace {

constexpr std::string_view kQuestion = "question: ";
constexpr const char* kNoTests = "it has no tests: calibrate needs some, in the column performance";

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string dates_text(const IntakeFacts& facts) {
  if (!facts.first) return "";
  if (facts.first == facts.last) return " on " + iso(*facts.first);
  return fmt::format(" from {} to {}", iso(*facts.first), iso(*facts.last));
}

bool is_question(const intake::Note& note) { return note.text.starts_with(kQuestion); }

std::size_t count_files(const std::vector<IntakeFile>& files, bool left_out, bool trouble) {
  return static_cast<std::size_t>(std::ranges::count_if(
      files, [&](const IntakeFile& f) { return f.left_out.empty() != left_out && f.trouble == trouble; }));
}

/// Days of a history by what is known of their loads.
struct DayCounts {
  int trained = 0, rest = 0, missing = 0;

  explicit DayCounts(const AthleteHistory& history) {
    for (const double load : history.load) ++(std::isnan(load) ? missing : load > 0.0 ? trained : rest);
  }
};

std::size_t known_values(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::ranges::count_if(values, [](double v) { return !std::isnan(v); }));
}

std::string_view outcome_name(IntakeOutcome outcome) {
  constexpr std::array<std::string_view, 6> kNames{"nothing_written", "dry_run",   "written",
                                                   "replaced",        "unchanged", "refused"};
  return kNames[static_cast<std::size_t>(outcome)];
}

std::string outcome_text(IntakeOutcome outcome, const std::string& output) {
  switch (outcome) {
    case IntakeOutcome::kNothing:
      return "nothing was written\n";
    case IntakeOutcome::kDryRun:
      return "nothing was written (--dry-run)\n";
    case IntakeOutcome::kWritten:
      return fmt::format("wrote {}\n", output);
    case IntakeOutcome::kReplaced:
      return fmt::format("replaced {}\n", output);
    case IntakeOutcome::kUnchanged:
      return fmt::format("{} holds all this already\n", output);
    case IntakeOutcome::kRefused:
      return fmt::format("{} was left as it is\n", output);
  }
  return "";
}

std::string files_text(const IntakeReport& report) {
  std::string text;
  for (const IntakeFile& file : report.files) {
    text += fmt::format("{}: {}\n", file.name, intake_line(file));
    for (const intake::Note& note : file.content.notes) {
      if (!is_question(note)) text += fmt::format("  note: {}\n", note_text(note));
    }
  }
  return text + fmt::format("{} read, {} left out, {} unreadable\n",
                            counted(count_files(report.files, false, false), "file"),
                            count_files(report.files, true, false), report.troubles());
}

std::string sessions_text(const IntakeReport& report) {
  std::string text = fmt::format("{} of {}, {}\n", counted(report.records, "record"),
                                 counted(report.sessions, "session"), counted(report.readings(), "reading"));
  for (const std::string& joined : report.joined) text += fmt::format("  {}\n", joined);
  return text;
}

std::string history_lines(const IntakeReport& report, const intake::DailyHistory& daily) {
  const AthleteHistory& history = daily.history;
  const DayCounts days(history);
  std::string text = fmt::format("{}  {} to {}, {}: {} with a load, {} of rest, {} with a missing load\n",
                                 report.athlete, iso(history.start), iso(history.date(history.days() - 1)),
                                 counted(history.load.size(), "day"), days.trained, days.rest, days.missing);
  text += fmt::format("  load is {} [{}]{}\n", report.measure->name(), daily.load_unit,
                      report.only_measure ? ", the only measure that all sessions have" : "");
  for (const auto& [name, values] : history.markers)
    text += fmt::format("  {} on {}\n", name, counted(known_values(values), "day"));
  for (const std::string& session : daily.without_measure) text += fmt::format("  {}\n", session);
  for (const std::string& note : daily.notes) text += fmt::format("  note: {}\n", note);
  return history.tests.empty() ? text + fmt::format("  note: {}\n", kNoTests) : text;
}

Json history_json(const IntakeReport& report) {
  if (!report.daily) return {};
  const AthleteHistory& history = report.daily->history;
  const DayCounts days(history);
  Json markers = Json::object();
  for (const auto& [name, values] : history.markers) markers[name] = known_values(values);
  std::vector<std::string> notes = report.daily->notes;
  if (history.tests.empty()) notes.emplace_back(kNoTests);
  return {{"first_day", iso(history.start)},
          {"last_day", iso(history.date(history.days() - 1))},
          {"days", history.days()},
          {"days_with_load", days.trained},
          {"rest_days", days.rest},
          {"missing_loads", days.missing},
          {"tests", history.tests.size()},
          {"load_unit", report.daily->load_unit},
          {"markers", markers},
          {"without_measure", report.daily->without_measure},
          {"notes", notes}};
}

}  // namespace

std::size_t IntakeReport::readings() const {
  std::size_t count = 0;
  for (const IntakeFile& file : files) count += file.facts.readings;
  return count;
}

std::size_t IntakeReport::troubles() const { return count_files(files, true, true); }

std::string note_text(const intake::Note& note) {
  return note.is_line && note.offset > 0 ? fmt::format("line {}: {}", note.offset, note.text) : note.text;
}

std::vector<std::string> questions_of(const std::vector<IntakeFile>& files) {
  std::vector<std::string> questions;
  for (const IntakeFile& file : files) {
    for (const intake::Note& note : file.content.notes) {
      if (is_question(note)) questions.push_back(fmt::format("{}: {}", file.name, note.text.substr(kQuestion.size())));
    }
  }
  return questions;
}

std::string intake_line(const IntakeFile& file) {
  if (!file.left_out.empty()) {
    const std::string what = file.what == "unknown" ? "" : file.what + ", ";
    return fmt::format("{}{}: {}", what, file.trouble ? "unreadable" : "left out", file.left_out);
  }
  std::string line = file.what;
  const IntakeFacts& facts = file.facts;
  if (facts.sessions > 0) line += ", " + counted(facts.sessions, "session");
  if (!facts.sports.empty()) line += fmt::format(" ({})", fmt::join(facts.sports, ", "));
  if (facts.readings > 0)
    line += fmt::format(", {} ({})", counted(facts.readings, "reading"), fmt::join(facts.markers, ", "));
  if (facts.tests > 0) line += ", " + counted(facts.tests, "test result");
  line += dates_text(facts);
  if (facts.samples > 0) line += ", " + counted(facts.samples, "sample");
  return line;
}

Json intake_json(const IntakeFile& file) {
  std::vector<std::string> notes;
  for (const intake::Note& note : file.content.notes) {
    if (!is_question(note)) notes.push_back(note_text(note));
  }
  const IntakeFacts& facts = file.facts;
  return {{"file", file.name},
          {"kind", file.what},
          {"sessions", facts.sessions},
          {"sports", facts.sports},
          {"samples", facts.samples},
          {"readings", facts.readings},
          {"tests", facts.tests},
          {"markers", facts.markers},
          {"first_day", facts.first ? Json(iso(*facts.first)) : Json()},
          {"last_day", facts.last ? Json(iso(*facts.last)) : Json()},
          {"left_out", file.left_out.empty() ? Json() : Json(file.left_out)},
          {"unreadable", file.trouble},
          {"notes", notes}};
}

std::string IntakeReport::text() const {
  std::string text = files_text(*this) + sessions_text(*this);
  if (daily) text += history_lines(*this, *daily);
  for (const std::string& question : questions) text += fmt::format("{}{}\n", kQuestion, question);
  if (!measure) text += measures_text(measures, sessions);
  return text + outcome_text(outcome, output);
}

Json IntakeReport::json() const {
  Json all = Json::array();
  for (const IntakeFile& file : files) all.push_back(intake_json(file));
  return {{"athlete", athlete},
          {"files", all},
          {"files_read", count_files(files, false, false)},
          {"files_left_out", count_files(files, true, false)},
          {"files_unreadable", troubles()},
          {"records", records},
          {"sessions", sessions},
          {"readings", readings()},
          {"joined", joined},
          {"questions", questions},
          {"measure", measure ? Json(measure->name()) : Json()},
          {"only_measure", only_measure},
          {"measures", measures_json(measures)},
          {"history", history_json(*this)},
          {"output", output.empty() ? Json() : Json(output)},
          {"outcome", outcome_name(outcome)}};
}

}  // namespace formcast
