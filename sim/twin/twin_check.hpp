#pragma once

#include <string>

#include "sim/twin/twin.hpp"

namespace formcast {

/// Why a twin is inconsistent or would break the engine; "" when it is sound. For twins read from files, which people
/// and programs edit.
std::string twin_fault(const Twin& twin);

}  // namespace formcast
