#include "sim/travel/travel_writer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sim/base/toml_text.hpp"
#include "sim/travel/itinerary.hpp"

namespace formcast {
namespace {

using std::chrono::minutes;

std::string time_text(minutes since_midnight) { return clock_text(since_midnight % std::chrono::hours{24}) + ":00"; }

std::string moment_text(Instant at, const Location& place) {
  std::string text = iso(local_time(place.zone, at));
  std::replace(text.begin(), text.end(), ' ', 'T');
  return text + ":00";
}

std::string window_text(const DailyWindow& window) {
  return fmt::format("from = {}, to = {}", time_text(window.from), time_text(window.to));
}

std::string place_text(const Location& place) {
  std::string text = fmt::format("{{ zone = {}", toml_text(place.zone));
  if (place.latitude) text += fmt::format(", latitude = {}", *place.latitude);
  if (place.longitude) text += fmt::format(", longitude = {}", *place.longitude);
  return text + " }";
}

/// A place in a leg: its name, or its zone.
std::string name_of(const Location& place, const TravelHabits& travel) {
  const auto called = travel.places.find(place.name);
  if (called != travel.places.end() && called->second == place) return toml_text(place.name);
  if (place == travel.home) return toml_text(place.zone);
  const auto named = std::find_if(travel.places.begin(), travel.places.end(),
                                  [&](const auto& entry) { return entry.second == place; });
  return toml_text(named == travel.places.end() ? place.zone : named->first);
}

double in_hours(minutes length) { return static_cast<double>(length.count()) / 60.0; }

std::string leg_text(const Leg& leg, const TravelHabits& travel) {
  std::string text =
      fmt::format("{{ from = {}, to = {}, depart = {}, arrive = {}", name_of(leg.from, travel), name_of(leg.to, travel),
                  moment_text(leg.depart, leg.from), moment_text(leg.arrive, leg.to));
  if (leg.sleep) {
    text += fmt::format(", sleep = {{ after = {}, hours = {} }}", in_hours(leg.sleep->begin - leg.depart),
                        in_hours(leg.sleep->end - leg.sleep->begin));
  } else if (!leg.sleeps) {
    text += ", sleep = false";
  }
  return text + " }";
}

/// A window in local time of where the athlete is when it begins.
std::string dated_text(const Period& when, std::span<const Stay> stays, const std::string& more = "") {
  const auto stay = std::find_if(stays.begin(), stays.end(), [&](const Stay& each) {
    return !each.flying && each.when.begin <= when.begin && when.begin < each.when.end;
  });
  const LocalTime begin = local_time(stay->place.zone, when.begin), end = local_time(stay->place.zone, when.end);
  const auto day = date::floor<date::days>(begin);
  return fmt::format("{{ date = {}, {}{} }}", iso(Date{day.time_since_epoch()}),
                     window_text({begin - day, end - date::floor<date::days>(end)}), more);
}

void add_list(std::string& text, std::string_view key, const std::vector<std::string>& entries) {
  if (entries.empty()) return;
  text += fmt::format("{} = [\n", key);
  for (const std::string& entry : entries) text += fmt::format("  {},\n", entry);
  text += "]\n";
}

std::string trip_text(const Trip& trip, const TravelHabits& travel, std::span<const Stay> stays) {
  std::string text = "\n[[plan.trip]]\n";
  std::vector<std::string> legs, bright, dark, naps;
  for (const Leg& leg : trip.legs) legs.push_back(leg_text(leg, travel));
  for (const BrightLight& light : trip.bright) {
    bright.push_back(dated_text(light.when, stays, fmt::format(", lux = {}", light.lux)));
  }
  for (const Period& when : trip.dark) dark.push_back(dated_text(when, stays));
  for (const Period& when : trip.naps) naps.push_back(dated_text(when, stays));
  add_list(text, "legs", legs);
  text +=
      fmt::format("local_time_from = \"{}\"\n", Trip::kLocalTimesFrom[static_cast<std::size_t>(trip.local_time_from)]);
  if (trip.shift) {
    text += fmt::format("shift = {{ days = {}, hours = {}", trip.shift->days, in_hours(trip.shift->a_day));
    if (trip.shift->way != SleepShift::Way::kShorter) {
      text += fmt::format(", bedtime = \"{}\"", SleepShift::kBedtimes[static_cast<std::size_t>(trip.shift->way)]);
    }
    text += " }\n";
  }
  add_list(text, "bright", bright);
  add_list(text, "dark", dark);
  add_list(text, "naps", naps);
  return text;
}

}  // namespace

std::string to_toml(const TravelHabits& travel) {
  const LightLevels& light = travel.light;
  std::vector<std::string> outdoors;
  for (const DailyWindow& window : travel.outdoors) outdoors.push_back("{ " + window_text(window) + " }");
  std::string text = fmt::format(
      "\n[travel]\nhome = {}\nsleep = {{ {} }}\noutdoors = [{}]\nevent = {}\n"
      "light = {{ indoor = {}, evening = {}, outdoor = {}, cabin = {}, bright = {}, dark = {} }}\n",
      place_text(travel.home), window_text(travel.sleep), fmt::join(outdoors, ", "), time_text(travel.event),
      light.indoor, light.evening, light.outdoor, light.cabin, light.bright, light.dark);
  for (std::size_t e = 0; e < kEffects; ++e) {
    if (!travel.effects_given[e]) continue;
    const LogNormal& given = travel.effects[e];
    text += fmt::format("effects.{} = {{ median = {}, spread = {} }}\n", kTravelEffects[e].name, given.median,
                        given.sd_log);
  }
  if (!travel.places.empty()) text += "\n[travel.places]\n";
  for (const auto& [name, place] : travel.places) text += fmt::format("{} = {}\n", toml_text(name), place_text(place));
  return text;
}

std::string to_toml(std::span<const Trip> trips, const TravelHabits& travel) {
  const std::vector<Stay> stays = itinerary(travel.home, trips);
  std::string text;
  for (const Trip& trip : trips) text += trip_text(trip, travel, stays);
  return text;
}

}  // namespace formcast
