#include "viewer/panels/save_menu.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "viewer/screen/platform.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

constexpr const char* kMenu = "##save";
constexpr int kNoLine = -1, kClosing = -2;

struct Line {
  Save save;
  const char *id, *text, *how, *why;
  const char* heading = nullptr;  ///< above it
};
constexpr std::array<Line, 12> kLines{{
    {Save::kPlans, "save.plans", marked("All plans"), "TOML",
     marked("Opens here again, and `formcast simulate` runs it"), marked("Plans")},
    {Save::kTable, "save.table", marked("This plan as a table"), "CSV",
     marked("A row a day, for a spreadsheet; drop it here, and it is a plan again")},
    {Save::kCalendar, "save.calendar", marked("This plan for a calendar"), "iCalendar",
     marked("Training, tests, illness, race day, and flights with sleep and light, for any calendar program")},
    {Save::kSession, "save.session", marked("Session, to continue elsewhere"), "JSON",
     marked(
         "Athlete and plans in one file; drop it on this screen, anywhere, to continue. It holds the athlete's record: "
         "health data"),
     marked("Everything")},
    {Save::kResults, "save.results", marked("Results of the plans"), "HDF5",
     marked("All days and plans in numbers, as `formcast simulate` writes them; once all is worked out")},
    {Save::kPrint, "save.print", marked("A page to print"), "A4", marked("What the plans lead to, black on white")},
    {Save::kHandout, "save.handout", marked("A hand-out for the athlete"), "A4",
     marked("The race, and the days of this plan with its sleep and light while travelling, without any forecast")},
    {Save::kScreen, "save.screen", marked("The whole screen"), "PNG", marked("As it is now"), marked("A picture")},
    {Save::kPerformance, "save.performance", marked("Performance"), "PNG",
     marked("The upper chart, with its plans and dates")},
    {Save::kStates, "save.states", marked("Fitness, fatigue or form"), "PNG", marked("The one that is shown")},
    {Save::kClock, "save.clock", marked("Body clock"), "PNG", marked("Of the plan that is edited")},
    {Save::kLoads, "save.loads", marked("Loads"), "PNG", marked("Of the plan that is edited")},
}};

bool prints(Save save) { return save == Save::kPrint || save == Save::kHandout; }

/// Not available for an athlete of a results file.
bool of_a_desk(Save save) { return save == Save::kPlans || save == Save::kSession || prints(save); }

/// What can be saved of this plan, here.
std::vector<const Line*> lines_of(const Frame& frame) {
  std::vector<const Line*> lines;
  for (const Line& line : kLines) {
    if (prints(line.save) && !prints_pages()) continue;
    if (line.save == Save::kResults && !frame.view.results.keeps) continue;
    if (of_a_desk(line.save) && frame.desk.read_only()) continue;
    if (line.save == Save::kClock && frame.sheet().trips.empty()) continue;
    lines.push_back(&line);
  }
  return lines;
}

bool draw_entry(Frame& frame, const Line& line, bool at) {
  constexpr float kHeight = 30.0f;
  if (line.heading != nullptr) {
    ImGui::PushFont(frame.fonts.small);
    ImGui::TextDisabled("%s", tr(line.heading));
    ImGui::PopFont();
  }
  const bool chosen =
      ImGui::Selectable(as_label(tr(line.text), line.id).c_str(), at, ImGuiSelectableFlags_None, {0.0f, kHeight});
  tooltip(tr(line.why));
  frame.widgets.add_item(line.id, at ? "on" : "");
  const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
  draw_text(*ImGui::GetWindowDrawList(), frame.fonts.small, 13.0f, {to.x - 8.0f, 0.5f * (from.y + to.y) - 7.0f},
            frame.theme.faint, line.how, Align::kRight);
  return chosen;
}

bool opened_by_key() {
  const ImGuiIO& io = ImGui::GetIO();
  return (io.KeyCtrl || io.KeySuper) && ImGui::IsKeyPressed(ImGuiKey_S, false) &&
         !ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup);
}

/// Moves along the lines; whether the focused one is chosen.
bool heed_menu_keys(int& at, int count) {
  if (ImGui::IsKeyPressed(ImGuiKey_DownArrow)) at = (at + 1) % count;
  if (ImGui::IsKeyPressed(ImGuiKey_UpArrow)) at = (std::max(at, 0) + count - 1) % count;
  // Closed a frame later, so that the key closes nothing else.
  if (at == kClosing) ImGui::CloseCurrentPopup();
  if (ImGui::IsKeyPressed(ImGuiKey_Escape, false)) at = kClosing;
  const bool entered = ImGui::IsKeyPressed(ImGuiKey_Enter, false) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter, false);
  if (!entered || at < 0) return false;
  ImGui::CloseCurrentPopup();
  return true;
}

}  // namespace

std::optional<Save> draw_save_menu(Frame& frame) {
  constexpr float kWidth = 340.0f, kEdge = 8.0f;
  int& at = frame.view.saving;
  const bool clicked = ImGui::Button(as_label(tr("Save"), "save").c_str()), keyed = opened_by_key();
  tooltip(tr("Plans, a calendar, this session, pictures (Ctrl S)"));
  frame.widgets.add_item("save");
  const float below = ImGui::GetItemRectMax().y + kEdge;
  if (clicked || keyed) {
    at = keyed ? 0 : kNoLine;
    ImGui::OpenPopup(kMenu);
  }
  const float screen = ImGui::GetIO().DisplaySize.x;
  ImGui::SetNextWindowPos({screen - kEdge, below}, ImGuiCond_Always, {1.0f, 0.0f});
  ImGui::SetNextWindowSize({std::min(kWidth, screen - 2.0f * kEdge), 0.0f});
  if (!ImGui::BeginPopup(kMenu, ImGuiWindowFlags_NoNavInputs | ImGuiWindowFlags_NoMove)) return std::nullopt;
  const std::vector<const Line*> lines = lines_of(frame);
  std::optional<Save> chosen;
  if (!keyed && heed_menu_keys(at, static_cast<int>(lines.size()))) {
    chosen = lines[static_cast<std::size_t>(at)]->save;
  }
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (draw_entry(frame, *lines[i], static_cast<int>(i) == at)) chosen = lines[i]->save;
  }
  ImGui::EndPopup();
  return chosen;
}

}  // namespace formcast
