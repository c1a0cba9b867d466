// Saving from the screen, and restoring a session.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/input_error.hpp"
#include "viewer/app/app.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/desk/session.hpp"
#include "viewer/export/calendar.hpp"
#include "viewer/export/plan_csv.hpp"
#include "viewer/export/summary.hpp"
#include "viewer/screen/platform.hpp"

namespace formcast {

void App::save_chosen(Save what) {
  const Board& board = desk_.board();
  const Sheet& sheet = board.sheets[view_.sheet];
  const Twin& twin = desk_.twin();
  const std::string all = file_stem(board.title), one = file_stem(board.title + " " + sheet.name);
  const auto save = [&](const std::string& name, const std::string& content) {
    if (std::string said = save_file(name, content); !said.empty()) say(std::move(said));
  };
  switch (what) {
    case Save::kPlans:
      return save(all + ".toml", desk_.scenario_text());
    case Save::kTable:
      return save(one + ".csv", to_csv(board, sheet, twin.load_unit));
    case Save::kCalendar:
      return save(one + ".ics", to_calendar(board, sheet, twin.athlete, twin.load_unit, twin.performance_unit));
    case Save::kSession:
      return save(all + ".formcast.json", session());
    case Save::kResults:
      return save_plans();
    case Save::kPrint:
      return print_page();
    case Save::kScreen:
      asked_ = PictureOf::kScreen;
      return;
    case Save::kPerformance:
      asked_ = PictureOf::kPerformance;
      return;
    case Save::kStates:
      asked_ = PictureOf::kStates;
      return;
    case Save::kClock:
      asked_ = PictureOf::kClock;
      return;
    case Save::kLoads:
      asked_ = PictureOf::kLoads;
      return;
  }
}

void App::ask_picture_to_print() {
  if (desk_.has_athlete()) asked_ = PictureOf::kPrint;
}

/// The requested picture in place of the screen, without anything under the pointer.
bool App::draw_picture() {
  const auto of = std::exchange(asked_, std::nullopt);
  if (!of) return false;
  ImGuiIO& io = ImGui::GetIO();
  const ImVec2 mouse = std::exchange(io.MousePos, ImVec2{-FLT_MAX, -FLT_MAX});
  constexpr std::array<const char*, 6> kNames{"screen", "performance", "states", "clock", "loads", "print"};
  taken_ =
      TakenPicture{fmt::format("{}-{}.png", file_stem(desk_.board().title), kNames[static_cast<std::size_t>(*of)]), {}};
  if (*of == PictureOf::kScreen) {
    draw_desk();
    taken_->box = {{0.0f, 0.0f}, io.DisplaySize};
  } else {
    View view = view_;
    const Theme theme = theme_;
    if (*of == PictureOf::kPrint) apply(theme_ = light_theme());
    Frame frame = make_frame();
    taken_->box = draw_chart_alone(frame, *of);
    view_ = std::move(view);
    apply(theme_ = theme);
  }
  io.MousePos = mouse;
  return true;
}

std::optional<TakenPicture> App::take_picture() { return std::exchange(taken_, std::nullopt); }

std::string App::summary() const { return summary_json(desk_, view_.sheet); }

std::string App::session() const {
  // An athlete of a results file is no session: the desk behind it is.
  const bool behind = results_->desk.has_value();
  const Desk& desk = behind ? *results_->desk : desk_;
  const View& view = behind ? results_->desk_view : view_;
  if (!desk.has_athlete()) return "";
  Session session{desk.twin_json(), desk.scenario_text(), marks_of(desk.board())};
  session.sheet = view.sheet;
  session.day = view.day;
  session.states = view.states;
  session.first = view.axis.first;
  session.last = view.axis.last;
  session.dark = theme_.dark;
  return to_json(session);
}

void App::open_session(const std::string& text, const std::string& name) {
  const Session session = parse_session(text, name);
  close_results();
  desk_.open_session(session, name);
  athletes_.clear();
  view_.athletes.clear();
  view_.learned = {};
  reset_view();
  view_.hints = false;
  view_.sheet = std::min(session.sheet, desk_.board().sheets.size() - 1);
  view_.day = std::clamp(session.day, 0, desk_.board().days - 1);
  view_.states = session.states;
  const Frame frame = make_frame();
  const bool inside = session.first >= frame.first_day() - 1.0 && session.last <= frame.last_day() + 1.0;
  if (inside && session.last - session.first >= 2.0) {
    view_.axis.first = session.first;
    view_.axis.last = session.last;
  }
  if (session.has_dark) set_dark(session.dark);
}

std::string App::restore(const std::string& session) {
  const bool dark = theme_.dark;
  try {
    open_session(session, "the session kept here");
  } catch (const InputError& error) {
    return error.what();
  }
  set_dark(dark);  // a visit begins with the system's current theme
  messages_.clear();
  return "";
}

}  // namespace formcast
