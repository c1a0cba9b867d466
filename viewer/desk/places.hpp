#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/travel/trip.hpp"

namespace formcast {

/// A place to fly from or to: a city of the table (cities.hpp), or a time zone.
struct FlightPlace {
  std::string name;      ///< "Portland, Oregon", or the zone
  std::string airports;  ///< "PDX"; "" of a zone
  std::string zone;      ///< IANA name
  std::string called;    ///< in texts: "Miami", "Portland, Oregon" where there are several, the city of a zone

  /// "Portland, Oregon (PDX)", with three airports at most.
  std::string text() const;
};

/// The places that a text may mean, the likeliest first: airports, then cities and zones that begin with it, then those
/// that hold it. Case and accents are ignored, and "_" is a blank.
std::vector<FlightPlace> places_like(std::string_view typed, std::size_t most);

/// The place that a text names in full: a zone, a city (with its state or country where there are several), or an
/// airport; nothing where it names none. Throws InputError where it names several in different zones.
std::optional<FlightPlace> place_named(std::string_view typed);

/// The zone's city: "New York" of "America/New_York".
std::string city_of_zone(std::string_view zone);

/// The place's name, or its zone's city.
std::string city_of(const Location& place);

}  // namespace formcast
