#pragma once

#include <string>

#include "sim/scenario/scenario.hpp"

namespace formcast {

/// A scenario as TOML: read again it gives the same plans, trips and numbers, bit for bit. `athletes` is the value
/// of that key, such as "twins/*.twin.json"; the scenario's own text and files are not used.
std::string to_toml(const Scenario& scenario, const std::string& athletes);

}  // namespace formcast
