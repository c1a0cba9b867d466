#include "viewer/panels/help.hpp"

#include <algorithm>
#include <array>

#include "viewer/desk/readiness_text.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

struct Line {
  const char *keys, *what;
};
constexpr std::array<Line, 23> kLines{{
    {"digits, double-click", "types a day's load; Enter goes on, Esc leaves it"},
    {"drag a bar or cell", "one day's load"},
    {"Shift drag", "the whole week, its shape kept"},
    {"Alt drag", "the day to another date"},
    {"Delete, R", "rest"},
    {"+  -", "a little more or less"},
    {"T   I   N", "a test; ill; names of the day's sessions"},
    {"click a week's total", "selects the week; drag for several"},
    {"W", "days or weeks"},
    {"weeks: click, drag a head", "selects the week (Shift: up to it); moves it"},
    {"drag A, B, C; the aim's line", "the event's date; the aim"},
    {"arrows", "a day, or a week"},
    {"Alt 1 to 9   F2", "the plan that is edited; its name"},
    {"Tab   Enter", "the next button or field; use it"},
    {"Ctrl C   Ctrl V", "copy and paste days, also from and to a spreadsheet"},
    {"Ctrl Z   Ctrl Y", "undo, redo"},
    {"Ctrl S", "save plans, pictures, this session"},
    {"Esc", "cancels a drag, a selection, the ghost line"},
    {"wheel", "zooms time"},
    {"drag the upper chart or the small frame", "moves time; two clicks: as at first, then all"},
    {"P", "the twin in numbers, for scientists"},
    {"two fingers", "zoom and move time; hold, then drag: as Shift, Alt"},
    {"?", "this list"},
}};

constexpr const char* kHint = "Type a load into a day below, or drag it: race day moves";

}  // namespace

void draw_keys(Frame& frame) {
  if (!frame.view.keys) return;
  ImGui::SetNextWindowPos(ImGui::GetMainViewport()->GetCenter(), ImGuiCond_Always, {0.5f, 0.5f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, frame.theme.raised);
  ImGui::Begin("##keys", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings);
  if (ImGui::BeginTable("lines", 2, ImGuiTableFlags_SizingFixedFit)) {
    for (const Line& line : kLines) {
      ImGui::TableNextColumn();
      ImGui::TextDisabled("%s", line.keys);
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(line.what);
    }
    ImGui::EndTable();
  }
  ImGui::PushTextWrapPos(std::min(460.0f, ImGui::GetIO().DisplaySize.x - 48.0f));
  ImGui::TextDisabled("%s", kReadinessText);
  ImGui::PopTextWrapPos();
  if (ImGui::Button("Close##keys") || ImGui::IsKeyPressed(ImGuiKey_Escape)) frame.view.keys = false;
  frame.widgets.add_item("keys.close");
  ImGui::End();
  ImGui::PopStyleColor();
}

bool draw_hint(Frame& frame, ImVec2 at, float room) {
  View& view = frame.view;
  if (frame.desk.history().at() > 0 || frame.desk.read_only()) view.hints = false;
  constexpr float kButton = 64.0f;
  if (!view.hints || text_size(frame.fonts.small, 13.0f, kHint).x + kButton > room) return false;
  const float used = text_size(frame.fonts.small, 13.0f, kHint).x + kButton;
  at.x += room - used;
  draw_text(*ImGui::GetWindowDrawList(), frame.fonts.small, 13.0f, {at.x, at.y + 4.0f}, frame.theme.text, kHint);
  ImGui::SetCursorScreenPos({at.x + used - kButton + 8.0f, at.y});
  if (quiet_button(frame, "hints.close", "Got it", "Close this hint")) view.hints = false;
  return true;
}

}  // namespace formcast
