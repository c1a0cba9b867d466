#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/text_decoding.hpp"

// Exports of logs of strength training, a row a set: Strong, in the language of the app, and Hevy. Their RPE is of a
// set, and no session RPE.
namespace formcast::intake {
namespace {

struct StrengthColumns {
  const char* format = "";
  Column date, end, title, duration, exercise, order, weight, repetitions, seconds, unit;
  double kilograms = kMissing;  ///< of one unit of weight; missing where the file does not say
};

/// Rows between sets: rest, notes.
bool is_no_set(std::string_view order) {
  const std::string word = lower(order);
  return word.starts_with("rest") || word.starts_with("note") || word.starts_with("ruhe");
}

/// [kg]; missing where nothing says in which unit.
double weight_of(const Sheet& sheet, const Numbers& numbers, const StrengthColumns& columns, std::size_t row) {
  const double weight = numbers.value(row, columns.weight);
  if (!(weight > 0.0)) return weight;
  const std::string unit = lower(sheet.cell(row, columns.unit));
  if (unit.starts_with("kg")) return weight;
  if (unit.starts_with("lb")) return kPound * weight;
  return weight * columns.kilograms;
}

double session_seconds(const Sheet& sheet, const Numbers& numbers, const StrengthColumns& columns, std::size_t row) {
  const std::string_view cell = sheet.cell(row, columns.duration);
  const double words = read_duration_words(cell);
  return std::isnan(words) ? numbers.positive(row, columns.duration) : words;
}

void add_set(Session& session, const Sheet& sheet, const Numbers& numbers, const StrengthColumns& columns,
             std::size_t row) {
  StrengthSet set;
  set.repetitions = numbers.positive(row, columns.repetitions);
  set.duration = numbers.positive(row, columns.seconds);
  set.weight = weight_of(sheet, numbers, columns, row);
  set.exercise = std::string(sheet.cell(row, columns.exercise));
  if (set.repetitions > 0.0 || set.duration > 0.0) session.sets.push_back(std::move(set));
}

Content read_sets(Sheet& sheet, StrengthColumns columns) {
  const Dates dates(sheet, columns.date), ends(sheet, columns.end);
  if (!dates.question().empty()) {
    sheet.ask(dates.question());
    return sheet.take();
  }
  const Numbers numbers(sheet, {columns.weight, columns.repetitions, columns.seconds, columns.duration},
                        Numbers::Writer::kMachine);
  if (std::isnan(columns.kilograms)) columns.kilograms = sheet.choices().mass_unit.value_or(kMissing);
  std::map<std::pair<std::string, std::string>, std::pair<Session, std::size_t>> sessions;
  bool unclear = false;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const auto date = dates.date(row);
    if (!date) {
      sheet.remark(row, tr("no date that can be read: left out"));
      continue;
    }
    const std::pair key(std::string(sheet.cell(row, columns.date)), std::string(sheet.cell(row, columns.title)));
    const auto [at, is_new] = sessions.try_emplace(key, sheet.session(columns.format), row);
    Session& session = at->second.first;
    if (is_new) {
      place(session, *date, Clock::kLocal);
      session.sport = "strength";
      session.title = key.second;
      session.duration = session_seconds(sheet, numbers, columns, row);
      const auto end = ends.date(row);
      if (end && end->clock && date->clock) {
        const double days = static_cast<double>((end->date - date->date).count());
        session.elapsed = 86400.0 * days + *end->clock - *date->clock;
      }
    }
    if (!is_no_set(sheet.cell(row, columns.order))) add_set(session, sheet, numbers, columns, row);
    unclear = unclear || (!session.sets.empty() && std::isnan(session.sets.back().weight) &&
                          numbers.positive(row, columns.weight) > 0.0);
  }
  if (unclear) {
    Question question{Question::Kind::kUnit,
                      tr("are weights kilograms or pounds? The file does not say, so they are left out")};
    question.column = sheet.headings()[*columns.weight];
    question.option = "--weights";
    question.choices = {{"kg", tr("kilograms")}, {"lb", tr("pounds")}};
    sheet.ask(std::move(question));
  }
  for (auto& [key, of] : sessions) {
    Session& session = of.first;
    // Sets without a time of the session still are its work.
    if (session.duration > 0.0 || session.elapsed > 0.0 || session.sets.empty()) {
      add_session(sheet, of.second, std::move(session));
    } else {
      sheet.add(std::move(session));
    }
  }
  return sheet.take();
}

}  // namespace

bool is_strong(const Sheet& sheet) {
  return sheet.column({"exercise name", "name der \u00FCbung"}) &&
         sheet.column({"set order", "reihenfolge festlegen"}) && sheet.column({"date", "datum"}) &&
         sheet.column({"reps", "wiederh."});
}

Content read_strong(Sheet& sheet) {
  StrengthColumns columns;
  columns.format = "CSV (Strong)";
  columns.date = sheet.column({"date", "datum"});
  columns.title = sheet.column({"workout name", "workout-name"});
  columns.duration = sheet.column({"duration", "duration (sec)", "workout duration", "dauer", "workout-dauer"});
  columns.exercise = sheet.column({"exercise name", "name der \u00FCbung"});
  columns.order = sheet.column({"set order", "reihenfolge festlegen"});
  columns.weight = sheet.column({"weight (kg)", "weight (lb)", "weight (lbs)", "weight", "gewicht"});
  columns.repetitions = sheet.column({"reps", "wiederh."});
  columns.seconds = sheet.column({"seconds", "sekunden"});
  columns.unit = sheet.column({"weight unit"});
  if (sheet.has("weight (kg)")) columns.kilograms = 1.0;
  if (sheet.column({"weight (lb)", "weight (lbs)"})) columns.kilograms = kPound;
  return read_sets(sheet, columns);
}

bool is_hevy(const Sheet& sheet) {
  return sheet.has("exercise_title") && sheet.has("set_index") && sheet.has("start_time");
}

Content read_hevy(Sheet& sheet) {
  StrengthColumns columns;
  columns.format = "CSV (Hevy)";
  columns.date = sheet.column({"start_time"});
  columns.end = sheet.column({"end_time"});
  columns.title = sheet.column({"title"});
  columns.exercise = sheet.column({"exercise_title"});
  columns.weight = sheet.column({"weight_kg", "weight_lbs"});
  columns.repetitions = sheet.column({"reps"});
  columns.seconds = sheet.column({"duration_seconds"});
  columns.kilograms = sheet.has("weight_kg") ? 1.0 : kPound;
  return read_sets(sheet, columns);
}

}  // namespace formcast::intake
