#include "viewer/screen/widget_registry.hpp"

#include <imgui_internal.h>

namespace formcast {

void WidgetRegistry::add_item(std::string id, std::string value) {
  add(std::move(id), ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), std::move(value));
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImGuiLastItemData& item = g.LastItemData;
  if ((item.InFlags & ImGuiItemFlags_Disabled) != 0 || item.ID == g.CurrentWindow->MoveId) return;
  Widget& widget = widgets_.back();
  widget.item = item.ID;
  widget.window = g.CurrentWindow;
  widget.types = (item.InFlags & ImGuiItemFlags_Inputable) != 0;
}

}  // namespace formcast
