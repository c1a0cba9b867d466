#include "viewer/panels/fields.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "sim/base/language.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr std::size_t kLongest = 200;  // bytes of a text
constexpr float kEdge = 8.0f;

void label_text(Frame& frame, const std::string& label) {
  ImGui::PushFont(frame.fonts.small);
  ImGui::TextDisabled("%s", label.c_str());
  ImGui::PopFont();
}

/// A button in ink or quiet.
bool inked(const Theme& theme, const std::string& text, bool ink, ImVec2 size = {0.0f, 0.0f}) {
  if (ink) {
    for (const ImGuiCol slot : {ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive})
      ImGui::PushStyleColor(slot, theme.text);
    ImGui::PushStyleColor(ImGuiCol_Text, theme.panel);
  }
  const bool pressed = ImGui::Button(text.c_str(), size);
  if (ink) ImGui::PopStyleColor(4);
  return pressed;
}

}  // namespace

bool begin_form(Frame& frame, const char* name, bool opens, const std::string& title, float width) {
  if (opens) ImGui::OpenPopup(name);
  const ImVec2 screen = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  const float wide = std::min(width, screen.x - 2.0f * kEdge);
  ImGui::SetNextWindowSizeConstraints({wide, 0.0f}, {wide, screen.y - 2.0f * kEdge});
  if (!ImGui::BeginPopupModal(name, nullptr, ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoTitleBar))
    return false;
  if (escapes(frame)) ImGui::CloseCurrentPopup();
  ImGui::PushFont(frame.fonts.key);
  say(title);
  ImGui::PopFont();
  return true;
}

bool escapes(Frame& frame) {
  // By now ImGui has closed the calendar or the list that the key was for, so the frame before has to say.
  const bool above = std::exchange(frame.view.popup_above, ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopupId));
  const bool inside = above || ImGui::GetIO().WantTextInput || ImGui::IsAnyItemActive();
  return !inside && ImGui::IsKeyPressed(ImGuiKey_Escape, false);
}

bool text_cell(Frame& frame, const std::string& id, const char* hint, std::string& text, float width) {
  char typed[kLongest + 2] = {};
  std::strncpy(typed, text.c_str(), kLongest + 1);
  ImGui::SetNextItemWidth(width);
  const bool entered =
      ImGui::InputTextWithHint(("##" + id).c_str(), hint, typed, sizeof typed, ImGuiInputTextFlags_EnterReturnsTrue);
  text = typed;
  frame.widgets.add_item(id, text);
  return entered;
}

bool form_field(Frame& frame, const std::string& id, const std::string& label, std::string& text, float width,
                const char* hint) {
  ImGui::BeginGroup();
  ImGui::GetCurrentWindow()->DC.CurrLineTextBaseOffset = 0.0f;  // a field beside this one would push the label down
  label_text(frame, label);
  const bool entered = text_cell(frame, id, hint, text, width);
  ImGui::EndGroup();
  return entered;
}

bool segment(Frame& frame, const std::string& id, const std::string& text, bool on) {
  const bool pressed = inked(frame.theme, as_label(text, id), on);
  frame.widgets.add_item(id, on ? "on" : "off");
  return pressed;
}

void number_row(Frame& frame, const std::string& id, const char* label, std::span<const int> usual, int low, int high,
                int step, int& value) {
  label_text(frame, label);
  for (const int number : usual) {
    if (segment(frame, fmt::format("{}.{}", id, number), std::to_string(number), value == number)) value = number;
    ImGui::SameLine(0.0f, 4.0f);
  }
  ImGui::SetNextItemWidth(116.0f);
  ImGui::InputInt(("##" + id).c_str(), &value, step, step);
  value = std::clamp(value, low, high);
  frame.widgets.add_item(id, std::to_string(value));
}

void say_fault(Frame& frame, const std::string& id, const std::string& fault) {
  if (fault.empty()) return;
  ImGui::PushStyleColor(ImGuiCol_Text, frame.theme.warn);
  say(fault);
  ImGui::PopStyleColor();
  frame.widgets.add_item(id + ".fault", fault);
}

FormEnd form_foot(Frame& frame, const std::string& id, const char* keep) {
  ImGui::Spacing();
  const float kept = std::max(96.0f, ImGui::CalcTextSize(keep).x + 32.0f), cancel = 88.0f;
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - kept - cancel - kEdge);
  FormEnd end = FormEnd::kNone;
  if (ImGui::Button(as_label(tr("Cancel"), id + ".cancel").c_str(), {cancel, 0.0f})) end = FormEnd::kCancel;
  frame.widgets.add_item(id + ".cancel");
  ImGui::SameLine(0.0f, kEdge);
  if (inked(frame.theme, as_label(keep, id + ".keep"), true, {kept, 0.0f})) end = FormEnd::kKeep;
  frame.widgets.add_item(id + ".keep");
  return end;
}

}  // namespace formcast
