#pragma once

#include <optional>
#include <string>

#include "viewer/desk/board.hpp"

namespace formcast {

// The A event: what moving it does to all plans. Each edit returns what it did in words.

/// The race lies at most so many days after the first day of the plans: two years.
inline constexpr int kLongestToRace = 730;

/// The race by its name, or where it has none by the title of the plans.
const std::string& race_name(const Board& board);

/// "Five-minute race on 5 June"; with the year where the plans begin in another.
std::string race_title(const std::string& race, Date day, Date start);

/// Moves the target day to `day` of the board, 0 to kLongestToRace. In every plan taper and blocks go with it, blocks
/// by whole weeks; the race keeps its own load and test, and days that were set by hand keep their dates. As many days
/// follow the race as before, and more where an event, a trip or a day set by hand lies later. A title that
/// race_title() made is made again.
std::string set_target(Board& board, int day);

/// Makes a B or C event the A event, and the A event one of its priority. Both keep their days and their loads; tapers
/// and blocks go with the A event.
std::string make_race(Board& board, std::size_t event);

/// The A event as it is typed.
struct RaceForm {
  std::string name, date, aim, load;
};
/// The load is that of race day in plan number `sheet`.
RaceForm race_form(const Board& board, std::size_t sheet);

/// A board after an edit, and the edit in words; "" where nothing has changed.
struct NamedBoard {
  Board board;
  std::string name;
};
/// The board with the form's race in all plans; `athlete` is the title without a race. Throws InputError in plain words
/// for what cannot be read, and for a day before the plans or too long after their start.
NamedBoard with_race(const Board& board, const RaceForm& form, std::size_t sheet, const std::string& athlete,
                     const std::string& unit, const std::string& load_unit);

}  // namespace formcast
