// Performances with an error of their own, lower bounds, and kinds of tests in a history CSV.
#include "sim/history/performances.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "sim/history/history_text.hpp"
#include "tests/sim/history/history_file.hpp"

namespace formcast {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using testing_history::read;
using testing_history::refusal;

const std::string kDerivedHeader = "date,load,performance [W],performance_sd [W],performance_bound,test\n";

TEST(Performances, ErrorsAndBoundsAreRead) {
  const History history = read(kDerivedHeader +
                               "2026-01-01,50,300,,,20 min\n"
                               "2026-01-02,60,290.5,7.5,,critical power\n"
                               "2026-01-03,40,280,,lower,best 5 min\n"
                               "2026-01-04,0,,,,\n"
                               "2026-01-05,70,285,9,lower,best 5 min\n");
  const AthleteHistory& a = history.athletes.at(0);
  ASSERT_EQ(a.tests.size(), 2u);
  EXPECT_EQ(a.tests[0].error, 0.0);
  EXPECT_FALSE(a.tests[0].derived());
  EXPECT_EQ(a.tests[1].performance, 290.5);
  EXPECT_EQ(a.tests[1].error, 7.5);
  EXPECT_EQ(a.tests[1].line, 3u);
  ASSERT_EQ(a.bounds.size(), 2u);
  EXPECT_EQ(a.bounds[0].day, 2);
  EXPECT_EQ(a.bounds[0].performance, 280.0);
  EXPECT_EQ(a.bounds[0].error, 0.0);
  EXPECT_EQ(a.bounds[1].error, 9.0);
  EXPECT_EQ(history.test_kind, "20 min");
  EXPECT_EQ(a.days(), 5);
}

TEST(Performances, DecimalCommasAreReadInErrorsToo) {
  const History history = read("date;load;performance;performance_sd\n2026-01-01;50;300,5;7,25\n");
  EXPECT_EQ(history.athletes.at(0).tests.at(0).error, 7.25);
}

TEST(Performances, WhatIsWrongIsNamedByLineAndColumn) {
  const auto said = [](const std::string& row) { return refusal(kDerivedHeader + "2026-01-01,50,300,,,\n" + row); };
  EXPECT_EQ(said("2026-01-02,1,300,0,,\n"), "h.csv:3:18: performance_sd \"0\" must be a number > 0 [W]");
  EXPECT_THAT(said("2026-01-02,1,300,-4,,\n"), HasSubstr("h.csv:3:18: performance_sd \"-4\" must be a number > 0 [W]"));
  EXPECT_THAT(said("2026-01-02,1,300,nan,,\n"), HasSubstr("h.csv:3:18: performance_sd"));
  EXPECT_THAT(said("2026-01-02,1,300,1e300,,\n"), HasSubstr("at most 1e9"));
  EXPECT_EQ(said("2026-01-02,1,300,4,upper,\n"),
            "h.csv:3:20: performance_bound \"upper\" must be \"lower\", or empty where the performance is no bound");
  EXPECT_EQ(said("2026-01-02,1,,4,,\n"),
            "h.csv:3:15: performance_sd \"4\" has no performance in its row; expected both or neither");
  EXPECT_THAT(said("2026-01-02,1,,,lower,\n"), HasSubstr("h.csv:3:16: performance_bound \"lower\" has no performance"));
  EXPECT_EQ(refusal("date,load,performance [W],performance_sd [%]\n2026-01-01,50,300,2\n"),
            "h.csv:1:27: performance_sd is in %, but performance in W; expected the same unit");
  EXPECT_THAT(refusal("date,load,performance,performance_bound\n2026-01-01,50,300,lower\n"),
              HasSubstr("has lower bounds of performance alone, which tell no level"));
}

TEST(Performances, SeveralOfADayFollowTheRules) {
  const History history = read(kDerivedHeader +
                               "2026-01-01,50,300,,,\n"
                               "2026-01-01,,310,5,,\n"      // an ordinary test wins
                               "2026-01-01,,299,,lower,\n"  // and makes a bound below it needless
                               "2026-01-02,60,300,,,\n"
                               "2026-01-02,,305,4,lower,\n"  // but not one above it
                               "2026-01-02,,303,4,lower,\n"  // of which the highest counts
                               "2026-01-03,60,290,9,,\n"
                               "2026-01-03,,295,8,,\n"        // the more certain wins
                               "2026-01-03,,280,,lower,\n");  // a derived one makes no bound needless
  const AthleteHistory& a = history.athletes.at(0);
  ASSERT_EQ(a.tests.size(), 3u);
  EXPECT_EQ(a.tests[0].performance, 300.0);
  EXPECT_EQ(a.tests[2].performance, 295.0);
  ASSERT_EQ(a.bounds.size(), 2u);
  EXPECT_EQ(a.bounds[0].performance, 305.0);
  EXPECT_EQ(a.bounds[1].performance, 280.0);
  EXPECT_EQ(a.load[0], 50.0);
  for (const char* note : {"2 performance(s) with performance_sd on a date with a more certain one: left out",
                           "1 lower bound(s) on a date with a higher one: left out",
                           "1 lower bound(s) on a date with a test that is at least as high: left out"}) {
    EXPECT_THAT(history.notes, Contains(note));
  }
  EXPECT_THAT(refusal(kDerivedHeader + "2026-01-01,50,300,,,\n2026-01-01,,310,,,\n"),
              HasSubstr("h.csv:3: athlete \"h\" has a second performance on 2026-01-01; the first is in line 2"));
}

TEST(Performances, TheOrderOfRowsDoesNotMatter) {
  std::vector<std::string> rows{"2026-01-01,50,300,,,\n",     "2026-01-01,,310,5,,\n",    "2026-01-01,,299,,lower,\n",
                                "2026-01-01,,301,,lower,\n",  "2026-01-02,,290,9,,\n",    "2026-01-02,,291,9,,\n",
                                "2026-01-02,,280,3,lower,\n", "2026-01-02,,280,,lower,\n"};
  std::string expected;
  std::sort(rows.begin(), rows.end());
  for (int i = 0; i < 200; ++i, std::next_permutation(rows.begin(), rows.end())) {
    std::string text = kDerivedHeader;
    for (const std::string& row : rows) text += row;
    const std::string made = history_text(read(text).athletes.at(0), "AU");
    if (expected.empty()) expected = made;
    ASSERT_EQ(made, expected);
  }
}

const std::string kTwoKinds =
    "date,load,performance,performance_sd,performance_bound,test\n"
    "2026-01-01,50,40,,,CMJ\n"
    "2026-01-02,60,300,,,best 5 min\n"
    "2026-01-02,,41,,,cmj\n"
    "2026-01-03,60,39,2,,jump mat\n"
    "2026-01-04,60,38,,lower,training\n";

TEST(TestKinds, TwoAreNeverMixedInSilence) {
  EXPECT_EQ(
      refusal(kTwoKinds),
      "h.csv: column \"test\" has several kinds: \"CMJ\" (line 2), \"best 5 min\" (line 3). They are never mixed: "
      "which of them is the performance? Choose it with --response KIND");
  EXPECT_THAT(refusal("date,load,performance,test\n2026-01-01,50,40,\n2026-01-02,50,41,cmj\n"),
              HasSubstr("tests of no named kind (line 2), \"cmj\" (line 3)"));
  HistoryOptions other;
  other.response = "sprint";
  EXPECT_THAT(refusal(kTwoKinds, other), HasSubstr("no test is of the kind \"sprint\"; found \"CMJ\" (line 2)"));
}

TEST(TestKinds, TheResponseIsTheOneThatIsLearned) {
  HistoryOptions options;
  options.response = "cmj";
  const History history = read(kTwoKinds, options);
  const AthleteHistory& a = history.athletes.at(0);
  EXPECT_EQ(history.test_kind, "CMJ");
  ASSERT_EQ(a.tests.size(), 3u);  // derived ones belong to the response by contract
  EXPECT_EQ(a.tests[1].performance, 41.0);
  EXPECT_EQ(a.tests[2].error, 2.0);
  EXPECT_EQ(a.bounds.size(), 1u);
  EXPECT_EQ(a.load[1], 60.0);
  EXPECT_THAT(history.notes, Contains("1 test(s) of another kind than --response: left out"));
  options.response = "best 5 min";
  EXPECT_EQ(read(kTwoKinds, options).athletes.at(0).tests.at(0).performance, 300.0);
}

TEST(TestKinds, OneKindOrNoneNeedsNoResponse) {
  EXPECT_EQ(read("date,load,performance,test\n2026-01-01,50,40,cmj\n2026-01-02,50,,\n").test_kind, "cmj");
  EXPECT_EQ(read("date,load,performance,test\n2026-01-01,50,40,\n").test_kind, "");
  EXPECT_EQ(read("date,load,performance\n2026-01-01,50,40\n").test_kind, "");
}

TEST(Performances, TextReadsBackAsItWas) {
  AthleteHistory made;
  made.athlete = "Kim";
  made.start = Date{date::year{2026} / 6 / 29};
  made.load = {80.25, 50.0, 0.0};
  made.tests = {{0, 301.5, 0}, {2, 0.1 + 0.2, 0, 1.0 / 3.0}};
  made.bounds = {{0, 302.0, 0, 4.5}, {1, 290.0, 0}};
  made.markers["hrv_rmssd"] = {61.0, 62.5, 63.0};
  const std::string text = history_text(made, "AU");
  EXPECT_EQ(text,
            "athlete,date,load [AU],performance,performance_sd,performance_bound,hrv_rmssd\n"
            "Kim,2026-06-29,80.25,301.5,,,61\n"
            "Kim,2026-06-29,,302,4.5,lower,\n"
            "Kim,2026-06-30,50,290,,lower,62.5\n"
            "Kim,2026-07-01,0,0.30000000000000004,0.3333333333333333,,63\n");
  const AthleteHistory again = parse_history(text, "any.csv").athletes.at(0);
  ASSERT_EQ(again.tests.size(), 2u);
  ASSERT_EQ(again.bounds.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    for (const auto& [one, other] :
         {std::pair(again.tests[i], made.tests[i]), std::pair(again.bounds[i], made.bounds[i])}) {
      EXPECT_EQ(one.day, other.day);
      EXPECT_EQ(one.performance, other.performance);
      EXPECT_EQ(one.error, other.error);
    }
  }
  EXPECT_EQ(again.load, made.load);
  EXPECT_EQ(again.markers, made.markers);
  EXPECT_EQ(history_text(again, "AU"), text);
}

}  // namespace
}  // namespace formcast
