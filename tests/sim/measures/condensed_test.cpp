#include "sim/measures/condensed.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/intake/daily_history.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"

namespace formcast::intake {
namespace {

using namespace testing_measures;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Seconds kStart = 1714806600.0;  // 2024-05-04 07:10 UTC

AthleteProfile athlete() {
  AthleteProfile a;
  a.heart_rate = {50.0, 190.0};
  a.threshold_heart_rate = 165.0, a.ventilatory = {145.0, 165.0}, a.trimp = kMen;
  a.threshold_power = 250.0, a.critical_speed = 4.0, a.critical_swim_speed = 1.2;
  a.mass = 70.0, a.height = 1.75, a.lifted_share = 0.6;
  return a;
}

Session condensed(Session session, const AthleteProfile& profile = athlete()) {
  condense(session, profile);
  return session;
}

/// The golden ride as a run, with speed, distance and altitude.
Session run_of(const Ride& ride) {
  Session run = session_of(ride);
  run.sport = "running";
  double distance = 0.0;
  run.samples.change([&](Sample& sample) {
    sample.speed = 2.0 + sample.power / 100.0;
    sample.altitude = 100.0 + sample.heart_rate / 10.0;
    sample.distance = distance += sample.speed;
  });
  return run;
}

void expect_same_loads(const Session& a, const Session& b, const AthleteProfile& profile = athlete()) {
  for (const MeasureRow& row : kMeasures) {
    const SessionLoad of_a = load_of(a, {row.measure, "load"}, profile);
    const SessionLoad of_b = load_of(b, {row.measure, "load"}, profile);
    EXPECT_EQ(of_a.why_not, of_b.why_not) << row.key;
    EXPECT_EQ(std::isnan(of_a.value), std::isnan(of_b.value)) << row.key;
    if (!std::isnan(of_a.value)) {
      EXPECT_EQ(of_a.value, of_b.value) << row.key;
    }
  }
}

SessionLoad load(const Session& session, Measure measure) { return load_of(session, {measure, ""}, athlete()); }

/// A ride as a watch on the wrist and a computer on the bars have it, two seconds apart.
struct TwoDevices {
  Session watch = session_of(golden_ride(), kStart + 2.0), head_unit = session_of(golden_ride(), kStart);

