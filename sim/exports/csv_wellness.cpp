#include <fmt/format.h>

#include <cmath>
#include <string>
#include <vector>

#include "sim/exports/csv_families.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/text_decoding.hpp"

// Exports of mornings: intervals.icu wellness, WHOOP cycles, HRV4Training measurements.
namespace formcast::intake {
namespace {

/// When a row was measured; the moment where the file has it.
struct Measured {
  Date date;
  Seconds time = kMissing;
  std::optional<double> offset = std::nullopt;  ///< [s]
};

void add_readings(Sheet& sheet, const Numbers& numbers, std::size_t row, const std::vector<NamedColumn>& columns,
                  const Measured& when) {
  for (const NamedColumn& column : columns) {
    const double value =
        column.zero_is_missing ? numbers.positive(row, column.column) : numbers.value(row, column.column);
    sheet.add(std::string(column.name), value * column.factor, when.date, when.time, when.offset);
  }
}

}  // namespace

std::optional<double> whoop_offset(std::string_view zone) {
  if (zone.starts_with("UTC") || zone.starts_with("GMT")) zone.remove_prefix(3);
  return zone.empty() ? std::optional<double>() : parse_offset(zone);
}

Content read_intervals_wellness(Sheet& sheet) {
  const Dates dates(sheet, sheet.column({"id", "date"}));
  if (!dates.question().empty()) sheet.ask(dates.question());
  // On the scales from 1 to 4 the athlete's best is 1, also for mood: they keep names of their own.
  const std::vector<NamedColumn> columns = {{"resting_hr", sheet.column({"restinghr"})},
                                            {"hrv_rmssd", sheet.column({"hrv"})},
                                            {"hrv_sdnn", sheet.column({"hrvsdnn"})},
                                            {"sleep_hours", sheet.column({"sleepsecs"}), 1.0 / 3600.0},
                                            {"body_mass", sheet.column({"weight"})},
                                            {"sleep_score", sheet.column({"sleepscore"})},
                                            {"readiness", sheet.column({"readiness"})},
                                            {"spo2", sheet.column({"spo2"})},
                                            {"respiration", sheet.column({"respiration"})},
                                            {"intervals_soreness", sheet.column({"soreness"})},
                                            {"intervals_fatigue", sheet.column({"fatigue"})},
                                            {"intervals_stress", sheet.column({"stress"})},
                                            {"intervals_mood", sheet.column({"mood"})},
                                            {"intervals_motivation", sheet.column({"motivation"})},
                                            {"intervals_sleep_quality", sheet.column({"sleepquality"})}};
  const Numbers numbers(sheet, columns_of(columns), Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && dates.question().empty(); ++row) {
    const auto date = dates.date(row);
    if (!date) {
      sheet.remark(row, "no date that can be read: left out");
      continue;
    }
    add_readings(sheet, numbers, row, columns, {date->date});
  }
  return sheet.take();
}

Content read_whoop_cycles(Sheet& sheet) {
  const Dates wakes(sheet, sheet.column({"wake onset"}));
  if (!wakes.question().empty()) sheet.ask(wakes.question());
  const std::vector<NamedColumn> columns = {{"resting_hr", sheet.column({"resting heart rate (bpm)"})},
                                            {"hrv_rmssd", sheet.column({"heart rate variability (ms)"})},
                                            {"sleep_hours", sheet.column({"asleep duration (min)"}), 1.0 / 60.0},
                                            {"whoop_recovery", sheet.column({"recovery score %"}), 1.0, false},
                                            {"whoop_strain", sheet.column({"day strain"}), 1.0, false},
                                            {"skin_temperature", sheet.column({"skin temp (celsius)"})},
                                            {"spo2", sheet.column({"blood oxygen %"})},
                                            {"respiration", sheet.column({"respiratory rate (rpm)"})},
                                            {"sleep_score", sheet.column({"sleep performance %"})}};
  const Column zone = sheet.column({"cycle timezone"});
  const Numbers numbers(sheet, columns_of(columns), Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && wakes.question().empty(); ++row) {
    // The day of a cycle is the one its sleep ends on; it begins the evening before.
    const auto wake = wakes.date(row);
    if (!wake) {
      sheet.remark(row, "a cycle without a sleep, which has no day: left out");
      continue;
    }
    const auto offset = whoop_offset(sheet.cell(row, zone));
    const Seconds time = offset && wake->clock ? seconds_of(*wake) - *offset : kMissing;
    add_readings(sheet, numbers, row, columns, {wake->date, time, offset});
  }
  return sheet.take();
}

Content read_hrv4training(Sheet& sheet) {
  // Androids write year, day, month. Of the two columns the one that tells the order is taken.
  const Dates measured(sheet, sheet.column({"timestamp_measurement"}), true);
  const Dates days(sheet, sheet.column({"date"}), true);
  const bool by_measured = sheet.has("timestamp_measurement") && measured.question().empty();
  const Dates& dates = by_measured ? measured : days;
  if (!by_measured && (!days.question().empty() || !sheet.has("date"))) {
    sheet.ask(days.question().empty() ? measured.question() : days.question());
    return sheet.take();
  }
  const std::vector<NamedColumn> columns = {{"hrv_rmssd", sheet.column({"rmssd"})},
                                            {"resting_hr", sheet.column({"hr"})},
                                            {"hrv_sdnn", sheet.column({"sdnn"})},
                                            {"hrv4training_recovery_points", sheet.column({"hrv4t_recovery_points"})},
                                            {"hrv4training_sleep_quality", sheet.column({"sleep_quality"})},
                                            {"hrv4training_mental_energy", sheet.column({"mental_energy"})},
                                            {"hrv4training_muscle_soreness", sheet.column({"muscle_soreness"})},
                                            {"hrv4training_fatigue", sheet.column({"fatigue"})},
                                            {"hrv4training_training_rpe", sheet.column({"trainingrpe"})}};
  const Numbers numbers(sheet, columns_of(columns), Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const auto date = dates.date(row);
    if (!date) {
      sheet.remark(row, "no date that can be read: left out");
      continue;
    }
    const Seconds time = date->offset && date->clock ? seconds_of(*date) - *date->offset : kMissing;
    add_readings(sheet, numbers, row, columns, {date->date, time, date->offset});
  }
  return sheet.take();
}

}  // namespace formcast::intake
