// What lower bounds teach beside tests: laws, and athletes of known level whose rides stay below it in several ways.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>
#include <random>
#include <vector>

#include "sim/calibration/derived_effect.hpp"
#include "sim/inference/bound_slack.hpp"

namespace formcast {
namespace {

constexpr double kScale = 300.0, kScatter = 6.0;
constexpr int kDays = 240;

using Random = std::mt19937_64;
/// The share by which a day's ride stays below what the day allowed.
using Slack = std::function<double(Random&)>;

double uniform(Random& random) { return std::uniform_real_distribution<double>(0.0, 1.0)(random); }

/// As much of a twin as the level's bank needs, and the level on waking the day after its record.
struct Rider {
  Twin twin;
  double level = kScale;
};

/// A level that wanders by 1 W a day, with tests every so many days and a ride every second day.
Rider rider(unsigned seed, int every, const Slack& slack) {
  Rider of;
  Random random(seed);
  std::normal_distribution<double> normal;
  of.twin.load.assign(kDays, 50.0);
  of.twin.usual_load = 50.0;
  of.twin.performance_scale = kScale;
  const int first = static_cast<int>(uniform(random) * every);
  for (int day = 0; day < kDays; ++day) {
    of.level += normal(random);
    const double form = kScatter * normal(random), meter = 3.0 * normal(random), below = slack(random);
    if (day % every == first % every) of.twin.tests.push_back({day, of.level + form});
    if (day % 2 == 0) of.twin.bounds.push_back({day, (of.level + form) * (1.0 - below) + meter, 0, 7.5});
  }
  return of;
}

TEST(Bounds, TheHighestOfFourWeeksCounts) {
  std::vector<formcast::Test> bounds;
  for (int day = 0; day < 84; ++day) bounds.push_back({day, day == 30 ? 400.0 : 200.0 + day % 28});
  std::vector<int> days;
  for (const auto& bound : best_bounds(bounds)) days.push_back(bound.day);
  EXPECT_THAT(days, testing::ElementsAre(27, 30, 83));
  EXPECT_TRUE(best_bounds({}).empty());
}

/// The further the best rides stay below tests, the larger the slack; too few tell of none.
TEST(Bounds, TheirSlackIsLearned) {
  const auto slack = [](double least, double most, int every) {
    const Rider of = rider(5, every, [&](Random& random) { return least + (most - least) * uniform(random); });
    return learn_bound_slack({Timing::kNextDay, {of.twin.load}, of.twin.tests, best_bounds(of.twin.bounds)},
                             {kScale, 50.0, 0}, kTestSdPrior);
  };
  const BoundSlack near = slack(0.0, 0.05, 10), far = slack(0.10, 0.30, 10), unsure = slack(0.0, 0.05, 200);
  EXPECT_LT(near.mean + near.offset, 0.03 * kScale);
  EXPECT_GT(far.mean + far.offset, 0.08 * kScale);
  EXPECT_LT(near.offset_sd, unsure.offset_sd);
  EXPECT_LT(unsure.offset_sd, 0.02 * kScale + 0.1);
}

TEST(Bounds, FarBelowTheyTeachNextToNothing) {
  const Rider of = rider(7, 20, [](Random& random) { return 0.4 + 0.2 * uniform(random); });
  const DerivedEffect effect = derived_effect(of.twin).value();
  EXPECT_EQ(effect.bounds, 120);
  EXPECT_NEAR(effect.with.mean, effect.without.mean, 0.35 * effect.without.sd);
  EXPECT_GT(effect.with.sd, 0.85 * effect.without.sd);
}

TEST(Bounds, AboveTheForecastTheyRaiseTheLevel) {
  for (const unsigned seed : {11u, 12u, 13u}) {
    Rider of = rider(seed, 20, [](Random& random) { return 0.08 * uniform(random); });
    std::erase_if(of.twin.tests, [](const formcast::Test& test) { return test.day > 140; });
    DerivedEffect before = derived_effect(of.twin).value();
    const double without = before.without.mean;
    for (int step = 0; step < 3; ++step) {
      for (formcast::Test& bound : of.twin.bounds) bound.performance += bound.day > 167 ? 10.0 : 0.0;
      const DerivedEffect higher = derived_effect(of.twin).value();
      EXPECT_GT(higher.with.mean, before.with.mean + 1.0) << seed << " " << step;
      EXPECT_EQ(higher.without.mean, without);
      before = higher;
    }
  }
}

TEST(Bounds, OneAbsurdBoundChangesLittle) {
  Rider of = rider(13, 20, [](Random& random) { return 0.08 * uniform(random); });
  const DerivedEffect sound = derived_effect(of.twin).value();
  for (const double times : {10.0, 1e6}) {
    Rider absurd = of;
    absurd.twin.bounds[90].performance *= times;
    EXPECT_NEAR(derived_effect(absurd.twin)->with.mean, sound.with.mean, 0.5 * sound.without.sd) << times;
  }
}

/// Whatever keeps rides below what a day allows, they improve the level where tests are sparse, and nowhere spoil it.
TEST(Bounds, TheyImproveTheLevelWhereTestsAreSparse) {
  const std::array<Slack, 5> slacks{[](Random& random) { return 0.08 * uniform(random); },
                                    [](Random& random) { return 0.25 * uniform(random); },
                                    [](Random& random) { return -0.05 * std::log(1.0 - 0.999 * uniform(random)); },
                                    [](Random& random) { return -0.12 * std::log(1.0 - 0.999 * uniform(random)); },
                                    [](Random& random) {
                                      const double easy = uniform(random), near = uniform(random);
                                      return easy < 0.8 ? 0.3 : -0.03 * std::log(1.0 - 0.999 * near);
                                    }};
  constexpr unsigned kRiders = 30;
  for (const int every : {10, 40}) {
    double all = 0.0, all_without = 0.0;
    for (std::size_t s = 0; s < slacks.size(); ++s) {
      double square = 0.0, square_without = 0.0;
      for (unsigned seed = 0; seed < kRiders; ++seed) {
        const Rider of = rider(1000 + seed, every, slacks[s]);
        const DerivedEffect effect = derived_effect(of.twin).value();
        square += std::pow(effect.with.mean - of.level, 2);
        square_without += std::pow(effect.without.mean - of.level, 2);
      }
      RecordProperty("rmse_" + std::to_string(every) + "_" + std::to_string(s),
                     std::to_string(std::sqrt(square / kRiders)));
      EXPECT_LT(std::sqrt(square), 1.03 * std::sqrt(square_without)) << every << " " << s;
      all += square;
      all_without += square_without;
    }
    EXPECT_LT(std::sqrt(all), (every == 40 ? 0.95 : 1.0) * std::sqrt(all_without)) << every;
  }
}

}  // namespace
}  // namespace formcast
