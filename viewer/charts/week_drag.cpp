#include <algorithm>
#include <cmath>

#include "viewer/charts/load_editor.hpp"
#include "viewer/charts/loads_drag.hpp"
#include "viewer/charts/week_grid.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/week_edits.hpp"

namespace formcast {
namespace {

using Does = DragState::Does;

constexpr float kFullDrag = 160.0f;  // pixels from rest to the top of the load axis

bool is_planned(const Frame& frame, int day) { return day >= 0 && day < frame.board().days; }

/// A head's week, or with shift all from the selected ones to it.
void select(Frame& frame, Board::Days week) {
  View& view = frame.view;
  const Board::Days from = ImGui::GetIO().KeyShift ? view.selected.value_or(frame.board().week_of(view.day)) : week;
  view.selected = Board::Days{std::min(from.first, week.first), std::max(from.last, week.last)};
  view.day = week.first;
}

/// The weeks that dragging this head moves: the selected ones where it is one of them.
Board::Days moved_weeks(const Frame& frame, Board::Days week) {
  const auto& selected = frame.view.selected;
  const bool among = selected && selected->first <= week.first && week.last <= selected->last;
  return among && selected->count() % 7 == 0 ? *selected : week;
}

void press(Frame& frame, const WeekGrid& grid, ImVec2 mouse) {
  View& view = frame.view;
  view.drag = {};
  view.drag.from = mouse;
  const int week = grid.week_at(mouse.y);
  if (week < 0 || week >= grid.weeks) return;
  const int monday = grid.monday + 7 * week;
  const bool head = mouse.x < grid.cells_from(), sums = mouse.x >= grid.cells_to();
  const int day = head || sums ? std::clamp(std::max(monday, 0), 0, frame.board().days - 1) : grid.day_at(mouse);
  const bool planned = head || sums ? monday + 6 >= 0 : is_planned(frame, day);
  view.drag.does = Does::kScroll;
  view.drag.value = static_cast<double>(grid.scrolled);
  if (!planned) return;
  view.drag.before = frame.board();
  view.drag.day = day;
  if (head) {
    view.drag.span = moved_weeks(frame, frame.board().week_of(day));
    view.drag.does = Does::kMoveWeeks;
    return;
  }
  view.drag.does = sums ? Does::kTotal : Does::kPress;
  if (sums) return;
  view.day = day;
  view.selected.reset();
}

/// What a press becomes once it moves, by its direction.
void begin(DragState& drag, ImVec2 moved) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool sideways = std::abs(moved.x) > std::abs(moved.y);
  if (drag.does == Does::kPress)
    drag.does = io.KeyShift ? Does::kWeek : io.KeyAlt || sideways ? Does::kMove : Does::kDay;
  if (drag.does == Does::kTotal) drag.does = sideways ? Does::kWeek : Does::kScroll;
}

void pull(Frame& frame, const WeekGrid& grid, ImVec2 mouse) {
  View& view = frame.view;
  DragState& drag = view.drag;
  const ImVec2 moved{mouse.x - drag.from.x, mouse.y - drag.from.y};
  if (drag.does == Does::kPress || drag.does == Does::kTotal) begin(drag, moved);
  if (drag.does == Does::kScroll) {
    view.weeks_scrolled = std::max(static_cast<float>(drag.value) - moved.y, 0.0f);
    return;
  }
  if (drag.does == Does::kMoveWeeks) {
    Board board = drag.before;
    const int by = possible_move(board, drag.span, grid.week_at(mouse.y) - grid.week_at(drag.from.y));
    drag.name = move_weeks(board, board.sheets[view.sheet], drag.span, by);
    view.selected = Board::Days{drag.span.first + 7 * by, drag.span.last + 7 * by};
    view.day = view.selected->first;
    return frame.desk.drag(std::move(board));
  }
  const bool sums = drag.from.x >= grid.cells_to();
  const float way = sums ? moved.x : -moved.y;
  const int to = std::clamp(grid.day_at(mouse), 0, frame.board().days - 1);
  drag_loads(frame, static_cast<double>(way / kFullDrag) * view.load_high, to);
}

void let_go(Frame& frame) {
  DragState& drag = frame.view.drag;
  const bool week = drag.does == Does::kMoveWeeks || drag.does == Does::kTotal;
  if (!frame.desk.dragging() && week) select(frame, frame.board().week_of(drag.day));
  const bool back = drag.does == Does::kMoveWeeks && frame.view.selected->first == drag.span.first;
  if (back) frame.desk.cancel();
  frame.desk.drop(drag.name);
  drag = {};
}

bool is_mine(Does does) {
  switch (does) {
    case Does::kDay:
    case Does::kWeek:
    case Does::kMove:
    case Does::kPress:
    case Does::kMoveWeeks:
    case Does::kScroll:
    case Does::kTotal:
      return true;
    default:
      return false;
  }
}

}  // namespace

void handle_weeks(Frame& frame, const WeekGrid& grid) {
  DragState& drag = frame.view.drag;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool over = ImGui::IsItemHovered() && grid.rows.holds(mouse);
  if (over) {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel != 0.0f) frame.view.weeks_scrolled = std::max(grid.scrolled - wheel * grid.row, 0.0f);
  }
  const bool on_cell = over && mouse.x >= grid.cells_from() && mouse.x < grid.cells_to();
  if (on_cell && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && is_planned(frame, grid.day_at(mouse))) {
    frame.desk.cancel();
    drag = {};
    return edit_load_of(frame, grid.day_at(mouse));
  }
  if (ImGui::IsItemActivated() && over) press(frame, grid, mouse);
  if (!is_mine(drag.does)) return;
  if (!ImGui::IsItemActive()) return let_go(frame);
  const bool moves = frame.desk.dragging() || drag.does == Does::kScroll;
  if (moves || ImGui::IsMouseDragging(ImGuiMouseButton_Left, kTremble)) pull(frame, grid, mouse);
}

}  // namespace formcast
