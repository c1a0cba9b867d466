#include "sim/history/history.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
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
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

MATCHER(IsUnknown, "is NaN") { return std::isnan(arg); }

struct Refused {
  std::string text;
  std::string message;  // all of it
};

TEST(ReadHistoryRefusal, RefusesBadRowsNamingThePlace) {
  const std::string unknown = ", or empty when it is not known";
  const std::string ways = " can be read in more than one way; write year-month-day, such as 2026-05-04";
  const std::string written = " must be written year-month-day, such as 2026-05-04, without a time of day";
  const std::vector<Refused> cases{
      {"2024-01-02,-40,", "h.csv:3:12: load \"-40\" must be a number >= 0 [AU]"},
      {"2024-01-02,ten,", "h.csv:3:12: load \"ten\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,40x,", "h.csv:3:12: load \"40x\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,1 000,", "h.csv:3:12: load \"1 000\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,0x10,", "h.csv:3:12: load \"0x10\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,nan,", "h.csv:3:12: load \"nan\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,  inf,", "h.csv:3:14: load \"inf\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,1e999,", "h.csv:3:12: load \"1e999\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,+4,", "h.csv:3:12: load \"+4\" must be a number >= 0 [AU]" + unknown},
      {"2024-01-02,2e9,", "h.csv:3:12: load \"2e9\" must be a number >= 0 [AU], at most 1e9"},
      {"2024-01-02,\"12,5\",",
       "h.csv:3:12: load \"12,5\" must be a number >= 0 [AU]; a decimal comma needs columns "
       "separated by semicolons or tabs, otherwise write a point"},
      {"2024-01-02,1,0", "h.csv:3:14: performance \"0\" must be a number > 0 [W]"},
      {"2024-01-02,1,-3", "h.csv:3:14: performance \"-3\" must be a number > 0 [W]"},
      {"2024-01-02,1,DNF", "h.csv:3:14: performance \"DNF\" must be a number > 0 [W]" + unknown},
      {"2024-02-30,1,", "h.csv:3:1: date \"2024-02-30\" is no day of the calendar"},
      {"2224-02-03,1,", "h.csv:3:1: date \"2224-02-03\" is outside the years 1900-2199"},
      {"0024-02-03,1,", "h.csv:3:1: date \"0024-02-03\" is outside the years 1900-2199"},
      {"04/05/2024,1,", "h.csv:3:1: date \"04/05/2024\"" + ways},
      {"4.5.2024,1,", "h.csv:3:1: date \"4.5.2024\"" + ways},
      {"2024-01-02T10:00,1,", "h.csv:3:1: date \"2024-01-02T10:00\"" + written},
      {",1,", "h.csv:3:1: date \"\"" + written},
      {"2024-01-02,1", "h.csv:3: 2 fields, but the header has 3"},
      {"2024-01-02,12,5,250",
       "h.csv:3: 4 fields, but the header has 3; with decimal commas, separate the columns by semicolons"},
      {"2024-01-01,1,251",
       "h.csv:3: athlete \"h\" has a second performance on 2024-01-01; the first is in line 2 "
       "(several athletes need a column \"athlete\")"},
      {"2024-01-02,\x1b[31m" + std::string(50, 'x') + ",",
       "h.csv:3:12: load \"?[31m" + std::string(35, 'x') + "...\" must be a number >= 0 [AU]" + unknown},
  };
  for (const auto& [row, message] : cases) {
    const std::string text = kHeader + "2024-01-01,1,250\n" + row + "\n2024-01-03,7,\n";
    EXPECT_EQ(refusal(text), message);
    const HistoryFile file(text);
    const History rest = read_history(file.path(), {.skip_bad_rows = true});
    ASSERT_EQ(rest.rejected.size(), 1U) << row;
    EXPECT_EQ(file.local(rest.rejected[0]), message);
    EXPECT_EQ(rest.rows, 3U);
    if (row.starts_with("2024-01-01")) {
      EXPECT_THAT(rest.athletes.at(0).load, ElementsAre(IsUnknown(), IsUnknown(), 7.0)) << "part of the day is missing";
    } else {
      EXPECT_THAT(rest.athletes.at(0).load, ElementsAre(1.0, IsUnknown(), 7.0));
    }
  }
}

