#include <algorithm>
#include <cmath>

#include "viewer/charts/drag.hpp"
#include "viewer/charts/week_grid.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/week_edits.hpp"

namespace formcast {
namespace {

using Does = Hand::Does;

constexpr float kFullDrag = 160.0f;  // pixels from rest to the top of the load axis

bool is_planned(const Frame& frame, int day) { return day >= 0 && day < frame.board().days; }

/// A head's week, or with shift all from those selected to it.
void select(Frame& frame, Board::Days week) {
  View& view = frame.view;
  const Board::Days from = ImGui::GetIO().KeyShift ? view.selected.value_or(frame.board().week_of(view.day)) : week;
  view.selected = Board::Days{std::min(from.first, week.first), std::max(from.last, week.last)};
  view.day = week.first;
}

/// The weeks that a pull of this head moves: those selected where it is one of them.
Board::Days moved_weeks(const Frame& frame, Board::Days week) {
  const auto& selected = frame.view.selected;
  const bool among = selected && selected->first <= week.first && week.last <= selected->last;
  return among && selected->count() % 7 == 0 ? *selected : week;
}

void press(Frame& frame, const WeekGrid& grid, ImVec2 mouse) {
  View& view = frame.view;
  view.hand = {};
  view.hand.from = mouse;
  const int week = grid.week_at(mouse.y);
  if (week < 0 || week >= grid.weeks) return;
  const int monday = grid.monday + 7 * week;
  const bool head = mouse.x < grid.cells_from(), sums = mouse.x >= grid.cells_to();
  const int day = head || sums ? std::clamp(std::max(monday, 0), 0, frame.board().days - 1) : grid.day_at(mouse);
  const bool planned = head || sums ? monday + 6 >= 0 : is_planned(frame, day);
  view.hand.does = Does::kScroll;
  view.hand.value = static_cast<double>(view.weeks_scrolled);
  if (!planned) return;
  view.hand.before = frame.board();
  view.hand.day = day;
  if (head) {
    view.hand.span = moved_weeks(frame, frame.board().week_of(day));
    view.hand.does = Does::kMoveWeeks;
    return;
  }
  view.hand.does = sums ? Does::kTotal : Does::kPress;
  if (sums) return;
  view.day = day;
  view.selected.reset();
}

/// What a press turns out to be once it moves: the direction says.
void begin(Hand& hand, ImVec2 moved) {
  const ImGuiIO& io = ImGui::GetIO();
  const bool sideways = std::abs(moved.x) > std::abs(moved.y);
  if (hand.does == Does::kPress)
    hand.does = io.KeyShift ? Does::kWeek : io.KeyAlt || sideways ? Does::kMove : Does::kDay;
  if (hand.does == Does::kTotal) hand.does = sideways ? Does::kWeek : Does::kScroll;
}

void pull(Frame& frame, const WeekGrid& grid, ImVec2 mouse) {
  View& view = frame.view;
  Hand& hand = view.hand;
  const ImVec2 moved{mouse.x - hand.from.x, mouse.y - hand.from.y};
  if (hand.does == Does::kPress || hand.does == Does::kTotal) begin(hand, moved);
  if (hand.does == Does::kScroll) {
    view.weeks_scrolled = static_cast<float>(hand.value) - moved.y;
    return;
  }
  if (hand.does == Does::kMoveWeeks) {
    Board board = hand.before;
    const int by = possible_move(board, hand.span, grid.week_at(mouse.y) - grid.week_at(hand.from.y));
    hand.name = move_weeks(board, board.sheets[view.sheet], hand.span, by);
    view.selected = Board::Days{hand.span.first + 7 * by, hand.span.last + 7 * by};
    view.day = view.selected->first;
    return frame.desk.drag(std::move(board));
  }
  const bool sums = hand.from.x >= grid.cells_to();
  const float way = sums ? moved.x : -moved.y;
  const int to = std::clamp(grid.day_at(mouse), 0, frame.board().days - 1);
  drag_loads(frame, static_cast<double>(way / kFullDrag) * view.load_high, to);
}

void let_go(Frame& frame) {
  Hand& hand = frame.view.hand;
  const bool week = hand.does == Does::kMoveWeeks || hand.does == Does::kTotal;
  if (!frame.desk.dragging() && week) select(frame, frame.board().week_of(hand.day));
  const bool back = hand.does == Does::kMoveWeeks && frame.view.selected->first == hand.span.first;
  if (back) frame.desk.cancel();
  frame.desk.drop(hand.name);
  hand = {};
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
  Hand& hand = frame.view.hand;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool over = ImGui::IsItemHovered() && grid.rows.holds(mouse);
  if (over) {
    float& scrolled = frame.view.weeks_scrolled;
    scrolled = std::max(scrolled - ImGui::GetIO().MouseWheel * grid.row, 0.0f);
  }
  const bool on_cell = over && mouse.x >= grid.cells_from() && mouse.x < grid.cells_to();
  if (on_cell && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) && is_planned(frame, grid.day_at(mouse))) {
    frame.desk.cancel();
    hand = {};
    const int day = grid.day_at(mouse);
    return frame.edit([&](const Board& board, Sheet& sheet) { return rest(board, sheet, {day, day}); });
  }
  if (ImGui::IsItemActivated() && over) press(frame, grid, mouse);
  if (!is_mine(hand.does)) return;
  if (!ImGui::IsItemActive()) return let_go(frame);
  const bool moves = frame.desk.dragging() || hand.does == Does::kScroll;
  if (moves || ImGui::IsMouseDragging(ImGuiMouseButton_Left, kTremble)) pull(frame, grid, mouse);
}

}  // namespace formcast
