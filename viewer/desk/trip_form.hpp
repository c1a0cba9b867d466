#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viewer/desk/board.hpp"

namespace formcast {

/// A flight as it is typed: places as in places.hpp, local times as "2016-05-31 11:00". Of a trip that is there the
/// places are its zones, as a scenario holds nothing else.
struct FlightForm {
  std::string from, to, depart, arrive;
  bool sleeps = true;
};

/// Light sought or avoided, or a nap, on so many days in a row in local time.
struct WindowForm {
  enum class What { kBright, kDark, kNap };
  What what = What::kBright;
  std::string date, from, to;  ///< "2016-06-01", "10:00", "12:00"
  int days = 1;
  std::optional<double> lux;  ///< of bright light; nothing: as usual
};

/// A trip as it is typed.
struct TripForm {
  std::vector<FlightForm> flights;
  int local_time_from = 0;  ///< Trip::LocalTimeFrom
  int shift_days = 0;       ///< nights before departure on which bedtime moves; 0: none
  int shift_minutes = 60;   ///< on each of them
  int shift_way = 2;        ///< SleepShift::Way
  std::vector<WindowForm> windows;
};

/// Trip number `at` of a plan.
TripForm form_of(const Board& board, std::size_t sheet, std::size_t at);
/// A trip from home, two days before the target and ten hours long, to be changed.
TripForm new_form(const Board& board, const Sheet& sheet);

/// The board with the form's trip in the plan: in place of trip number `at`, or as a new one. Where home is not known,
/// it is the origin of the first flight. Throws InputError with what is wrong.
Board with_trip(const Board& board, std::size_t sheet, std::optional<std::size_t> at, const TripForm& form);
/// Likewise in every plan, all or none: in place of the trip with the flights of number `at` of this plan, where
/// another has it. The message names the plan that it does not suit.
Board with_trip_everywhere(const Board& board, std::size_t sheet, std::optional<std::size_t> at, const TripForm& form);
/// The board without a trip of the plan, or of every plan that has its flights. Those after it go as well, as they
/// begin where it led.
Board without_trip(const Board& board, std::size_t sheet, std::size_t at, bool everywhere);
/// Whether every plan has the same trip, with the same sleep and light.
bool is_everywhere(const Board& board, std::size_t sheet, std::size_t at);

/// "Brisbane, 3 May": where a trip leads, and when it begins.
std::string trip_name(const Trip& trip);

}  // namespace formcast
