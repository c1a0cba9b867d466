#include "sim/exports/mapping.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "sim/base/input_error.hpp"
#include "sim/exports/mapping_toml.hpp"
#include "tests/sim/devices/mutations.hpp"

namespace formcast::intake {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

MappingProposal propose(const std::string& text, const CsvChoices& choices = {}) {
  return propose_mapping(text, choices).value_or(MappingProposal{});
}

/// Heading to "meaning unit".
std::map<std::string, std::string> meanings(const MappingProposal& proposal) {
  static constexpr const char* kNames[] = {"leave out", "date", "start", "duration", "distance", "sport",
                                           "rpe",       "load", "test",  "kind",     "marker",   "athlete"};
  std::map<std::string, std::string> found;
  for (const MappedColumn& c : proposal.mapping.columns) {
    std::string text = kNames[static_cast<std::size_t>(c.meaning)];
    if (c.meaning == Meaning::kMarker) text = c.name;
    found[c.heading] = c.unit.empty() ? text : text + " " + c.unit;
  }
  return found;
}

std::string evidence(const MappingProposal& proposal, const std::string& heading) {
  for (std::size_t i = 0; i < proposal.mapping.columns.size(); ++i) {
    if (proposal.mapping.columns[i].heading == heading) return proposal.evidence[i];
  }
  return "";
}

bool asks(const Content& content) { return !content.questions.empty(); }

/// A question that says so.
auto question(const std::string& part) { return testing::Field(&Question::text, HasSubstr(part)); }

std::string notes(const Content& content) {
  std::string all;
  for (const Note& n : content.notes) all += n.text + "\n";
  return all;
}

const std::string kClub =
    "Date,Start time,Athlete,Session type,Duration (min),Distance [km],sRPE,Player Load,HRV,Resting HR,Sleep,Body "
    "weight (kg),Sleep quality,Coach\n"
    "13/05/2026,17:30,Kim,Team,75,6.4,7,512,62,48,7.5,71.2,4,AB\n"
    "14/05/2026,09:00,Kim,Gym,50,,5,210,58,50,6.75,71,3,AB\n"
    "14/05/2026,09:00,Lea,Gym,50,,6,190,71,52,8,64.5,5,AB\n";

const std::string kVerein =
    "Datum;Dauer;Strecke (km);Belastungsempfinden;Trainingsbelastung;Ruhepuls;Schlaf;Muskelkater;Bemerkung\n"
    "13.5.2026;1:15;12,5;6;450;48;7,5;2;gut\n"
    "14.5.2026;0:45;8,25;3,5;157,5;49;6;4;\n";

TEST(ProposeMapping, EnglishSheet) {
  const MappingProposal p = propose(kClub);
  const auto m = meanings(p);
  EXPECT_EQ(m.at("Date"), "date");
  EXPECT_EQ(m.at("Start time"), "start");
  EXPECT_EQ(m.at("Athlete"), "athlete");
  EXPECT_EQ(m.at("Duration (min)"), "duration min");
  EXPECT_EQ(m.at("Distance [km]"), "distance km");
  EXPECT_EQ(m.at("sRPE"), "rpe 0-10");
  EXPECT_EQ(m.at("Player Load"), "load");
  EXPECT_EQ(m.at("HRV"), "hrv_rmssd ms");
  EXPECT_EQ(m.at("Resting HR"), "resting_hr 1/min");
  EXPECT_EQ(m.at("Sleep"), "sleep_hours h");
  EXPECT_EQ(m.at("Body weight (kg)"), "body_mass kg");
  EXPECT_EQ(m.at("Sleep quality"), "leave out");
  EXPECT_EQ(m.at("Coach"), "leave out");
  EXPECT_THAT(p.questions, IsEmpty());
  EXPECT_EQ(p.mapping.day_first, true);
  EXPECT_EQ(p.mapping.decimal_comma, false);
  EXPECT_THAT(evidence(p, "HRV"), HasSubstr("ms by its values"));
  EXPECT_THAT(evidence(p, "Coach"), HasSubstr("not known"));
  EXPECT_THAT(evidence(p, "Date"), HasSubstr("3 of 3 rows have dates"));
  ASSERT_THAT(p.first_rows, SizeIs(3));
  EXPECT_THAT(p.first_rows[0], ElementsAre("2026-05-13", "17:30", "Kim", "", "75 min", "6.4 km", "7 of 10", "512",
                                           "62 ms", "48 1/min", "7.5 h", "71.2 kg", "", ""));
}

TEST(ProposeMapping, GermanSheet) {
  const MappingProposal p = propose(kVerein);
  const auto m = meanings(p);
  EXPECT_EQ(m.at("Datum"), "date");
  EXPECT_EQ(m.at("Dauer"), "duration h:mm");
  EXPECT_EQ(m.at("Strecke (km)"), "distance km");
  EXPECT_EQ(m.at("Belastungsempfinden"), "rpe 0-10");
  EXPECT_EQ(m.at("Trainingsbelastung"), "load");
  EXPECT_EQ(m.at("Ruhepuls"), "resting_hr 1/min");
  EXPECT_EQ(m.at("Schlaf"), "sleep_hours h");
  EXPECT_EQ(m.at("Muskelkater"), "soreness points");
  EXPECT_EQ(m.at("Bemerkung"), "leave out");
  EXPECT_THAT(p.questions, IsEmpty());
  EXPECT_EQ(p.mapping.decimal_comma, true);
  EXPECT_EQ(p.first_rows.at(1).at(4), "157.5");
}

TEST(ProposeMapping, UnitsComeFromAllRowsOrAreAsked) {
  const auto unit = [](const std::string& heading, const std::string& a, const std::string& b) {
    return meanings(propose("date," + heading + ",load\n2026-05-04," + a + ",1\n2026-05-05," + b + ",2\n")).at(heading);
  };
  EXPECT_EQ(unit("rmssd", "0.045", "0.062"), "hrv_rmssd s");
  EXPECT_EQ(unit("rmssd", "4.1", "3.9"), "hrv_rmssd ln(ms)");
  EXPECT_EQ(unit("sleep", "430", "385"), "sleep_hours min");
  EXPECT_EQ(unit("sleep", "27000", "25200"), "sleep_hours s");
  EXPECT_EQ(unit("sleep", "7:15", "8:00"), "sleep_hours h:mm");
  EXPECT_EQ(unit("weight", "71.5", "71"), "body_mass kg");
  EXPECT_EQ(unit("weight", "180", "181"), "body_mass lb");
  EXPECT_EQ(unit("distance", "5400", "12000"), "distance m");
  EXPECT_EQ(unit("duration", "3600", "5400"), "duration s");
  EXPECT_EQ(unit("duration", "90:00", "45:00"), "duration mm:ss");
  const MappingProposal open = propose("date,distance,weight\n2026-05-04,12,95\n2026-05-05,8,96\n");
  EXPECT_THAT(open.questions, ElementsAre(question("which unit is \"distance\" in, km, mi"),
                                          question("which unit is \"weight\" in, kg, lb")));
  EXPECT_EQ(open.questions[0].kind, Question::Kind::kUnit);
  EXPECT_EQ(open.questions[0].column, "distance");
  ASSERT_THAT(open.questions[0].choices, SizeIs(2));
  EXPECT_EQ(open.questions[0].choices[1].answer, "mi");
  EXPECT_EQ(open.first_rows.at(0).at(1), "");
  EXPECT_EQ(meanings(propose("date,distance\n2026-05-04,12\n", {.distance_unit = 1609.344})).at("distance"),
            "distance mi");
}

TEST(ProposeMapping, WhatRowsDoNotTellIsAQuestion) {
  EXPECT_THAT(propose("date,load\n03/04/2026,300\n04/05/2026,320\n").questions,
              ElementsAre(question("day before month")));
  EXPECT_THAT(propose("date,load\n2026-05-04,\"1,050\"\n2026-05-05,320\n").questions,
              ElementsAre(question("decimal mark or between thousands")));
  EXPECT_THAT(propose("load,minutes\n300,40\n").questions, Contains(question("which column is the date?")));
  EXPECT_THAT(propose("date,rpe,minutes\n2026-05-04,14,60\n").questions, ElementsAre(question("14 is not on CR-10")));
  EXPECT_THAT(propose("date,time,rpe\n2026-05-04,1:30,5\n2026-05-05,7:00,5\n").questions,
              ElementsAre(question("a time of day or a duration?")));
  EXPECT_EQ(meanings(propose("date,time,rpe\n2026-05-04,90:00,5\n2026-05-05,45:00,5\n")).at("time"), "duration mm:ss");
  EXPECT_EQ(meanings(propose("date,time,minutes\n2026-05-04,17:30,50\n")).at("time"), "start");
}

TEST(ProposeMapping, NamesThatMayBeTheAthletes) {
  const std::string squad = "Name,Date,Minutes,RPE\nKim,2026-05-04,60,5\nLea,2026-05-04,60,6\nKim,2026-05-05,40,3\n";
  const MappingProposal p = propose(squad);
  EXPECT_EQ(meanings(p).at("Name"), "athlete");
  EXPECT_THAT(p.questions, ElementsAre(question("does \"Name\" name the athlete?")));
  const MappingProposal sessions = propose("Name,Date,Minutes,RPE\nHills,2026-05-04,60,5\nTrack,2026-05-05,60,6\n");
  EXPECT_EQ(meanings(sessions).at("Name"), "leave out");
  EXPECT_THAT(sessions.questions, IsEmpty());
}

TEST(ProposeMapping, HeadingsThatTheCellsContradict) {
  const MappingProposal p = propose("date,load,sport,date of birth\n2026-05-04,heavy,7,2001-02-03\n");
  EXPECT_EQ(meanings(p).at("load"), "leave out");
  EXPECT_EQ(meanings(p).at("sport"), "leave out");
  EXPECT_EQ(meanings(p).at("date of birth"), "leave out");
  EXPECT_THAT(evidence(p, "load"), HasSubstr("its cells are no numbers"));
  EXPECT_THAT(p.questions, Contains(question("which columns are to be taken?")));
  EXPECT_EQ(propose_mapping(""), std::nullopt);
  EXPECT_EQ(propose_mapping("one column\n1\n"), std::nullopt);
  EXPECT_EQ(propose_mapping("date,load\n"), std::nullopt);
}

TEST(ProposeMapping, TitleLinesAboveTheHeadings) {
  const std::string sheet = "Squad A\n\nSeason;2026\nDatum;Minuten;RPE;Ruhepuls\n13.5.2026;60;5;50\nx;60;5;50\n";
  const MappingProposal p = propose(sheet);
  EXPECT_EQ(meanings(p).at("Minuten"), "duration min");
  const Content c = read_mapped_csv(sheet, "a.csv", p.mapping);
  ASSERT_THAT(c.notes, SizeIs(1));
  EXPECT_EQ(c.notes[0].offset, 6U) << c.notes[0].text;  // lines count from the top of the file
}

TEST(MappedCsv, SessionsReadingsAndAthletes) {
  const Content c = read_mapped_csv(kClub, "club.csv", propose(kClub).mapping);
  ASSERT_THAT(c.sessions, SizeIs(3));
  const Session& s = c.sessions[0];
  EXPECT_EQ(s.athlete, "Kim");
  EXPECT_EQ(s.clock, Clock::kLocal);
  EXPECT_DOUBLE_EQ(s.start, 1778630400.0 + 17.5 * 3600.0);
  EXPECT_DOUBLE_EQ(s.duration, 4500.0);
  EXPECT_DOUBLE_EQ(s.distance, 6400.0);
  EXPECT_DOUBLE_EQ(s.rpe, 7.0);
  ASSERT_THAT(s.vendor, SizeIs(1));
  EXPECT_EQ(s.vendor[0].name, "player_load");
  EXPECT_DOUBLE_EQ(s.vendor[0].value, 512.0);
  EXPECT_TRUE(s.vendor[0].is_load);
  EXPECT_EQ(s.sources[0].file, "club.csv");
  EXPECT_EQ(c.sessions[2].athlete, "Lea");
  EXPECT_THAT(c.readings, SizeIs(12));
  EXPECT_EQ(c.readings[0].athlete, "Kim");
  EXPECT_FALSE(asks(c));
}

TEST(MappedCsv, ARowOfZerosIsRest) {
  const std::string sheet = "date,duration (min),rpe\n2026-05-04,60,5\n2026-05-05,0,0\n2026-05-06,,\n2026-05-07,0,4\n";
  const Content c = read_mapped_csv(sheet, "a.csv", propose(sheet).mapping);
  ASSERT_THAT(c.sessions, SizeIs(3));
  EXPECT_DOUBLE_EQ(c.sessions[1].duration, 0.0);
  EXPECT_DOUBLE_EQ(c.sessions[1].rpe, 0.0);
  EXPECT_THAT(c.notes, IsEmpty());
  EXPECT_TRUE(std::isnan(c.sessions[2].duration));  // rated, so it took some time that is not known
}

TEST(MappedCsv, WhatIsNoNumberIsNamed) {
  const std::string sheet = "date,rpe,load\n2026-05-04,5,300\n2026-05-05,hard,400\n2026-05-06,6,-5\n";
  Mapping mapping = propose("date,rpe,load\n2026-05-04,5,300\n").mapping;
  const Content c = read_mapped_csv(sheet, "a.csv", mapping);
  EXPECT_THAT(c.sessions, SizeIs(3));
  ASSERT_THAT(c.notes, SizeIs(2));
  EXPECT_EQ(notes(c), "\"load\" is negative: left out\na cell of \"rpe\" is no number: left out\n");
  EXPECT_EQ(c.notes[1].offset, 3U);
}

TEST(MappedCsv, TestsInColumnsAndInRows) {
  const std::string wide = "date,CMJ (cm),5 min power [W]\n2026-05-04,38.5,310\n2026-05-11,39,\n";
  const Content in_columns = read_mapped_csv(wide, "a.csv", propose(wide).mapping);
  ASSERT_THAT(in_columns.tests, SizeIs(3));
  EXPECT_EQ(in_columns.tests[0].kind, "CMJ");
  EXPECT_EQ(in_columns.tests[1].kind, "5 min power");
  EXPECT_EQ(in_columns.tests[0].unit, "cm");
  EXPECT_DOUBLE_EQ(in_columns.tests[0].value, 38.5);
  EXPECT_EQ(in_columns.tests[1].unit, "W");
  EXPECT_EQ(in_columns.tests[2].date, parse_iso("2026-05-11"));
  EXPECT_THAT(in_columns.sessions, IsEmpty());
  const std::string tall = "Datum;Testart;Ergebnis\n13.5.2026;CMJ;38,5\n14.5.2026;FTP;270\n";
  const Content in_rows = read_mapped_csv(tall, "b.csv", propose(tall).mapping);
  ASSERT_THAT(in_rows.tests, SizeIs(2));
  EXPECT_EQ(in_rows.tests[0].kind, "CMJ");
  EXPECT_EQ(in_rows.tests[1].kind, "FTP");
  EXPECT_DOUBLE_EQ(in_rows.tests[0].value, 38.5);
}

TEST(MappedCsv, ATimeIsASpeedOverItsDistance) {
  const std::string sheet = "date,time trial\n2026-05-04,20:00\n2026-05-11,19:30\n";
  MappingProposal p = propose(sheet);
  EXPECT_THAT(p.questions, ElementsAre(question("over which distance?")));
  EXPECT_TRUE(asks(read_mapped_csv(sheet, "a.csv", p.mapping)));
  p.mapping.columns[1].over = 5000.0;
  const Content c = read_mapped_csv(sheet, "a.csv", p.mapping);
  EXPECT_FALSE(asks(c));
  ASSERT_THAT(c.tests, SizeIs(2));
  EXPECT_DOUBLE_EQ(c.tests[0].value, 5000.0 / 1200.0);
  EXPECT_EQ(c.tests[0].unit, "m/s");
}

TEST(MappedCsv, AppliesToTheNextFileWithTheSameHeadings) {
  const Mapping mapping = propose(kVerein).mapping;
  const std::string next =
      "Schlaf;Ruhepuls;Datum;Muskelkater;Dauer;Belastungsempfinden;Trainingsbelastung;Strecke (km)\n"
      "8;47;04.06.2026;1;1:00;5;300;10\n";
  EXPECT_EQ(mapping_fit(next, mapping), MappingFit::kSame);  // another order, and a column that is left out is missing
  const Content c = read_mapped_csv(next, "juni.csv", mapping);
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].duration, 3600.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].distance, 10000.0);
  EXPECT_EQ(mapping_fit("Wetter;" + kVerein, mapping), MappingFit::kWithMore);
  EXPECT_THAT(notes(read_mapped_csv("Wetter;" + kVerein, "x.csv", mapping)), HasSubstr("\"Wetter\" is not in the"));
  EXPECT_EQ(mapping_fit("Datum;Dauer\n1.1.2026;60\n", mapping), MappingFit::kNone);
  EXPECT_THAT(read_mapped_csv("Datum;Dauer\n1.1.2026;60\n", "x.csv", mapping).fault, HasSubstr("no column \"Strecke"));
}

