#include "viewer/charts/week_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/charts/load_editor.hpp"
#include "viewer/charts/loads_drag.hpp"
#include "viewer/charts/phase_brackets.hpp"
#include "viewer/charts/week_cell.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr float kHeadings = 20.0f, kWide = 560.0f;
constexpr int kPastWeeks = 4;

WeekGrid lay_out(Frame& frame, const Box& box) {
  const bool wide = box.width() > kWide;
  View& view = frame.view;
  WeekGrid grid;
  grid.rows = {{box.from.x, box.from.y + kHeadings}, box.to};
  grid.head = wide ? 62.0f : 44.0f;
  grid.sums = wide ? 198.0f : 70.0f;
  grid.brackets = bracket_room(box.width());
  const int first = frame.monday_of(std::max(-7 * kPastWeeks, static_cast<int>(frame.first_day())));
  grid.monday = std::min(first, frame.monday_of(0));
  grid.weeks = (frame.board().days - 1 - grid.monday) / 7 + 1;
  grid.row = std::clamp(grid.rows.height() / static_cast<float>(grid.weeks), 40.0f, 56.0f);
  const float most = std::max(static_cast<float>(grid.weeks) * grid.row - grid.rows.height(), 0.0f);
  const auto row_of = [&](int day) { return static_cast<float>((day - grid.monday) / 7) * grid.row; };
  // Until somebody scrolls, from the week before the plans: what is above may still change its height.
  grid.scrolled = view.weeks_scrolled < 0.0f ? row_of(frame.desk.today()) - grid.row : view.weeks_scrolled;
  // A day reached by keys is scrolled into view.
  if (view.weeks_day != view.day && view.drag.does == DragState::Does::kNothing) {
    grid.scrolled = std::max(grid.scrolled, row_of(view.day) + grid.row - grid.rows.height());
    view.weeks_scrolled = grid.scrolled = std::min(grid.scrolled, row_of(view.day));
  }
  view.weeks_day = view.day;
  grid.scrolled = std::clamp(grid.scrolled, 0.0f, most);
  grid.top = grid.rows.from.y - grid.scrolled;
  return grid;
}

void draw_sums(Frame& frame, ImDrawList& list, const WeekGrid& grid, int monday, float top) {
  const WeekFacts facts = frame.week_facts(monday);
  const Theme& theme = frame.theme;
  const DoneLoads done = frame.done_loads(monday);
  const bool past = monday + 6 < 0, wide = grid.sums > 100.0f, compared = done.days > 0;
  const std::string total = grouped(facts.total);
  const std::string change = facts.change ? percent_text(*facts.change) : "";
  const std::string alike = facts.monotony ? localised(fmt::format("{:.1f}", *facts.monotony)) : "";
  const ImU32 ink = past ? theme.faint : theme.text;
  const ImU32 steep = !past && facts.change && *facts.change > 0.3 ? theme.warn : theme.faint;
  const std::string planned = compared ? tr("of {}", with_unit(std::round(done.planned), "")) : "";
  const float right = grid.sums_to() - 4.0f, y = top + 0.5f * grid.row - 8.0f;
  if (wide) {
    const float up = compared ? 7.0f : 0.0f;
    draw_text(list, frame.fonts.body, 15.0f, {grid.cells_to() + 62.0f, y - up}, ink, total, Align::kRight);
    draw_text(list, frame.fonts.small, 12.0f, {grid.cells_to() + 62.0f, y + 9.0f}, theme.faint, planned, Align::kRight);
    draw_text(list, frame.fonts.small, 13.0f, {grid.cells_to() + 124.0f, y + 1.0f}, steep, change, Align::kRight);
    draw_text(list, frame.fonts.small, 13.0f, {right, y + 1.0f}, theme.faint, alike, Align::kRight);
  } else {
    draw_text(list, frame.fonts.small, 13.0f, {right, y - 7.0f}, ink, total, Align::kRight);
    draw_text(list, frame.fonts.small, 12.0f, {right - 22.0f, y + 9.0f}, steep, compared ? "" : change, Align::kRight);
    draw_text(list, frame.fonts.small, 12.0f, {right, y + 9.0f}, theme.faint, compared ? planned : alike,
              Align::kRight);
  }
  if (compared)
    frame.widgets.add(fmt::format("done.week.{}", iso(frame.board().date(monday))), {grid.cells_to(), top},
                      {grid.sums_to(), top + grid.row}, done_text(done, frame.load_unit()));
  if (past) return;
  frame.widgets.add(
      fmt::format("sums.{}", iso(frame.board().date(monday))), {grid.cells_to(), top}, {grid.sums_to(), top + grid.row},
      fmt::format("{}{}{}{}{}", total, change.empty() ? "" : ", ", change, alike.empty() ? "" : ", ", alike));
}

