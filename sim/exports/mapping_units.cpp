#include "sim/exports/mapping_units.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "sim/exports/csv_values.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

using enum Meaning;

constexpr std::array<std::string_view, 8> kMarkers{"hrv_rmssd",      "resting_hr", "sleep_hours", "soreness",
                                                   "fatigue_rating", "mood",       "stress",      "body_mass"};

// A night's sleep, an adult's mass, a session's distance: what the middle of a column can be in each unit.
constexpr std::array<ColumnUnit, 27> kUnits{{
    {kDuration, "", "min", 60.0},
    {kDuration, "", "h", 3600.0},
    {kDuration, "", "s", 1.0},
    {kDuration, "", "h:mm", 3600.0},
    {kDuration, "", "mm:ss", 60.0},
    {kDistance, "", "m", 1.0, 300.0, 1e6},
    {kDistance, "", "km", 1000.0, 0.1, 300.0},
    {kDistance, "", "mi", kMile, 0.1, 300.0},
    {kDistance, "", "yd", 0.9144},
    {kRpe, "", "0-10", 1.0, 0.0, 10.0},
    {kRpe, "", "0-100", 0.1},
    {kMarker, "hrv_rmssd", "ms", 1.0, 6.0, 300.0},
    {kMarker, "hrv_rmssd", "s", 1000.0, 0.006, 0.3},
    {kMarker, "hrv_rmssd", "ln(ms)", 1.0, 1.8, 5.7, true},
    {kMarker, "resting_hr", "1/min", 1.0, 25.0, 120.0},
    {kMarker, "sleep_hours", "h", 1.0, 1.0, 16.0},
    {kMarker, "sleep_hours", "min", 1.0 / 60.0, 60.0, 960.0},
    {kMarker, "sleep_hours", "s", 1.0 / 3600.0, 3600.0, 57600.0},
    {kMarker, "sleep_hours", "h:mm", 1.0},
    {kMarker, "soreness", "points", 1.0, 0.0, 100.0},
    {kMarker, "fatigue_rating", "points", 1.0, 0.0, 100.0},
    {kMarker, "mood", "points", 1.0, 0.0, 100.0},
    {kMarker, "stress", "points", 1.0, 0.0, 100.0},
    {kMarker, "body_mass", "kg", 1.0, 25.0, 160.0},
    {kMarker, "body_mass", "lb", kPound, 90.0, 400.0},
    {kLoad, "", "", 1.0},
    {kTest, "", "", 1.0},
}};

constexpr std::pair<std::string_view, std::string_view> kAliases[] = {
    {"hours", "h"},       {"hour", "h"},        {"hrs", "h"},        {"hr", "h"},       {"std", "h"},
    {"stunden", "h"},     {"std.", "h"},        {"minutes", "min"},  {"mins", "min"},   {"minuten", "min"},
    {"seconds", "s"},     {"sec", "s"},         {"secs", "s"},       {"sek", "s"},      {"sekunden", "s"},
    {"kilometers", "km"}, {"kilometres", "km"}, {"kilometer", "km"}, {"kms", "km"},     {"miles", "mi"},
    {"mile", "mi"},       {"meilen", "mi"},     {"metres", "m"},     {"meters", "m"},   {"meter", "m"},
    {"yards", "yd"},      {"yds", "yd"},        {"bpm", "1/min"},    {"/min", "1/min"}, {"s/min", "1/min"},
    {"hh:mm", "h:mm"},    {"hh:mm:ss", "h:mm"}, {"h:mm:ss", "h:mm"}, {"m:ss", "mm:ss"}, {"min:s", "mm:ss"},
    {"min:sec", "mm:ss"}, {"lbs", "lb"},        {"pounds", "lb"},    {"kgs", "kg"},     {"ln", "ln(ms)"},
    {"ln ms", "ln(ms)"},  {"cr10", "0-10"},     {"cr-10", "0-10"},   {"1-10", "0-10"},  {"cr100", "0-100"},
    {"cr-100", "0-100"},  {"/10", "0-10"},      {"/100", "0-100"},
};

constexpr std::pair<std::string_view, Meaning> kMeanings[] = {
    {"date", kDate},         {"start", kStart},       {"duration", kDuration},
    {"distance", kDistance}, {"sport", kSport},       {"rpe", kRpe},
    {"load", kLoad},         {"test", kTest},         {"kind of test", kTestKind},
    {"athlete", kAthlete},   {"leave out", kLeaveOut}};

bool applies(const ColumnUnit& unit, Meaning meaning, std::string_view name) {
  return unit.meaning == meaning && unit.name == (meaning == kMarker ? name : std::string_view());
}

}  // namespace

std::vector<ColumnUnit> units_for(Meaning meaning, std::string_view name) {
  std::vector<ColumnUnit> units;
  for (const ColumnUnit& unit : kUnits) {
    if (applies(unit, meaning, name) && !unit.unit.empty()) units.push_back(unit);
  }
  return units;
}

std::string unit_called(Meaning meaning, std::string_view name, std::string_view written) {
  const std::string key = lower(written);
  std::string_view unit = key;
  for (const auto& [alias, canonical] : kAliases) {
    if (alias == key) unit = canonical;
  }
  for (const ColumnUnit& known : kUnits) {
    if (applies(known, meaning, name) && known.unit == unit && !unit.empty()) return std::string(unit);
  }
  return "";
}

std::vector<ColumnUnit> likely_units(Meaning meaning, std::string_view name, std::vector<double> values) {
  if (values.empty()) return {};
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  std::vector<ColumnUnit> likely;
  for (const ColumnUnit& unit : kUnits) {
    if (applies(unit, meaning, name) && *middle >= unit.low && *middle <= unit.high) likely.push_back(unit);
  }
  return likely;
}

std::span<const std::string_view> mapped_markers() { return kMarkers; }

std::string meaning_text(const MappedColumn& column) {
  if (column.meaning == kMarker) return column.name;
  for (const auto& [text, meaning] : kMeanings) {
    if (meaning == column.meaning) return std::string(text);
  }
  return "";
}

bool set_meaning(MappedColumn& column, std::string_view text) {
  if (std::ranges::find(kMarkers, text) != kMarkers.end()) {
    column.meaning = kMarker;
    column.name = std::string(text);
    return true;
  }
  for (const auto& [known, meaning] : kMeanings) {
    if (known != text) continue;
    column.meaning = meaning;
    return true;
  }
  return false;
}

std::vector<std::string_view> meaning_texts() {
  std::vector<std::string_view> texts;
  for (const auto& [text, meaning] : kMeanings) texts.push_back(text);
  texts.insert(texts.end(), kMarkers.begin(), kMarkers.end());
  return texts;
}

bool is_only_once(Meaning meaning) { return meaning != kLeaveOut && meaning != kLoad && meaning != kTest; }

bool is_time_unit(std::string_view unit) {
  constexpr std::array<std::string_view, 5> kTimes{"s", "min", "h", "mm:ss", "h:mm"};
  const std::string called = unit_called(kDuration, "", unit);
  return std::ranges::find(kTimes, called) != kTimes.end();
}

}  // namespace formcast::intake
