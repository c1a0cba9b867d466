#include "viewer/charts/loads_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/charts/load_editor.hpp"
#include "viewer/charts/loads_drag.hpp"
#include "viewer/charts/phase_brackets.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

constexpr float kNoteLine = 15.0f, kHighForPhases = 130.0f;

void draw_bar(Frame& frame, ImDrawList& list, const ValueAxis& axis, int day, double load, ImU32 colour, bool certain) {
  const TimeAxis& time = frame.view.axis;
  const float gap = time.per_day() > 8.0 ? 1.5f : 0.5f;
  const float left = time.x(day) + gap, right = std::max(time.x(day + 1) - gap, left + 1.0f);
  const float rounding = right - left > 8.0f ? 2.0f : 0.0f;
  if (load <= 0.0) {  // rest
    list.AddRect({left, axis.bottom - 3.0f}, {right, axis.bottom}, faded(colour, 0.6f), 0.0f);
    return;
  }
  const float top = std::min(axis.y(load), axis.bottom - 1.0f);
  list.AddRectFilled({left, top}, {right, axis.bottom}, faded(colour, certain ? 0.9f : 0.35f), rounding,
                     ImDrawFlags_RoundCornersTop);
}

/// What was planned for a done day: an outline around the bar, or a line across it where days are narrow.
void draw_planned(Frame& frame, ImDrawList& list, const ValueAxis& axis, int day, double planned) {
  const TimeAxis& time = frame.view.axis;
  const float gap = time.per_day() > 8.0 ? 1.5f : 0.5f;
  const float left = time.x(day) + gap, right = std::max(time.x(day + 1) - gap, left + 1.0f);
  const float top = std::min(axis.y(planned), axis.bottom - 3.0f);
  const ImU32 ink = frame.theme.text;
  if (right - left > 8.0f && planned > 0.0) {
    list.AddRect({left, top}, {right, axis.bottom}, faded(ink, 0.75f), 2.0f, ImDrawFlags_RoundCornersTop, 1.0f);
  } else {
    list.AddLine({left - gap, top}, {right + gap, top}, faded(ink, 0.75f), 1.5f);
  }
}

void draw_marks(Frame& frame, ImDrawList& list, const Box& header, const Box& bars) {
  const TimeAxis& time = frame.view.axis;
  const auto widget = [&](int day, const char* sign, ImU32 colour) {
    draw_text(list, frame.fonts.small, 13.0f, {time.x(day + 0.5), bars.from.y + 2.0f}, colour, sign, Align::kCentre);
  };
  for (const int day : frame.sheet().tests) widget(day, "T", frame.theme.text);
  for (const int day : frame.sheet().ill) widget(day, tr("ill"), frame.theme.warn);
  if (frame.view.selected) {
    const Board::Days span = *frame.view.selected;
    const Box box{{time.x(span.first), header.from.y}, {time.x(span.last + 1), bars.to.y}};
    list.AddRectFilled(box.from, box.to, faded(frame.theme.accent, 0.12f));
    list.AddRect(box.from, box.to, faded(frame.theme.accent, 0.7f), 2.0f);
  }
}

std::string week_tip(const Frame& frame, int monday, const WeekFacts& facts, const DoneLoads& done) {
  const std::string total = with_unit(facts.total, frame.load_unit());
  std::string tip = tr("Week of {}: {}", short_day_text(frame.board().date(monday)), total);
  if (done.days > 0) tip += tr("; planned {}", with_unit(done.planned, frame.load_unit()));
  if (facts.change) tip += tr(", {:+.0f} % on the week before", 100.0 * *facts.change);
  if (facts.monotony) {
    tip += "\n" + tr("Monotony {:.1f}: mean daily load over its spread; above 2, days are alike", *facts.monotony);
  }
  return monday + 6 < 0 ? tip : tip + "\n" + tr("Click to select it");
}

constexpr float kLeastForFacts = 37.0f;  // [px] of a week

bool has_room_for_facts(const Frame& frame) {
  return 7.0f * static_cast<float>(frame.view.axis.per_day()) >= kLeastForFacts;
}

/// Lines above the bars: a week's total, its change, and where there is room its monotony. A single one where weeks are
/// too narrow.
int header_lines(const Frame& frame, const Box& box) {
  if (!has_room_for_facts(frame)) return 1;
  return box.height() > 150.0f ? 3 : 2;
}

