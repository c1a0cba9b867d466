// The layout of the screen.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/language.hpp"
#include "viewer/app/app.hpp"
#include "viewer/app/keys.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/app/survey_state.hpp"
#include "viewer/charts/clock_chart.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/charts/influence_strip.hpp"
#include "viewer/charts/loads_chart.hpp"
#include "viewer/charts/performance_chart.hpp"
#include "viewer/charts/record_map.hpp"
#include "viewer/charts/states_chart.hpp"
#include "viewer/charts/week_grid.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/help.hpp"
#include "viewer/panels/news_panel.hpp"
#include "viewer/panels/race_panel.hpp"
#include "viewer/panels/readiness_panel.hpp"
#include "viewer/panels/results_panel.hpp"
#include "viewer/panels/science_panel.hpp"
#include "viewer/panels/side_panel.hpp"
#include "viewer/panels/span_tools.hpp"
#include "viewer/panels/target_panel.hpp"
#include "viewer/panels/verdict_panel.hpp"
#include "viewer/screen/platform.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr float kNarrow = 940.0f, kRight = 376.0f, kRightOfTablets = 312.0f, kTablet = 1200.0f;
constexpr float kSeparate = 8.0f, kMargin = 24.0f;

/// What the plans come to and what they rest on; beside a results file, where they come from.
void draw_right(Frame& frame) {
  if (frame.desk.read_only()) draw_results_side(frame);
  draw_results_link(frame);
  if (!frame.desk.read_only()) draw_twin_warnings(frame), draw_news(frame);
  draw_target(frame);
  if (!frame.desk.read_only()) draw_race_and_trips(frame);
  draw_reasons(frame);
  if (!frame.desk.read_only()) draw_trust(frame);
}

/// Likewise on a narrow screen, where race, events and trips are beside the athlete.
void draw_outlook(Frame& frame) {
  draw_target(frame);
  draw_reasons(frame);
}

/// On a narrow screen: the athlete and what can be changed; the twin in numbers takes their place.
void draw_left(Frame& frame) {
  if (frame.desk.read_only()) return draw_results_side(frame);
  draw_results_link(frame);
  frame.view.science.open ? draw_science(frame) : draw_athlete(frame);
  if (frame.view.science.open) draw_twin_buttons(frame);
}

/// The name of the product and whose data is shown; returns where it ends.
float draw_whose(Frame& frame, const Box& box, bool sample, float end) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const float y = box.from.y + 16.0f;
  draw_text(list, frame.fonts.body, 15.0f, {box.from.x + kMargin, y - 1.0f}, frame.theme.text, "Formcast");
  float x = box.from.x + kMargin + text_size(frame.fonts.body, 15.0f, "Formcast").x + 20.0f;
  if (!frame.desk.read_only()) {
    constexpr float kChoice = 160.0f;
    ImGui::SetCursorScreenPos({x, box.from.y + 9.0f});
    draw_athletes(frame, kChoice);
    x += kChoice + 14.0f;
    if (frame.view.athletes.size() > 1) {
      ImGui::SetCursorScreenPos({x, box.from.y + 9.0f});
      frame.view.surveys = ImGui::Button(as_label(tr("Squad"), "survey.open").c_str());
      tooltip(tr("All athletes side by side, who needs a look first"));
      frame.widgets.add_item("survey.open");
      x = ImGui::GetItemRectMax().x + 14.0f;
    }
  }
  const std::string text =
      sample ? tr("Sample athlete: {}", record_text(frame.desk.twin())) : record_text(frame.desk.twin());
  if (x + text_size(frame.fonts.small, 13.0f, text).x < end)
    draw_text(list, frame.fonts.small, 13.0f, {x, y}, frame.theme.faint, text);
  return x;
}

}  // namespace

void App::draw_open_button() {
  if (ImGui::Button(as_label(tr("Open"), "open").c_str())) pick_files();
  widgets_.add_item("open");
}

/// Light or dark, which comes next.
const char* App::theme_letter() const { return theme_.dark ? tr_in("one letter", "L") : tr_in("one letter", "D"); }

float App::open_and_theme_width() const { return buttons_width({tr("Open"), theme_letter()}, 98.0f); }

void App::draw_theme_button() {
  if (ImGui::Button(as_label(theme_letter(), "theme").c_str())) set_dark(!theme_.dark);
  tooltip(theme_.dark ? tr("Light screen") : tr("Dark screen"));
  widgets_.add_item("theme", theme_.dark ? "dark" : "light");
}

