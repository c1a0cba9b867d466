#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "sim/base/language.hpp"
#include "sim/exports/csv_families.hpp"
#include "sim/sessions/sports.hpp"
#include "sim/sessions/text_decoding.hpp"

// Exports of Strava and Garmin Connect, whose headings, dates and numbers are in the athlete's language.
namespace formcast::intake {
namespace {

constexpr double kYard = 0.9144;  // [m]

struct StravaColumns {
  Column date, type, name, elapsed, moving, metres, shown_distance, rpe;
  std::vector<NamedColumn> vendor;
};

/// Of a repeated heading the first is as the website shows it and the last exact: kilometres and metres.
StravaColumns strava_columns(const Sheet& sheet) {
  const Names distances = {"distance", "distanz"};  // French has the English word
  const Column first = sheet.column(distances), last = sheet.last_column(distances);
  return {
      .date = sheet.column(
          {"activity date", "aktivit\u00E4tsdatum", "datum der aktivit\u00E4t", "date de l'activit\u00E9"}),
      .type = sheet.column({"activity type", "aktivit\u00E4tsart", "type d'activit\u00E9"}),
      .name = sheet.column({"activity name", "name der aktivit\u00E4t", "nom de l'activit\u00E9"}),
      .elapsed = sheet.last_column({"elapsed time", "verstrichene zeit", "temps \u00E9coul\u00E9"}),
      .moving =
          sheet.last_column({"moving time", "bewegungszeit", "dur\u00E9e de d\u00E9placement", "temps en mouvement"}),
      .metres = first != last ? last : std::nullopt,
      .shown_distance = first,
      .rpe = sheet.column({"perceived exertion", "gef\u00FChlte anstrengung"}),
      .vendor = {
          {"relative_effort", sheet.last_column({"relative effort", "relative leistung", "effort relatif"})},
          {"strava_training_load", sheet.column({"training load", "trainingsbelastung"})},
          {"strava_intensity", sheet.column({"intensity", "intensit\u00E4t"})},
          {"average_heart_rate",
           sheet.column({"average heart rate", "durchschnittliche herzfrequenz", "fr\u00E9quence cardiaque moyenne"})},
          {"max_heart_rate",
           sheet.last_column({"max heart rate", "max. herzfrequenz", "fr\u00E9quence cardiaque max."})},
          {"average_power", sheet.column({"average watts", "durchschnittliche watt"})},
          {"weighted_power", sheet.column({"weighted average power", "gewichtete durchschnittliche leistung"})}}};
}

/// The shown distance alone has no unit: its numbers were metres until 2019 and kilometres since, as the speeds tell.
double shown_unit(const Sheet& sheet, const Numbers& shown, const Numbers& exact, const StravaColumns& columns) {
  std::vector<double> speeds;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    const double speed = shown.positive(row, columns.shown_distance) / exact.positive(row, columns.elapsed);
    if (speed > 0.0) speeds.push_back(speed);
  }
  if (speeds.empty()) return kMissing;
  const auto middle = speeds.begin() + static_cast<std::ptrdiff_t>(speeds.size() / 2);
  std::nth_element(speeds.begin(), middle, speeds.end());
  constexpr double kSlowest = 0.2;  // slower than anybody walks [m/s]
  return *middle > kSlowest ? 1.0 : 1000.0;
}

struct GarminColumns {
  Column type, date, title, time, moving, elapsed, distance;
  std::vector<NamedColumn> vendor;
};

GarminColumns garmin_columns(const Sheet& sheet) {
  return {.type = sheet.column({"activity type", "aktivit\u00E4tstyp", "type d'activit\u00E9"}),
          .date = sheet.column({"date", "datum"}),
          .title = sheet.column({"title", "titel", "titre"}),
          .time = sheet.column({"time", "zeit", "activity time", "dur\u00E9e"}),
          .moving = sheet.column({"moving time", "zeit in bewegung", "temps de d\u00E9placement"}),
          .elapsed = sheet.column({"elapsed time", "verstrichene zeit", "temps \u00E9coul\u00E9"}),
          .distance = sheet.column({"distance", "distanz"}),
          .vendor = {{"training_stress_score", sheet.column({"training stress score", "training stress score (tss)"})},
                     {"weighted_power", sheet.column({"normalized power (np)", "normalized power"})},
                     {"average_power", sheet.column({"avg power", "\u00F8 leistung", "puissance moyenne"})},
                     {"average_heart_rate",
                      sheet.column({"avg hr", "\u00F8 hf", "\u00F8 herzfrequenz", "fr\u00E9quence cardiaque moyenne"})},
                     {"max_heart_rate", sheet.column({"max hr", "max. hf", "maximale herzfrequenz",
                                                      "fr\u00E9quence cardiaque maximale"})},
                     {"aerobic_training_effect", sheet.column({"aerobic te", "aerober te", "te a\u00E9robie"})},
                     {"calories", sheet.column({"calories", "kalorien"})}}};
}

/// Metres of one unit of distance for a sport, where the athlete's large unit is known: pools are measured in the small
/// one.
double garmin_unit(double large_unit, std::string_view sport) {
  if (sport != "swimming") return large_unit;
  return large_unit == kMile ? kYard : 1.0;
}

}  // namespace