TEST(MappedCsv, TheMappingAnswersWhatRowsDoNotTell) {
  const std::string sheet = "date,load\n03/04/2026,\"1,050\"\n";
  Mapping mapping = propose(sheet).mapping;
  EXPECT_THAT(read_mapped_csv(sheet, "a.csv", mapping).sessions, IsEmpty());
  mapping.day_first = true, mapping.decimal_comma = false;
  const Content c = read_mapped_csv(sheet, "a.csv", mapping);
  EXPECT_FALSE(asks(c));
  ASSERT_THAT(c.sessions, SizeIs(1));
  EXPECT_DOUBLE_EQ(c.sessions[0].vendor.at(0).value, 1050.0);
  EXPECT_DOUBLE_EQ(c.sessions[0].start, 1775174400.0);  // 3 April
  const Content other = read_mapped_csv("date,load\n04/13/2026,\"12,5\"\n", "b.csv", mapping);
  EXPECT_THAT(notes(other), HasSubstr("another order than the mapping says"));
  EXPECT_THAT(notes(other), HasSubstr("another decimal mark than the mapping says"));
  EXPECT_DOUBLE_EQ(other.sessions.at(0).vendor.at(0).value, 12.5);
}

TEST(MappingToml, GivesTheMappingBack) {
  for (const std::string& text : {kClub, kVerein, std::string("date,\"a \"\"b\"\"\",load\n2026-05-04,1,2\n")}) {
    MappingProposal p = propose(text);
    const Mapping back = read_mapping(mapping_toml(p), "x.intake.toml");
    EXPECT_EQ(mapping_toml(back), mapping_toml(p.mapping));
    const Content a = read_mapped_csv(text, "a", p.mapping), b = read_mapped_csv(text, "a", back);
    ASSERT_EQ(a.sessions.size(), b.sessions.size());
    for (std::size_t i = 0; i < a.sessions.size(); ++i) EXPECT_EQ(a.sessions[i].start, b.sessions[i].start);
  }
  const std::string text = mapping_toml(propose("date,distance\n2026-05-04,12\n"));
  EXPECT_THAT(text, HasSubstr("# question: which unit is \"distance\" in, km, mi?"));
  EXPECT_THAT(text, HasSubstr("# as understood: date 2026-05-04"));
  EXPECT_THAT(text, HasSubstr("heading = \"distance\"\nmeaning = \"distance\"\n# \"distance\" in its heading"));
}

