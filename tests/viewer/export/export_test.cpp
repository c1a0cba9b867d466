#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>

#include "sim/base/input_error.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/session.hpp"
#include "viewer/desk/trip_form.hpp"
#include "viewer/export/calendar.hpp"
#include "viewer/export/plan_csv.hpp"

namespace formcast {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// The small board, with an illness, a flight, an aim, and texts that need escaping.
Board travelled_board() {
  Board board = small_board();
  board.target_performance = 320.0;
  board.sheets[0].name = "usual, with a trip";
  board.sheets[0].ill = {3, 4};
  board.sheets[0].load[3] = board.sheets[0].load[4] = 0.0;
  board.sheets[0].load[5] = 100.0 / 3.0;
  TripForm form;
  form.flights = {{"Europe/Paris", "Australia/Brisbane", "2016-05-20 11:00", "2016-05-21 18:45", true}};
  board = with_trip(board, 0, std::nullopt, form);
  board.events = {{12, "Club race", Event::Priority::kC}};
  board.title = "Cup; final, \"A\\B\"\nin Köln, where äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü run";
  return board;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t from = 0, to; from < text.size(); from = to + 2) {
    to = text.find("\r\n", from);
    if (to == std::string::npos) return {"a line that does not end: " + text.substr(from)};
    lines.push_back(text.substr(from, to - from));
  }
  return lines;
}

std::string calendar() {
  const Board board = travelled_board();
  return to_calendar(board, board.sheets[0], "S3", "AU", "W");
}

TEST(PlanCsv, HasARowADayAndAllDigits) {
  const Board board = travelled_board();
  const auto rows = lines_of(to_csv(board, board.sheets[0], "AU"));
  ASSERT_EQ(rows.size(), 29u);
  EXPECT_EQ(rows[0], "date,load [AU],test,illness,event,sessions");
  EXPECT_EQ(rows[1], "2016-05-02,100,,,,");
  EXPECT_EQ(rows[4], "2016-05-05,0,,ill,,");
  EXPECT_EQ(rows[6], "2016-05-07,33.333333333333336,,,,");
  EXPECT_EQ(rows[10], "2016-05-11,15,test,,,");
  EXPECT_THAT(rows[13], EndsWith(",,,\"Club race, C event\","));
  EXPECT_EQ(rows[19], "2016-05-20,90,,,flight Europe/Paris to Australia/Brisbane,");
  EXPECT_THAT(rows[27], EndsWith(",,,race day,"));
}

TEST(PlanCsv, UnitsAreQuotedAndMarked) {
  const Board board = small_board();
  EXPECT_THAT(to_csv(board, board.sheets[0], "a \"b\", c"), StartsWith("date,\"load [a \"\"b\"\", c]\",test"));
  EXPECT_THAT(to_csv(board, board.sheets[0], "µ"), StartsWith("\xEF\xBB\xBF"
                                                              "date,load [µ],test"));
  EXPECT_THAT(to_csv(board, board.sheets[0], ""), StartsWith("date,load,test"));
}

TEST(FileStem, KeepsCharactersAllowedInFileNames) {
  EXPECT_EQ(file_stem("Five-minute race on 5 June"), "Five-minute-race-on-5-June");
  EXPECT_EQ(file_stem("../../etc: \"Köln\"?"), "etc-Köln");
  EXPECT_EQ(file_stem("..."), "plans");
  EXPECT_EQ(file_stem(""), "plans");
  std::string umlauts;
  for (int n = 0; n < 100; ++n) umlauts += "ä";
  EXPECT_EQ(file_stem(umlauts).size(), 80u);
  EXPECT_EQ(file_stem("x" + umlauts).size(), 81u);  // no character is split
}

TEST(Calendar, LinesAreFoldedAndEndedPerTheStandard) {
  const std::string text = calendar();
  const auto lines = lines_of(text);
  EXPECT_EQ(lines.front(), "BEGIN:VCALENDAR");
  EXPECT_EQ(lines.back(), "END:VCALENDAR");
  bool folded = false;
  for (const std::string& line : lines) {
    EXPECT_LE(line.size(), 75u) << line;
    EXPECT_THAT(line, Not(HasSubstr("\n")));
    folded = folded || line.starts_with(" ");
    const auto begin = static_cast<unsigned char>(line.starts_with(" ") ? line.at(1) : line.at(0));
    EXPECT_NE(begin & 0xC0, 0x80) << "a character is split: " << line;
  }
  EXPECT_TRUE(folded);
}

TEST(Calendar, TextsAreEscaped) {
  std::string unfolded = calendar();
  for (std::size_t at; (at = unfolded.find("\r\n ")) != std::string::npos;) unfolded.erase(at, 3);
  EXPECT_THAT(unfolded, HasSubstr("SUMMARY:Cup\\; final\\, \"A\\\\B\"\\nin Köln\\, where äöü"));
  EXPECT_THAT(unfolded, HasSubstr("DESCRIPTION:Race day\\nAim 320 W\\nS3\\, plan \"usual\\, with a trip\"\r\n"));
}

