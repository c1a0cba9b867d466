// Beside the charts of an athlete of a results file, where plans are viewed and not edited.

#include "viewer/panels/results_panel.hpp"

#include <fmt/format.h>

#include "sim/base/language.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"
#include "viewer/screen/view.hpp"

namespace formcast {
namespace {

bool button(Frame& frame, const char* id, const char* text, const char* why) {
  const bool pressed = ImGui::Button(as_label(text, id).c_str());
  tooltip(why);
  frame.widgets.add_item(id);
  return pressed;
}

bool arrow(Frame& frame, const char* id, ImGuiDir direction, const char* why) {
  const bool pressed = ImGui::ArrowButton(id, direction);
  tooltip(why);
  frame.widgets.add_item(id);
  return pressed;
}

}  // namespace

void draw_results_side(Frame& frame) {
  ResultsLink& link = frame.view.results;
  if (button(frame, "results.all", tr("All athletes"), tr("Back to the squad (Esc)")))
    link.wish = ResultsLink::Wish::kAll;
  ImGui::SameLine(0.0f, 8.0f);
  ImGui::BeginDisabled(!link.previous);
  if (arrow(frame, "results.previous", ImGuiDir_Up, tr("The athlete above in the squad (Page Up)")))
    link.wish = ResultsLink::Wish::kPrevious;
  ImGui::EndDisabled();
  ImGui::SameLine(0.0f, 4.0f);
  ImGui::BeginDisabled(!link.next);
  if (arrow(frame, "results.next", ImGuiDir_Down, tr("The athlete below in the squad (Page Down)")))
    link.wish = ResultsLink::Wish::kNext;
  ImGui::EndDisabled();
  ImGui::PushFont(frame.fonts.key);
  ImGui::PushTextWrapPos(0.0f);
  ImGui::TextUnformatted(frame.desk.twin().athlete.c_str());
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
  frame.widgets.add_item("athlete", frame.desk.twin().athlete);
  say(frame,
      link.editable ? tr("From the results file {}", link.file)
                    : tr("From the results file {}; drop the athlete's twin to edit.", link.file),
      true);
  frame.widgets.add_item("results.file", link.file);
  if (link.editable &&
      button(frame, "results.edit", tr("Edit these plans"), tr("With the athlete's twin, which is open"))) {
    link.wish = ResultsLink::Wish::kEdit;
  }
}

void draw_results_link(Frame& frame) {
  ResultsLink& link = frame.view.results;
  if (link.file.empty()) return;
  const std::string text = tr("Results of {} athletes", link.athletes);
  if (button(frame, "results.open", text.c_str(), link.file.c_str())) link.wish = ResultsLink::Wish::kAll;
}

void heed_results_keys(Frame& frame) {
  const ImGuiIO& io = ImGui::GetIO();
  if (io.WantTextInput || ImGui::IsPopupOpen("", ImGuiPopupFlags_AnyPopup)) return;
  ResultsLink& link = frame.view.results;
  const auto pressed = [](ImGuiKey key) { return ImGui::IsKeyPressed(key, false); };
  if (pressed(ImGuiKey_Escape) && !frame.view.selected && !frame.view.keys) link.wish = ResultsLink::Wish::kAll;
  if (pressed(ImGuiKey_PageUp) && link.previous) link.wish = ResultsLink::Wish::kPrevious;
  if (pressed(ImGuiKey_PageDown) && link.next) link.wish = ResultsLink::Wish::kNext;
}

}  // namespace formcast
