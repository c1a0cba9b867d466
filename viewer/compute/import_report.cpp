#include "viewer/compute/import_report.hpp"

#include <algorithm>

#include "sim/exports/mapping_toml.hpp"
#include "sim/measures/athlete_profile.hpp"
#include "sim/measures/measure_offers.hpp"
#include "sim/measures/performance.hpp"

namespace formcast {

MeasureNeeds needs_of(std::string_view measure) {
  const auto choice = intake::measure_choice(std::string(measure));
  MeasureNeeds needs;
  const auto performance = intake::performance_called(measure);
  if (performance == intake::Performance::kSpeedAtHeartRate) needs.numbers = {"resting_hr", "max_hr"};
  if (performance == intake::Performance::kVo2max) needs.numbers = {"max_hr"};
  if (choice && !performance) needs.numbers = intake::needs_of(choice->measure);
  needs.sex = std::erase(needs.numbers, intake::kSex) > 0;
  return needs;
}

bool ImportChoices::reads_as(const ImportChoices& other) const {
  const auto text_of = [](const intake::Mapping& mapping) { return intake::mapping_toml(mapping); };
  return day_first == other.day_first && decimal_comma == other.decimal_comma && distance_unit == other.distance_unit &&
         mass_unit == other.mass_unit && profile == other.profile && sex == other.sex &&
         athlete_folders == other.athlete_folders && std::ranges::equal(mappings, other.mappings, {}, text_of, text_of);
}

bool ImportChoices::take(std::string_view option, const std::string& answer) {
  if (option == "--athlete") {
    athlete = of = answer;
  } else if (option == "--response") {
    response = answer;
  } else if (option == "--athlete-folders") {
    one_athlete = answer == kOneAthlete;
    if (!one_athlete) each = true, athlete_folders = answer;
  } else {
    return CsvChoices::take(option, answer);
  }
  return true;
}

}  // namespace formcast
