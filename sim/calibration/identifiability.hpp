#pragma once

#include <string>
#include <vector>

#include "sim/twin/twin.hpp"

namespace formcast {

/// Looks over the twin's leading model. Deterministic.
Identifiability identifiability(const Twin& twin);

/// What a person should know of it, in plain words; empty when there is nothing.
std::vector<std::string> identifiability_warnings(const Twin& twin);

}  // namespace formcast
