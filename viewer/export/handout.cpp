#include "viewer/export/handout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/day_sessions.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/places.hpp"
#include "viewer/desk/race.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/export/trip_days.hpp"

namespace formcast {
namespace {

using Json = nlohmann::ordered_json;

bool holds(const std::vector<int>& days, int day) { return std::ranges::binary_search(days, day); }

std::string moment_text(Instant at, const Location& place) {
  const LocalTime local = local_time(place.zone, at);
  return fmt::format("{}, {} {}", city_of(place), day_text(local_date(place.zone, at)), iso(local).substr(11));
}

/// What there is on a day besides its load.
Json notes_of(const Board& board, const Sheet& sheet, int day) {
  Json notes = Json::array();
  if (day == board.target) notes.push_back(race_name(board));
  for (const BoardEvent& event : board.events) {
    if (event.day == day) notes.push_back(event.name);
  }
  for (const PlannedSession& session : sessions_on(sheet, day)) {
    notes.push_back(fmt::format("{} {}", session.name, rounded_text(session.load)));
  }
  if (holds(sheet.tests, day)) notes.push_back(tr("test"));
  if (holds(sheet.ill, day)) notes.push_back(tr("ill"));
  for (const Trip& trip : sheet.trips) {
    for (const Leg& leg : trip.legs) {
      if (local_date(leg.from.zone, leg.depart) == board.date(day))
        notes.push_back(tr("flight to {}", city_of(leg.to)));
    }
  }
  return notes;
}

Json week_json(const Board& board, const Sheet& sheet, const Board::Days& week) {
  Json json{{"from", short_day_text(board.date(week.first))},
            {"total", rounded_text(total_of(sheet, week))},
            {"days", Json::array()}};
  const int before = static_cast<int>(weekday(board.date(week.first)));
  for (int n = 0; n < before; ++n) json["days"].push_back(nullptr);
  for (int day = week.first; day <= week.last; ++day) {
    const double load = sheet.load[static_cast<std::size_t>(day)];
    json["days"].push_back({{"day", short_day_text(board.date(day))},
                            {"load", load > 0.0 ? rounded_text(load) : ""},
                            {"race", day == board.target},
                            {"notes", notes_of(board, sheet, day)}});
  }
  while (json["days"].size() < 7) json["days"].push_back(nullptr);
  return json;
}

Json flights_of(const Sheet& sheet) {
  Json flights = Json::array();
  for (const Trip& trip : sheet.trips) {
    for (const Leg& leg : trip.legs)
      flights.push_back(
          tr_in("places", "{} to {}", moment_text(leg.depart, leg.from), moment_text(leg.arrive, leg.to)));
  }
  return flights;
}

Json trip_days_json(const Board& board, const Sheet& sheet) {
  Json rows = Json::array();
  for (const TripDay& day : trip_days(board, sheet)) {
    rows.push_back({day_text(day.date), city_of_zone(day.zone), periods_text(day, day.sleep),
                    periods_text(day, day.seek), periods_text(day, day.avoid)});
  }
  return rows;
}

}  // namespace

std::string handout_json(const Board& board, const Sheet& sheet, const std::string& athlete,
                         const std::string& load_unit, const std::string& performance_unit) {
  Json json{{"handout", true},
            {"athlete", athlete},
            {"race", race_name(board)},
            {"date", long_day_text(board.date(board.target))},
            {"plan", sheet.name},
            {"load_unit", load_unit},
            {"from", long_day_text(board.start)},
            {"to", long_day_text(board.date(board.days - 1))},
            {"weeks", Json::array()}};
  if (board.target_performance) json["aim"] = with_unit(*board.target_performance, performance_unit);
  for (int day = 0; day < board.days;) {
    const Board::Days week = board.week_of(day);
    json["weeks"].push_back(week_json(board, sheet, week));
    day = week.last + 1;
  }
  json["flights"] = flights_of(sheet);
  json["trip_days"] = trip_days_json(board, sheet);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace formcast
