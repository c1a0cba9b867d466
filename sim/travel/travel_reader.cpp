#include "sim/travel/travel_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/travel/sun.hpp"

namespace formcast {
namespace {

using Name = std::string_view;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array<Name, 7> kTravelKeys{"home", "places", "sleep", "outdoors", "light", "event", "effects"};
constexpr std::array<Name, 2> kEffectKeys{"median", "spread"};
constexpr std::array<Name, 3> kPlaceKeys{"zone", "latitude", "longitude"};
constexpr std::array<Name, 2> kWindowKeys{"from", "to"};
constexpr std::array<Name, 6> kLightKeys{"indoor", "evening", "outdoor", "cabin", "bright", "dark"};

constexpr Name kZone = "an IANA time zone such as \"Europe/Berlin\"";
constexpr std::size_t kMostWindows = 24, kLongestName = 100;
constexpr hours kShortestNight{3}, kLongestNight{14};
/// The sun is at most three hours from the clock anywhere, in the far west of China.
constexpr double kFurthestFromTheSun = 4.0;

/// A zone by its own name. `known` are other accepted names.
std::string zone_called(const TomlValue& value, const std::vector<std::string_view>& known) {
  const std::string name = text_of(value);
  if (knows_zone(name)) return name;
  std::string near(nearest_name(name, known));
  if (near.empty()) near = nearest_zone(name);
  throw InputError(value.place(), fmt::format("{} \"{}\" is {} IANA time zone{}", value.name, name,
                                              known.empty() ? "no" : "neither a place of [travel] nor an",
                                              near.empty() ? ", expected one such as \"Europe/Berlin\""
                                                           : fmt::format("; did you mean \"{}\"?", near)));
}

Location read_place(const TomlValue& value) {
  if (!value.node->is_table()) return {zone_called(value, {}), {}, {}};
  expect_table(value, kPlaceKeys);
  Location place;
  place.zone = zone_called(need(value, "zone", kZone), {});
  if (const auto latitude = find(value, "latitude")) {
    place.latitude = number_of(*latitude, {-90.0, 90.0, "degrees north"});
  }
  const auto longitude = find(value, "longitude");
  if (!longitude) return place;
  place.longitude = number_of(*longitude, {-180.0, 180.0, "degrees east"});
  const double standard = static_cast<double>(standard_offset(place.zone, date::year{2024}).count()) / 60.0;
  const double apart = std::remainder(*place.longitude / 15.0 - standard, 24.0);
  if (std::abs(apart) > kFurthestFromTheSun) {
    throw InputError(
        longitude->place(),
        fmt::format("{} {:.6g} is far from the zone {}, where about {:.0f} is expected (west is negative)",
                    longitude->name, *place.longitude, place.zone, std::remainder(standard * 15.0, 360.0)));
  }
  return place;
}

std::map<std::string, Location> read_places(const TomlValue& value) {
  constexpr Name kExpected = "a table of places such as Tokyo = { zone = \"Asia/Tokyo\", latitude = 35.7 }";
  const toml::table* table = value.node->as_table();
  if (table == nullptr) refuse(value, kExpected);
  if (table->size() > kMostPlaces) {
    throw InputError(value.place(), fmt::format("{} places, expected at most {}", table->size(), kMostPlaces));
  }
  std::map<std::string, Location> places;
  for (const auto& [key, node] : *table) {
    const std::string name(key.str());
    const bool control = std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; });
    if (name.empty() || name.size() > kLongestName || control) {
      throw InputError(value.place(), fmt::format("{} has a name that is not a text on one line, 1 to {} bytes",
                                                  value.name, kLongestName));
    }
    const TomlValue entry{&node, fmt::format("{}.{}", value.name, name), value.file};
    if (knows_zone(name)) {
      throw InputError(entry.place(),
                       fmt::format("{} has the name of a time zone; expected one of its own", entry.name));
    }
    places[name] = read_place(entry);
    places[name].name = name;
  }
  return places;
}

DailyWindow read_sleep(const TomlValue& value) {
  expect_table(value, kWindowKeys);
  const DailyWindow sleep = read_window(value);
  if (sleep.length() < kShortestNight || sleep.length() > kLongestNight) {
    throw InputError(value.place(),
                     fmt::format("{} from {} to {} is {}, expected {} to {} h", value.name, clock_text(sleep.from),
                                 clock_text(sleep.to), duration_text(sleep.length()), kShortestNight.count(),
                                 kLongestNight.count()));
  }
  return sleep;
}

