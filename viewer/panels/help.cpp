#include "viewer/panels/help.hpp"

#include <algorithm>
#include <array>

#include "viewer/desk/readiness_text.hpp"
#include "viewer/screen/view.hpp"

namespace formcast {
namespace {

struct Line {
  const char *keys, *what;
};
constexpr std::array<Line, 23> kLines{{
    {"drag a bar", "one day's load"},
    {"Shift drag", "the whole week, its shape kept"},
    {"Alt drag", "the day to another date"},
    {"double-click, R", "rest"},
    {"+  -", "a little more or less"},
    {"T   I", "a test; ill"},
    {"click a week's total", "selects the week; drag for several"},
    {"W", "days or weeks"},
    {"weeks: drag up, sideways", "a day's load; the day to another date"},
    {"weeks: click, drag a head", "selects the week (Shift: up to it); moves it"},
    {"drag A, B, C; the aim's line", "the event's date; the aim"},
    {"arrows", "a day, or a week"},
    {"1 to 9   F2", "the plan that is edited; its name"},
    {"Tab   Enter", "the next button or field; use it"},
    {"Ctrl C   Ctrl V", "copy and paste days"},
    {"Ctrl Z   Ctrl Y", "undo, redo"},
    {"Ctrl S", "save plans, pictures, this session"},
    {"Esc", "cancels a drag, a selection, the ghost line"},
    {"wheel", "zooms time"},
    {"drag the upper chart", "moves time"},
    {"P", "the twin in numbers, for scientists"},
    {"two fingers", "zoom and move time; hold, then drag: as Shift, Alt"},
    {"?", "this list"},
}};

constexpr std::array<const char*, 3> kHints{"1   Drag a bar below: the load of a day",
                                            "2   See the fan move, and on the right race day",
                                            "3   Drop your own history on the page, or copy a plan to compare"};

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

void draw_hints(Frame& frame, const Box& box) {
  View& view = frame.view;
  if (frame.desk.history().at() > 0) view.hints = false;
  if (!view.hints) return;
  ImGui::SetNextWindowPos({box.from.x + 12.0f, box.from.y + 12.0f});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, frame.theme.raised);
  ImGui::Begin("##hints", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_AlwaysAutoResize | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoFocusOnAppearing);
  for (const char* step : kHints) ImGui::TextUnformatted(step);
  if (ImGui::SmallButton("Got it")) view.hints = false;
  frame.widgets.add_item("hints.close");
  ImGui::End();
  ImGui::PopStyleColor();
}

}  // namespace formcast
