#include <cmath>
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/sports.hpp"

// Exports of intervals.icu and TrainingPeaks, which write the same whatever the athlete's language.
namespace formcast::intake {
namespace {

/// Rates on CR-10; a scale with larger numbers is another one.
/// Universal time from a second column, which makes a local start a moment.
void place_by_utc(Session& session, std::string_view utc) {
  const auto moment = parse_iso_time(utc);
  if (!moment || session.clock != Clock::kLocal) return;
  const double offset = session.start - moment->time;
  constexpr double kLargest = 14.0 * 3600.0;
  if (std::fabs(offset) > kLargest || std::fmod(offset, 900.0) != 0.0) return;
  session.start = moment->time;
  session.clock = Clock::kUniversal;
  session.utc_offset = offset;
}

std::vector<NamedColumn> intervals_vendor(const Sheet& sheet) {
  const auto named = [&](std::string_view name, Names keys, bool zero_is_missing = true) {
    return NamedColumn{name, sheet.column(keys), 1.0, zero_is_missing};
  };
  return {named("icu_training_load", {"icu_training_load"}, false),
          named("icu_intensity", {"icu_intensity"}),
          named("icu_fatigue", {"icu_fatigue", "icu_atl"}),
          named("icu_fitness", {"icu_fitness", "icu_ctl"}),
          named("icu_eftp", {"icu_eftp"}),
          named("power_load", {"power_load"}),
          named("hr_load", {"hr_load"}),
          named("pace_load", {"pace_load"}),
          named("trimp", {"trimp"}),
          named("average_heart_rate", {"average_heartrate"}),
          named("max_heart_rate", {"max_heartrate"}),
          named("average_power", {"icu_average_watts"}),
          named("weighted_power", {"icu_normalized_watts", "icu_weighted_avg_watts"}),
          named("icu_feel", {"feel"})};
}

}  // namespace

Content read_intervals_activities(Sheet& sheet) {
  const Dates dates(sheet, sheet.column({"start_date_local"}));
  if (!dates.question().empty()) sheet.ask(dates.question());
  const std::vector<NamedColumn> vendor = intervals_vendor(sheet);
  const Column moving = sheet.column({"moving_time"}), elapsed = sheet.column({"elapsed_time"});
  const Column distance = sheet.column({"distance"}), rpe = sheet.column({"icu_rpe", "perceived_exertion"});
  const Column edited = sheet.column({"icu_training_load_edited"}), utc = sheet.column({"start_date"});
  const Column type = sheet.column({"type"}), name = sheet.column({"name"}), id = sheet.column({"id"});
  std::vector<Column> numeric = columns_of(vendor);
  numeric.insert(numeric.end(), {moving, elapsed, distance, rpe});
  const Numbers numbers(sheet, numeric, Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && dates.question().empty(); ++row) {
    Session session = sheet.session("CSV (intervals.icu)");
    if (const auto date = dates.date(row)) place(session, *date, Clock::kLocal);
    place_by_utc(session, sheet.cell(row, utc));
    session.sport = sport_name(sheet.cell(row, type));
    session.title = std::string(sheet.cell(row, name));
    session.id = std::string(sheet.cell(row, id));
    session.duration = numbers.positive(row, moving);
    session.elapsed = numbers.positive(row, elapsed);
    session.distance = numbers.positive(row, distance);
    session.rpe = cr10(numbers.positive(row, rpe));
    add_vendor_values(session, numbers, row, vendor);
    if (sheet.cell(row, edited) == "true") sheet.remark(row, tr("icu_training_load was edited by hand"));
    add_session(sheet, row, std::move(session));
  }
  return sheet.take();
}

Content read_training_peaks(Sheet& sheet) {
  const Dates dates(sheet, sheet.column({"workoutday"}));
  if (!dates.question().empty()) sheet.ask(dates.question());
  const std::vector<NamedColumn> vendor = {
      {"training_stress_score", sheet.column({"tss"})},           {"intensity_factor", sheet.column({"if"})},
      {"average_heart_rate", sheet.column({"heartrateaverage"})}, {"max_heart_rate", sheet.column({"heartratemax"})},
      {"average_power", sheet.column({"poweraverage"})},          {"max_power", sheet.column({"powermax"})},
      {"trainingpeaks_feeling", sheet.column({"feeling"})}};
  const Column hours = sheet.column({"timetotalinhours"}), distance = sheet.column({"distanceinmeters"});
  const Column rpe = sheet.column({"rpe"}), type = sheet.column({"workouttype"}), title = sheet.column({"title"});
  std::vector<Column> numeric = columns_of(vendor);
  numeric.insert(numeric.end(), {hours, distance, rpe});
  const Numbers numbers(sheet, numeric, Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && dates.question().empty(); ++row) {
    Session session = sheet.session("CSV (TrainingPeaks)");
    if (const auto date = dates.date(row)) place(session, *date, Clock::kLocal);
    session.sport = sport_name(sheet.cell(row, type));
    session.title = std::string(sheet.cell(row, title));
    session.duration = 3600.0 * numbers.positive(row, hours);
    session.distance = numbers.positive(row, distance);
    session.rpe = cr10(numbers.positive(row, rpe));
    add_vendor_values(session, numbers, row, vendor);
    if (!(session.duration > 0.0) && !(session.distance > 0.0)) {
      sheet.remark(row, tr("planned and not done, or without a duration: left out"));
      continue;
    }
    add_session(sheet, row, std::move(session));
  }
  return sheet.take();
}

}  // namespace formcast::intake
