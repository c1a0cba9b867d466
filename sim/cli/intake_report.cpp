#include "sim/cli/intake_report.hpp"

#include <fmt/format.h>

#include <array>
#include <string_view>

#include "sim/base/table.hpp"
#include "sim/intake/intake_text.hpp"

namespace formcast {
namespace {

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

std::string offers_text(const intake::IntakeResult& result) {
  Table table({"--measure", "unit", "sessions", "remark"});
  for (const intake::MeasureOffer& offer : result.offers) {
    table.add({offer.key, std::string(intake::row_of(offer.choice.measure).unit),
               fmt::format("{} of {}", offer.sessions, result.sessions), offer.needs});
  }
  return table.empty() ? "" : table.text(2);
}

Json offers_json(const intake::IntakeResult& result) {
  Json json = Json::array();
  if (result.measure && !result.only_measure) return json;
  for (const intake::MeasureOffer& offer : result.offers) {
    json.push_back({{"measure", offer.key},
                    {"unit", intake::row_of(offer.choice.measure).unit},
                    {"sessions", offer.sessions},
                    {"needs", offer.needs.empty() ? Json() : Json(offer.needs)}});
  }
  return json;
}

Json history_json(const intake::IntakeResult& result) {
  if (!result.daily) return {};
  const AthleteHistory& history = result.daily->history;
  const intake::DayCounts days = intake::count_days(history);
  Json markers = Json::object();
  for (const auto& [name, values] : history.markers) markers[name] = intake::known_values(values);
  std::vector<std::string> notes = result.daily->notes;
  if (history.tests.empty()) notes.emplace_back(intake::kNoTests);
  return {{"first_day", iso(history.start)},
          {"last_day", iso(history.date(history.days() - 1))},
          {"days", history.days()},
          {"days_with_load", days.trained},
          {"rest_days", days.rest},
          {"missing_loads", days.missing},
          {"tests", history.tests.size()},
          {"load_unit", result.daily->load_unit},
          {"markers", markers},
          {"without_measure", result.daily->without_measure},
          {"notes", notes}};
}

}  // namespace

Json questions_json(const std::vector<intake::Question>& questions) {
  const auto or_null = [](const std::string& text) { return text.empty() ? Json() : Json(text); };
  Json json = Json::array();
  for (const intake::Question& question : questions) {
    Json choices = Json::array();
    for (const intake::Question::Choice& choice : question.choices) {
      Json one{{"answer", choice.answer}, {"text", choice.text}};
      if (!choice.dates.empty()) one["dates"] = choice.dates.size();
      if (choice.on_session_days) one["on_session_days"] = *choice.on_session_days;
      choices.push_back(std::move(one));
    }
    json.push_back({{"kind", name_of(question.kind)},
                    {"text", question.text},
                    {"file", or_null(question.file)},
                    {"column", or_null(question.column)},
                    {"example", or_null(question.example)},
                    {"option", or_null(question.option)},
                    {"choices", std::move(choices)}});
  }
  return json;
}

Json intake_json(const intake::ReadFile& file) {
  const intake::FileFacts& facts = file.facts;
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
          {"notes", intake::notes_of(file)}};
}

std::vector<intake::Question> IntakeReport::questions() const {
  std::vector<intake::Question> questions = result.questions;
  if (result.asks_measure()) questions.push_back(intake::measure_question(result));
  return questions;
}

std::string IntakeReport::text() const {
  std::string text = intake::files_text(files) + intake::sessions_text(result) + intake::daily_text(result);
  for (const intake::Question& question : questions()) text += fmt::format("question: {}\n", question.line());
  if (!result.measure) text += offers_text(result);
  return text + outcome_text(outcome, output);
}

Json IntakeReport::json() const {
  Json all = Json::array();
  for (const intake::ReadFile& file : files) all.push_back(intake_json(file));
  const intake::FileCounts counts = intake::count_files(files);
  return {{"athlete", athlete},
          {"files", all},
          {"files_read", counts.read},
          {"files_left_out", counts.left_out},
          {"files_unreadable", counts.unreadable},
          {"records", result.records},
          {"sessions", result.sessions},
          {"readings", result.readings},
          {"joined", result.joined},
          {"questions", questions_json(questions())},
          {"measure", result.measure ? Json(result.measure->name()) : Json()},
          {"only_measure", result.only_measure},
          {"measures", offers_json(result)},
          {"history", history_json(result)},
          {"output", output.empty() ? Json() : Json(output)},
          {"outcome", outcome_name(outcome)}};
}

}  // namespace formcast
