#include "viewer/charts/week_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "viewer/charts/event_markers.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

bool is_wide(const Box& box) { return box.width() > 60.0f; }
float bar_width(const Box& box) { return is_wide(box) ? 4.0f : 3.0f; }

bool holds(const std::vector<int>& days, int day) { return std::binary_search(days.begin(), days.end(), day); }

/// A cell's corner: tests, illness, events, flights. Short where the cell is narrow.
std::string tags_of(const Frame& frame, int day, bool wide) {
  const Board& board = frame.board();
  std::string text;
  const auto add = [&](const std::string& tag) { text += (text.empty() ? "" : " ") + tag; };
  if (day == board.target) add("A");
  for (const BoardEvent& event : board.events) {
    if (event.day == day) add(wide ? fmt::format("{} {}", letter_of(event), event.name) : letter_of(event));
  }
  const auto sessions = frame.sheet().sessions.find(day);
  if (wide && sessions != frame.sheet().sessions.end()) {
    const std::size_t more = sessions->second.size() - 1;
    add(sessions->second[0].name + (more > 0 ? fmt::format(" +{}", more) : ""));
  }
  if (holds(frame.sheet().tests, day)) add(wide ? tr("test") : "T");
  if (holds(frame.sheet().ill, day)) add(tr("ill"));
  for (const Trip& trip : frame.sheet().trips) {
    const auto flies = [&](const Leg& leg) {
      return local_date(leg.from.zone, leg.depart) <= board.date(day) &&
             board.date(day) <= local_date(leg.to.zone, leg.arrive);
    };
    if (std::any_of(trip.legs.begin(), trip.legs.end(), flies)) add(tr("fly"));
  }
  return text;
}

}  // namespace

std::string day_tip(const Frame& frame, int day) {
  const std::string date = long_day_text(frame.board().date(day)) + ": ";
  const double planned = frame.planned_on(day);
  if (!std::isnan(planned)) return date + done_text(planned, frame.load_on(day), frame.load_unit());
  std::string tip = date + with_unit(frame.load_on(day), frame.load_unit());
  if (day < 0) return tip + tr(", done");
  const std::string sessions = sessions_text(sessions_on(frame.sheet(), day));
  if (!sessions.empty()) tip += "\n" + sessions;
  if (day < frame.desk.today()) tip += "\n" + std::string(tr("No record yet: it counts as planned"));
  if (day == frame.board().target) tip += "\n" + std::string(tr("Race day"));
  for (const BoardEvent& event : frame.board().events) {
    if (event.day == day) tip += "\n" + tr("{}, {} event", event.name, letter_of(event));
  }
  return tip + "\n" +
         tr("Type a load, or drag up or down. Sideways: another day. Shift: the whole week. Delete: rest.");
}

