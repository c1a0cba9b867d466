#include "viewer/desk/import_table_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/exports/mapping_units.hpp"
#include "viewer/desk/import_text.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

using intake::MappedColumn;
using intake::Meaning;
using intake::Question;

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kMarkers{{
    {"hrv_rmssd", marked("HRV (rMSSD)")},
    {"resting_hr", marked("Resting heart rate")},
    {"sleep_hours", marked("Sleep")},
    {"soreness", marked("Soreness")},
    {"fatigue_rating", marked("Fatigue")},
    {"mood", marked("Mood")},
    {"stress", marked("Stress")},
    {"rpe", marked("RPE")},
    {"body_mass", marked("Body mass")},
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
      return tr("Which unit is {} in?", column);
    case kScale:
      return tr("Which scale is {} on?", column);
    case kTestDistance:
      return tr("Over which distance is {} timed?", column);
    case kMeaning:
      return question.choices.front().answer == "athlete" ? tr("Does {} name the athlete?", column)
                                                          : tr("Is {} a time of day or a duration?", column);
    default:
      return question_title(question);
  }
}

/// Whether the table can be read so, as the last question.
TableQuestion last_question(const ImportDesk& import) {
  const std::string why = import.why_not_table();
  if (why == tr("no date yet")) return {tr("Which column is the date?"), tr("Choose Date above it."), {}, {}, {}};
  if (why == tr("nothing to take yet"))
    return {tr("What is in the other columns?"),
            tr("A load, a duration, a performance or a marker: choose it above one."),
            {},
            {},
            {}};
  TableQuestion last{tr("Is this what the columns mean?"), "", {}, {}, {}};
  for (const Question& open : import.table()->as.questions) last.evidence += open.text + ". ";
  return last;
}

}  // namespace

std::string marker_name(std::string_view key) {
  for (const auto& [known, name] : kMarkers) {
    if (known == key) return tr(name.data());
  }
  return std::string(key);
}

std::string with_marker_names(std::string text) {
  for (const auto& [key, name] : kMarkers) {
    if (key.find('_') == std::string_view::npos) continue;  // a word already
    const std::string_view shown = tr(name.data());
    for (std::size_t at = text.find(key); at != std::string::npos; at = text.find(key, at + shown.size()))
      text.replace(at, key.size(), shown);
  }
  return text;
}

const std::vector<MeaningName>& meaning_names() {
  static const std::vector<MeaningName> kNames = [] {
    std::vector<MeaningName> names{
        {"date", tr("Date")},         {"start", tr("Time of day")}, {"duration", tr("Duration")},
        {"distance", tr("Distance")}, {"sport", tr("Sport")},       {"rpe", tr("RPE")},
        {"load", tr("Load")},         {"test", tr("Performance")},  {"kind of test", tr("Kind of test")},
        {"athlete", tr("Athlete")}};
    for (const std::string_view marker : intake::mapped_markers())
      names.push_back({std::string(marker), marker_name(marker)});
    names.push_back({"leave out", tr("Leave out")});
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
  if (const auto date = parse_iso(text.understood)) text.understood = date_text(*date);
  return text;
}

TableQuestion table_question(const ImportDesk& import) {
  const std::vector<Question>& questions = import.table()->as.questions;
  const auto open = std::ranges::find_if(questions, has_answer);
  if (open == questions.end()) return last_question(import);
  TableQuestion asked{title_of(*open), "", *open, {}, {}};
  if (open->kind == Question::Kind::kDayOrder) asked.evidence = question_evidence(*open);
  if (open->kind == Question::Kind::kTestDistance)
    asked.evidence = tr("Of a time less is better; over a distance in metres it becomes a speed.");
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
