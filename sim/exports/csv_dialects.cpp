#include "sim/exports/csv_dialects.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <utility>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/exports/mapping.hpp"
#include "sim/sessions/text_decoding.hpp"

namespace formcast::intake {
namespace {

bool is_intervals_activities(const Sheet& sheet) {
  return sheet.has("id") && sheet.has("start_date_local") && sheet.has("type") && sheet.has_beginning("icu_");
}

bool is_intervals_wellness(const Sheet& sheet) {
  const bool more = sheet.column({"hrv", "hrvsdnn", "sleepsecs", "ctl", "soreness"}).has_value();
  return sheet.column({"id", "date"}).has_value() && sheet.has("restinghr") && more;
}

bool is_training_peaks(const Sheet& sheet) {
  return sheet.has("workoutday") && sheet.has("workouttype") && sheet.has("title");
}

bool is_strava(const Sheet& sheet) {
  return sheet.column({"activity id", "aktivit\u00E4ts-id", "id de l'activit\u00E9"}) &&
         sheet.column(
             {"activity date", "aktivit\u00E4tsdatum", "datum der aktivit\u00E4t", "date de l'activit\u00E9"}) &&
         sheet.column({"elapsed time", "verstrichene zeit", "temps \u00E9coul\u00E9"});
}

bool is_garmin_connect(const Sheet& sheet) {
  return sheet.column({"activity type", "aktivit\u00E4tstyp", "type d'activit\u00E9"}) &&
         sheet.column({"date", "datum"}) && sheet.column({"title", "titel", "titre"}) &&
         sheet.column({"time", "zeit", "activity time", "dur\u00E9e"});
}

bool is_hrv4training(const Sheet& sheet) {
  const bool more = sheet.column({"avnn", "hrv4t_recovery_points", "pnn50"}).has_value();
  return sheet.column({"date", "timestamp_measurement"}) && sheet.has("rmssd") && sheet.has("hr") && more;
}

/// A history of Formcast's own has RPE as a marker and performances.
bool is_rpe_sheet(const Sheet& sheet) { return !sheet.has("performance") && find_rpe_columns(sheet).has_value(); }

struct Dialect {
  bool (*fits)(const Sheet&);
  Content (*read)(Sheet&);
};

/// The first that fits is taken; what a coach writes has the fewest headings of its own, so it is last.
constexpr Dialect kDialects[] = {
    {is_intervals_activities, read_intervals_activities},
    {is_intervals_wellness, read_intervals_wellness},
    {is_training_peaks, read_training_peaks},
    {is_strava, read_strava},
    {is_garmin_connect, read_garmin_connect},
    {is_whoop_cycles, read_whoop_cycles},
    {is_whoop_workouts, read_whoop_workouts},
    {is_whoop_sleeps, read_whoop_sleeps},
    {is_hrv4training, read_hrv4training},
    {is_oura, read_oura},
    {is_elite_hrv, read_elite_hrv},
    {is_vald, read_vald},
    {is_hawkin, read_hawkin},
    {is_catapult, read_catapult},
    {is_statsports, read_statsports},
    {is_strong, read_strong},
    {is_hevy, read_hevy},
    {is_intervals_streams, read_intervals_streams},
    {is_rpe_sheet, read_rpe_sheet},
    {is_wellness_sheet, read_wellness_sheet},
    {is_test_sheet, read_test_sheet},
};

}  // namespace

std::vector<Column> columns_of(std::span<const NamedColumn> columns) {
  std::vector<Column> found;
  for (const NamedColumn& column : columns) found.push_back(column.column);
  return found;
}

namespace {

double value_of(const Numbers& numbers, std::size_t row, const NamedColumn& of) {
  return of.factor * (of.zero_is_missing ? numbers.positive(row, of.column) : numbers.value(row, of.column));
}

}  // namespace

void add_vendor_values(Session& session, const Numbers& numbers, std::size_t row,
                       std::span<const NamedColumn> columns) {
  for (const NamedColumn& column : columns) {
    const double value = value_of(numbers, row, column);
    if (std::isfinite(value)) session.vendor.push_back({std::string(column.name), value});
  }
}

void add_values(Sheet& sheet, const Numbers& numbers, std::size_t row, std::span<const NamedColumn> columns,
                const RowDate& when) {
  const Seconds time = when.offset && when.clock ? seconds_of(when) - *when.offset : kMissing;
  for (const NamedColumn& column : columns) {
    sheet.add(std::string(column.name), value_of(numbers, row, column), when.date, time, when.offset);
  }
}

void add_session(Sheet& sheet, std::size_t row, Session session) {
  if (std::isnan(session.start)) return sheet.remark(row, tr("no date that can be read: left out"));
  if (!(session.duration > 0.0)) session.duration = session.elapsed;
  if (!(session.duration > 0.0) && !(session.distance > 0.0)) {
    return sheet.remark(row, tr("neither a duration nor a distance: left out"));
  }
  sheet.add(std::move(session));
}

namespace {

/// Reads a table by the dialect of its headings.
std::optional<Content> read_dialect(std::string_view text, std::string_view named, const CsvChoices& choices,
                                    std::string_view title = {}) {
  Sheet sheet(text, named, choices);
  sheet.set_title(title);
  for (const Dialect& dialect : kDialects) {
    if (!dialect.fits(sheet)) continue;
    sheet.read_rows();
    return dialect.read(sheet);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Content> read_export_csv(std::string_view text, std::string_view named, const CsvChoices& choices) {
  if (const Mapping* mapping = mapping_for(text, choices.mappings, false)) {
    return read_mapped_csv(text, named, *mapping, choices);
  }
  const DecodedText decoded = decode_table(text);
  if (auto content = read_polar_flow(decoded.text(), named, choices)) return content;
  if (auto content = read_dialect(decoded.text(), named, choices)) return content;
  if (const Mapping* mapping = mapping_for(text, choices.mappings, true)) {
    return read_mapped_csv(text, named, *mapping, choices);
  }
  // Team tracking writes lines about the session above the headings.
  const std::optional<TitledTable> titled = titled_table(decoded.text());
  return titled ? read_dialect(titled->body, named, choices, titled->title) : std::nullopt;
}

}  // namespace formcast::intake
