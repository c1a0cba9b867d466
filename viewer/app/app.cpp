#include "viewer/app/app.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/app/survey_state.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/learning.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/export/plan_csv.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

bool ends_with(const std::string& name, std::string_view ending) {
  return name.size() >= ending.size() && std::equal(ending.rbegin(), ending.rend(), name.rbegin(), [](char a, char b) {
           return a == std::tolower(static_cast<unsigned char>(b));
         });
}

/// The kind of a file is taken from its content, as names are often changed.
enum class Kind { kTwin, kScenario, kSession, kPlanTable, kHistory, kResults };
Kind kind_of(const std::string& name, const std::string& content) {
  if (content.rfind("\x89HDF", 0) == 0) return Kind::kResults;
  const std::size_t first = content.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first != std::string::npos && content[first] == '{') return is_session(content) ? Kind::kSession : Kind::kTwin;
  if (ends_with(name, ".toml")) return Kind::kScenario;
  return is_plan_csv(content) ? Kind::kPlanTable : Kind::kHistory;
}

}  // namespace

namespace {

/// By this device's clock and zone.
Date device_day() {
  const std::time_t now = std::time(nullptr);
  const std::tm* const local = std::localtime(&now);
  return date::year{local->tm_year + 1900} / (local->tm_mon + 1) / local->tm_mday;
}

}  // namespace

/// An empty desk.
void App::clear_desk() {
  desk_ = Desk(evaluator_);
  desk_.set_device_day(device_day());
}

App::App() : results_(std::make_unique<ResultsView>()), survey_(std::make_unique<Survey>()) {
  apply(theme_);
  use_minus_sign();
  clear_desk();
  // Fields of numbers take a comma and a point as the mark of the language.
  ImGui::GetIO().PlatformLocaleDecimalPoint = static_cast<ImWchar>(localised(".").front());
  ImGui::GetIO().ConfigFlags |= ImGuiConfigFlags_NavEnableKeyboard;
  // Frames are drawn on demand: a blinking caret would stop invisible half of the time.
  ImGui::GetIO().ConfigInputTextCursorBlink = false;
}

void App::say(std::string text, bool wrong) { messages_.push_back({std::move(text), wrong}); }

void App::set_dark(bool dark) {
  theme_ = dark ? dark_theme() : light_theme();
  apply(theme_);
}

void App::set_density(float density) { fonts_ = load_fonts(density); }

Frame App::make_frame() {
  // Moving the race, and undoing it, changes how long the plans are.
  const int last = std::max(desk_.board().days, 1) - 1;
  view_.day = std::min(view_.day, last);
  if (view_.selected && view_.selected->last > last) view_.selected.reset();
  // A time axis that showed the end of the plans goes on showing it; under a drag it stays still.
  TimeAxis& axis = view_.axis;
  if (!desk_.dragging() && view_.days != last + 1) {
    if (view_.days > 0 && axis.last > view_.days) {
      axis.last = last + 2.0;
      axis.first = std::min(axis.first, axis.last - 7.0);
    }
    view_.days = last + 1;
  }
  return {desk_, view_, theme_, fonts_, widgets_};
}

/// The view of a new desk: all of it, its first plan selected.
void App::reset_view() {
  View fresh;
  fresh.tab = view_.tab;
  fresh.hints = view_.hints;
  fresh.science.open = view_.science.open;
  fresh.weeks = view_.weeks;
  fresh.athletes = std::move(view_.athletes);
  fresh.learned = std::move(view_.learned);
  view_ = std::move(fresh);
  survey_->shown = false;
  survey_->desk.reset();
}

void App::open_file(const std::string& name, const std::string& content, bool among) {
  close_import();  // what is asked about this file would stand behind that dialog
  try {
    const Kind kind = kind_of(name, content);
    const bool joins = kind == Kind::kTwin || kind == Kind::kSession;
    switch (kind) {
      case Kind::kTwin:
        add_twin(content, name, among);
        break;
      case Kind::kScenario:
        if (!desk_.has_athlete()) throw InputError(tr("{} holds plans; open an athlete first", name));
        close_results();
        desk_.open_scenario(content, name);
        reset_view();
        break;
      case Kind::kSession:
        open_session(content, name);
        break;
      case Kind::kPlanTable:
        return open_plan_table(content, name);
      case Kind::kResults:
        return open_results(name);
      case Kind::kHistory:
        return open_history(content, name);
    }
    messages_.clear();
    if (joins) say_joined();
  } catch (const InputError& error) {
    say(error.what(), true);
  }
}

/// A plan of its own, beside the others: nothing is overwritten, and one undo takes it away.
void App::open_plan_table(const std::string& text, const std::string& name) {
  if (!own_desk().has_athlete()) throw InputError(tr("{} is a plan; open an athlete first", name));
  close_results();
  PlanFromCsv made = with_csv(desk_.board(), view_.sheet, text, name, desk_.twin().load_unit);
  messages_.clear();
  if (!made.notes.empty()) say(fmt::format("{}:\n{}", as_sentence(made.name), first_lines(made.notes)));
  desk_.edit(std::move(made.name), std::move(made.board));
  view_.sheet = desk_.board().sheets.size() - 1;
}

void App::learn(Timing timing) {
  asks_timing_ = false;
  learning_ = true;
  close_results();
  begin_opening();
  view_.learned = {};
  progress_ = {};
  first_learned_ = true;
  evaluator_.learn(history_text_, history_name_, timing, with_separators(known_in_history()));
}

