#include "viewer/charts/chart.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "viewer/charts/event_markers.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

/// Bands on the screen: points from a day before what is shown to a day after it.
struct Lines {
  std::vector<float> x;
  std::array<std::vector<float>, kQuantiles.size()> y;
};

Lines lines_of(const Frame& frame, const ValueAxis& axis, std::span<const Quantiles> bands) {
  const TimeAxis& time = frame.view.axis;
  const auto days = static_cast<int>(bands.size());
  const int begin = std::clamp(static_cast<int>(std::floor(time.first)) - 1, 0, days);
  const int end = std::clamp(static_cast<int>(std::ceil(time.last)) + 1, begin, days);
  Lines lines;
  for (int day = begin; day < end; ++day) {
    const Quantiles& of = bands[static_cast<std::size_t>(day)];
    if (!std::isfinite(of[2])) continue;
    lines.x.push_back(time.x(day + 0.5));
    for (std::size_t q = 0; q < lines.y.size(); ++q) lines.y[q].push_back(axis.y(static_cast<double>(of[q])));
  }
  return lines;
}

}  // namespace

void draw_days(Frame& frame, ImDrawList& list, const Box& box) {
  const TimeAxis& axis = frame.view.axis;
  const Theme& theme = frame.theme;
  const float today = std::round(axis.x(frame.desk.today()));
  list.AddRectFilled(box.from, {std::clamp(today, box.from.x, box.to.x), box.to.y}, theme.past);
  for (const Tick& tick : date_ticks(axis, frame.board().start, 64.0f)) {
    const float x = std::round(axis.x(tick.day)) + 0.5f;
    list.AddLine({x, box.from.y}, {x, box.to.y}, faded(theme.line, tick.text.empty() ? 0.2f : 0.4f));
  }
  draw_event_lines(frame, list, box);
  const float target = axis.x(frame.board().target + 0.5);
  list.AddLine({target, box.from.y}, {target, box.to.y}, theme.text, 1.0f);
  const float begin = axis.x(frame.view.day), end = axis.x(frame.view.day + 1);
  list.AddRectFilled({begin, box.from.y}, {end, box.to.y}, faded(theme.text, 0.05f));
}

void draw_values(Frame& frame, ImDrawList& list, const Box& box, const ValueAxis& axis, const std::string& unit) {
  const Theme& theme = frame.theme;
  const auto ticks = round_ticks(axis.low, axis.high, std::max(2, static_cast<int>(box.height() / 32.0f)));
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    const float y = std::round(axis.y(ticks[i])) + 0.5f;
    list.AddLine({box.from.x, y}, {box.to.x, y}, faded(theme.line, 0.6f));
    const bool last = i + 1 == ticks.size();
    draw_text(list, frame.fonts.small, 13.0f, {box.from.x - 6.0f, y - 7.0f}, theme.faint,
              with_unit(ticks[i], last ? unit : ""), Align::kRight);
  }
}

void draw_fan(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands, ImU32 colour,
              bool edited) {
  const Lines lines = lines_of(frame, axis, bands);
  if (edited) draw_band(list, lines.x, lines.y[0], lines.y[4], faded(colour, 0.18f));
  draw_band(list, lines.x, lines.y[1], lines.y[3], faded(colour, edited ? 0.24f : 0.16f));
  if (edited) return;
  for (const std::size_t edge : {std::size_t{0}, std::size_t{4}})
    draw_line(list, lines.x, lines.y[edge], faded(colour, 0.3f), 1.0f);
}

void draw_median(Frame& frame, ImDrawList& list, const ValueAxis& axis, std::span<const Quantiles> bands, ImU32 colour,
                 float width) {
  const Lines lines = lines_of(frame, axis, bands);
  draw_line(list, lines.x, lines.y[2], colour, width);
}

void stretch(const Frame& frame, std::span<const Quantiles> bands, double& low, double& high) {
  const TimeAxis& time = frame.view.axis;
  for (std::size_t day = 0; day < bands.size(); ++day) {
    const double at = static_cast<double>(day) + 0.5;
    if (at < time.first || at > time.last || !std::isfinite(bands[day][2])) continue;
    low = std::min(low, static_cast<double>(bands[day].front()));
    high = std::max(high, static_cast<double>(bands[day].back()));
  }
}

bool handle_time(Frame& frame, const Box& box, const char* id) {
  ImGui::SetCursorScreenPos(box.from);
  ImGui::SetNextItemAllowOverlap();
  ImGui::InvisibleButton(id, {std::max(box.width(), 1.0f), std::max(box.height(), 1.0f)});
  const bool hovered = ImGui::IsItemHovered();
  const ImGuiIO& io = ImGui::GetIO();
  TimeAxis& axis = frame.view.axis;
  const double least = frame.first_day() - 1.0, most = frame.last_day() + 1.0;
  if (hovered && io.MouseWheel != 0.0f) {
    axis.zoom(io.MousePos.x, std::pow(0.85, static_cast<double>(io.MouseWheel)), least, most);
  }
  if (hovered && io.MouseWheelH != 0.0f)
    axis.pan(-40.0 * static_cast<double>(io.MouseWheelH) / axis.per_day(), least, most);
  return hovered;
}

}  // namespace formcast
