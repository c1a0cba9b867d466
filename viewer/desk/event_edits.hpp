#pragma once

#include <optional>
#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

// What is changed about the days that count, for all plans. Each returns what it did as a person would say it.

/// Another day matters. In every plan the two days change places, so that the race takes its load and test along and no
/// training is lost.
std::string set_target(Board& board, int day);
/// What is aimed for on it, or nothing.
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
/// The board with the form's event in place of event number `at`, or as a new one. Throws InputError in the scenario
/// reader's words.
Board with_event(const Board& board, std::optional<std::size_t> at, const EventForm& form);

}  // namespace formcast
