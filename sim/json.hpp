#pragma once

#include <nlohmann/json.hpp>

namespace formcast {

/// JSON whose keys stay in the order they were given, as every `--json` prints it.
using Json = nlohmann::ordered_json;

}  // namespace formcast

extern template class nlohmann::basic_json<nlohmann::ordered_map>;  // compiled once, in json.cpp