void App::collect_learned() {
  if (!learning_) return;
  LearnProgress progress = evaluator_.learned();
  for (const std::string& note : progress.notes) say(note);
  for (LearnedTwin& twin : progress.twins) {
    if (!twin.error.empty()) {
      view_.learned.twinless.push_back(twin.athlete + " " + twin.error);
      continue;
    }
    if (!twin.rows.empty()) view_.learned.rows[twin.athlete] = twin.rows;
    const bool joined = join(twin.athlete, twin.json, std::move(twin.forecasts));
    const bool on_desk = desk_.is_of(twin.athlete);
    if (joined && (std::exchange(first_learned_, false) || on_desk)) {
      if (!on_desk) leave();
      choose(twin.athlete);
    }
  }
  if (!progress.error.empty()) say(progress.error, true);
  if (progress.finished) {
    learning_ = false;
    say_learned();
    say_joined();
  }
  progress_ = std::move(progress);
}

/// Athletes without a twin and rows to look at, reported once all are learned and listed beside the athletes from then
/// on.
void App::say_learned() {
  const auto told = [](const std::vector<std::string>& texts) { return first_lines(texts, tr("beside the athlete")); };
  if (!view_.learned.twinless.empty()) say(tr("No twin: {}", told(view_.learned.twinless)), true);
  std::vector<std::string> rows;
  for (const auto& [athlete, texts] : view_.learned.rows) rows.insert(rows.end(), texts.begin(), texts.end());
  if (!rows.empty()) say(tr("To look at: {}", told(rows)));
}

void App::draw_learning() {
  if (!asks_timing_ && !learning_) return;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::SetNextWindowSize({std::min(440.0f, ImGui::GetIO().DisplaySize.x - 32.0f), 0.0f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, theme_.raised);
  ImGui::Begin("##learning", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  if (asks_timing_) {
    ImGui::TextWrapped(
        "%s",
        tr("{}: when a day has both, does its test come before its training, or after it?", history_name_).c_str());
    if (ImGui::Button(as_label(tr("Tests come first"), "learn.next-day").c_str())) learn(Timing::kNextDay);
    widgets_.add_item("learn.next-day");
    ImGui::SameLine();
    if (ImGui::Button(as_label(tr("Training comes first"), "learn.same-day").c_str())) learn(Timing::kSameDay);
    widgets_.add_item("learn.same-day");
    ImGui::SameLine();
    if (ImGui::Button(as_label(tr("Cancel"), "learn.cancel").c_str())) asks_timing_ = false;
    widgets_.add_item("learn.cancel");
  } else {
    ImGui::TextWrapped("%s", tr("Learning how each athlete gains fitness, tires and recovers: {} of {}", progress_.done,
                                progress_.total)
                                 .c_str());
    ImGui::ProgressBar(
        progress_.total == 0 ? 0.0f : static_cast<float>(progress_.done) / static_cast<float>(progress_.total),
        {-1.0f, 8.0f}, "");
    widgets_.add_item("learn.progress", fmt::format("{}/{}", progress_.done, progress_.total));
    if (ImGui::Button(as_label(tr("Stop"), "learn.stop").c_str())) {
      evaluator_.stop_learning();
      learning_ = false;
    }
    widgets_.add_item("learn.stop");
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
  bool done = ImGui::SmallButton(as_label(tr("Close"), "message.close").c_str());
  widgets_.add_item("message.close");
  if (message.undoes) {
    ImGui::SameLine();
    if (ImGui::SmallButton(as_label(tr("Undo"), "message.undo").c_str())) {
      undo_opening();
      done = true;
    }
    widgets_.add_item("message.undo");
  }
  if (done) messages_.erase(messages_.begin());
  ImGui::End();
  ImGui::PopStyleColor();
}

void App::tick() {
  if (survey_->shown) return survey_on();
  if (!desk_.has_athlete()) return;
  desk_.tick();
  if (desk_.just_judged()) say_judged();
}

void App::frame() {
  ++frames_;
  widgets_.begin();
  view_.hovered = std::exchange(view_.hovering, std::nullopt);
  collect_learned();
  collect_results();
  if (const auto chosen = std::exchange(view_.athlete, std::nullopt)) {
    leave();
    choose(bench_.athletes()[*chosen].name);
  }
  if (std::exchange(view_.remove, false)) remove_athlete();
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
  const bool pictured = desk_.has_athlete() && !survey_->shown && draw_picture();
  if (!pictured) draw_screen();
  ImGui::End();
  if (!pictured) {
    draw_own_data();
    draw_learning();
    draw_opening();
    draw_replacing();
    draw_message();
  }
  if (!view_.notice.empty()) say(std::exchange(view_.notice, ""), true);
  focus_.end_frame(widgets_, theme_.accent);
  // A page moves the focus itself, as Tab may leave it.
  if (ImGui::IsKeyPressed(ImGuiKey_Tab) && !move_focus(ImGui::GetIO().KeyShift)) move_focus(ImGui::GetIO().KeyShift);
  ImGui::PopFont();
}

bool App::busy() const { return survey_->shown ? surveys() : desk_.dragging(); }

bool App::awaits() const {
  if (!results_->opening.empty() || results_->asked || learning_ || import_.works()) return true;
  return !survey_->shown && ((desk_.has_athlete() && !desk_.settled()) || desk_.searching());
}

}  // namespace formcast
