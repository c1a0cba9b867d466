#pragma once

#include <string>
#include <vector>

#include "sim/twin/twin.hpp"

namespace formcast {

/// Of the twin's leading model with loads. Deterministic.
Identifiability identifiability(const Twin& twin);

/// Warnings about it, in plain words; empty if there are none.
std::vector<std::string> identifiability_warnings(const Twin& twin);

}  // namespace formcast
