#include "sim/intake/intake_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

namespace formcast::intake {
namespace {

std::string dates_text(const FileFacts& facts) {
  if (!facts.first) return "";
  if (facts.first == facts.last) return " on " + iso(*facts.first);
  return fmt::format(" from {} to {}", iso(*facts.first), iso(*facts.last));
}

/// " in 30 sessions, else TRIMP in 12 sessions"; "" where there is one measure.
std::string chain_text(const DailyHistory& daily) {
  std::string text;
  for (const ChainedMeasure& link : daily.chain) {
    if (!text.empty()) text += fmt::format(", else {}", link.measure.name());
    text += " in " + counted(link.sessions, "session");
  }
  return text;
}

/// What could be given in place of tests.
std::string offered_performances(const IntakeResult& result) {
  std::vector<std::string> offers;
  for (const PerformanceOffer& offer : result.performances) {
    const std::string days = offer.needs.empty() ? counted(offer.days, "day") : offer.needs;
    offers.push_back(fmt::format("{} ({})", row_of(offer.kind).key, days));
  }
  if (offers.empty()) return "";
  return fmt::format("  note: sessions tell of performance without a test: --performance {}\n",
                     fmt::join(offers, ", "));
}

}  // namespace

std::string file_line(const ReadFile& file) {
  if (!file.left_out.empty()) {
    const std::string what = file.what == "unknown" ? "" : file.what + ", ";
    return fmt::format("{}{}: {}", what, file.trouble ? "unreadable" : "left out", file.left_out);
  }
  std::string line = file.what;
  const FileFacts& facts = file.facts;
  if (facts.sessions > 0) line += ", " + counted(facts.sessions, "session");
  if (!facts.sports.empty()) line += fmt::format(" ({})", fmt::join(facts.sports, ", "));
  if (facts.readings > 0)
    line += fmt::format(", {} ({})", counted(facts.readings, "reading"), fmt::join(facts.markers, ", "));
  if (facts.tests > 0) line += ", " + counted(facts.tests, "test result");
  line += dates_text(facts);
  if (facts.samples > 0) line += ", " + counted(facts.samples, "sample");
  return line;
}

std::string note_text(const Note& note) {
  return note.is_line && note.offset > 0 ? fmt::format("line {}: {}", note.offset, note.text) : note.text;
}

std::vector<std::string> notes_of(const ReadFile& file) {
  std::vector<std::string> notes;
  for (const Note& note : file.notes) notes.push_back(note_text(note));
  return notes;
}

std::vector<Question> questions_of(const std::vector<ReadFile>& files) {
  std::vector<Question> questions;
  for (const ReadFile& file : files) {
    for (Question question : file.questions) {
      question.file = file.name;
      questions.push_back(std::move(question));
    }
  }
  return questions;
}

Question measure_question(const IntakeResult& result) {
  Question question{Question::Kind::kMeasure,
                    "which measure of load is the history in? Give --measure, as a history keeps to one"};
  question.option = "--measure";
  for (const MeasureOffer& offer : result.offers) question.choices.push_back({offer.key, offer.choice.name()});
  return question;
}

FileCounts count_files(const std::vector<ReadFile>& files) {
  FileCounts counts;
  for (const ReadFile& file : files) {
    ++(file.left_out.empty() ? counts.read : file.trouble ? counts.unreadable : counts.left_out);
  }
  return counts;
}

DayCounts count_days(const AthleteHistory& history) {
  DayCounts days;
  for (const double load : history.load) ++(std::isnan(load) ? days.missing : load > 0.0 ? days.trained : days.rest);
  return days;
}

std::size_t known_values(const std::vector<double>& values) {
  return static_cast<std::size_t>(std::ranges::count_if(values, [](double v) { return !std::isnan(v); }));
}

std::string_view no_tests_note(const DailyHistory& daily) {
  if (!daily.history.tests.empty()) return "";
  return daily.performance && !daily.performance->days.empty() ? kBoundsAlone : kNoTests;
}

std::string files_text(const std::vector<ReadFile>& files) {
  std::string text;
  for (const ReadFile& file : files) {
    text += fmt::format("{}: {}\n", file.name, file_line(file));
    for (const std::string& note : notes_of(file)) text += fmt::format("  note: {}\n", note);
  }
  return text + counts_text(files);
}

std::string counts_text(const std::vector<ReadFile>& files) {
  const FileCounts counts = count_files(files);
  return fmt::format("{} read, {} left out, {} unreadable\n", counted(counts.read, "file"), counts.left_out,
                     counts.unreadable);
}

std::string sessions_text(const IntakeResult& result) {
  std::string text = fmt::format("{} of {}, {}\n", counted(result.records, "record"),
                                 counted(result.sessions, "session"), counted(result.readings, "reading"));
  for (const std::string& joined : result.joined) text += fmt::format("  {}\n", joined);
  for (const std::string& left_out : result.left_out) text += fmt::format("  {}\n", left_out);
  return text;
}

std::string daily_text(const IntakeResult& result) {
  if (!result.daily) return "";
  const DailyHistory& daily = *result.daily;
  const AthleteHistory& history = daily.history;
  const DayCounts days = count_days(history);
  std::string text = fmt::format("{}  {} to {}, {}: {} with a load, {} of rest, {} with a missing load\n",
                                 history.athlete, iso(history.start), iso(history.date(history.days() - 1)),
                                 counted(history.load.size(), "day"), days.trained, days.rest, days.missing);
  text += fmt::format("  load is {} [{}]{}\n", result.measure->name(), daily.load_unit,
                      result.only_measure ? ", the only measure that all sessions have" : chain_text(daily));
  for (const auto& [name, values] : history.markers)
    text += fmt::format("  {} on {}\n", name, counted(known_values(values), "day"));
  if (daily.performance) {
    const std::vector<std::string> lines = performance_lines(*daily.performance);
    text += fmt::format("  performance is {}\n", lines.front());
    for (auto line = lines.begin() + 1; line != lines.end(); ++line) text += fmt::format("    {}\n", *line);
  }
  for (const std::string& session : daily.without_measure) text += fmt::format("  {}\n", session);
  for (const std::string& note : daily.notes) text += fmt::format("  note: {}\n", note);
  if (const std::string_view note = no_tests_note(daily); !note.empty()) text += fmt::format("  note: {}\n", note);
  if (history.tests.empty() && !daily.performance) text += offered_performances(result);
  return text;
}

}  // namespace formcast::intake
