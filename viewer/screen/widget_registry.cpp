#include "viewer/screen/widget_registry.hpp"

#include <imgui_internal.h>

namespace formcast {

void Marks::add_item(std::string id, std::string value) {
  add(std::move(id), ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), std::move(value));
  const ImGuiContext& g = *ImGui::GetCurrentContext();
  const ImGuiLastItemData& item = g.LastItemData;
  if ((item.InFlags & ImGuiItemFlags_Disabled) != 0 || item.ID == g.CurrentWindow->MoveId) return;
  Mark& mark = marks_.back();
  mark.item = item.ID;
  mark.window = g.CurrentWindow;
  mark.types = (item.InFlags & ImGuiItemFlags_Inputable) != 0;
}

}  // namespace formcast
