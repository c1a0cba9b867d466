#include "viewer/desk/import_table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/exports/mapping_units.hpp"
#include "viewer/desk/import_text.hpp"

namespace formcast {
namespace {

using intake::MappedColumn;
using intake::Meaning;
using intake::Question;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kMarkers{{
    {"hrv_rmssd", "HRV (rMSSD)"},
    {"resting_hr", "Resting heart rate"},
    {"sleep_hours", "Sleep"},
    {"soreness", "Soreness"},
    {"fatigue_rating", "Fatigue"},
    {"mood", "Mood"},
    {"stress", "Stress"},
    {"rpe", "RPE"},
    {"body_mass", "Body mass"},
}};

/// Whether somebody can answer it here.
bool has_answer(const Question& question) {
  return !question.choices.empty() || question.kind == Question::Kind::kTestDistance;
}

std::string title_of(const Question& question) {
  using enum Question::Kind;
  const std::string& column = question.column;
  switch (question.kind) {
    case kUnit:
      return fmt::format("Which unit is {} in?", column);
    case kScale:
      return fmt::format("Which scale is {} on?", column);
    case kTestDistance:
      return fmt::format("Over which distance is {} timed?", column);
    case kMeaning:
      return question.choices.front().answer == "athlete" ? fmt::format("Does {} name the athlete?", column)
                                                          : fmt::format("Is {} a time of day or a duration?", column);
    default:
      return question_title(question);
  }
}

/// Whether the table can be read so, as the last question.
TableQuestion last_question(const ImportDesk& import) {
  const std::string why = import.why_not_table();
  if (why == "no date yet") return {"Which column is the date?", "Choose Date above it.", {}, {}, {}};
  if (why == "nothing to take yet")
    return {"What is in the other columns?",
            "A load, a duration, a performance or a marker: choose it above one.",
            {},
            {},
            {}};
  TableQuestion last{"Is this what the columns mean?", "", {}, {}, {}};
  for (const Question& open : import.table()->as.questions) last.evidence += open.text + ". ";
  return last;
}

}  // namespace

std::string marker_name(std::string_view key) {
  for (const auto& [known, name] : kMarkers) {
    if (known == key) return std::string(name);
  }
  return std::string(key);
}

std::string with_marker_names(std::string text) {
  for (const auto& [key, name] : kMarkers) {
    if (key.find('_') == std::string_view::npos) continue;  // a word already
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + name.size()))
      text.replace(at, key.size(), name);
  }
  return text;
}

const std::vector<MeaningName>& meaning_names() {
  static const std::vector<MeaningName> kNames = [] {
    std::vector<MeaningName> names{{"date", "Date"},         {"start", "Time of day"}, {"duration", "Duration"},
                                   {"distance", "Distance"}, {"sport", "Sport"},       {"rpe", "RPE"},
                                   {"load", "Load"},         {"test", "Performance"},  {"kind of test", "Kind of test"},
                                   {"athlete", "Athlete"}};
    for (const std::string_view marker : intake::mapped_markers())
      names.push_back({std::string(marker), marker_name(marker)});
    names.push_back({"leave out", "Leave out"});
    return names;
  }();
  return kNames;
}

std::string meaning_name(const MappedColumn& column) {
  const std::string key = intake::meaning_text(column);
  const auto found = std::ranges::find(meaning_names(), key, &MeaningName::key);
  return found == meaning_names().end() ? key : found->name;
}

std::vector<std::string> units_to_choose(const MappedColumn& column) {
  std::vector<std::string> units;
  for (const intake::ColumnUnit& unit : intake::units_for(column.meaning, column.name)) units.emplace_back(unit.unit);
  return units.size() < 2 ? std::vector<std::string>() : units;
}

bool has_free_unit(const MappedColumn& column) {
  return column.meaning == Meaning::kLoad || column.meaning == Meaning::kTest;
}

CellText cell_text(const ImportTable& table, std::size_t row, std::size_t column) {
  CellText text{table.as.first_rows[row][column], table.as.written[row][column]};
  if (table.as.mapping.columns[column].meaning != Meaning::kDate) return text;
  if (const auto date = parse_iso(text.understood)) text.understood = date_in_words(*date);
  return text;
}

TableQuestion table_question(const ImportDesk& import) {
  const std::vector<Question>& questions = import.table()->as.questions;
  const auto open = std::ranges::find_if(questions, has_answer);
  if (open == questions.end()) return last_question(import);
  TableQuestion asked{title_of(*open), "", *open, {}, {}};
  if (open->kind == Question::Kind::kDayOrder) asked.evidence = question_evidence(*open);
  if (open->kind == Question::Kind::kTestDistance)
    asked.evidence = "Of a time less is better; over a distance in metres it becomes a speed.";
  for (const Question::Choice& choice : open->choices) {
    if (is_suggested(*open, choice)) asked.suggested = asked.answers.size();
    asked.answers.emplace_back(answer_text(*open, choice), choice.answer);
  }
  return asked;
}

std::string table_file_name(const ImportDesk& import) {
  std::string name = import.table()->file;
  name.erase(0, name.rfind('/') + 1);
  return name.substr(0, name.rfind('.')) + ".intake.toml";
}

}  // namespace formcast
