#include "sim/measures/athlete_profile.hpp"

namespace formcast::intake {

AthleteProfile profile_of(const AthleteNumbers& numbers, std::string_view sex) {
  const auto number = [&](std::string_view name) {
    const auto found = numbers.find(name);
    return found == numbers.end() ? kMissing : found->second;
  };
  AthleteProfile profile;
  profile.heart_rate = {number("resting_hr"), number("max_hr")};
  profile.threshold_heart_rate = number("threshold_hr");
  profile.ventilatory = {number("first_vt_hr"), number("second_vt_hr")};
  if (!sex.empty()) profile.trimp = sex == "male" ? kMen : kWomen;
  profile.threshold_power = number("threshold_power");
  profile.critical_speed = number("critical_speed");
  profile.critical_swim_speed = number("critical_swim_speed");
  profile.mass = number("mass");
  profile.height = number("height");
  return profile;
}

std::vector<std::string_view> needs_of(Measure measure) {
  switch (measure) {
    case Measure::kTrimp:
      return {"resting_hr", "max_hr", kSex};
    case Measure::kHeartRateStress:
      return {"resting_hr", "max_hr", "threshold_hr", kSex};
    case Measure::kEdwards:
      return {"max_hr"};
    case Measure::kLucia:
      return {"first_vt_hr", "second_vt_hr"};
    case Measure::kPowerStress:
    case Measure::kXpowerStress:
      return {"threshold_power"};
    case Measure::kRunningStress:
      return {"critical_speed", "mass", "height"};
    case Measure::kSwimmingStress:
      return {"critical_swim_speed", "mass"};
    default:
      return {};
  }
}

}  // namespace formcast::intake