namespace {

/// A bar at the cell's left edge, as high as the load; of a done day in the outline of what was planned, and while
/// dragging under a line where it was.
void draw_cell_bar(Frame& frame, ImDrawList& list, const Box& box, int day, double load) {
  const Theme& theme = frame.theme;
  const float foot = box.to.y - 5.0f, reach = box.height() - 10.0f, bar = bar_width(box);
  const float left = box.from.x + 5.0f;
  const auto full = [&](double of) {
    return foot - reach * static_cast<float>(std::min(of / frame.view.load_high, 1.0));
  };
  const ImU32 colour = day < 0 ? theme.history : theme.plan(frame.sheet().colour);
  if (load > 0.0) list.AddRectFilled({left, full(load)}, {left + bar, foot}, colour, 1.5f);
  if (const double planned = frame.planned_on(day); planned > 0.0)
    list.AddRect({left - 1.5f, full(planned) - 1.0f}, {left + bar + 1.5f, foot + 1.0f}, faded(theme.text, 0.7f), 1.5f);
  if (day < 0 || !frame.desk.dragging()) return;
  const auto& sheets = frame.view.drag.before.sheets;
  const double was = frame.view.sheet < sheets.size() ? load_on(sheets[frame.view.sheet], {}, 0, day) : load;
  if (was != load && !std::isnan(was))
    list.AddLine({box.from.x + 2.0f, full(was)}, {box.from.x + 8.0f + bar, full(was)}, theme.history, 1.5f);
}

/// The load, and of a done day what was planned, where there is room for both.
void draw_cell_load(Frame& frame, ImDrawList& list, const Box& box, int day, double load) {
  const bool wide = is_wide(box);
  const double planned = frame.planned_on(day);
  const float size = wide ? 15.0f : 13.0f;
  float right = box.to.x - (wide ? 6.0f : 3.0f);
  const bool compared = wide && (load > 0.0 || planned > 0.0) && !std::isnan(planned);
  if (compared) {
    const std::string of = " " + tr("of {}", with_unit(std::round(planned), ""));
    draw_text(list, frame.fonts.small, 12.0f, {right, box.to.y - 16.5f}, frame.theme.faint, of, Align::kRight);
    right -= text_size(frame.fonts.small, 12.0f, of).x;
  }
  const ImU32 ink = (load > 0.0 && day >= 0) || compared ? frame.theme.text : frame.theme.faint;
  draw_text(list, wide ? frame.fonts.body : frame.fonts.small, size, {right, box.to.y - size - 4.0f}, ink,
            load > 0.0 || compared ? with_unit(std::round(load), "") : tr("rest"), Align::kRight);
}

}  // namespace

void draw_cell(Frame& frame, ImDrawList& list, const Box& cell, int day) {
  const Theme& theme = frame.theme;
  const double load = frame.load_on(day);
  if (std::isnan(load)) return;
  const Box box{{cell.from.x + 1.0f, cell.from.y + 1.0f}, {cell.to.x - 1.0f, cell.to.y - 1.0f}};
  const bool planned = day >= 0, wide = is_wide(box);
  list.AddRectFilled(box.from, box.to, day >= frame.desk.today() ? theme.panel : faded(theme.panel, 0.5f), 4.0f);
  if (!planned) list.AddRect(box.from, box.to, faded(theme.line, 0.7f), 4.0f);
  draw_cell_bar(frame, list, box, day, load);
  if (day == frame.board().target) list.AddRect(box.from, box.to, faded(theme.text, 0.6f), 4.0f, 0, 1.0f);
  if (day == frame.desk.today()) list.AddLine({box.from.x, box.from.y}, {box.from.x, box.to.y}, theme.text, 2.0f);
  if (day == frame.view.day) list.AddRect(box.from, box.to, theme.text, 4.0f, 0, 2.0f);
  const Date date = frame.board().date(day);
  const auto number = static_cast<unsigned>(date::year_month_day{date}.day());
  const std::string label = wide && number == 1 ? short_day_text(date) : std::to_string(number);
  const float inset = wide ? 6.0f : 3.0f, top = box.from.y + 3.0f, left = 8.0f + bar_width(box);
  draw_text(list, frame.fonts.small, 12.0f, {box.from.x + left, top}, theme.faint, label);
  const float used = text_size(frame.fonts.small, 12.0f, label).x + left + inset;
  const std::string tags =
      planned ? fitted(frame.fonts.small, 12.0f, tags_of(frame, day, wide), box.width() - used - inset) : "";
  draw_text(list, frame.fonts.small, 12.0f, {box.to.x - inset, top}, theme.text, tags, Align::kRight);
  draw_cell_load(frame, list, box, day, load);
  if (planned) frame.widgets.add(fmt::format("cell.{}", iso(date)), box.from, box.to, with_unit(load, ""));
  if (const double was = frame.planned_on(day); !std::isnan(was))
    frame.widgets.add(fmt::format("done.{}", iso(date)), box.from, box.to, done_text(was, load, frame.load_unit()));
}

}  // namespace formcast
