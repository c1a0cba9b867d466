#include "viewer/compute/import_report.hpp"

#include <algorithm>

#include "sim/exports/csv_values.hpp"
#include "sim/exports/mapping_toml.hpp"
#include "sim/measures/athlete_profile.hpp"
#include "sim/measures/measure_offers.hpp"

namespace formcast {

MeasureNeeds needs_of(std::string_view measure) {
  const auto choice = intake::measure_choice(std::string(measure));
  MeasureNeeds needs;
  if (choice) needs.numbers = intake::needs_of(choice->measure);
  needs.sex = std::erase(needs.numbers, intake::kSex) > 0;
  return needs;
}

bool ImportChoices::reads_as(const ImportChoices& other) const {
  const auto text_of = [](const intake::Mapping& mapping) { return intake::mapping_toml(mapping); };
  return day_first == other.day_first && decimal_comma == other.decimal_comma && distance_unit == other.distance_unit &&
         mass_unit == other.mass_unit && profile == other.profile && sex == other.sex &&
         std::ranges::equal(mappings, other.mappings, {}, text_of, text_of);
}

bool ImportChoices::take(std::string_view option, const std::string& answer) {
  constexpr double kKilometre = 1000.0;
  if (option == "--dates") {
    day_first = answer == "day-first";
  } else if (option == "--decimals") {
    decimal_comma = answer == "comma";
  } else if (option == "--distances") {
    distance_unit = answer == "km" ? kKilometre : intake::kMile;
  } else if (option == "--weights") {
    mass_unit = answer == "kg" ? 1.0 : intake::kPound;
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
