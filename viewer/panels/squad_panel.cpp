#include "viewer/panels/squad_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/squad_rows.hpp"
#include "viewer/screen/typography.hpp"
#include "viewer/squad/colour_scale.hpp"

namespace formcast {
namespace {

using By = SquadOrder::By;
constexpr float kHeader = 42.0f;
constexpr float kTwoLines = 760.0f;  // below it a row is two lines

SquadColumns columns_of(const SquadFrame& frame, const Box& box) {
  const bool narrow = box.width() < kTwoLines;
  const bool lines = narrow && !frame.view.heat;  // a row of two lines
  SquadColumns columns;
  columns.narrow = narrow;
  columns.row = lines ? 48.0f : frame.view.heat ? 20.0f : 30.0f;
  float x = box.from.x + kSquadPad;
  const auto next = [&](float width) {
    const SquadColumn column{x, x + width};
    x += width;
    return column;
  };
  const float right = box.to.x - kSquadPad;
  if (narrow) {
    columns.name = next(lines ? 0.42f * (right - x) : 0.34f * (right - x));
  } else {
    columns.name = next(180.0f);
    if (!frame.view.heat) {
      columns.plan = next(190.0f);
      columns.typical = next(90.0f);
      columns.range = next(130.0f);
    }
  }
  const std::size_t plans = frame.squad.plans();
  const float most = frame.view.heat ? 400.0f : 140.0f;
  const float width = std::min((right - x) / static_cast<float>(plans), most);
  for (std::size_t p = 0; p < plans; ++p) columns.cells.push_back(next(width));
  return columns;
}

std::string with_unit_of(const SquadFrame& frame, const char* text) {
  const std::string& unit = frame.squad.header().performance_unit;
  return unit.empty() || unit == "1" ? text : fmt::format("{} [{}]", text, unit);
}

void sort_by(SquadView& view, By by, std::size_t plan = 0) {
  const bool same = view.order.by == by && (by != By::kPlan || view.order.plan == plan);
  // The first click sorts names from A, numbers from the highest.
  const bool down = same ? !view.order.down : by == By::kBest || by == By::kPlan || by == By::kRange;
  view.order = {by, plan, down};
  view.at = 0;
  view.follow = true;
}

/// A column's title; a click sorts by it. On two lines where one is too narrow.
void draw_title(SquadFrame& frame, const SquadColumn& column, float top, const char* id, const std::string& text, By by,
                std::size_t plan = 0) {
  if (column.width() < 1.0f) return;
  const bool chosen = frame.view.order.by == by && (by != By::kPlan || frame.view.order.plan == plan);
  ImGui::SetCursorScreenPos({column.from, top});
  if (ImGui::InvisibleButton(id, {column.width(), kHeader})) sort_by(frame.view, by, plan);
  const bool hovered = ImGui::IsItemHovered();
  if (hovered) ImGui::SetTooltip("%s\n%s", text.c_str(), tr("Click to sort"));
  frame.widgets.add_item(id, chosen ? frame.view.order.down ? "down" : "up" : "");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImU32 colour = chosen ? frame.theme.text : hovered ? frame.theme.text : frame.theme.faint;
  const float room = column.width() - (chosen ? 22.0f : 8.0f);
  std::string first = text, second;
  for (std::size_t space = text.rfind(' '); text_size(frame.fonts.small, kSquadSmall, first).x > room;) {
    if (space == std::string::npos) break;
    first = text.substr(0, space);
    second = text.substr(space + 1);
    space = first.rfind(' ');
  }
  const float x = column.from + 4.0f, y = top + (second.empty() ? kHeader - 22.0f : kHeader - 36.0f);
  first = fitted(frame.fonts.small, kSquadSmall, first, room);
  draw_text(list, frame.fonts.small, kSquadSmall, {x, y}, colour, first);
  if (!second.empty()) {
    draw_text(list, frame.fonts.small, kSquadSmall, {x, y + 15.0f}, colour,
              fitted(frame.fonts.small, kSquadSmall, second, room));
  }
  if (!chosen) return;
  const float arrow = x + text_size(frame.fonts.small, kSquadSmall, first).x + 4.0f;
  const float up = frame.view.order.down ? -3.0f : 3.0f;
  const ImVec2 middle{arrow + 4.0f, y + 8.0f};
  const ImVec2 left{middle.x - 4.0f, middle.y + up}, right{middle.x + 4.0f, middle.y + up};
  list.AddTriangleFilled(left, right, {middle.x, middle.y - up}, frame.theme.accent);
}

void draw_titles(SquadFrame& frame, const SquadColumns& columns, const Box& box) {
  const float top = box.from.y;
  draw_title(frame, columns.name, top, "squad.sort.athlete", tr("Athlete"), By::kAthlete);
  draw_title(frame, columns.plan, top, "squad.sort.best", tr("Best plan"), By::kBestPlan);
  draw_title(frame, columns.typical, top, "squad.sort.typical", with_unit_of(frame, tr("Typical")), By::kBest);
  draw_title(frame, columns.range, top, "squad.sort.range", tr("90 of 100"), By::kRange);
  for (std::size_t p = 0; p < columns.cells.size(); ++p) {
    draw_title(frame, columns.cells[p], top, fmt::format("squad.sort.plan.{}", p).c_str(),
               frame.squad.header().plans[p], By::kPlan, p);
  }
  ImGui::GetWindowDrawList()->AddLine({box.from.x, top + kHeader}, {box.to.x, top + kHeader}, frame.theme.line);
}

/// The scale of the colours.
void draw_legend(SquadFrame& frame, ImVec2 at, float width) {
  constexpr int kSteps = 24;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string low = "0 %";
  const std::string high =
      frame.squad.has_aim() ? "100 %" : localised(fmt::format("+{:.1f} %", frame.squad.heat_high()));
  const float left = at.x + text_size(frame.fonts.small, kSquadSmall, low).x + 6.0f;
  const float right = at.x + width - text_size(frame.fonts.small, kSquadSmall, high).x - 6.0f;
  draw_text(list, frame.fonts.small, kSquadSmall, at, frame.theme.faint, low);
  for (int step = 0; step < kSteps; ++step) {
    const auto x = [&](int of) { return left + (right - left) * static_cast<float>(of) / kSteps; };
    list.AddRectFilled({x(step), at.y + 2.0f}, {x(step + 1) + 0.5f, at.y + 14.0f},
                       opaque(heat_colour((step + 0.5) / kSteps, frame.theme.dark)));
  }
  draw_text(list, frame.fonts.small, kSquadSmall, {right + 6.0f, at.y}, frame.theme.faint, high);
  frame.widgets.add("squad.legend", at, {at.x + width, at.y + 16.0f}, tr("{} to {}", low, high));
}

std::string heading(const SquadFrame& frame) {
  const ResultsHeader& header = frame.squad.header();
  const std::string day = long_day_text(header.target);
  return frame.squad.has_aim()
             ? tr("Chance of {} on {}", with_unit(*header.target_performance, header.performance_unit), day)
             : tr("Typical performance on {}; colours: above the athlete's lowest plan", day);
}

/// Search, the two views, what is shown and the legend; returns where it ends.
float draw_tools(SquadFrame& frame, const Box& box) {
  SquadView& view = frame.view;
  const bool narrow = box.width() < kTwoLines;
  const float field = narrow ? box.width() - 2.0f * kSquadPad - 190.0f : 240.0f;
  ImGui::SetCursorScreenPos({box.from.x + kSquadPad, box.from.y + 10.0f});
  ImGui::SetNextItemWidth(field);
  char text[101] = {};
  std::strncpy(text, view.search.c_str(), sizeof text - 1);
  if (view.searching) ImGui::SetKeyboardFocusHere();
  view.searching = false;
  if (ImGui::InputTextWithHint("##search", narrow ? tr("Search") : tr("Search athletes  ( / )"), text, sizeof text)) {
    view.search = text;
    view.at = 0;
    view.follow = true;
  }
  frame.widgets.add_item("squad.search", view.search);
  for (const bool heat : {false, true}) {
    ImGui::SameLine(0.0f, heat ? 4.0f : 12.0f);
    const bool chosen = view.heat == heat;
    ImGui::PushStyleColor(ImGuiCol_Text, chosen ? frame.theme.text : frame.theme.faint);
    if (ImGui::Button(as_label(heat ? tr("Heat map") : tr("Table"), heat ? "squad.heat" : "squad.table").c_str()))
      view.heat = heat, view.follow = true;
    ImGui::PopStyleColor();
    frame.widgets.add_item(heat ? "squad.heat" : "squad.table", chosen ? "on" : "off");
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    if (chosen)
      ImGui::GetWindowDrawList()->AddLine({from.x + 4.0f, to.y}, {to.x - 4.0f, to.y}, frame.theme.accent, 2.0f);
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = box.from.y + 17.0f, below = box.from.y + 50.0f;
  const std::string count = tr("{} of {} athletes", view.rows.size(), frame.squad.athletes());
  constexpr float kLegend = 170.0f;
  if (narrow) {
    const std::string what = fitted(frame.fonts.small, kSquadSmall, heading(frame), box.width() - 2.0f * kSquadPad);
    draw_text(list, frame.fonts.small, kSquadSmall, {box.from.x + kSquadPad, below}, frame.theme.faint, what);
    draw_text(list, frame.fonts.small, kSquadSmall, {box.from.x + kSquadPad, below + 20.0f}, frame.theme.faint, count);
    draw_legend(frame, {box.to.x - kSquadPad - kLegend, below + 20.0f}, kLegend);
    return below + 38.0f;
  }
  const float x = ImGui::GetItemRectMax().x + 16.0f;
  draw_text(list, frame.fonts.small, kSquadSmall, {x, y}, frame.theme.faint, count);
  draw_text(list, frame.fonts.small, kSquadSmall, {box.to.x - kSquadPad - kLegend - 14.0f, y}, frame.theme.faint,
            heading(frame), Align::kRight);
  draw_legend(frame, {box.to.x - kSquadPad - kLegend, y}, kLegend);
  return box.from.y + 46.0f;
}

}  // namespace

void draw_squad(SquadFrame& frame, const Box& box) {
  SquadView& view = frame.view;
  view.rows = frame.squad.rows(view.search, view.order);
  view.at = std::min(view.at, view.rows.empty() ? 0 : view.rows.size() - 1);
  ImGui::GetWindowDrawList()->AddRectFilled(box.from, box.to, frame.theme.panel);
  const float top = draw_tools(frame, box);
  const SquadColumns columns = columns_of(frame, box);
  draw_titles(frame, columns, {{box.from.x, top}, box.to});
  draw_squad_rows(frame, columns, {{box.from.x, top + kHeader + 1.0f}, box.to});
}

void heed_squad_keys(SquadFrame& frame) {
  SquadView& view = frame.view;
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](ImGuiKey key, bool repeats = false) { return ImGui::IsKeyPressed(key, repeats); };
  if (pressed(ImGuiKey_Escape)) {
    if (view.search.empty() && !io.WantTextInput) view.leave = true;
    view.search.clear();
  }
  const std::size_t page = std::max<std::size_t>(view.last - view.first, 2) - 1;
  const auto go = [&](std::size_t to) {
    view.at = view.rows.empty() ? 0 : std::min(to, view.rows.size() - 1);
    view.follow = true;
  };
  if (pressed(ImGuiKey_DownArrow, true)) go(view.at + 1);
  if (pressed(ImGuiKey_UpArrow, true)) go(view.at - std::min<std::size_t>(view.at, 1));
  if (pressed(ImGuiKey_PageDown, true)) go(view.at + page);
  if (pressed(ImGuiKey_PageUp, true)) go(view.at - std::min(view.at, page));
  const bool enter = pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter);
  if (enter && view.at < view.rows.size() && frame.squad.has(view.rows[view.at])) {
    view.chosen = view.rows[view.at];
    view.plan = frame.squad.best(*view.chosen);
  }
  if (io.WantTextInput || io.KeyCtrl) return;
  if (pressed(ImGuiKey_Home)) go(0);
  if (pressed(ImGuiKey_End)) go(view.rows.size());
  if (pressed(ImGuiKey_Slash) && !io.KeyShift) view.searching = true;
  if (pressed(ImGuiKey_H)) view.heat = !view.heat, view.follow = true;
  if (pressed(ImGuiKey_0)) sort_by(view, By::kAthlete);
  for (int n = 0; n < 9; ++n) {
    const auto plan = static_cast<std::size_t>(n);
    if (pressed(static_cast<ImGuiKey>(ImGuiKey_1 + n)) && plan < frame.squad.plans()) sort_by(view, By::kPlan, plan);
  }
}

}  // namespace formcast
