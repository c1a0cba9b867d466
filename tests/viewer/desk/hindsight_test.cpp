#include "viewer/desk/look_back.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "viewer/compute/wire_format.hpp"
#include "viewer/desk/readiness_text.hpp"

namespace formcast {
namespace {

using ::testing::ElementsAre;

/// A past whose norm is 0, 1, ... 100 W.
ModelledPast even_past() {
  ModelledPast past;
  past.bands[0].resize(90);
  for (int p = 0; p <= 100; ++p) past.norm.push_back(static_cast<float>(p));
  past.usual_fitness = 55.0f;
  past.usual_fatigue = 28.0f;
  past.norm_days = 90;
  return past;
}

Outlook one_day(float median) {
  Outlook plan;
  plan.members = 512;
  plan.result.bands[0] = {{median - 20.0f, median - 5.0f, median, median + 5.0f, median + 20.0f}};
  plan.result.bands[1] = {{61.0f, 62.0f, 62.5f, 63.0f, 64.0f}};
  plan.result.bands[2] = {{30.0f, 30.0f, 31.0f, 32.0f, 33.0f}};
  return plan;
}

TEST(ReadinessText, IsGivenInPlainWords) {
  const auto of = readiness_on(even_past(), one_day(62.0f), 0);
  ASSERT_TRUE(of);
  EXPECT_EQ(readiness_value(*of), "62 of 100 (42 to 82)");
  EXPECT_THAT(readiness_parts(even_past(), one_day(62.0f), 0, "W"),
              ElementsAre("Fitness: 62.5 W, usually 55 W", "Fatigue: 31 W, usually 28 W"));
}

TEST(ReadinessText, IsMissingWithoutANorm) {
  ModelledPast past = even_past();
  EXPECT_FALSE(readiness_on(past, one_day(62.0f), 1));
  EXPECT_FALSE(readiness_on(past, Outlook{}, 0));
  past.norm.clear();
  past.bands[0].resize(20);
  EXPECT_FALSE(readiness_on(past, one_day(62.0f), 0));
  EXPECT_EQ(no_readiness_text(past), "Readiness needs 42 days of record to compare with; this one has 20");
}

TEST(LookingBack, RequestsThePastAtOnceAndTheRestOnDemand) {
  LookBack back;
  EXPECT_FALSE(back.settled(nullptr, false));
  const auto past = back.next(7, nullptr, false);
  ASSERT_TRUE(past);
  EXPECT_EQ(past->what, Asks::kPast);
  EXPECT_FALSE(back.next(8, nullptr, false));  // one at a time
  OutlookAnswer other, answer;
  other.id = 6;
  EXPECT_FALSE(back.take(other));
  answer.id = 7;
  answer.hindsight.past = even_past();
  EXPECT_TRUE(back.take(answer));
  EXPECT_EQ(back.known().past.norm_days, 90);
  EXPECT_TRUE(back.settled(nullptr, false));
  PlanInput plan, changed;
  plan.load = {100.0};
  changed.load = {110.0};
  const auto influence = back.next(9, &plan, false);
  ASSERT_TRUE(influence);
  EXPECT_EQ(influence->what, Asks::kInfluence);
  EXPECT_EQ(influence->plan, plan);
  answer.id = 9;
  EXPECT_TRUE(back.take(answer));
  EXPECT_TRUE(back.influence_is_of(plan));
  EXPECT_FALSE(back.influence_is_of(changed));
  EXPECT_TRUE(back.settled(&plan, false));
  EXPECT_EQ(back.next(10, &plan, true)->what, Asks::kPredicted);
  answer.id = 10;
  EXPECT_TRUE(back.take(answer));
  EXPECT_TRUE(back.settled(&plan, true));
  EXPECT_FALSE(back.settled(&changed, false));
}

TEST(LookingBack, IsSentAsBytes) {
  OutlookAnswer answer;
  answer.id = 3;
  answer.hindsight.past = even_past();
  answer.hindsight.predicted = {{4, 300.0, 290.0, 310.0, 312.0, 2.0}};
  WeekInfluence week;
  week.first = 7;
  week.days = 7;
  week.change = {1.0f, 2.0f, 3.0f, 4.0f, 5.0f};
  answer.hindsight.influence = {week};
  const OutlookAnswer read = answer_of(to_bytes(answer));
  EXPECT_EQ(read.hindsight.past.norm, answer.hindsight.past.norm);
  EXPECT_EQ(read.hindsight.past.usual_fatigue, 28.0f);
  EXPECT_EQ(read.hindsight.past.norm_days, 90);
  ASSERT_EQ(read.hindsight.predicted.size(), 1u);
  EXPECT_EQ(read.hindsight.predicted[0].seen, 312.0);
  ASSERT_EQ(read.hindsight.influence.size(), 1u);
  EXPECT_EQ(read.hindsight.influence[0].change, week.change);
}

}  // namespace
}  // namespace formcast
