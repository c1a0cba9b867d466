#pragma once

#include <optional>
#include <string>

#include "sim/cli/json.hpp"

namespace formcast {

/// What `check` says of a file that `intake` reads.
struct IntakeCheck {
  std::string text;
  Json json;
  bool wrong = false;  ///< a part of it cannot be read
};

/// What a device file, an export, an archive or a folder is, and what would be made of it. Nothing for anything else, a
/// history included. Throws InputError for a file that should be readable and is not.
std::optional<IntakeCheck> check_intake(const std::string& path);

}  // namespace formcast
