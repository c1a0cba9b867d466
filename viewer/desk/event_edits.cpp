#include "viewer/desk/event_edits.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/toml_text.hpp"
#include "viewer/desk/race.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

std::string event_text(const std::string& date, const std::string& name, Event::Priority priority) {
  return fmt::format("[[event]]\ndate = {}\nname = {}\npriority = \"{}\"\n", date, toml_text(name),
                     Event::kPriorities[static_cast<std::size_t>(priority)]);
}

}  // namespace

void sort_events(Board& board) {
  std::stable_sort(board.events.begin(), board.events.end(),
                   [](const BoardEvent& a, const BoardEvent& b) { return a.day < b.day; });
}

std::string set_aim(Board& board, std::optional<double> performance, const std::string& unit) {
  board.target_performance = performance;
  return performance ? tr("aim {}", with_unit(*performance, unit)) : tr("no aim");
}

std::string move_event(Board& board, std::size_t event, int day) {
  std::string name = tr("{} is on {}", board.events[event].name, day_text(board.date(day)));
  board.events[event].day = day;
  sort_events(board);
  return name;
}

std::string remove_event(Board& board, std::size_t event) {
  std::string name = tr("{} removed", board.events[event].name);
  board.events.erase(board.events.begin() + static_cast<std::ptrdiff_t>(event));
  return name;
}

EventForm form_of(const Board& board, const BoardEvent& event) {
  return {event.name, digits_text(board.date(event.day)), event.priority};
}

Board with_event(const Board& board, std::optional<std::size_t> at, const EventForm& form) {
  std::string text = fmt::format("start = {}\ndays = {}\n[[plan]]\nname = \"x\"\n", iso(board.start), board.days);
  for (std::size_t e = 0; e < board.events.size(); ++e) {
    const BoardEvent& event = board.events[e];
    if (at != e) text += event_text(iso(board.date(event.day)), event.name, event.priority);
  }
  const Date date = typed_date(form.date);
  text += event_text(iso(date), form.name, form.priority);
  Board changed = board;
  try {
    changed.events = board_of(parse_scenario(text, "", Athletes::kNotRead), Week{}).events;
  } catch (const InputError& error) {
    // The line number is of a text that is never shown.
    std::string said = error.what();
    const std::size_t key = said.find("event.");
    throw InputError(key == std::string::npos ? said.substr(said.find(' ') + 1) : said.substr(key + 6));
  }
  if (!form.is_race) return changed;
  const auto made = std::find(changed.events.begin(), changed.events.end(),
                              BoardEvent{static_cast<int>((date - board.start).count()), form.name, form.priority});
  make_race(changed, static_cast<std::size_t>(made - changed.events.begin()));
  return changed;
}

}  // namespace formcast
