// All plans side by side.
#include "viewer/panels/plan_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "sim/base/language.hpp"
#include "viewer/charts/legend.hpp"
#include "viewer/desk/new_plan.hpp"
#include "viewer/desk/plan_facts.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr std::size_t kColumns = 4;  // more plans are a second table below
constexpr float kLabels = 112.0f, kHead = 62.0f, kRow = 28.0f;

/// Columns of plans [first, last) from `left` on, right of the rows' labels.
struct Columns {
  std::size_t first = 0, last = 0;
  float labels = 0.0f, left = 0.0f, top = 0.0f, width = 0.0f;
  Box box(std::size_t sheet, float y, float height) const {
    const float x = left + static_cast<float>(sheet - first) * width;
    return {{x, y}, {x + width, y + height}};
  }
};

/// A line over 90 of 100, a bar over 50 and a dot at the median, one plan above another, and the aim.
void draw_intervals(Frame& frame) {
  constexpr float kStep = 21.0f, kInset = 12.0f;
  std::vector<std::size_t> rows;
  double low = 1e300, high = -1e300;
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) {
    if (!frame.board().sheets[s].shown || !frame.desk.outlook(s).known()) continue;
    const Quantiles& of = frame.desk.outlook(s).result.target_performance;
    low = std::min(low, static_cast<double>(of.front()));
    high = std::max(high, static_cast<double>(of.back()));
    rows.push_back(s);
  }
  const auto& aim = frame.board().target_performance;
  if (aim) low = std::min(low, *aim), high = std::max(high, *aim);
  if (high <= low) return;
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, height = kStep * static_cast<float>(rows.size()) + 8.0f;
  ImGui::Dummy({width, height + 22.0f});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const auto x = [&](double value) {
    return from.x + kInset + static_cast<float>((value - low) / (high - low)) * (width - 2.0f * kInset);
  };
  for (const double tick : round_ticks(low, high, 4)) {
    list.AddLine({x(tick), from.y}, {x(tick), from.y + height}, frame.theme.line);
    const bool hidden = aim && std::abs(x(tick) - x(*aim)) < 34.0f;
    if (!hidden)
      draw_text(list, frame.fonts.small, 13.0f, {x(tick), from.y + height + 3.0f}, frame.theme.faint,
                with_unit(tick, ""), Align::kCentre);
  }
  if (aim) {
    draw_dashed(list, {x(*aim), from.y}, {x(*aim), from.y + height}, frame.theme.text);
    draw_text(list, frame.fonts.small, 13.0f, {x(*aim), from.y + height + 3.0f}, frame.theme.text, tr("aim"),
              Align::kCentre);
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const Quantiles& of = frame.desk.outlook(rows[row]).result.target_performance;
    const ImU32 colour = frame.theme.plan(frame.board().sheets[rows[row]].colour);
    const float y = from.y + 4.0f + (static_cast<float>(row) + 0.5f) * kStep;
    const auto at = [&](std::size_t q) { return x(static_cast<double>(of[q])); };
    list.AddRectFilled({at(0), y - 2.0f}, {at(4), y + 2.0f}, faded(colour, 0.5f), 2.0f);
    list.AddRectFilled({at(1), y - 4.0f}, {at(3), y + 4.0f}, colour, 4.0f);
    list.AddCircleFilled({at(2), y}, 6.0f, colour);
    list.AddCircle({at(2), y}, 6.0f, frame.theme.panel, 0, 1.5f);
  }
}

/// The name as a text field; Enter or a click elsewhere keeps it.
void draw_renaming(Frame& frame, std::size_t s, float width) {
  View& view = frame.view;
  char text[201] = {};
  std::strncpy(text, view.name.c_str(), sizeof text - 1);
  ImGui::SetNextItemWidth(width);
  if (!ImGui::IsAnyItemActive()) ImGui::SetKeyboardFocusHere();
  const bool done = ImGui::InputText("##name", text, sizeof text,
                                     ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  view.name = text;
  frame.widgets.add_item("plan.rename", view.name);
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) return view.renaming.reset();
  if (!done && !ImGui::IsItemDeactivated()) return;
  view.renaming.reset();
  const auto& sheets = frame.board().sheets;
  const bool taken = std::any_of(sheets.begin(), sheets.end(), [&](const Sheet& of) { return of.name == view.name; });
  if (view.name.empty() || taken) return;
  Board board = frame.board();
  board.sheets[s].name = view.name;
  frame.desk.edit(tr("\"{}\" is now \"{}\"", sheets[s].name, view.name), std::move(board));
}

