#include "viewer/app/focus.hpp"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace formcast {
namespace {

using Stops = std::vector<const Mark*>;

/// Whether a window lies in what is open over all others, where something is.
bool reachable(const ImGuiWindow* window) {
  const ImVector<ImGuiPopupData>& open = ImGui::GetCurrentContext()->OpenPopupStack;
  if (open.empty()) return true;
  for (; window != nullptr; window = window->ParentWindow) {
    if (window == open.back().Window) return true;
    if ((window->Flags & ImGuiWindowFlags_ChildWindow) == 0) break;
  }
  return false;
}

Stops stops_of(const Marks& marks) {
  Stops stops;
  for (const Mark& mark : marks.all()) {
    if (mark.item != 0 && reachable(mark.window)) stops.push_back(&mark);
  }
  return stops;
}

std::optional<std::size_t> find(const Stops& stops, ImGuiID item) {
  const auto found = std::find_if(stops.begin(), stops.end(), [&](const Mark* mark) { return mark->item == item; });
  if (found == stops.end()) return std::nullopt;
  return static_cast<std::size_t>(found - stops.begin());
}

void give(const Mark& mark) {
  ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImRect box{mark.from, mark.to};
  ImGui::FocusWindow(mark.window);
  ImGui::SetNavID(mark.item, ImGuiNavLayer_Main, mark.window->NavRootFocusScopeId,
                  ImGui::WindowRectAbsToRel(mark.window, box));
  g.NavDisableHighlight = false;
  g.NavDisableMouseHover = true;
  ImGui::ScrollToRectEx(mark.window, box, ImGuiScrollFlags_KeepVisibleEdgeY | ImGuiScrollFlags_KeepVisibleEdgeX);
  if (mark.types) {
    g.NavNextActivateId = mark.item;
    g.NavNextActivateFlags = ImGuiActivateFlags_PreferInput | ImGuiActivateFlags_TryToPreserveState;
  } else if (g.ActiveId != 0) {
    ImGui::ClearActiveID();
  }
}

/// Keys that ImGui would move the focus with itself.
void claim_keys() {
  const ImGuiID mine = ImGui::GetID("##focus");
  ImGui::SetKeyOwner(ImGuiKey_Tab, mine);
  ImGui::SetKeyOwner(ImGuiMod_Alt, mine);
  // ImGui would let go of what the mouse drags, as if the button were released; the desk takes it back.
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  if (g.ActiveId != 0 && g.ActiveId != g.InputTextState.ID) ImGui::SetKeyOwner(ImGuiKey_Escape, mine);
  if (ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup) || ImGui::IsAnyItemActive()) return;
  for (const ImGuiKey key : {ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow, ImGuiKey_DownArrow}) {
    ImGui::SetKeyOwner(key, mine);
  }
}

}  // namespace

bool Focus::move(const Marks& marks, bool back) {
  const Stops stops = stops_of(marks);
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

void Focus::end_frame(const Marks& marks, ImU32 colour) {
  claim_keys();
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const Stops stops = stops_of(marks);
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
  const Mark& mark = *stops[*found];
  name_ = mark.id;
  // A form that opens has its first field ready.
  if (mark.types && name_ != before && g.ActiveId == 0) give(mark);
  ImDrawList& list = *ImGui::GetForegroundDrawList();
  const ImRect& seen = mark.window->OuterRectClipped;
  list.PushClipRect(seen.Min, seen.Max);
  list.AddRect({mark.from.x - 2.0f, mark.from.y - 2.0f}, {mark.to.x + 2.0f, mark.to.y + 2.0f}, colour, 6.0f, 0, 2.0f);
  list.PopClipRect();
}

}  // namespace formcast
