#pragma once

#include <string>

#include "sim/cli/json.hpp"

namespace formcast {

/// What `check` says of a file, as text and as JSON.
struct CheckReport {
  std::string text;
  Json json;
  bool wrong = false;  ///< a part of it cannot be used
};

}  // namespace formcast
