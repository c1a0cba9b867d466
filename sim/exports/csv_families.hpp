#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sim/exports/csv_dates.hpp"
#include "sim/exports/csv_dialects.hpp"
#include "sim/exports/csv_sheet.hpp"
#include "sim/exports/csv_values.hpp"

/// The dialects behind read_export_csv. Each takes a sheet whose headings fit it, its rows read.
namespace formcast::intake {

Content read_intervals_activities(Sheet& sheet);
Content read_intervals_wellness(Sheet& sheet);
Content read_training_peaks(Sheet& sheet);
Content read_strava(Sheet& sheet);
Content read_garmin_connect(Sheet& sheet);
Content read_hrv4training(Sheet& sheet);
Content read_rpe_sheet(Sheet& sheet);

Content read_oura(Sheet& sheet);
Content read_whoop_cycles(Sheet& sheet);
Content read_whoop_sleeps(Sheet& sheet);
Content read_whoop_workouts(Sheet& sheet);
Content read_elite_hrv(Sheet& sheet);
Content read_vald(Sheet& sheet);
Content read_hawkin(Sheet& sheet);
Content read_catapult(Sheet& sheet);
Content read_statsports(Sheet& sheet);
Content read_strong(Sheet& sheet);
Content read_hevy(Sheet& sheet);
Content read_intervals_streams(Sheet& sheet);
Content read_wellness_sheet(Sheet& sheet);
Content read_test_sheet(Sheet& sheet);

/// Whether the headings are those of a dialect.
bool is_oura(const Sheet& sheet);
bool is_whoop_cycles(const Sheet& sheet);
bool is_whoop_sleeps(const Sheet& sheet);
bool is_whoop_workouts(const Sheet& sheet);
bool is_elite_hrv(const Sheet& sheet);
bool is_vald(const Sheet& sheet);
bool is_hawkin(const Sheet& sheet);
bool is_catapult(const Sheet& sheet);
bool is_statsports(const Sheet& sheet);
bool is_strong(const Sheet& sheet);
bool is_hevy(const Sheet& sheet);
bool is_intervals_streams(const Sheet& sheet);
bool is_wellness_sheet(const Sheet& sheet);
bool is_test_sheet(const Sheet& sheet);

/// A session that Polar Flow exports, a table of its sums above one of its samples. Nothing for another text.
std::optional<Content> read_polar_flow(std::string_view text, std::string_view named, const CsvChoices& choices);

/// The columns of a sheet of dates, durations and RPE. Nothing where one is missing.
struct RpeColumns {
  Column date, duration, rpe;
};
std::optional<RpeColumns> find_rpe_columns(const Sheet& sheet);

/// A column whose numbers are kept under the name of a vendor value or a marker.
struct NamedColumn {
  std::string_view name;
  Column column;
  double factor = 1.0;
  bool zero_is_missing = true;
};

/// The columns there are of `columns`, for Numbers.
std::vector<Column> columns_of(std::span<const NamedColumn> columns);

void add_vendor_values(Session& session, const Numbers& numbers, std::size_t row, std::span<const NamedColumn> columns);

/// Adds a reading for each column that has a number.
void add_values(Sheet& sheet, const Numbers& numbers, std::size_t row, std::span<const NamedColumn> columns,
                const RowDate& when);

/// Adds a session that has a start and a length; otherwise a remark.
void add_session(Sheet& sheet, std::size_t row, Session session);

}  // namespace formcast::intake