TEST(ReadHistoryRefusal, RefusesAthletesThatCannotNameAFile) {
  const auto with = [](const std::string& id) {
    return refusal("date,load,performance,athlete\n2024-01-01,1,250," + id + "\n");
  };
  for (const std::string& id : {"a/b"s, "a\\b"s, "a\x01z"s, "a\x7F"s, "a\xC2\x85z"s, "\"a\nb\""s}) {
    EXPECT_THAT(with(id), AllOf(HasSubstr("h.csv:2:18: athlete"), HasSubstr("must not hold control characters"))) << id;
  }
  EXPECT_EQ(with(""), "h.csv:2:18: athlete is empty; every row needs one");
  EXPECT_THAT(with("."), HasSubstr("cannot name a file"));
  EXPECT_THAT(with(".."), HasSubstr("cannot name a file"));
  EXPECT_THAT(with(std::string(65, 'x')), HasSubstr("longer than 64 bytes"));
  for (const std::string& id : {std::string(64, 'x'), "J\u00fcrgen M\u00fcller"s, "..."s, "7"s})
    EXPECT_EQ(with(id), "(accepted)");
  EXPECT_THAT(refusal(kHeader + "2024-01-01,1,250\n", {}, std::string(70, 'n') + ".csv"), HasSubstr("rename the file"));
}

TEST(ReadHistoryRefusal, CountsCharactersNotBytesInColumns) {
  EXPECT_EQ(refusal("athlete,date,load,performance\nJ\u00fcrgen,2024-01-01,x,250\n").substr(0, 14), "h.csv:2:19: lo");
  EXPECT_EQ(refusal("note,date,load,performance\n\"a\nb\u00fc\",2024-01-01,x,250\n").substr(0, 14), "h.csv:3:16: lo");
  EXPECT_EQ(refusal("note,date,load,performance\r\"a\rb\r\nc\",2024-01-01,x,250\r").substr(0, 14), "h.csv:4:15: lo");
}

TEST(ReadHistoryRefusal, RefusesBadFiles) {
  const std::vector<Refused> cases{
      {"", "h.csv: the file is empty; a header with the columns date, load and performance is expected"},
      {"\n\r\n  \n", "h.csv: the file is empty; a header with the columns date, load and performance is expected"},
      {kHeader, "h.csv: there are no rows below the header"},
      {kHeader + "2024-01-01,4,\n",
       "h.csv: athlete \"h\" has no performance in any row; a history needs at least one test"},
      {kHeader + "2024-01-01,,250\n", "h.csv: athlete \"h\" has no load in any row; give 0 for a day of rest"},
      {kHeader + "2004-01-01,1,250\n2024-01-02,1,250\n1999-12-31,1,\n",
       "h.csv: athlete \"h\" has a record of more than 20 years, from 1999-12-31 (line 4) to 2024-01-02 (line 3); is "
       "one of "
       "the dates mistyped?"},
      {"date,load,performance,load\n", "h.csv:1:23: column \"load\" appears twice, as columns 2 and 4"},
      {"date,load,\"perfor\nmance\"\n", ""},
      {kHeader + "2024-01-01,\"4,\n2024-01-02,1,250\n",
       "h.csv:2:12: this quote is not closed within 64 KiB; a quote inside a field is written \"\""},
      {kHeader + "2024-01-01,\"4\"5,\n",
       "h.csv:2:12: text after the closing quote; a quote inside a field is written \"\""},
      {"date,load,\"performance [W\n]\"\n2024-01-01,1,2\n",
       "h.csv:1:11: column \"performance [W?]\" holds a control character or a line break"},
  };
  for (const auto& [text, message] : cases) {
    for (const bool skip : {false, true}) {
      if (message.empty()) {
        EXPECT_THAT(refusal(text, {skip}), HasSubstr("no column \"performance\""));
      } else {
        EXPECT_EQ(refusal(text, {skip}), message);
      }
    }
  }
  EXPECT_EQ(refusal(kHeader + "2004-01-01,1,250\n2024-01-01,1,250\n"), "(accepted)") << "twenty years are not too long";
}

