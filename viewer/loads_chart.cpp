#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "viewer/chart.hpp"
#include "viewer/edits.hpp"
#include "viewer/hand.hpp"
#include "viewer/words.hpp"

namespace formcast {
namespace {

constexpr float kHeader = 34.0f;  // week totals above the bars

double past_load(const Frame& frame, int day) {
  const Twin& twin = frame.desk.twin();
  const auto at = (frame.board().date(day) - twin.start).count();
  return at >= 0 && at < twin.days() ? twin.load[static_cast<std::size_t>(at)] : 0.0;
}

ValueAxis load_axis(Frame& frame, const Box& bars) {
  View& view = frame.view;
  if (view.hand.does == Hand::Does::kNothing || view.load_high <= 0.0) {
    double high = 0.0;
    for (const Sheet& sheet : frame.board().sheets) {
      for (const double load : sheet.load) high = std::max(high, load);
    }
    for (int day = -1; day >= -28; --day) high = std::max(high, past_load(frame, day));
    view.load_high = high > 0.0 ? 1.15 * high : 100.0;
  }
  return {bars.from.y, bars.to.y, 0.0, view.load_high};
}

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

void draw_marks(Frame& frame, ImDrawList& list, const Box& bars) {
  const TimeAxis& time = frame.view.axis;
  const auto mark = [&](int day, const char* sign, ImU32 colour) {
    draw_text(list, frame.fonts.small, 13.0f, {time.x(day + 0.5), bars.from.y + 2.0f}, colour, sign, Align::kCentre);
  };
  for (const int day : frame.sheet().tests) mark(day, "T", frame.theme.text);
  for (const int day : frame.sheet().ill) mark(day, "ill", frame.theme.warn);
  if (frame.view.selected) {
    const Board::Days span = *frame.view.selected;
    const Box box{{time.x(span.first), bars.from.y - kHeader}, {time.x(span.last + 1), bars.to.y}};
    list.AddRectFilled(box.from, box.to, faded(frame.theme.accent, 0.12f));
    list.AddRect(box.from, box.to, faded(frame.theme.accent, 0.7f), 2.0f);
  }
}

/// "3,250 AU  +6 %" above each week, shorter where weeks are narrow.
void draw_weeks(Frame& frame, ImDrawList& list, const Box& header) {
  const TimeAxis& time = frame.view.axis;
  const Board& board = frame.board();
  double before = 0.0;
  for (int day = -7; day < 0; ++day) before += past_load(frame, day);
  for (int day = 0; day < board.days;) {
    const Board::Days week = board.week_of(day);
    const Box box{{time.x(week.first), header.from.y}, {time.x(week.last + 1), header.to.y}};
    day = week.last + 1;
    if (box.to.x < header.from.x || box.from.x > header.to.x) continue;
    const WeekFacts facts = week_facts(board, frame.sheet(), week, before);
    const std::string total = with_unit(facts.total, "");
    const std::string change = facts.change ? fmt::format("{:+.0f} %", 100.0 * *facts.change) : "";
    const float x = 0.5f * (box.from.x + box.to.x);
    if (box.width() > 36.0f) {
      draw_text(list, frame.fonts.small, 13.0f, {x, box.from.y}, frame.theme.text, total, Align::kCentre);
      const bool steep = facts.change && *facts.change > 0.3;
      draw_text(list, frame.fonts.small, 13.0f, {x, box.from.y + 15.0f}, steep ? frame.theme.warn : frame.theme.faint,
                change, Align::kCentre);
    }
    frame.marks.add(fmt::format("week.{}", iso(board.date(week.first))), box.from, box.to, total);
    if (!box.holds(ImGui::GetIO().MousePos) || !ImGui::IsItemHovered()) continue;
    const std::string alike = facts.monotony ? fmt::format(
                                                   "\nMonotony {:.1f}: mean daily load over its spread; above 2 "
                                                   "days are much alike",
                                                   *facts.monotony)
                                             : "";
    ImGui::SetTooltip("%s",
                      fmt::format("Week of {}: {}{}{}\nClick to select it", short_day_text(board.date(week.first)),
                                  with_unit(facts.total, frame.load_unit()),
                                  change.empty() ? "" : ", " + change + " on the week before", alike)
                          .c_str());
  }
}

void draw_tooltip(Frame& frame, int day, double load) {
  const bool fixed = day < 0 || frame.desk.read_only();
  const ImGuiIO& io = ImGui::GetIO();
  const bool finger = io.MouseSource == ImGuiMouseSource_TouchScreen;
  const char* how = finger ? "Drag up or down. Hold first: the whole week, or sideways to move the day. Two taps: rest."
                           : "Drag up or down. Shift: the whole week. Alt: move the day. Double-click: rest.";
  // Above the finger, which would hide it.
  if (finger) ImGui::SetNextWindowPos({0.5f * io.DisplaySize.x, io.MousePos.y - 48.0f}, ImGuiCond_Always, {0.5f, 1.0f});
  ImGui::BeginTooltip();
  ImGui::PushTextWrapPos(std::min(640.0f, io.DisplaySize.x - 48.0f));
  ImGui::TextUnformatted(fmt::format("{}: {}{}", long_day_text(frame.board().date(day)),
                                     with_unit(load, frame.load_unit()),
                                     !fixed ? std::string("\n") + how : std::string(day < 0 ? ", done" : ""))
                             .c_str());
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

}  // namespace

void draw_loads(Frame& frame, const Box& box) {
  const bool hovered = handle_time(frame, box, "loads");
  const Box header{box.from, {box.to.x, box.from.y + kHeader}}, bars{{box.from.x, box.from.y + kHeader}, box.to};
  frame.marks.add("chart.loads", bars.from, bars.to);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const ValueAxis axis = load_axis(frame, bars);
  handle_hand(frame, header, bars, axis);
  list.PushClipRect(box.from, box.to, true);
  draw_days(frame, list, bars);
  list.PopClipRect();
  draw_values(frame, list, bars, axis, frame.load_unit());
  list.PushClipRect(box.from, box.to, true);
  const TimeAxis& time = frame.view.axis;
  const ImU32 colour = frame.theme.plan(frame.sheet().colour);
  const int first = static_cast<int>(std::floor(time.first)), last = static_cast<int>(std::ceil(time.last));
  for (int day = std::max(first, static_cast<int>(frame.first_day())); day < std::min(last, frame.board().days);
       ++day) {
    const double load = day < 0 ? past_load(frame, day) : frame.sheet().load[static_cast<std::size_t>(day)];
    draw_bar(frame, list, axis, day, load, day < 0 ? frame.theme.history : colour, true);
    if (day < 0) continue;
    frame.marks.add(fmt::format("day.{}", iso(frame.board().date(day))),
                    {time.x(day), std::min(axis.y(load), axis.bottom - 3.0f)}, {time.x(day + 1), axis.bottom},
                    with_unit(load, ""));
  }
  draw_marks(frame, list, bars);
  draw_weeks(frame, list, header);
  const int day = static_cast<int>(std::floor(time.day(ImGui::GetIO().MousePos.x)));
  const bool inside = day >= static_cast<int>(frame.first_day()) && day < frame.board().days;
  if (hovered && inside && bars.holds(ImGui::GetIO().MousePos)) {
    draw_tooltip(frame, day, day < 0 ? past_load(frame, day) : frame.sheet().load[static_cast<std::size_t>(day)]);
  }
  list.PopClipRect();
}

void draw_dates(Frame& frame, const Box& box) {
  handle_time(frame, box, "dates");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.PushClipRect(box.from, box.to, true);
  for (const Tick& tick : date_ticks(frame.view.axis, frame.board().start, 64.0f)) {
    if (tick.text.empty()) continue;
    draw_text(list, frame.fonts.small, 13.0f, {frame.view.axis.x(tick.day) + 3.0f, box.from.y + 3.0f},
              tick.strong ? frame.theme.text : frame.theme.faint, tick.text);
  }
  list.PopClipRect();
}

}  // namespace formcast
