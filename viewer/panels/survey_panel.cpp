#include "viewer/panels/survey_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr float kPad = 24.0f, kRow = 40.0f, kHeads = 28.0f;

/// A column of the table: its share of the width, and the least width of the screen that has room for it [px].
struct Column {
  const char *id, *head, *why;
  float share;
  bool right;
  float from;
};
constexpr std::array<Column, 11> kColumns{{
    {"athlete", marked("Athlete"), "", 1.1f, false, 0.0f},
    {"why", marked("Why"), marked("The first reason for a look"), 2.4f, false, 0.0f},
    {"tests", marked("Tests, 90 days"), marked("Of the last 90 days of the record"), 1.1f, false, 900.0f},
    {"race", marked("Race"), marked("The target day"), 0.9f, false, 620.0f},
    {"expected", marked("Expected"), marked("The median on race day, of the plan that is edited"), 0.8f, true, 420.0f},
    {"chance", marked("Aim reached"), marked("Of 100 simulated outcomes; click a row's to set the aim"), 0.9f, true,
     760.0f},
    {"gain", marked("Gain in reach"),
     marked("What the best other plan adds on average, where it is better by a worthwhile change"), 1.0f, true, 820.0f},
    {"next", marked("Load next week"), marked("Change on the week before, of the first whole planned week"), 1.0f, true,
     980.0f},
    {"monotony", marked("Monotony"), marked("Of that week: mean daily load over its spread"), 0.8f, true, 1060.0f},
    {"since", marked("Last test"), marked("Days before the end of the record"), 0.7f, true, 700.0f},
    {"against", marked("Against forecast"), marked("The last 20 tests, each forecast from the ones before it"), 1.0f,
     false, 1140.0f},
}};

struct Slot {
  const Column* column;
  float from, to;
};

std::vector<Slot> slots(const Box& box) {
  std::vector<Slot> slots;
  float shares = 0.0f;
  for (const Column& column : kColumns) {
    if (box.width() >= column.from) shares += column.share;
  }
  float x = box.from.x + kPad;
  const float width = box.width() - 2.0f * kPad;
  for (const Column& column : kColumns) {
    if (box.width() < column.from) continue;
    const float wide = width * column.share / shares;
    slots.push_back({&column, x, x + wide - 16.0f});
    x += wide;
  }
  return slots;
}

/// A cell's text, and whether it is the reason for a look.
struct Cell {
  std::string text;
  bool look = false;
};

Cell cell_of(const SurveyRow& row, std::string_view id) {
  const SurveyLimits limits;
  const auto none = [](std::string text) { return Cell{std::move(text), false}; };
  if (id == "athlete") return none(row.athlete);
  if (id == "why") return none(row.why.empty() ? tr("nothing stands out") : row.why);
  if (id == "race") return none(day_text(row.race));
  if (id == "expected") return none(row.expected ? with_unit(static_cast<double>((*row.expected)[2]), row.unit) : "");
  if (id == "chance") return none(row.chance ? tr("{:.0f} of 100", 100.0 * *row.chance) : tr("no aim"));
  if (id == "gain") {
    if (!row.plans_apart) return none(tr("not known"));
    return none(row.gain ? signed_text(static_cast<double>(*row.gain)) + " " + row.unit : tr("none"));
  }
  if (id == "next") return row.next_week ? Cell{percent_text(*row.next_week), *row.next_week > limits.rise} : none("–");
  if (id == "monotony")
    return row.monotony ? Cell{localised(fmt::format("{:.1f}", *row.monotony)), *row.monotony > limits.monotony}
                        : none("–");
  if (id == "since")
    return row.since_test ? Cell{tr("{} d", *row.since_test), *row.since_test > limits.days_untested}
                          : Cell{tr("none"), true};
  if (id == "against") return {row.against.text.empty() ? "–" : row.against.text, row.against.look};
  return {};
}

void type_aim(SurveyFrame& frame, const SurveyRow& row) {
  frame.view.aim = {row.athlete, row.aim ? localised(fmt::format("{:.6g}", *row.aim)) : "", row.unit, ""};
}

