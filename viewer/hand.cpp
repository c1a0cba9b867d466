#include "viewer/hand.hpp"

#include <algorithm>
#include <cmath>

#include "viewer/edits.hpp"

namespace formcast {
namespace {

using Does = Hand::Does;

/// Pixels a pointer may tremble before a click is a drag.
constexpr float kTremble = 3.0f;

int day_at(const Frame& frame, float x) {
  return std::clamp(static_cast<int>(std::floor(frame.view.axis.day(x))), 0, frame.board().days - 1);
}

double snapped(double load, double step) { return std::max(std::round(load / step) * step, 0.0); }

/// The board as the hand makes it of the one it began with.
void drag(Frame& frame, const ValueAxis& axis, ImVec2 mouse) {
  Hand& hand = frame.view.hand;
  Board board = hand.before;
  Sheet& sheet = board.sheets[frame.view.sheet];
  const double moved = axis.value(mouse.y) - hand.value, step = load_step(axis.high);
  const double was = sheet.load[static_cast<std::size_t>(hand.day)];
  switch (hand.does) {
    case Does::kDay:
      hand.name = set_load(board, sheet, hand.day, snapped(was + moved, step), frame.load_unit());
      break;
    case Does::kWeek: {
      const Board::Days week = board.week_of(hand.day);
      const double total = total_of(sheet, week);
      const double factor = was > 0.0 ? std::max(was + moved, 0.0) / was : 1.0 + moved / axis.high;
      hand.name = scale_to(board, sheet, week, snapped(total * std::max(factor, 0.0), step), frame.load_unit());
      break;
    }
    case Does::kMove: {
      const int to = day_at(frame, mouse.x);
      hand.name = swap_days(board, sheet, hand.day, to);
      frame.view.day = to;
      break;
    }
    default:
      return;
  }
  frame.desk.drag(std::move(board));
}

void press(Frame& frame, const Box& header, const ValueAxis& axis, ImVec2 mouse) {
  View& view = frame.view;
  const ImGuiIO& io = ImGui::GetIO();
  view.day = day_at(frame, mouse.x);
  if (header.holds(mouse)) {
    view.selected = frame.board().week_of(view.day);
    view.hand = {Does::kSelect, view.day, 0.0, {}, ""};
    return;
  }
  view.selected.reset();
  if (view.axis.day(mouse.x) < 0.0 || view.axis.day(mouse.x) >= frame.board().days) return;
  const Does does = io.KeyShift ? Does::kWeek : io.KeyAlt ? Does::kMove : Does::kDay;
  view.hand = {does, view.day, axis.value(mouse.y), frame.board(), ""};
}

void select(Frame& frame, ImVec2 mouse) {
  const Board::Days a = frame.board().week_of(frame.view.hand.day), b = frame.board().week_of(day_at(frame, mouse.x));
  frame.view.selected = Board::Days{std::min(a.first, b.first), std::max(a.last, b.last)};
}

}  // namespace

double load_step(double high) {
  const double rough = high / 100.0, power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10.0 * power;
}

void handle_hand(Frame& frame, const Box& header, const Box& bars, const ValueAxis& axis) {
  View& view = frame.view;
  Hand& hand = view.hand;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemHovered() && bars.holds(mouse) && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) &&
      view.axis.day(mouse.x) >= 0.0) {
    frame.desk.cancel();
    hand = {};
    const int day = day_at(frame, mouse.x);
    frame.edit([&](const Board& board, Sheet& sheet) { return rest(board, sheet, {day, day}); });
    return;
  }
  if (ImGui::IsItemActivated()) press(frame, header, axis, mouse);
  if (hand.does == Does::kNothing) return;
  if (ImGui::IsItemActive()) {
    if (hand.does == Does::kSelect) return select(frame, mouse);
    if (frame.desk.dragging() || ImGui::IsMouseDragging(ImGuiMouseButton_Left, kTremble)) drag(frame, axis, mouse);
    return;
  }
  frame.desk.drop(hand.name);
  hand = {};
}

}  // namespace formcast
