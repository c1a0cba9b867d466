// What rides of an athlete of known truth tell of performance.
#include "sim/measures/performance.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/measures/session_identity.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"
#include "tests/sim/measures/performance_rides.hpp"

namespace formcast::intake {
namespace {

using namespace testing_performance;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Performance kBest = Performance::kBestPower5min, kCritical = Performance::kCriticalPower;
constexpr double kTruth = 270.0, kReserve = 18'000.0;  // critical power [W] and W' [J]
constexpr const char* kEasy = "below 90 % of the best in the 45 days before and after";

double most(int seconds, double critical = kTruth) { return critical + kReserve / seconds; }

/// All-out for some seconds, within an easy ride.
Session effort(int day, int seconds, double share = 1.0, double critical = kTruth) {
  return ride(day, {{150.0, 600}, {share * most(seconds, critical), seconds}, {130.0, 300}});
}

Session easy(int day) { return ride(day, {{180.0, 1200}}); }

TEST(BestPower, OfTheGoldenRide) {
  const Session golden = testing_measures::session_of(testing_measures::golden_ride());
  const Dated dated({golden});
  const PerformanceFindings findings = observe(kBest, dated.sessions());
  ASSERT_THAT(findings.observations, SizeIs(1));
  EXPECT_EQ(findings.observations[0].value, 277.60) << "277.6067, rounded down";
  EXPECT_TRUE(findings.observations[0].lower_bound);
  EXPECT_DOUBLE_EQ(findings.observations[0].sd, 0.025 * 277.60666666666663);
}

TEST(BestPower, IsABoundThatEasyDaysDoNotGive) {
  std::vector<Session> sessions;
  for (int day = 0; day < 80; ++day) sessions.push_back(day % 10 == 0 ? effort(day, 300, 0.97) : easy(day));
  const Dated dated(std::move(sessions));
  const PerformanceFindings findings = observe(kBest, dated.sessions());
  EXPECT_EQ(findings.sessions, 80U);
  ASSERT_THAT(findings.observations, SizeIs(8));
  for (const Observation& observation : findings.observations) {
    EXPECT_EQ(day_of(observation) % 10, 0);
    EXPECT_TRUE(observation.lower_bound);
    EXPECT_NEAR(observation.value, 0.97 * most(300), 0.011);
  }
  EXPECT_EQ(left_out(findings, kEasy), 72U);
}

TEST(BestPower, NeverExceedsWhatTheAthleteCanDo) {
  std::vector<Session> sessions;
  std::vector<double> truth;
  for (int day = 0; day < 100; ++day) {
    truth.push_back(240.0 + 0.3 * day);
    sessions.push_back(effort(day, std::array{120, 180, 300, 600, 1200}[static_cast<std::size_t>(day % 5)],
                              0.85 + 0.05 * (day % 4), truth.back()));
  }
  const Dated dated(std::move(sessions));
  const PerformanceFindings findings = observe(kBest, dated.sessions());
  EXPECT_GT(findings.observations.size(), 10U);
  for (const Observation& observation : findings.observations) {
    const double could = most(300, truth[static_cast<std::size_t>(day_of(observation))]);
    EXPECT_LE(observation.value, could);
    EXPECT_GE(observation.value, 0.9 * 0.85 * could);
  }
}

TEST(BestPower, IsComparedWithTheDaysAroundItAlone) {
  const Dated dated({effort(0, 300, 0.85), effort(45, 300), effort(91, 300, 0.85), effort(140, 300, 0.7)});
  const PerformanceFindings findings = observe(kBest, dated.sessions());
  ASSERT_THAT(findings.observations, SizeIs(3));
  EXPECT_EQ(day_of(findings.observations[1]), 91) << "46 days from the next";
  EXPECT_EQ(left_out(findings, kEasy), 1U);
}

TEST(BestPower, IsComparedWithTestsToo) {
  const Dated dated({effort(0, 300, 0.85)});
  const KnownPerformance test{Date{date::days{kFirstDay + 3}}, most(300)};
  EXPECT_THAT(observe(kBest, dated.sessions()).observations, SizeIs(1));
  EXPECT_THAT(observe(kBest, dated.sessions(), {.tests = {test}}).observations, IsEmpty());
}

TEST(BestPower, OfADayIsTheHighest) {
  Session second = effort(0, 300, 1.0);
  second.start += 7200.0;
  second.samples.change([](Sample& sample) { sample.time += 7200.0; });
  const Dated dated({effort(0, 300, 0.95), second, effort(0, 300, 0.96)});
  const PerformanceFindings findings = observe(kBest, dated.sessions());
  ASSERT_THAT(findings.observations, SizeIs(1));
  EXPECT_NEAR(findings.observations[0].value, most(300), 0.011);
  EXPECT_THAT(findings.observations[0].session, HasSubstr("14:00 UTC"));
  EXPECT_EQ(left_out(findings, "another of the day is higher"), 2U);
}

TEST(BestPower, LeavesOutWhatSaysNothing) {
  Session run = effort(1, 300), without = effort(2, 300), broken = effort(3, 300), faulty = ride(4, {{900.0, 400}});
  Session jumped = effort(5, 300);
  run.sport = "trail running";
  without.samples.change([](Sample& sample) { sample.power = kMissing; });
  broken.samples.keep(0, 200);
  jumped.samples.times().back() = 1e12;
  const Dated dated({run, without, broken, faulty, jumped});
  const PerformanceFindings findings = observe(kBest, dated.sessions());
  EXPECT_THAT(findings.observations, IsEmpty());
  EXPECT_EQ(left_out(findings, "no ride"), 1U);
  EXPECT_EQ(left_out(findings, "no power"), 1U);
  EXPECT_EQ(left_out(findings, "no unbroken 5 min of power"), 2U) << "too short, and 900 W for minutes";
  EXPECT_THAT(findings.left_out, SizeIs(4));
}

TEST(BestPower, CountsGapsUpTo30SecondsAsZeros) {
  Session gap = ride(0, {{300.0, 300}}), pause = gap;
  const auto stop = [](Session& session, double seconds) {
    for (Seconds& time : session.samples.times().subspan(150)) time += seconds;
    session.elapsed += seconds;
  };
  stop(gap, 30.0), stop(pause, 31.0);
  const Dated short_gap({gap}), long_gap({pause});
  const PerformanceFindings findings = observe(kBest, short_gap.sessions());
  ASSERT_THAT(findings.observations, SizeIs(1));
  EXPECT_NEAR(findings.observations[0].value, 300.0 * 270.0 / 300.0, 0.011);
  EXPECT_EQ(left_out(observe(kBest, long_gap.sessions()), "no unbroken 5 min of power"), 1U);
}

TEST(BestPower, OfTwoRecordsIsThatOfTheBetterCovered) {
  Session head_unit = effort(0, 300), watch = head_unit;
  watch.sources.front().file = "watch.fit";
  watch.samples.change([](Sample& sample) { sample.heart_rate = 140.0, sample.cadence = 90.0, sample.power *= 1.05; });
  watch.samples.change([](Sample& sample) { sample.power = kMissing; }, 0, 100);
  condense(head_unit, {}), condense(watch, {});
  const Merged merged = merge_same_sessions({watch, head_unit});
  ASSERT_THAT(merged.sessions, SizeIs(1));
  EXPECT_EQ(merged.sessions[0].sources[0].file, "watch.fit") << "which has more values in all";
  EXPECT_EQ(merged.sessions[0].condensed->power.from, "ride0.fit");
  EXPECT_EQ(merged.sessions[0].condensed->power.means[1].value, most(300));
  const Merged again = merge_same_sessions({merged.sessions[0], watch});
  EXPECT_EQ(again.sessions.at(0).condensed->power.from, "ride0.fit");
}

/// Efforts over 3, 5 and 12 min on days of their own, again and again, with easy days in between.
std::vector<Session> season(int days, double growth) {
  std::vector<Session> sessions;
  for (int day = 0; day < days; ++day) {
    const double critical = kTruth + growth * day;
    sessions.push_back(day % 7 == 0 ? effort(day, kBestDurations[static_cast<std::size_t>(day / 7 % 3)], 1, critical)
                                    : easy(day));
  }
  return sessions;
}

TEST(CriticalPowerOfRides, IsTheTruthOfAllOutEfforts) {
  const Dated dated(season(40, 0.0));
  const PerformanceFindings findings = observe(kCritical, dated.sessions());
  ASSERT_THAT(findings.observations, SizeIs(1)) << "the same again is no news";
  const Observation& found = findings.observations[0];
  EXPECT_EQ(day_of(found), 14) << "when all three are there";
  EXPECT_NEAR(found.value, kTruth, 0.011);
  EXPECT_DOUBLE_EQ(found.sd, 0.03 * found.value + 0.03 * (kTruth - found.value)) << "of the fit before it is rounded";
  EXPECT_FALSE(found.lower_bound);
  EXPECT_EQ(left_out(findings, "none of the best 3, 5 and 12 min of its 42 days"), 37U);
  EXPECT_EQ(left_out(findings, "a best of its 42 days below 90 % of the best around it"), 2U);
}

TEST(CriticalPowerOfRides, FollowsTheAthleteWithinItsError) {
  const double growth = 0.2;  // [W/d], 6 W a month
  const Dated dated(season(200, growth));
  const PerformanceFindings findings = observe(kCritical, dated.sessions());
  EXPECT_GT(findings.observations.size(), 20U);
  for (const Observation& found : findings.observations) {
    const double truth = kTruth + growth * day_of(found);
    EXPECT_EQ(day_of(found) % 7, 0) << "only where a ride brought a best";
    EXPECT_LT(std::abs(found.value - truth), 2.0 * found.sd);
  }
}

TEST(CriticalPowerOfRides, CountsEachBestOnce) {
  const Dated dated(season(200, 0.2));
  const PerformanceFindings findings = observe(kCritical, dated.sessions());
  double bests = 0.0;
  for (const Observation& found : findings.observations) {
    const double fresh = 3.0 * std::pow(0.03 * found.value / found.sd, 2.0);
    EXPECT_LE(fresh, 3.0 + 1e-3);
    bests += fresh;
  }
  EXPECT_LE(bests, 200.0 / 7.0 + 1.0) << "never more than there were efforts";
  EXPECT_GT(findings.observations.back().sd, 0.045 * kTruth) << "one of three is new";
}

/// Why the last of some rides gave no critical power, which none of them did.
std::string why_none(std::vector<Session> sessions) {
  const Dated dated(std::move(sessions));
  const PerformanceFindings findings = observe(kCritical, dated.sessions());
  for (const Observation& found : findings.observations) ADD_FAILURE() << found.value << " +- " << found.sd;
  const std::string last = name_of(*dated.sessions().back().session);
  for (const LeftOut& reason : findings.left_out) {
    if (std::ranges::find(reason.sessions, last) != reason.sessions.end()) return reason.why;
  }
  return "";
}

TEST(CriticalPowerOfRides, NeedsEffortsThatMayBeAllOut) {
  EXPECT_EQ(why_none({effort(0, 180)}), "bests of its 42 days that share an effort");
  EXPECT_EQ(why_none({ride(0, {{350.0, 300}})}), "no unbroken 3, 5 and 12 min in its 42 days");
  EXPECT_EQ(why_none({effort(0, 180, 0.81), effort(3, 300, 0.9), effort(6, 720)}),
            "bests of its 42 days that do not imply a W' of 5 to 35 kJ: not all were all-out");
  EXPECT_EQ(why_none({effort(0, 180), effort(3, 300), effort(6, 720, 0.85)}), "a fit with a standard error above 5 %");
}

TEST(CriticalPowerOfRides, IsNotThatOfAnEasyMonth) {
  const Dated dated({effort(0, 720), effort(10, 180), effort(12, 300), effort(55, 180, 0.8), effort(56, 300, 0.8)});
  const PerformanceFindings findings = observe(kCritical, dated.sessions());
  ASSERT_THAT(findings.observations, SizeIs(1));
  EXPECT_EQ(day_of(findings.observations[0]), 12);
}

TEST(Performances, HaveNames) {
  EXPECT_EQ(performance_called("best_power_5min"), kBest);
  EXPECT_EQ(performance_called("best_power"), std::nullopt);
  EXPECT_THAT(performance_keys(), ElementsAre("best_power_5min", "critical_power", "critical_speed", "speed_at_hr",
                                              "vo2max_estimate", "jump_height", "e1rm"));
}

}  // namespace
}  // namespace formcast::intake
