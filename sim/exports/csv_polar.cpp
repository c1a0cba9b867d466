#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/sports.hpp"
#include "sim/sessions/text_decoding.hpp"
#include "sim/sessions/track.hpp"

// A session that Polar Flow exports: a table of sums with one row, and below it one of samples.
namespace formcast::intake {
namespace {

struct PolarSamples {
  Column time, heart_rate, speed, distance, altitude, cadence, power;
  double speed_unit = 1.0 / 3.6;  ///< [m/s]
  double length_unit = 1.0;       ///< of distances and altitudes [m]
};

PolarSamples sample_columns(const Sheet& sheet) {
  constexpr double kMilePerHour = 0.44704, kFoot = 0.3048;
  PolarSamples columns;
  columns.time = sheet.column({"time"});
  columns.heart_rate = sheet.column({"hr (bpm)"});
  columns.speed = sheet.column({"speed (km/h)", "speed (mph)"});
  columns.distance = sheet.column({"distances (m)", "distances (ft)"});
  columns.altitude = sheet.column({"altitude (m)", "altitude (ft)"});
  columns.cadence = sheet.column({"cadence"});
  columns.power = sheet.column({"power (w)"});
  if (sheet.has("speed (mph)")) columns.speed_unit = kMilePerHour;
  if (sheet.has("distances (ft)") || sheet.has("altitude (ft)")) columns.length_unit = kFoot;
  return columns;
}

Samples samples_of(Sheet& sheet, Seconds start) {
  const PolarSamples columns = sample_columns(sheet);
  const Numbers numbers(
      sheet, {columns.heart_rate, columns.speed, columns.distance, columns.altitude, columns.cadence, columns.power},
      Numbers::Writer::kMachine);
  Samples samples;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const auto clock = read_clock_text(sheet.cell(row, columns.time));
    if (!clock || clock->parts.size() != 3) {
      sheet.remark(row, tr("a sample without a time: left out"));
      continue;
    }
    Sample sample;
    sample.time = start + 3600.0 * clock->parts[0] + 60.0 * clock->parts[1] + clock->parts[2];
    sample.heart_rate = numbers.positive(row, columns.heart_rate);
    sample.power = numbers.value(row, columns.power);
    sample.speed = columns.speed_unit * numbers.value(row, columns.speed);
    sample.distance = columns.length_unit * numbers.value(row, columns.distance);
    sample.altitude = columns.length_unit * numbers.value(row, columns.altitude);
    sample.cadence = numbers.value(row, columns.cadence);
    samples.push_back(sample);
  }
  return samples;
}

/// The sums of the session, without its samples. Polar writes days before months, whatever the athlete's country.
Session sums_of(Sheet& sheet) {
  constexpr double kKilometre = 1000.0;
  const Dates dates(sheet, sheet.column({"date"}));
  Session session = sheet.session("CSV (Polar Flow)");
  if (!dates.question().empty()) sheet.ask(dates.question());
  const Column distance = sheet.column({"total distance (km)", "total distance (mi)"});
  const std::vector<NamedColumn> vendor = {{"average_heart_rate", sheet.column({"average heart rate (bpm)"})},
                                           {"max_heart_rate", sheet.column({"max heart rate (bpm)"})},
                                           {"calories", sheet.column({"calories"})}};
  const Column load = sheet.column({"training load", "cardio load"});
  std::vector<Column> numeric = columns_of(vendor);
  numeric.insert(numeric.end(), {distance, load});
  const Numbers numbers(sheet, numeric, Numbers::Writer::kMachine);
  if (auto date = dates.date(0)) {
    const auto start = read_date_text("2000-01-01 " + std::string(sheet.cell(0, sheet.column({"start time"}))));
    if (start) date->clock = start->clock;
    place(session, *date, Clock::kLocal);
  }
  session.sport = sport_name(sheet.cell(0, sheet.column({"sport"})));
  session.duration = read_duration(sheet.cell(0, sheet.column({"duration"})));
  session.distance = (sheet.has("total distance (mi)") ? kMile : kKilometre) * numbers.positive(0, distance);
  add_vendor_values(session, numbers, 0, vendor);
  if (const double value = numbers.positive(0, load); value > 0.0) {
    session.vendor.push_back({"polar_training_load", value, true});
  }
  return session;
}

/// Where the headings of samples begin, and how many lines are above; npos where they are not.
std::size_t find_samples(std::string_view text) {
  for (std::size_t at = 0, lines = 0; at < text.size() && lines < 8; ++lines) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = lower(text.substr(at, end - at));
    if (line.find("sample rate") <= 1 && line.find("hr (bpm)") != std::string::npos) return at;
    at = end + 1;
  }
  return std::string_view::npos;
}

}  // namespace

std::optional<Content> read_polar_flow(std::string_view text, std::string_view named, const CsvChoices& choices) {
  const std::size_t samples_at = find_samples(text);
  if (samples_at == std::string_view::npos || samples_at == 0) return std::nullopt;
  CsvChoices polar = choices;
  polar.day_first = choices.day_first.value_or(true);
  Sheet sums(text.substr(0, samples_at), named, polar);
  if (!sums.has("sport") || !sums.has("date") || !sums.has("duration")) return std::nullopt;
  sums.read_rows();
  if (sums.rows() == 0) return sums.take();
  Session session = sums_of(sums);
  const auto lines =
      static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(samples_at), '\n'));
  const std::string below = std::string(lines, '\n').append(text.substr(samples_at));
  Sheet rows(below, named, polar);
  rows.read_rows();
  std::vector<Note> notes;
  if (std::isfinite(session.start)) {
    finish_track(one_segment(samples_of(rows, session.start)), true, session, notes);
    if (!(session.duration > 0.0)) session.duration = session.elapsed - paused(session.pauses);
  }
  add_session(sums, 0, std::move(session));
  Content content = sums.take();
  Content of_samples = rows.take();
  notes.insert(notes.end(), of_samples.notes.begin(), of_samples.notes.end());
  content.notes.insert(content.notes.end(), notes.begin(), notes.end());
  std::ranges::move(of_samples.questions, std::back_inserter(content.questions));
  return content;
}

}  // namespace formcast::intake
