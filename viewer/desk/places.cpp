#include "viewer/desk/places.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "sim/base/ascii.hpp"
#include "sim/base/file_name_key.hpp"
#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/base/zones.hpp"
#include "viewer/desk/cities.hpp"

namespace formcast {
namespace {

/// How well a text fits a place; lower is better.
enum class Fit { kWhole, kBegins, kWordBegins, kHolds, kNone };

/// Small letters without accents; punctuation is a blank, and blanks are single.
std::string plain(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kLetters{
      {{"ø", "o"}, {"ł", "l"}, {"đ", "d"}, {"ß", "ss"}, {"æ", "ae"}, {"œ", "oe"}, {"ı", "i"}}};
  const std::string key = file_name_key(text);
  std::string result;
  for (std::size_t at = 0; at < key.size();) {
    const std::string_view rest = std::string_view(key).substr(at);
    const auto byte = static_cast<unsigned char>(rest[0]);
    const auto next = static_cast<unsigned char>(rest.size() > 1 ? rest[1] : 0);
    const bool mark = byte == 0xCC || (byte == 0xCD && next < 0xB0);  // U+0300 to U+036F, which follow their letter
    const auto letter = std::ranges::find_if(kLetters, [&](const auto& each) { return rest.starts_with(each.first); });
    if (letter != kLetters.end()) result += letter->second;
    if (mark || letter != kLetters.end()) {
      at += 2;
    } else if (std::string_view(" _-.,'()").find(rest[0]) != std::string_view::npos) {
      if (!result.empty() && result.back() != ' ') result += ' ';
      ++at;
    } else {
      result += rest[0];
      ++at;
    }
  }
  while (!result.empty() && result.back() == ' ') result.pop_back();
  return result;
}

Fit fit(std::string_view name, std::string_view wanted) {
  if (name == wanted) return Fit::kWhole;
  if (name.starts_with(wanted)) return Fit::kBegins;
  for (std::size_t at = name.find(wanted); at != std::string_view::npos; at = name.find(wanted, at + 1)) {
    if (name[at - 1] == ' ' || name[at - 1] == '/') return Fit::kWordBegins;
  }
  return name.find(wanted) != std::string_view::npos ? Fit::kHolds : Fit::kNone;
}

std::vector<std::string> plain_parts(std::string_view names, char mark) {
  std::vector<std::string> parts;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find(mark), names.size());
    parts.push_back(plain(names.substr(0, end)));
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return parts;
}

/// Names as they are compared, made once: the table and the zones do not change.
struct PlainCity {
  std::string name, whole;  ///< "portland", "portland oregon"
  std::vector<std::string> codes, also;
};
struct PlainZone {
  std::string whole, city;  ///< "america/new york", "new york"; "" where it is named after no city
};

const std::vector<PlainCity>& plain_cities() {
  static const std::vector<PlainCity> all = [] {
    std::vector<PlainCity> made;
    for (const City& city : kCities) {
      const std::string name = plain(city.name);
      made.push_back(
          {name, name + ' ' + plain(city.where), plain_parts(city.airports, ' '), plain_parts(city.also, '|')});
    }
    return made;
  }();
  return all;
}

Fit fit_of(const PlainCity& city, const std::string& wanted) {
  Fit best = fit(city.name, wanted);
  for (const std::string& also : city.also) best = std::min(best, fit(also, wanted));
  if (std::ranges::count(city.codes, wanted) > 0) best = Fit::kWhole;  // a part of a code says nothing
  const Fit where = fit(city.whole, wanted);                           // "portland or", and all of a country's cities
  return std::min(best, where == Fit::kHolds ? Fit::kNone : where);
}

FlightPlace place_of(const City& city) {
  const std::string name = fmt::format("{}, {}", city.name, city.where);
  const bool alone = std::ranges::count(kCities, city.name, &City::name) == 1;
  return {name, std::string(city.airports), std::string(city.zone), alone ? std::string(city.name) : name};
}

FlightPlace place_of(const std::string& zone) { return {zone, "", zone, city_of_zone(zone)}; }

/// Zones that are named after no city: "US/Eastern", "Etc/GMT+5", "GB".
bool has_city(std::string_view zone) {
  constexpr std::array<std::string_view, 7> kAreas{"Brazil/", "Canada/",  "Chile/", "Etc/",
                                                   "Mexico/", "SystemV/", "US/"};
  return zone.find('/') != std::string_view::npos &&
         std::ranges::none_of(kAreas, [&](std::string_view area) { return zone.starts_with(area); });
}

std::string_view last_part(std::string_view zone) { return zone.substr(zone.rfind('/') + 1); }

const std::vector<PlainZone>& plain_zones() {
  static const std::vector<PlainZone> all = [] {
    std::vector<PlainZone> made;
    for (const std::string& zone : zone_names())
      made.push_back({plain(zone), has_city(zone) ? plain(last_part(zone)) : ""});
    return made;
  }();
  return all;
}

Fit fit_of(const PlainZone& zone, const std::string& wanted) {
  const Fit whole = fit(zone.whole, wanted);
  return zone.city.empty() ? whole : std::min(whole, fit(zone.city, wanted));
}

/// Whether the table has the zone's own city.
bool in_table(std::size_t zone) {
  for (std::size_t c = 0; c < kCities.size(); ++c) {
    if (kCities[c].zone == zone_names()[zone] && plain_cities()[c].name == plain_zones()[zone].city) return true;
  }
  return false;
}

/// The zone named after a city, of which one has several names (America/Indianapolis, America/Indiana/Indianapolis).
std::string zone_named(const std::string& wanted) {
  std::string found;
  for (std::size_t z = 0; z < zone_names().size(); ++z) {
    if (plain_zones()[z].city == wanted && zone_names()[z].size() > found.size()) found = zone_names()[z];
  }
  return found;
}

}  // namespace

