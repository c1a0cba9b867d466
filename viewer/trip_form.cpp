#include "viewer/trip_form.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/input.hpp"
#include "sim/scenario_writer.hpp"
#include "sim/toml_text.hpp"
#include "sim/travel_writer.hpp"
#include "sim/zones.hpp"

namespace formcast {
namespace {

std::string moment_text(Instant at, const Location& place) { return iso(local_time(place.zone, at)); }

/// "2016-05-31 11:00" as TOML has it; what is no such time is passed on, to be refused with its place.
std::string toml_moment(std::string typed) {
  std::replace(typed.begin(), typed.end(), ' ', 'T');
  const bool plain = typed.size() == 16 && typed.find_first_not_of("0123456789-:T") == std::string::npos;
  return plain ? typed + ":00" : toml_text(typed);
}

std::string trip_text(const TripForm& form) {
  std::string text = "\n[[plan.trip]]\nlegs = [\n";
  for (const FlightForm& flight : form.flights) {
    text += fmt::format("  {{ from = {}, to = {}, depart = {}, arrive = {}, sleep = {} }},\n", toml_text(flight.from),
                        toml_text(flight.to), toml_moment(flight.depart), toml_moment(flight.arrive), flight.sleeps);
  }
  text += fmt::format("]\nlocal_time_from = \"{}\"\n",
                      Trip::kLocalTimesFrom[static_cast<std::size_t>(form.local_time_from)]);
  if (form.shift_days > 0) text += fmt::format("shift = {{ days = {} }}\n", form.shift_days);
  return text;
}

/// The trip alone, read as a scenario's would be.
Trip read_form(const Board& board, const std::optional<Travel>& travel, const std::vector<Trip>& before,
               const TripForm& form) {
  std::string text = fmt::format("athletes = \"x\"\nstart = {}\ndays = {}\n", iso(board.start), board.days);
  text += travel ? to_toml(*travel) : "";
  text += "\n[[plan]]\nname = \"trip\"\n";
  if (travel) text += to_toml(before, *travel);
  try {
    return parse_scenario(text + trip_text(form), "", Athletes::kNotRead).plans.front().trips.back();
  } catch (const InputError& error) {
    // The line is of a text that nobody sees, and so is the way its keys are written.
    std::string said = error.what();
    const std::size_t at = said.find("plan.trip.");
    said = at == std::string::npos ? said.substr(said.find(' ') + 1) : said.substr(at + 10);
    if (said.rfind("legs.", 0) == 0) said = said.substr(5);
    throw InputError(said);
  }
}

}  // namespace

TripForm form_of(const Trip& trip) {
  TripForm form;
  for (const Leg& leg : trip.legs) {
    form.flights.push_back(
        {leg.from.zone, leg.to.zone, moment_text(leg.depart, leg.from), moment_text(leg.arrive, leg.to), leg.sleeps});
  }
  form.local_time_from = static_cast<int>(trip.local_time_from);
  form.shift_days = trip.shift ? trip.shift->days : 0;
  return form;
}

TripForm new_form(const Board& board, const Sheet& sheet, const std::string& home) {
  TripForm form;
  const std::string from = sheet.trips.empty() ? home : sheet.trips.back().legs.back().to.zone;
  const Date day = board.date(std::max(board.target - 5, 0));
  form.flights.push_back(
      {from, sheet.trips.empty() ? "" : home, iso(day) + " 11:00", iso(day + date::days{1}) + " 09:00", true});
  return form;
}

Board with_trip(const Board& board, std::size_t sheet, std::optional<std::size_t> at, const TripForm& form) {
  Board changed = board;
  if (!changed.travel) {
    const std::string& home = form.flights.front().from;
    if (!knows_zone(home))
      throw InputError(fmt::format("\"{}\" is no time zone; expected one such as Europe/Berlin", home));
    changed.travel.emplace();
    changed.travel->home = {home, {}, {}};
  }
  std::vector<Trip>& trips = changed.sheets[sheet].trips;
  const std::size_t place = at.value_or(trips.size());
  const std::vector<Trip> before(trips.begin(), trips.begin() + static_cast<std::ptrdiff_t>(place));
  Trip trip = read_form(board, changed.travel, before, form);
  if (at) {
    Trip& old = trips[*at];
    trip.bright = old.bright, trip.dark = old.dark, trip.naps = old.naps;
    if (trip.shift && old.shift) trip.shift->a_day = old.shift->a_day, trip.shift->way = old.shift->way;
    for (std::size_t n = 0; n < trip.legs.size() && n < old.legs.size(); ++n) {
      if (trip.legs[n].from.zone == old.legs[n].from.zone) trip.legs[n].from = old.legs[n].from;
      if (trip.legs[n].to.zone == old.legs[n].to.zone) trip.legs[n].to = old.legs[n].to;
    }
    old = trip;
  } else {
    trips.push_back(trip);
  }
  // All trips together, windows and all, have to be possible.
  parse_scenario(to_toml(scenario_of(changed, {sheet}, 1), "x"), "plan", Athletes::kNotRead);
  return changed;
}

}  // namespace formcast