TEST(ReadHistoryRefusal, ExplainsHeadersItCannotUse) {
  const std::string expected = "; expected date, load, performance and, where there are any, athlete, hrv_rmssd,";
  EXPECT_THAT(refusal("day,load,note\n2024-01-01,1,2\n"),
              HasSubstr("h.csv:1: no column \"date\", \"performance\"; found \"day\", \"load\", \"note\"" + expected));
  EXPECT_THAT(refusal("date|load|performance\n"),
              AllOf(HasSubstr("found \"date|load|performance\""), HasSubstr("separated by comma")));
  EXPECT_THAT(refusal("2024-01-01,40,250\n"), HasSubstr("no column \"date\", \"load\", \"performance\""));
  const std::vector<std::tuple<std::string, std::string>> typos{
      {"date,laod [AU],performance\n", "h.csv:1:6: unknown column \"laod\"; did you mean \"load\"?\n"},
      {"dat,load,performance\n", "h.csv:1:1: unknown column \"dat\"; did you mean \"date\"?\n"},
      {"date,load, Performence (W)\n", "h.csv:1:12: unknown column \"performence\"; did you mean \"performance\"?\n"},
  };
  for (const auto& [header, message] : typos)
    EXPECT_THAT(refusal(header), AllOf(HasSubstr(message), HasSubstr("no column")));
  EXPECT_EQ(refusal("date,load,performance,athelte\n2024-01-01,1,2,x\n"),
            "h.csv:1:23: unknown column \"athelte\"; did you mean \"athlete\"?")
      << "ignoring it would merge several athletes";
  EXPECT_THAT(read("date,load,performance,loads\n2024-01-01,1,2,3\n").notes,
              ElementsAre("column \"loads\" is not used"))
      << "with the column there, a near name is somebody's own";
}

TEST(ReadHistoryRefusal, RefusesPerformanceAsTime) {
  for (const auto* unit : {"s", "sec", "min", "h", "ms", "S", "minutes", "mm:ss", "min/km", "s / 100m"}) {
    EXPECT_EQ(refusal("date,load,performance ["s + unit + "]\n2024-01-01,1,2\n"),
              "h.csv:1:11: performance ["s + unit +
                  "] is a time, where lower is better; give a speed instead (distance divided "
                  "by time, such as m/s)");
  }
  for (const auto* unit : {"m/s", "km/h", "W", "kg", "m", "m/min"}) {
    EXPECT_EQ(read("date,load,performance ["s + unit + "]\n2024-01-01,1,2\n").performance_unit, unit);
  }
  EXPECT_EQ(read("date,load [min],performance\n2024-01-01,1,2\n").load_unit, "min") << "minutes are a load";
}

TEST(ReadHistoryRefusal, CollectsBadRowsAndShowsTwenty) {
  std::string text = kHeader;
  for (int i = 0; i < 25; ++i) text += "2024-01-01,bad,\n";
  const std::string twenty_five = refusal(text + "2024-01-01,1,250\n");
  EXPECT_EQ(std::count(twenty_five.begin(), twenty_five.end(), '\n'), 20);
  EXPECT_THAT(twenty_five, AllOf(HasSubstr("h.csv:2:12:"), HasSubstr("h.csv:21:12:"), Not(HasSubstr("h.csv:22:"))));
  EXPECT_TRUE(twenty_five.ends_with("\n... and 5 more"));
  EXPECT_EQ(read(text + "2024-01-02,1,250\n", {.skip_bad_rows = true}).rejected.size(), 25U);
  EXPECT_TRUE(refusal(text, {.skip_bad_rows = true}).starts_with("h.csv: every row was rejected\nh.csv:2:12: load"));
  const std::string two = refusal(kHeader + "2024-01-01,x,\n2024-13-01,1,\n2024-01-02,1,\n");
  EXPECT_EQ(std::count(two.begin(), two.end(), '\n'), 1);
  EXPECT_THAT(two, Not(HasSubstr("more")));
}

