// What the columns of a table mean: each with a list of meanings, and its first rows as understood.

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "sim/base/language.hpp"
#include "viewer/desk/import_table_text.hpp"
#include "viewer/panels/import_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr float kCardsBelow = 560.0f, kWidest = 180.0f, kColumnGap = 8.0f;

std::string column_id(std::size_t column) { return fmt::format("import.column.{}", column); }

void meaning_list(Frame& frame, ImportDesk& import, std::size_t n, float width) {
  const intake::MappedColumn column = import.mapping().columns[n];
  const std::string id = column_id(n), now = meaning_name(column);
  ImGui::SetNextItemWidth(width);
  const bool open = ImGui::BeginCombo(("##" + id).c_str(), now.c_str(), ImGuiComboFlags_HeightLarge);
  frame.widgets.add_item(id, column.heading + ": " + now);
  if (!open) return;
  for (const MeaningName& meaning : meaning_names()) {
    const bool chosen = meaning.name == now;
    if (ImGui::Selectable(as_label(meaning.name, meaning.key).c_str(), chosen) && !chosen)
      import.set_meaning(n, meaning.key);
    frame.widgets.add_item(id + "." + meaning.key, meaning.name);
    if (chosen && ImGui::IsWindowAppearing()) ImGui::SetItemDefaultFocus();
  }
  ImGui::EndCombo();
}

/// The unit of a number: from a list where there are several, typed where it may be any.
void unit_field(Frame& frame, ImportDesk& import, std::size_t n, float width) {
  const intake::MappedColumn column = import.mapping().columns[n];
  const std::string id = column_id(n) + ".unit";
  const std::vector<std::string> units = units_to_choose(column);
  ImGui::SetNextItemWidth(width);
  if (has_free_unit(column)) {
    char typed[41] = {};
    std::strncpy(typed, column.unit.c_str(), sizeof typed - 1);
    if (ImGui::InputTextWithHint(("##" + id).c_str(), tr("unit"), typed, sizeof typed)) import.set_unit(n, typed);
    frame.widgets.add_item(id, typed);
  } else if (!units.empty()) {
    const std::string now = column.unit.empty() ? import.table()->as.mapping.columns[n].unit : column.unit;
    const bool open = ImGui::BeginCombo(("##" + id).c_str(), now.empty() ? tr("unit?") : now.c_str());
    frame.widgets.add_item(id, now);
    if (!open) return;
    for (const std::string& unit : units) {
      if (ImGui::Selectable(unit.c_str(), unit == now)) import.set_unit(n, unit);
      frame.widgets.add_item(id + "." + unit, unit);
    }
    ImGui::EndCombo();
  } else {
    ImGui::Dummy({width, ImGui::GetFrameHeight()});
  }
}

/// A cell as understood, and below it as written; of what is left out only that, faint.
void draw_cell(Frame& frame, const CellText& cell, float width) {
  ImGui::BeginGroup();
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + width);
  const bool taken = !cell.understood.empty();
  if (taken) ImGui::TextUnformatted(cell.understood.c_str());
  ImGui::PushFont(frame.fonts.small);
  const bool same = cell.understood == cell.written;
  if (!same || !taken) ImGui::TextDisabled("%s", cell.written.empty() ? " " : cell.written.c_str());
  ImGui::PopFont();
  ImGui::PopTextWrapPos();
  ImGui::EndGroup();
}

/// Columns beside each other, as the table has them.
void draw_across(Frame& frame, ImportDesk& import, const ImportTable& table, float width) {
  const std::size_t columns = table.as.mapping.columns.size();
  if (!ImGui::BeginTable("columns", static_cast<int>(columns),
                         ImGuiTableFlags_BordersInnerH | ImGuiTableFlags_NoSavedSettings)) {
    return;
  }
  for (std::size_t n = 0; n < columns; ++n) ImGui::TableSetupColumn("", ImGuiTableColumnFlags_WidthFixed, width);
  ImGui::TableNextRow();
  for (std::size_t n = 0; n < columns; ++n) {
    ImGui::TableNextColumn();
    ImGui::PushFont(frame.fonts.small);
    ImGui::TextDisabled("%s", table.as.mapping.columns[n].heading.c_str());
    ImGui::PopFont();
    meaning_list(frame, import, n, width);
    unit_field(frame, import, n, width);
  }
  for (std::size_t row = 0; row < table.as.first_rows.size(); ++row) {
    ImGui::TableNextRow();
    for (std::size_t n = 0; n < columns; ++n) {
      ImGui::TableNextColumn();
      draw_cell(frame, cell_text(table, row, n), width);
    }
  }
  ImGui::EndTable();
}

