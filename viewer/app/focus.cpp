#include "viewer/app/focus.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace formcast {
namespace {

using Stops = std::vector<const Widget*>;

/// Whether a window belongs to the topmost popup, where there is one.
bool reachable(const ImGuiWindow* window) {
  const ImVector<ImGuiPopupData>& open = ImGui::GetCurrentContext()->OpenPopupStack;
  if (open.empty()) return true;
  for (; window != nullptr; window = window->ParentWindow) {
    if (window == open.back().Window) return true;
    if ((window->Flags & ImGuiWindowFlags_ChildWindow) == 0) break;
  }
  return false;
}

Stops stops_of(const WidgetRegistry& widgets) {
  Stops stops;
  for (const Widget& widget : widgets.all()) {
    if (widget.item != 0 && reachable(widget.window)) stops.push_back(&widget);
  }
  return stops;
}

std::optional<std::size_t> find(const Stops& stops, ImGuiID item) {
  const auto found =
      std::find_if(stops.begin(), stops.end(), [&](const Widget* widget) { return widget->item == item; });
  if (found == stops.end()) return std::nullopt;
  return static_cast<std::size_t>(found - stops.begin());
}

void give(const Widget& widget) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImRect box{widget.from, widget.to};
  ImGui::FocusWindow(widget.window);
  ImGui::SetNavID(widget.item, ImGuiNavLayer_Main, widget.window->NavRootFocusScopeId,
                  ImGui::WindowRectAbsToRel(widget.window, box));
  g.NavDisableHighlight = false;
  g.NavDisableMouseHover = true;
  ImGui::ScrollToRectEx(widget.window, box, ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
  if (widget.types) {
    g.NavNextActivateId = widget.item;
    g.NavNextActivateFlags = ImGuiActivateFlags_PreferInput | ImGuiActivateFlags_TryToPreserveState;
  } else if (g.ActiveId != 0) {
    ImGui::ClearActiveID();
  }
}

/// Keys that would move ImGui's own focus.
void claim_keys() {
  const ImGuiID mine = ImGui::GetID("##focus");
  ImGui::SetKeyOwner(ImGuiKey_Tab, mine);
  ImGui::SetKeyOwner(ImGuiMod_Alt, mine);
  // ImGui would end a drag as if the button were released; the desk cancels it.
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.ActiveId != 0 && g.ActiveId != g.InputTextState.ID) ImGui::SetKeyOwner(ImGuiKey_Escape, mine);
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) || ImGui::IsAnyItemActive()) return;
  for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow}) {
    ImGui::SetKeyOwner(key, mine);
  }
}

}  // namespace

bool Focus::move(const WidgetRegistry& widgets, bool back) {
  const Stops stops = stops_of(widgets);
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const bool shown = !g.NavDisableHighlight || g.ActiveId != 0;
  std::optional<std::size_t> from = shown ? find(stops, g.NavId) : std::nullopt;
  if (!from) from = at_;
  const std::size_t next = from ? *from + (back ? std::size_t(-1) : 1) : back ? stops.size() - 1 : 0;
  if (next >= stops.size()) {
    leave();
    return false;
  }
  at_ = next;
  give(*stops[next]);
  return true;
}

void Focus::leave() {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  at_.reset();
  name_.clear();
  if (g.InputTextState.ID != 0 && g.ActiveId == g.InputTextState.ID) ImGui::ClearActiveID();
  g.NavDisableHighlight = true;
}

void Focus::end_frame(const WidgetRegistry& widgets, ImU32 colour) {
  claim_keys();
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const Stops stops = stops_of(widgets);
  std::optional<std::size_t> found = find(stops, g.NavId);
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) at_ = found;
  const std::string before = std::exchange(name_, "");
  if (g.NavDisableHighlight) return;
  const bool gone = !found && at_ && !stops.empty() && !ImGui::IsAnyItemActive() && g.NavWindow != nullptr;
  if (gone) {
    found = std::min(*at_, stops.size() - 1);
    if (!stops[*found]->types) give(*stops[*found]);
  }
  if (!found) return;
  at_ = found;
  const Widget& widget = *stops[*found];
  name_ = widget.id;
  // A form opens with the focus in its first field.
  if (widget.types && name_ != before && g.ActiveId == 0) give(widget);
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const ImRect& seen = widget.window->OuterRectClipped;
  list.PushClipRect(seen.Min, seen.Max);
  list.AddRect({widget.from.x - 2.0f, widget.from.y - 2.0f}, {widget.to.x + 2.0f, widget.to.y + 2.0f}, colour, 6.0f, 0,
               2.0f);
  list.PopClipRect();
}

}  // namespace formcast
