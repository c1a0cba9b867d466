#include <fmt/format.h>

#include <optional>
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"

// Exports of force plates: VALD ForceDecks and Hawkin Dynamics. Jump heights are results of tests; a height by impulse
// and momentum and one by flight time of the same jump differ by centimetres, so they are of two kinds.
namespace formcast::intake {
namespace {

constexpr const char* kImpulse = "impulse-momentum";
constexpr const char* kFlight = "flight time";

/// A column of heights of one method.
struct HeightColumn {
  std::size_t column = 0;
  std::string method;
  double centimetres = 1.0;  ///< of one unit
};

/// "jump height (imp-mom) [cm]", "jump height (flight time) in inches [in]", "jump height(m)".
std::optional<HeightColumn> height_of(const std::string& key) {
  if (!key.starts_with("jump height")) return std::nullopt;
  // Of one leg, of a mean, a difference or relative ones.
  for (const std::string_view other : {"(l)", "(r)", "asym", "rel", "/", "%", "std"}) {
    if (key.find(other) != std::string::npos) return std::nullopt;
  }
  HeightColumn height;
  height.method = key.find("flight") != std::string::npos ? kFlight : kImpulse;
  const bool named = key.find("imp") != std::string::npos || key.find("flight") != std::string::npos;
  const auto ends = [&](std::string_view unit) {
    return key.ends_with(fmt::format("[{}]", unit)) || key.ends_with(fmt::format("({})", unit));
  };
  if (ends("in") || ends("inches")) {
    height.centimetres = 2.54;
  } else if (ends("m")) {
    height.centimetres = 100.0;
  } else if (!ends("cm")) {
    return std::nullopt;
  }
  if (!named) height.method = "";
  return height;
}

/// One column a method, that in centimetres before that in inches of the same heights.
std::vector<HeightColumn> height_columns(const Sheet& sheet) {
  std::vector<HeightColumn> columns;
  for (std::size_t i = 0; i < sheet.keys().size(); ++i) {
    auto height = height_of(sheet.keys()[i]);
    if (!height) continue;
    height->column = i;
    bool known = false;
    for (HeightColumn& other : columns) {
      if (other.method != height->method) continue;
      known = true;
      if (height->centimetres == 1.0) other = *height;
    }
    if (!known) columns.push_back(*height);
  }
  return columns;
}

struct JumpColumns {
  std::vector<HeightColumn> heights;
  Column athlete, type, load, mass;
  double kilograms = 1.0;      ///< of one unit of mass
  std::string unnamed_method;  ///< of heights whose heading names none
};

/// "CMJ jump height (impulse-momentum)".
std::string kind_of(const Sheet& sheet, std::size_t row, const JumpColumns& columns, const HeightColumn& height) {
  const std::string type(sheet.cell(row, columns.type));
  const std::string& method = height.method.empty() ? columns.unnamed_method : height.method;
  return fmt::format("{}{}jump height ({})", type, type.empty() ? "" : " ", method);
}

Content read_jumps(Sheet& sheet, const Dates& dates, const JumpColumns& columns) {
  if (!dates.question().empty()) sheet.ask(dates.question());
  std::vector<Column> numeric{columns.load, columns.mass};
  for (const HeightColumn& height : columns.heights) numeric.emplace_back(height.column);
  const Numbers numbers(sheet, numeric, Numbers::Writer::kLocale);
  for (std::size_t row = 0; row < sheet.rows() && dates.question().empty(); ++row) {
    const auto date = dates.date(row);
    if (!date) {
      sheet.remark(row, tr("no date that can be read: left out"));
      continue;
    }
    const std::string athlete(sheet.cell(row, columns.athlete));
    if (numbers.positive(row, columns.load) > 0.0) {
      sheet.remark(row, tr("a jump with additional load: left out"));
      continue;
    }
    for (const HeightColumn& height : columns.heights) {
      const double value = height.centimetres * numbers.positive(row, height.column);
      if (!(value > 0.0)) continue;
      TestResult result{.kind = kind_of(sheet, row, columns, height), .value = value, .unit = "cm"};
      result.date = date->date;
      result.athlete = athlete;
      result.source = sheet.named();
      sheet.add(std::move(result));
    }
    const double mass = columns.kilograms * numbers.positive(row, columns.mass);
    if (mass > 0.0) sheet.add(Reading{"body_mass", mass, kMissing, date->date, std::nullopt, athlete});
  }
  return sheet.take();
}

}  // namespace

bool is_vald(const Sheet& sheet) {
  return sheet.has("test type") && sheet.has("date") && sheet.column({"bw [kg]", "bw [lb]", "reps"}).has_value() &&
         sheet.has("name");
}

Content read_vald(Sheet& sheet) {
  JumpColumns columns;
  columns.heights = height_columns(sheet);
  columns.athlete = sheet.column({"name"});
  columns.type = sheet.column({"test type"});
  columns.load = sheet.column({"additional load [lb]", "additional load [kg]"});
  columns.mass = sheet.column({"bw [kg]", "bw [lb]"});
  columns.kilograms = sheet.has("bw [kg]") ? 1.0 : kPound;
  columns.unnamed_method = "method not named";
  return read_jumps(sheet, Dates(sheet, sheet.column({"date"})), columns);
}

bool is_hawkin(const Sheet& sheet) {
  const bool more = sheet.column({"mrsi", "system weight(n)", "time to takeoff(s)", "system weight (n)"}).has_value();
  return sheet.column({"jump height(m)", "jump height (m)"}) && more && sheet.column({"date", "timestamp"}).has_value();
}

Content read_hawkin(Sheet& sheet) {
  JumpColumns columns;
  columns.heights = height_columns(sheet);
  columns.athlete = sheet.column({"athlete", "athlete name", "name", "athlete_name"});
  columns.type = sheet.column({"test type", "type", "testtype_name"});
  columns.unnamed_method = kImpulse;
  return read_jumps(sheet, Dates(sheet, sheet.column({"date", "timestamp"})), columns);
}

}  // namespace formcast::intake
