#include "viewer/charts/performance_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/charts/legend.hpp"
#include "viewer/charts/past_band.hpp"
#include "viewer/charts/record_map.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr float kLeastForNames = 40.0f;  // pixels beside the chart
constexpr std::size_t kPerformance = static_cast<std::size_t>(Output::kPerformance);

/// The axis follows what is shown; while dragging it only grows, so that nothing else moves.
ValueAxis value_axis(Frame& frame, const Box& box) {
  View& view = frame.view;
  double low = 1e300, high = -1e300;
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) {
    if (!frame.board().sheets[s].shown) continue;
    stretch(frame, frame.desk.outlook(s).result.bands[kPerformance], low, high);
  }
  stretch_past(frame, frame.desk.hindsight().past.bands[kPerformance], low, high);
  const auto offset = static_cast<double>((frame.desk.twin().start - frame.board().start).count());
  for (const Test& test : frame.desk.twin().tests) {
    const double day = offset + test.day + 0.5;
    if (day < view.axis.first || day > view.axis.last) continue;
    low = std::min(low, test.performance);
    high = std::max(high, test.performance);
  }
  if (frame.board().target_performance) {
    low = std::min(low, *frame.board().target_performance);
    high = std::max(high, *frame.board().target_performance);
  }
  if (high < low) low = 0.0, high = 1.0;
  const double margin = std::max(0.08 * (high - low), 1e-6);
  low -= margin;
  high += margin;
  if (frame.desk.dragging()) low = std::min(low, view.low), high = std::max(high, view.high);
  view.low = low;
  view.high = high;
  return {box.from.y, box.to.y, low, high};
}

void draw_tests(Frame& frame, ImDrawList& list, const Box& box, const ValueAxis& axis) {
  const Twin& twin = frame.desk.twin();
  const auto offset = static_cast<double>((twin.start - frame.board().start).count());
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (const Test& test : twin.tests) {
    const ImVec2 at{frame.view.axis.x(offset + test.day + 0.5), axis.y(test.performance)};
    if (at.x < box.from.x || at.x > box.to.x) continue;
    list.AddCircleFilled(at, 3.5f, frame.theme.history);
    if (std::hypot(mouse.x - at.x, mouse.y - at.y) > 8.0f) continue;
    list.AddCircle(at, 6.0f, frame.theme.text);
    ImGui::SetTooltip("%s", tr("Test on {}: {}", long_day_text(twin.start + date::days{test.day}),
                               with_unit(test.performance, twin.performance_unit))
                                .c_str());
  }
}

/// Bands first and medians above them; the edited plan on top, over its ghost.
void draw_plans_of(Frame& frame, ImDrawList& list, const ValueAxis& axis) {
  const std::vector<Sheet>& sheets = frame.board().sheets;
  std::vector<std::size_t> order;
  for (std::size_t s = 0; s < sheets.size(); ++s) {
    if (sheets[s].shown && s != frame.view.sheet) order.push_back(s);
  }
  if (sheets[frame.view.sheet].shown) order.push_back(frame.view.sheet);
  const auto bands = [&](const Outlook& of) -> std::span<const Quantiles> { return of.result.bands[kPerformance]; };
  for (const std::size_t s : order) {
    if (!has_bands(frame, s)) continue;
    draw_fan(frame, list, axis, bands(frame.desk.outlook(s)),
             faded(frame.theme.plan(sheets[s].colour), presence(frame, s)), s == frame.view.sheet);
  }
  for (const std::size_t s : order) {
    if (s == frame.view.sheet) draw_median(frame, list, axis, bands(frame.desk.ghost(s)), frame.theme.history, 1.5f);
    draw_median(frame, list, axis, bands(frame.desk.outlook(s)),
                faded(frame.theme.plan(sheets[s].colour), frame.desk.fault(s).empty() ? presence(frame, s) : 0.3f),
                line_width(frame, s));
  }
}

/// Positions of the record's tests on the screen.
std::vector<ImVec2> dots(const Frame& frame, const Box& box, const ValueAxis& axis) {
  std::vector<ImVec2> dots;
  if (!frame.view.tests) return dots;
  for (const Test& test : frame.desk.twin().tests) {
    const ImVec2 at{frame.view.axis.x(frame.first_day() + test.day + 0.5), axis.y(test.performance)};
    if (at.x >= box.from.x && at.x <= box.to.x) dots.push_back(at);
  }
  return dots;
}

