// What runs and strength sessions of an athlete of known truth tell of performance.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/measures/measures_endurance.hpp"
#include "sim/measures/measures_pace.hpp"
#include "sim/measures/measures_session.hpp"
#include "sim/measures/performance.hpp"
#include "sim/measures/session_identity.hpp"
#include "tests/sim/measures/performance_rides.hpp"

namespace formcast::intake {
namespace {

using namespace testing_performance;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr double kTruth = 4.2, kReserve = 180.0;  // critical speed [m/s] and D' [m]
constexpr HeartRateRange kHeart{50.0, 190.0};

/// Speeds held, on a slope (rise / run), at a heart rate.
Session run(int day, const std::vector<Held>& course, double slope = 0.0, double heart_rate = 140.0) {
  Session session = ride(day, course);
  session.sport = "running";
  double altitude = 500.0, distance = 0.0;
  session.samples.change([&](Sample& sample) {
    sample.speed = std::exchange(sample.power, kMissing);
    sample.heart_rate = heart_rate;
    sample.distance = distance += sample.speed;
    sample.altitude = altitude += slope * sample.speed;
  });
  return session;
}

Session effort(int day, int seconds, double slope = 0.0) {
  return run(day, {{2.5, 1200}, {kTruth + kReserve / seconds, seconds}, {2.5, 1200}}, slope);
}

TEST(CriticalSpeedOfRuns, IsTheTruthOfAllOutEfforts) {
  const Dated dated({effort(0, 180), effort(4, 300), run(6, {{3.0, 2400}}), effort(9, 720), ride(10, {{300, 900}})});
  const PerformanceFindings findings = observe(Performance::kCriticalSpeed, dated.sessions());
  ASSERT_THAT(findings.observations, SizeIs(1));
  EXPECT_EQ(day_of(findings.observations[0]), 9);
  EXPECT_NEAR(findings.observations[0].value, kTruth, 0.006);
  EXPECT_NEAR(findings.observations[0].sd, 0.03 * kTruth, 0.001);
  EXPECT_EQ(left_out(findings, "no run"), 1U);
}

TEST(CriticalSpeedOfRuns, IsNotRaisedByRunningDownhill) {
  const Dated dated({effort(0, 180, -0.06), effort(4, 300, -0.06), effort(9, 720, -0.06)});
  for (const Observation& found : observe(Performance::kCriticalSpeed, dated.sessions()).observations) {
    EXPECT_LT(found.value, 0.85 * kTruth);
  }
}

TEST(LevelSpeed, IsThatOfTheSameEnergyCost) {
  Series up = one_hertz(run(0, {{3.0, 600}}, 0.05)), flat = one_hertz(run(0, {{3.0, 600}}));
  // c(0.05) / 3.6 by Minetti's polynomial, computed in another program.
  EXPECT_NEAR(level_speed(up)[300], 3.0 * 1.3014433507, 1e-6);
  EXPECT_EQ(level_speed(flat)[300], 3.0);
  up.altitude.assign(up.seconds(), kMissing);
  EXPECT_EQ(level_speed(up)[300], 3.0) << "without an altimeter a run is level";
}

PerformanceFindings by_heart_rate(std::vector<Session> runs, Performance kind = Performance::kSpeedAtHeartRate) {
  const Dated dated(std::move(runs));
  return observe(kind, dated.sessions(), {.heart_rate = kHeart});
}

TEST(SpeedAtHeartRate, IsTheSameAtAnyEffort) {
  // Speed in proportion to the share of heart-rate reserve: 4 m/s at three quarters, 155 1/min.
  std::vector<Session> runs;
  for (int day = 0; day < 5; ++day) {
    const double share = 0.55 + 0.08 * day;
    runs.push_back(run(day, {{4.0 * share / 0.75, 2400}}, 0.0, 50.0 + 140.0 * share));
  }
  const PerformanceFindings findings = by_heart_rate(std::move(runs));
  ASSERT_THAT(findings.observations, SizeIs(5));
  for (const Observation& found : findings.observations) {
    EXPECT_NEAR(found.value, 4.0, 0.006);
    EXPECT_NEAR(found.sd, 0.16, 0.001);
    EXPECT_FALSE(found.lower_bound);
  }
}

TEST(SpeedAtHeartRate, TakesTheLongestRunOfADayWhereHeartRateFollowsSpeed) {
  Session shorter = run(0, {{3.0, 2000}}), longer = run(0, {{3.5, 3000}});
  longer.start += 20'000.0;
  longer.samples.change([](Sample& sample) { sample.time += 20'000.0; });
  Session unknown = run(3, {{3.0, 2400}});
  unknown.samples.change([](Sample& sample) { sample.heart_rate = kMissing; }, 600, 1000);
  const PerformanceFindings findings =
      by_heart_rate({shorter, longer, run(1, {{3.0, 2400}}, 0.0, 110.0), run(2, {{3.0, 1700}}), unknown});
  ASSERT_THAT(findings.observations, SizeIs(1));
  EXPECT_NEAR(findings.observations[0].value, 3.5 * 0.75 / (90.0 / 140.0), 0.006);
  EXPECT_EQ(left_out(findings, "another run of the day is longer"), 1U);
  EXPECT_EQ(left_out(findings, "a mean heart rate below 50 or above 90 % of its reserve"), 1U);
  EXPECT_EQ(left_out(findings, "no 20 min after the first 10 with heart rate and speed"), 2U);
}

TEST(SpeedAtHeartRate, IsOfTheRecordThatKnowsMore) {
  Session watch = run(0, {{3.0, 2400}}), phone = watch;
  phone.sources.front().file = "phone.gpx";
  phone.samples.change(
      [](Sample& sample) { sample.heart_rate = kMissing, sample.cadence = 90.0, sample.power = 250.0; });
  condense(watch, {}), condense(phone, {});
  const Merged merged = merge_same_sessions({watch, phone});
  ASSERT_THAT(merged.sessions, SizeIs(1));
  EXPECT_EQ(merged.sessions[0].sources[0].file, "phone.gpx");
  EXPECT_EQ(merged.sessions[0].condensed->run.from, "ride0.fit");
  EXPECT_EQ(merged.sessions[0].condensed->run.heart_rate, 140.0);
}

TEST(Vo2maxOfRuns, IsUptakeOverTheShareThatHeartRateTells) {
  // -4.60 + 0.182258 v + 0.000104 v^2 at 210 m/min is 38.2606; e^((0.8 - 1.00466) / 0.68725) is 0.742453.
  EXPECT_NEAR(vo2max_of_run(3.5, 0.8), 51.5327, 0.001);
  EXPECT_GT(vo2max_of_run(3.5, 0.7), vo2max_of_run(3.5, 0.8));
  const auto findings =
      by_heart_rate({run(0, {{3.5, 2400}}, 0.0, 152.0), run(1, {{3.5, 2400}}, 0.0, 120.0)}, Performance::kVo2max);
  ASSERT_THAT(findings.observations, SizeIs(1));
  EXPECT_NEAR(findings.observations[0].value, 51.53, 0.006);
  EXPECT_EQ(left_out(findings, "a mean heart rate below 65 or above 97 % of its maximum"), 1U);
  EXPECT_EQ(lacks({kMissing, 190.0}, Performance::kVo2max), "");
  EXPECT_EQ(lacks({kMissing, 190.0}, Performance::kSpeedAtHeartRate),
            "needs the athlete's resting and maximal heart rate");
}

Session lifting(int day, const std::vector<StrengthSet>& sets) {
  Session session = ride(day, {});
  session.sport = "strength";
  session.sets = sets;
  return session;
}

TEST(OneRepetitionMaximum, IsEpleysOfUpToTenRepetitions) {
  EXPECT_EQ(one_repetition_maximum(120.0, 1), 120.0);
  EXPECT_DOUBLE_EQ(one_repetition_maximum(100.0, 6), 120.0);
  EXPECT_TRUE(std::isnan(one_repetition_maximum(60.0, 11)));
  EXPECT_TRUE(std::isnan(one_repetition_maximum(kMissing, 5)));
  EXPECT_TRUE(std::isnan(one_repetition_maximum(100.0, 0)));
}

TEST(Strength, OfAnExerciseIsABound) {
  const StrengthSet warm_up{5, 60, kMissing, "Squat"}, heavy{6, 100, kMissing, "Squat"},
      single{1, 118, kMissing, "Squat"};
  const Dated dated({lifting(0, {warm_up, heavy}), lifting(2, {warm_up}), lifting(4, {warm_up, single}),
                     lifting(6, {{5, 70, kMissing, "Bench Press"}}), lifting(8, {{20, 80, kMissing, "Squat"}})});
  EXPECT_THAT(exercises_of(dated.sessions()), ElementsAre("Squat", "Bench Press"));
  const PerformanceFindings findings = observe(Performance::kStrength, dated.sessions(), {.exercise = "Squat"});
  ASSERT_THAT(findings.observations, SizeIs(2));
  EXPECT_EQ(findings.observations[0].value, 120.0);
  EXPECT_DOUBLE_EQ(findings.observations[0].sd, 0.05 * 120.0);
  EXPECT_EQ(findings.observations[1].value, 118.0);
  EXPECT_DOUBLE_EQ(findings.observations[1].sd, 0.02 * 118.0);
  EXPECT_TRUE(findings.observations[0].lower_bound && findings.observations[1].lower_bound);
  EXPECT_EQ(left_out(findings, "below 90 % of the best in the 45 days before and after"), 1U);
  EXPECT_EQ(left_out(findings, "no set of up to 10 repetitions of the exercise"), 2U);
}

TEST(JumpHeight, IsTheMeanOfTheBestThree) {
  const Date date{date::days{kFirstDay}};
  const Observation four = jump_height(date, {38.0, 30.0, 40.0, 39.0}), one = jump_height(date, {38.0});
  EXPECT_EQ(four.value, 39.0);
  EXPECT_DOUBLE_EQ(four.sd, 0.03 * 39.0);
  EXPECT_FALSE(four.lower_bound);
  EXPECT_DOUBLE_EQ(jump_height(date, {38.0, 40.0}).sd, 0.04 * 39.0);
  EXPECT_DOUBLE_EQ(one.sd, 0.05 * 38.0);
}

}  // namespace
}  // namespace formcast::intake
