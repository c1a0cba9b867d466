#include "sim/intake/test_results.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/input_error.hpp"

namespace formcast::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TestResult result(const std::string& kind, double value, const std::string& unit, const std::string& date) {
  return {.kind = kind, .value = value, .unit = unit, .date = parse_iso(date)};
}

TEST(TestResults, KindsAreToldApartByNameAndUnit) {
  const std::vector<TestResult> results = {result("FTP", 270, "W", "2026-05-04"), result("CMJ", 38, "cm", "2026-05-04"),
                                           result("cmj ", 39, "cm", "2026-05-11"),
                                           result("CMJ", 0.4, "m", "2026-05-18")};
  const std::vector<TestKind> kinds = kinds_of_tests(results);
  ASSERT_THAT(kinds, SizeIs(3));
  EXPECT_EQ(kinds[0].text(), "CMJ [cm]");
  EXPECT_EQ(kinds[0].results, 2U);
  EXPECT_TRUE(names_kind("cmj", kinds[0]));
  EXPECT_TRUE(names_kind("CMJ [cm]", kinds[0]));
  EXPECT_FALSE(names_kind("CMJ [m]", kinds[0]));
}

TEST(TestResults, TheBestTrialOfADayCounts) {
  std::vector<TestResult> results = {result("CMJ", 38, "cm", "2026-05-04"), result("CMJ", 40, "cm", "2026-05-04"),
                                     result("CMJ", 39, "cm", "2026-05-04"), result("FTP", 270, "W", "2026-05-04")};
  results[1].sd = 1.5;
  const auto days = daily_tests(results, kinds_of_tests(results).front(), "");
  ASSERT_THAT(days, SizeIs(1));
  EXPECT_DOUBLE_EQ(days.begin()->second.value, 40.0);
  EXPECT_DOUBLE_EQ(days.begin()->second.sd, 1.5);
  EXPECT_EQ(days.begin()->second.trials, 3U);
}

TEST(TestResults, OneKindIsTaken) {
  std::vector<Question> questions;
  const std::vector<TestResult> one = {result("FTP", 270, "W", "2026-05-04")};
  EXPECT_EQ(kind_to_take(one, "", questions)->kind, "FTP");
  EXPECT_EQ(kind_to_take({}, "", questions), std::nullopt);
  EXPECT_THAT(questions, SizeIs(0));
  const std::vector<TestResult> two = {one[0], result("CMJ", 39, "cm", "2026-05-11")};
  EXPECT_EQ(kind_to_take(two, "cmj", questions)->unit, "cm");
  EXPECT_THAT(questions, SizeIs(0));
  EXPECT_EQ(kind_to_take(two, "", questions), std::nullopt);
  EXPECT_EQ(kind_to_take(one, "CP", questions), std::nullopt);
  ASSERT_THAT(questions, SizeIs(2));
  EXPECT_EQ(questions[0].kind, Question::Kind::kTestKind);
  EXPECT_EQ(questions[0].option, "--response");
  EXPECT_THAT(questions[0].text, HasSubstr("\"FTP [W]\" (1), \"CMJ [cm]\" (1)"));
  ASSERT_THAT(questions[0].choices, SizeIs(2));
  EXPECT_EQ(questions[0].choices[1].answer, "CMJ [cm]");
  EXPECT_THAT(questions[1].text, HasSubstr("which kind of test"));
}

TEST(TestResults, AMomentIsDatedByItsOffsetOrZone) {
  std::vector<TestResult> results = {{.kind = "FTP", .value = 270, .time = 1777930200.0}};  // 4 May, 21:30 UTC
  const TestKind kind = kinds_of_tests(results).front();
  EXPECT_THROW(daily_tests(results, kind, ""), InputError);
  EXPECT_EQ(daily_tests(results, kind, "Asia/Tokyo").begin()->first, parse_iso("2026-05-05"));
  results[0].utc_offset = -3600.0;
  EXPECT_EQ(daily_tests(results, kind, "").begin()->first, parse_iso("2026-05-04"));
}

TEST(TestResults, TestsGoIntoAHistory) {
  AthleteHistory history;
  history.start = *parse_iso("2026-05-04");
  history.load.assign(8, 0.0);
  const std::vector<TestResult> results = {result("FTP", 268, "W", "2026-05-03"), result("FTP", 270, "W", "2026-05-05"),
                                           result("FTP", 275, "W", "2026-05-11"),
                                           result("FTP", 280, "W", "2026-05-12")};
  EXPECT_EQ(add_tests(daily_tests(results, kinds_of_tests(results).front(), ""), history), 2U);
  ASSERT_THAT(history.tests, SizeIs(2));
  EXPECT_EQ(history.tests[0].day, 1);
  EXPECT_DOUBLE_EQ(history.tests[0].performance, 270.0);
  EXPECT_EQ(history.tests[1].day, 7);
}

TEST(TestResults, AthletesOfATable) {
  Content content;
  for (const char* name : {"Kim", "Lea", "KIM", ""}) {
    Session session;
    session.athlete = name;
    content.sessions.push_back(session);
    content.readings.push_back({"mood", 3.0, kMissing, parse_iso("2026-05-04"), std::nullopt, name});
  }
  TestResult only_tested = result("FTP", 270, "W", "2026-05-04");
  only_tested.athlete = "Max";
  content.tests.push_back(only_tested);
  std::vector<std::string> names;
  collect_athletes(content, names);
  collect_athletes(content, names);
  EXPECT_THAT(names, ElementsAre("Kim", "Lea", "Max"));
  EXPECT_THAT(athlete_question(names, "").text, HasSubstr("The files name Kim, Lea, Max: give --athlete"));
  EXPECT_THAT(athlete_question(names, "Tom").text, HasSubstr("and not \"Tom\""));
  EXPECT_TRUE(athlete_question(names, "lea").empty());
  EXPECT_TRUE(athlete_question({"Kim"}, "").empty());
  EXPECT_FALSE(athlete_question({"Kim"}, "Tom").empty());
  EXPECT_TRUE(athlete_question({}, "Tom").empty());
  Content with = content;
  keep_athlete(with, "kim", true);
  EXPECT_THAT(with.sessions, SizeIs(3));
  EXPECT_THAT(with.readings, SizeIs(3));
  EXPECT_THAT(with.tests, SizeIs(0));
  keep_athlete(content, "Lea", false);
  EXPECT_THAT(content.sessions, SizeIs(1));
  name_athlete(with, "Tom");
  EXPECT_EQ(with.sessions[1].athlete, "KIM");
  EXPECT_EQ(with.sessions[2].athlete, "Tom");
  EXPECT_EQ(with.readings[2].athlete, "Tom");
}

}  // namespace
}  // namespace formcast::intake