TEST(ReadHistoryRefusal, OneAthletesErrorAffectsNoOther) {
  const std::string ann = "athlete,date,load,performance\nann,2024-01-01,1,\n", cia = "cia,2024-01-01,,5\n";
  const History history = read(ann + "bea,2024-01-01,1,5\n" + cia + "dot,1924-01-01,1,5\ndot,2024-01-01,1,5\n");
  ASSERT_EQ(history.athletes.size(), 1U);
  EXPECT_EQ(history.athletes[0].athlete, "bea");
  ASSERT_EQ(history.unusable.size(), 3U);
  EXPECT_EQ(history.unusable[0].text(), "ann has no performance in any row; a history needs at least one test");
  EXPECT_EQ(history.unusable[1].text(), "cia has no load in any row; give 0 for a day of rest");
  EXPECT_THAT(history.unusable[2].text(),
              HasSubstr("dot has a record of more than 20 years, from 1924-01-01 (line 5)"));
  EXPECT_THAT(history.remarks(), Contains("athlete " + history.unusable[0].text()));
  EXPECT_THAT(refusal(ann + cia), AllOf(HasSubstr("h.csv: athlete \"ann\" has no performance"), HasSubstr("\n"),
                                        HasSubstr("\"cia\" has no load")));
}

TEST(ReadHistoryRefusal, RefusesAmbiguousThousands) {
  const std::string header = "date;load [AU];performance [W]\n";
  EXPECT_EQ(
      refusal(header + "2024-01-01;320;299\n2024-01-02;1.050;\n2024-01-03;480;\n"),
      "h.csv:3:12: load \"1.050\" may be 1050 or a thousandth of it, and the other rows suggest 1050; write 1050, "
      "or a decimal number with more or fewer than three decimals");
  EXPECT_THAT(refusal(header + "2024-01-01;320;299\n2024-01-02;1,050;\n2024-01-03;480;\n"),
              HasSubstr("\"1,050\" may be"));
  EXPECT_THAT(refusal(header + "2024-01-01;0;999\n2024-01-02;0;1.005\n2024-01-03;0;990\n"), HasSubstr("performance"));
  EXPECT_THAT(refusal("date,load,performance\n2024-01-01,320,299\n2024-01-02,1.050,\n"), HasSubstr("may be 1050"));
  for (const std::string& rows :
       {"2024-01-01;1;299\n2024-01-02;1.050;\n"s,                     // near to the others as written
        "2024-01-01;320;299\n2024-01-02;1.050;\n2024-01-03;2.5;\n"s,  // the mark is a decimal mark
        "2024-01-01;320;299\n2024-01-02;0.125;\n"s,                   // never thousands
        "2024-01-01;0;5.125\n2024-01-02;0;4.875\n2024-01-03;0;5\n"s, "2024-01-01;0;1.050\n"s}) {
    EXPECT_EQ(refusal(header + rows), "(accepted)") << rows;
  }
}

TEST(ReadHistoryRefusal, NamesASeparatorLineItCannotUse) {
  EXPECT_EQ(refusal("sep=|\ndate|load|performance\n2024-01-01|1|250\n"),
            "h.csv:1: \"sep=|\" names no known separator; expected sep=, or sep=; or sep= and a tab, or the header");
  EXPECT_THAT(refusal("sep=\n"), HasSubstr("names no known separator"));
  EXPECT_THAT(refusal("sep=;\n"), HasSubstr("the file is empty"));
}

TEST(ReadHistoryRefusal, RefusesEndlessLinesBinaryAndMissingFiles) {
  EXPECT_EQ(refusal(kHeader + "2024-01-01,1,250\n" + std::string(10'000'000, 'x')),
            "h.csv:3: this line is longer than 64 KiB; is this a table at all?");
  EXPECT_EQ(refusal(kHeader + std::string(10'000'000, ',')),
            "h.csv:2: this line is longer than 64 KiB; is this a table at all?");
  const std::string row = "2024-01-01,1,250,";
  const std::string wide = "date,load,performance,note\n";
  EXPECT_EQ(refusal(wide + row + std::string(65536 - row.size(), 'x') + "\r\n"), "(accepted)");
  EXPECT_THAT(refusal(wide + row + std::string(65537 - row.size(), 'x') + "\r\n"), HasSubstr("longer than 64 KiB"));
  EXPECT_THAT(refusal(wide + row + "\"" + std::string(200'000, '\n') + "\"\n"), HasSubstr("not closed within 64 KiB"));
  EXPECT_THAT(refusal(kHeader + "2024-01-01,\0,"s), HasSubstr("h.csv:2:12: contains a NUL byte"));
  EXPECT_THAT(refusal(kHeader + "2024-01-01,\xFF,"), HasSubstr("h.csv:2:12: not valid UTF-8"));
  EXPECT_THROW(read_history("no-such-folder/h.csv"), InputError);
}

}  // namespace
}  // namespace formcast
