#pragma once

#include <vector>

#include "sim/history/history.hpp"

namespace formcast {

/// Imputations of missing loads: the bank carries each and learns which agree with the tests.
inline constexpr int kImputations = 4;

/// The loads with every missing one replaced by a known load of an earlier day of the same weekday (of any weekday
/// while fewer than two are known; the record's first known loads at its very start), drawn once for each of
/// kImputations versions. One version where every load is known. Deterministic, and no version uses a load from after
/// the day it fills or, at the start, the first four weeks.
std::vector<std::vector<double>> fill_missing_loads(const AthleteHistory& history);

/// The mean over the versions, day by day.
std::vector<double> mean_load(const std::vector<std::vector<double>>& versions);

}  // namespace formcast
