#include "viewer/charts/record_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

/// Everything, across the box of the charts' axis.
TimeAxis whole(const Frame& frame) {
  const TimeAxis& shown = frame.view.axis;
  return {shown.left, shown.right, frame.first_day() - 1.0, frame.last_day() + 1.0};
}

void heed_pointer(Frame& frame, const TimeAxis& all) {
  TimeAxis& axis = frame.view.axis;
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return reset_time(frame, axis);
  if (!ImGui::IsItemActive()) return;
  const double at = all.day(io.MousePos.x), width = axis.last - axis.first;
  const bool outside = at < axis.first || at > axis.last;
  const double by = ImGui::IsItemActivated() && outside ? at - 0.5 * (axis.first + axis.last)
                                                        : static_cast<double>(io.MouseDelta.x) / all.per_day();
  axis.first = std::clamp(axis.first + by, all.first, std::max(all.last - width, all.first));
  axis.last = axis.first + width;
}

}  // namespace

void reset_time(const Frame& frame, TimeAxis& axis) {
  const double least = frame.first_day() - 1.0, first = std::max(-35.0, least), last = frame.last_day() + 1.0;
  const bool is_first = std::abs(axis.first - first) < 0.5 && std::abs(axis.last - last) < 0.5;
  axis.first = is_first ? least : first;
  axis.last = last;
}

void draw_record_map(Frame& frame, const Box& box) {
  const TimeAxis all = whole(frame);
  ImGui::SetCursorScreenPos(box.from);
  ImGui::InvisibleButton("record", {std::max(box.width(), 1.0f), box.height()});
  heed_pointer(frame, all);
  const Twin& twin = frame.desk.twin();
  const auto& bands = frame.desk.outlook(frame.view.sheet).result.bands[static_cast<std::size_t>(Output::kPerformance)];
  double low = 1e300, high = -1e300;
  const auto stretch_to = [&](double value) {
    low = std::min(low, value);
    high = std::max(high, value);
  };
  for (const Test& test : twin.tests) stretch_to(test.performance);
  for (const Quantiles& of : bands) {
    if (std::isfinite(of[2])) stretch_to(static_cast<double>(of[2]));
  }
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(box.from, box.to, faded(frame.theme.panel, 0.6f), 4.0f);
  if (high > low) {
    const ValueAxis axis{box.from.y + 5.0f, box.to.y - 5.0f, low, high};
    for (const Test& test : twin.tests) {
      list.AddCircleFilled({all.x(frame.first_day() + test.day + 0.5), axis.y(test.performance)}, 1.5f,
                           frame.theme.history);
    }
    std::vector<float> x, y;
    for (std::size_t day = 0; day < bands.size(); ++day) {
      if (!std::isfinite(bands[day][2])) continue;
      x.push_back(all.x(static_cast<double>(day) + 0.5));
      y.push_back(axis.y(static_cast<double>(bands[day][2])));
    }
    draw_line(list, x, y, frame.theme.plan(frame.sheet().colour), 1.5f);
  }
  const TimeAxis& shown = frame.view.axis;
  list.AddRect({std::max(all.x(shown.first), box.from.x), box.from.y},
               {std::min(all.x(shown.last), box.to.x), box.to.y}, frame.theme.faint, 4.0f);
  const std::string text = tr("All {} tests", twin.tests.size());
  frame.widgets.add_item("record", fmt::format("{:.0f} to {:.0f}", shown.first, shown.last));
  if (frame.view.names <= 100.0f) return;
  draw_text(list, frame.fonts.small, 13.0f, {box.to.x + 8.0f, box.from.y - 2.0f}, frame.theme.faint, text);
  draw_text(list, frame.fonts.small, 13.0f, {box.to.x + 8.0f, box.from.y + 13.0f}, frame.theme.faint,
            tr("since {} {}", short_day_text(twin.start), static_cast<int>(date::year_month_day{twin.start}.year())));
}

}  // namespace formcast
