#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "sim/base/toml_reader.hpp"
#include "sim/scenario/plan.hpp"

namespace formcast {

/// Taper::Shape as files name it.
inline constexpr std::array<std::string_view, 3> kTaperShapes{"step", "linear", "exponential"};

/// Most days by which a plan's first block may begin before the scenario.
inline constexpr int kLongestBefore = 1000;

/// One `[[plan]]` of a scenario of `days` days from `start`, its trips with the habits of `travel`. Throws InputError
/// for everything docs/scenario.md does not allow, dates outside those days included.
Plan read_plan(const TomlValue& table, Date start, int days, const std::optional<TravelHabits>& travel);

}  // namespace formcast
