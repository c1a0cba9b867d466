#include "viewer/charts/loads_drag.hpp"

#include <algorithm>
#include <cmath>

#include "viewer/charts/load_editor.hpp"
#include "viewer/desk/edits.hpp"

namespace formcast {
namespace {

using Does = DragState::Does;

double snapped(double load, double step) { return std::max(std::round(load / step) * step, 0.0); }

void press(Frame& frame, const Box& header, const ValueAxis& axis, ImVec2 mouse) {
  View& view = frame.view;
  const ImGuiIO& io = ImGui::GetIO();
  view.day = frame.day_at(mouse.x);
  if (header.holds(mouse)) {
    view.selected = frame.board().week_of(view.day);
    view.drag = {};
    view.drag.does = Does::kSelect;
    view.drag.day = view.day;
    return;
  }
  view.selected.reset();
  if (view.axis.day(mouse.x) < 0.0 || view.axis.day(mouse.x) >= frame.board().days) return;
  const Does does = io.KeyShift ? Does::kWeek : io.KeyAlt ? Does::kMove : Does::kDay;
  view.drag = {};
  view.drag.does = does;
  view.drag.day = view.day;
  view.drag.value = axis.value(mouse.y);
  view.drag.before = frame.board();
}

void select(Frame& frame, ImVec2 mouse) {
  const Board::Days a = frame.board().week_of(frame.view.drag.day), b = frame.board().week_of(frame.day_at(mouse.x));
  frame.view.selected = Board::Days{std::min(a.first, b.first), std::max(a.last, b.last)};
}

}  // namespace

double load_top(Frame& frame) {
  View& view = frame.view;
  if (view.drag.does != Does::kNothing && view.load_high > 0.0) return view.load_high;
  double high = 0.0;
  for (const Sheet& sheet : frame.board().sheets) {
    for (const double load : sheet.load) high = std::max(high, load);
  }
  for (int day = -1; day >= -28; --day) {
    for (const double load : {frame.load_on(day), frame.planned_on(day)}) {
      if (load > high) high = load;
    }
  }
  return view.load_high = high > 0.0 ? 1.15 * high : 100.0;
}

void drag_loads(Frame& frame, double moved, int to) {
  DragState& drag = frame.view.drag;
  Board board = drag.before;
  Sheet& sheet = board.sheets[frame.view.sheet];
  const double high = frame.view.load_high, step = load_step(high);
  const double was = sheet.load[static_cast<std::size_t>(drag.day)];
  switch (drag.does) {
    case Does::kDay:
      drag.name = set_load(board, sheet, drag.day, snapped(was + moved, step), frame.load_unit());
      break;
    case Does::kWeek: {
      const Board::Days week = board.week_of(drag.day);
      const double total = total_of(sheet, week);
      const double factor = was > 0.0 ? std::max(was + moved, 0.0) / was : 1.0 + moved / high;
      drag.name = scale_to(board, sheet, week, snapped(total * std::max(factor, 0.0), step), frame.load_unit());
      break;
    }
    case Does::kMove:
      drag.name = swap_days(board, sheet, drag.day, to);
      frame.view.day = to;
      break;
    default:
      return;
  }
  frame.desk.drag(std::move(board));
}

double load_step(double high) {
  const double rough = high / 100.0, power = std::pow(10.0, std::floor(std::log10(rough)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (factor * power >= rough) return factor * power;
  }
  return 10.0 * power;
}

void handle_drag(Frame& frame, const Box& header, const Box& bars, const ValueAxis& axis) {
  View& view = frame.view;
  DragState& drag = view.drag;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemHovered() && bars.holds(mouse) && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left) &&
      view.axis.day(mouse.x) >= 0.0) {
    frame.desk.cancel();
    drag = {};
    return edit_load_of(frame, frame.day_at(mouse.x));
  }
  if (ImGui::IsItemActivated()) press(frame, header, axis, mouse);
  const bool mine =
      drag.does == Does::kDay || drag.does == Does::kWeek || drag.does == Does::kMove || drag.does == Does::kSelect;
  if (!mine) return;
  if (ImGui::IsItemActive()) {
    if (drag.does == Does::kSelect) return select(frame, mouse);
    if (frame.desk.dragging() || ImGui::IsMouseDragging(ImGuiMouseButton_Left, kTremble)) {
      drag_loads(frame, axis.value(mouse.y) - drag.value, frame.day_at(mouse.x));
    }
    return;
  }
  frame.desk.drop(drag.name);
  drag = {};
}

}  // namespace formcast