Content read_strava(Sheet& sheet) {
  const StravaColumns columns = strava_columns(sheet);
  const Dates dates(sheet, columns.date);
  if (!dates.question().empty()) {
    sheet.ask(dates.question());
    return sheet.take();
  }
  std::vector<Column> machine = columns_of(columns.vendor);
  machine.insert(machine.end(), {columns.elapsed, columns.moving, columns.metres, columns.rpe});
  const Numbers exact(sheet, machine, Numbers::Writer::kMachine);
  // Needed only where there is no exact one, and not worth a question otherwise.
  const bool shown_only = !columns.metres;
  const Numbers shown(sheet, {shown_only ? columns.shown_distance : std::nullopt}, Numbers::Writer::kLocale);
  const double unit = shown_only ? shown_unit(sheet, shown, exact, columns) : 1.0;
  if (shown_only && unit == 1000.0 && sheet.rows() > 0) sheet.remark(0, tr("distances are taken for kilometres"));
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    Session session = sheet.session("CSV (Strava)");
    if (const auto date = dates.date(row)) place(session, *date, Clock::kUniversal);
    session.sport = sport_name(sheet.cell(row, columns.type));
    session.title = std::string(sheet.cell(row, columns.name));
    session.duration = exact.positive(row, columns.moving);
    session.elapsed = exact.positive(row, columns.elapsed);
    session.distance =
        shown_only ? unit * shown.positive(row, columns.shown_distance) : exact.positive(row, columns.metres);
    session.rpe = cr10(exact.positive(row, columns.rpe));
    add_vendor_values(session, exact, row, columns.vendor);
    add_session(sheet, row, std::move(session));
  }
  return sheet.take();
}

Content read_garmin_connect(Sheet& sheet) {
  const GarminColumns columns = garmin_columns(sheet);
  const Dates dates(sheet, columns.date);
  if (!dates.question().empty()) {
    sheet.ask(dates.question());
    return sheet.take();
  }
  std::vector<Column> numeric = columns_of(columns.vendor);
  numeric.push_back(columns.distance);
  const Numbers numbers(sheet, numeric, Numbers::Writer::kLocale);
  const double large_unit = sheet.choices().distance_unit.value_or(kMissing);
  bool distances = false;
  for (std::size_t row = 0; row < sheet.rows(); ++row) {
    Session session = sheet.session("CSV (Garmin Connect)");
    if (const auto date = dates.date(row)) place(session, *date, Clock::kLocal);
    session.sport = sport_name(sheet.cell(row, columns.type));
    session.title = std::string(sheet.cell(row, columns.title));
    session.duration = read_duration(sheet.cell(row, columns.time));
    session.elapsed = read_duration(sheet.cell(row, columns.elapsed));
    if (!(session.duration > 0.0)) session.duration = read_duration(sheet.cell(row, columns.moving));
    const double distance = numbers.positive(row, columns.distance);
    distances = distances || distance > 0.0;
    session.distance = distance * garmin_unit(large_unit, session.sport);
    add_vendor_values(session, numbers, row, columns.vendor);
    add_session(sheet, row, std::move(session));
  }
  if (distances && std::isnan(large_unit)) {
    Question question{Question::Kind::kUnit,
                      tr("are distances kilometres or miles? The file does not say, so they are left out")};
    question.column = sheet.headings()[*columns.distance];
    question.option = "--distances";
    question.choices = {{"km", tr("kilometres")}, {"mi", tr("miles")}};
    sheet.ask(std::move(question));
  }
  return sheet.take();
}

}  // namespace formcast::intake
