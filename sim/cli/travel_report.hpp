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

/// A line for each effect that was learned; false if none was.
bool print_effects(const LearnedEffects& learned);

/// Summarizes what was learned from a twin's trips; `tests` travel tests were set aside.
void print_travel(const LearnedEffects& learned, std::size_t tests);

}  // namespace formcast