/// Above or below a line, as far left as a text of that size covers no test.
ImVec2 free_place(const Frame& frame, const Box& box, const ValueAxis& axis, float line, ImVec2 size) {
  constexpr float kAway = 5.0f;
  const std::vector<ImVec2> tests = dots(frame, box, axis);
  for (float x = box.from.x + 4.0f; x + size.x < box.to.x; x += 24.0f) {
    for (const float y : {line - 17.0f, line + 3.0f}) {
      const Box room{{x - kAway, y - kAway}, {x + size.x + kAway, y + size.y + kAway}};
      const bool inside = room.from.y >= box.from.y && room.to.y <= box.to.y;
      if (inside && std::none_of(tests.begin(), tests.end(), [&](ImVec2 at) { return room.holds(at); })) return {x, y};
    }
  }
  return {box.from.x + 4.0f, line - 17.0f};
}

/// A line at the aim.
void draw_goal(Frame& frame, ImDrawList& list, const Box& box, const ValueAxis& axis) {
  if (!frame.board().target_performance) return;
  const float y = std::round(axis.y(*frame.board().target_performance)) + 0.5f;
  draw_dashed(list, {box.from.x, y}, {box.to.x, y}, frame.theme.text);
  const std::string text = tr("aim {}", with_unit(*frame.board().target_performance, frame.unit()));
  const ImVec2 size = text_size(frame.fonts.small, 13.0f, text);
  const ImVec2 at = free_place(frame, box, axis, y, size);
  draw_text(list, frame.fonts.small, 13.0f, at, frame.theme.text, text);
  frame.widgets.add("aim", at, {at.x + size.x, at.y + size.y}, text);
}

/// Values of every plan under the pointer.
void draw_crosshair(Frame& frame, ImDrawList& list, const Box& box) {
  const float x = ImGui::GetIO().MousePos.x;
  const int day = static_cast<int>(std::floor(frame.view.axis.day(x)));
  list.AddLine({x, box.from.y}, {x, box.to.y}, faded(frame.theme.text, 0.5f));
  if (day < 0 || day >= frame.board().days) return;
  ImGui::BeginTooltip();
  ImGui::TextUnformatted(long_day_text(frame.board().date(day)).c_str());
  for (std::size_t s = 0; s < frame.board().sheets.size(); ++s) {
    const Sheet& sheet = frame.board().sheets[s];
    const auto& bands = frame.desk.outlook(s).result.bands[kPerformance];
    if (!sheet.shown || static_cast<std::size_t>(day) >= bands.size()) continue;
    const Quantiles& of = bands[static_cast<std::size_t>(day)];
    const auto text = [&](std::size_t q) { return with_unit(static_cast<double>(of[q]), ""); };
    ImGui::TextUnformatted(
        fmt::format("{}   {} {} ({})", sheet.name, text(2), frame.unit(), tr("{} to {}", text(0), text(4))).c_str());
  }
  ImGui::EndTooltip();
}

}  // namespace

void draw_performance(Frame& frame, const Box& box) {
  const bool hovered = handle_time(frame, box, "performance");
  frame.widgets.add("chart.performance", box.from, box.to);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ValueAxis axis = value_axis(frame, box);
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) reset_time(frame, frame.view.axis);
  // Dragging the chart moves time, dragging the aim's line the aim.
  if (!handle_aim(frame, box, axis) && ImGui::IsItemActive() && ImGui::GetIO().MouseDelta.x != 0.0f) {
    TimeAxis& time = frame.view.axis;
    time.pan(-static_cast<double>(ImGui::GetIO().MouseDelta.x) / time.per_day(), frame.first_day() - 1.0,
             frame.last_day() + 1.0);
  }
  list.PushClipRect(box.from, box.to, true);
  draw_days(frame, list, box);
  list.PopClipRect();
  draw_values(frame, list, box, axis, frame.unit());
  list.PushClipRect(box.from, box.to, true);
  draw_past(frame, list, axis, frame.desk.hindsight().past.bands[kPerformance],
            frame.desk.outlook(frame.view.sheet).result.bands[kPerformance]);
  draw_plans_of(frame, list, axis);
  draw_goal(frame, list, box, axis);
  if (frame.view.tests) draw_tests(frame, list, box, axis);
  if (hovered && !ImGui::IsItemActive()) draw_crosshair(frame, list, box);
  list.PopClipRect();
  if (frame.view.names > kLeastForNames) draw_names(frame, box, axis);
  draw_chart_switches(frame, box);
}

}  // namespace formcast
