#include <cmath>
#include <string>
#include <vector>

#include "sim/exports/csv_families.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/sports.hpp"
#include "sim/sessions/text_decoding.hpp"

// Exports of rings, straps and apps of the morning: Oura, WHOOP sleeps and workouts, Elite HRV.
namespace formcast::intake {
namespace {

void add_values(Sheet& sheet, const Numbers& numbers, std::size_t row, const std::vector<NamedColumn>& columns,
                const RowDate& when) {
  const Seconds time = when.offset && when.clock ? seconds_of(when) - *when.offset : kMissing;
  for (const NamedColumn& column : columns) {
    sheet.add(std::string(column.name), numbers.positive(row, column.column) * column.factor, when.date, time,
              when.offset);
  }
}

std::vector<NamedColumn> oura_columns(const Sheet& sheet) {
  const Column lowest = sheet.column({"lowest resting heart rate"});
  return {{"sleep_hours", sheet.column({"total sleep duration", "total sleep time"}), 1.0 / 3600.0},
          {"hrv_rmssd", sheet.column({"average hrv"})},
          {"resting_hr", lowest ? lowest : sheet.column({"average resting heart rate"})},
          {"sleep_score", sheet.column({"sleep score"})},
          {"readiness", sheet.column({"readiness score"})},
          {"respiration", sheet.column({"respiratory rate"})}};
}

/// Whether a reading is of the morning, where the file tells them apart.
bool of_morning(std::string_view type) {
  const std::string word = lower(type);
  return word.find("readiness") != std::string::npos || word.find("morning") != std::string::npos;
}

}  // namespace

bool is_oura(const Sheet& sheet) {
  return sheet.has("date") && sheet.has("readiness score") &&
         sheet.column({"average hrv", "bedtime start", "total bedtime"}).has_value();
}

Content read_oura(Sheet& sheet) {
  const Dates dates(sheet, sheet.column({"date"})), ends(sheet, sheet.column({"bedtime end"}));
  if (!dates.question().empty()) sheet.ask(dates.question());
  const std::vector<NamedColumn> columns = oura_columns(sheet);
  const Numbers numbers(sheet, columns_of(columns), Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && dates.question().empty(); ++row) {
    auto date = dates.date(row);
    if (!date) {
      sheet.remark(row, "no date that can be read: left out");
      continue;
    }
    // The moment of waking lets the same night of another device be known as such.
    if (const auto end = ends.date(row); end && end->date == date->date) date = end;
    add_values(sheet, numbers, row, columns, *date);
  }
  return sheet.take();
}

bool is_whoop_sleeps(const Sheet& sheet) {
  return sheet.has("sleep onset") && sheet.has("wake onset") && sheet.has("nap");
}

Content read_whoop_sleeps(Sheet& sheet) {
  const Dates wakes(sheet, sheet.column({"wake onset"}));
  if (!wakes.question().empty()) sheet.ask(wakes.question());
  const Column zone = sheet.column({"cycle timezone"}), nap = sheet.column({"nap"});
  const std::vector<NamedColumn> sleep = {{"sleep_hours", sheet.column({"asleep duration (min)"}), 1.0 / 60.0}};
  const std::vector<NamedColumn> night = {{"sleep_score", sheet.column({"sleep performance %"})},
                                          {"respiration", sheet.column({"respiratory rate (rpm)"})}};
  std::vector<Column> all = columns_of(sleep);
  for (const Column& column : columns_of(night)) all.push_back(column);
  const Numbers numbers(sheet, all, Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && wakes.question().empty(); ++row) {
    auto wake = wakes.date(row);
    if (!wake) {
      sheet.remark(row, "a sleep without an end: left out");
      continue;
    }
    wake->offset = whoop_offset(sheet.cell(row, zone));
    add_values(sheet, numbers, row, sleep, *wake);
    if (lower(sheet.cell(row, nap)) != "true") add_values(sheet, numbers, row, night, *wake);
  }
  return sheet.take();
}

bool is_whoop_workouts(const Sheet& sheet) { return sheet.has("workout start time") && sheet.has("activity name"); }

Content read_whoop_workouts(Sheet& sheet) {
  const Dates starts(sheet, sheet.column({"workout start time"})), ends(sheet, sheet.column({"workout end time"}));
  if (!starts.question().empty()) sheet.ask(starts.question());
  const std::vector<NamedColumn> vendor = {{"average_heart_rate", sheet.column({"average hr (bpm)"})},
                                           {"max_heart_rate", sheet.column({"max hr (bpm)"})},
                                           {"calories", sheet.column({"energy burned (cal)"})}};
  const Column strain = sheet.column({"activity strain"}), minutes = sheet.column({"duration (min)"});
  const Column distance = sheet.column({"distance (meters)"}), zone = sheet.column({"cycle timezone"});
  std::vector<Column> numeric = columns_of(vendor);
  numeric.insert(numeric.end(), {strain, minutes, distance});
  const Numbers numbers(sheet, numeric, Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && starts.question().empty(); ++row) {
    Session session = sheet.session("CSV (WHOOP)");
    auto start = starts.date(row);
    const auto end = ends.date(row);
    if (start && end && seconds_of(*end) > seconds_of(*start)) session.elapsed = seconds_of(*end) - seconds_of(*start);
    if (start && start->clock) start->offset = whoop_offset(sheet.cell(row, zone));
    if (start) place(session, *start, Clock::kLocal);
    session.sport = sport_name(sheet.cell(row, sheet.column({"activity name"})));
    session.duration = 60.0 * numbers.positive(row, minutes);
    session.distance = numbers.positive(row, distance);
    const double value = numbers.value(row, strain);
    if (value >= 0.0) session.vendor.push_back({"whoop_strain", value, true});
    add_vendor_values(session, numbers, row, vendor);
    add_session(sheet, row, std::move(session));
  }
  return sheet.take();
}

bool is_elite_hrv(const Sheet& sheet) {
  return sheet.column({"date time start", "date time", "datetime", "date"}) && sheet.has("lnrmssd") &&
         sheet.has("rmssd") && sheet.column({"morning readiness", "hrv cv", "balance", "hrv"}).has_value();
}

Content read_elite_hrv(Sheet& sheet) {
  const Dates dates(sheet, sheet.column({"date time start", "date time", "datetime", "date"}));
  if (!dates.question().empty()) sheet.ask(dates.question());
  // "HRV" is a score from 0 to 100, ln rMSSD x 15.38, and no time.
  const std::vector<NamedColumn> columns = {{"hrv_rmssd", sheet.column({"rmssd"})},
                                            {"resting_hr", sheet.column({"hr"})},
                                            {"hrv_sdnn", sheet.column({"sdnn"})},
                                            {"elite_hrv_score", sheet.column({"hrv"})},
                                            {"elite_hrv_readiness", sheet.column({"morning readiness"})}};
  const Column type = sheet.column({"type"});
  bool tells = false;
  for (std::size_t row = 0; row < sheet.rows(); ++row) tells = tells || of_morning(sheet.cell(row, type));
  const Numbers numbers(sheet, columns_of(columns), Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && dates.question().empty(); ++row) {
    const auto date = dates.date(row);
    if (!date) {
      sheet.remark(row, "no date that can be read: left out");
    } else if (tells && !of_morning(sheet.cell(row, type))) {
      sheet.remark(row, "no reading of the morning: left out");
    } else {
      add_values(sheet, numbers, row, columns, *date);
    }
  }
  return sheet.take();
}

}  // namespace formcast::intake
