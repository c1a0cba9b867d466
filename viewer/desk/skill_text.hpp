#pragma once

#include <optional>
#include <string>

#include "sim/twin/twin.hpp"

namespace formcast {

/// "Mean forecast error 1 to 7 days ahead: 1.8 %; ..."; nothing for a horizon not judged against the last test.
std::optional<std::string> skill_text(const HorizonSkill& horizon);
/// The text where no horizon was judged.
std::string too_few_tests_text(const Twin& twin);

}  // namespace formcast
