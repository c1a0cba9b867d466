#include "sim/history/csv_columns.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "sim/base/ascii.hpp"
#include "sim/base/language.hpp"

namespace formcast {
namespace {

using Role = HistoryColumns::Role;

constexpr std::array<std::string_view, 3> kRequired{"date", "load", "performance"};
constexpr std::array<std::string_view, 9> kMarkers{
    "hrv_rmssd", "resting_hr", "sleep_hours", "soreness", "fatigue_rating", "mood", "stress", "rpe", "body_mass"};
/// What a misspelt column may have been meant to be.
constexpr std::array<std::string_view, 11> kOptional{"hrv_rmssd",      "resting_hr",     "sleep_hours",      "soreness",
                                                     "fatigue_rating", "mood",           "stress",           "rpe",
                                                     "body_mass",      "performance_sd", "performance_bound"};

/// A header field taken apart: "Performance [W]" is the name "performance" and the unit "W".
struct Heading {
  std::string name;
  std::string unit;
};

std::string lower(std::string_view text) {
  std::string result(text);
  for (char& c : result) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return result;
}

Heading heading(std::string_view text) {
  const std::size_t open = text.find_first_of("[(");
  const bool closed = open != std::string_view::npos && text.back() == (text[open] == '[' ? ']' : ')');
  if (!closed) return {lower(trimmed(text)), ""};
  return {lower(trimmed(text.substr(0, open))), std::string(trimmed(text.substr(open + 1, text.size() - open - 2)))};
}

Role role_of(std::string_view name) {
  if (name == "athlete") return Role::kAthlete;
  if (name == "date") return Role::kDate;
  if (name == "load") return Role::kLoad;
  if (name == "performance") return Role::kPerformance;
  if (name == "performance_sd") return Role::kError;
  if (name == "performance_bound") return Role::kBound;
  if (name == "test") return Role::kTestKind;
  return std::find(kMarkers.begin(), kMarkers.end(), name) == kMarkers.end() ? Role::kUnused : Role::kMarker;
}

/// Whether a unit is a time, or a time per something such as a pace in min/km: there, less is better.
bool is_time(std::string_view unit) {
  static constexpr std::array<std::string_view, 25> kTimes{
      "s",     "sec",  "secs",   "second",  "seconds",  "ms",      "msec", "millisecond", "milliseconds",
      "min",   "mins", "minute", "minutes", "h",        "hr",      "hrs",  "hour",        "hours",
      "mm:ss", "m:ss", "min:s",  "min:sec", "hh:mm:ss", "h:mm:ss", "h:mm"};
  const std::string time = lower(trimmed(unit.substr(0, unit.find('/'))));
  return std::find(kTimes.begin(), kTimes.end(), time) != kTimes.end();
}

bool has_control_character(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

/// The name that an unknown column was meant to be, or "": a required one that is missing, or `athlete`, without which
/// several athletes would be taken for one.
std::string_view meant(std::string_view name, const std::map<std::string, std::size_t>& known) {
  std::vector<std::string_view> missing;
  for (const std::string_view wanted : {kRequired[0], kRequired[1], kRequired[2], std::string_view("athlete")}) {
    if (!known.contains(std::string(wanted))) missing.push_back(wanted);
  }
  return nearest_name(name, missing);
}

std::string missing_columns(const std::vector<Field>& header, const std::vector<std::string_view>& missing) {
  constexpr std::size_t kMost = 20;
  std::vector<std::string> found;
  for (std::size_t i = 0; i < std::min(header.size(), kMost); ++i) found.push_back(quote(header[i].text));
  const std::string more = header.size() > kMost ? tr(" and {} more", header.size() - kMost) : "";
  return tr(
      "no column \"{}\"; found {}{}; expected date, load, performance and, where there are any, athlete, {}, separated "
      "by comma, semicolon or tab",
      fmt::join(missing, "\", \""), fmt::join(found, ", "), more, fmt::join(kMarkers, ", "));
}

/// The letters and digits of a name: "Player ID", "player_id" and "PlayerID" are one.
std::string letters_of(std::string_view name) {
  std::string letters;
  for (const char c : lower(name)) {
    if (c != ' ' && c != '_' && c != '-' && c != '.' && c != '#') letters += c;
  }
  return letters;
}

/// Whether a column that is not called "athlete" clearly names the athlete.
bool is_athlete(std::string_view name) {
  static constexpr std::array<std::string_view, 10> kPeople{"athlete", "player",  "subject", "participant", "rider",
                                                            "runner",  "swimmer", "rower",   "cyclist",     "skier"};
  static constexpr std::array<std::string_view, 7> kWhat{"", "id", "name", "no", "nr", "number", "code"};
  const std::string letters = letters_of(name);
  for (const std::string_view person : kPeople) {
    if (!letters.starts_with(person)) continue;
    if (std::ranges::find(kWhat, std::string_view(letters).substr(person.size())) != kWhat.end()) return true;
  }
  return false;
}

/// Whether it might: a name or a number is often a session's.
bool may_be_athlete(std::string_view name) {
  static constexpr std::array<std::string_view, 14> kMay{"id",     "name",   "user",     "userid",   "username",
                                                         "person", "member", "fullname", "lastname", "surname",
                                                         "client", "squad",  "personid", "memberid"};
  return std::ranges::find(kMay, letters_of(name)) != kMay.end();
}

/// Without a column "athlete", takes one that clearly names the athlete.
void take_athlete(const std::vector<Field>& header, HistoryColumns& result, std::map<std::string, std::size_t>& known) {
  if (result.has_athlete) return;
  for (std::size_t i = 0; i < header.size(); ++i) {
    HistoryColumns::Column& column = result.columns[i];
    if (column.role != Role::kUnused || !is_athlete(column.name)) continue;
    column.role = Role::kAthlete;
    result.has_athlete = true;
    known.emplace("athlete", i + 1);
    result.notes.push_back(tr("column {} is taken as the athlete", quote(header[i].text)));
    return;
  }
}

std::string unused_note(const HistoryColumns& columns, const Field& field, std::size_t number) {
  const std::string& name = columns.columns[number - 1].name;
  if (name.empty()) return tr("column {} has no name and is not used", number);
  const std::string whole = heading(field.text).unit.empty() ? name : field.text;
  const std::string_view near = nearest_name(name, kOptional);
  const std::string hint = near.empty() ? "" : tr("; did you mean \"{}\"?", near);
  return tr("column {} is not used{}", quote(whole), hint);
}

/// Reads one header field into `result`; returns what is wrong with it, or "".
std::string add_column(HistoryColumns& result, const Field& field, std::map<std::string, std::size_t>& known) {
  const Heading head = heading(field.text);
  const std::size_t number = result.columns.size() + 1;
  HistoryColumns::Column column{role_of(head.name), head.name, result.markers.size()};
  if (column.role == Role::kMarker) result.markers.push_back(head.name);
  if (column.role == Role::kAthlete) result.has_athlete = true;
  if (column.role == Role::kLoad && !head.unit.empty()) {
    result.load_unit = head.unit;
    result.names_load_unit = true;
  }
  if (column.role == Role::kPerformance) result.performance_unit = head.unit;
  if (column.role == Role::kError) result.error_unit = head.unit;
  result.columns.push_back(column);
  if (head.name.empty()) return "";
  const auto [before, is_new] = known.emplace(head.name, number);
  if (!is_new && column.role != Role::kUnused)
    return tr("column {} appears twice, as columns {} and {}", quote(head.name), before->second, number);
  if (column.role != Role::kUnused && has_control_character(field.text)) {
    return tr("column {} holds a control character or a line break", quote(field.text));
  }
  if (column.role == Role::kPerformance && is_time(head.unit)) {
    return tr(
        "performance [{}] is a time, where lower is better; give a speed instead (distance divided by time, such as "
        "m/s)",
        head.unit);
  }
  return "";
}

}  // namespace

HistoryColumns read_columns(const std::vector<Field>& header, const DelimitedText& table) {
  HistoryColumns result;
  std::map<std::string, std::size_t> known;
  std::vector<std::string> wrong;
  for (const Field& field : header) {
    const std::string problem = add_column(result, field, known);
    if (!problem.empty()) wrong.push_back(at(table.place(field), problem));
  }
  take_athlete(header, result, known);
  for (std::size_t i = 0; i < header.size(); ++i) {
    if (result.columns[i].role != Role::kUnused) continue;
    const std::string_view near = meant(result.columns[i].name, known);
    if (near.empty() && !result.has_athlete && may_be_athlete(result.columns[i].name)) {
      result.questions.push_back(
          tr("does column {} name the athlete? Then call it \"athlete\": now all rows are one athlete's",
             quote(header[i].text)));
    } else if (near.empty()) {
      result.notes.push_back(unused_note(result, header[i], i + 1));
    } else {
      wrong.push_back(at(table.place(header[i]),
                         tr("unknown column {}; did you mean \"{}\"?", quote(result.columns[i].name), near)));
    }
  }
  if (!result.error_unit.empty() && !result.performance_unit.empty() && result.error_unit != result.performance_unit) {
    wrong.push_back(at(table.place(header[known.at("performance_sd") - 1]),
                       tr("performance_sd is in {}, but performance in {}; expected the same unit", result.error_unit,
                          result.performance_unit)));
  }
  std::vector<std::string_view> missing;
  for (const std::string_view name : kRequired) {
    if (!known.contains(std::string(name))) missing.push_back(name);
  }
  if (!missing.empty()) {
    const Place place = table.place(header.front());
    wrong.push_back(at(Place{place.file, place.line}, missing_columns(header, missing)));
  }
  if (!wrong.empty()) throw InputError(fmt::format("{}", fmt::join(wrong, "\n")));
  return result;
}

}  // namespace formcast
