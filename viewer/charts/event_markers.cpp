#include "viewer/charts/event_markers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/charts/loads_drag.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

using Does = DragState::Does;

/// An event, as it is drawn.
struct Marker {
  int day = 0;
  std::optional<std::size_t> event;  ///< of the board's; nothing: the target
  std::string id, letter, name;
};

/// The target last, so that it is drawn on top.
std::vector<Marker> markers_of(const Board& board) {
  std::vector<Marker> markers;
  for (std::size_t e = 0; e < board.events.size(); ++e) {
    const BoardEvent& event = board.events[e];
    markers.push_back({event.day, e, fmt::format("marker.event.{}", e), letter_of(event), event.name});
  }
  markers.push_back({board.target, std::nullopt, "marker.target", "A", short_day_text(board.date(board.target))});
  return markers;
}

/// Updates the board while dragging, from the one the drag began with: the marker's event on the day under the pointer.
void pull(Frame& frame) {
  DragState& drag = frame.view.drag;
  Board board = drag.before;
  const float x = ImGui::GetIO().MousePos.x;
  // The race takes the end of the plans along; events stay within them.
  const int race = std::clamp(static_cast<int>(std::floor(frame.view.axis.day(x))), 0, kLongestToRace);
  drag.name = drag.does == Does::kTarget ? set_target(board, race)
                                         : move_event(board, static_cast<std::size_t>(drag.day), frame.day_at(x));
  frame.desk.drag(std::move(board));
}

/// Presses and drags of the marker drawn last.
void handle_marker(Frame& frame, const Marker& marker) {
  DragState& drag = frame.view.drag;
  if (ImGui::IsItemActivated()) {
    drag = {};
    drag.does = marker.event ? Does::kEvent : Does::kTarget;
    drag.day = static_cast<int>(marker.event.value_or(0));
    drag.before = frame.board();
    frame.view.day = marker.day;
    frame.view.selected.reset();
  }
  if (ImGui::IsItemHovered() || ImGui::IsItemActive()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsItemHovered() && drag.does == Does::kNothing) {
    const std::string what =
        marker.event ? tr("{}, {} event", marker.name, marker.letter) : tr("Race day, the A event");
    ImGui::SetTooltip("%s: %s\n%s", what.c_str(), long_day_text(frame.board().date(marker.day)).c_str(),
                      tr("Drag it to another day, click to change it"));
  }
}

/// A drag continues although the marker it began on may be another one now, as events swap places.
void continue_drag(Frame& frame) {
  DragState& drag = frame.view.drag;
  if (drag.does != Does::kTarget && drag.does != Does::kEvent) return;
  if (ImGui::IsMouseDown(ImGuiMouseButton_Left)) {
    if (frame.desk.dragging() || ImGui::IsMouseDragging(ImGuiMouseButton_Left, kTremble)) pull(frame);
    return;
  }
  // Pressed without moving, a marker opens its form.
  if (!frame.desk.dragging()) {
    frame.view.form = drag.does == Does::kTarget ? View::Form::kRace : View::Form::kEvent;
    const auto event = static_cast<std::size_t>(drag.day);
    if (drag.does == Does::kEvent)
      frame.view.event = View::EventEdit{event, form_of(frame.board(), frame.board().events[event]), ""};
  }
  frame.desk.drop(drag.name);
  drag = {};
}

/// Where the next event to the right of `day` begins, as names end there.
float room_right_of(const Frame& frame, const std::vector<Marker>& markers, int day, float end) {
  for (const Marker& other : markers) {
    if (other.day > day) end = std::min(end, frame.view.axis.x(other.day + 0.5) - 14.0f);
  }
  return end;
}

}  // namespace

void draw_markers(Frame& frame, const Box& box) {
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::vector<Marker> markers = markers_of(frame.board());
  const Theme& theme = frame.theme;
  for (const Marker& marker : markers) {
    const float x = std::round(frame.view.axis.x(marker.day + 0.5));
    if (x < box.from.x || x > box.to.x) continue;
    const Box pill{{x - 9.0f, box.from.y + 1.0f}, {x + 9.0f, box.to.y - 1.0f}};
    ImGui::SetCursorScreenPos({pill.from.x - 3.0f, box.from.y});
    ImGui::SetNextItemAllowOverlap();
    ImGui::InvisibleButton(marker.id.c_str(), {24.0f, box.height()});
    frame.widgets.add_item(marker.id, iso(frame.board().date(marker.day)));
    handle_marker(frame, marker);
    list.AddRectFilled(pill.from, pill.to, marker.event ? theme.raised : theme.text, 4.0f);
    if (marker.event) list.AddRect(pill.from, pill.to, theme.faint, 4.0f);
    draw_text(list, frame.fonts.small, 13.0f, {x, box.from.y + 2.0f}, marker.event ? theme.text : theme.panel,
              marker.letter, Align::kCentre);
    const float begin = pill.to.x + 4.0f;
    if (begin + text_size(frame.fonts.small, 13.0f, marker.name).x >
        room_right_of(frame, markers, marker.day, box.to.x))
      continue;
    draw_text(list, frame.fonts.small, 13.0f, {begin, box.from.y + 2.0f}, theme.faint, marker.name);
  }
  continue_drag(frame);
}

void draw_event_lines(Frame& frame, ImDrawList& list, const Box& box) {
  for (const BoardEvent& event : frame.board().events) {
    const float x = std::round(frame.view.axis.x(event.day + 0.5)) + 0.5f;
    if (x < box.from.x || x > box.to.x) continue;
    draw_dashed(list, {x, box.from.y}, {x, box.to.y}, faded(frame.theme.faint, 0.7f));
  }
}

bool handle_aim(Frame& frame, const Box& box, const ValueAxis& axis) {
  constexpr float kNear = 6.0f;
  DragState& drag = frame.view.drag;
  const auto& aim = frame.board().target_performance;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (!aim) return false;
  frame.widgets.add("aim.line", {box.from.x, axis.y(*aim) - 1.0f}, {box.to.x, axis.y(*aim) + 1.0f},
                    with_unit(*aim, frame.unit()));
  const bool near = std::abs(mouse.y - axis.y(*aim)) < kNear;
  if (ImGui::IsItemActivated() && near) {
    drag = {};
    drag.does = Does::kAim;
    drag.before = frame.board();
  }
  if (drag.does != Does::kAim) {
    if (ImGui::IsItemHovered() && near) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    return false;
  }
  if (ImGui::IsItemActive()) {
    if (!frame.desk.dragging() && !ImGui::IsMouseDragging(ImGuiMouseButton_Left, kTremble)) return true;
    Board board = drag.before;
    const double step = load_step(axis.high - axis.low);
    drag.name = set_aim(board, std::round(axis.value(mouse.y) / step) * step, frame.unit());
    frame.desk.drag(std::move(board));
    return true;
  }
  frame.desk.drop(drag.name);
  drag = {};
  return false;
}

}  // namespace formcast