void draw_head(Frame& frame, ImDrawList& list, const WeekGrid& grid, int monday, float top) {
  const bool past = monday + 6 < 0;
  const Box box{{grid.rows.from.x, top + 1.0f}, {grid.cells_from() - 2.0f, top + grid.row - 1.0f}};
  const auto& selected = frame.view.selected;
  const bool chosen = !past && selected && selected->first <= monday + 6 && monday <= selected->last;
  if (chosen) list.AddRectFilled(box.from, box.to, faded(frame.theme.accent, 0.3f), 3.0f);
  draw_text(list, frame.fonts.small, grid.head > 50.0f ? 13.0f : 12.0f,
            {box.from.x + 4.0f, top + 0.5f * grid.row - 8.0f}, past ? frame.theme.faint : frame.theme.text,
            short_day_text(frame.board().date(monday)));
  if (!past)
    frame.widgets.add(fmt::format("row.{}", iso(frame.board().date(monday))), box.from, box.to, chosen ? "on" : "off");
}

/// Monday to Sunday, and what the sums are, above the rows.
void draw_headings(Frame& frame, ImDrawList& list, const WeekGrid& grid, float top) {
  const auto say = [&](float x, const char* text, Align align) {
    draw_text(list, frame.fonts.small, 12.0f, {x, top + 2.0f}, frame.theme.faint, text, align);
  };
  for (std::size_t d = 0; d < 7; ++d) {
    say(grid.cells_from() + (static_cast<float>(d) + 0.5f) * grid.cell_width(), weekday_text(d), Align::kCentre);
  }
  if (grid.sums < 100.0f) {
    say(grid.sums_to() - 4.0f, tr("week"), Align::kRight);
    return;
  }
  const std::string unit = frame.load_unit().empty() ? tr("week") : tr("week [{}]", frame.load_unit());
  say(grid.cells_to() + 62.0f, unit.c_str(), Align::kRight);
  say(grid.cells_to() + 124.0f, tr("change"), Align::kRight);
  say(grid.sums_to() - 4.0f, tr("monotony"), Align::kRight);
}

void draw_selection(Frame& frame, ImDrawList& list, const WeekGrid& grid) {
  if (!frame.view.selected) return;
  for (int day = frame.view.selected->first; day <= frame.view.selected->last; ++day) {
    const Box box = grid.cell(day);
    list.AddRectFilled({box.from.x + 1.0f, box.from.y + 1.0f}, {box.to.x - 1.0f, box.to.y - 1.0f},
                       faded(frame.theme.accent, 0.14f), 3.0f);
  }
}

void say_more(const Frame& frame, const WeekGrid& grid, ImVec2 mouse) {
  if (!grid.rows.holds(mouse) || frame.view.drag.does != DragState::Does::kNothing) return;
  if (mouse.x < grid.cells_from()) {
    ImGui::SetTooltip("%s",
                      tr("Click: select the week; Shift: all weeks up to it\nDrag: move it, the others make room"));
  } else if (mouse.x >= grid.cells_to()) {
    ImGui::SetTooltip(
        "%s", tr("Sum, change on the week before, and monotony: mean daily load over its spread;\nabove 2, days "
                 "are alike. Drag sideways: the week keeps its shape and scales"));
  } else if (const int day = grid.day_at(mouse); !std::isnan(frame.load_on(day))) {
    ImGui::SetTooltip("%s", day_tip(frame, day).c_str());
  }
}

}  // namespace

Box WeekGrid::cell(int day) const {
  const int at = day - monday;
  const float x = cells_from() + static_cast<float>(at % 7) * cell_width(), y = top + static_cast<float>(at / 7) * row;
  return {{x, y}, {x + cell_width(), y + row}};
}

