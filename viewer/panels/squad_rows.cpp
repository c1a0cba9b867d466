#include "viewer/panels/squad_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/squad/colour_scale.hpp"

namespace formcast {

ImU32 opaque(std::uint32_t hex) { return IM_COL32(hex >> 16 & 0xff, hex >> 8 & 0xff, hex & 0xff, 0xff); }

namespace {

constexpr float kBody = 15.0f;
constexpr float kLeastForNumber = 40.0f;  // pixels of a cell
constexpr float kTremble = 6.0f;          // pixels that are not a drag yet

/// A plan of an athlete on the heat map, with its number where it fits.
void draw_cell(SquadFrame& frame, const SquadColumn& column, float top, float height, std::size_t athlete,
               std::size_t plan) {
  const double heat = frame.squad.heat(athlete, plan);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float gap = column.width() > 12.0f ? 1.0f : 0.0f;
  const ImVec2 from{column.from + gap, top + 1.0f}, to{column.to - gap, top + height - 1.0f};
  const float rounding = column.width() > 12.0f ? 3.0f : 0.0f;
  if (!std::isfinite(heat)) {
    list.AddRect(from, to, frame.theme.line, rounding);
    return;
  }
  const std::uint32_t colour = heat_colour(heat, frame.theme.dark);
  list.AddRectFilled(from, to, opaque(colour), rounding);
  const std::string text = frame.squad.cell_text(athlete, plan);
  const bool fits = column.width() >= kLeastForNumber && height >= 16.0f;
  if (fits) {
    draw_text(list, frame.fonts.small, kSquadSmall, {0.5f * (from.x + to.x), 0.5f * (from.y + to.y) - 7.5f},
              opaque(ink_on(colour)), text, Align::kCentre);
  }
  const bool stands_out = frame.squad.best(athlete) == plan && frame.squad.clear(athlete).value_or(true);
  if (stands_out && frame.squad.plans() > 1) list.AddRect(from, to, frame.theme.text, rounding, 0, 1.5f);
  frame.widgets.add(fmt::format("squad.cell.{}.{}", athlete, plan), from, to, text);
}

void draw_words(SquadFrame& frame, const SquadColumns& columns, float top, std::size_t athlete) {
  const Squad& squad = frame.squad;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::size_t best = *squad.best(athlete);
  const Quantiles& of = squad.target(athlete, best);
  const std::string& unit = squad.header().performance_unit;
  if (columns.narrow) {
    const std::string range =
        tr("{} to {}", with_unit(static_cast<double>(of.front()), ""), with_unit(static_cast<double>(of.back()), unit));
    draw_text(list, frame.fonts.small, kSquadSmall, {columns.name.from + 4.0f, top + 25.0f}, frame.theme.faint,
              fitted(frame.fonts.small, kSquadSmall, range, columns.name.width() - 8.0f));
    return;
  }
  const float y = top + 0.5f * columns.row - 7.5f;
  const auto put = [&](const SquadColumn& column, const std::string& text, ImU32 colour) {
    draw_text(list, frame.fonts.small, kSquadSmall, {column.from + 4.0f, y}, colour,
              fitted(frame.fonts.small, kSquadSmall, text, column.width() - 12.0f));
  };
  put(columns.plan, squad.best_text(athlete),
      squad.clear(athlete).value_or(true) ? frame.theme.text : frame.theme.faint);
  put(columns.typical, with_unit(static_cast<double>(of[2]), ""), frame.theme.text);
  put(columns.range, squad.range_text(athlete), frame.theme.faint);
}

/// Which plan's cell is under the pointer.
std::optional<std::size_t> plan_under(const SquadColumns& columns) {
  const float x = ImGui::GetIO().MousePos.x;
  for (std::size_t p = 0; p < columns.cells.size(); ++p) {
    if (x >= columns.cells[p].from && x < columns.cells[p].to) return p;
  }
  return std::nullopt;
}

void draw_tip(SquadFrame& frame, std::size_t athlete, std::size_t plan) {
  const Squad& squad = frame.squad;
  const Quantiles& of = squad.target(athlete, plan);
  if (!std::isfinite(of[2])) return;
  const std::string& unit = squad.header().performance_unit;
  std::string text =
      tr("{}, {}\nTypical {}, {} to {} in 90 of 100", squad.header().athletes[athlete], squad.header().plans[plan],
         with_unit(static_cast<double>(of[2]), unit), with_unit(static_cast<double>(of.front()), ""),
         with_unit(static_cast<double>(of.back()), unit));
  if (squad.has_aim()) text += "\n" + tr("Reaches the aim in {:.0f} of 100", 100.0 * squad.chance(athlete, plan));
  ImGui::SetTooltip("%s", text.c_str());
}

void draw_row(SquadFrame& frame, const SquadColumns& columns, const Box& box, std::size_t row) {
  SquadView& view = frame.view;
  const std::size_t athlete = view.rows[row];
  const std::string& name = frame.squad.header().athletes[athlete];
  const bool has = frame.squad.has(athlete);
  const ImVec2 at{box.from.x, ImGui::GetCursorScreenPos().y};
  ImGui::PushID(static_cast<int>(athlete));
  ImGui::SetCursorScreenPos(at);
  const bool pressed = ImGui::InvisibleButton("row", {box.width() - 12.0f, columns.row});
  const bool hovered = ImGui::IsItemHovered();
  frame.widgets.add_item(fmt::format("squad.row.{}", athlete), name);
  if (pressed && view.pulled < kTremble && has) {
    view.at = row;
    view.chosen = athlete;
    view.plan = plan_under(columns);
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 to{at.x + box.width(), at.y + columns.row};
  if (row == view.at) {
    list.AddRectFilled(at, to, frame.theme.raised);
    list.AddRectFilled(at, {at.x + 3.0f, to.y}, frame.theme.accent);
  } else if (hovered) {
    list.AddRectFilled(at, to, faded(frame.theme.raised, 0.6f));
  }
  const bool low = frame.view.heat, lines = columns.row > 40.0f;
  ImFont* font = low ? frame.fonts.small : frame.fonts.body;
  const float size = low ? kSquadSmall : kBody, y = lines ? at.y + 5.0f : at.y + 0.5f * (columns.row - size) - 1.5f;
  draw_text(list, font, size, {columns.name.from + 4.0f, y}, has ? frame.theme.text : frame.theme.faint,
            fitted(font, size, name, columns.name.width() - 12.0f));
  if (!has) {
    const float x = columns.narrow ? columns.cells.front().from : columns.name.to;
    draw_text(list, frame.fonts.small, kSquadSmall, {x + 4.0f, at.y + 0.5f * columns.row - 7.5f}, frame.theme.faint,
              columns.narrow ? tr("not in this file") : tr("this file has no results of this athlete"));
  } else {
    if (!low) draw_words(frame, columns, at.y, athlete);
    for (std::size_t p = 0; p < columns.cells.size(); ++p)
      draw_cell(frame, columns.cells[p], at.y, columns.row, athlete, p);
    const auto plan = hovered && !ImGui::IsItemActive() ? plan_under(columns) : std::nullopt;
    if (plan) draw_tip(frame, athlete, *plan);
  }
  ImGui::PopID();
}

/// A finger, or the pointer, drags the list.
void pull(SquadView& view) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) view.pulled = 0.0f;
  if (!ImGui::IsMouseDown(ImGuiMouseButton_Left) ||
      !ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem))
    return;
  view.pulled += std::abs(io.MouseDelta.y);
  if (view.pulled >= kTremble && ImGui::IsAnyItemActive()) ImGui::SetScrollY(ImGui::GetScrollY() - io.MouseDelta.y);
}

}  // namespace

