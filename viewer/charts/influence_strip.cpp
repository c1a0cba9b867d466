#include "viewer/charts/influence_strip.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/base/language.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr float kLine = 15.0f;

/// What it is, beside the strip.
void draw_meaning(Frame& frame, ImDrawList& list, const Box& box) {
  const std::string usual = with_unit(std::round(frame.desk.twin().usual_load), frame.load_unit());
  const std::array<std::string, 2> lines{tr("What {} more", usual), tr("in a week adds")};
  float y = box.from.y;
  for (const std::string& line : lines) {
    draw_text(list, frame.fonts.small, 13.0f, {box.to.x + 8.0f, y}, frame.theme.faint, line);
    y += kLine;
  }
}

std::string amount_text(const Frame& frame, const WeekInfluence& week) {
  const auto text = [&](std::size_t q) { return signed_text(static_cast<double>(week.change[q])); };
  return tr("{} {} ({} to {})", text(2), frame.unit(), text(0), text(4));
}

}  // namespace

void draw_influence_strip(Frame& frame, const Box& box) {
  const bool hovered = handle_time(frame, box, "influence");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  if (frame.view.names > 100.0f) draw_meaning(frame, list, box);
  const std::vector<WeekInfluence>& weeks = frame.desk.hindsight().influence;
  double low = 0.0, high = 0.0;
  for (const WeekInfluence& week : weeks) {
    low = std::min(low, static_cast<double>(week.change[2]));
    high = std::max(high, static_cast<double>(week.change[2]));
  }
  if (high <= low) return;
  const ValueAxis axis{box.from.y, box.to.y, low, high};
  const float zero = axis.y(0.0), opacity = frame.desk.influence_is_of(frame.view.sheet) ? 1.0f : 0.45f;
  list.PushClipRect({box.from.x, box.from.y - 1.0f}, {box.to.x, box.to.y + 1.0f}, true);
  list.AddLine({box.from.x, zero}, {box.to.x, zero}, frame.theme.line);
  for (const WeekInfluence& week : weeks) {
    const double first = week.first + frame.first_day();
    const float gap = 2.0f, y = axis.y(static_cast<double>(week.change[2]));
    const Box bar{{frame.view.axis.x(first) + gap, std::min(y, zero)},
                  {frame.view.axis.x(first + week.days) - gap, std::max(y, zero)}};
    const bool past = first + week.days <= 0.0, costs = week.change[2] < 0.0f;
    const ImU32 ink = faded(past ? frame.theme.history : frame.theme.text, opacity * (past ? 0.5f : 0.85f));
    if (costs) {
      list.AddRect(bar.from, bar.to, ink, 2.0f);
    } else {
      list.AddRectFilled(bar.from, bar.to, ink, 2.0f);
    }
    const std::string text = amount_text(frame, week);
    const Date monday = frame.desk.twin().start + date::days{week.first};
    const Box column{{bar.from.x, box.from.y}, {bar.to.x, box.to.y}};
    frame.widgets.add("strip." + iso(monday), column.from, column.to, text);
    if (hovered && column.holds(ImGui::GetIO().MousePos)) {
      ImGui::SetTooltip("%s", tr("Week of {}: one more day of {} adds {} on race day", short_day_text(monday),
                                 with_unit(std::round(frame.desk.twin().usual_load), frame.load_unit()), text)
                                  .c_str());
    }
  }
  list.PopClipRect();
}

}  // namespace formcast