TEST(Calendar, DaysAndFlightsAreEventsAndRestIsNone) {
  const std::string text = calendar();
  EXPECT_THAT(text,
              HasSubstr("DTSTART;VALUE=DATE:20160502\r\nDTEND;VALUE=DATE:20160503\r\nSUMMARY:Training\\, 100 AU\r\n"));
  EXPECT_THAT(text, Not(HasSubstr("DTSTART;VALUE=DATE:20160504")));  // a Wednesday of rest
  EXPECT_THAT(text, HasSubstr("DTSTART:20160520T090000Z\r\nDTEND:20160521T084500Z\r\n"));
  EXPECT_THAT(text, HasSubstr("Leaves 2016-05-20 11:00 in Europe/Paris"));
}

TEST(Calendar, UidsSurviveEditsAndDifferBetweenPlans) {
  const auto uids = [](const std::string& text) {
    std::vector<std::string> found;
    for (const std::string& line : lines_of(text)) {
      if (line.starts_with("UID:")) found.push_back(line);
    }
    return found;
  };
  Board board = small_board();
  const auto before = uids(to_calendar(board, board.sheets[0], "S3", "AU", "W"));
  board.sheets[0].load[0] = 7.0;
  board.title = "another title";
  EXPECT_EQ(uids(to_calendar(board, board.sheets[0], "S3", "AU", "W")), before);
  board.sheets[0].name = "another plan";
  const auto other = uids(to_calendar(board, board.sheets[0], "S3", "AU", "W"));
  ASSERT_EQ(other.size(), before.size());
  for (std::size_t i = 0; i < other.size(); ++i) EXPECT_NE(other[i], before[i]);
  EXPECT_EQ(std::set<std::string>(before.begin(), before.end()).size(), before.size());
}

/// Python's icalendar reads it back.
TEST(Calendar, IsReadByAnotherProgram) {
  const std::string file = ::testing::TempDir() + "formcast-plan.ics";
  std::ofstream(file, std::ios::binary) << calendar();
  EXPECT_EQ(std::system((FORMCAST_CALENDAR_CHECK " " + file).c_str()), 0);
}

Session small_session() {
  Session session;
  session.twin = "{\"a\": 1}";
  session.scenario = "no plans yet";
  session.sheets = {{3, false, {4, 5}}, {0, true, {}}};
  session.sheet = 1;
  session.day = 9;
  session.states = 2;
  session.first = -3.25;
  session.last = 30.125;
  session.dark = false;
  return session;
}

TEST(Session, ComesBackFromItsText) {
  const Session session = small_session();
  const std::string text = to_json(session);
  EXPECT_TRUE(is_session(text));
  EXPECT_FALSE(is_session(session.twin));
  const Session back = parse_session(text, "x.json");
  EXPECT_EQ(back.twin, session.twin);
  EXPECT_EQ(back.scenario, session.scenario);
  ASSERT_EQ(back.sheets.size(), 2u);
  EXPECT_EQ(back.sheets[0].ill, session.sheets[0].ill);
  EXPECT_EQ(back.sheets[0].colour, 3u);
  EXPECT_FALSE(back.sheets[0].shown);
  EXPECT_EQ(back.sheet, 1u);
  EXPECT_EQ(back.day, 9);
  EXPECT_EQ(back.states, 2);
  EXPECT_EQ(back.first, session.first);
  EXPECT_EQ(back.last, session.last);
  EXPECT_TRUE(back.has_dark);
  EXPECT_FALSE(back.dark);
}

TEST(Session, AnOlderOneHoldsLess) {
  const Session back = parse_session(R"({"formcast_session":1,"twin":"{}","scenario":"x"})", "x.json");
  EXPECT_TRUE(back.sheets.empty());
  EXPECT_FALSE(back.has_dark);
  EXPECT_EQ(back.first, back.last);
}

TEST(Session, BrokenOnesReportWhatIsWrong) {
  const auto refusal = [](const std::string& text) -> std::string {
    try {
      parse_session(text, "x.json");
    } catch (const InputError& error) {
      return error.what();
    }
    return "taken";
  };
  const std::string whole = to_json(small_session());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = whole;
    const std::size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return refusal(text.replace(at, from.size(), to));
  };
  EXPECT_EQ(refusal(whole), "taken");
  for (const std::size_t size : {std::size_t{20}, whole.size() / 2, whole.size() - 3}) {
    EXPECT_EQ(refusal(whole.substr(0, size)),
              "x.json: this is a session, but it is cut off or damaged; nothing was changed");
  }
  EXPECT_THAT(with("session\":1", "session\":2"), HasSubstr("of version 2; this Formcast reads version 1"));
  EXPECT_THAT(with("\"twin\":", "\"twins\":"), HasSubstr("its \"twin\" cannot be read"));
  EXPECT_THAT(with("\"scenario\":\"no plans yet\"", "\"scenario\":7"), HasSubstr("its \"scenario\" cannot be read"));
  EXPECT_THAT(with("\"plan\":1", "\"plan\":-1"), HasSubstr("its \"plan\" cannot be read"));
  EXPECT_THAT(with("\"colour\":3", "\"colour\":1e300"), HasSubstr("its \"colour\" cannot be read"));
  EXPECT_THAT(with("[4,5]", "[4,5.5]"), HasSubstr("its \"ill\" cannot be read"));
  EXPECT_THAT(with("\"shown\":false", "\"shown\":\"no\""), HasSubstr("its \"shown\" cannot be read"));
}

}  // namespace
}  // namespace formcast
