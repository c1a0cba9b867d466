#include "sim/history/history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <tuple>
#include <vector>

#include "sim/base/input_error.hpp"
#include "tests/sim/history/history_file.hpp"

namespace formcast {
namespace {

using namespace testing_history;
using std::string_literals::operator""s;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

MATCHER(IsUnknown, "is NaN") { return std::isnan(arg); }

TEST(IsoDate, RoundTripsEveryDayOfTheRange) {
  int days = 0;
  const Date last = date::year{2199} / 12 / 31;
  for (Date day = date::year{1900} / 1 / 1; day <= last; day += date::days{1}, ++days) {
    ASSERT_EQ(parse_iso(iso(day)), day) << iso(day);
  }
  EXPECT_EQ(days, 109573);  // 300 years of 365 days and 73 leap days: 2000 is one, 1900 and 2100 are not
  EXPECT_EQ(iso(date::year{2026} / 5 / 4), "2026-05-04");
}

TEST(IsoDate, RefusesEverythingElse) {
  for (const auto* text :
       {"2024-02-30", "2023-02-29", "1900-02-29", "2024-00-10", "2024-13-01",  "2024-01-00",  "1899-12-31",
        "2200-01-01", "",           "2024-1-1",   "2024-01-1 ", " 2024-01-01", "2024-01-01T", "20240101",
        "24-01-01",   "2024/01/01", "04/05/2024", "+024-01-01", "2024-01--1",  "abcd-ef-gh"}) {
    EXPECT_FALSE(parse_iso(text)) << text;
  }
}

TEST(ReadHistory, ReadsUnsortedRowsWithGapsAndMissingLoads) {
  const History history = read("date,load,performance [W]\n2024-03-02,,\n2024-02-28,40.5,250\n2024-03-04,0,255.5\n");
  EXPECT_EQ(history.source, "h.csv");
  EXPECT_EQ(history.digest.size(), 16U);
  EXPECT_EQ(history.load_unit, "AU");
  EXPECT_EQ(history.performance_unit, "W");
  EXPECT_EQ(history.rows, 3U);
  EXPECT_THAT(history.notes, ElementsAre(HasSubstr("3 of 6 days have no row; their loads are taken as unknown")));
  EXPECT_THAT(history.rejected, IsEmpty());
  ASSERT_EQ(history.athletes.size(), 1U);
  const AthleteHistory& athlete = history.athletes[0];
  EXPECT_EQ(athlete.athlete, "h") << "the file's stem";
  EXPECT_EQ(athlete.days_without_row, 3);
  EXPECT_EQ(iso(athlete.start), "2024-02-28");
  EXPECT_EQ(iso(athlete.date(2)), "2024-03-01") << "2024 is a leap year";
  EXPECT_THAT(athlete.load, ElementsAre(40.5, IsUnknown(), IsUnknown(), IsUnknown(), IsUnknown(), 0.0));
  EXPECT_EQ(athlete.missing_loads(), 4);
  ASSERT_EQ(athlete.tests.size(), 2U);
  EXPECT_EQ(athlete.tests[0].day, 0);
  EXPECT_EQ(athlete.tests[0].performance, 250.0);
  EXPECT_EQ(athlete.tests[1].day, 5);
  EXPECT_EQ(athlete.tests[1].performance, 255.5);
}

TEST(ReadHistory, UnderstandsHeadersAsPeopleWriteThem) {
  const History history = read(
      " Performance (m/s) ;DATE;\"Load [TSS]\"; Athlete ;RPE [0-10];Body_Mass [kg]\n"
      "5,25;2024-01-01;10;  Ann ;7;60,5\n");
  EXPECT_EQ(history.performance_unit, "m/s");
  EXPECT_EQ(history.load_unit, "TSS");
  const AthleteHistory& athlete = history.athletes.at(0);
  EXPECT_EQ(athlete.athlete, "Ann");
  EXPECT_EQ(athlete.tests.at(0).performance, 5.25);
  EXPECT_THAT(athlete.markers.at("rpe"), ElementsAre(7.0));
  EXPECT_THAT(athlete.markers.at("body_mass"), ElementsAre(60.5));
  EXPECT_EQ(athlete.markers.size(), 2U);
}

TEST(ReadHistory, ReadsWhatASpreadsheetSaves) {
  const History history =
      read("\xEF\xBB\xBF\"date\"\tload\tperformance\r\n2024-01-01\t12,5\t\"250,25\"\r\n2024-01-02\t7\t\r\n");
  EXPECT_THAT(history.athletes.at(0).load, ElementsAre(12.5, 7.0));
  EXPECT_EQ(history.athletes.at(0).tests.at(0).performance, 250.25);
  const std::string text = "date,load,performance\n2024-01-01,1,2\n";
  EXPECT_EQ(read(text).digest, digest(text));
  EXPECT_EQ(read("\xEF\xBB\xBF" + text).digest, digest(text)) << "the mark is not part of the text";
}

TEST(ReadHistory, KnowsEveryMarker) {
  const std::string names = "hrv_rmssd,resting_hr,sleep_hours,soreness,fatigue_rating,mood,stress,rpe,body_mass";
  const History history =
      read("date,load,performance," + names + "\n2024-01-01,1,2,1,2,3,4,5,6,7,8,9\n2024-01-02,0,,,,,,,,,,\n");
  const auto& markers = history.athletes.at(0).markers;
  ASSERT_EQ(markers.size(), 9U);
  EXPECT_THAT(markers.at("hrv_rmssd"), ElementsAre(1.0, IsUnknown()));
  EXPECT_THAT(markers.at("mood"), ElementsAre(6.0, IsUnknown()));
  EXPECT_THAT(markers.at("body_mass"), ElementsAre(9.0, IsUnknown()));
  EXPECT_THAT(history.notes, IsEmpty());
}

TEST(ReadHistory, KeepsAthletesInOrderOfFirstAppearance) {
  const History history =
      read("athlete,date,load,performance\nzoe,2024-01-01,1,5\nann,2024-01-03,2,6\nzoe,2024-01-02,3,\n");
  ASSERT_EQ(history.athletes.size(), 2U);
  EXPECT_EQ(history.athletes[0].athlete, "zoe");
  EXPECT_THAT(history.athletes[0].load, ElementsAre(1.0, 3.0));
  EXPECT_EQ(history.athletes[1].athlete, "ann");
  EXPECT_EQ(iso(history.athletes[1].start), "2024-01-03");
}

TEST(ReadHistory, AddsUpSessionsAndAveragesMarkersOfOneDate) {
  const History history = read(
      "date,load,performance,rpe\n2024-01-01,10,,4\n2024-01-01,,250,7\n2024-01-02,30,,\n"
      "2024-01-01,5.5,,\n2024-01-02,0,,\n2024-01-03,,,\n2024-01-03,,,\n");
  const AthleteHistory& athlete = history.athletes.at(0);
  EXPECT_THAT(athlete.load, ElementsAre(15.5, 30.0, IsUnknown()));
  EXPECT_THAT(athlete.markers.at("rpe"), ElementsAre(5.5, IsUnknown(), IsUnknown()));
  EXPECT_THAT(history.notes, ElementsAre(HasSubstr("2 date(s) with several sessions"), HasSubstr("1 marker(s)")));
  const History epoch = read(kHeader + "1970-01-01,1,250\n1970-01-01,2,\n1970-01-01,4,\n");
  EXPECT_THAT(epoch.athletes.at(0).load, ElementsAre(7.0));
  EXPECT_THAT(epoch.notes, ElementsAre(HasSubstr("1 date(s)")));
}

TEST(ReadHistory, NotesUnusedColumns) {
  const History history =
      read("date,load,performance,Notes,moood,\n2024-01-01,1,2,\"felt\n\"\"great\"\", really\",3,\n2024-01-02,1,,,,\n");
  EXPECT_EQ(history.rows, 2U);
  EXPECT_THAT(history.notes,
              ElementsAre("column \"notes\" is not used", "column \"moood\" is not used; did you mean \"mood\"?",
                          "column 6 has no name and is not used"));
}

TEST(ReadHistory, SkipsBlankLines) {
  const History history = read("\n  \n" + kHeader + "\n2024-01-01,1,250\n \t\n,,\n,,,,,\n2024-01-02,2,\n\n\n");
  EXPECT_EQ(history.rows, 2U);
  EXPECT_THAT(history.athletes.at(0).load, ElementsAre(1.0, 2.0));
}

TEST(ReadHistory, NotesNumbersWrittenInTwoWays) {
  EXPECT_THAT(read("date;load;performance\n2024-01-01;1,5;250\n2024-01-02;1.234;\n").notes,
              ElementsAre(AllOf(HasSubstr("decimal comma (line 2)"), HasSubstr("decimal point (line 3)"))));
  EXPECT_THAT(read("date;load;performance\n2024-01-01;1,5;250\n2024-01-02;1,25;\n").notes, IsEmpty());
}

TEST(ReadHistory, ReadsTheNumbersThatRowsMayHold) {
  const std::vector<std::pair<std::string, double>> cases{
      {"0", 0.0},   {"-0", 0.0},    {"12.5", 12.5},   {".5", 0.5},        {"5.", 5.0},
      {"1e3", 1e3}, {"1E+3", 1e3},  {"25e-1", 2.5},   {"0.1", 0.1},       {"007", 7.0},
      {" 8 ", 8.0}, {"\"9\"", 9.0}, {"\" 9 \"", 9.0}, {"1000000000", 1e9}};
  for (const auto& [text, value] : cases) {
    const double load = read(kHeader + "2024-01-01," + text + ",250\n").athletes.at(0).load.at(0);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(load), std::bit_cast<std::uint64_t>(value)) << text;
  }
  for (const auto* text : {"12,5,1", "1.234,5", "12,", ","}) {
    const std::string row = "date;load;performance\n2024-01-01;"s + text + ";250\n";
    EXPECT_EQ(refusal(row) == "(accepted)", text == "12,"s) << text;
  }
  EXPECT_EQ(refusal("date;load;performance\n2024-01-01;-12,5;250\n"),
            "h.csv:2:12: load \"-12,5\" must be a number >= 0 [AU]");
}

TEST(ReadHistory, ReportsAnAthleteThatIsLeftOut) {
  const History history =
      read("athlete,date,load,performance\nann,2024-01-01,x,5\nbea,2024-01-01,1,5\n", {.skip_bad_rows = true});
  ASSERT_EQ(history.athletes.size(), 1U);
  EXPECT_EQ(history.athletes[0].athlete, "bea");
  ASSERT_EQ(history.unusable.size(), 1U);
  EXPECT_EQ(history.unusable[0].text(), "ann is left out: every row was rejected");
}

TEST(ReadHistory, KnowsTheLinesOfTestsAndLoads) {
  const History history =
      read("date,load,performance\n2024-01-03,7,250\n\n2024-01-01,5,\n2024-01-01,2,\n2024-01-02,,251\n");
  const AthleteHistory& athlete = history.athletes.at(0);
  ASSERT_EQ(athlete.tests.size(), 2U);
  EXPECT_EQ(athlete.tests[0].line, 6U);
  EXPECT_EQ(athlete.tests[1].line, 2U);
  ASSERT_EQ(athlete.load_rows.size(), 3U);
  EXPECT_EQ(std::tuple(athlete.load_rows[0].day, athlete.load_rows[0].load, athlete.load_rows[0].line),
            std::tuple(0, 2.0, 5U));
  EXPECT_EQ(athlete.load_rows[1].line, 4U);
  EXPECT_EQ(std::tuple(athlete.load_rows[2].day, athlete.load_rows[2].line), std::tuple(2, 2U));
}

TEST(ReadHistory, DaysWithoutARowMayBeRest) {
  const std::string text = kHeader + "2024-01-01,10,250\n2024-01-03,,\n2024-01-05,5,\n";
  const History history = read(text, {.missing_days_rest = true});
  EXPECT_THAT(history.athletes.at(0).load, ElementsAre(10.0, 0.0, IsUnknown(), 0.0, 5.0))
      << "an empty load stays missing";
  EXPECT_THAT(history.notes, ElementsAre(HasSubstr("2 of 5 days have no row; their loads are taken as 0")));
  EXPECT_THAT(read("athlete,date,load,performance\na,2024-01-01,1,5\na,2024-01-03,1,\nb,2024-01-01,1,5\n").notes,
              ElementsAre(HasSubstr("1 of 3 days of \"a\" have no row")));
}

TEST(ReadHistory, UnderstandsALineThatNamesTheSeparator) {
  const std::string rows = "date;load;performance\n2024-01-01;1,5;250\n";
  for (const std::string& line :
       {"sep=;\n"s, "sep=;\r\n"s, "SEP=;\n"s, "\"sep=;\"\n"s, "sep=;;;\n"s, "\xEF\xBB\xBFsep=;\n"s}) {
    const History history = read(line + rows);
    EXPECT_THAT(history.athletes.at(0).load, ElementsAre(1.5)) << line;
    EXPECT_EQ(history.athletes[0].tests.at(0).line, 3U) << line;
  }
  EXPECT_THAT(read("sep=\t\ndate\tload\tperformance\n2024-01-01\t1\t250\n").athletes.at(0).load, ElementsAre(1.0));
  EXPECT_THAT(read("sep=,\ndate,load,performance\n2024-01-01,1,250\n").athletes.at(0).load, ElementsAre(1.0));
}

TEST(ReadHistory, TakesAColumnThatNamesPeopleAsTheAthlete) {
  for (const std::string& name :
       {"PlayerID"s, "player_id"s, "Player"s, "Athlete Name"s, "athlete_id"s, "Subject"s, "rider no"s}) {
    const History history = read("date," + name + ",load,performance\n2024-01-01,7,0,301\n2024-01-01,11,100,250\n");
    ASSERT_EQ(history.athletes.size(), 2U) << name;
    EXPECT_TRUE(history.names_athletes);
    EXPECT_EQ(history.athletes[1].athlete, "11");
    EXPECT_THAT(history.notes, ElementsAre("column \"" + name + "\" is taken as the athlete"));
  }
  const History both = read("date,athlete,PlayerID,load,performance\n2024-01-01,ann,7,0,301\n");
  EXPECT_EQ(both.athletes.at(0).athlete, "ann");
  EXPECT_THAT(both.notes, ElementsAre("column \"playerid\" is not used"));
  const History asks = read("date,Name,load,performance\n2024-01-01,easy run,0,301\n");
  EXPECT_THAT(asks.questions, ElementsAre(HasSubstr("does column \"Name\" name the athlete?")));
  EXPECT_THAT(asks.notes, IsEmpty());
}

TEST(ReadHistory, ColumnsThatAreNotUsedMayBeAlike) {
  const History history =
      read("date,Distance (km),Distance (mi),note,Note,load,performance\n2024-01-01,1,0.6,a,b,10,250\n");
  EXPECT_THAT(history.notes, ElementsAre("column \"Distance (km)\" is not used", "column \"Distance (mi)\" is not used",
                                         "column \"note\" is not used", "column \"note\" is not used"));
}

TEST(ReadHistory, ADayWithARejectedRowHasAMissingLoad) {
  const HistoryOptions skip{.skip_bad_rows = true};
  const History history =
      read(kHeader + "2024-01-01,40,250\n2024-01-02,40,\n2024-01-02,60,n/a\n2024-01-03,x,\n2024-01-03,9,252\n", skip);
  EXPECT_THAT(history.athletes.at(0).load, ElementsAre(40.0, IsUnknown(), IsUnknown()));
  EXPECT_EQ(history.athletes[0].tests.size(), 2U);
  EXPECT_EQ(history.athletes[0].days_without_row, 0);
  const History rest = read(kHeader + "2024-01-01,40,250\n2024-01-02,x,\n2024-01-04,4,\n",
                            {.skip_bad_rows = true, .missing_days_rest = true});
  EXPECT_THAT(rest.athletes.at(0).load, ElementsAre(40.0, IsUnknown(), 0.0, 4.0)) << "there was a session";
  EXPECT_THAT(
      read("athlete,date,load,performance\na,2024-01-01,4,250\na,2024-01-01,5,x\nb,2024-01-01,4,250\na,2024-01-02,1,\n",
           skip)
          .athletes.at(1)
          .load,
      ElementsAre(4.0))
      << "one athlete's row does not affect another's day";
}

struct Shipped {
  std::string file;
  std::vector<std::tuple<std::string, int, int>> athletes;  // name, days, tests
  std::string first, load_unit;
};

TEST(Scenarios, ShippedHistoriesAreSound) {
  const std::vector<Shipped> files{
      {"clarke_skiba_cyclist.csv", {{"clarke_skiba_cyclist", 166, 9}}, "2004-01-29", "BikeScore"},
      {"busso_2017.csv", {{"S1", 109, 45}, {"S2", 109, 45}, {"S3", 109, 46}}, "2016-01-04", "AU"},
  };
  for (const auto& [file, athletes, first, load_unit] : files) {
    const History history = read_history(fs::path(FORMCAST_SCENARIOS) / file);
    EXPECT_THAT(history.notes, IsEmpty());
    EXPECT_EQ(history.load_unit, load_unit);
    EXPECT_EQ(history.performance_unit, "W");
    ASSERT_EQ(history.athletes.size(), athletes.size());
    for (std::size_t i = 0; i < athletes.size(); ++i) {
      const AthleteHistory& athlete = history.athletes[i];
      EXPECT_EQ(std::tuple(athlete.athlete, athlete.days(), static_cast<int>(athlete.tests.size())), athletes[i]);
      EXPECT_EQ(athlete.missing_loads(), 0);
      EXPECT_EQ(iso(athlete.start), first);
    }
  }
}

TEST(ReadHistory, DaysThatContinueARecordNeedNeitherTestNorLoad) {
  const HistoryOptions continues{.continues_record = true};
  const History h = read("date,load,performance\n2024-01-01,,\n2024-01-03,40,\n", continues);
  EXPECT_EQ(h.athletes.at(0).days(), 3);
  EXPECT_TRUE(h.athletes.at(0).tests.empty());
  EXPECT_FALSE(h.names_athletes);
  EXPECT_FALSE(h.names_load_unit);
  const History named = read("athlete,date,load [AU],performance\nA,2024-01-01,,\n", continues);
  EXPECT_TRUE(named.names_athletes);
  EXPECT_TRUE(named.names_load_unit);
}

}  // namespace
}  // namespace formcast
