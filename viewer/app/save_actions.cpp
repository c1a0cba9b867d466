// Saving from the screen.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "viewer/app/app.hpp"
#include "viewer/app/results_view.hpp"
#include "viewer/desk/session.hpp"
#include "viewer/export/calendar.hpp"
#include "viewer/export/handout.hpp"
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
    case Save::kHandout:
      prints_handout_ = true;
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

std::string App::summary() const {
  if (!prints_handout_) return summary_json(desk_, view_.sheet);
  const Twin& twin = desk_.twin();
  const Board& board = desk_.board();
  return handout_json(board, board.sheets[view_.sheet], twin.athlete, twin.load_unit, twin.performance_unit);
}

}  // namespace formcast
