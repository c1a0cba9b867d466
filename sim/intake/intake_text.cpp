#include "sim/intake/intake_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "sim/base/language.hpp"

namespace formcast::intake {
namespace {

std::string dates_text(const FileFacts& facts) {
  if (!facts.first) return "";
  if (facts.first == facts.last) return tr(" on {}", digits_text(*facts.first));
  return tr(" from {} to {}", digits_text(*facts.first), digits_text(*facts.last));
}

/// " in 30 sessions, else TRIMP in 12 sessions"; "" where there is one measure.
std::string chain_text(const DailyHistory& daily) {
  std::string text;
  for (const ChainedMeasure& link : daily.chain) {
    if (!text.empty()) text += tr(", else {}", link.measure.name());
    text += tr_count(link.sessions, " in {} session", " in {} sessions", link.sessions);
  }
  return text;
}

/// What could be given in place of tests.
std::string offered_performances(const IntakeResult& result) {
  std::vector<std::string> offers;
  for (const PerformanceOffer& offer : result.performances) {
    const std::string days = offer.needs.empty() ? tr_count(offer.days, "{} day", "{} days", offer.days) : offer.needs;
    offers.push_back(fmt::format("{} ({})", row_of(offer.kind).key, days));
  }
  if (offers.empty()) return "";
  return tr("  note: sessions tell of performance without a test: --performance {}\n", fmt::join(offers, ", "));
}

}  // namespace

std::string file_line(const ReadFile& file) {
  if (!file.left_out.empty()) {
    const std::string what = file.what == "unknown" ? "" : file.what + ", ";
    return fmt::format("{}{}: {}", what, file.trouble ? tr("unreadable") : tr("left out"), file.left_out);
  }
  std::string line = file.what;
  const FileFacts& facts = file.facts;
  if (facts.sessions > 0) line += ", " + tr_count(facts.sessions, "{} session", "{} sessions", facts.sessions);
  if (!facts.sports.empty()) line += fmt::format(" ({})", fmt::join(facts.sports, ", "));
  if (facts.readings > 0)
    line += fmt::format(", {} ({})", tr_count(facts.readings, "{} reading", "{} readings", facts.readings),
                        fmt::join(facts.markers, ", "));
  if (facts.tests > 0) line += ", " + tr_count(facts.tests, "{} test result", "{} test results", facts.tests);
  line += dates_text(facts);
  if (facts.samples > 0) line += ", " + tr_count(facts.samples, "{} sample", "{} samples", facts.samples);
  return line;
}

std::string note_text(const Note& note) {
  return note.is_line && note.offset > 0 ? tr("line {}: {}", note.offset, note.text) : note.text;
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
                    tr("which measure of load is the history in? Give --measure, as a history keeps to one")};
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
  return daily.performance && !daily.performance->days.empty() ? tr(kBoundsAlone) : tr(kNoTests);
}

std::string files_text(const std::vector<ReadFile>& files) {
  std::string text;
  for (const ReadFile& file : files) {
    text += fmt::format("{}: {}\n", file.name, file_line(file));
    for (const std::string& note : notes_of(file)) text += tr("  note: {}\n", note);
  }
  return text + counts_text(files);
}

std::string counts_text(const std::vector<ReadFile>& files) {
  const FileCounts counts = count_files(files);
  return tr("{} read, {} left out, {} unreadable\n", tr_count(counts.read, "{} file", "{} files", counts.read),
            counts.left_out, counts.unreadable);
}

std::string sessions_text(const IntakeResult& result) {
  std::string text = tr("{} of {}, {}\n", tr_count(result.records, "{} record", "{} records", result.records),
                        tr_count(result.sessions, "{} session", "{} sessions", result.sessions),
                        tr_count(result.readings, "{} reading", "{} readings", result.readings));
  for (const std::string& joined : result.joined) text += fmt::format("  {}\n", joined);
  for (const std::string& left_out : result.left_out) text += fmt::format("  {}\n", left_out);
  return text;
}

std::string daily_text(const IntakeResult& result) {
  if (!result.daily) return "";
  const DailyHistory& daily = *result.daily;
  const AthleteHistory& history = daily.history;
  const DayCounts days = count_days(history);
  std::string text = tr("{}  {} to {}, {}: {} with a load, {} of rest, {} with a missing load\n", history.athlete,
                        digits_text(history.start), digits_text(history.date(history.days() - 1)),
                        tr_count(history.load.size(), "{} day", "{} days", history.load.size()), days.trained,
                        days.rest, days.missing);
  text += tr("  load is {} [{}]{}\n", result.measure->name(), daily.load_unit,
             result.only_measure ? tr(", the only measure that all sessions have") : chain_text(daily));
  for (const auto& [name, values] : history.markers) {
    const std::size_t known = known_values(values);
    text += tr_count(known, "  {} on {} day\n", "  {} on {} days\n", name, known);
  }
  if (daily.performance) {
    const std::vector<std::string> lines = performance_lines(*daily.performance);
    text += tr("  performance is {}\n", lines.front());
    for (auto line = lines.begin() + 1; line != lines.end(); ++line) text += fmt::format("    {}\n", *line);
  }
  for (const std::string& session : daily.without_measure) text += fmt::format("  {}\n", session);
  for (const std::string& note : daily.notes) text += tr("  note: {}\n", note);
  if (const std::string_view note = no_tests_note(daily); !note.empty()) text += tr("  note: {}\n", note);
  if (history.tests.empty() && !daily.performance) text += offered_performances(result);
  return text;
}

}  // namespace formcast::intake
