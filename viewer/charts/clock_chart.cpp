#include "viewer/charts/clock_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/travel/travel_writer.hpp"
#include "viewer/charts/chart.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

/// The days of a typical member, recomputed when the trips change.
const Advice& advice_of(Frame& frame) {
  View::ClockDays& clock = frame.view.clock;
  const TravelHabits& travel = *frame.board().travel;
  const std::string of = to_toml(travel) + to_toml(frame.sheet().trips, travel) + iso(frame.board().start);
  if (clock.of != of) {
    clock.of = of;
    clock.advice = travel_advice(travel, frame.sheet().trips, frame.board().start, frame.board().days);
    clock.asked = trip_days(frame.sheet(), clock.advice);
  }
  return clock.advice;
}

/// What the hand-out asks of a day; nothing on an ordinary one.
const TripDay* asked_on(Frame& frame, Date date) {
  const std::vector<TripDay>& days = frame.view.clock.asked;
  const auto found = std::ranges::find(days, date, &TripDay::date);
  return found == days.end() ? nullptr : &*found;
}

/// Days since the board's first, in local time.
double day_of(const Frame& frame, const std::string& zone, Instant at) {
  const LocalTime local = local_time(zone, at);
  const auto since = local.time_since_epoch() - frame.board().start.time_since_epoch();
  return std::chrono::duration<double, std::ratio<86400>>(since).count();
}

void draw_periods(Frame& frame, ImDrawList& list, const AdviceDay& day, const std::vector<Period>& periods, float top,
                  float bottom, ImU32 colour) {
  for (const Period& period : periods) {
    const float from = frame.view.axis.x(day_of(frame, day.zone, period.begin));
    const float to = frame.view.axis.x(day_of(frame, day.zone, period.end));
    list.AddRectFilled({from, top}, {std::max(to, from + 1.0f), bottom}, colour, 1.0f);
  }
}

std::string day_text_of(const AdviceDay& day, const TripDay* asked) {
  const std::string clock = day.misalignment >= 0.0
                                ? tr("Body clock {:.1f} h behind local time", std::abs(day.misalignment))
                                : tr("Body clock {:.1f} h ahead of local time", std::abs(day.misalignment));
  std::string text =
      fmt::format("{}, {}\n{}\n{}", long_day_text(day.date), day.zone, clock, tr("Sleep {:.1f} h", day.slept));
  const auto add = [&](const char* what, const std::vector<Period>& periods) {
    for (const Period& period : periods) {
      const auto shown = [&](Instant at) { return iso(local_time(day.zone, at)).substr(11); };
      text += fmt::format("\n{} {}", what, tr("{} to {}", shown(period.begin), shown(period.end)));
    }
  };
  if (asked == nullptr) return text;
  add(tr("Seek light"), asked->seek);
  add(tr("Avoid light"), asked->avoid);
  return text;
}

}  // namespace

void draw_clock(Frame& frame, const Box& box) {
  const bool hovered = handle_time(frame, box, "clock");
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Advice& advice = advice_of(frame);
  list.PushClipRect(box.from, box.to, true);
  draw_days(frame, list, box);
  const Theme& theme = frame.theme;
  const float row = box.height() / 4.0f;
  const auto top = [&](int n) { return box.from.y + static_cast<float>(n) * row + 2.0f; };
  const auto bottom = [&](int n) { return box.from.y + static_cast<float>(n + 1) * row - 2.0f; };
  for (const AdviceDay& day : advice.days) {
    const auto at = static_cast<double>((day.date - frame.board().start).count());
    const float from = frame.view.axis.x(at), to = frame.view.axis.x(at + 1.0);
    if (to < box.from.x || from > box.to.x) continue;
    // Misalignment: the deeper the colour, the more hours.
    const float off = std::min(static_cast<float>(std::abs(day.misalignment)) / 8.0f, 1.0f);
    list.AddRectFilled({from, top(0)}, {to, bottom(0)}, faded(theme.plans[1], off));
    draw_periods(frame, list, day, day.sleep, top(1), bottom(1), faded(theme.plans[0], 0.6f));
    const TripDay* asked = asked_on(frame, day.date);
    if (asked != nullptr) {
      draw_periods(frame, list, day, asked->seek, top(2), bottom(2), theme.plans[4]);
      draw_periods(frame, list, day, asked->avoid, top(3), bottom(3), faded(theme.history, 0.8f));
    }
    if (hovered && ImGui::GetIO().MousePos.x >= from && ImGui::GetIO().MousePos.x < to)
      ImGui::SetTooltip("%s", day_text_of(day, asked).c_str());
  }
  list.PopClipRect();
  constexpr const char* kRows[]{
      marked_in("row of the body clock", "offset"), marked_in("row of the body clock", "sleep"),
      marked_in("row of the body clock", "seek light"), marked_in("row of the body clock", "avoid light")};
  for (int n = 0; n < 4; ++n) {
    draw_text(list, frame.fonts.small, 12.0f, {box.from.x - 6.0f, top(n) + 0.5f * row - 9.0f}, theme.faint,
              tr_in("row of the body clock", kRows[n]), Align::kRight);
  }
  const std::string settled =
      advice.settled ? long_day_text(advice.days[*advice.settled].date) : tr("not in these days");
  frame.widgets.add("chart.clock", box.from, box.to, settled);
}

}  // namespace formcast
