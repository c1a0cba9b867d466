#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/history/history.hpp"
#include "sim/travel/trip.hpp"
#include "sim/travel/trip_dates.hpp"

namespace formcast {

/// Reads the text, unchecked.
TripsFile read_trips_text(const std::filesystem::path& path);

/// Whether a TOML text is meant for a trips file: it holds trips, and neither plans nor a start. Throws InputError for
/// what is no TOML.
bool is_trips_file(const std::string& text, const std::string& named);

/// The trips of one athlete. `named` is the file in messages. Throws InputError for everything that
/// docs/travel-model.md does not allow.
AthleteTrips athlete_trips(const TripsFile& trips, const std::string& named, std::string_view athlete,
                           const TripDates& dates);

/// The athletes that a trips file names, sorted, and "" where a trip is for all.
std::vector<std::string> named_travellers(const TripsFile& trips, const std::string& named);

/// Refuses a trip that names an athlete who is not in the history.
void expect_travellers(const TripsFile& trips, const std::string& named, const History& history);

/// The dates that trips of a history may have: its days and kTripMargin around them, as one may be under way.
TripDates trip_dates(const History& history);

/// Any date for which zones are known: for a file that was accepted before, with a longer record or other athletes.
TripDates any_trip_dates();

}  // namespace formcast