std::string fault_of(const std::string& toml) {
  try {
    read_mapping(toml, "m.toml");
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(MappingToml, FaultsNameTheirLine) {
  const std::string date = "[[column]]\nheading = \"d\"\nmeaning = \"date\"\n";
  const std::string load = "[[column]]\nheading = \"l\"\nmeaning = \"load\"\n";
  EXPECT_EQ(fault_of(date + load), "");
  EXPECT_THAT(fault_of("[[column\n"), HasSubstr("m.toml:1:"));
  EXPECT_THAT(fault_of(date + "[[column]]\nheading = \"x\"\nmeaning = \"durations\"\n"),
              testing::AllOf(HasSubstr("m.toml:6:"), HasSubstr("did you mean \"duration\"?")));
  EXPECT_THAT(fault_of(date + "[[column]]\nheading = \"x\"\nmeaning = \"duration\"\nunit = \"km\"\n"),
              testing::AllOf(HasSubstr("m.toml:7:"), HasSubstr("one of \"min\", \"h\", \"s\"")));
  EXPECT_THAT(fault_of(date + "[[column]]\nheading = \"D\"\nmeaning = \"load\"\n"), HasSubstr("m.toml:4:"));
  EXPECT_THAT(fault_of(date + date + load), HasSubstr("there twice"));
  EXPECT_THAT(fault_of(date + "[[column]]\nheading = \"e\"\nmeaning = \"date\"\n" + load),
              HasSubstr("two columns are \"date\""));
  EXPECT_THAT(fault_of(load), HasSubstr("no column is \"date\""));
  EXPECT_THAT(fault_of(date), HasSubstr("no column is taken"));
  EXPECT_THAT(fault_of("when = 1\n" + date + load), HasSubstr("m.toml:1:1: unknown key \"when\""));
  EXPECT_THAT(fault_of(date + "sd = 1\n" + load), HasSubstr("tests alone have"));
}

TEST(MappedCsv, DamagedCopies) {
  for (const std::string& text : {kClub, kVerein}) {
    const Mapping mapping = propose(text).mapping;
    on_damaged_copies(bytes_of(text), 500, [&](const auto& bytes) {
      const std::string_view copy(reinterpret_cast<const char*>(bytes.data()), bytes.size());
      if (const auto p = propose_mapping(copy)) {
        EXPECT_EQ(p->evidence.size(), p->mapping.columns.size());
      }
      const Content content = read_mapped_csv(copy, "x.csv", mapping);
      for (const Session& s : content.sessions) EXPECT_TRUE(std::isfinite(s.start));
      for (const Reading& r : content.readings) EXPECT_TRUE(std::isfinite(r.value) && r.date);
    });
  }
}

/// A mapping that somebody corrects, as it would read the table.
TEST(ExplainMapping, ShowsWhatACorrectionMakesOfTheRows) {
  const std::string text = "Datum;P_mittel;Gew.;Bem.\n06/01/2016;296;71,4;Halle\n07/01/2016;293;71,2;\n";
  Mapping mapping = propose(text).mapping;
  mapping.columns[1] = with_meaning(mapping.columns[1], "test");
  EXPECT_EQ(mapping.columns[1].name, "P_mittel");
  mapping.columns[1].unit = "W";
  mapping.columns[2] = with_meaning(mapping.columns[2], "body_mass");
  const MappingProposal open = explain_mapping(text, mapping).value();
  EXPECT_THAT(open.questions, ElementsAre(question("day before month")));
  EXPECT_THAT(open.first_rows.at(0), ElementsAre("", "296 W", "71.4 kg", ""));
  EXPECT_THAT(open.written.at(0), ElementsAre("06/01/2016", "296", "71,4", "Halle"));
  EXPECT_EQ(open.mapping.columns[2].unit, "kg");
  EXPECT_EQ(open.mapping.decimal_comma, true);
  mapping.day_first = true;
  const MappingProposal answered = explain_mapping(text, mapping).value();
  EXPECT_THAT(answered.questions, IsEmpty());
  EXPECT_EQ(answered.first_rows.at(0).at(0), "2016-01-06");
  EXPECT_EQ(answered.mapping.day_first, true);
  const Mapping read = read_mapping(mapping_toml(answered), "lab.intake.toml");
  EXPECT_EQ(mapping_toml(read), mapping_toml(answered.mapping));
  EXPECT_EQ(read_mapped_csv(text, "lab.csv", read).tests.size(), 2U);
}

TEST(ExplainMapping, AColumnForEachHeading) {
  const Mapping mapping{"", {{"Load", Meaning::kLoad, "load"}, {"gone", Meaning::kRpe}}};
  const MappingProposal open = explain_mapping("Day,Load,Note\n2026-05-04,300,x\n", mapping).value();
  EXPECT_EQ(meanings(open),
            (std::map<std::string, std::string>{{"Day", "leave out"}, {"Load", "load"}, {"Note", "leave out"}}));
  EXPECT_THAT(open.questions, ElementsAre(question("which column is the date?")));
  EXPECT_EQ(explain_mapping("", mapping), std::nullopt);
}

TEST(ExplainMapping, ATimedTestKeepsTheUnitOfItsTimes) {
  Mapping mapping = propose("date,time trial\n2026-05-04,4:31\n2026-05-11,4:25\n").mapping;
  mapping.columns[1].over = 1500.0;
  const MappingProposal timed = explain_mapping("date,time trial\n2026-05-04,4:31\n2026-05-11,4:25\n", mapping).value();
  EXPECT_THAT(timed.questions, IsEmpty());
  EXPECT_EQ(timed.first_rows.at(0).at(1), "5.53506 m/s");
  EXPECT_NO_THROW(read_mapping(mapping_toml(timed), "races.intake.toml"));
}

}  // namespace
}  // namespace formcast::intake