/// The tests as a line that ends in a dot.
void draw_tests(const SurveyFrame& frame, ImDrawList& list, const SurveyRow& row, const Box& box) {
  if (row.tests.size() < 2) return;
  double low = 1e300, high = -1e300;
  for (const Test& test : row.tests) {
    low = std::min(low, test.performance);
    high = std::max(high, test.performance);
  }
  const ValueAxis axis{box.from.y, box.to.y, low, std::max(high, low + 1e-9)};
  std::vector<float> x, y;
  for (const Test& test : row.tests) {
    x.push_back(box.from.x + static_cast<float>(test.day - row.last_day + kSurveyDays) / kSurveyDays * box.width());
    y.push_back(axis.y(test.performance));
  }
  draw_line(list, x, y, frame.theme.history, 1.5f);
  list.AddCircleFilled({x.back(), y.back()}, 3.0f, frame.theme.text);
}

void draw_row(SurveyFrame& frame, const std::vector<Slot>& columns, const SurveyRow& row, std::size_t n, float top,
              const Box& box) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Theme& theme = frame.theme;
  ImGui::SetCursorScreenPos({box.from.x + 8.0f, top});
  ImGui::PushID(static_cast<int>(n));
  // One button, whose place decides: a tap would not be seen by a second one on top of it.
  const bool pressed = ImGui::InvisibleButton("row", {box.width() - 16.0f, kRow});
  const bool hovered = ImGui::IsItemHovered();
  const auto is_chance = [](const Slot& slot) { return std::string_view(slot.column->id) == "chance"; };
  const auto chance = std::ranges::find_if(columns, is_chance);
  const float x = ImGui::GetIO().MousePos.x;
  const bool at_chance = chance != columns.end() && chance->from <= x && x <= chance->to;
  if (hovered && at_chance) tooltip(tr("Set the aim (A)"));
  if (pressed && at_chance) type_aim(frame, row);
  if (pressed && !at_chance) frame.view.chosen = row.athlete;
  ImGui::PopID();
  frame.widgets.add_item(fmt::format("survey.{}", n), row.athlete + ": " + row.why);
  const Box line{{box.from.x + 8.0f, top}, {box.to.x - 8.0f, top + kRow}};
  if (row.urgency > 0) list.AddRectFilled(line.from, line.to, theme.panel);
  if (hovered || n == frame.view.at)
    list.AddRect(line.from, line.to, n == frame.view.at ? theme.text : theme.line, 4.0f);
  list.AddLine({box.from.x + kPad, line.to.y}, {box.to.x - kPad, line.to.y}, theme.line);
  for (const Slot& slot : columns) {
    const std::string_view id = slot.column->id;
    if (id == "tests") {
      draw_tests(frame, list, row, {{slot.from, top + 8.0f}, {slot.to, top + kRow - 8.0f}});
      continue;
    }
    const Cell cell = cell_of(row, id);
    const bool faint = (id == "why" && row.why.empty()) || cell.text == tr("none") || cell.text == tr("no aim");
    const ImU32 ink = cell.look ? theme.warn : faint ? theme.faint : theme.text;
    const std::string text = fitted(frame.fonts.body, 15.0f, cell.text, slot.to - slot.from);
    draw_text(list, frame.fonts.body, 15.0f, {slot.column->right ? slot.to : slot.from, top + 11.0f}, ink, text,
              slot.column->right ? Align::kRight : Align::kLeft);
    frame.widgets.add(fmt::format("survey.{}.{}", n, id), {slot.from, top}, {slot.to, top + kRow}, cell.text);
  }
}

void draw_heads(SurveyFrame& frame, const std::vector<Slot>& columns, float top) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  for (const Slot& slot : columns) {
    const bool right = slot.column->right;
    draw_text(list, frame.fonts.small, 13.0f, {right ? slot.to : slot.from, top + 6.0f}, frame.theme.faint,
              tr(slot.column->head), right ? Align::kRight : Align::kLeft);
    const Box box{{slot.from, top}, {slot.to, top + kHeads}};
    if (slot.column->why[0] != '\0' && box.holds(ImGui::GetIO().MousePos))
      ImGui::SetTooltip("%s", tr(slot.column->why));
  }
}

