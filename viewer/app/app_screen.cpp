// The layout of the screen.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "viewer/app/app.hpp"
#include "viewer/app/keys.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/charts/clock_chart.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/charts/loads_chart.hpp"
#include "viewer/charts/performance_chart.hpp"
#include "viewer/charts/states_chart.hpp"
#include "viewer/charts/week_grid.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/help.hpp"
#include "viewer/panels/race_panel.hpp"
#include "viewer/panels/results_panel.hpp"
#include "viewer/panels/science_panel.hpp"
#include "viewer/panels/side_panel.hpp"
#include "viewer/panels/target_panel.hpp"
#include "viewer/screen/platform.hpp"

namespace formcast {
namespace {

constexpr float kNarrow = 760.0f, kLeft = 248.0f, kRight = 292.0f;

/// The athlete and the plans; where there is little room, the twin in numbers takes their place.
void draw_left(Frame& frame) {
  if (frame.desk.read_only()) return draw_results_side(frame);
  draw_results_link(frame);
  draw_athlete(frame);
  const bool numbers = frame.view.science.open && ImGui::GetIO().DisplaySize.x < kNarrow;
  numbers ? draw_science(frame) : draw_plans(frame);
}

}  // namespace

void App::draw_top(const Box& box) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(box.from, box.to, theme_.panel);
  list.AddLine({box.from.x, box.to.y}, box.to, theme_.line);
  const Board& board = desk_.board();
  draw_text(list, fonts_.body, 15.0f, {box.from.x + 16.0f, box.from.y + 14.0f}, theme_.text, board.title);
  const bool wide = box.width() > kNarrow;
  std::string right;
  const Outlook& of = desk_.outlook(std::min(view_.sheet, board.sheets.size() - 1));
  if (of.known() && desk_.read_only())
    right = fmt::format("{} simulated outcomes", grouped(of.members));
  else if (of.known())
    right = fmt::format("{} simulated outcomes, {:.2f} s", grouped(of.members), of.seconds);
  const float x = box.to.x - 16.0f;
  if (wide) draw_text(list, fonts_.small, 13.0f, {x - 182.0f, box.from.y + 15.0f}, theme_.faint, right, Align::kRight);
  ImGui::SetCursorScreenPos({x - 168.0f, box.from.y + 8.0f});
  if (ImGui::Button("Open")) pick_files();
  widgets_.add_item("open");
  ImGui::SameLine();
  Frame frame = make_frame();
  if (const auto what = draw_save_menu(frame)) save_chosen(*what);
  ImGui::SameLine();
  if (ImGui::Button(theme_.dark ? "L" : "D")) set_dark(!theme_.dark);
  ImGui::SetItemTooltip(theme_.dark ? "Light screen" : "Dark screen");
  widgets_.add_item("theme", theme_.dark ? "dark" : "light");
  ImGui::SameLine();
  if (ImGui::Button("?")) view_.keys = !view_.keys;
  ImGui::SetItemTooltip("Keys and gestures");
  widgets_.add_item("keys");
}

void App::draw_middle(const Box& box) {
  constexpr float kAxis = 62.0f, kNames = 108.0f, kDates = kDateLine + kMarkerLine, kGap = 8.0f, kClock = 60.0f,
                  kSwitch = 22.0f;
  Frame frame = make_frame();
  TimeAxis& axis = view_.axis;
  const float names = box.width() > 560.0f ? kNames : 8.0f;
  axis.left = box.from.x + kAxis;
  axis.right = box.to.x - names;
  view_.names = names;
  if (axis.last - axis.first < 1.5) {
    axis.first = std::max(-35.0, frame.first_day() - 1.0);
    axis.last = frame.last_day() + 1.0;
    view_.day = 0;
  }
  float y = box.from.y + kGap;
  const auto next = [&](float height) {
    const Box of{{axis.left, y}, {axis.right, y + height}};
    y += height + kGap;
    return of;
  };
  if (view_.weeks) {
    const bool low = box.height() < 460.0f;  // no room for both
    if (!low) {
      draw_performance(frame, next(0.4f * box.height() - kDates));
      y -= kGap;
      draw_dates(frame, next(kDates));
    }
    draw_switch(frame, {{box.from.x + 8.0f, y}, {box.to.x - 8.0f, y + kSwitch}});
    draw_weeks(frame, {{box.from.x + 8.0f, y + kSwitch + 4.0f}, {box.to.x - 8.0f, box.to.y}});
    return;
  }
  const bool travels = !frame.sheet().trips.empty();
  const float clock = travels ? kClock + kGap : 0.0f;
  const float rest = box.height() - kDates - clock - kSwitch - 4.0f * kGap;
  const float loads = std::max(110.0f, 0.26f * rest), states = box.height() > 520.0f ? 0.24f * rest : 0.0f;
  const Box upper = next(rest - loads - states);
  draw_performance(frame, upper);
  if (box.width() > 560.0f) draw_hints(frame, upper);
  if (states > 0.0f) draw_states(frame, next(states - kGap));
  if (travels) draw_clock(frame, next(kClock));
  draw_switch(frame, {{box.from.x + 8.0f, y}, {box.to.x - 8.0f, y + kSwitch}});
  y += kSwitch + 4.0f;
  draw_loads(frame, next(loads));
  y -= kGap;
  draw_dates(frame, next(kDates));
}

