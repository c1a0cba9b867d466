#pragma once

#include <string>

#include "sim/cli/json.hpp"
#include "sim/history/history.hpp"
#include "sim/travel/learned_effects.hpp"

namespace formcast {

/// {"readings": [...], "effects": {...}}; `start` is the date of the record's first day.
Json learning_json(const LearnedEffects& learned, Date start);

/// A line for each reading. `unit` is that of performance.
void print_readings(const LearnedEffects& learned, Date start, const std::string& unit);

/// A line for each effect of which they taught what is worth saying; false, and none, where that is nothing.
bool print_effects(const LearnedEffects& learned);

/// In a few lines what a twin's trips taught; `tests` were set apart.
void print_travel(const LearnedEffects& learned, std::size_t tests);

}  // namespace formcast