/// Of many columns, or on a phone, one below the other: heading, meaning, unit, the first row.
void draw_down(Frame& frame, ImportDesk& import, const ImportTable& table, float width) {
  for (std::size_t n = 0; n < table.as.mapping.columns.size(); ++n) {
    const float from = ImGui::GetCursorPosX();
    ImGui::TextDisabled("%s", table.as.mapping.columns[n].heading.c_str());
    meaning_list(frame, import, n, 0.36f * width);
    ImGui::SameLine(0.0f, kColumnGap);
    unit_field(frame, import, n, 0.2f * width);
    ImGui::SameLine(0.0f, kColumnGap);
    draw_cell(frame, cell_text(table, 0, n), width - (ImGui::GetCursorPosX() - from));
  }
}

void draw_distance(Frame& frame, ImportDesk& import, const intake::Question& question) {
  std::string& typed = frame.view.import.distance;
  char text[16] = {};
  std::strncpy(text, typed.c_str(), sizeof text - 1);
  ImGui::SetNextItemWidth(120.0f);
  if (ImGui::InputTextWithHint("##distance", tr("metres"), text, sizeof text, ImGuiInputTextFlags_CharsDecimal))
    typed = text;
  frame.widgets.add_item("import.table.distance", text);
  ImGui::SameLine();
  if (!ink_button(frame, "import.table.speed", tr("Take the speed"), false)) return;
  import.answer_table(question, typed);
  typed.clear();
}

/// Whether it is to be read so, and what else can be done with it.
ImportAct draw_last(Frame& frame, ImportDesk& import) {
  const std::string why = import.why_not_table();
  ImportAct act = ImportAct::kNone;
  ImGui::BeginDisabled(!why.empty());
  const bool take = ink_button(frame, "import.table.take", tr("Read it so"), why.empty());
  ImGui::EndDisabled();
  ImGui::SameLine();
  if (ink_button(frame, "import.table.save", tr("Save these meanings"), false)) act = ImportAct::kSaveTable;
  ImGui::SameLine();
  if (quiet_button(frame, "import.table.leave", tr("Leave this table out"), tr("Nothing is read of it")))
    import.leave_table();
  else if (take)
    import.take_table();
  return act;
}

ImportAct draw_table_question(Frame& frame, ImportDesk& import) {
  const TableQuestion asked = table_question(import);
  ImportAct act = ImportAct::kNone;
  draw_framed(frame, "import.table.question", asked.title, asked.evidence, [&] {
    if (!asked.question) {
      act = draw_last(frame, import);
      return;
    }
    const intake::Question& question = *asked.question;
    if (question.kind == intake::Question::Kind::kTestDistance) draw_distance(frame, import, question);
    for (std::size_t n = 0; n < asked.answers.size(); ++n) {
      const auto& [text, answer] = asked.answers[n];
      place_answer(n, text);
      if (ink_button(frame, fmt::format("import.table.answer.{}", n), text, asked.suggested == n))
        return import.answer_table(question, answer);
    }
    if (quiet_button(frame, "import.table.leave", tr("Leave this table out"), tr("Nothing is read of it")))
      import.leave_table();
  });
  return act;
}

}  // namespace

ImportAct draw_import_table(Frame& frame, ImportDesk& import) {
  if (import.table() == nullptr) return ImportAct::kNone;
  const ImportTable table = *import.table();
  if (table.as.first_rows.empty()) return ImportAct::kNone;
  const std::string name = table.file.substr(table.file.rfind('/') + 1);
  import_heading(frame, name.c_str(), tr("What each column means, and the first rows as understood"));
  frame.widgets.add_item("import.table", name);
  const float room = ImGui::GetContentRegionAvail().x;
  const auto columns = static_cast<float>(table.as.mapping.columns.size());
  const float each = std::min(kWidest, room / columns - kColumnGap);
  constexpr float kLeast = 110.0f;
  if (room > kCardsBelow && each >= kLeast) {
    draw_across(frame, import, table, each);
  } else {
    draw_down(frame, import, table, room);
  }
  say(frame, tr("Kept for the next file with these headings."), true);
  return import.table() == nullptr ? ImportAct::kNone : draw_table_question(frame, import);
}

}  // namespace formcast
