#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"
#include "sim/travel/trip_dates.hpp"

namespace formcast {

/// The text alone; the functions below say whether it is a trips file.
TripsText read_trips_text(const std::filesystem::path& path);

/// Whether a TOML text is meant for a trips file: it holds trips, and neither plans nor a start. Throws InputError for
/// what is no TOML.
bool is_trips_file(const std::string& text, const std::string& named);

/// What a trips file says of an athlete. `named` is the file in messages. Throws InputError for everything that
/// docs/travel-model.md does not allow.
Travels travels_of(const TripsText& trips, const std::string& named, std::string_view athlete, const TripDates& dates);

/// The athletes that a trips file names, sorted, and a nameless one where a trip is about all.
std::vector<std::string> named_travellers(const TripsText& trips, const std::string& named);

/// Refuses a trip that names an athlete whom the history does not hold.
void expect_travellers(const TripsText& trips, const std::string& named, const History& history);

/// The dates that trips of a history's athletes may have: its days and kTripMargin around them, as one may be under
/// way.
TripDates trip_dates(const History& history);

/// Any date for which zones are known: of a file that was read before, for a longer record or another athlete's.
TripDates any_trip_dates();

}  // namespace formcast
