#pragma once

#include <optional>
#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

// Edits of the aim and the events, for all plans. Each returns what it did in words; race.hpp has those of the race.

/// The aim for the target day, or none.
std::string set_aim(Board& board, std::optional<double> performance, const std::string& unit);
/// An event on another day.
std::string move_event(Board& board, std::size_t event, int day);
std::string remove_event(Board& board, std::size_t event);

/// By date.
void sort_events(Board& board);

/// An event as it is typed.
struct EventForm {
  std::string name, date;  ///< "2016-05-14"
  Event::Priority priority = Event::Priority::kB;
  bool is_race = false;  ///< of priority A: it takes the place of the target, which becomes an event of `priority`
};
EventForm form_of(const Board& board, const BoardEvent& event);
/// The board with the form's event in place of event number `at`, or as a new one. Throws InputError with what is
/// wrong.
Board with_event(const Board& board, std::optional<std::size_t> at, const EventForm& form);

}  // namespace formcast
