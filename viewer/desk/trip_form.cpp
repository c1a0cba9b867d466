#include "viewer/desk/trip_form.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/toml_text.hpp"
#include "sim/base/zones.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "sim/travel/itinerary.hpp"
#include "sim/travel/travel_writer.hpp"
#include "viewer/desk/places.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

/// As it is typed: "2016-05-31 11:00", its date as the language writes dates in digits.
std::string moment_text(Instant at, const std::string& zone) {
  return digits_text(local_date(zone, at)) + iso(local_time(zone, at)).substr(10);
}

/// The date of what was typed as a scenario has it; what is none stays.
std::string with_iso_date(const std::string& typed) {
  const std::size_t end = std::min(typed.find(' '), typed.size());
  const std::optional<Date> date = date_typed(typed.substr(0, end));
  return date ? iso(*date) + typed.substr(end) : typed;
}

/// "2016-05-31 11:00" in TOML; an invalid time is passed on, to be refused with its place.
std::string toml_moment(std::string typed) {
  typed = with_iso_date(typed);
  std::replace(typed.begin(), typed.end(), ' ', 'T');
  const bool plain = typed.size() == 16 && typed.find_first_not_of("0123456789-:T") == std::string::npos;
  return plain ? typed + ":00" : toml_text(typed);
}

/// "07:30" in TOML; an invalid time is passed on, as above.
std::string toml_time(const std::string& typed) {
  const bool plain = typed.size() == 5 && typed.find_first_not_of("0123456789:") == std::string::npos;
  return plain ? typed + ":00" : toml_text(typed);
}

std::string windows_text(const TripForm& form, WindowForm::What what, std::string_view key) {
  std::string text;
  for (const WindowForm& window : form.windows) {
    if (window.what != what) continue;
    const std::string typed = with_iso_date(window.date), date = parse_iso(typed) ? typed : toml_text(typed);
    text +=
        fmt::format("  {{ date = {}, days = {}, from = {}, to = {}{} }},\n", date, window.days, toml_time(window.from),
                    toml_time(window.to), window.lux ? fmt::format(", lux = {}", *window.lux) : "");
  }
  return text.empty() ? "" : fmt::format("{} = [\n{}]\n", key, text);
}

std::string trip_text(const TripForm& form) {
  std::string text = "\n[[plan.trip]]\nlegs = [\n";
  for (const FlightForm& flight : form.flights) {
    text += fmt::format("  {{ from = {}, to = {}, depart = {}, arrive = {}, sleep = {} }},\n", toml_text(flight.from),
                        toml_text(flight.to), toml_moment(flight.depart), toml_moment(flight.arrive), flight.sleeps);
  }
  text += fmt::format("]\nlocal_time_from = \"{}\"\n",
                      Trip::kLocalTimesFrom[static_cast<std::size_t>(form.local_time_from)]);
  if (form.shift_days > 0) {
    text += fmt::format("shift = {{ days = {}, hours = {}", form.shift_days, form.shift_minutes / 60.0);
    const auto way = static_cast<std::size_t>(form.shift_way);
    if (way < SleepShift::kBedtimes.size()) text += fmt::format(", bedtime = \"{}\"", SleepShift::kBedtimes[way]);
    text += " }\n";
  }
  text += windows_text(form, WindowForm::What::kBright, "bright");
  text += windows_text(form, WindowForm::What::kDark, "dark");
  text += windows_text(form, WindowForm::What::kNap, "naps");
  return text;
}

/// A window in the local time where it begins; on the day after the last window it extends that one.
void add_window(std::vector<WindowForm>& windows, WindowForm::What what, const Period& when, std::optional<double> lux,
                std::span<const Stay> stays) {
  const auto stay = std::find_if(stays.begin(), stays.end(), [&](const Stay& each) {
    return !each.flying && each.when.begin <= when.begin && when.begin < each.when.end;
  });
  if (stay == stays.end()) return;
  const auto text = [&](Instant at) { return iso(local_time(stay->place.zone, at)).substr(11); };
  const std::string begin = text(when.begin), end = text(when.end);
  const WindowForm window{what, digits_text(local_date(stay->place.zone, when.begin)), begin, end, 1, lux};
  if (!windows.empty()) {
    WindowForm& last = windows.back();
    const bool same = last.what == what && last.from == window.from && last.to == window.to && last.lux == lux;
    if (same && typed_date(last.date) + date::days{last.days} == typed_date(window.date)) {
      ++last.days;
      return;
    }
  }
  windows.push_back(window);
}