/// Total, change and monotony above each week, where it is wide enough for them.
void draw_week_facts(Frame& frame, ImDrawList& list, const Box& header, int lines) {
  const TimeAxis& time = frame.view.axis;
  const Board& board = frame.board();
  const auto hovered = ImGui::IsItemHovered();
  for (int monday = frame.monday_of(static_cast<int>(std::floor(time.first))); monday < board.days; monday += 7) {
    if (monday + 6 < frame.first_day()) continue;
    const Box box{{time.x(monday), header.from.y}, {time.x(std::min(monday + 7, board.days)), header.to.y}};
    if (box.to.x < header.from.x || box.from.x > header.to.x) continue;
    const WeekFacts facts = frame.week_facts(monday);
    const DoneLoads done = frame.done_loads(monday);
    const bool past = monday + 6 < 0, compared = done.days > 0;
    const bool steep = !past && facts.change && *facts.change > 0.3;
    const std::string total = with_unit(facts.total, "");
    const std::string planned = compared ? tr("of {}", with_unit(done.planned, "")) : "";
    const std::string change = facts.change ? percent_text(*facts.change) : "";
    const auto line = [&](int n, ImU32 colour, const std::string& text) {
      if (box.width() < kLeastForFacts || box.from.x < header.from.x || n >= lines) return;
      draw_text(list, frame.fonts.small, 13.0f,
                {0.5f * (box.from.x + box.to.x), box.from.y + kNoteLine * static_cast<float>(n)}, colour, text,
                Align::kCentre);
    };
    line(0, past ? frame.theme.faint : frame.theme.text, total);
    line(1, steep ? frame.theme.warn : frame.theme.faint, compared ? planned : change);
    line(2, frame.theme.faint, facts.monotony ? localised(fmt::format("{:.1f}", *facts.monotony)) : "");
    if (past && !compared) continue;
    if (!past)
      frame.widgets.add(fmt::format("week.{}", iso(board.date(std::max(monday, 0)))),
                        {std::max(box.from.x, time.x(0.0)), box.from.y}, box.to, total);
    if (compared)
      frame.widgets.add(fmt::format("done.week.{}", iso(board.date(monday))), box.from, box.to,
                        done_text(done, frame.load_unit()));
    if (hovered && box.holds(ImGui::GetIO().MousePos))
      ImGui::SetTooltip("%s", week_tip(frame, monday, facts, done).c_str());
  }
}

/// What the lines above the bars are, beside them.
void draw_fact_names(Frame& frame, ImDrawList& list, const Box& header, int lines) {
  if (!has_room_for_facts(frame)) return;
  constexpr std::array<const char*, 3> kNames{marked("week"), marked("change"), marked("monotony")};
  for (int n = 0; n < lines; ++n) {
    draw_text(list, frame.fonts.small, 12.0f, {header.from.x - 6.0f, header.from.y + kNoteLine * static_cast<float>(n)},
              frame.theme.faint, tr(kNames[static_cast<std::size_t>(n)]), Align::kRight);
  }
}

