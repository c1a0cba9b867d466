#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/text_decoding.hpp"

// Exports of team tracking: Catapult OpenField and STATSports. A file has a row for each player and drill and often one
// for the whole session beside them: the whole counts where it is there, else the drills add up.
namespace formcast::intake {
namespace {

/// Where a vendor's export has what.
struct TeamColumns {
  const char* format = "";
  Column athlete, part, session, date, start;
  Column duration, distance, max_speed;
  std::vector<NamedColumn> loads;
};

bool is_whole(std::string_view part) {
  const std::string word = lower(part);
  for (const std::string_view whole : {"session", "entire session", "whole session", "full session", "total"}) {
    if (word == whole) return true;
  }
  return false;
}

/// Rows of one player's session.
struct Rows {
  std::vector<std::size_t> parts;
  std::vector<std::size_t> wholes;
  RowDate date;  ///< of the earliest
};

using SessionKey = std::tuple<std::string, Date, std::string>;  ///< athlete, date, name of the session

/// Seconds of "1:02:03", which here is never hours and minutes alone, or of a number of minutes or seconds.
double duration_of(const Sheet& sheet, const Numbers& numbers, std::size_t row, Column column) {
  const std::string_view cell = sheet.cell(row, column);
  const auto clock = read_clock_text(cell);
  if (clock && clock->parts.size() == 2) return kMissing;
  if (clock) return read_duration(cell);
  const std::string& key = column ? sheet.keys()[*column] : "";
  const double unit = key.find("(s)") != std::string::npos || key.find("sec") != std::string::npos ? 1.0 : 60.0;
  return unit * numbers.positive(row, column);
}

/// Sum of a column over rows; missing where none has a value.
double sum_of(const Numbers& numbers, const std::vector<std::size_t>& rows, Column column) {
  double sum = kMissing;
  for (const std::size_t row : rows) {
    const double value = numbers.value(row, column);
    if (value >= 0.0) sum = (std::isnan(sum) ? 0.0 : sum) + value;
  }
  return sum;
}

/// Metres of one unit of a distance, by its heading.
double distance_unit(const Sheet& sheet, Column column) {
  const std::string key = column ? sheet.keys()[*column] : "";
  if (key.ends_with("(km)")) return 1000.0;
  if (key.ends_with("(y)") || key.ends_with("(yd)") || key.ends_with("(yds)")) return 0.9144;
  return key.ends_with("(mi)") || key.ends_with("(miles)") ? kMile : 1.0;
}

/// The date in the lines above the headings, for an export without a column of dates.
std::optional<RowDate> date_of_title(Sheet& sheet) {
  std::string_view rest = sheet.title();
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find_first_of(",;\t\r\n"), rest.size());
    std::string cell(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    std::erase(cell, '"');
    const std::size_t first = cell.find_first_not_of(' ');
    if (first == std::string::npos || !read_date_text(cell.substr(first))) continue;
    const std::string text = "date\n" + cell.substr(first) + "\n";
    Sheet one(text, sheet.named(), sheet.choices());
    one.read_rows();
    const Dates dates(one, one.column({"date"}));
    if (!dates.question().empty()) sheet.ask(dates.question());
    if (one.rows() == 1) return dates.date(0);
  }
  return std::nullopt;
}

std::map<SessionKey, Rows> sessions_of(Sheet& sheet, const Dates& dates, const TeamColumns& columns) {
  const std::optional<RowDate> for_all = columns.date ? std::nullopt : date_of_title(sheet);
  std::map<SessionKey, Rows> sessions;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    auto date = columns.date ? dates.date(row) : for_all;
    const std::string athlete(sheet.cell(row, columns.athlete));
    if (!date || athlete.empty()) {
      sheet.remark(row, date ? tr("names no player: left out") : tr("no date that can be read: left out"));
      continue;
    }
    if (!date->clock) {
      const auto start = read_date_text(fmt::format("2000-01-01 {}", sheet.cell(row, columns.start)));
      if (start) date->clock = start->clock;
    }
    Rows& rows = sessions[{athlete, date->date, std::string(sheet.cell(row, columns.session))}];
    const bool first = rows.parts.empty() && rows.wholes.empty();
    if (first || (date->clock && date->clock < rows.date.clock)) rows.date = *date;
    (is_whole(sheet.cell(row, columns.part)) ? rows.wholes : rows.parts).push_back(row);
  }
  return sessions;
}