void App::draw_top(const Box& box) {
  const char* own = tr("Start with your own data");
  const char* theme = theme_letter();
  const float buttons = buttons_width({tr("Open"), tr("Save"), theme, "?"}, 168.0f);
  const float own_width = buttons_width({own}, 186.0f);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({box.from.x, box.to.y}, box.to, theme_.line);
  const bool wide = box.width() >= kNarrow;
  Frame frame = make_frame();
  float left = box.to.x - 16.0f - buttons;
  ImGui::SetCursorScreenPos({left, box.from.y + 9.0f});
  draw_open_button();
  ImGui::SameLine();
  if (const auto what = draw_save_menu(frame)) save_chosen(*what);
  ImGui::SameLine();
  draw_theme_button();
  ImGui::SameLine();
  if (ImGui::Button("?")) view_.keys = !view_.keys;
  tooltip(changes_language() ? tr("Keys, gestures and language") : tr("Keys and gestures"));
  widgets_.add_item("keys");
  if (!wide) {
    draw_text(list, fonts_.body, 15.0f, {box.from.x + 16.0f, box.from.y + 15.0f}, theme_.text, desk_.twin().athlete);
    return;
  }
  const bool sample = !desk_.read_only() && desk_.is_of(sample_);
  if (!desk_.read_only()) {
    left -= own_width + kSeparate;
    ImGui::SetCursorScreenPos({left, box.from.y + 9.0f});
    ImGui::PushStyleColor(ImGuiCol_Button, sample ? theme_.text : theme_.raised);
    ImGui::PushStyleColor(ImGuiCol_ButtonHovered, sample ? theme_.text : theme_.line);
    ImGui::PushStyleColor(ImGuiCol_Text, sample ? theme_.page : theme_.text);
    if (ImGui::Button(as_label(own, "import.open").c_str(), {own_width, 0.0f})) view_.import.wanted = true;
    ImGui::PopStyleColor(3);
    tooltip(tr("Read files of devices, exports and sheets"));
    widgets_.add_item("import.open");
    const char* stays_here = tr("Nothing leaves this device");
    const float width = text_size(fonts_.small, 13.0f, stays_here).x + 16.0f;
    if (box.width() > 1280.0f) {
      left -= width;
      draw_text(list, fonts_.small, 13.0f, {left, box.from.y + 16.0f}, theme_.faint, stays_here);
    }
  }
  draw_whose(frame, box, sample, left - 16.0f);
  if (std::exchange(view_.surveys, false)) open_survey();
}

/// Above the plan's loads: how they are seen, what was done last, and what can be done.
float App::draw_above_loads(Frame& frame, const Box& box) {
  constexpr float kSwitch = 26.0f;
  const auto width_of = [&](const char* text) { return text_size(fonts_.small, 13.0f, text).x; };
  const float undo = std::max(116.0f, width_of(tr("Undo")) + width_of(tr("Redo")) + 28.0f);
  const bool wide = box.width() > 560.0f, edits = !frame.desk.read_only();
  draw_switch(frame, {box.from, {box.to.x - (wide ? 420.0f : 0.0f), box.from.y + kSwitch}});
  if (!edits || !wide) return box.from.y + kSwitch + 4.0f;
  const float room = 420.0f - undo;
  if (!draw_hint(frame, {box.to.x - 420.0f, box.from.y}, room + undo)) {
    ImGui::SetCursorScreenPos({box.to.x - undo, box.from.y});
    draw_last_edit(frame);
    const auto& history = desk_.history();
    const std::string last = history.at() > 0 ? tr("Last: {}", history.steps()[history.at()].name) : "";
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const ImVec4 clip{box.to.x - 420.0f, box.from.y, box.to.x - undo - 4.0f, box.from.y + kSwitch};
    const float at = std::max(clip.z - text_size(fonts_.small, 13.0f, last).x - 4.0f, clip.x);
    list.AddText(fonts_.small, 13.0f, {at, box.from.y + 4.0f}, theme_.faint, last.data(), last.data() + last.size(),
                 0.0f, &clip);
  }
  ImGui::SetCursorScreenPos({box.from.x, box.from.y + kSwitch + 2.0f});
  draw_span_tools_row(frame, box.to.x);
  return std::max(ImGui::GetItemRectMax().y, box.from.y + kSwitch + 26.0f) + 4.0f;
}

