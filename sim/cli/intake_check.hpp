#pragma once

#include <optional>
#include <string>

#include "sim/cli/check_report.hpp"

namespace formcast {

/// What a device file, an export, an archive or a folder is, and what would be made of it. Nothing for anything else, a
/// history included. Throws InputError for a file that should be readable and is not.
std::optional<CheckReport> check_intake(const std::string& path);

}  // namespace formcast
