#pragma once

#include <string>

#include "sim/twin/twin.hpp"

namespace formcast {

/// Why a twin contradicts itself, or what the engine could not compute with; "" when nothing is wrong with it. For a
/// twin read from a file, since people and programs edit those.
std::string twin_fault(const Twin& twin);

}  // namespace formcast