void draw_tooltip(Frame& frame, int day, double load) {
  const bool fixed = day < 0 || frame.desk.read_only();
  const ImGuiIO& io = ImGui::GetIO();
  const bool finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const char* how =
      finger ? tr("Drag up or down. Hold first: the whole week, or sideways to move the day. Two taps: type.")
             : tr("Type a load, or drag up or down. Shift: the whole week. Alt: move the day. Delete: rest.");
  // Above the finger, which would cover it.
  if (finger) ImGui::SetNextWindowPos({0.5f * io.DisplaySize.x, io.MousePos.y - 48.0f}, ImGuiCond_Always, {0.5f, 1.0f});
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(std::min(640.0f, io.DisplaySize.x - 48.0f));
  const double planned = frame.planned_on(day);
  const std::string said = !std::isnan(planned) ? done_text(planned, load, frame.load_unit())
                                                : with_unit(load, frame.load_unit()) + (day < 0 ? tr(", done") : "");
  ImGui::TextUnformatted(
      fmt::format("{}: {}{}{}", long_day_text(frame.board().date(day)), said, fixed ? "" : "\n", fixed ? "" : how)
          .c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

}  // namespace

void draw_loads(Frame& frame, const Box& box) {
  const bool hovered = handle_time(frame, box, "loads");
  const int lines = header_lines(frame, box);
  const float above = frame.desk.read_only() || box.height() < kHighForPhases ? 0.0f : kPhaseLine;
  const float split = box.from.y + above + kNoteLine * static_cast<float>(lines) + 4.0f;
  const Box header{{box.from.x, box.from.y + above}, {box.to.x, split}}, bars{{box.from.x, split}, box.to};
  frame.widgets.add("chart.loads", bars.from, bars.to);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ValueAxis axis{bars.from.y, bars.to.y, 0.0, load_top(frame)};
  handle_drag(frame, header, bars, axis);
  list.PushClipRect(box.from, box.to, true);
  draw_days(frame, list, bars);
  list.PopClipRect();
  draw_values(frame, list, bars, axis, frame.load_unit());
  draw_fact_names(frame, list, header, lines);
  list.PushClipRect(box.from, box.to, true);
  const TimeAxis& time = frame.view.axis;
  const ImU32 colour = frame.theme.plan(frame.sheet().colour);
  const int first = static_cast<int>(std::floor(time.first)), last = static_cast<int>(std::ceil(time.last));
  for (int day = first; day < std::min(last, frame.board().days); ++day) {
    const double load = frame.load_on(day);
    if (std::isnan(load)) continue;
    draw_bar(frame, list, axis, day, load, day < 0 ? frame.theme.history : colour, true);
    if (const double planned = frame.planned_on(day); !std::isnan(planned)) {
      draw_planned(frame, list, axis, day, planned);
      frame.widgets.add(fmt::format("done.{}", iso(frame.board().date(day))), {time.x(day), axis.top},
                        {time.x(day + 1), axis.bottom}, done_text(planned, load, frame.load_unit()));
    }
    if (day < 0) continue;
    frame.widgets.add(fmt::format("day.{}", iso(frame.board().date(day))),
                      {time.x(day), std::min(axis.y(load), axis.bottom - 3.0f)}, {time.x(day + 1), axis.bottom},
                      with_unit(load, ""));
  }
  if (above > 0.0f) draw_phase_line(frame, list, {box.from, {box.to.x, header.from.y}});
  draw_marks(frame, list, header, bars);
  draw_week_facts(frame, list, header, lines);
  const int day = static_cast<int>(std::floor(time.day(ImGui::GetIO().MousePos.x)));
  if (hovered && !std::isnan(frame.load_on(day)) && bars.holds(ImGui::GetIO().MousePos)) {
    draw_tooltip(frame, day, frame.load_on(day));
  }
  list.PopClipRect();
  if (!frame.view.typing) return;
  constexpr float kField = 72.0f, kHigh = 28.0f;
  const float x =
      std::clamp(time.x(frame.view.typing->day + 0.5), box.from.x + 0.5f * kField, box.to.x - 0.5f * kField);
  draw_load_editor(frame, {{x - 0.5f * kField, box.to.y - kHigh}, {x + 0.5f * kField, box.to.y}});
}

namespace {

/// Today with its date, which can be pressed to set it; returns the place it takes.
Box draw_border(Frame& frame, ImDrawList& list, const Box& box, bool hovered) {
  const Date day = frame.board().date(frame.desk.today());
  const std::string text = tr("Today, {}", short_day_text(day));
  const float today = frame.view.axis.x(frame.desk.today()), half = 0.5f * text_size(frame.fonts.small, 13.0f, text).x;
  if (today < box.from.x || today > box.to.x) return {box.from, box.from};
  const float x = std::clamp(today, std::min(box.from.x + half, box.to.x - half), box.to.x - half);
  const Box place{{x - half, box.from.y + 3.0f}, {x + half, box.from.y + 19.0f}};
  draw_text(list, frame.fonts.small, 13.0f, place.from, frame.theme.text, text);
  frame.widgets.add("today", place.from, place.to, iso(day));
  if (frame.desk.read_only() || !hovered || !place.holds(ImGui::GetIO().MousePos)) return place;
  const std::string last = long_day_text(frame.desk.twin().next_day() - date::days{1});
  ImGui::SetTooltip("%s", tr("The record ends on {}; click to set today's date", last).c_str());
  if (ImGui::IsMouseClicked(ImGuiMouseButton_Left)) frame.view.form = View::Form::kToday;
  return place;
}

}  // namespace

void draw_dates(Frame& frame, const Box& box) {
  const bool hovered = handle_time(frame, box, "dates");
  draw_markers(frame, {{box.from.x, box.from.y + kDateLine}, box.to});
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(box.from, box.to, true);
  const Box border = draw_border(frame, list, box, hovered);
  for (const Tick& tick : date_ticks(frame.view.axis, frame.board().start, 64.0f)) {
    const float x = frame.view.axis.x(tick.day) + 3.0f, end = x + text_size(frame.fonts.small, 13.0f, tick.text).x;
    if (tick.text.empty() || end > box.to.x) continue;
    if (border.width() > 0.0f && end > border.from.x - 6.0f && x < border.to.x + 6.0f) continue;
    draw_text(list, frame.fonts.small, 13.0f, {x, box.from.y + 3.0f},
              tick.strong ? frame.theme.text : frame.theme.faint, tick.text);
  }
  list.PopClipRect();
}

}  // namespace formcast