void draw_swatch(Frame& frame, std::size_t s, ImVec2 at) {
  const Sheet& sheet = frame.board().sheets[s];
  const bool shown = sheet.shown;
  ImGui::SetCursorScreenPos(at);
  if (ImGui::InvisibleButton("swatch", {18.0f, 18.0f}))
    frame.desk.read_only() ? frame.desk.show(s, !shown) : set_shown(frame, s, !shown);
  tooltip(shown ? tr("Hide this plan") : tr("Show this plan"));
  frame.widgets.add_item(fmt::format("plan.{}.shown", s), shown ? "on" : "off");
  const ImU32 colour = frame.theme.plan(frame.board().sheets[s].colour);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec2 from{at.x + 3.0f, at.y + 3.0f}, to{at.x + 15.0f, at.y + 15.0f};
  if (shown) list.AddRectFilled(from, to, colour, 3.0f);
  list.AddRect(from, to, colour, 3.0f, 0, 1.5f);
}

void draw_head(Frame& frame, const Columns& columns, std::size_t s) {
  const Sheet& sheet = frame.board().sheets[s];
  const Box box = columns.box(s, columns.top, kHead);
  const bool edited = s == frame.view.sheet;
  ImGui::PushID(static_cast<int>(s));
  draw_swatch(frame, s, {box.to.x - 22.0f, box.from.y + 4.0f});
  ImGui::SetCursorScreenPos({box.from.x + 2.0f, box.from.y + 22.0f});
  if (frame.view.renaming == s && !frame.desk.read_only()) {
    draw_renaming(frame, s, box.width() - 4.0f);
    ImGui::PopID();
    return;
  }
  if (ImGui::InvisibleButton("head", {box.width() - 4.0f, kHead - 24.0f})) frame.view.sheet = s;
  if (ImGui::IsItemHovered()) {
    frame.view.hovering = s;
    if (ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
      frame.view.renaming = s;
      frame.view.name = sheet.name;
    }
  }
  ImGui::SetItemTooltip("%s\n%s", sheet.name.c_str(),
                        tr("Click to edit this plan (Alt {}), double-click to rename it", s + 1).c_str());
  frame.widgets.add_item(fmt::format("plan.{}", s), frame.board().sheets[s].name);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ImVec4 clip{box.from.x, box.from.y, box.to.x, box.to.y};
  // Line by line, as numbers below end at the right.
  const ImFont& font = *frame.fonts.small;
  const char *line = sheet.name.data(), *end = line + sheet.name.size();
  for (float y = box.from.y + 20.0f; line < end && y < box.to.y - 12.0f; y += 13.0f) {
    const char* cut = font.CalcWordWrapPositionA(1.0f, line, end, box.width() - 6.0f);
    const float wide = font.CalcTextSizeA(13.0f, FLT_MAX, 0.0f, line, cut).x;
    list.AddText(&font, 13.0f, {std::max(box.to.x - 4.0f - wide, box.from.x), y},
                 edited ? frame.theme.text : frame.theme.faint, line, cut, 0.0f, &clip);
    for (line = cut; line < end && *line == ' ';) ++line;
  }
  ImGui::PopID();
}

/// A row of the table: its name, why, and a plan's value.
struct Row {
  const char *id, *name, *why;
};
constexpr std::array<Row, 8> kRows{{
    {"chance", marked("Chance of the aim"), marked("Of 100 simulated outcomes, those that reach the aim")},
    {"target", marked("Expected"), marked("The median on race day")},
    {"range", marked("90 of 100 within"), marked("Ninety of 100 simulated outcomes fall within")},
    {"load", marked("Load in all"), marked("Of all planned days")},
    {"heaviest", marked("Heaviest week"), marked("The largest sum of a calendar week")},
    {"rise", marked("Steepest rise"), marked("The largest change of a week's load on the week before")},
    {"fitness", marked("Fitness, 42 days"),
     marked("Mean daily load on race morning, weighted over 42 days (CTL): from loads alone, not the twin's fitness")},
    {"freshness", marked("Freshness"),
     marked("That fitness less the same over 7 days (TSB): below 0 more was done than is usual")},
}};

std::string value_of(Frame& frame, std::size_t row, std::size_t s, const PlanFacts& facts) {
  const Outlook& of = frame.desk.outlook(s);
  const Quantiles& target = of.result.target_performance;
  const auto at = [&](std::size_t q, const std::string& unit) {
    return with_unit(static_cast<double>(target[q]), unit);
  };
  if (row < 3 && (!of.known() || !frame.desk.fault(s).empty())) return "";
  switch (row) {
    case 0:
      return frame.board().target_performance
                 ? fmt::format("{:.0f} %", 100.0 * chance_of(of, *frame.board().target_performance))
                 : "";
    case 1:
      return at(2, frame.unit());
    case 2:
      return at(0, "") + "–" + at(4, "");
    case 3:
      return grouped(facts.total);
    case 4:
      return grouped(facts.heaviest_week);
    case 5:
      return facts.steepest_rise ? percent_text(*facts.steepest_rise) : "–";
    case 6:
      return with_unit(std::round(facts.fitness), "");
    default:
      return signed_text(std::round(facts.freshness()));
  }
}

