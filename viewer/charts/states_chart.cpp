#include "viewer/charts/states_chart.hpp"

#include <array>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/monitoring/readiness.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/charts/legend.hpp"
#include "viewer/charts/past_band.hpp"
#include "viewer/desk/readiness_text.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/screen/typography.hpp"

namespace formcast {
namespace {

struct Choice {
  Output output;
  const char* name;
  const char* text;
};
constexpr std::array<Choice, 3> kChoices{{
    {Output::kFitness, marked("Fitness"), marked("What past training adds to performance")},
    {Output::kFatigue, marked("Fatigue"), marked("What past training takes from performance until recovered")},
    {Output::kForm, marked("Form"), marked("Fitness less fatigue")},
}};

/// The choice after those: not an output of the ensemble but a function of performance.
constexpr int kReadiness = static_cast<int>(kChoices.size());

/// One switch for all; the chosen one is underlined.
void draw_choice(Frame& frame, const Box& box) {
  ImGui::SetCursorScreenPos({box.from.x + 4.0f, box.from.y + 2.0f});
  for (int i = 0; i <= kReadiness; ++i) {
    const char* name = i == kReadiness ? marked("Readiness") : kChoices[static_cast<std::size_t>(i)].name;
    const char* why = i == kReadiness ? kReadinessText : kChoices[static_cast<std::size_t>(i)].text;
    if (i > 0) ImGui::SameLine(0.0f, 12.0f);
    if (choice_button(frame, std::string("states.") + name, tr(name), frame.view.states == i, tr(why)))
      frame.view.states = i;
  }
}

/// What the chosen chart shows of performance bands or of an output.
std::vector<Quantiles> chosen(const Frame& frame, const std::array<std::vector<Quantiles>, kOutputs>& bands) {
  if (frame.view.states < kReadiness) {
    return bands[static_cast<std::size_t>(kChoices[static_cast<std::size_t>(frame.view.states)].output)];
  }
  const std::vector<float>& norm = frame.desk.hindsight().past.norm;
  if (norm.empty()) return {};
  return readiness(norm, bands[static_cast<std::size_t>(Output::kPerformance)]);
}

ValueAxis states_axis(const Frame& frame, const Box& box, const std::vector<std::vector<Quantiles>>& bands,
                      const std::vector<Quantiles>& past) {
  if (frame.view.states == kReadiness) return {box.from.y, box.to.y, -4.0, 118.0};  // room for the switch
  double low = 1e300, high = -1e300;
  for (const auto& plan : bands) stretch(frame, plan, low, high);
  stretch_past(frame, past, low, high);
  if (high < low) low = 0.0, high = 1.0;
  const double margin = std::max(0.1 * (high - low), 1e-6);
  return {box.from.y, box.to.y, low - margin, high + margin};
}

}  // namespace

void draw_states(Frame& frame, const Box& box) {
  handle_time(frame, box, "states");
  frame.widgets.add("chart.states", box.from, box.to);
  const std::vector<Sheet>& sheets = frame.board().sheets;
  std::vector<std::vector<Quantiles>> bands(sheets.size());
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (sheets[s].shown) bands[s] = chosen(frame, frame.desk.outlook(s).result.bands);
  }
  const std::vector<Quantiles> past = chosen(frame, frame.desk.hindsight().past.bands);
  const ValueAxis axis = states_axis(frame, box, bands, past);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(box.from, box.to, true);
  draw_days(frame, list, box);
  list.PopClipRect();
  draw_values(frame, list, box, axis, frame.view.states == kReadiness ? "%" : frame.unit());
  list.PushClipRect(box.from, box.to, true);
  draw_past(frame, list, axis, past, bands[frame.view.sheet]);
  const auto colour = [&](std::size_t s) { return faded(frame.theme.plan(sheets[s].colour), presence(frame, s)); };
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (has_bands(frame, s)) draw_fan(frame, list, axis, bands[s], colour(s), s == frame.view.sheet);
  }
  for (std::size_t s = 0; s < sheets.size(); ++s)
    draw_median(frame, list, axis, bands[s], colour(s), line_width(frame, s));
  list.PopClipRect();
  if (frame.view.states == kReadiness && frame.desk.hindsight().past.norm.empty()) {
    draw_text(list, frame.fonts.small, 13.0f, {box.from.x + 6.0f, 0.5f * (box.from.y + box.to.y)}, frame.theme.faint,
              no_readiness_text(frame.desk.hindsight().past));
  }
  draw_choice(frame, box);
}

}  // namespace formcast
