#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measures/measures.hpp"

namespace formcast::intake {

/// Numbers about an athlete by name, as options and screens have them: "threshold_power", "resting_hr", ...
using AthleteNumbers = std::map<std::string, double, std::less<>>;

/// What measures are relative to: "threshold_power" [W]; "resting_hr", "max_hr", "threshold_hr", "first_vt_hr" and
/// "second_vt_hr" [1/min]; "critical_speed" and "critical_swim_speed" [m/s]; "mass" [kg]; "height" [m]. What is not
/// named is not known. `sex` chooses the weights of TRIMP: "male", "female", "" where it is not said.
AthleteProfile profile_of(const AthleteNumbers& numbers, std::string_view sex);

/// The name under which a need is the athlete's sex, which is no number.
inline constexpr std::string_view kSex = "sex";

/// What a measure needs to be known (lacks), by these names and kSex; none for one that needs nothing.
std::vector<std::string_view> needs_of(Measure measure);

}  // namespace formcast::intake
