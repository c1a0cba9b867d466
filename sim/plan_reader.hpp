#pragma once

#include <optional>

#include "sim/plan.hpp"
#include "sim/toml_reader.hpp"

namespace formcast {

/// One `[[plan]]` of a scenario that runs `days` days from `start`, whose trips lean on `travel`. Throws InputError for
/// everything docs/scenario.md does not allow, dates outside those days included.
Plan read_plan(const TomlValue& table, Date start, int days, const std::optional<Travel>& travel);

}  // namespace formcast
