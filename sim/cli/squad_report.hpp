#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "sim/cli/json.hpp"
#include "sim/history/history.hpp"

namespace formcast {

/// Names each athlete's trouble on standard error, a line each.
void say_troubles(const std::vector<AthleteTrouble>& troubles);

/// "11 of 12 twins written; A03 has no performance in any row; ...": the summary for a squad with athletes that could
/// not be used. `what` names the result for the others.
std::string troubles_text(const std::vector<AthleteTrouble>& troubles, std::size_t made, const std::string& what);

/// The troubles as JSON, and the end of a verb that had some: exit code 3.
Json troubles_json(const std::vector<AthleteTrouble>& troubles);
void exit_on(const std::vector<AthleteTrouble>& troubles);

}  // namespace formcast