  TwoDevices() {
    watch.sources.front().file = "watch.fit";
    head_unit.sources.front().file = "head_unit.fit";
    watch.samples.change([](Sample& sample) { sample.power = kMissing; });
    head_unit.samples.change([](Sample& sample) {
      sample.heart_rate = kMissing;
      sample.cadence = 90.0, sample.altitude = 300.0;
    });
  }
};

TEST(Condense, DropsSamplesAndKeepsLoads) {
  Session swim;
  swim.sport = "swimming";
  swim.pool_length = 25.0;
  swim.lengths.assign(100, {kMissing, 25.0 / 1.2, 15, true});
  Session open_water = run_of(golden_ride());
  open_water.sport = "open_water_swimming";
  for (const Session& session : {session_of(golden_ride()), run_of(golden_ride()), swim, open_water}) {
    expect_same_loads(session, condensed(session));
  }
  Session ride = session_of(golden_ride());
  ride.pauses = {{kStart + 5.0, kStart + 6.0}}, ride.laps.resize(3), ride.rr = {0.8, 0.81};
  const Session small = condensed(ride);
  EXPECT_EQ(small.samples.capacity() + small.pauses.capacity() + small.laps.capacity() + small.rr.capacity(), 0U);
  EXPECT_EQ(small.condensed->samples, 3600U);
  EXPECT_EQ(richness(small), richness(ride));
}

TEST(Condense, TakesDurationAndDistanceFromSamplesWhereTheRecordHasNone) {
  Session run = run_of(golden_ride());
  run.duration = run.elapsed = kMissing;
  run.rpe = 5.0;
  EXPECT_EQ(load(condensed(run), Measure::kDuration).value, 60.0);
  EXPECT_EQ(load(condensed(run), Measure::kSessionRpe).value, 300.0);
  EXPECT_EQ(load(condensed(run), Measure::kDistance).value, run.samples.back().distance / 1000.0);
  run.samples.times().back() = 1e12;
  expect_same_loads(run, condensed(run));
  EXPECT_THAT(load(condensed(run), Measure::kTrimp).why_not, HasSubstr("clock jumped"));
}

TEST(Condense, SaysWhenItWasMeasuredWithoutTheAthlete) {
  const Session unknown = condensed(session_of(golden_ride()), {});
  EXPECT_THAT(load_of(unknown, {Measure::kTrimp, ""}, {}).why_not, HasSubstr("resting and maximal heart rate"));
  EXPECT_EQ(load(unknown, Measure::kTrimp).why_not, "was measured before that was known of the athlete");
}

TEST(Condense, MeasuresARunThatOnlyAnotherRecordNames) {
  Session gpx = run_of(golden_ride());
  gpx.sport = "";
  Session row;
  row.sport = "running";
  row.start = kStart, row.utc_offset = 7200.0, row.duration = 3600.0;
  row.sources.push_back({"activities.csv", "CSV (Strava)", ""});
  const Merged merged = merge_same_sessions({row, condensed(gpx)});
  ASSERT_THAT(merged.sessions, SizeIs(1));
  const Session run = run_of(golden_ride());
  EXPECT_EQ(load(merged.sessions[0], Measure::kRunningStress).value, load(run, Measure::kRunningStress).value);
  EXPECT_THAT(load(condensed(gpx), Measure::kRunningStress).why_not, HasSubstr("not known to be a run"));
  EXPECT_THAT(load(merged.sessions[0], Measure::kPowerStress).why_not, HasSubstr("no ride"));
}

TEST(MergeCondensed, GivesTheLoadsOfRecordsMeasuredAfterwards) {
  Session poorer = session_of(golden_ride(), kStart + 20.0);
  poorer.sources.front().file = "poorer.gpx";
  poorer.samples.change([](Sample& sample) { sample.power = kMissing; });
  poorer.rpe = 6.0;
  const Session richer = session_of(golden_ride(), kStart);
  const Merged before = merge_same_sessions({condensed(poorer), condensed(richer)});
  const Merged after = merge_same_sessions({poorer, richer});
  ASSERT_THAT(before.sessions, SizeIs(1));
  ASSERT_THAT(after.sessions, SizeIs(1));
  expect_same_loads(before.sessions[0], after.sessions[0]);
  EXPECT_EQ(before.notes, after.notes) << "all loads are of the richer record";
}

TEST(MergeCondensed, TakesEachLoadFromTheRichestRecordThatHasIt) {
  const TwoDevices two;
  const std::vector<Session> records{condensed(two.watch), condensed(two.head_unit)};
  const Merged merged = merge_same_sessions(records);
  ASSERT_THAT(merged.sessions, SizeIs(1));
  const Session& ride = merged.sessions[0];
  EXPECT_EQ(ride.sources[0].file, "head_unit.fit");
  EXPECT_EQ(load(ride, Measure::kPowerStress).value, load(two.head_unit, Measure::kPowerStress).value);
  for (const Measure measure : {Measure::kTrimp, Measure::kHeartRateStress, Measure::kEdwards, Measure::kLucia}) {
    EXPECT_EQ(load(ride, measure).value, load(two.watch, measure).value);
  }
  EXPECT_THAT(merged.notes, Contains("TRIMP, heart-rate stress, summated heart-rate zones, load by ventilatory "
                                     "thresholds of 2024-05-04 07:10 UTC in head_unit.fit are from watch.fit"));
  EXPECT_EQ(load(records[1], Measure::kTrimp).why_not, "has no heart rate") << "records keep to what they have";
  const Merged again = merge_same_sessions({ride, records[1], records[0]});
  expect_same_loads(again.sessions.at(0), ride);
}

TEST(MergeCondensed, SaysWhichRecordHadMoreOfAChannel) {
  TwoDevices two;
  two.watch.samples.change([](Sample& sample) { sample.heart_rate = kMissing; }, 0, 1800);
  const Merged merged = merge_same_sessions({condensed(two.watch), condensed(two.head_unit)});
  EXPECT_THAT(load(merged.sessions.at(0), Measure::kTrimp).why_not, HasSubstr("has heart rate for 50 %"));
  EXPECT_THAT(merged.notes, ElementsAre("2 records of one session: 2024-05-04 07:10 UTC in head_unit.fit"));
}

TEST(DailyHistory, OfSessionsWithSamplesIsThatOfCondensedOnes) {
  const TwoDevices two;
  DailyOptions options;
  options.athlete = "Kim";
  options.measure = {Measure::kTrimp, ""};
  options.profile = athlete();
  const DailyHistory whole = daily_history({two.watch, two.head_unit}, {}, options);
  const DailyHistory small = daily_history({condensed(two.watch), condensed(two.head_unit)}, {}, options);
  EXPECT_THAT(whole.history.load, ElementsAre(load(two.watch, Measure::kTrimp).value));
  EXPECT_EQ(whole.history.load, small.history.load);
  EXPECT_THAT(whole.without_measure, IsEmpty());
  EXPECT_EQ(whole.notes, small.notes);
}

}  // namespace
}  // namespace formcast::intake