int WeekGrid::week_at(float y) const { return static_cast<int>(std::floor((y - top) / row)); }

int WeekGrid::day_at(ImVec2 point) const {
  const int weekday = static_cast<int>(std::floor((point.x - cells_from()) / cell_width()));
  return monday + 7 * week_at(point.y) + std::clamp(weekday, 0, 6);
}

void draw_weeks(Frame& frame, const Box& box) {
  load_top(frame);
  ImGui::SetCursorScreenPos(box.from);
  ImGui::InvisibleButton("weeks", {box.width(), box.height()});
  const bool hovered = ImGui::IsItemHovered();
  handle_weeks(frame, lay_out(frame, box));
  const WeekGrid grid = lay_out(frame, box);  // it may have been scrolled
  frame.widgets.add("chart.weeks", grid.rows.from, grid.rows.to, std::to_string(grid.weeks));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_headings(frame, list, grid, box.from.y);
  list.PushClipRect(grid.rows.from, grid.rows.to, true);
  for (int week = 0; week < grid.weeks; ++week) {
    const float top = grid.top + static_cast<float>(week) * grid.row;
    if (top + grid.row <= grid.rows.from.y || top >= grid.rows.to.y) continue;
    const int monday = grid.monday + 7 * week;
    draw_head(frame, list, grid, monday, top);
    for (int day = monday; day < monday + 7; ++day) draw_cell(frame, list, grid.cell(day), day);
    draw_sums(frame, list, grid, monday, top);
  }
  draw_selection(frame, list, grid);
  draw_phase_rows(frame, list, grid);
  list.PopClipRect();
  if (frame.view.typing) draw_load_editor(frame, grid.cell(frame.view.typing->day));
  const float all = static_cast<float>(grid.weeks) * grid.row, seen = grid.rows.height();
  if (all > seen) {
    const float from = grid.rows.from.y + grid.scrolled / all * seen;
    list.AddRectFilled({grid.rows.to.x, from}, {grid.rows.to.x + 3.0f, from + seen / all * seen}, frame.theme.line,
                       1.5f);
  }
  if (hovered) say_more(frame, grid, ImGui::GetIO().MousePos);
}

void draw_switch(Frame& frame, const Box& box) {
  View& view = frame.view;
  ImGui::SetCursorScreenPos(box.from);
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {10.0f, 4.0f});
  for (const bool weeks : {true, false}) {
    if (!weeks) ImGui::SameLine(0.0f, 2.0f);
    const bool on = view.weeks == weeks;
    ImGui::PushStyleColor(ImGuiCol_Button, on ? frame.theme.text : frame.theme.panel);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, on ? frame.theme.text : frame.theme.raised);
    ImGui::PushStyleColor(ImGuiCol_Text, on ? frame.theme.page : frame.theme.text);
    if (ImGui::Button(as_label(weeks ? tr("Weeks") : tr("Days"), weeks ? "view.weeks" : "view.days").c_str()))
      view.weeks = weeks;
    ImGui::PopStyleColor(3);
    tooltip(weeks ? tr("The plan as a calendar, a row a week (W)") : tr("A bar a day on the time axis (W)"));
    frame.widgets.add_item(weeks ? "view.weeks" : "view.days", view.weeks == weeks ? "on" : "off");
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float left = ImGui::GetItemRectMax().x + 14.0f, y = box.from.y + 5.0f;
  list.AddRectFilled({left, y + 2.0f}, {left + 10.0f, y + 12.0f}, frame.theme.plan(frame.sheet().colour), 2.0f);
  const std::string unit = frame.load_unit().empty() ? "" : tr("load in {}", frame.load_unit());
  const float beside = text_size(frame.fonts.small, 13.0f, unit).x + 10.0f, room = box.to.x - left - 16.0f;
  const std::string name = fitted(frame.fonts.small, 13.0f, frame.sheet().name, room);
  draw_text(list, frame.fonts.small, 13.0f, {left + 16.0f, y}, frame.theme.text, name);
  const float used = text_size(frame.fonts.small, 13.0f, name).x;
  if (used + beside < room)
    draw_text(list, frame.fonts.small, 13.0f, {left + 26.0f + used, y}, frame.theme.faint, unit);
}

}  // namespace formcast