void App::draw_middle(const Box& whole) {
  constexpr float kAxis = 62.0f, kNames = 150.0f, kDates = kDateLine + kMarkerLine, kGap = 8.0f, kClock = 60.0f,
                  kStrip = 36.0f, kMap = 28.0f, kLow = 460.0f;
  Frame frame = make_frame();
  TimeAxis& axis = view_.axis;
  const bool wide = whole.width() > 560.0f, low = whole.height() < kLow;
  const Box box{{whole.from.x + (wide ? kMargin : 8.0f), whole.from.y + (low ? 4.0f : 12.0f)},
                {whole.to.x - (wide ? kMargin : 8.0f), whole.to.y}};
  const float names = wide ? kNames : 8.0f;
  axis.left = box.from.x + (wide ? kAxis - kMargin : kAxis - 8.0f);
  axis.right = box.to.x - names;
  view_.names = names;
  if (axis.last - axis.first < 1.5) {
    reset_time(frame, axis);
    view_.day = 0;
  }
  float y = draw_verdict(frame, box) + (low ? 2.0f : kGap);
  const auto next = [&](float height) {
    const Box of{{axis.left, y}, {axis.right, y + height}};
    y += height + kGap;
    return of;
  };
  const float height = box.to.y - y;
  const bool travels = !frame.sheet().trips.empty(), strip = height > 520.0f && !desk_.read_only();
  if (view_.weeks) {
    if (!low) {
      const float upper = std::clamp(0.34f * height, 120.0f, 300.0f);
      draw_performance(frame, next(upper));
      y -= kGap;
      draw_dates(frame, next(kDates));
      if (strip) draw_influence_strip(frame, next(kStrip));
      if (height > 640.0f) draw_record_map(frame, next(kMap));
      if (travels && height > 520.0f) draw_clock(frame, next(kClock));
    }
    y = draw_above_loads(frame, {{box.from.x, y}, box.to});
    draw_weeks(frame, {{box.from.x, y}, box.to});
    return;
  }
  const float clock = travels ? kClock + kGap : 0.0f, above = wide ? 60.0f : 30.0f;
  const float rest = height - kDates - clock - above - 3.0f * kGap;
  const float loads = std::max(110.0f, 0.28f * rest), states = rest > 420.0f ? 0.24f * rest : 0.0f;
  draw_performance(frame, next(rest - loads - states));
  if (states > 0.0f) draw_states(frame, next(states - kGap));
  if (travels) draw_clock(frame, next(kClock));
  y = draw_above_loads(frame, {{box.from.x, y}, box.to});
  draw_loads(frame, next(box.to.y - kDates - y));
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
  const bool sample = desk_.is_of(sample_) || desk_.read_only();
  desk_.look_back_from(view_.sheet, view_.science.open, !sample);
  if (size.x >= kNarrow) {
    const float right = size.x < kTablet ? kRightOfTablets : kRight;
    const Box middle{{0.0f, kTop + 1.0f}, {size.x - right, size.y - 8.0f}};
    if (view_.science.open) draw_side(middle, "science", draw_science);
    if (!view_.science.open) draw_middle(middle);
    draw_side({{size.x - right, kTop + 1.0f}, {size.x, size.y}}, "right", draw_right);
  } else {
    constexpr const char* kTabs[]{marked("Plan"), marked("Outlook"), marked("Athlete")};
    constexpr float kBar = 48.0f;
    const float width = size.x / 3.0f;
    for (int tab = 0; tab < 3; ++tab) {
      ImGui::SetCursorScreenPos({static_cast<float>(tab) * width, size.y - kBar});
      ImGui::PushStyleColor(ImGuiCol_Text, view_.tab == tab ? theme_.text : theme_.faint);
      if (ImGui::Button(as_label(tr(kTabs[tab]), kTabs[tab]).c_str(), {width, kBar})) view_.tab = tab;
      ImGui::PopStyleColor();
      widgets_.add_item(std::string("tab.") + kTabs[tab], view_.tab == tab ? "on" : "off");
    }
    const Box box{{0.0f, kTop + 1.0f}, {size.x, size.y - kBar}};
    if (view_.tab == 0) draw_middle(box);
    if (view_.tab == 1) draw_side(box, "right", draw_outlook);
    if (view_.tab == 2) draw_side(box, "left", draw_left);
  }
  Frame frame = make_frame();
  if (desk_.read_only()) heed_results_keys(frame);
  draw_forms(frame);
  heed_keys(frame);
  draw_keys(frame);
}

void App::draw_plain_top() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddLine({0.0f, kTop}, {size.x, kTop}, theme_.line);
  draw_text(list, fonts_.body, 15.0f, {kMargin, 15.0f}, theme_.text, "Formcast");
  ImGui::SetCursorScreenPos({size.x - 16.0f - open_and_theme_width(), 9.0f});
  draw_open_button();
  ImGui::SameLine();
  draw_theme_button();
}

void App::draw_empty() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_plain_top();
  draw_text(list, fonts_.key, 22.0f, {0.5f * size.x, 0.42f * size.y}, theme_.text, tr("Drop an athlete's files here"),
            Align::kCentre);
  draw_text(list, fonts_.body, 15.0f, {0.5f * size.x, 0.42f * size.y + 34.0f}, theme_.faint,
            tr("device files and exports, a history, a twin or a session"), Align::kCentre);
  const char* text = tr("Start with your own data");
  ImGui::SetCursorScreenPos({0.5f * (size.x - ImGui::CalcTextSize(text).x) - 8.0f, 0.42f * size.y + 68.0f});
  if (ImGui::Button(as_label(text, "import.open").c_str())) view_.import.wanted = true;
  widgets_.add_item("import.open");
  draw_text(list, fonts_.small, 13.0f, {0.5f * size.x, 0.42f * size.y + 120.0f}, theme_.faint,
            tr("Nothing leaves this device"), Align::kCentre);
}

void App::draw_screen() {
  if (results_->shown && !results_->inside) {
    draw_results();
  } else if (survey_->shown && desk_.has_athlete()) {
    draw_survey_screen();
  } else if (desk_.has_athlete()) {
    draw_desk();
  } else {
    draw_empty();
  }
}

}  // namespace formcast
