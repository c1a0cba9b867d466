#pragma once

#include <span>
#include <string_view>

#include "sim/intake/csv_dates.hpp"
#include "sim/intake/csv_sheet.hpp"
#include "sim/intake/csv_values.hpp"

/// The dialects behind read_export_csv. Each takes a sheet whose headings fit it, its rows read.
namespace formcast::intake {

Content read_intervals_activities(Sheet& sheet);
Content read_intervals_wellness(Sheet& sheet);
Content read_training_peaks(Sheet& sheet);
Content read_strava(Sheet& sheet);
Content read_garmin_connect(Sheet& sheet);
Content read_whoop_cycles(Sheet& sheet);
Content read_hrv4training(Sheet& sheet);
Content read_rpe_sheet(Sheet& sheet);

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

/// Adds a session that has a start and a length; otherwise a remark.
void add_session(Sheet& sheet, std::size_t row, Session session);

}  // namespace formcast::intake
