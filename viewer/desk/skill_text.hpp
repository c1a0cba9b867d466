#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sim/twin/twin.hpp"

namespace formcast {

/// "1 to 7 days ahead they missed by 1.8 % on average; ...", where `who` is " they"; nothing of a horizon that was not
/// judged beside the last test.
std::optional<std::string> skill_text(const HorizonSkill& horizon, std::string_view who);
/// What is said where no horizon was judged.
std::string too_few_tests_text(const Twin& twin);

}  // namespace formcast