void App::draw_side(const Box& box, const char* id, void (*panel)(Frame&)) {
  ImGui::SetCursorScreenPos(box.from);
  ImGui::BeginChild(id, {box.width(), box.height()}, ImGuiChildFlags_AlwaysUseWindowPadding);
  Frame frame = make_frame();
  panel(frame);
  ImGui::EndChild();
}

void App::draw_desk() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  view_.sheet = std::min(view_.sheet, desk_.board().sheets.size() - 1);
  draw_top({{0.0f, 0.0f}, {size.x, kTop}});
  if (desk_.read_only()) view_.science.open = false;
  desk_.look_back_from(view_.science.open ? std::optional(view_.sheet) : std::nullopt);
  if (size.x >= kNarrow) {
    draw_side({{0.0f, kTop + 1.0f}, {kLeft, size.y}}, "left", draw_left);
    const Box middle{{kLeft, kTop + 1.0f}, {size.x - kRight, size.y - 8.0f}};
    if (view_.science.open) draw_side(middle, "science", draw_science);
    if (!view_.science.open) draw_middle(middle);
    draw_side({{size.x - kRight, kTop + 1.0f}, {size.x, size.y}}, "right", draw_target);
  } else {
    constexpr const char* kTabs[]{"Plan", "Outlook", "Athlete"};
    constexpr float kBar = 48.0f;
    const float width = size.x / 3.0f;
    for (int tab = 0; tab < 3; ++tab) {
      ImGui::SetCursorScreenPos({static_cast<float>(tab) * width, size.y - kBar});
      ImGui::PushStyleColor(ImGuiCol_Text, view_.tab == tab ? theme_.text : theme_.faint);
      if (ImGui::Button(kTabs[tab], {width, kBar})) view_.tab = tab;
      ImGui::PopStyleColor();
      widgets_.add_item(std::string("tab.") + kTabs[tab], view_.tab == tab ? "on" : "off");
    }
    const Box box{{0.0f, kTop + 1.0f}, {size.x, size.y - kBar}};
    if (view_.tab == 0) draw_middle(box);
    if (view_.tab == 1) draw_side(box, "right", draw_target);
    if (view_.tab == 2) draw_side(box, "left", draw_left);
  }
  Frame frame = make_frame();
  if (desk_.read_only()) heed_results_keys(frame);
  draw_forms(frame);
  heed_keys(frame);
  draw_keys(frame);
}

void App::draw_empty() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_text(list, fonts_.key, 22.0f, {0.5f * size.x, 0.42f * size.y}, theme_.text, "Drop an athlete's files here",
            Align::kCentre);
  draw_text(list, fonts_.body, 15.0f, {0.5f * size.x, 0.42f * size.y + 34.0f}, theme_.faint,
            "device files and exports, a history, a twin or a session", Align::kCentre);
  const char* text = "Start with your own data";
  ImGui::SetCursorScreenPos({0.5f * (size.x - ImGui::CalcTextSize(text).x) - 8.0f, 0.42f * size.y + 68.0f});
  if (ImGui::Button(text)) view_.import.wanted = true;
  widgets_.add_item("import.open");
}

void App::draw_screen() {
  if (results_->shown && !results_->inside) {
    draw_results();
  } else if (desk_.has_athlete()) {
    draw_desk();
  } else {
    draw_empty();
  }
}

}  // namespace formcast
