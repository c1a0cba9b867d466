#include "viewer/panels/readiness_panel.hpp"

#include <fmt/format.h>

#include "sim/base/language.hpp"
#include "viewer/desk/readiness_text.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {

void draw_readiness(Frame& frame) {
  const ModelledPast& past = frame.desk.hindsight().past;
  const Outlook& plan = frame.desk.outlook(frame.view.sheet);
  const auto today = readiness_on(past, plan, frame.desk.today());
  if (!today) {
    const bool waits = past.days() == 0 || !past.norm.empty();
    say(frame, waits ? tr("Readiness is being worked out") : no_readiness_text(past), true);
    frame.widgets.add_item("readiness", "");
    return;
  }
  const std::string value = readiness_value(*today);
  say(tr("Readiness today {}", value));
  std::string parts;
  for (const std::string& part : readiness_parts(past, plan, frame.desk.today(), frame.unit())) parts += part + "\n";
  frame.widgets.add_item("readiness", value);
  if (!ImGui::IsItemHovered()) return;
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(340.0f);
  ImGui::TextUnformatted(
      fmt::format("{}\n\n{}{}", tr(kReadinessText), parts, tr("Compared with the last {} days.", past.norm_days))
          .c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void draw_twin_warnings(Frame& frame) {
  const std::size_t count = frame.desk.twin().warnings.size();
  View::Science& science = frame.view.science;
  if (count > 0) {
    const std::string text =
        tr_count(count, "{} thing to know about this twin", "{} things to know about this twin", count);
    if (quiet_button(frame, "science.warnings", text.c_str(), tr("Warnings in words"))) {
      science.open = science.at_warnings = true;
    }
  }
}

void draw_twin_buttons(Frame& frame) {
  View::Science& science = frame.view.science;
  if (quiet_button(frame, "science", science.open ? tr("Close the twin in numbers") : tr("The twin in numbers"),
                   tr("For scientists: models, parameters, forecasts of the past, influence of each week (P)"))) {
    science.open = !science.open;
  }
}

}  // namespace formcast
