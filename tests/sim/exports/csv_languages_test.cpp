// Exports whose headings are in the language of the account: headings as the vendor writes them, values of our own.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "tests/sim/exports/export_reading.hpp"

namespace formcast::intake {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

/// A heading and the cell below it.
using Cells = std::vector<std::pair<std::string, std::string>>;

std::string table(const Cells& cells) {
  std::string headings, row;
  for (const auto& [heading, cell] : cells) headings += "\"" + heading + "\",", row += "\"" + cell + "\",";
  headings.back() = row.back() = '\n';
  return headings + row;
}

/// As platforms change their exports: the last column first, a column that nobody knows among them.
std::string rearranged(Cells cells) {
  std::ranges::reverse(cells);
  cells.insert(cells.begin() + 1, {"Neue Spalte", "7"});
  return table(cells);
}

std::string without(Cells cells, const std::string& heading) {
  std::erase_if(cells, [&](const auto& cell) { return cell.first == heading; });
  return table(cells);
}

const Cells kGermanCycle = {{"Startzeit des Zyklus", "2026-05-03 23:10:00"},
                            {"Endzeit des Zyklus", "2026-05-04 23:10:00"},
                            {"Zeitzone des Zyklus", "UTC+02:00"},
                            {"Erholungswert %", "64"},
                            {"Ruheherzfrequenz (Schl\u00E4ge pro Minute)", "51"},
                            {"Herzfrequenzvariabilit\u00E4t (ms)", "55"},
                            {"Hauttemperatur (Celsius)", "33.1"},
                            {"Blutsauerstoff %", "96"},
                            {"Tagesbelastung", "12.4"},
                            {"Verbrannte Energie (cal)", "2500"},
                            {"Max HF (Schl\u00E4ge pro Minute)", "160"},
                            {"Durchschnittliche HF (Schl\u00E4ge pro Minute)", "70"},
                            {"Beginn des Schlafs", "2026-05-03 23:10:00"},
                            {"Beginn des Aufwachens", "2026-05-04 06:30:00"},
                            {"Schlafleistung %", "80"},
                            {"Atemfrequenz (Atemz\u00FCge/Min.)", "14.5"},
                            {"Schlafdauer (Min.)", "420"},
                            {"Dauer im Bett (Min.)", "440"}};
const Cells kSpanishCycle = {{"Hora de inicio del ciclo", "2026-05-03 23:10:00"},
                             {"Hora de finalizaci\u00F3n del ciclo", "2026-05-04 23:10:00"},
                             {"Zona horaria del ciclo", "UTC+02:00"},
                             {"Puntuaci\u00F3n de recuperaci\u00F3n (%)", "64"},
                             {"Frecuencia card\u00EDaca en reposo (lpm)", "51"},
                             {"Variabilidad de la frecuencia card\u00EDaca (ms)", "55"},
                             {"Temp. cut\u00E1nea (grados cent\u00EDgrados)", "33.1"},
                             {"Ox\u00EDgeno en sangre %", "96"},
                             {"Esfuerzo del d\u00EDa", "12.4"},
                             {"Inicio del sue\u00F1o", "2026-05-03 23:10:00"},
                             {"Inicio de la vigilia", "2026-05-04 06:30:00"},
                             {"Calificaci\u00F3n del sue\u00F1o (%)", "80"},
                             {"Frecuencia respiratoria (rpm)", "14.5"},
                             {"Duraci\u00F3n del sue\u00F1o (min)", "420"}};
const Cells kFrenchCycle = {{"Heure de d\u00E9but du cycle", "2026-05-03 23:10:00"},
                            {"Heure de fin du cycle", "2026-05-04 23:10:00"},
                            {"Fuseau horaire du cycle", "UTC+02:00"},
                            {"Score de r\u00E9cup\u00E9ration %", "64"},
                            {"Fr\u00E9quence cardiaque au repos (bpm)", "51"},
                            {"Variabilit\u00E9 de la fr\u00E9quence cardiaque (ms)", "55"},
                            {"Temp\u00E9rature cutan\u00E9e (Celsius)", "33.1"},
                            {"Niveau d\u2019oxyg\u00E8ne\u00A0%", "96"},
                            {"Effort du jour", "12.4"},
                            {"Premiers signes de sommeil", "2026-05-03 23:10:00"},
                            {"Premiers signes de r\u00E9veil", "2026-05-04 06:30:00"},
                            {"Performance Sommeil %", "80"},
                            {"Fr\u00E9quence respiratoire (tr/min)", "14.5"},
                            {"Dur\u00E9e du sommeil (min)", "420"}};
const Cells kPortugueseCycle = {{"Hora de in\u00EDcio do ciclo", "2026-05-03 23:10:00"},
                                {"Hora de fim do ciclo", "2026-05-04 23:10:00"},
                                {"Fuso hor\u00E1rio do ciclo", "UTC+02:00"},
                                {"Pontua\u00E7\u00E3o de recupera\u00E7\u00E3o %", "64"},
                                {"Frequ\u00EAncia card\u00EDaca em repouso (bpm)", "51"},
                                {"Variabilidade da frequ\u00EAncia card\u00EDaca (ms)", "55"},
                                {"Temp. da pele (celsius)", "33.1"},
                                {"% de oxig\u00EAnio no sangue", "96"},
                                {"Esfor\u00E7o di\u00E1rio", "12.4"},
                                {"In\u00EDcio do sono", "2026-05-03 23:10:00"},
                                {"In\u00EDcio da vig\u00EDlia", "2026-05-04 06:30:00"},
                                {"Desempenho do sono %", "80"},
                                {"Frequ\u00EAncia respirat\u00F3ria (rpm)", "14.5"},
                                {"Dura\u00E7\u00E3o do sono (min)", "420"}};

TEST(WhoopLanguages, CyclesAreTheSameInEach) {
  const std::map<std::string, double> expected{
      {"resting_hr 2026-05-04", 51.0},     {"hrv_rmssd 2026-05-04", 55.0},    {"sleep_hours 2026-05-04", 7.0},
      {"whoop_recovery 2026-05-04", 64.0}, {"whoop_strain 2026-05-04", 12.4}, {"skin_temperature 2026-05-04", 33.1},
      {"spo2 2026-05-04", 96.0},           {"respiration 2026-05-04", 14.5},  {"sleep_score 2026-05-04", 80.0}};
  for (const Cells& cycle : {kGermanCycle, kSpanishCycle, kFrenchCycle, kPortugueseCycle}) {
    const Content c = read(table(cycle));
    EXPECT_EQ(readings(c), expected) << cycle[0].first;
    for (const Reading& reading : c.readings) EXPECT_EQ(reading.utc_offset, 7200.0) << cycle[0].first;
    EXPECT_EQ(readings(read(rearranged(cycle))), expected) << cycle[0].first;
    auto fewer = expected;
    fewer.erase("hrv_rmssd 2026-05-04");
    EXPECT_EQ(readings(read(without(cycle, cycle[5].first))), fewer) << cycle[0].first;
  }
}

TEST(WhoopLanguages, SleepsAndNaps) {
  const Content c = read(
      "Startzeit des Zyklus,Endzeit des Zyklus,Zeitzone des Zyklus,Beginn des Schlafs,Beginn des "
      "Aufwachens,Schlafleistung %,Atemfrequenz (Atemz\u00FCge/Min.),Schlafdauer (Min.),Dauer im Bett "
      "(Min.),Nickerchen\n"
      "2026-05-03 23:00:00,,UTC+02:00,2026-05-03 23:00:00,2026-05-04 06:30:00,88,14.1,420,450,false\n"
      "2026-05-03 23:00:00,,UTC+02:00,2026-05-04 14:00:00,2026-05-04 14:40:00,20,13,30,40,true\n");
  ASSERT_THAT(c.readings, SizeIs(4));
  EXPECT_DOUBLE_EQ(c.readings[0].value, 7.0);
  EXPECT_EQ(c.readings[3].marker, "sleep_hours");
  EXPECT_DOUBLE_EQ(c.readings[3].value, 0.5);
}

TEST(WhoopLanguages, Workouts) {
  const std::string german =
      "Startzeit des Zyklus,Zeitzone des Zyklus,Startzeit des Trainings,Endzeit des Trainings,Dauer (Min.),Name der "
      "Aktivit\u00E4t,Aktivit\u00E4tsbelastung,Verbrannte Energie (cal),Max HF (Schl\u00E4ge pro "
      "Minute),Durchschnittliche HF (Schl\u00E4ge pro Minute),HF-Zone 1 %,GPS aktiviert\n"
      "2026-05-03 23:00:00,UTC+02:00,2026-05-04 17:00:00,2026-05-04 18:05:00,60,Laufen,14.2,700,175,150,5,Ja\n";
  const std::string french =
      "Heure de d\u00E9but du cycle,Fuseau horaire du cycle,Heure de d\u00E9but de l'entra\u00EEnement,Heure de fin de "
      "l'entra\u00EEnement,Dur\u00E9e (min),Nom de l'activit\u00E9,Effort activit\u00E9,FC max. (bpm),FC moyenne "
      "(bpm)\n"
      "2026-05-03 23:00:00,UTC+02:00,2026-05-04 17:00:00,2026-05-04 18:05:00,60,Course \u00E0 pied,14.2,175,150\n";
  for (const std::string& text : {german, french}) {
    const Content c = read(text);
    ASSERT_THAT(c.sessions, SizeIs(1));
    EXPECT_EQ(c.sessions[0].sport, "running");
    EXPECT_DOUBLE_EQ(c.sessions[0].start, 1777906800.0);
    EXPECT_DOUBLE_EQ(c.sessions[0].duration, 3600.0);
    EXPECT_DOUBLE_EQ(c.sessions[0].elapsed, 3900.0);
    EXPECT_DOUBLE_EQ(vendor(c.sessions[0]).at("whoop_strain"), 14.2);
    EXPECT_DOUBLE_EQ(vendor(c.sessions[0]).at("average_heart_rate"), 150.0);
  }
}

const Cells kFrenchRun = {{"Type d'activit\u00E9", "Course \u00E0 pied"},
                          {"Date", "2026-05-04 17:06:03"},
                          {"Favori", "false"},
                          {"Titre", "Tour du lac"},
                          {"Distance", "10,42"},
                          {"Calories", "640"},
                          {"Dur\u00E9e", "00:51:24"},
                          {"Fr\u00E9quence cardiaque moyenne", "153"},
                          {"Fr\u00E9quence cardiaque maximale", "176"},
                          {"TE a\u00E9robie", "3,6"},
                          {"Normalized Power\u00AE (NP\u00AE)", "301"},
                          {"Training Stress Score\u00AE (TSS\u00AE)", "61,5"},
                          {"Puissance moyenne", "290"},
                          {"Temps de d\u00E9placement", "00:51:00"},
                          {"Temps \u00E9coul\u00E9", "00:55:10"}};

TEST(GarminConnectLanguages, French) {
  for (const std::string& text : {table(kFrenchRun), rearranged(kFrenchRun), without(kFrenchRun, "Favori")}) {
    const Content c = read(text, {.distance_unit = 1000.0});
    ASSERT_THAT(c.sessions, SizeIs(1));
    const Session& run = c.sessions[0];
    EXPECT_EQ(run.sport, "running");
    EXPECT_EQ(run.title, "Tour du lac");
    EXPECT_DOUBLE_EQ(run.duration, 3084.0);
    EXPECT_DOUBLE_EQ(run.elapsed, 3310.0);
    EXPECT_DOUBLE_EQ(run.distance, 10420.0);
    EXPECT_DOUBLE_EQ(vendor(run).at("training_stress_score"), 61.5);
    EXPECT_DOUBLE_EQ(vendor(run).at("weighted_power"), 301.0);
    EXPECT_DOUBLE_EQ(vendor(run).at("average_heart_rate"), 153.0);
    EXPECT_THAT(c.questions, IsEmpty());
  }
}

const Cells kFrenchRide = {{"ID de l'activit\u00E9", "31"},
                           {"Date de l'activit\u00E9", "9 f\u00E9vr. 2026, 15:24:49"},
                           {"Nom de l'activit\u00E9", "Sortie"},
                           {"Type d'activit\u00E9", "V\u00E9lo"},
                           {"Description de l'activit\u00E9", ""},
                           {"Temps \u00E9coul\u00E9", "3700"},
                           {"Distance", "30,12"},
                           {"Fr\u00E9quence cardiaque max.", "171"},
                           {"Effort relatif", "55"},
                           {"Nom du fichier", "activities/31.fit.gz"},
                           {"Temps \u00E9coul\u00E9", "3700.0"},
                           {"Dur\u00E9e de d\u00E9placement", "3600.0"},
                           {"Distance", "30123.4"}};

TEST(StravaLanguages, French) {
  Cells more = kFrenchRide;
  more.insert(more.begin() + 3, {"Nouvelle colonne", "x"});
  for (const std::string& text : {table(kFrenchRide), table(more), without(kFrenchRide, "Nom du fichier")}) {
    const Content c = read(text);
    ASSERT_THAT(c.sessions, SizeIs(1));
    const Session& ride = c.sessions[0];
    EXPECT_EQ(ride.sport, "cycling");
    EXPECT_DOUBLE_EQ(ride.start, 1770650689.0);  // 2026-02-09T15:24:49Z
    EXPECT_DOUBLE_EQ(ride.duration, 3600.0);
    EXPECT_DOUBLE_EQ(ride.elapsed, 3700.0);
    EXPECT_DOUBLE_EQ(ride.distance, 30123.4);
    EXPECT_DOUBLE_EQ(vendor(ride).at("relative_effort"), 55.0);
    EXPECT_THAT(c.questions, IsEmpty());
  }
}

TEST(StravaLanguages, FrenchMonths) {
  constexpr std::pair<const char*, int> kMonths[] = {{"janv.", 1}, {"f\u00E9vr.", 2}, {"mars", 3},  {"avr.", 4},
                                                     {"mai", 5},   {"juin", 6},       {"juil.", 7}, {"ao\u00FBt", 8},
                                                     {"sept.", 9}, {"oct.", 10},      {"nov.", 11}, {"d\u00E9c.", 12}};
  for (const auto& [month, number] : kMonths) {
    Cells ride = kFrenchRide;
    ride[1].second = "9 " + std::string(month) + " 2026, 00:00:00";
    const Session session = read(table(ride)).sessions.at(0);
    EXPECT_EQ(date::year_month_day(Date{date::days{static_cast<int>(session.start / kOneDay)}}),
              date::year{2026} / number / 9)
        << month;
  }
}

TEST(StrongLanguages, German) {
  const std::string headings =
      "Datum,Workout-Name,Dauer,Name der \u00DCbung,Reihenfolge festlegen,Gewicht,Wiederh.,Entfernung,Sekunden,Notizen,"
      "Workout-Notizen,RPE\n";
  const std::string rows =
      "2026-05-04 18:30:00,Dr\u00FCcken,1h 5m,Bankdr\u00FCcken,1,80.5,5,0,0,,,8\n"
      "2026-05-04 18:30:00,Dr\u00FCcken,1h 5m,Bankdr\u00FCcken,Ruhezeit,0,0,0,120,,,\n"
      "2026-05-06 18:30:00,Rumpf,25m,Unterarmst\u00FCtz,1,0,0,0,60,,,\n";
  EXPECT_THAT(read(headings + rows).questions, question(Question::Kind::kUnit, "are weights kilograms or pounds?"));
  const Content c = read(headings + rows, {.mass_unit = 1.0});
  EXPECT_THAT(c.questions, IsEmpty());
  ASSERT_THAT(c.sessions, SizeIs(2));
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 3900.0);
  ASSERT_THAT(c.sessions[0].sets, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].sets[0].weight, 80.5);
  EXPECT_DOUBLE_EQ(c.sessions[1].sets.at(0).duration, 60.0);
  // As Android orders them, with a column that nobody knows and without notes.
  const Content android = read(
      "Datum;Neu;Workout-Name;Name der \u00DCbung;Reihenfolge festlegen;Gewicht;Wiederh.;RPE;Workout-Dauer\n"
      "2026-05-04 18:30:00;x;Beine;Kniebeuge;1;100;5;9;45m\n",
      {.mass_unit = 1.0});
  EXPECT_DOUBLE_EQ(android.sessions.at(0).duration, 2700.0);
  EXPECT_DOUBLE_EQ(android.sessions[0].sets.at(0).repetitions, 5.0);
}

}  // namespace
}  // namespace formcast::intake
