#include "viewer/panel.hpp"

namespace formcast {

void heading(Frame& frame, const std::string& text) {
  ImGui::Spacing();
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextDisabled("%s", text.c_str());
  ImGui::PopFont();
}

void say(Frame& frame, const std::string& text, bool faint) {
  ImGui::PushTextWrapPos(0.0f);
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, faint ? frame.theme.faint : frame.theme.text);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
  ImGui::PopFont();
  ImGui::PopTextWrapPos();
}

bool quiet_button(Frame& frame, const std::string& id, const char* text, const char* why) {
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {6.0f, 3.0f});
  const bool pressed = ImGui::Button((std::string(text) + "##" + id).c_str());
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImGui::SetItemTooltip("%s", why);
  frame.marks.add_item(id);
  return pressed;
}

}  // namespace formcast
