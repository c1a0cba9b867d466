#include "sim/exports/mapping_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "sim/base/language.hpp"
#include "sim/sessions/iso_time.hpp"

namespace formcast::intake {
namespace {

using enum Meaning;

std::vector<MappedTable::Reading> find_columns(const Sheet& sheet, const Mapping& mapping) {
  std::vector<MappedTable::Reading> columns;
  for (const MappedColumn& column : mapping.columns) {
    columns.push_back({&column, sheet.column_called(column.heading), column.unit, "", 1.0, false, false, {}});
  }
  return columns;
}

Column column_of(const std::vector<MappedTable::Reading>& columns, Meaning meaning) {
  for (const MappedTable::Reading& reading : columns) {
    if (reading.column->meaning == meaning) return reading.at;
  }
  return std::nullopt;
}

bool is_number(Meaning meaning) {
  return meaning == kDuration || meaning == kDistance || meaning == kRpe || meaning == kLoad || meaning == kTest ||
         meaning == kMarker;
}

std::vector<Column> number_columns(const std::vector<MappedTable::Reading>& columns) {
  std::vector<Column> found;
  for (const MappedTable::Reading& reading : columns) {
    if (is_number(reading.column->meaning)) found.push_back(reading.at);
  }
  return found;
}

std::string units_text(const std::vector<ColumnUnit>& units) {
  std::vector<std::string_view> names;
  for (const ColumnUnit& unit : units) names.push_back(unit.unit);
  return fmt::format("{}", fmt::join(names, ", "));
}

/// Seconds in an hour where the column is of hours of sleep.
double seconds_of_unit(const MappedTable::Reading& reading) {
  return reading.column->meaning == kMarker ? 3600.0 : 1.0;
}

}  // namespace

bool MappedTable::Reading::is_time() const {
  if (column->meaning == kTest) return !std::isnan(column->over);
  return column->meaning == kDuration || (column->meaning == kMarker && column->name == "sleep_hours");
}

MappedTable::MappedTable(Sheet& sheet, const Mapping& mapping)
    : sheet_(sheet),
      columns_(find_columns(sheet, mapping)),
      dates_(sheet, column_of(columns_, kDate)),
      numbers_(sheet, number_columns(columns_), Numbers::Writer::kLocale) {
  if (!dates_.question().empty()) sheet.ask(dates_.question());
  const auto said_otherwise = [](const std::optional<bool>& said, bool told, bool rows) {
    return said && told && *said != rows;
  };
  const bool dates_told = dates_.told_day_first().has_value();
  if (sheet.rows() > 0 && said_otherwise(mapping.day_first, dates_told, dates_.told_day_first().value_or(false))) {
    sheet.remark(0, tr("dates are in another order than the mapping says, as rows show"));
  }
  if (sheet.rows() > 0 && said_otherwise(mapping.decimal_comma, numbers_.told(), numbers_.comma())) {
    sheet.remark(0, tr("numbers have another decimal mark than the mapping says, as rows show"));
  }
  for (Reading& reading : columns_) {
    if (!reading.at) continue;
    const Meaning meaning = reading.column->meaning;
    if (reading.is_time() && meaning != kTest) decide_duration(reading);
    if (meaning == kDistance || (meaning == kMarker && !reading.is_time())) decide_unit(reading);
    if (meaning == kRpe) decide_rpe(reading);
    if (meaning == kTest) decide_test(reading);
  }
}

std::vector<double> MappedTable::values_of(const Reading& reading) const {
  std::vector<double> values;
  for (std::size_t row = 0; row < sheet_.rows(); ++row) {
    const double value = numbers_.value(row, reading.at);
    if (value > 0.0) values.push_back(value);
  }
  return values;
}

void MappedTable::leave_open(Reading& reading, Question question) {
  reading.open = true;
  reading.unit.clear();
  question.column = reading.column->heading;
  sheet_.ask(std::move(question));
}

/// Durations of a session, hours of sleep, times of a test.
void MappedTable::decide_duration(Reading& reading) {
  const MappedColumn& column = *reading.column;
  double unit = kMissing;
  const bool clocks = column.unit == "h:mm" || column.unit == "mm:ss";
  for (const ColumnUnit& known : units_for(kDuration, "")) {
    if (known.unit == column.unit && !clocks) unit = known.factor;
  }
  const std::vector<double> values = values_of(reading);
  const bool decided_here = std::isnan(unit) && !clocks && column.meaning == kMarker && !values.empty();
  if (decided_here) {
    const std::vector<ColumnUnit> likely = likely_units(column.meaning, column.name, values);
    if (likely.size() == 1) unit = 3600.0 * likely.front().factor;
  }
  reading.durations = duration_format(sheet_, reading.at, numbers_, unit);
  if (decided_here) reading.durations.unit = unit;
  if (clocks) {
    reading.durations.parts_are_minutes = column.unit == "mm:ss";
    reading.durations.unit = kMissing;
    return;
  }
  if (reading.durations.has_numbers && std::isnan(reading.durations.unit)) {
    return leave_open(reading, {Question::Kind::kUnit,
                                tr("is {} in hours, minutes or seconds? Neither its heading nor its rows "
                                   "tell, so it is left out",
                                   quote(column.heading)),
                                "",
                                "",
                                "",
                                "",
                                {{"min", tr("minutes")}, {"h", tr("hours")}, {"s", tr("seconds")}}});
  }
  if (!column.unit.empty()) return;
  const bool numbers = reading.durations.has_numbers;
  for (const ColumnUnit& known : units_for(kDuration, "")) {
    if (numbers && known.factor == reading.durations.unit && known.unit.find(':') == std::string_view::npos) {
      reading.unit = known.unit;
      reading.evidence = tr("{} by its values", known.unit);
    }
  }
  if (!numbers && reading.durations.has_clocks) {
    reading.unit = reading.durations.parts_are_minutes ? "mm:ss" : "h:mm";
    reading.evidence = reading.durations.parts_are_minutes ? tr("a first part of 24 or more shows minutes and seconds")
                                                           : tr("two parts are taken for hours and minutes");
  }
}

/// Distances and markers, of which each unit has its range.
void MappedTable::decide_unit(Reading& reading) {
  const MappedColumn& column = *reading.column;
  const auto take = [&](const ColumnUnit& unit) {
    reading.unit = unit.unit, reading.factor = unit.factor, reading.logarithm = unit.logarithm;
  };
  const std::vector<ColumnUnit> all = units_for(column.meaning, column.name);
  for (const ColumnUnit& unit : all) {
    if (unit.unit == column.unit) return take(unit);
  }
  const std::vector<double> values = values_of(reading);
  if (values.empty()) return;
  std::vector<ColumnUnit> likely = likely_units(column.meaning, column.name, values);
  if (likely.size() > 1 && column.meaning == kDistance && sheet_.choices().distance_unit) {
    std::erase_if(likely, [&](const ColumnUnit& unit) { return unit.factor != *sheet_.choices().distance_unit; });
  }
  if (likely.size() == 1) {
    take(likely.front());
    if (all.size() > 1) reading.evidence = tr("{} by its values", reading.unit);
    return;
  }
  const std::vector<ColumnUnit>& open = likely.empty() ? all : likely;
  Question question{Question::Kind::kUnit,
                    tr("which unit is {} in, {}? Neither its heading nor its rows tell, so it is left out",
                       quote(column.heading), units_text(open))};
  for (const ColumnUnit& unit : open) question.choices.push_back({std::string(unit.unit), std::string(unit.unit)});
  leave_open(reading, std::move(question));
}

void MappedTable::decide_rpe(Reading& reading) {
  const MappedColumn& column = *reading.column;
  for (const ColumnUnit& unit : units_for(kRpe, "")) {
    if (unit.unit == column.unit) reading.factor = unit.factor;
  }
  const std::vector<double> values = values_of(reading);
  const double most = values.empty() ? 0.0 : *std::max_element(values.begin(), values.end());
  constexpr double kMost = 10.0;
  if (most * reading.factor > kMost) {
    Question question{
        Question::Kind::kScale,
        tr("which scale is {} on? {:g} is not on CR-10 (0-10){}, so it is left out", quote(column.heading), most,
           column.unit.empty() ? tr("; \"0-100\" is CR-100, and others are not read") : "")};
    constexpr double kMostOf100 = 100.0;
    if (column.unit.empty() && most <= kMostOf100) question.choices = {{"0-100", "CR-100"}};
    leave_open(reading, std::move(question));
  } else if (column.unit.empty()) {
    reading.unit = "0-10", reading.evidence = tr("no value above 10");
  }
}

/// A time over a known distance is a speed; another time is no performance, since less of it is better.
void MappedTable::decide_test(Reading& reading) {
  const MappedColumn& column = *reading.column;
  if (!std::isnan(column.over)) {
    double unit = kMissing;
    for (const ColumnUnit& known : units_for(kDuration, "")) {
      if (known.unit == column.unit && known.unit.find(':') == std::string_view::npos) unit = known.factor;
    }
    reading.durations = duration_format(sheet_, reading.at, numbers_, unit);
    if (column.unit != "h:mm") reading.durations.parts_are_minutes = true;  // races are in minutes and seconds
    reading.durations.unit = unit;
    reading.unit = "m/s";
    return;
  }
  bool clocks = is_time_unit(column.unit);
  for (std::size_t row = 0; row < sheet_.rows() && !clocks; ++row) {
    clocks = read_clock_text(sheet_.cell(row, reading.at)).has_value();
  }
  if (!clocks) return;
  leave_open(reading, {Question::Kind::kTestDistance,
                       tr("{} is a time, of which less is better: over which distance? With \"over\", in "
                          "metres, the speed is taken; without, it is left out",
                          quote(column.heading))});
}

std::optional<RowDate> MappedTable::date(std::size_t row) const {
  std::optional<RowDate> date = dates_.date(row);
  if (!date || date->clock) return date;
  if (const Column start = column_of(columns_, kStart)) {
    const auto clock = read_date_text(fmt::format("2000-01-01 {}", sheet_.cell(row, start)));  // also "5:30 pm"
    if (clock) date->clock = clock->clock;
  }
  return date;
}

double MappedTable::number(std::size_t row, const Reading& reading) const {
  if (reading.open || !reading.at) return kMissing;
  const double number = numbers_.value(row, reading.at);
  if (reading.is_time()) {
    const double seconds = number == 0.0 ? 0.0 : reading.durations.seconds(sheet_.cell(row, reading.at), number);
    if (reading.column->meaning == kTest) return reading.column->over / seconds;
    return seconds / seconds_of_unit(reading);
  }
  return reading.logarithm ? std::exp(number) : reading.factor * number;
}

std::string MappedTable::shown(std::size_t row, const Reading& reading) const {
  const Meaning meaning = reading.column->meaning;
  const std::string_view cell = text(row, reading);
  if (meaning == kLeaveOut || cell.empty()) return "";
  if (meaning == kDate) {
    const auto day = dates_.date(row);
    return day ? iso(day->date) : "";
  }
  if (meaning == kStart) {
    const auto day = date(row);
    if (!day || !day->clock) return "";
    const int minutes = static_cast<int>(*day->clock / 60.0);
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
  }
  if (!is_number(meaning)) return std::string(cell);
  const double value = number(row, reading);
  if (!std::isfinite(value)) return "";
  if (meaning == kDuration) return fmt::format("{:g} min", value / 60.0);
  if (meaning == kDistance) return fmt::format("{:g} km", value / 1000.0);
  if (meaning == kRpe) return tr("{:g} of 10", value);
  if (meaning == kMarker) return fmt::format("{:.4g} {}", value, units_for(kMarker, reading.column->name).front().unit);
  return reading.unit.empty() ? fmt::format("{:g}", value) : fmt::format("{:g} {}", value, reading.unit);
}

CsvChoices with_answers(CsvChoices choices, const Mapping& mapping) {
  if (mapping.day_first) choices.day_first = mapping.day_first;
  if (mapping.decimal_comma) choices.decimal_comma = mapping.decimal_comma;
  return choices;
}

}  // namespace formcast::intake
