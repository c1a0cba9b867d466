// Performance that sessions tell, on its way into a history.
#include "sim/intake/daily_performance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "sim/intake/intake.hpp"
#include "sim/intake/intake_text.hpp"
#include "tests/sim/measures/performance_rides.hpp"

namespace formcast::intake {
namespace {

using namespace testing_performance;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::StartsWith;
using testing::StrEq;

constexpr Performance kBest = Performance::kBestPower5min;

TestResult test(int day, const std::string& kind, double value, const std::string& unit = "W") {
  return {.kind = kind, .value = value, .unit = unit, .date = Date{date::days{kFirstDay + day}}};
}

/// Hard rides on the first and the third day, an easy one on the fifth.
Content rides() {
  Content content;
  content.sessions = {ride(0, {{150, 600}, {320, 300}}), ride(2, {{150, 600}, {330, 300}}), ride(4, {{180, 1800}})};
  return content;
}

IntakeResult made(Content content, const std::string& response = "", std::optional<Performance> performance = kBest,
                  bool offers = false) {
  Intake intake;
  intake.add_content("rides", FileKind::kFit, "FIT", std::move(content));
  HistoryChoices choices;
  choices.athlete = "kim";
  choices.measure = MeasureChoice{Measure::kDuration, ""};
  choices.response = response;
  choices.performance = performance;
  choices.offer_performances = offers;
  return intake.finish(choices);
}

auto asks(const testing::Matcher<std::string>& text) { return Field(&Question::text, text); }

std::string csv(const IntakeResult& result) { return history_csv(*result.daily, "kim.history.csv"); }

TEST(DailyPerformance, OfTestsAloneKeepsTodaysColumns) {
  Content content = rides();
  content.tests = {test(0, "5-minute power", 335)};
  const IntakeResult result = made(content, "", std::nullopt);
  EXPECT_THAT(csv(result), StartsWith("athlete,date,load [min],performance\nkim,2024-10-04,15,335\n"));
  EXPECT_FALSE(result.daily->performance);
  EXPECT_THAT(result.performances, IsEmpty()) << "nothing is asked of sessions that have tests beside them";
  const IntakeResult offered = made(std::move(content), "", std::nullopt, true);
  ASSERT_THAT(offered.performances, SizeIs(1));
  EXPECT_EQ(offered.performances[0].days, 2U);
}

TEST(DailyPerformance, IsOfferedWhereThereAreNoTests) {
  const IntakeResult result = made(rides(), "", std::nullopt);
  EXPECT_THAT(daily_text(result), HasSubstr("without a test: --performance best_power_5min (2 days)\n"));
  EXPECT_THAT(daily_text(made(rides())), Not(HasSubstr("without a test")));
  EXPECT_THAT(daily_text(made(rides())), HasSubstr(kBoundsAlone));
}

TEST(DailyPerformance, OfRidesIsWrittenAsBounds) {
  const IntakeResult result = made(rides());
  ASSERT_TRUE(result.ready()) << testing::PrintToString(result.questions);
  EXPECT_EQ(csv(result),
            "athlete,date,load [min],performance [W],performance_sd,performance_bound,test\n"
            "kim,2024-10-04,15,320,8,lower,best_power_5min\nkim,2024-10-05,,,,,\n"
            "kim,2024-10-06,15,330,8.25,lower,best_power_5min\nkim,2024-10-07,,,,,\nkim,2024-10-08,30,,,,\n");
  EXPECT_THAT(performance_lines(*result.daily->performance),
              ElementsAre("best power over 5 min [W]: 2 lower bounds of 3 sessions",
                          "1 session left out: below 90 % of the best in the 45 days before and after"));
  EXPECT_THAT(daily_text(result), HasSubstr("  performance is best power over 5 min [W]: 2 lower bounds of 3 sess"));
  const PerformanceCounts counts = count_performance(*result.daily->performance);
  EXPECT_EQ(counts.lower_bounds, 2U);
  EXPECT_EQ(counts.observations + counts.tests, 0U);
  EXPECT_THAT(result.daily->history.tests, IsEmpty()) << "a bound is no test";
}

TEST(DailyPerformance, ATestGoesBeforeABoundOfItsDay) {
  Content content = rides();
  content.tests = {test(2, "5 min power", 325), test(3, "5-minute power", 340, ""), test(9, "5 min power", 350)};
  content.tests[1].sd = 4.0;
  const IntakeResult result = made(std::move(content));
  ASSERT_TRUE(result.ready()) << testing::PrintToString(result.questions);
  EXPECT_THAT(csv(result), HasSubstr("kim,2024-10-04,15,320,8,lower,best_power_5min\nkim,2024-10-05,,,,,\n"
                                     "kim,2024-10-06,15,325,,,best_power_5min\n"
                                     "kim,2024-10-07,,340,4,,best_power_5min\n"));
  EXPECT_THAT(performance_lines(*result.daily->performance).front(),
              HasSubstr("1 lower bound of 3 sessions, 2 tests; 1 before or after the record left out"));
}

TEST(DailyPerformance, IsNotMixedWithTestsOfAnotherQuantity) {
  Content content = rides();
  content.tests = {test(2, "FTP", 280), test(3, "5 min power", 335), test(4, "5 min power", 35, "%")};
  const IntakeResult asked = made(content);
  EXPECT_FALSE(asked.ready());
  EXPECT_THAT(asked.questions,
              ElementsAre(asks(HasSubstr("is the performance best_power_5min or a test? The files have tests "
                                         "of \"FTP [W]\" (1), \"5 min power [%]\" (1)"))));
  const IntakeResult contrary = made(content, "FTP");
  EXPECT_THAT(contrary.questions, ElementsAre(asks(HasSubstr("\"FTP\" is no kind of test of best power over 5 min"))));
  for (const char* response : {"best_power_5min", "5 min power [W]"}) {
    const IntakeResult told = made(content, response);
    ASSERT_TRUE(told.ready()) << response;
    EXPECT_EQ(count_performance(*told.daily->performance).tests, 1U);
    EXPECT_THAT(csv(told), HasSubstr("kim,2024-10-07,,335,,,best_power_5min\n"));
    EXPECT_THAT(csv(told), Not(HasSubstr("280")));
  }
}

TEST(DailyPerformance, KnowsItsTestsByName) {
  EXPECT_TRUE(same_quantity({"5-Min Power", "w", 1}, kBest));
  EXPECT_TRUE(same_quantity({"MMP 5", "", 1}, kBest));
  EXPECT_FALSE(same_quantity({"MMP 5", "W/kg", 1}, kBest));
  EXPECT_FALSE(same_quantity({"20 min power", "W", 1}, kBest));
  EXPECT_TRUE(same_quantity({"CP", "W", 1}, Performance::kCriticalPower));
  EXPECT_FALSE(same_quantity({"CP", "W", 1}, kBest));
}

TEST(DailyPerformance, OfJumpsIsTheMeanOfADaysBest) {
  Content content = rides();
  const std::string jump = "CMJ jump height (impulse-momentum)", other = "CMJ jump height (flight time)";
  for (const double height : {38.0, 40.0, 39.0, 20.0}) content.tests.push_back(test(1, jump, height, "cm"));
  content.tests.push_back(test(30, jump, 41.0, "cm"));
  content.tests.push_back(test(1, other, 36.0, "cm"));
  const auto asked = made(content, "", Performance::kJumpHeight);
  EXPECT_THAT(asked.questions,
              ElementsAre(asks(HasSubstr("which jump is the performance? There are \"CMJ jump height (imp"))));
  const IntakeResult told = made(content, jump, Performance::kJumpHeight);
  ASSERT_TRUE(told.ready()) << testing::PrintToString(told.questions);
  EXPECT_THAT(csv(told), HasSubstr("performance [cm],performance_sd,performance_bound,test\n"));
  EXPECT_THAT(csv(told), HasSubstr("kim,2024-10-05,,39,1.17,,CMJ jump height (impulse-momentum)\n"));
  EXPECT_THAT(performance_lines(*told.daily->performance),
              ElementsAre(jump + " [cm]: 1 observation of 5 trials; 1 before or after the record left out"));
  EXPECT_EQ(told.performances.back().kind, Performance::kJumpHeight);
  content.tests.push_back(test(1, "FTP", 280));
  EXPECT_THAT(made(content, "", Performance::kJumpHeight).questions, SizeIs(2)) << "which jump, and not FTP";
}

TEST(DailyPerformance, OfStrengthIsOfOneExercise) {
  Content content = rides();
  content.sessions[0].sets = {{6, 100, kMissing, "Squat"}, {3, 60, kMissing, "Bench Press"}};
  content.sessions[1].sets = {{1, 119.5, kMissing, "Squat"}};
  const auto asked = made(content, "", Performance::kStrength);
  EXPECT_THAT(asked.questions,
              ElementsAre(asks(StrEq("which exercise is the performance? There are \"Squat\", \"Bench Press\"; give "
                                     "--response NAME"))));
  const IntakeResult told = made(content, "squat", Performance::kStrength);
  ASSERT_TRUE(told.ready()) << testing::PrintToString(told.questions);
  EXPECT_THAT(csv(told), HasSubstr("kim,2024-10-04,15,120,6,lower,e1rm Squat\nkim,2024-10-05,,,,,\n"
                                   "kim,2024-10-06,15,119.5,2.39,lower,e1rm Squat\n"));
  EXPECT_THAT(made(rides(), "", Performance::kStrength).questions,
              ElementsAre(asks(StrEq("there is no exercise that tells e1rm"))));
}

TEST(DailyPerformance, AsksForWhatItNeedsOfTheAthlete) {
  Content content;
  Session run = ride(0, {{3.0, 2400}});
  run.sport = "running";
  run.samples.change([](Sample& sample) { sample.speed = sample.power, sample.heart_rate = 150.0; });
  content.sessions = {run};
  const IntakeResult asked = made(std::move(content), "", Performance::kSpeedAtHeartRate);
  EXPECT_THAT(asked.questions,
              ElementsAre(asks(StrEq("speed_at_hr needs the athlete's resting and maximal heart rate"))));
  ASSERT_THAT(asked.performances, SizeIs(2));
  EXPECT_EQ(asked.performances[1].needs, "needs the athlete's maximal heart rate");
}

TEST(DailyPerformance, MayBeNothing) {
  Content content;
  content.sessions = {ride(0, {{200, 100}})};
  const IntakeResult result = made(std::move(content));
  ASSERT_TRUE(result.ready());
  EXPECT_THAT(result.daily->history.tests, IsEmpty());
  EXPECT_THAT(daily_text(result), HasSubstr("best power over 5 min [W]: nothing of 1 session\n"));
  EXPECT_THAT(daily_text(result), HasSubstr(kNoTests));
}

}  // namespace
}  // namespace formcast::intake
