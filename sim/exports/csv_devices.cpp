#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/text_decoding.hpp"

// Exports of rings and apps of the morning: Oura, Elite HRV.
namespace formcast::intake {
namespace {

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
      sheet.remark(row, tr("no date that can be read: left out"));
      continue;
    }
    // The moment of waking lets the same night of another device be known as such.
    if (const auto end = ends.date(row); end && end->date == date->date) date = end;
    add_values(sheet, numbers, row, columns, *date);
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
      sheet.remark(row, tr("no date that can be read: left out"));
    } else if (tells && !of_morning(sheet.cell(row, type))) {
      sheet.remark(row, tr("no reading of the morning: left out"));
    } else {
      add_values(sheet, numbers, row, columns, *date);
    }
  }
  return sheet.take();
}

}  // namespace formcast::intake