/// As somebody types it: the place's name, or its zone's city where that means this zone alone.
std::string typed_place(const Location& place) {
  if (!place.name.empty()) return place.name;
  const std::string city = city_of_zone(place.zone);
  try {
    const std::optional<FlightPlace> meant = place_named(city);
    return meant && meant->zone == place.zone && meant->called == city ? city : place.zone;
  } catch (const InputError&) {
    return place.zone;
  }
}

/// The trip alone, read as in a scenario.
Trip read_form(const Board& board, const std::optional<TravelHabits>& travel, const std::vector<Trip>& before,
               const TripForm& form) {
  std::string text = fmt::format("athletes = \"x\"\nstart = {}\ndays = {}\n", iso(board.start), board.days);
  text += travel ? to_toml(*travel) : "";
  text += "\n[[plan]]\nname = \"trip\"\n";
  if (travel) text += to_toml(before, *travel);
  try {
    return parse_scenario(text + trip_text(form), "", Athletes::kNotRead).plans.front().trips.back();
  } catch (const InputError& error) {
    // The line number and the spelling of the keys are of a text that is never shown.
    std::string said = error.what();
    const std::size_t at = said.find("plan.trip.");
    said = at == std::string::npos ? said.substr(said.find(' ') + 1) : said.substr(at + 10);
    if (said.rfind("legs.", 0) == 0) said = said.substr(5);
    throw InputError(said);
  }
}

/// The text of a place in a leg: its zone, or a city's name where the zone has another's, which is then one of
/// `places`. What names no place stays, to be refused by the reader.
std::string place_in_leg(const std::string& typed, std::map<std::string, Location>& places) {
  if (places.contains(typed)) return typed;
  const std::optional<FlightPlace> place = place_named(typed);
  if (!place) return typed;
  const auto known = places.find(place->called);
  if (place->called == city_of_zone(place->zone)) return place->zone;
  if (known != places.end()) return known->second.zone == place->zone ? place->called : place->zone;
  if (places.size() >= kMostPlaces) return place->zone;
  places[place->called] = {place->zone, {}, {}, place->called};
  return place->called;
}

TripForm with_places(TripForm form, std::map<std::string, Location>& places) {
  for (FlightForm& flight : form.flights) {
    flight.from = place_in_leg(flight.from, places);
    flight.to = place_in_leg(flight.to, places);
  }
  return form;
}

/// A place of the same zone was not retyped, or not elsewhere: its latitude stays.
void keep_daylight(Location& place, const Location& before) {
  if (place.zone != before.zone) return;
  const std::string name = place.name;
  place = before;
  if (!name.empty()) place.name = name;
}

bool same_flights(const Trip& a, const Trip& b) {
  return std::ranges::equal(a.legs, b.legs, [](const Leg& one, const Leg& other) {
    return one.from.zone == other.from.zone && one.to.zone == other.to.zone && one.depart == other.depart &&
           one.arrive == other.arrive;
  });
}

/// The number of the trip with these flights; nothing where the plan has none.
std::optional<std::size_t> place_of_trip(const Sheet& sheet, const Trip& trip) {
  const auto found = std::ranges::find_if(sheet.trips, [&](const Trip& each) { return same_flights(each, trip); });
  if (found == sheet.trips.end()) return std::nullopt;
  return static_cast<std::size_t>(found - sheet.trips.begin());
}

}  // namespace

TripForm form_of(const Board& board, std::size_t sheet, std::size_t at) {
  const std::vector<Trip>& trips = board.sheets[sheet].trips;
  const Trip& trip = trips[at];
  TripForm form;
  for (const Leg& leg : trip.legs) {
    form.flights.push_back({typed_place(leg.from), typed_place(leg.to), moment_text(leg.depart, leg.from.zone),
                            moment_text(leg.arrive, leg.to.zone), leg.sleeps});
  }
  form.local_time_from = static_cast<int>(trip.local_time_from);
  if (trip.shift) {
    form.shift_days = trip.shift->days;
    form.shift_minutes = static_cast<int>(trip.shift->a_day.count());
    form.shift_way = static_cast<int>(trip.shift->way);
  }
  const std::vector<Stay> stays = itinerary(board.travel->home, trips);
  for (const BrightLight& light : trip.bright) {
    const std::optional<double> lux = light.lux == board.travel->light.bright ? std::nullopt : std::optional(light.lux);
    add_window(form.windows, WindowForm::What::kBright, light.when, lux, stays);
  }
  for (const Period& when : trip.dark) add_window(form.windows, WindowForm::What::kDark, when, std::nullopt, stays);
  for (const Period& when : trip.naps) add_window(form.windows, WindowForm::What::kNap, when, std::nullopt, stays);
  return form;
}