void draw_rows(Frame& frame, const Columns& columns) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float left = columns.labels;
  const auto first = static_cast<int>(frame.first_day());
  std::vector<PlanFacts> facts;
  for (std::size_t s = columns.first; s < columns.last; ++s) {
    facts.push_back(plan_facts(frame.board(), s, frame.desk.twin().load, first, frame.desk.twin().usual_load));
  }
  float y = columns.top + kHead;
  for (std::size_t row = 0; row < kRows.size(); ++row) {
    if (row == 0 && !frame.board().target_performance) continue;
    list.AddLine({left, y}, {columns.box(columns.last - 1, y, 0.0f).to.x, y}, frame.theme.line);
    draw_text(list, frame.fonts.small, 13.0f, {left, y + 6.0f}, frame.theme.faint, tr(kRows[row].name));
    const Box name{{left, y}, {columns.left, y + kRow}};
    if (name.holds(ImGui::GetIO().MousePos) && ImGui::IsWindowHovered()) ImGui::SetTooltip("%s", tr(kRows[row].why));
    for (std::size_t s = columns.first; s < columns.last; ++s) {
      const Box box = columns.box(s, y, kRow);
      const std::string text = value_of(frame, row, s, facts[s - columns.first]);
      const bool edited = s == frame.view.sheet, narrow = row == 2 || columns.width < 70.0f;
      const ImU32 ink =
          frame.desk.is_current(s) ? (edited ? frame.theme.text : faded(frame.theme.text, 0.85f)) : frame.theme.faint;
      draw_text(list, narrow ? frame.fonts.small : frame.fonts.body, narrow ? 13.0f : 15.0f,
                {box.to.x - 4.0f, y + (narrow ? 7.0f : 5.0f)}, ink, text, Align::kRight);
      frame.widgets.add(fmt::format("{}.{}", kRows[row].id, s), box.from, box.to, text);
    }
    y += kRow;
  }
  ImGui::SetCursorScreenPos({left, y});
  ImGui::Dummy({1.0f, 6.0f});
}

void draw_columns(Frame& frame, std::size_t first, std::size_t last) {
  Columns columns{.first = first, .last = last};
  const ImVec2 from = ImGui::GetCursorScreenPos();
  columns.labels = from.x;
  const float room = ImGui::GetContentRegionAvail().x - kLabels;
  columns.width = std::min(room / static_cast<float>(last - first), 120.0f);
  columns.left = from.x + kLabels + room - columns.width * static_cast<float>(last - first);
  columns.top = from.y;
  const float rows = kRow * static_cast<float>(kRows.size() - (frame.board().target_performance ? 0 : 1));
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (const std::size_t s = frame.view.sheet; first <= s && s < last) {
    const Box box = columns.box(s, columns.top, kHead + rows);
    list.AddRectFilled(box.from, box.to, faded(frame.theme.raised, 0.8f), 4.0f);
  }
  for (std::size_t s = first; s < last; ++s) draw_head(frame, columns, s);
  draw_rows(frame, columns);
}

/// Why a plan has no outlook.
void draw_faults(Frame& frame) {
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) {
    if (frame.desk.fault(s).empty()) continue;
    ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
    say(fmt::format("{}: {}", frame.board().sheets[s].name, frame.desk.fault(s)));
    ImGui::PopStyleColor();
  }
}

/// What the edited plan asks for and the record has not seen.
void draw_beyond(Frame& frame) {
  if (frame.desk.read_only()) return;
  const std::vector<std::string> beyond = beyond_record(frame.board(), frame.sheet(), frame.desk.twin());
  for (std::size_t n = 0; n < beyond.size(); ++n) {
    say(frame, beyond[n], true);
    frame.widgets.add_item(fmt::format("beyond.{}", n), beyond[n]);
  }
}

}  // namespace

void draw_plan_table(Frame& frame) {
  const std::size_t plans = frame.board().sheets.size();
  const Outlook& of = frame.desk.outlook(frame.view.sheet);
  ImGui::TextUnformatted(tr("On race day"));
  if (of.known()) {
    const std::string outcomes = frame.desk.settled()
                                     ? tr("{} simulated outcomes each", grouped(of.members))
                                     : tr("{} of {} outcomes so far", grouped(of.members), grouped(kSteps.back()));
    const float width = text_size(frame.fonts.small, 13.0f, outcomes).x;
    ImGui::SameLine();
    draw_text(*ImGui::GetWindowDrawList(), frame.fonts.small, 13.0f,
              {ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x - width,
               ImGui::GetCursorScreenPos().y + 1.0f},
              frame.theme.faint, outcomes);
    ImGui::NewLine();
  }
  draw_intervals(frame);
  for (std::size_t first = 0; first < plans; first += kColumns) {
    draw_columns(frame, first, std::min(first + kColumns, plans));
  }
  draw_faults(frame);
  draw_beyond(frame);
}

}  // namespace formcast