Session session_of(Sheet& sheet, const Numbers& numbers, const TeamColumns& columns, const SessionKey& key,
                   const Rows& all) {
  Session session = sheet.session(columns.format);
  session.athlete = std::get<0>(key);
  session.title = std::get<2>(key);
  place(session, all.date, Clock::kLocal);
  std::vector<std::size_t> rows = all.parts;
  if (!all.wholes.empty()) rows = {all.wholes.front()};
  if (all.wholes.empty() && rows.size() > 1) {
    sheet.remark(rows.front(), tr("no row of the whole session: its parts are added up"));
  }
  double seconds = 0.0;
  for (const std::size_t row : rows) {
    const double part = duration_of(sheet, numbers, row, columns.duration);
    seconds += part > 0.0 ? part : 0.0;
  }
  if (seconds > 0.0) session.duration = seconds;
  session.distance = distance_unit(sheet, columns.distance) * sum_of(numbers, rows, columns.distance);
  for (const NamedColumn& load : columns.loads) {
    const double value = sum_of(numbers, rows, load.column);
    if (std::isfinite(value)) session.vendor.push_back({std::string(load.name), value, true});
  }
  return session;
}

Content read_team(Sheet& sheet, const TeamColumns& columns) {
  const Dates dates(sheet, columns.date);
  if (!dates.question().empty()) {
    sheet.ask(dates.question());
    return sheet.take();
  }
  std::vector<Column> numeric = columns_of(columns.loads);
  numeric.insert(numeric.end(), {columns.duration, columns.distance});
  const Numbers numbers(sheet, numeric, Numbers::Writer::kLocale);
  for (const auto& [key, rows] : sessions_of(sheet, dates, columns)) {
    const std::size_t first = rows.wholes.empty() ? rows.parts.front() : rows.wholes.front();
    Session session = session_of(sheet, numbers, columns, key, rows);
    const bool loaded = !session.vendor.empty() && !(session.duration > 0.0) && !(session.distance > 0.0);
    if (loaded) {
      sheet.add(std::move(session));
    } else {
      add_session(sheet, first, std::move(session));
    }
  }
  return sheet.take();
}

/// The first column whose heading begins so, such as "total distance (m)".
Column beginning(const Sheet& sheet, Names beginnings) {
  for (const std::string_view prefix : beginnings) {
    for (std::size_t i = 0; i < sheet.keys().size(); ++i) {
      const std::string_view key = sheet.keys()[i];
      const std::string_view rest = key.substr(std::min(prefix.size(), key.size()));
      if (key.starts_with(prefix) && (rest.empty() || rest.starts_with(" (") || rest.starts_with('('))) return i;
    }
  }
  return std::nullopt;
}

Column player(const Sheet& sheet) {
  return sheet.column(
      {"player name", "player display name", "player", "athlete", "athlete name", "player_name", "name"});
}

}  // namespace

bool is_catapult(const Sheet& sheet) {
  return player(sheet) && beginning(sheet, {"total player load", "player load", "total_player_load"}) &&
         sheet.column({"period name", "period", "period number", "period_name", "activity name"}).has_value();
}

Content read_catapult(Sheet& sheet) {
  TeamColumns columns;
  columns.format = "CSV (Catapult)";
  columns.athlete = player(sheet);
  columns.part = sheet.column({"period name", "period", "period_name"});
  columns.session = sheet.column({"activity name", "session name", "activity"});
  columns.date = sheet.column({"date", "activity date", "session date"});
  columns.start = sheet.column({"start time", "activity start time", "period start time"});
  columns.duration = beginning(sheet, {"total duration", "field time", "duration", "total_duration"});
  columns.distance = beginning(sheet, {"total distance", "total_distance"});
  columns.loads = {{"player_load", beginning(sheet, {"total player load", "player load", "total_player_load"})},
                   // The limits of bands are the club's own.
                   {"velocity_band_5_distance", beginning(sheet, {"velocity band 5 total distance"})},
                   {"velocity_band_6_distance", beginning(sheet, {"velocity band 6 total distance"})},
                   {"high_speed_distance", beginning(sheet, {"high speed distance", "high speed running distance"})}};
  return read_team(sheet, columns);
}

bool is_statsports(const Sheet& sheet) {
  const bool own =
      beginning(sheet, {"hml distance", "high metabolic load distance", "dynamic stress load", "dsl"}).has_value();
  return own && player(sheet) && beginning(sheet, {"total distance", "total_distance"}).has_value();
}

Content read_statsports(Sheet& sheet) {
  TeamColumns columns;
  columns.format = "CSV (STATSports)";
  columns.athlete = player(sheet);
  columns.part = sheet.column({"drill title", "drill name", "drill", "split name"});
  columns.session = sheet.column({"session title", "session name", "session"});
  columns.date = sheet.column({"session date", "date", "drill date"});
  columns.start = sheet.column({"session start time", "drill start time", "start time"});
  columns.duration = beginning(sheet, {"total time", "drill duration", "duration"});
  columns.distance = beginning(sheet, {"total distance", "total_distance"});
  columns.loads = {
      {"dynamic_stress_load", beginning(sheet, {"dynamic stress load", "dsl"})},
      {"hml_distance", beginning(sheet, {"hml distance", "high metabolic load distance"})},
      {"high_speed_distance", beginning(sheet, {"high speed running (absolute)", "high speed running", "hsr"})},
      {"player_load", beginning(sheet, {"total player load", "total_player_load"})}};
  return read_team(sheet, columns);
}

}  // namespace formcast::intake
