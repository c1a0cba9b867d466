#pragma once

#include <string>
#include <vector>

#include "sim/planning/travel_advice.hpp"
#include "viewer/desk/board.hpp"

namespace formcast {

/// What a plan's trips ask of an athlete on one day.
struct TripDay {
  Date date;
  std::string zone;           ///< by whose clock the day is
  std::vector<Period> sleep;  ///< nights and naps that end on the day
  std::vector<Period> seek;   ///< light to seek; as the plan has it, or where it has none, as its body clock needs it
  std::vector<Period> avoid;  ///< light to avoid, likewise
};

/// The days around a plan's flights until the body clock is at home in local time, those with light and naps among
/// them; ordinary days are left out. None without trips.
std::vector<TripDay> trip_days(const Board& board, const Sheet& sheet);
/// The same where the advice for these trips is known.
std::vector<TripDay> trip_days(const Sheet& sheet, const Advice& advised);

/// "10:00 to 12:00, 14:00 to 14:20", by the clock of the day; "" for none.
std::string periods_text(const TripDay& day, const std::vector<Period>& periods);

}  // namespace formcast
