// The weights of models that forecast alike follow from their priors alone, and from how few the tests are.
#include "sim/inference/rolling_forecasts.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace formcast {
namespace {

constexpr int kTests = 40;

std::vector<formcast::Test> weekly_tests() {
  std::vector<formcast::Test> tests;
  for (int t = 0; t < kTests; ++t) tests.push_back({7 * t, 100.0 + t % 3});
  return tests;
}

/// A level of prior weight 4 and a model with an effect; the second's forecasts are `off` from the first's.
RollingForecasts two_models(const std::vector<formcast::Test>& tests, double off) {
  const std::vector<ForecastRequest> requests = RollingForecasts::requests(tests, {});
  const std::vector<Forecast> level(requests.size(), Forecast{101.0, 1.0});
  const std::vector<Forecast> effect(requests.size(), Forecast{101.0 + off, 1.0});
  return {tests, requests, {{"level", 4.0, false, level}, {"effect", 1.0, true, effect}}};
}

TEST(RollingForecasts, ModelsThatForecastAlikeAreWeighedByTheirPriorsOnceTestsAreMany) {
  const RollingForecasts rolling = two_models(weekly_tests(), 0.0);
  EXPECT_NEAR(rolling.weights(kTests)[0], 0.8, 1e-4);
}

TEST(RollingForecasts, AnEffectIsBelievedLessWhileTestsAreFew) {
  const RollingForecasts rolling = two_models(weekly_tests(), 0.0);
  for (const int known : {0, 1, 4, 12}) {
    const std::vector<double>& weight = rolling.weights(known);
    EXPECT_NEAR(weight[0] / weight[1], 4.0 * (1.0 + 10.0 * std::exp(-known / 4.0)), 1e-9) << known;
  }
}

TEST(RollingForecasts, ScoresOverruleThePrior) {
  EXPECT_LT(two_models(weekly_tests(), 4.0).weights(kTests)[1], 1e-3);
  const std::vector<formcast::Test> tests = weekly_tests();
  const std::vector<ForecastRequest> requests = RollingForecasts::requests(tests, {});
  const RollingForecasts rolling(tests, requests,
                                 {{"level", 4.0, false, std::vector<Forecast>(requests.size(), {105.0, 1.0})},
                                  {"effect", 1.0, true, std::vector<Forecast>(requests.size(), {101.0, 1.0})}});
  EXPECT_GT(rolling.weights(kTests)[1], 0.999);
  EXPECT_LT(rolling.weights(0)[1], 0.03);
}

/// Twenty tests show which model is right. Twenty more follow that say nothing, or a tenth of what a test does.
TEST(RollingForecasts, TestsWithAnErrorOfTheirOwnForgetByWhatTheyTell) {
  const auto odds_after = [](double error) {
    std::vector<formcast::Test> tests = weekly_tests();
    for (int t = kTests / 2; t < kTests; ++t) tests[static_cast<std::size_t>(t)].error = error;
    const std::vector<ForecastRequest> requests = RollingForecasts::requests(tests, {});
    std::vector<Forecast> right, wrong;
    for (const ForecastRequest& request : requests) {
      const double sd = std::hypot(1.0, tests[static_cast<std::size_t>(request.test)].error);
      right.push_back({101.0, sd});
      wrong.push_back({103.0, sd});
    }
    const RollingForecasts rolling(tests, requests, {{"right", 4.0, false, right}, {"wrong", 4.0, false, wrong}});
    const auto odds = [&](int known) { return std::log(rolling.weights(known)[0] / rolling.weights(known)[1]); };
    return std::pair(odds(kTests / 2), odds(kTests));
  };
  const auto [before, after] = odds_after(1e4);
  EXPECT_GT(before, 3.0);
  EXPECT_NEAR(after, before, 1e-3);
  EXPECT_GT(odds_after(3.0).second, 0.7 * before);  // a full forgetting factor would leave a tenth
}

}  // namespace
}  // namespace formcast
