#include "viewer/desk/new_days.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/viewer/board_file.hpp"

namespace formcast {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A record of so many days from Monday, 4 January 2016, with a test every second one.
Twin record_of(int days) {
  Twin twin;
  twin.athlete = "S3";
  twin.performance_unit = "W";
  twin.start = date::sys_days{date::year{2016} / 1 / 4};
  twin.load.assign(static_cast<std::size_t>(days), 100.0);
  twin.load_known.assign(static_cast<std::size_t>(days), 1);
  for (int day = 0; day < days; day += 2) twin.tests.push_back({day, 300.0 + day % 7, 0, 0.0});
  return twin;
}

/// A forecast of 300 W, 90 % within 290 to 310.
PredictedTest test_of(int day, double seen) { return {day, 300.0, 290.0, 310.0, seen, (seen - 300.0) / 6.08}; }

TEST(NewTests, AreThoseTheRecordDidNotHave) {
  Twin earlier = record_of(20);
  std::erase_if(earlier.tests, [](const formcast::Test& test) { return test.day == 10; });  // entered late
  const NewDays news = new_days(earlier, record_of(27));
  EXPECT_EQ(news.days, 7);
  EXPECT_THAT(news.tests, ElementsAre(10, 20, 22, 24, 26));
  EXPECT_THAT(news.slips, IsEmpty());
  EXPECT_FALSE(new_days(record_of(27), earlier).any()) << "a record that ends earlier brings nothing";
}

TEST(NewTests, SurprisesAreNamedWithTheirRange) {
  const Twin twin = record_of(27);
  const NewDays news{7, {20, 22, 24}, {}};
  const std::vector<PredictedTest> forecasts{test_of(18, 200.0), test_of(20, 301.0), test_of(22, 311.5),
                                             test_of(24, 280.0)};
  const std::vector<std::string> said = new_tests_text(twin, forecasts, news);
  ASSERT_EQ(said.size(), 3u);
  EXPECT_EQ(said[0], "311.5 W on Tue 26 Jan is higher than the 290.0 to 310.0 W expected");
  EXPECT_EQ(
      said[1],
      "280.0 W on Thu 28 Jan is lower than the 290.0 to 310.0 W expected; if the twin is right, one test in eighty "
      "is that far off");
  EXPECT_EQ(said[2], "1 of 3 new tests is as expected");
  EXPECT_THAT(new_tests_text(twin, std::span(forecasts).first(2), {7, {20}, {}}),
              ElementsAre("The new test is as expected"));
}

TEST(NewTests, ALikelySlipIsSaid) {
  const Twin earlier = record_of(40);
  Twin later = record_of(47);
  later.tests.back().performance = 30.5;
  const NewDays news = new_days(earlier, later);
  ASSERT_EQ(news.slips.size(), 1u);
  EXPECT_THAT(news.slips[0], HasSubstr("May be mistyped: performance 30.5 W on 2016-02-19; the tests around it"));
  EXPECT_THAT(news.slips[0], HasSubstr("It would be 305"));
  later.tests[3].performance = 30.5;
  later.tests.back().performance = 305.0;
  EXPECT_THAT(new_days(earlier, later).slips, IsEmpty()) << "that test is not new";
}

/// As many forecasts are kept as give the command's judgement of drift.
TEST(Forecasts, KeptOnesJudgeDriftAsAllDo) {
  std::vector<PredictedTest> all;
  for (int n = 0; n < 60; ++n) all.push_back(test_of(2 * n, n < 40 ? 300.0 : 293.0));
  for (const std::size_t count : {std::size_t{3}, std::size_t{9}, std::size_t{12}, std::size_t{26}, all.size()}) {
    const std::vector<PredictedTest> some(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    const Drift whole = find_drift(some), kept = find_drift(last_forecasts(some));
    EXPECT_EQ(kept.reason, whole.reason);
    EXPECT_EQ(kept.forecasts, whole.forecasts);
    EXPECT_EQ(kept.mean_z, whole.mean_z);
  }
  EXPECT_TRUE(find_drift(last_forecasts(all)).drifted);
}

TEST(Forecasts, AreComparedInAFewWords) {
  std::vector<PredictedTest> forecasts;
  EXPECT_EQ(against_forecast(forecasts, {}, "W").text, "") << "they are not known";
  for (int n = 0; n < 8; ++n) forecasts.push_back(test_of(n, 300.0));
  EXPECT_EQ(against_forecast(forecasts, {}, "W").text, "too few tests");
  for (int n = 8; n < 20; ++n) forecasts.push_back(test_of(n, n % 2 == 0 ? 302.0 : 298.0));
  EXPECT_EQ(against_forecast(forecasts, {}, "W").text, "as forecast");
  forecasts.push_back(test_of(20, 312.0));
  EXPECT_EQ(against_forecast(forecasts, {}, "W").text, "as forecast") << "it is not new";
  const AgainstForecast higher = against_forecast(forecasts, {1, {20}, {}}, "W");
  EXPECT_EQ(higher.text, "last test higher");
  EXPECT_FALSE(higher.look) << "one in ten is outside";
  forecasts.back() = test_of(20, 320.0);
  EXPECT_TRUE(against_forecast(forecasts, {1, {20}, {}}, "W").look);
  for (int n = 21; n < 46; ++n) forecasts.push_back(test_of(n, 294.0));
  const AgainstForecast drift = against_forecast(forecasts, {}, "W");
  EXPECT_EQ(drift.text, "6 W below");
  EXPECT_TRUE(drift.look);
}

TEST(Forecasts, ComeBackFromTheirText) {
  const std::vector<PredictedTest> forecasts{test_of(18, 200.1), test_of(20, 301.0 / 3.0)};
  const auto back = forecasts_from(nlohmann::ordered_json::parse(to_json(std::span(forecasts)).dump()));
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->size(), 2u);
  EXPECT_EQ((*back)[1].seen, forecasts[1].seen);
  EXPECT_EQ((*back)[0].z, forecasts[0].z);
  for (const char* broken :
       {"{}", "[1]", "[[1,2,3,4,5]]", "[[1,2,3,4,5,null]]", "[[-1,2,3,4,5,6]]", "[[2,2,3,4,5,6],[2,2,3,4,5,6]]"}) {
    EXPECT_FALSE(forecasts_from(nlohmann::ordered_json::parse(broken)).has_value()) << broken;
  }
}

}  // namespace
}  // namespace formcast
