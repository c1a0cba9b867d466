#include "sim/planning/verdict.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <numeric>

#include "sim/inference/model_weights.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

PairResult pair_of(float better, float alike) { return {{-1.0f, 0.5f, 2.0f, 3.0f, 5.0f}, 2.0f, 0.9f, better, alike}; }

TEST(Verdict, IsGivenFromItsThresholds) {
  EXPECT_EQ(verdict(pair_of(0.75f, 0.2f)), Verdict::kBetter);
  EXPECT_EQ(verdict(pair_of(0.05f, 0.2f)), Verdict::kWorse);
  EXPECT_EQ(verdict(pair_of(0.1f, 0.85f)), Verdict::kAlike);
  EXPECT_EQ(verdict(pair_of(0.65f, 0.3f)), Verdict::kUnclear);
  EXPECT_EQ(verdict(pair_of(0.15f, 0.75f)), Verdict::kUnclear);  // merely most likely alike
}

TEST(Verdict, PlansThatDoTheSameAreAlike) {
  EXPECT_THAT(verdict_text("A", "B", pair_of(0.0f, 1.0f), 2.0f, "W"),
              StartsWith("\"A\" and \"B\" are alike: within 2.00 W of each other in more than 95 of 100"));
}

TEST(Verdict, NothingIsSurerThanWasChecked) {
  EXPECT_EQ(of_100(0.999f), "more than 95");
  EXPECT_EQ(of_100(0.954f), "95");
  EXPECT_EQ(of_100(0.001f), "fewer than 5");
  EXPECT_EQ(of_100(0.5f), "50");
}

TEST(Verdict, NonFiniteDifferencesGiveNoVerdict) {
  constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();
  const PairResult nothing{{kNaN, kNaN, kNaN, kNaN, kNaN}, kNaN, kNaN, kNaN, kNaN};
  EXPECT_EQ(verdict(nothing), Verdict::kUnknown);
  EXPECT_THAT(verdict_text("A", "B", nothing, 1.0f, "W"), HasSubstr("nothing is known"));
}

TEST(Verdict, ARecordThatCannotTellPlansApartIsNamed) {
  DecisionBasis basis{2.0f, 0.2f, 0.1f, 0.02f, 0.2f};
  EXPECT_TRUE(tells_plans_apart(basis));
  basis.loads_add_high = -0.01f;
  EXPECT_FALSE(tells_plans_apart(basis));
  EXPECT_THAT(basis_text(basis), StartsWith("this record cannot tell plans apart"));
  basis.loads_add = basis.loads_add_low = basis.loads_add_high = std::numeric_limits<float>::quiet_NaN();
  EXPECT_FALSE(tells_plans_apart(basis));
}

/// Two models without an effect, two with, one that does not forecast.
std::vector<ModelEvidence> models(double effect) {
  return {
      {0.0, false, true}, {-2.0, false, true}, {effect, true, true}, {effect - 1.0, true, true}, {50.0, true, false}};
}
double no_effect(const std::vector<double>& weight) { return weight[0] + weight[1]; }

TEST(DecisionWeights, AreSharesOfThoseThatForecast) {
  const std::vector<double> weight = decision_weights(models(3.0));
  EXPECT_NEAR(std::accumulate(weight.begin(), weight.end(), 0.0), 1.0, 1e-12);
  EXPECT_EQ(weight[4], 0.0);
  EXPECT_NEAR(weight[2] / weight[3], std::exp(kTempering), 1e-9);
}

TEST(DecisionWeights, AreThePriorWithoutInformationFromTests) {
  std::vector<ModelEvidence> equal = models(0.0);
  for (ModelEvidence& m : equal) m.log_evidence = -7.0;
  EXPECT_NEAR(no_effect(decision_weights(equal)), kNoEffect, 1e-9);
}

TEST(DecisionWeights, AreTemperedAndNeverWithoutTheNullHypothesis) {
  const double much = no_effect(decision_weights(models(10.0))), more = no_effect(decision_weights(models(20.0)));
  EXPECT_GT(much, 0.005);
  EXPECT_LT(more, much);
  EXPECT_NEAR(std::log(much / (1.0 - much)) - std::log(more / (1.0 - more)), 10.0 * kTempering, 1e-9);
}

}  // namespace
}  // namespace formcast