void draw_squad_rows(SquadFrame& frame, const SquadColumns& columns, const Box& box) {
  SquadView& view = frame.view;
  ImGui::SetCursorScreenPos(box.from);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0.0f, 0.0f});
  ImGui::BeginChild("squad-rows", {box.width(), box.height()}, ImGuiChildFlags_None);
  pull(view);
  if (view.follow) {
    const float top = static_cast<float>(view.at) * columns.row;
    if (top < ImGui::GetScrollY()) ImGui::SetScrollY(top);
    if (top + columns.row > ImGui::GetScrollY() + box.height()) ImGui::SetScrollY(top + columns.row - box.height());
    view.follow = false;
  }
  view.first = view.last = 0;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(view.rows.size()), columns.row);
  while (clipper.Step()) {
    // The clipper may measure with the first row before it comes to those on the screen.
    view.first = static_cast<std::size_t>(clipper.DisplayStart);
    view.last = static_cast<std::size_t>(clipper.DisplayEnd);
    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row)
      draw_row(frame, columns, box, static_cast<std::size_t>(row));
  }
  if (view.rows.empty()) {
    draw_text(*ImGui::GetWindowDrawList(), frame.fonts.body, kBody, {box.from.x + kSquadPad + 4.0f, box.from.y + 12.0f},
              frame.theme.faint, tr("No athlete found"));
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace formcast
