#pragma once

#include <optional>
#include <vector>

#include "sim/toml_reader.hpp"
#include "sim/travel.hpp"

namespace formcast {

/// The trips of one plan, each beginning where the one before it ended. Throws InputError for everything
/// docs/scenario.md does not allow; among that trips without `[travel]`, and dates more than kTripMargin outside the
/// scenario's days.
std::vector<Trip> read_trips(const TomlValue& value, const std::optional<Travel>& travel, Date start, int days);

/// What lies longer before the first day has been slept off by then, even from the other side of the earth.
inline constexpr date::days kTripMargin{28};

}  // namespace formcast
