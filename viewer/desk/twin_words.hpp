#pragma once

#include <string>
#include <vector>

#include "sim/twin/twin.hpp"

namespace formcast {

/// What is to be known of a twin, which its file holds in English, in the reader's language.
std::vector<std::string> warnings_text(const Twin& twin);

}  // namespace formcast
