// A twin's forecasts of two plans, on synthetic athletes whose response is known and not from its own priors. Forty of
// a kind: coverage is known to five in a hundred, so the bounds are those of docs/forecast-skill.md less twice that.
#include <gtest/gtest.h>

#include <cmath>

#include "sim/validation/decision_trials.hpp"

namespace formcast {
namespace {

constexpr std::uint64_t kSeed = 3;
constexpr int kAthletes = 40;

std::vector<DecisionTrial> trials(Truth truth, Schedule schedule) {
  return *decision_trials(truth, schedule, kSeed, kAthletes, Control{});
}

TEST(Decisions, IntervalsHoldWithAndWithoutTrainingBeforeTheRecord) {
  for (const Truth truth : {Truth::kTrained, Truth::kUntrained, Truth::kEasyMonth, Truth::kVariable}) {
    const DecisionSkill skill = judge(trials(truth, Schedule::kWeekly));
    EXPECT_GE(skill.coverage90, 75.0) << static_cast<int>(truth);
    EXPECT_GE(skill.coverage50, 33.0) << static_cast<int>(truth);
    EXPECT_LE(skill.crps_ratio, 0.75) << static_cast<int>(truth);
    EXPECT_LE(skill.brier, 0.2) << static_cast<int>(truth);
  }
}

TEST(Decisions, FewTestsAreNoWorseThanForecastingZero) {
  EXPECT_LE(judge(trials(Truth::kTrained, Schedule::kSix)).crps_ratio, 1.05);
}

TEST(Decisions, NoEffectIsSeldomClaimed) {
  EXPECT_LE(judge(trials(Truth::kNoEffect, Schedule::kWeekly)).claimed, 12.5);
  EXPECT_LE(judge(trials(Truth::kDrift, Schedule::kWeekly)).claimed, 15.0);
}

TEST(Decisions, AthletesDoNotDependOnHowManyThereAre) {
  const SyntheticAthlete one = synthetic_athlete(Truth::kTrained, Schedule::kWeekly, kSeed, 5);
  const SyntheticAthlete again = synthetic_athlete(Truth::kTrained, Schedule::kWeekly, kSeed, 5);
  EXPECT_EQ(one.history.load, again.history.load);
  EXPECT_EQ(one.difference(), again.difference());
  EXPECT_NE(one.difference(), synthetic_athlete(Truth::kTrained, Schedule::kWeekly, kSeed, 6).difference());
  EXPECT_EQ(synthetic_athlete(Truth::kNoEffect, Schedule::kWeekly, kSeed, 5).difference(), 0.0);
}

}  // namespace
}  // namespace formcast
