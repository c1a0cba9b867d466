#include "viewer/charts/week_grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/charts/event_markers.hpp"
#include "viewer/charts/load_editor.hpp"
#include "viewer/charts/loads_drag.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr float kHeadings = 20.0f, kWide = 560.0f;
constexpr std::array<const char*, 7> kDays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr int kPastWeeks = 4;

bool holds(const std::vector<int>& days, int day) { return std::binary_search(days.begin(), days.end(), day); }

WeekGrid lay_out(Frame& frame, const Box& box) {
  const bool wide = box.width() > kWide;
  View& view = frame.view;
  WeekGrid grid;
  grid.rows = {{box.from.x, box.from.y + kHeadings}, box.to};
  grid.head = wide ? 62.0f : 44.0f;
  grid.sums = wide ? 198.0f : 70.0f;
  const int first = frame.monday_of(std::max(-7 * kPastWeeks, static_cast<int>(frame.first_day())));
  grid.monday = std::min(first, frame.monday_of(0));
  grid.weeks = (frame.board().days - 1 - grid.monday) / 7 + 1;
  grid.row = std::clamp(grid.rows.height() / static_cast<float>(grid.weeks), 40.0f, 56.0f);
  const float most = std::max(static_cast<float>(grid.weeks) * grid.row - grid.rows.height(), 0.0f);
  const auto row_of = [&](int day) { return static_cast<float>((day - grid.monday) / 7) * grid.row; };
  // Until somebody scrolls, from the week before the plans: what is above may still change its height.
  grid.scrolled = view.weeks_scrolled < 0.0f ? row_of(0) - grid.row : view.weeks_scrolled;
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

/// A cell's corner: tests, illness, events, flights. Short where the cell is narrow.
std::string tags_of(const Frame& frame, int day, bool wide) {
  const Board& board = frame.board();
  std::string text;
  const auto add = [&](const std::string& tag) { text += (text.empty() ? "" : " ") + tag; };
  if (day == board.target) add("A");
  for (const BoardEvent& event : board.events) {
    if (event.day == day) add(wide ? fmt::format("{} {}", letter_of(event), event.name) : letter_of(event));
  }
  if (holds(frame.sheet().tests, day)) add(wide ? "test" : "T");
  if (holds(frame.sheet().ill, day)) add("ill");
  for (const Trip& trip : frame.sheet().trips) {
    const auto flies = [&](const Leg& leg) {
      return local_date(leg.from.zone, leg.depart) <= board.date(day) &&
             board.date(day) <= local_date(leg.to.zone, leg.arrive);
    };
    if (std::any_of(trip.legs.begin(), trip.legs.end(), flies)) add("fly");
  }
  return text;
}

std::string tip_of(const Frame& frame, int day) {
  std::string tip =
      fmt::format("{}: {}", long_day_text(frame.board().date(day)), with_unit(frame.load_on(day), frame.load_unit()));
  if (day < 0) return tip + ", done";
  if (day == frame.board().target) tip += "\nRace day";
  for (const BoardEvent& event : frame.board().events) {
    if (event.day == day) tip += fmt::format("\n{}, {} event", event.name, letter_of(event));
  }
  return tip + "\nType a load, or drag up or down. Sideways: another day. Shift: the whole week. Delete: rest.";
}

void draw_cell(Frame& frame, ImDrawList& list, const WeekGrid& grid, int day) {
  const Theme& theme = frame.theme;
  const double load = frame.load_on(day);
  if (std::isnan(load)) return;
  Box box = grid.cell(day);
  box = {{box.from.x + 1.0f, box.from.y + 1.0f}, {box.to.x - 1.0f, box.to.y - 1.0f}};
  const bool planned = day >= 0, wide = box.width() > 60.0f;
  const ImU32 colour = planned ? theme.plan(frame.sheet().colour) : theme.history;
  list.AddRectFilled(box.from, box.to, planned ? theme.panel : faded(theme.panel, 0.5f), 4.0f);
  if (!planned) list.AddRect(box.from, box.to, faded(theme.line, 0.7f), 4.0f);
  // A bar at the cell's left edge, as high as the load.
  const float foot = box.to.y - 5.0f, reach = box.height() - 10.0f, bar = wide ? 4.0f : 3.0f;
  const auto full = [&](double of) {
    return foot - reach * static_cast<float>(std::min(of / frame.view.load_high, 1.0));
  };
  if (load > 0.0) list.AddRectFilled({box.from.x + 5.0f, full(load)}, {box.from.x + 5.0f + bar, foot}, colour, 1.5f);
  if (planned && frame.desk.dragging()) {  // where it was
    const auto& sheets = frame.view.drag.before.sheets;
    const double was = frame.view.sheet < sheets.size() ? load_on(sheets[frame.view.sheet], {}, 0, day) : load;
    if (was != load && !std::isnan(was))
      list.AddLine({box.from.x + 2.0f, full(was)}, {box.from.x + 8.0f + bar, full(was)}, theme.history, 1.5f);
  }
  if (day == frame.board().target) list.AddRect(box.from, box.to, faded(theme.text, 0.6f), 4.0f, 0, 1.0f);
  if (day == frame.view.day) list.AddRect(box.from, box.to, theme.text, 4.0f, 0, 2.0f);
  const Date date = frame.board().date(day);
  const auto number = static_cast<unsigned>(date::year_month_day{date}.day());
  const std::string label = wide && number == 1 ? short_day_text(date) : std::to_string(number);
  const float inset = wide ? 6.0f : 3.0f, top = box.from.y + 3.0f, left = 8.0f + bar;
  draw_text(list, frame.fonts.small, 12.0f, {box.from.x + left, top}, theme.faint, label);
  const float used = text_size(frame.fonts.small, 12.0f, label).x + left + inset;
  const std::string tags =
      planned ? fitted(frame.fonts.small, 12.0f, tags_of(frame, day, wide), box.width() - used - inset) : "";
  draw_text(list, frame.fonts.small, 12.0f, {box.to.x - inset, top}, theme.text, tags, Align::kRight);
  const float size = wide ? 15.0f : 13.0f;
  draw_text(list, wide ? frame.fonts.body : frame.fonts.small, size, {box.to.x - inset, box.to.y - size - 4.0f},
            load > 0.0 && planned ? theme.text : theme.faint, load > 0.0 ? with_unit(std::round(load), "") : "rest",
            Align::kRight);
  if (planned) frame.widgets.add(fmt::format("cell.{}", iso(date)), box.from, box.to, with_unit(load, ""));
}

void draw_sums(Frame& frame, ImDrawList& list, const WeekGrid& grid, int monday, float top) {
  const WeekFacts facts = frame.week_facts(monday);
  const Theme& theme = frame.theme;
  const bool past = monday + 6 < 0, wide = grid.sums > 100.0f;
  const std::string total = with_unit(std::round(facts.total), "");
  const std::string change = facts.change ? fmt::format("{:+.0f} %", std::round(100.0 * *facts.change) + 0.0) : "";
  const std::string alike = facts.monotony ? fmt::format("{:.1f}", *facts.monotony) : "";
  const ImU32 ink = past ? theme.faint : theme.text;
  const ImU32 steep = !past && facts.change && *facts.change > 0.3 ? theme.warn : theme.faint;
  const float right = grid.rows.to.x - 4.0f, y = top + 0.5f * grid.row - 8.0f;
  if (wide) {
    draw_text(list, frame.fonts.body, 15.0f, {grid.cells_to() + 62.0f, y}, ink, total, Align::kRight);
    draw_text(list, frame.fonts.small, 13.0f, {grid.cells_to() + 124.0f, y + 1.0f}, steep, change, Align::kRight);
    draw_text(list, frame.fonts.small, 13.0f, {right, y + 1.0f}, theme.faint, alike, Align::kRight);
  } else {
    draw_text(list, frame.fonts.small, 13.0f, {right, y - 7.0f}, ink, total, Align::kRight);
    draw_text(list, frame.fonts.small, 12.0f, {right - 22.0f, y + 9.0f}, steep, change, Align::kRight);
    draw_text(list, frame.fonts.small, 12.0f, {right, y + 9.0f}, theme.faint, alike, Align::kRight);
  }
  if (past) return;
  frame.widgets.add(
      fmt::format("sums.{}", iso(frame.board().date(monday))), {grid.cells_to(), top}, {grid.rows.to.x, top + grid.row},
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
  for (std::size_t d = 0; d < kDays.size(); ++d) {
    say(grid.cells_from() + (static_cast<float>(d) + 0.5f) * grid.cell_width(), kDays[d], Align::kCentre);
  }
  if (grid.sums < 100.0f) {
    say(grid.rows.to.x - 4.0f, "week", Align::kRight);
    return;
  }
  const std::string unit = frame.load_unit().empty() ? "week" : "week [" + frame.load_unit() + "]";
  say(grid.cells_to() + 62.0f, unit.c_str(), Align::kRight);
  say(grid.cells_to() + 124.0f, "change", Align::kRight);
  say(grid.rows.to.x - 4.0f, "monotony", Align::kRight);
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
    ImGui::SetTooltip("Click: select the week; Shift: all weeks up to it\nDrag: move it, the others make room");
  } else if (mouse.x >= grid.cells_to()) {
    ImGui::SetTooltip(
        "Sum, change on the week before, and monotony: mean daily load over its spread;\nabove 2, days "
        "are alike. Drag sideways: the week keeps its shape and scales");
  } else if (const int day = grid.day_at(mouse); !std::isnan(frame.load_on(day))) {
    ImGui::SetTooltip("%s", tip_of(frame, day).c_str());
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
    for (int day = monday; day < monday + 7; ++day) draw_cell(frame, list, grid, day);
    draw_sums(frame, list, grid, monday, top);
  }
  draw_selection(frame, list, grid);
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
    if (ImGui::Button(weeks ? "Weeks" : "Days")) view.weeks = weeks;
    ImGui::PopStyleColor(3);
    ImGui::SetItemTooltip(weeks ? "The plan as a calendar, a row a week (W)" : "A bar a day on the time axis (W)");
    frame.widgets.add_item(weeks ? "view.weeks" : "view.days", view.weeks == weeks ? "on" : "off");
  }
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float left = ImGui::GetItemRectMax().x + 14.0f, y = box.from.y + 5.0f;
  list.AddRectFilled({left, y + 2.0f}, {left + 10.0f, y + 12.0f}, frame.theme.plan(frame.sheet().colour), 2.0f);
  const std::string unit = frame.load_unit().empty() ? "" : "load in " + frame.load_unit();
  const float beside = text_size(frame.fonts.small, 13.0f, unit).x + 10.0f, room = box.to.x - left - 16.0f;
  const std::string name = fitted(frame.fonts.small, 13.0f, frame.sheet().name, room);
  draw_text(list, frame.fonts.small, 13.0f, {left + 16.0f, y}, frame.theme.text, name);
  const float used = text_size(frame.fonts.small, 13.0f, name).x;
  if (used + beside < room)
    draw_text(list, frame.fonts.small, 13.0f, {left + 26.0f + used, y}, frame.theme.faint, unit);
}

}  // namespace formcast
