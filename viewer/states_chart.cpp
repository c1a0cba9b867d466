#include <array>
#include <cmath>

#include "viewer/chart.hpp"
#include "viewer/words.hpp"

namespace formcast {
namespace {

struct Choice {
  Output output;
  const char* name;
  const char* text;
};
constexpr std::array<Choice, 3> kChoices{{
    {Output::kFitness, "Fitness", "What past training adds to performance"},
    {Output::kFatigue, "Fatigue", "What past training takes from performance until it is slept off"},
    {Output::kForm, "Form", "Fitness less fatigue"},
}};

/// One switch for the three; the chosen one is underlined.
void draw_choice(Frame& frame, const Box& box) {
  ImGui::SetCursorScreenPos({box.from.x + 4.0f, box.from.y + 2.0f});
  for (int i = 0; i < static_cast<int>(kChoices.size()); ++i) {
    const Choice& choice = kChoices[static_cast<std::size_t>(i)];
    const bool chosen = frame.view.states == i;
    if (i > 0) ImGui::SameLine(0.0f, 12.0f);
    ImGui::PushFont(frame.fonts.small);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {2.0f, 2.0f});
    ImGui::PushStyleColor(ImGuiCol_Button, 0u);
    ImGui::PushStyleColor(ImGuiCol_Text, chosen ? frame.theme.text : frame.theme.faint);
    if (ImGui::Button(choice.name)) frame.view.states = i;
    ImGui::PopStyleColor(2);
    ImGui::PopStyleVar();
    ImGui::PopFont();
    ImGui::SetItemTooltip("%s", choice.text);
    frame.marks.add_item(std::string("states.") + choice.name, chosen ? "on" : "off");
    const ImVec2 from = ImGui::GetItemRectMin(), to = ImGui::GetItemRectMax();
    if (chosen) ImGui::GetWindowDrawList()->AddLine({from.x, to.y}, {to.x, to.y}, frame.theme.accent, 2.0f);
  }
}

}  // namespace

void draw_states(Frame& frame, const Box& box) {
  handle_time(frame, box, "states");
  frame.marks.add("chart.states", box.from, box.to);
  const auto output = static_cast<std::size_t>(kChoices[static_cast<std::size_t>(frame.view.states)].output);
  double low = 1e300, high = -1e300;
  const std::vector<Sheet>& sheets = frame.board().sheets;
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (sheets[s].shown) stretch(frame, frame.desk.outlook(s).result.bands[output], low, high);
  }
  if (high < low) low = 0.0, high = 1.0;
  const double margin = std::max(0.1 * (high - low), 1e-6);
  const ValueAxis axis{box.from.y, box.to.y, low - margin, high + margin};
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(box.from, box.to, true);
  draw_days(frame, list, box);
  list.PopClipRect();
  draw_values(frame, list, box, axis, frame.unit());
  list.PushClipRect(box.from, box.to, true);
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (!sheets[s].shown) continue;
    draw_fan(frame, list, axis, frame.desk.outlook(s).result.bands[output], frame.theme.plan(sheets[s].colour),
             s == frame.view.sheet);
  }
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (!sheets[s].shown) continue;
    draw_median(frame, list, axis, frame.desk.outlook(s).result.bands[output], frame.theme.plan(sheets[s].colour));
  }
  list.PopClipRect();
  draw_choice(frame, box);
}

}  // namespace formcast
