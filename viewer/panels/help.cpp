#include "viewer/panels/help.hpp"

#include <algorithm>
#include <array>

#include "sim/base/language.hpp"
#include "viewer/desk/readiness_text.hpp"
#include "viewer/screen/languages.hpp"
#include "viewer/screen/platform.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

struct Line {
  const char *keys, *what;
};
constexpr std::array<Line, 23> kLines{{
    {marked("digits, double-click"), marked("types a day's load; Enter goes on, Esc leaves it")},
    {marked("drag a bar or cell"), marked("one day's load")},
    {marked("Shift drag"), marked("the whole week, its shape kept")},
    {marked("Alt drag"), marked("the day to another date")},
    {marked("Delete, R"), marked("rest")},
    {"+  -", marked("a little more or less")},
    {"T   I   N", marked("a test; ill; names of the day's sessions")},
    {marked("click a week's total"), marked("selects the week; drag for several")},
    {"W", marked("days or weeks")},
    {marked("weeks: click, drag a head"), marked("selects the week (Shift: up to it); moves it")},
    {marked("drag A, B, C; the aim's line"), marked("the event's date; the aim")},
    {marked("arrows"), marked("a day, or a week")},
    {marked("Alt 1 to 9   F2"), marked("the plan that is edited; its name")},
    {marked("Tab   Enter"), marked("the next button or field; use it")},
    {marked("Ctrl C   Ctrl V"), marked("copy and paste days, also from and to a spreadsheet")},
    {marked("Ctrl Z   Ctrl Y"), marked("undo, redo")},
    {marked("Ctrl S"), marked("save plans, pictures, this session")},
    {marked("Esc"), marked("cancels a drag, a selection, the ghost line")},
    {marked("wheel"), marked("zooms time")},
    {marked("drag the upper chart or the small frame"), marked("moves time; two clicks: as at first, then all")},
    {"P", marked("the twin in numbers, for scientists")},
    {marked("two fingers"), marked("zoom and move time; hold, then drag: as Shift, Alt")},
    {"?", marked("this list")},
}};

constexpr const char* kHint = marked("Type a load into a day below, or drag it: race day moves");

/// Each by the name that its readers know.
void draw_languages(Frame& frame) {
  if (!changes_language() || languages().empty()) return;
  ImGui::PushFont(frame.fonts.small);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {2.0f, 2.0f});  // as a choice has it
  ImGui::AlignTextToFramePadding();
  ImGui::PopStyleVar();
  ImGui::TextDisabled("%s", tr("Language"));
  ImGui::PopFont();
  const auto offer = [&](const char* code, const char* name) {
    ImGui::SameLine(0.0f, 12.0f);
    const bool spoken = language_code() == code;
    const char* why = tr("The page begins again in this language; plans stay as they are");
    if (choice_button(frame, std::string("language.") + code, name, spoken, why) && !spoken) change_language(code);
  };
  offer("en", "English");
  for (const LanguageFile& file : languages()) offer(file.code, file.name);
}

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
      ImGui::TextDisabled("%s", tr(line.keys));
      ImGui::TableNextColumn();
      ImGui::TextUnformatted(tr(line.what));
    }
    ImGui::EndTable();
  }
  ImGui::PushTextWrapPos(std::min(460.0f, ImGui::GetIO().DisplaySize.x - 48.0f));
  ImGui::TextDisabled("%s", tr(kReadinessText));
  ImGui::PopTextWrapPos();
  draw_languages(frame);
  if (ImGui::Button(as_label(tr("Close"), "keys.close").c_str()) || ImGui::IsKeyPressed(ImGuiKey_Escape))
    frame.view.keys = false;
  frame.widgets.add_item("keys.close");
  ImGui::End();
  ImGui::PopStyleColor();
}

bool draw_hint(Frame& frame, ImVec2 at, float room) {
  View& view = frame.view;
  if (frame.desk.history().at() > 0 || frame.desk.read_only()) view.hints = false;
  constexpr float kButton = 64.0f;
  const char* hint = tr(kHint);
  const float used = text_size(frame.fonts.small, 13.0f, hint).x + kButton;
  if (!view.hints || used > room) return false;
  at.x += room - used;
  draw_text(*ImGui::GetWindowDrawList(), frame.fonts.small, 13.0f, {at.x, at.y + 4.0f}, frame.theme.text, hint);
  ImGui::SetCursorScreenPos({at.x + used - kButton + 8.0f, at.y});
  if (quiet_button(frame, "hints.close", tr("Got it"), tr("Close this hint"))) view.hints = false;
  return true;
}

}  // namespace formcast