std::string FlightPlace::text() const {
  constexpr std::size_t kThree = 3 * 4 - 1;  // codes
  return airports.empty() ? name : fmt::format("{} ({})", name, airports.substr(0, kThree));
}

std::vector<FlightPlace> places_like(std::string_view typed, std::size_t most) {
  const std::string wanted = plain(trimmed(typed));
  if (wanted.size() < 2) return {};
  std::vector<std::pair<Fit, FlightPlace>> found;
  for (std::size_t c = 0; c < kCities.size(); ++c) {
    if (const Fit how = fit_of(plain_cities()[c], wanted); how != Fit::kNone)
      found.emplace_back(how, place_of(kCities[c]));
  }
  const bool by_zone = typed.find('/') != std::string_view::npos;
  for (std::size_t z = 0; z < zone_names().size(); ++z) {
    const Fit how = fit_of(plain_zones()[z], wanted);
    if (how == Fit::kNone || (!by_zone && in_table(z))) continue;
    found.emplace_back(how, place_of(zone_names()[z]));
  }
  std::ranges::stable_sort(found, {}, &std::pair<Fit, FlightPlace>::first);
  std::vector<FlightPlace> places;
  for (auto& each : found) {
    if (places.size() < most) places.push_back(std::move(each.second));
  }
  return places;
}

std::optional<FlightPlace> place_named(std::string_view typed) {
  const std::string text(trimmed(typed));
  if (knows_zone(text)) return place_of(text);
  const std::string wanted = plain(text);
  if (wanted.empty()) return std::nullopt;
  std::vector<FlightPlace> found;
  for (std::size_t c = 0; c < kCities.size(); ++c) {
    if (fit_of(plain_cities()[c], wanted) == Fit::kWhole) found.push_back(place_of(kCities[c]));
  }
  if (found.empty()) {
    const std::string named = zone_named(wanted);
    return named.empty() ? std::nullopt : std::optional(place_of(named));
  }
  const bool one = std::ranges::all_of(found, [&](const FlightPlace& place) { return place.zone == found[0].zone; });
  if (one) return found[0];
  std::string all;
  for (std::size_t n = 0; n < found.size(); ++n) {
    all += fmt::format("{}{}", n == 0 ? "" : n + 1 == found.size() ? tr(" or ") : ", ", found[n].text());
  }
  throw InputError(tr("\"{}\" may be {}; write which", text, all));
}

std::string city_of_zone(std::string_view zone) {
  std::string city(last_part(zone));
  std::ranges::replace(city, '_', ' ');
  return city;
}

std::string city_of(const Location& place) { return place.name.empty() ? city_of_zone(place.zone) : place.name; }

}  // namespace formcast
