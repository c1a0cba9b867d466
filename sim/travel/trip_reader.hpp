#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "sim/base/toml_reader.hpp"
#include "sim/travel/trip.hpp"
#include "sim/travel/trip_dates.hpp"

namespace formcast {

/// The trips of one plan. Throws InputError for everything docs/scenario.md does not allow, such as trips without
/// `[travel]` and dates more than kTripMargin outside the scenario's days.
std::vector<Trip> read_trips(const TomlValue& value, const std::optional<TravelHabits>& travel, Date start, int days);

/// One athlete's trips, each beginning where the one before it ended. `keys` are allowed in an entry besides those of a
/// trip. Throws InputError likewise.
std::vector<Trip> read_trips(std::span<const TomlValue> entries, const TravelHabits& travel, const TripDates& dates,
                             std::span<const std::string_view> keys = {});

}  // namespace formcast
