#include "viewer/charts/phase_brackets.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "viewer/desk/phases.hpp"

namespace formcast {
namespace {

constexpr float kBracketLine = 8.0f, kBracketNames = 76.0f, kBracketDetails = 132.0f;

std::string phase_text(const Phase& phase) { return phase.name + ", " + phase.detail; }

ImU32 phase_ink(const Frame& frame, const Phase& phase) {
  return phase.kind == Phase::Kind::kBlock ? frame.theme.history : faded(frame.theme.history, 0.55f);
}

/// Rows of the calendar with the same phase.
struct Rows {
  int phase = 0, first = 0, last = 0;  ///< rows
};

std::vector<Rows> rows_of(const Frame& frame, const WeekGrid& grid, const std::vector<Phase>& phases) {
  std::vector<Rows> all;
  for (int week = 0; week < grid.weeks; ++week) {
    const int phase = phase_of_week(frame.board(), phases, grid.monday + 7 * week);
    if (phase < 0) continue;
    if (all.empty() || all.back().phase != phase) all.push_back({phase, week, week});
    all.back().last = week;
  }
  return all;
}

/// Name and, where there is room, detail.
void draw_phase_name(Frame& frame, ImDrawList& list, const WeekGrid& grid, const Phase& phase, ImVec2 at) {
  draw_text(list, frame.fonts.small, 13.0f, at, frame.theme.text, phase.name);
  if (grid.brackets < kBracketDetails) return;
  draw_text(list, frame.fonts.small, 12.0f, {at.x, at.y + 15.0f}, frame.theme.faint, phase.detail);
}

}  // namespace

float bracket_room(float width) {
  return width > 900.0f ? kBracketDetails : width > 720.0f ? kBracketNames : kBracketLine;
}

void draw_phase_rows(Frame& frame, ImDrawList& list, const WeekGrid& grid) {
  const std::vector<Phase> phases = phases_of(frame.board(), frame.sheet());
  const bool named = grid.brackets >= kBracketNames;
  const float x = grid.sums_to() + (named ? 12.0f : 4.0f);
  const auto top_of = [&](int week) { return grid.top + grid.row * static_cast<float>(week); };
  for (const Rows& rows : rows_of(frame, grid, phases)) {
    const Phase& phase = phases[static_cast<std::size_t>(rows.phase)];
    const float from = top_of(rows.first) + 4.0f, to = top_of(rows.last + 1) - 4.0f;
    const ImU32 ink = phase_ink(frame, phase);
    if (named) {
      list.AddLine({x, from}, {x, to}, ink, 1.5f);
      list.AddLine({x - 5.0f, from}, {x + 0.75f, from}, ink, 1.5f);
      list.AddLine({x - 5.0f, to}, {x + 0.75f, to}, ink, 1.5f);
      draw_phase_name(frame, list, grid, phase, {x + 10.0f, from + (grid.row - 8.0f) * 0.5f - 15.0f});
    } else {
      list.AddRectFilled({x, from - 2.0f}, {x + 3.0f, to + 2.0f}, ink, 1.5f);
    }
    frame.widgets.add(fmt::format("phase.{}", rows.phase), {grid.sums_to(), std::max(from, grid.rows.from.y)},
                      {grid.rows.to.x, std::min(to, grid.rows.to.y)}, phase_text(phase));
  }
  const Phase& race = phases.back();
  const int week = (frame.monday_of(race.days.first) - grid.monday) / 7;
  if (!named || phase_of_week(frame.board(), phases, grid.monday + 7 * week) + 1 == static_cast<int>(phases.size()))
    return;
  // The week of the race belongs to what leads to it.
  draw_text(list, frame.fonts.small, 13.0f, {x + 10.0f, top_of(week + 1) - 17.0f}, frame.theme.text, race.name);
}

void draw_phase_line(Frame& frame, ImDrawList& list, const Box& box) {
  const TimeAxis& time = frame.view.axis;
  const std::vector<Phase> phases = phases_of(frame.board(), frame.sheet());
  const float y = box.from.y + 8.0f;
  for (std::size_t n = 0; n < phases.size(); ++n) {
    const Phase& phase = phases[n];
    const float from = std::max(time.x(phase.days.first) + 1.0f, box.from.x);
    const float to = std::min(time.x(phase.days.last + 1) - 1.0f, box.to.x);
    if (from >= to) continue;
    const ImU32 ink = phase_ink(frame, phase);
    const std::string whole = phase_text(phase);
    const auto fits = [&](const std::string& text) {
      return text_size(frame.fonts.small, 12.0f, text).x + 24.0f < to - from;
    };
    const std::string text = fits(whole) ? whole : fits(phase.name) ? phase.name : "";
    const float half = text.empty() ? 0.0f : 0.5f * text_size(frame.fonts.small, 12.0f, text).x + 5.0f;
    const float middle = 0.5f * (from + to);
    list.AddLine({from, y}, {text.empty() ? to : middle - half, y}, ink, 1.5f);
    if (!text.empty()) list.AddLine({middle + half, y}, {to, y}, ink, 1.5f);
    list.AddLine({from, y}, {from, y + 5.0f}, ink, 1.5f);
    list.AddLine({to, y}, {to, y + 5.0f}, ink, 1.5f);
    draw_text(list, frame.fonts.small, 12.0f, {middle, y - 7.0f}, frame.theme.faint, text, Align::kCentre);
    const Box of{{from, box.from.y}, {to, box.to.y}};
    frame.widgets.add(fmt::format("phase.{}", n), of.from, of.to, whole);
    if (of.holds(ImGui::GetIO().MousePos) && ImGui::IsItemHovered()) ImGui::SetTooltip("%s", whole.c_str());
  }
}

}  // namespace formcast
