#include "viewer/compute/import_report.hpp"

#include <algorithm>

#include "sim/exports/mapping_toml.hpp"

namespace formcast {
MeasureNeeds needs_of(std::string_view measure) {
  if (measure == "trimp") return {{"resting_hr", "max_hr"}, true};
  if (measure == "heart_rate_stress") return {{"resting_hr", "max_hr", "threshold_hr"}, true};
  if (measure == "edwards") return {{"max_hr"}};
  if (measure == "lucia") return {{"first_vt_hr", "second_vt_hr"}};
  if (measure == "power_stress" || measure == "xpower_stress") return {{"threshold_power"}};
  if (measure == "running_stress") return {{"critical_speed", "mass", "height"}};
  if (measure == "swimming_stress") return {{"critical_swim_speed", "mass"}};
  return {};
}

bool ImportChoices::reads_as(const ImportChoices& other) const {
  const auto text_of = [](const intake::Mapping& mapping) { return intake::mapping_toml(mapping); };
  return day_first == other.day_first && decimal_comma == other.decimal_comma && distance_unit == other.distance_unit &&
         mass_unit == other.mass_unit && profile == other.profile && sex == other.sex &&
         std::ranges::equal(mappings, other.mappings, {}, text_of, text_of);
}

bool ImportChoices::take(std::string_view option, const std::string& answer) {
  constexpr double kKilometre = 1000.0, kMile = 1609.344, kPound = 0.45359237;
  if (option == "--dates") {
    day_first = answer == "day-first";
  } else if (option == "--decimals") {
    decimal_comma = answer == "comma";
  } else if (option == "--distances") {
    distance_unit = answer == "km" ? kKilometre : kMile;
  } else if (option == "--weights") {
    mass_unit = answer == "kg" ? 1.0 : kPound;
  } else if (option == "--athlete") {
    athlete = of = answer;
  } else if (option == "--response") {
    response = answer;
  } else {
    return false;
  }
  return true;
}

}  // namespace formcast
