#pragma once

#include <nlohmann/json.hpp>

namespace formcast {

/// JSON whose keys stay in the order they were given, as every `--json` prints it.
using Json = nlohmann::ordered_json;

/// On standard output, as every `--json` does.
void print_json(const Json& json);

}  // namespace formcast

extern template class nlohmann::basic_json<nlohmann::ordered_map>;  // compiled once, in json.cpp
