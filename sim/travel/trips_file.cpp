#include "sim/travel/trips_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "sim/base/toml_reader.hpp"
#include "sim/travel/travel_reader.hpp"
#include "sim/travel/trip_reader.hpp"

namespace formcast {
namespace {

using Name = std::string_view;
constexpr std::array<Name, 2> kFileKeys{"travel", "trip"};
constexpr std::array<Name, 1> kAthleteKeys{"athletes"};
constexpr std::size_t kMostInFile = 1000, kLongestAthlete = 200;

std::vector<TomlValue> entries_of(const TomlValue& root) {
  constexpr Name kExpected = "at least one trip: write [[trip]]";
  expect_table(root, kFileKeys);
  const TomlValue value = need(root, "trip", kExpected);
  const std::vector<TomlValue> entries = list_of(value, kExpected);
  if (entries.empty()) refuse(value, kExpected);
  if (entries.size() > kMostInFile) {
    throw InputError(entries[kMostInFile].place(),
                     fmt::format("{} trips, expected at most {} a file", entries.size(), kMostInFile));
  }
  return entries;
}

/// The athletes that a trip names; none means all.
std::vector<TomlValue> travellers_of(const TomlValue& entry) {
  constexpr Name kExpected = "at least one athlete, or no such key for all of them";
  if (!entry.node->is_table()) refuse(entry, "a table: write [[trip]]");
  const auto value = find(entry, "athletes");
  if (!value) return {};
  const std::vector<TomlValue> athletes = list_of(*value, "a list of athletes such as [\"S1\", \"S2\"]");
  if (athletes.empty()) refuse(*value, kExpected);
  return athletes;
}

bool is_about(const TomlValue& entry, std::string_view athlete) {
  const std::vector<TomlValue> named = travellers_of(entry);
  return named.empty() ||
         std::ranges::any_of(named, [&](const TomlValue& each) { return text_of(each, kLongestAthlete) == athlete; });
}

}  // namespace

TripsFile read_trips_text(const std::filesystem::path& path) {
  TripsFile trips{path.filename().string(), "", read_text(path)};
  trips.digest = digest(trips.text);
  return trips;
}

bool is_trips_file(const std::string& text, const std::string& named) {
  const toml::table document = parse_toml(text, named);
  return document.contains("trip") && !document.contains("plan") && !document.contains("start");
}

AthleteTrips athlete_trips(const TripsFile& trips, const std::string& named, std::string_view athlete,
                           const TripDates& dates) {
  const toml::table document = parse_toml(trips.text, named);
  const TomlValue root{&document, "", named};
  std::vector<TomlValue> entries = entries_of(root);
  std::erase_if(entries, [&](const TomlValue& entry) { return !is_about(entry, athlete); });
  AthleteTrips travels;
  travels.travel = read_travel(need(root, "travel", "a table with home"));
  travels.trips = read_trips(entries, travels.travel, dates, kAthleteKeys);
  return travels;
}

std::vector<std::string> named_travellers(const TripsFile& trips, const std::string& named) {
  const toml::table document = parse_toml(trips.text, named);
  std::set<std::string> found;
  for (const TomlValue& entry : entries_of({&document, "", named})) {
    const std::vector<TomlValue> athletes = travellers_of(entry);
    if (athletes.empty()) found.insert("");
    for (const TomlValue& athlete : athletes) found.insert(text_of(athlete, kLongestAthlete));
  }
  return {found.begin(), found.end()};
}

void expect_travellers(const TripsFile& trips, const std::string& named, const History& history) {
  std::vector<Name> known;
  for (const AthleteHistory& athlete : history.athletes) known.push_back(athlete.athlete);
  for (const AthleteTrouble& trouble : history.unusable) known.push_back(trouble.athlete);
  const toml::table document = parse_toml(trips.text, named);
  for (const TomlValue& entry : entries_of({&document, "", named})) {
    for (const TomlValue& athlete : travellers_of(entry)) {
      const std::string name = text_of(athlete, kLongestAthlete);
      if (std::ranges::find(known, name) != known.end()) continue;
      const Name nearest = nearest_name(name, known);
      throw InputError(
          athlete.place(),
          fmt::format("{} names \"{}\", but {} holds no such athlete{}", athlete.name, name, history.source,
                      nearest.empty() ? fmt::format("; expected one such as \"{}\"", known.front())
                                      : fmt::format("; did you mean \"{}\"?", nearest)));
    }
  }
}

TripDates trip_dates(const History& history) {
  const Date start = history.athletes.front().start;
  TripDates dates{start - kTripMargin, start, "history"};
  for (const AthleteHistory& athlete : history.athletes) {
    dates.first = std::min(dates.first, athlete.start - kTripMargin);
    dates.last = std::max(dates.last, athlete.date(athlete.days() - 1) + kTripMargin);
  }
  return dates;
}

TripDates any_trip_dates() {
  return {Date{date::year{kFirstZoneYear} / 1 / 1}, Date{date::year{kLastZoneYear} / 12 / 31}, "zones"};
}

}  // namespace formcast
