#include "viewer/screen/typography.hpp"

#include <algorithm>

namespace formcast {
namespace {

/// The text in lines of a width, broken at blanks alone: ImGui also breaks after a decimal comma.
std::string broken_at_blanks(const std::string& text, float width) {
  const float blank = ImGui::CalcTextSize(" ").x;
  std::string lines;
  float used = 0.0f;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const float word = ImGui::CalcTextSize(text.data() + at, text.data() + end).x;
    const bool begins = lines.empty() || lines.back() == '\n', fits = used + blank + word <= width;
    if (!begins) lines += fits ? ' ' : '\n';
    used = begins || !fits ? word : used + blank + word;
    lines.append(text, at, end - at);
    if (end < text.size() && text[end] == '\n') lines += '\n';
    at = end + 1;
  }
  return lines;
}

}  // namespace

void heading(Frame& frame, const std::string& text) {
  ImGui::Spacing();
  ImGui::PushFont(frame.fonts.body);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopFont();
}

void beside(Frame& frame, const char* text, float right) {
  const float width = text_size(frame.fonts.small, 13.0f, text).x + 12.0f;
  if (ImGui::GetItemRectMax().x + 4.0f + width < right) ImGui::SameLine(0.0f, 4.0f);
}

float right_edge() { return ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x; }

void say(const std::string& text) {
  ImGui::PushTextWrapPos(0.0f);
  ImGui::TextUnformatted(broken_at_blanks(text, ImGui::GetContentRegionAvail().x).c_str());
  ImGui::PopTextWrapPos();
}

void say(Frame& frame, const std::string& text, bool faint) {
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleColor(ImGuiCol_Text, faint ? frame.theme.faint : frame.theme.text);
  say(text);
  ImGui::PopStyleColor();
  ImGui::PopFont();
}

void keep_on_screen() {
  constexpr float kEdge = 8.0f;
  const ImVec2 at = ImGui::GetWindowPos(), size = ImGui::GetWindowSize(), screen = ImGui::GetIO().DisplaySize;
  const ImVec2 to{std::max(std::min(at.x, screen.x - size.x - kEdge), 0.0f),
                  std::max(std::min(at.y, screen.y - size.y - kEdge), 0.0f)};
  if (to.x != at.x || to.y != at.y) ImGui::SetWindowPos(to);
}

std::string as_label(std::string_view text, std::string_view id) {
  std::string label(text);
  return label.append("###").append(id);
}

float buttons_width(std::initializer_list<const char*> texts, float least) {
  const ImGuiStyle& style = ImGui::GetStyle();
  float width = -style.ItemSpacing.x;
  for (const char* text : texts)
    width += ImGui::CalcTextSize(text).x + 2.0f * style.FramePadding.x + style.ItemSpacing.x;
  return std::max(width, least);
}

void tooltip(const char* text) { ImGui::SetItemTooltip("%s", text); }

bool quiet_button(Frame& frame, const std::string& id, const char* text, const char* why) {
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {6.0f, 3.0f});
  const bool pressed = ImGui::Button(as_label(text, id).c_str());
  ImGui::PopStyleVar();
  ImGui::PopFont();
  tooltip(why);
  frame.widgets.add_item(id);
  return pressed;
}

bool choice_button(Frame& frame, const std::string& id, const char* text, bool chosen, const char* why) {
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {2.0f, 2.0f});
  ImGui::PushStyleColor(ImGuiCol_Button, 0u);
  ImGui::PushStyleColor(ImGuiCol_Text, chosen ? frame.theme.text : frame.theme.faint);
  const bool pressed = ImGui::Button(as_label(text, id).c_str());
  ImGui::PopStyleColor(2);
  ImGui::PopStyleVar();
  ImGui::PopFont();
  tooltip(why);
  frame.widgets.add_item(id, chosen ? "on" : "off");
  const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
  if (chosen) ImGui::GetWindowDrawList()->AddLine({from.x, to.y}, {to.x, to.y}, frame.theme.accent, 2.0f);
  return pressed;
}

}  // namespace formcast