TripForm new_form(const Board& board, const Sheet& sheet) {
  TripForm form;
  const std::string home = board.travel ? typed_place(board.travel->home) : "";
  const std::string from = sheet.trips.empty() ? home : typed_place(sheet.trips.back().legs.back().to);
  const Date day = board.date(std::max(board.target - 5, 0));
  form.flights.push_back({from, sheet.trips.empty() ? "" : home, digits_text(day) + " 11:00",
                          digits_text(day + date::days{1}) + " 09:00", true});
  return form;
}

Board with_trip(const Board& board, std::size_t sheet, std::optional<std::size_t> at, const TripForm& typed) {
  Board changed = board;
  const bool first = !changed.travel;
  if (first) changed.travel.emplace();
  const TripForm form = with_places(typed, changed.travel->places);
  if (first) {
    const std::string& home = form.flights.front().from;
    const auto place = changed.travel->places.find(home);
    if (place == changed.travel->places.end() && !knows_zone(home))
      throw InputError(tr("\"{}\" is no time zone; expected one such as Europe/Berlin", home));
    changed.travel->home = place == changed.travel->places.end() ? Location{home, {}, {}, {}} : place->second;
  }
  std::vector<Trip>& trips = changed.sheets[sheet].trips;
  const std::size_t place = at.value_or(trips.size());
  const std::vector<Trip> before(trips.begin(), trips.begin() + static_cast<std::ptrdiff_t>(place));
  Trip trip = read_form(board, changed.travel, before, form);
  if (at) {
    Trip& old = trips[*at];
    for (std::size_t n = 0; n < trip.legs.size() && n < old.legs.size(); ++n) {
      keep_daylight(trip.legs[n].from, old.legs[n].from);
      keep_daylight(trip.legs[n].to, old.legs[n].to);
      const bool flown = trip.legs[n].depart == old.legs[n].depart && trip.legs[n].arrive == old.legs[n].arrive;
      if (flown && trip.legs[n].sleeps) trip.legs[n].sleep = old.legs[n].sleep;
    }
    old = trip;
  } else {
    trips.push_back(trip);
  }
  // All trips together, with their windows, have to be possible.
  parse_scenario(to_toml(scenario_of(changed, {sheet}, 1), "x"), "plan", Athletes::kNotRead);
  return changed;
}

Board with_trip_everywhere(const Board& board, std::size_t sheet, std::optional<std::size_t> at, const TripForm& form) {
  Board changed = with_trip(board, sheet, at, form);
  for (std::size_t s = 0; s < board.sheets.size(); ++s) {
    if (s == sheet) continue;
    const Sheet& other = board.sheets[s];
    try {
      changed = with_trip(changed, s, at ? place_of_trip(other, board.sheets[sheet].trips[*at]) : std::nullopt, form);
    } catch (const InputError& error) {
      throw InputError(tr("in the plan \"{}\": {}", other.name, error.what()));
    }
  }
  return changed;
}

Board without_trip(const Board& board, std::size_t sheet, std::size_t at, bool everywhere) {
  Board changed = board;
  for (std::size_t s = 0; s < board.sheets.size(); ++s) {
    if (s != sheet && !everywhere) continue;
    const std::optional<std::size_t> place =
        s == sheet ? at : place_of_trip(board.sheets[s], board.sheets[sheet].trips[at]);
    if (place) changed.sheets[s].trips.resize(*place);
  }
  return changed;
}

bool is_everywhere(const Board& board, std::size_t sheet, std::size_t at) {
  const auto text = [&](const Trip& trip) { return to_toml(std::vector<Trip>{trip}, *board.travel); };
  const std::string trip = text(board.sheets[sheet].trips[at]);
  return std::ranges::all_of(board.sheets, [&](const Sheet& each) {
    return std::ranges::any_of(each.trips, [&](const Trip& other) { return text(other) == trip; });
  });
}

std::string trip_name(const Trip& trip) {
  const Leg& first = trip.legs.front();
  return fmt::format("{}, {}", city_of(trip.legs.back().to), short_day_text(local_date(first.from.zone, first.depart)));
}

}  // namespace formcast
