#pragma once

#include <optional>
#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

// Edits of the target and the events, for all plans. Each returns what it did in words.

/// Moves the target day. In every plan the two days swap places, so that the race keeps its load and test and no
/// training is lost.
std::string set_target(Board& board, int day);
/// The aim for it, or none.
std::string set_aim(Board& board, std::optional<double> performance, const std::string& unit);
/// An event on another day.
std::string move_event(Board& board, std::size_t event, int day);
std::string remove_event(Board& board, std::size_t event);

/// An event as it is typed.
struct EventForm {
  std::string name, date;  ///< "2016-05-14"
  Event::Priority priority = Event::Priority::kB;
};
EventForm form_of(const Board& board, const BoardEvent& event);
/// The board with the form's event in place of event number `at`, or as a new one. Throws InputError with the scenario
/// reader's message.
Board with_event(const Board& board, std::optional<std::size_t> at, const EventForm& form);

}  // namespace formcast
