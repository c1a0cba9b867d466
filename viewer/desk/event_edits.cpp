#include "viewer/desk/event_edits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/input_error.hpp"
#include "sim/base/toml_text.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

void sort_events(Board& board) {
  std::stable_sort(board.events.begin(), board.events.end(),
                   [](const BoardEvent& a, const BoardEvent& b) { return a.day < b.day; });
}

/// A date in TOML; an invalid one is passed on, to be refused.
std::string toml_date(const std::string& typed) { return parse_iso(typed) ? typed : toml_text(typed); }

std::string event_text(const std::string& date, const std::string& name, Event::Priority priority) {
  return fmt::format("[[event]]\ndate = {}\nname = {}\npriority = \"{}\"\n", toml_date(date), toml_text(name),
                     Event::kPriorities[static_cast<std::size_t>(priority)]);
}

}  // namespace

std::string set_target(Board& board, int day) {
  for (Sheet& sheet : board.sheets) swap_days(board, sheet, board.target, day);
  board.target = day;
  return fmt::format("race day is {}", day_text(board.date(day)));
}

std::string set_aim(Board& board, std::optional<double> performance, const std::string& unit) {
  board.target_performance = performance;
  return performance ? fmt::format("aim {}", with_unit(*performance, unit)) : "no aim";
}

std::string move_event(Board& board, std::size_t event, int day) {
  std::string name = fmt::format("{} is on {}", board.events[event].name, day_text(board.date(day)));
  board.events[event].day = day;
  sort_events(board);
  return name;
}

std::string remove_event(Board& board, std::size_t event) {
  std::string name = fmt::format("{} removed", board.events[event].name);
  board.events.erase(board.events.begin() + static_cast<std::ptrdiff_t>(event));
  return name;
}

EventForm form_of(const Board& board, const BoardEvent& event) {
  return {event.name, iso(board.date(event.day)), event.priority};
}

Board with_event(const Board& board, std::optional<std::size_t> at, const EventForm& form) {
  std::string text = fmt::format("start = {}\ndays = {}\n[[plan]]\nname = \"x\"\n", iso(board.start), board.days);
  for (std::size_t e = 0; e < board.events.size(); ++e) {
    const BoardEvent& event = board.events[e];
    if (at != e) text += event_text(iso(board.date(event.day)), event.name, event.priority);
  }
  text += event_text(form.date, form.name, form.priority);
  Board changed = board;
  try {
    changed.events = board_of(parse_scenario(text, "", Athletes::kNotRead), Week{}).events;
  } catch (const InputError& error) {
    // The line number is of a text that is never shown.
    std::string said = error.what();
    const std::size_t key = said.find("event.");
    throw InputError(key == std::string::npos ? said.substr(said.find(' ') + 1) : said.substr(key + 6));
  }
  return changed;
}

}  // namespace formcast