std::vector<DailyWindow> read_outdoors(const TomlValue& value) {
  std::vector<DailyWindow> windows;
  for (const TomlValue& entry : list_of(value, "a list such as [{ from = 16:00:00, to = 18:00:00 }]; [] is never")) {
    if (windows.size() == kMostWindows) {
      throw InputError(entry.place(), fmt::format("{} has more than {} windows a day", value.name, kMostWindows));
    }
    expect_table(entry, kWindowKeys);
    windows.push_back(read_window(entry));
  }
  return windows;
}

LightLevels read_light(const TomlValue& value) {
  expect_table(value, kLightKeys);
  constexpr Limits<double> kLux{0.0, 150'000.0, "lux"};
  LightLevels light;
  const std::array<double*, kLightKeys.size()> slots{&light.indoor, &light.evening, &light.outdoor,
                                                     &light.cabin,  &light.bright,  &light.dark};
  for (std::size_t n = 0; n < slots.size(); ++n) read(value, kLightKeys[n], *slots[n], kLux);
  return light;
}

/// Replaces population priors.
void read_effects(const TomlValue& value, TravelHabits& travel) {
  std::array<Name, kEffects> names;
  for (std::size_t i = 0; i < kEffects; ++i) names[i] = kTravelEffects[i].name;
  expect_table(value, names);
  for (std::size_t i = 0; i < kEffects; ++i) {
    const auto effect = find(value, names[i]);
    if (!effect) continue;
    travel.effects_given.set(i, find(*effect, "median") || find(*effect, "spread"));
    expect_table(*effect, kEffectKeys);
    const Range limits = median_limits(kTravelEffects[i]);
    read(*effect, "median", travel.effects[i].median, {limits.low, limits.high, kTravelEffects[i].unit});
    read(*effect, "spread", travel.effects[i].sd_log, {0.0, kWidestEffect, "standard deviation of the logarithm"});
  }
}

}  // namespace

DailyWindow read_window(const TomlValue& table) {
  constexpr Name kExpected = "a time such as 07:30:00";
  DailyWindow window{time_of(need(table, "from", kExpected)), time_of(need(table, "to", kExpected))};
  if (window.from == window.to) {
    throw InputError(table.place(), fmt::format("{} from {} to {} is empty, expected two times that differ", table.name,
                                                clock_text(window.from), clock_text(window.to)));
  }
  return window;
}

std::string duration_text(minutes length) {
  const auto whole = length.count() / 60, rest = length.count() % 60;
  if (whole == 0) return fmt::format("{} min", rest);
  return rest == 0 ? fmt::format("{} h", whole) : fmt::format("{} h {} min", whole, rest);
}

TravelHabits read_travel(const TomlValue& table) {
  expect_table(table, kTravelKeys);
  TravelHabits travel;
  if (const auto places = find(table, "places")) travel.places = read_places(*places);
  const TomlValue home = need(table, "home", kZone);
  travel.home = home.node->is_table() ? read_place(home) : place_called(home, travel);
  if (const auto sleep = find(table, "sleep")) travel.sleep = read_sleep(*sleep);
  if (const auto outdoors = find(table, "outdoors")) travel.outdoors = read_outdoors(*outdoors);
  if (const auto light = find(table, "light")) travel.light = read_light(*light);
  if (const auto event = find(table, "event")) travel.event = time_of(*event);
  if (const auto effects = find(table, "effects")) read_effects(*effects, travel);
  return travel;
}

Location place_called(const TomlValue& value, const TravelHabits& travel) {
  const auto* name = value.node->as_string();
  const auto place = name == nullptr ? travel.places.end() : travel.places.find(name->get());
  if (place != travel.places.end()) return place->second;
  std::vector<std::string_view> known;
  for (const auto& [key, unused] : travel.places) known.push_back(key);
  const std::string zone = zone_called(value, known);
  return zone == travel.home.zone ? travel.home : Location{zone, {}, {}, {}};
}

}  // namespace formcast
