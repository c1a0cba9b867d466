#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/sports.hpp"
#include "sim/sessions/text_decoding.hpp"

// Exports of WHOOP: cycles, sleeps and workouts, whose headings are in the language of the account.
namespace formcast::intake {
namespace {

struct Heading {
  std::string_view english, german, spanish, french, portuguese;
};

/// As exports have them that their owners put into public tests: github.com/ryanbr/noop, issues 3, 76, 79 and 692. None
/// has workouts in Spanish, and none a distance in any but English.
constexpr std::array<Heading, 21> kHeadings{{
    {"cycle start time", "startzeit des zyklus", "hora de inicio del ciclo", "heure de d\u00E9but du cycle",
     "hora de in\u00EDcio do ciclo"},
    {"cycle timezone", "zeitzone des zyklus", "zona horaria del ciclo", "fuseau horaire du cycle",
     "fuso hor\u00E1rio do ciclo"},
    {"recovery score %", "erholungswert %", "puntuaci\u00F3n de recuperaci\u00F3n (%)",
     "score de r\u00E9cup\u00E9ration %", "pontua\u00E7\u00E3o de recupera\u00E7\u00E3o %"},
    {"resting heart rate (bpm)", "ruheherzfrequenz (schl\u00E4ge pro minute)",
     "frecuencia card\u00EDaca en reposo (lpm)", "fr\u00E9quence cardiaque au repos (bpm)",
     "frequ\u00EAncia card\u00EDaca em repouso (bpm)"},
    {"heart rate variability (ms)", "herzfrequenzvariabilit\u00E4t (ms)",
     "variabilidad de la frecuencia card\u00EDaca (ms)", "variabilit\u00E9 de la fr\u00E9quence cardiaque (ms)",
     "variabilidade da frequ\u00EAncia card\u00EDaca (ms)"},
    {"skin temp (celsius)", "hauttemperatur (celsius)", "temp. cut\u00E1nea (grados cent\u00EDgrados)",
     "temp\u00E9rature cutan\u00E9e (celsius)", "temp. da pele (celsius)"},
    {"blood oxygen %", "blutsauerstoff %", "ox\u00EDgeno en sangre %", "niveau d'oxyg\u00E8ne %",
     "% de oxig\u00EAnio no sangue"},
    {"day strain", "tagesbelastung", "esfuerzo del d\u00EDa", "effort du jour", "esfor\u00E7o di\u00E1rio"},
    {"energy burned (cal)", "verbrannte energie (cal)", "energ\u00EDa quemada (cal)",
     "d\u00E9pense \u00E9nerg\u00E9tique (cal.)", "energia queimada (cal)"},
    {"max hr (bpm)", "max hf (schl\u00E4ge pro minute)", "fc m\u00E1x. (lpm)", "fc max. (bpm)", "fc m\u00E1x. (bpm)"},
    {"average hr (bpm)", "durchschnittliche hf (schl\u00E4ge pro minute)", "fc promedio (lpm)", "fc moyenne (bpm)",
     "fc m\u00E9dia (bpm)"},
    {"sleep onset", "beginn des schlafs", "inicio del sue\u00F1o", "premiers signes de sommeil", "in\u00EDcio do sono"},
    {"wake onset", "beginn des aufwachens", "inicio de la vigilia", "premiers signes de r\u00E9veil",
     "in\u00EDcio da vig\u00EDlia"},
    {"sleep performance %", "schlafleistung %", "calificaci\u00F3n del sue\u00F1o (%)", "performance sommeil %",
     "desempenho do sono %"},
    {"respiratory rate (rpm)", "atemfrequenz (atemz\u00FCge/min.)", "frecuencia respiratoria (rpm)",
     "fr\u00E9quence respiratoire (tr/min)", "frequ\u00EAncia respirat\u00F3ria (rpm)"},
    {"asleep duration (min)", "schlafdauer (min.)", "duraci\u00F3n del sue\u00F1o (min)", "dur\u00E9e du sommeil (min)",
     "dura\u00E7\u00E3o do sono (min)"},
    {"nap", "nickerchen", "siesta", "sieste", "sesta"},
    {"workout start time", "startzeit des trainings", "", "heure de d\u00E9but de l'entra\u00EEnement",
     "hora de in\u00EDcio do treino"},
    {"workout end time", "endzeit des trainings", "", "heure de fin de l'entra\u00EEnement", "hora de fim do treino"},
    {"activity name", "name der aktivit\u00E4t", "", "nom de l'activit\u00E9", "nome da atividade"},
    {"activity strain", "aktivit\u00E4tsbelastung", "", "effort activit\u00E9", "esfor\u00E7o da atividade"},
}};

/// The column that an English export calls so.
Column column_of(const Sheet& sheet, std::string_view english) {
  const Column same = sheet.column({english});
  if (same) return same;
  for (const Heading& heading : kHeadings) {
    if (heading.english != english) continue;
    for (const std::string_view name : {heading.german, heading.spanish, heading.french, heading.portuguese}) {
      if (!name.empty() && sheet.has(name)) return sheet.column({name});
    }
  }
  return std::nullopt;
}

bool has_all(const Sheet& sheet, Names english) {
  return std::ranges::all_of(english, [&](std::string_view name) { return column_of(sheet, name).has_value(); });
}

/// "UTC+01:00", "-05:00", "UTCZ" [s].
std::optional<double> offset_of(std::string_view zone) {
  if (zone.starts_with("UTC") || zone.starts_with("GMT")) zone.remove_prefix(3);
  return zone.empty() ? std::optional<double>() : parse_offset(zone);
}

bool is_true(std::string_view cell) {
  constexpr std::array<std::string_view, 7> kTrue{"true", "1", "yes", "ja", "s\u00ED", "oui", "sim"};
  return std::ranges::find(kTrue, lower(cell)) != kTrue.end();
}

/// Calls take(row, wake) for each night: its day is the one on which it ends. Remarks on rows that have no end.
template <class Take>
void each_night(Sheet& sheet, const Dates& wakes, const char* without_end, Take take) {
  const Column zone = column_of(sheet, "cycle timezone");
  for (std::size_t row = 0; row < sheet.rows() && wakes.question().empty(); ++row) {
    auto wake = wakes.date(row);
    if (!wake) {
      sheet.remark(row, without_end);
      continue;
    }
    wake->offset = offset_of(sheet.cell(row, zone));
    take(row, *wake);
  }
}

}  // namespace

bool is_whoop_cycles(const Sheet& sheet) {
  return has_all(sheet, {"cycle start time", "cycle timezone", "recovery score %"});
}

bool is_whoop_sleeps(const Sheet& sheet) { return has_all(sheet, {"sleep onset", "wake onset", "nap"}); }

bool is_whoop_workouts(const Sheet& sheet) { return has_all(sheet, {"workout start time", "activity name"}); }

Content read_whoop_cycles(Sheet& sheet) {
  const auto called = [&](std::string_view english) { return column_of(sheet, english); };
  const Dates wakes(sheet, called("wake onset"));
  if (!wakes.question().empty()) sheet.ask(wakes.question());
  const std::vector<NamedColumn> columns = {{"resting_hr", called("resting heart rate (bpm)")},
                                            {"hrv_rmssd", called("heart rate variability (ms)")},
                                            {"sleep_hours", called("asleep duration (min)"), 1.0 / 60.0},
                                            {"whoop_recovery", called("recovery score %"), 1.0, false},
                                            {"whoop_strain", called("day strain"), 1.0, false},
                                            {"skin_temperature", called("skin temp (celsius)")},
                                            {"spo2", called("blood oxygen %")},
                                            {"respiration", called("respiratory rate (rpm)")},
                                            {"sleep_score", called("sleep performance %")}};
  const Numbers numbers(sheet, columns_of(columns), Numbers::Writer::kMachine);
  // A cycle begins the evening before.
  each_night(sheet, wakes, tr("a cycle without a sleep, which has no day: left out"),
             [&](std::size_t row, const auto& wake) { add_values(sheet, numbers, row, columns, wake); });
  return sheet.take();
}

Content read_whoop_sleeps(Sheet& sheet) {
  const auto called = [&](std::string_view english) { return column_of(sheet, english); };
  const Dates wakes(sheet, called("wake onset"));
  if (!wakes.question().empty()) sheet.ask(wakes.question());
  const Column nap = called("nap");
  const std::vector<NamedColumn> sleep = {{"sleep_hours", called("asleep duration (min)"), 1.0 / 60.0}};
  const std::vector<NamedColumn> night = {{"sleep_score", called("sleep performance %")},
                                          {"respiration", called("respiratory rate (rpm)")}};
  std::vector<Column> all = columns_of(sleep);
  for (const Column& column : columns_of(night)) all.push_back(column);
  const Numbers numbers(sheet, all, Numbers::Writer::kMachine);
  each_night(sheet, wakes, tr("a sleep without an end: left out"), [&](std::size_t row, const auto& wake) {
    add_values(sheet, numbers, row, sleep, wake);
    if (!is_true(sheet.cell(row, nap))) add_values(sheet, numbers, row, night, wake);
  });
  return sheet.take();
}

Content read_whoop_workouts(Sheet& sheet) {
  const auto called = [&](std::string_view english) { return column_of(sheet, english); };
  const Dates starts(sheet, called("workout start time")), ends(sheet, called("workout end time"));
  if (!starts.question().empty()) sheet.ask(starts.question());
  const std::vector<NamedColumn> vendor = {{"average_heart_rate", called("average hr (bpm)")},
                                           {"max_heart_rate", called("max hr (bpm)")},
                                           {"calories", called("energy burned (cal)")}};
  const Column strain = called("activity strain"), zone = called("cycle timezone"), name = called("activity name");
  const Column distance = sheet.column({"distance (meters)"});
  const Column minutes =
      sheet.column({"duration (min)", "dauer (min.)", "dur\u00E9e (min)", "dura\u00E7\u00E3o (min)"});
  std::vector<Column> numeric = columns_of(vendor);
  numeric.insert(numeric.end(), {strain, minutes, distance});
  const Numbers numbers(sheet, numeric, Numbers::Writer::kMachine);
  for (std::size_t row = 0; row < sheet.rows() && starts.question().empty(); ++row) {
    Session session = sheet.session("CSV (WHOOP)");
    auto start = starts.date(row);
    const auto end = ends.date(row);
    if (start && end && seconds_of(*end) > seconds_of(*start)) session.elapsed = seconds_of(*end) - seconds_of(*start);
    if (start && start->clock) start->offset = offset_of(sheet.cell(row, zone));
    if (start) place(session, *start, Clock::kLocal);
    session.sport = sport_name(sheet.cell(row, name));
    session.duration = 60.0 * numbers.positive(row, minutes);
    session.distance = numbers.positive(row, distance);
    const double value = numbers.value(row, strain);
    if (value >= 0.0) session.vendor.push_back({"whoop_strain", value, true});
    add_vendor_values(session, numbers, row, vendor);
    add_session(sheet, row, std::move(session));
  }
  return sheet.take();
}

}  // namespace formcast::intake