void draw_search(SurveyFrame& frame, ImVec2 at) {
  char text[101] = {};
  std::strncpy(text, frame.view.search.c_str(), sizeof text - 1);
  ImGui::SetCursorScreenPos(at);
  ImGui::SetNextItemWidth(240.0f);
  if (std::exchange(frame.view.searching, false)) ImGui::SetKeyboardFocusHere();
  if (ImGui::InputTextWithHint("##survey", tr("Find an athlete  ( / )"), text, sizeof text)) {
    frame.view.search = text;
    frame.view.at = 0;
  }
  frame.widgets.add_item("survey.search", frame.view.search);
}

}  // namespace

void draw_survey(SurveyFrame& frame, const Box& box) {
  const bool all = frame.rows.size() >= frame.athletes;
  const std::string text =
      all ? survey_text(frame.rows) : tr("Looking at the athletes: {} of {}", frame.rows.size(), frame.athletes);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const bool wide = box.width() > 560.0f;
  draw_text(list, wide ? frame.fonts.key : frame.fonts.body, wide ? 22.0f : 15.0f,
            {box.from.x + kPad, box.from.y + 16.0f}, frame.theme.text, text);
  frame.widgets.add("survey", {box.from.x + kPad, box.from.y + 16.0f}, {box.to.x - kPad, box.from.y + 42.0f}, text);
  draw_search(frame, {box.from.x + kPad, box.from.y + 56.0f});
  const std::vector<Slot> columns = slots(box);
  const float top = box.from.y + 98.0f;
  draw_heads(frame, columns, top);
  const std::vector<const SurveyRow*> order = in_order(frame.rows, frame.view.search);
  frame.view.at = std::min(frame.view.at, order.empty() ? 0 : order.size() - 1);
  ImGui::SetCursorScreenPos({box.from.x, top + kHeads});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, 0u);
  ImGui::BeginChild("rows", {box.width(), box.to.y - top - kHeads});
  const float from = ImGui::GetCursorScreenPos().y;
  for (std::size_t n = 0; n < order.size(); ++n) {
    draw_row(frame, columns, *order[n], n, from + kRow * static_cast<float>(n), box);
    if (n == frame.view.at && std::exchange(frame.view.follow, false)) ImGui::SetScrollHereY(0.5f);
  }
  if (order.empty() && all) ImGui::TextDisabled("   %s", tr("No athlete of that name"));
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

namespace {

/// All columns but the picture of the tests.
constexpr bool is_text(const Column& column) { return std::string_view(column.id) != "tests"; }

}  // namespace

std::vector<std::string> survey_heads() {
  std::vector<std::string> heads;
  for (const Column& column : kColumns) {
    if (is_text(column)) heads.emplace_back(column.head);
  }
  return heads;
}

std::vector<std::string> survey_cells(const SurveyRow& row) {
  std::vector<std::string> cells;
  for (const Column& column : kColumns) {
    if (is_text(column)) cells.push_back(cell_of(row, column.id).text);
  }
  return cells;
}

void heed_survey_keys(SurveyFrame& frame) {
  SurveyView& view = frame.view;
  const ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [](ImGuiKey key, bool repeats = false) { return ImGui::IsKeyPressed(key, repeats); };
  const std::vector<const SurveyRow*> order = in_order(frame.rows, view.search);
  const auto go = [&](std::size_t to) {
    view.at = order.empty() ? 0 : std::min(to, order.size() - 1);
    view.follow = true;
  };
  if (pressed(ImGuiKey_DownArrow, true)) go(view.at + 1);
  if (pressed(ImGuiKey_UpArrow, true)) go(view.at - std::min<std::size_t>(view.at, 1));
  const bool enter = pressed(ImGuiKey_Enter) || pressed(ImGuiKey_KeypadEnter);
  if (enter && view.at < order.size()) view.chosen = order[view.at]->athlete;
  if (!io.WantTextInput && pressed(ImGuiKey_A) && view.at < order.size()) type_aim(frame, *order[view.at]);
  if (pressed(ImGuiKey_Escape)) {
    if (view.search.empty() && !io.WantTextInput) view.leave = true;
    view.search.clear();
  }
  if (!io.WantTextInput && pressed(ImGuiKey_Slash) && !io.KeyShift) view.searching = true;
}

}  // namespace formcast
