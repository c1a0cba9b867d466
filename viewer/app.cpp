#include "viewer/app.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/input.hpp"
#include "viewer/markers.hpp"
#include "viewer/platform.hpp"
#include "viewer/results_view.hpp"
#include "viewer/words.hpp"

namespace formcast {
namespace {

constexpr float kTop = 44.0f, kNarrow = 760.0f, kLeft = 248.0f, kRight = 292.0f;

bool ends_with(const std::string& name, std::string_view ending) {
  return name.size() >= ending.size() && std::equal(ending.rbegin(), ending.rend(), name.rbegin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

/// What a file is goes by what it says, as names are often changed.
enum class Kind { kTwin, kScenario, kSession, kHistory, kResults };
Kind kind_of(const std::string& name, const std::string& content) {
  if (content.rfind("\x89HDF", 0) == 0) return Kind::kResults;
  const std::size_t first = content.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != std::string::npos && content[first] == '{') return is_session(content) ? Kind::kSession : Kind::kTwin;
  return ends_with(name, ".toml") ? Kind::kScenario : Kind::kHistory;
}

}  // namespace

App::App() : results_(std::make_unique<ResultsView>()) {
  apply(theme_);
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
}

void App::say(std::string text, bool wrong) { messages_.push_back({std::move(text), wrong}); }

void App::set_dark(bool dark) {
  theme_ = dark ? dark_theme() : light_theme();
  apply(theme_);
}

void App::set_density(float density) { fonts_ = load_fonts(density); }

Frame App::make_frame() { return {desk_, view_, theme_, fonts_, marks_}; }

void App::open_twin(const std::string& json, const std::string& name) {
  leave_results();
  desk_.open_twin(json, name);
  reset_view();
}

/// What is seen of a desk that has changed: all of it, its first plan in hand.
void App::reset_view() {
  View fresh;
  fresh.tab = view_.tab;
  fresh.hints = view_.hints;
  fresh.science.open = view_.science.open;
  fresh.weeks = view_.weeks;
  fresh.athletes = std::move(view_.athletes);
  view_ = std::move(fresh);
}

void App::open_file(const std::string& name, const std::string& content, bool among) {
  try {
    switch (kind_of(name, content)) {
      case Kind::kTwin:
        add_twin(content, name, among);
        break;
      case Kind::kScenario:
        if (!desk_.has_athlete()) throw InputError(name + " holds plans; open an athlete first");
        leave_results();
        desk_.open_scenario(content, name);
        reset_view();
        break;
      case Kind::kSession:
        open_session(content, name);
        break;
      case Kind::kResults:
        return open_results(name);
      case Kind::kHistory:
        parse_history(content, name);
        history_ = content;
        history_name_ = name;
        asks_timing_ = true;
        break;
    }
    messages_.clear();
  } catch (const InputError& error) {
    say(error.what(), true);
  }
}

void App::learn(Timing timing) {
  asks_timing_ = false;
  learning_ = true;
  athletes_.clear();
  view_.athletes.clear();
  progress_ = {};
  engine_.learn(history_, history_name_, timing);
}

void App::collect_learned() {
  if (!learning_) return;
  LearnProgress progress = engine_.learned();
  for (const std::string& note : progress.notes) say(note);
  for (LearnedTwin& twin : progress.twins) {
    if (!twin.error.empty()) {
      say(twin.athlete + ": " + twin.error, true);
      continue;
    }
    view_.athletes.push_back(twin.athlete);
    athletes_.push_back(std::move(twin));
    if (athletes_.size() == 1) open_twin(athletes_.front().json, athletes_.front().athlete);
  }
  if (!progress.error.empty()) say(progress.error, true);
  if (progress.finished) learning_ = false;
  progress_ = std::move(progress);
}

void App::draw_learning() {
  if (!asks_timing_ && !learning_) return;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(440.0f, ImGui::GetIO().DisplaySize.x - 32.0f), 0.0f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme_.raised);
  ImGui::Begin("##learning", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  if (asks_timing_) {
    ImGui::TextWrapped("%s: when a day has both, does its test come before its training, or after it?",
                       history_name_.c_str());
    if (ImGui::Button("Tests come first")) learn(Timing::kNextDay);
    marks_.add_item("learn.next-day");
    ImGui::SameLine();
    if (ImGui::Button("Training comes first")) learn(Timing::kSameDay);
    marks_.add_item("learn.same-day");
    ImGui::SameLine();
    if (ImGui::Button("Cancel##timing")) asks_timing_ = false;
    marks_.add_item("learn.cancel");
  } else {
    ImGui::TextWrapped("Learning how each athlete gains fitness, tires and recovers: %zu of %zu", progress_.done,
                       progress_.total);
    ImGui::ProgressBar(
        progress_.total == 0 ? 0.0f : static_cast<float>(progress_.done) / static_cast<float>(progress_.total),
        {-1.0f, 8.0f}, "");
    marks_.add_item("learn.progress", fmt::format("{}/{}", progress_.done, progress_.total));
    if (ImGui::Button("Stop")) {
      engine_.stop_learning();
      learning_ = false;
    }
    marks_.add_item("learn.stop");
  }
  ImGui::End();
  ImGui::PopStyleColor();
}

void App::draw_message() {
  if (messages_.empty()) return;
  const ImGuiIO& io = ImGui::GetIO();
  ImGui::SetNextWindowPos({0.5f * io.DisplaySize.x, io.DisplaySize.y - 16.0f}, ImGuiCond_Always, {0.5f, 1.0f});
  ImGui::SetNextWindowSize({std::min(640.0f, io.DisplaySize.x - 32.0f), 0.0f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme_.raised);
  ImGui::Begin("##message", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  const Message& message = messages_.front();
  ImGui::PushStyleColor(ImGuiCol_Text, message.wrong ? theme_.warn : theme_.text);
  ImGui::TextWrapped("%s", message.text.c_str());
  ImGui::PopStyleColor();
  if (ImGui::SmallButton("Close")) messages_.erase(messages_.begin());
  marks_.add_item("message.close");
  ImGui::End();
  ImGui::PopStyleColor();
}

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
    right = fmt::format("{} futures", grouped(of.members));
  else if (of.known())
    right = fmt::format("{} futures, {:.2f} s", grouped(of.members), of.seconds);
  const float x = box.to.x - 16.0f;
  if (wide) draw_text(list, fonts_.small, 13.0f, {x - 182.0f, box.from.y + 15.0f}, theme_.faint, right, Align::kRight);
  ImGui::SetCursorScreenPos({x - 168.0f, box.from.y + 8.0f});
  if (ImGui::Button("Open")) pick_files();
  marks_.add_item("open");
  ImGui::SameLine();
  Frame frame = make_frame();
  if (const auto what = draw_save_menu(frame)) leave(*what);
  ImGui::SameLine();
  if (ImGui::Button(theme_.dark ? "L" : "D")) set_dark(!theme_.dark);
  ImGui::SetItemTooltip(theme_.dark ? "Light screen" : "Dark screen");
  marks_.add_item("theme", theme_.dark ? "dark" : "light");
  ImGui::SameLine();
  if (ImGui::Button("?")) view_.keys = !view_.keys;
  ImGui::SetItemTooltip("What keys and hands do");
  marks_.add_item("keys");
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
  const auto left = [](Frame& frame) {
    if (frame.desk.read_only()) return draw_results_side(frame);
    draw_results_link(frame);
    draw_athlete(frame);
    draw_plans(frame);
  };
  const auto athlete = [](Frame& frame) {
    if (frame.desk.read_only()) return draw_results_side(frame);
    draw_results_link(frame);
    draw_athlete(frame);
    frame.view.science.open ? draw_science(frame) : draw_plans(frame);
  };
  if (desk_.read_only()) view_.science.open = false;
  desk_.look_back_from(view_.science.open ? std::optional(view_.sheet) : std::nullopt);
  if (size.x >= kNarrow) {
    draw_side({{0.0f, kTop + 1.0f}, {kLeft, size.y}}, "left", left);
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
      marks_.add_item(std::string("tab.") + kTabs[tab], view_.tab == tab ? "on" : "off");
    }
    const Box box{{0.0f, kTop + 1.0f}, {size.x, size.y - kBar}};
    if (view_.tab == 0) draw_middle(box);
    if (view_.tab == 1) draw_side(box, "right", draw_target);
    if (view_.tab == 2) draw_side(box, "left", athlete);
  }
  Frame frame = make_frame();
  if (desk_.read_only()) heed_results_keys(frame);
  heed_keys(frame);
  draw_keys(frame);
}

void App::draw_empty() {
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_text(list, fonts_.key, 22.0f, {0.5f * size.x, 0.42f * size.y}, theme_.text, "Drop an athlete's history here",
            Align::kCentre);
  draw_text(list, fonts_.body, 15.0f, {0.5f * size.x, 0.42f * size.y + 34.0f}, theme_.faint,
            "a CSV with the columns date, load, performance; or a twin, or a session", Align::kCentre);
}

void App::tick() {
  if (desk_.has_athlete()) desk_.tick();
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

void App::frame() {
  ++frames_;
  marks_.begin();
  view_.hovered = std::exchange(view_.hovering, std::nullopt);
  collect_learned();
  collect_results();
  if (const auto chosen = std::exchange(view_.athlete, std::nullopt))
    open_twin(athletes_[*chosen].json, athletes_[*chosen].athlete);
  tick();
  const ImVec2 size = ImGui::GetIO().DisplaySize;
  ImGui::PushFont(fonts_.body);
  ImGui::SetNextWindowPos({0.0f, 0.0f});
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0f, 0.0f});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, 0.0f);
  ImGui::Begin("##screen", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus |
                   ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse);
  ImGui::PopStyleVar(2);
  const bool pictured = desk_.has_athlete() && draw_picture();
  if (!pictured) draw_screen();
  ImGui::End();
  if (!pictured) {
    draw_learning();
    draw_opening();
    draw_message();
  }
  focus_.end_frame(marks_, theme_.accent);
  // A page moves the focus itself, as Tab may leave it.
  if (ImGui::IsKeyPressed(ImGuiKey_Tab) && !move_focus(ImGui::GetIO().KeyShift)) move_focus(ImGui::GetIO().KeyShift);
  ImGui::PopFont();
}

bool App::busy() const {
  if (!results_->opening.empty() || results_->asked) return true;
  return learning_ || (desk_.has_athlete() && !desk_.settled()) || desk_.dragging() || desk_.searching();
}

}  // namespace formcast
