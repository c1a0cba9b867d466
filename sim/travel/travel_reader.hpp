#pragma once

#include "sim/base/toml_reader.hpp"
#include "sim/travel/trip.hpp"

namespace formcast {

/// The `[travel]` of a scenario. Throws InputError for everything docs/scenario.md does not allow.
TravelHabits read_travel(const TomlValue& table);

/// A place by its name in [travel], or a zone by its own. The zone of home means home. Throws InputError
/// naming the nearest known one.
Location place_called(const TomlValue& value, const TravelHabits& travel);

/// `from` and `to` of a table: two times that differ.
DailyWindow read_window(const TomlValue& table);

/// "3 h 20 min".
std::string duration_text(std::chrono::minutes length);

}  // namespace formcast
