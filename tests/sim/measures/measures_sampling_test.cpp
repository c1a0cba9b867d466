#include "sim/measures/measures_sampling.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/base/input_error.hpp"
#include "sim/measures/measures_power.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"

namespace formcast::intake {
namespace {

using namespace testing_measures;
using testing::ElementsAre;
using testing::IsEmpty;

MATCHER(IsUnknown, "is NaN") { return std::isnan(arg); }

constexpr Seconds kStart = 1714806600.0;

struct At {
  double second, power;
};

Session with_power(std::initializer_list<At> values) {
  Session session;
  for (const auto& [second, power] : values) {
    Sample sample;
    sample.time = kStart + second;
    sample.power = power;
    session.samples.push_back(sample);
  }
  return session;
}

TEST(OneHertz, KeepsWhatIsAtOneHertz) {
  const Ride ride = golden_ride();
  const Series series = one_hertz(session_of(ride));
  EXPECT_EQ(series.power, ride.power) << "zeros are kept";
  EXPECT_EQ(series.heart_rate, ride.heart_rate);
  EXPECT_EQ(series.second.back(), 3599);
  EXPECT_EQ(coverage(series.power), 1.0);
  EXPECT_EQ(coverage(series.altitude), 0.0);
}

TEST(OneHertz, FillsHolesOfSmartRecordingLinearly) {
  const Series series = one_hertz(with_power({{0, 100}, {4, 200}, {5, 0}}));
  EXPECT_THAT(series.second, ElementsAre(0, 1, 2, 3, 4, 5));
  EXPECT_THAT(series.power, ElementsAre(100, 125, 150, 175, 200, 0));
}

TEST(OneHertz, FillsUpTo25Seconds) {
  EXPECT_EQ(one_hertz(with_power({{0, 100}, {25, 100}})).seconds(), 26U);
  EXPECT_EQ(one_hertz(with_power({{0, 100}, {26, 100}})).seconds(), 2U) << "a pause";
}

TEST(OneHertz, LongGapsArePausesUnlessTheTimerRan) {
  Session session = with_power({{0, 100}, {60, 100}});
  EXPECT_THAT(one_hertz(session).second, ElementsAre(0, 60)) << "the file says nothing of its timer";
  session.duration = session.elapsed = 61.0;
  const Series ran = one_hertz(session);
  EXPECT_EQ(ran.seconds(), 61U) << "the timer never stood still";
  EXPECT_THAT(ran.power[30], IsUnknown()) << "a minute of power is not invented";
  session.duration = 20.0;
  EXPECT_EQ(one_hertz(session).seconds(), 2U) << "it stood still, and where else than in the gap";
  session.pauses.push_back({kStart + 300.0, kStart + 400.0});
  EXPECT_EQ(one_hertz(session).seconds(), 61U) << "the file lists its pauses, and none is here";
}

TEST(OneHertz, LeavesPausesOut) {
  Session session = with_power({{0, 100}, {1, 100}, {5, 300}, {10, 200}, {11, 200}});
  session.pauses.push_back({kStart + 1.0, kStart + 10.0});
  const Series series = one_hertz(session);
  EXPECT_THAT(series.second, ElementsAre(0, 1, 10, 11)) << "a sample inside a pause does not count";
  EXPECT_THAT(series.power, ElementsAre(100, 100, 200, 200));
}

TEST(OneHertz, JoinsOverlappingPausesInAnyOrder) {
  Session session = with_power({{0, 1}, {10, 1}, {20, 1}});
  session.pauses = {{kStart + 8.0, kStart + 20.0}, {kStart + 1.0, kStart + 9.0}, {kStart + 3.0, kStart + 2.0}};
  EXPECT_THAT(one_hertz(session).second, ElementsAre(0, 1, 20));
}

TEST(OneHertz, AveragesWithinASecond) {
  const Series series = one_hertz(with_power({{0, 100}, {0.2, 200}, {0.4, 300}, {1.0, 50}, {1.02, 70}}));
  EXPECT_THAT(series.power, ElementsAre(200, 60));
}

TEST(OneHertz, FillsAChannelsOwnHolesButNotItsEnds) {
  Session session = with_power({{0, kMissing}, {1, 100}, {2, kMissing}, {3, 300}, {4, kMissing}});
  EXPECT_THAT(one_hertz(session).power, ElementsAre(IsUnknown(), 100, 200, 300, IsUnknown()));
}

TEST(OneHertz, TakesAHeartRateOfZeroAsUnknown) {
  Session session = with_power({{0, 0}, {1, 0}});
  session.samples.change([](Sample& sample) { sample.heart_rate = sample.time == kStart ? 0.0 : 120.0; });
  const Series series = one_hertz(session);
  EXPECT_THAT(series.heart_rate, ElementsAre(IsUnknown(), 120));
  EXPECT_THAT(series.power, ElementsAre(0, 0));
}

TEST(OneHertz, LeavesOutWhatGoesBackInTime) {
  const Series series = one_hertz(with_power({{0, 100}, {5, 100}, {3, 900}, {kMissing, 900}, {6, 100}}));
  EXPECT_EQ(series.seconds(), 7U);
  for (const double p : series.power) EXPECT_EQ(p, 100.0);
}

TEST(OneHertz, TakesSpeedFromDistanceWhereThereIsNone) {
  Session session = with_power({{0, 1}, {1, 1}, {3, 1}});
  // 3 m in the first second, 4 m in each of the next two.
  session.samples.change([](Sample& sample) {
    const double second = sample.time - kStart;
    sample.distance = second <= 1.0 ? 3.0 * second : 4.0 * second - 1.0;
  });
  EXPECT_THAT(one_hertz(session).speed, ElementsAre(3, 3, 4, 4));
}

TEST(OneHertz, HasNothingOfNothing) {
  EXPECT_EQ(one_hertz(Session{}).seconds(), 0U);
  EXPECT_EQ(one_hertz(with_power({{kMissing, 1}})).seconds(), 0U);
  EXPECT_THAT(by_the_clock(Series{}, {}), IsEmpty());
  EXPECT_EQ(coverage({}), 0.0);
}

TEST(OneHertz, RefusesAClockThatJumped) {
  Session session = with_power({{0, 1}, {1e9, 1}});
  EXPECT_THROW(one_hertz(session), InputError);
}

TEST(Series, ByTheClockRestsInPauses) {
  const Series series = one_hertz(with_power({{0, 100}, {1, 100}, {40, 200}}));
  const std::vector<double> clock = by_the_clock(series, series.power);
  ASSERT_EQ(clock.size(), 41U);
  EXPECT_EQ(clock[1], 100.0);
  EXPECT_EQ(clock[20], 0.0);
  EXPECT_EQ(clock[40], 200.0);
}

TEST(Series, KnownPairsDropBoth) {
  const std::vector<double> a{1, kMissing, 3, 4}, b{10, 20, kMissing, 40};
  EXPECT_THAT(known(a), ElementsAre(1, 3, 4));
  EXPECT_THAT(known_pairs(a, b).first, ElementsAre(1, 4));
  EXPECT_THAT(known_pairs(a, b).second, ElementsAre(10, 40));
}

TEST(Series, ThinnedByHalfARideKeepsItsPower) {
  // Smart recording of every fourth second: mean and weighted power stay within a few per cent.
  const Ride ride = golden_ride();
  Session session = session_of(ride);
  Samples kept;
  for (std::size_t i = 0; i < session.samples.size(); i += 4) kept.push_back(session.samples[i]);
  session.samples = kept;
  const Series series = one_hertz(session);
  EXPECT_EQ(series.seconds(), 3597U);
  EXPECT_NEAR(weighted_power(series.power), weighted_power(ride.power), 0.01 * weighted_power(ride.power));
}

}  // namespace
}  // namespace formcast::intake
