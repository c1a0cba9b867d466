#pragma once

#include <array>

#include "sim/history/history.hpp"

namespace formcast {

/// Loads by weekday, Monday first [load unit].
using Week = std::array<double, 7>;

/// Mean load by weekday [load unit] over the 28 days that end with the last known load; a weekday with no known
/// load in them has the mean over all known days of the record, and without any known load the week is rest.
/// (load is (days), NaN = unknown.)
Week usual_week(const AthleteHistory& history);

}  // namespace formcast
