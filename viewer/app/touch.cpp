#include "viewer/app/touch.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <string_view>

#include "viewer/app/app.hpp"

namespace formcast {
namespace {

ImGuiWindow* window_at(ImVec2 at) {
  const ImVector<ImGuiWindow*>& windows = ImGui::GetCurrentContext()->Windows;
  for (int w = windows.Size; w-- > 0;) {
    ImGuiWindow* window = windows[w];
    const bool seen = window->WasActive && !window->Hidden && (window->Flags & ImGuiWindowFlags_NoMouseInputs) == 0;
    if (seen && window->OuterRectClipped.Contains(at)) return window;
  }
  return nullptr;
}

/// The window there, or the nearest around it, that can scroll.
ImGuiWindow* scrolling_at(ImVec2 at) {
  ImGuiWindow* window = window_at(at);
  while (window != nullptr &&
         (window->ScrollMax.y <= 0.0f || (window->Flags & ImGuiWindowFlags_NoScrollWithMouse) != 0)) {
    window = (window->Flags & ImGuiWindowFlags_ChildWindow) != 0 ? window->ParentWindow : nullptr;
  }
  return window;
}

bool holds(const Widget& widget, ImVec2 at) {
  return at.x >= widget.from.x && at.x < widget.to.x && at.y >= widget.from.y && at.y < widget.to.y;
}

bool is_plan_row(std::string_view id) {
  constexpr std::string_view kRow = "plan.";
  return id.size() > kRow.size() && id.substr(0, kRow.size()) == kRow &&
         std::all_of(id.begin() + kRow.size(), id.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

Under under(const WidgetRegistry& widgets, ImVec2 at) {
  Under found;
  const ImGuiWindow* window = window_at(at);
  if (window == nullptr) return found;
  found.scrolls = scrolling_at(at) != nullptr;
  const bool screen = (window->Flags & ImGuiWindowFlags_NoBringToFrontOnFocus) != 0;
  const bool covered = ImGui::GetTopMostPopupModal() != nullptr;
  for (const Widget& widget : widgets.all()) {
    if (covered || !holds(widget, at)) continue;
    if (!screen) {
      found.plan = found.plan || is_plan_row(widget.id);
    } else if (widget.id == "chart.loads") {
      found.loads = true;
    } else if (widget.id.rfind("chart.", 0) == 0 && widget.id != "chart.weeks") {  // it handles directions itself
      found.time = true;
    }
  }
  return found;
}

void scroll_panel(ImVec2 at, float by) {
  if (ImGuiWindow* window = scrolling_at(at)) {
    ImGui::SetScrollY(window, std::clamp(window->Scroll.y - by, 0.0f, window->ScrollMax.y));
  }
}

void App::pinch(float from, float to, double factor) {
  if (!desk_.has_athlete()) return;
  const Frame frame = make_frame();
  TimeAxis& axis = view_.axis;
  const double least = frame.first_day() - 1.0, most = frame.last_day() + 1.0;
  axis.pan(static_cast<double>(from - to) / axis.per_day(), least, most);
  axis.zoom(to, factor, least, most);
}

}  // namespace formcast
