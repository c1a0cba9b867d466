#include "viewer/panels/target_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/travel/learned_effects.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/panels/event_panel.hpp"
#include "viewer/panels/plan_table.hpp"
#include "viewer/panels/side_panel.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

/// The plan that is edited against each of the others, and against how it was.
void draw_pairs(Frame& frame) {
  const std::size_t mine = frame.view.sheet;
  if (const auto said = edit_text(frame.desk, mine)) {
    heading(frame, tr("Change from the last edit"));
    say(frame, *said);
    frame.widgets.add_item("ghost.difference", *said);
  }
  bool headed = false;
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) {
    const auto said = frame.board().sheets[s].shown ? comparison_text(frame.desk, mine, s) : std::nullopt;
    if (!said) continue;
    if (!std::exchange(headed, true)) heading(frame, tr("Plan against plan"));
    say(frame, *said);
    frame.widgets.add_item(fmt::format("pair.{}.{}", mine, s), *said);
  }
  const std::string basis = headed ? comparison_basis_text(frame.desk) : "";
  if (basis.empty()) return;
  say(frame, basis, tells_plans_apart(frame.desk.basis()));
  frame.widgets.add_item("pairs.basis", basis);
}

/// A part of performance, with a bar to the left or right of the middle.
void draw_part(Frame& frame, const char* name, double value, double most, const char* why) {
  const ImVec2 from = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, middle = from.x + 0.5f * width;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  draw_text(list, frame.fonts.body, 15.0f, from, frame.theme.text, tr(name));
  const float reach = 0.22f * width * std::min(static_cast<float>(std::abs(value) / most), 1.0f);
  const float end = value >= 0.0 ? middle + reach : middle - reach;
  list.AddRectFilled({std::min(middle, end), from.y + 3.0f}, {std::max(middle, end), from.y + 15.0f},
                     faded(frame.theme.plan(frame.sheet().colour), 0.35f), 2.0f);
  draw_text(list, frame.fonts.body, 15.0f, {from.x + width, from.y}, frame.theme.text, signed_text(value),
            Align::kRight);
  ImGui::Dummy({width, 18.0f});
  tooltip(why);
  frame.widgets.add_item(std::string("cause.") + name, signed_text(value));
}

/// Where the size of a travel effect comes from.
const char* source_of(const Frame& frame, Effect effect) {
  switch (frame.desk.effect_sources()[static_cast<std::size_t>(effect)]) {
    case EffectSource::kLearned:
      return tr("Learned from this athlete's travel tests");
    case EffectSource::kScenario:
      return tr("From the opened plans; not learned from this athlete");
    default:
      return tr("Typical of people, with a wide spread; not learned from this athlete");
  }
}

void draw_causes(Frame& frame) {
  const PlanResult& result = frame.desk.outlook(frame.view.sheet).result;
  const auto day = static_cast<std::size_t>(frame.board().target);
  const auto median = [&](const std::vector<Quantiles>& bands) {
    return day < bands.size() ? static_cast<double>(bands[day][2]) : 0.0;
  };
  const auto of = [&](Output output) { return median(result.bands[static_cast<std::size_t>(output)]); };
  const auto part = [&](TravelOutput output) { return median(result.travel[static_cast<std::size_t>(output)]); };
  if (result.bands[0].empty()) return;
  heading(frame, tr("What drives it [{}]", frame.unit().empty() ? "1" : frame.unit()));
  const double fitness = of(Output::kFitness), fatigue = of(Output::kFatigue);
  const double most = std::max({std::abs(fitness), std::abs(fatigue), 1e-9});
  draw_part(frame, marked("Fitness"), fitness, most, tr("What past training adds"));
  draw_part(frame, marked("Fatigue"), -fatigue, most, tr("What past training still costs"));
  if (result.travel[0].empty()) return;
  const auto travelled = [&](const char* name, TravelOutput output, Effect effect) {
    draw_part(frame, name, part(output), most, source_of(frame, effect));
  };
  travelled(marked("Time of day"), TravelOutput::kTimeOfDay, Effect::kDayRhythm);
  travelled(marked("Body clock"), TravelOutput::kClockPart, Effect::kMisalignment);
  travelled(marked("Sleep"), TravelOutput::kSleepPart, Effect::kSleepDebt);
  travelled(marked("Travel"), TravelOutput::kTravelFatiguePart, Effect::kTravelFatigue);
}

}  // namespace

void draw_target(Frame& frame) {
  draw_plan_table(frame);
  draw_plan_buttons(frame);
}

void draw_reasons(Frame& frame) {
  draw_pairs(frame);
  draw_event_outlooks(frame);
  draw_causes(frame);
}

}  // namespace formcast
