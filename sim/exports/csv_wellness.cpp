#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"

// Exports of mornings: intervals.icu wellness, HRV4Training measurements.
namespace formcast::intake {

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
      sheet.remark(row, tr("no date that can be read: left out"));
      continue;
    }
    add_values(sheet, numbers, row, columns, {date->date, std::nullopt, std::nullopt});
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
      sheet.remark(row, tr("no date that can be read: left out"));
      continue;
    }
    add_values(sheet, numbers, row, columns, *date);
  }
  return sheet.take();
}

}  // namespace formcast::intake
