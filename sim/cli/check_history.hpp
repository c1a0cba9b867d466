#pragma once

#include <string>

#include "sim/cli/check_report.hpp"
#include "sim/cli/verbs.hpp"

namespace formcast {

/// What `check` says of a history; also of one of loads alone, as intake makes it before tests are filled in. Throws
/// InputError for what is none.
CheckReport check_history(const std::string& path, const CheckArguments& arguments);

}  // namespace formcast
