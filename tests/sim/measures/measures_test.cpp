#include "sim/measures/measures.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <limits>
#include <set>

#include "sim/measures/measures_endurance.hpp"
#include "sim/measures/measures_pace.hpp"
#include "sim/measures/measures_power.hpp"
#include "sim/measures/measures_session.hpp"
#include "tests/sim/measures/measures_golden_ride.hpp"

namespace formcast::intake {
namespace {

using namespace testing_measures;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr Runner kRunner{70.0, 1.75};

TEST(RunningPower, FollowsSpeedAndSlope) {
  // Computed apart from the formula in the header.
  EXPECT_NEAR(running_power(3.0, 0.0, kRunner), 262.553190063544, 1e-9);
  EXPECT_NEAR(running_power(3.0, 0.1, kRunner), 430.554689242703, 1e-9);
  EXPECT_NEAR(running_power(3.0, -0.1, kRunner), 159.810970292788, 1e-9);
  EXPECT_NEAR(running_power(4.0, 0.0, kRunner), 373.940369599736, 1e-9);
  EXPECT_EQ(running_power(0.0, 0.0, kRunner), 0.0);
  EXPECT_EQ(running_power(3.0, 0.9, kRunner), running_power(3.0, 0.45, kRunner)) << "steeper was not measured";
}

/// An hour whose speed and slope have a formula.
struct HillyRun {
  std::vector<double> speed, slope;
  HillyRun() {
    for (int i = 0; i < 3600; ++i) {
      speed.push_back(2.5 + 0.01 * (i * 37 % 200));
      slope.push_back((i / 60 % 7 - 3) / 100.0);
    }
  }
};

TEST(RunningStress, OfARunThatAFormulaGives) {
  const HillyRun run;
  const double power = graded_running_power(run.speed, run.slope, kRunner);
  EXPECT_NEAR(power, 317.85912741291736, 1e-6) << "another program of the definition";
  EXPECT_NEAR(running_stress(power, 4.0, 3600.0, kRunner), 72.25446134978336, 1e-6);
}

TEST(RunningStress, OfAnHourAtCriticalSpeedIs100) {
  const std::vector<double> speed(3600, 4.0), level(3600, 0.0), uphill(3600, 0.03);
  const double stress = running_stress(graded_running_power(speed, level, kRunner), 4.0, 3600.0, kRunner);
  EXPECT_NEAR(stress, 100.0, 0.1);
  EXPECT_GT(running_stress(graded_running_power(speed, uphill, kRunner), 4.0, 3600.0, kRunner), 1.1 * stress);
}

TEST(Slope, IsRiseOverRun) {
  Series series;
  for (int i = 0; i < 200; ++i) {
    series.second.push_back(i);
    series.speed.push_back(i < 100 ? 4.0 : 0.0);
    series.altitude.push_back(i < 100 ? 100.0 + 0.2 * i : 120.0 + (i % 2));  // 5 %, then a barometer's noise at rest
  }
  const std::vector<double> slope = slope_of(series);
  EXPECT_NEAR(slope[50], 0.05, 1e-9);
  EXPECT_NEAR(slope[0], 0.05, 1e-9);
  EXPECT_EQ(slope[150], 0.0);
  series.altitude.assign(200, kMissing);
  EXPECT_TRUE(std::isnan(slope_of(series)[50]));
}

TEST(SwimmingStress, OfASwimThatAFormulaGives) {
  std::vector<double> speed;
  for (int i = 0; i < 1800; ++i) speed.push_back(i % 60 < 50 ? 1.0 + 0.002 * (i * 53 % 150) : 0.0);
  EXPECT_NEAR(swimming_power(1.0, 70.0), 44.1666666666667, 1e-9);
  EXPECT_NEAR(swimming_power(1.2, 70.0), 76.32, 1e-9);
  EXPECT_NEAR(swimming_stress(speed, 1.2, 70.0), 27.942363233575122, 1e-6) << "another program of the definition";
}

TEST(SwimmingStress, OfAnHourAtCriticalSpeedIsNearly100) {
  EXPECT_NEAR(swimming_stress(std::vector<double>(3600, 1.2), 1.2, 70.0), 100.0, 1.5);
}

TEST(PoolSpeed, IsByLengths) {
  const std::vector<PoolLength> lengths{{0, 20.4, 15, true}, {0, 10.0, 0, false}, {0, 25.2, 16, true}, {}};
  const std::vector<double> speed = pool_speed(lengths, 25.0);
  ASSERT_EQ(speed.size(), 56U) << "55.6 s: fractions carry over";
  EXPECT_DOUBLE_EQ(speed[0], 25.0 / 20.4);
  EXPECT_EQ(speed[25], 0.0);
  EXPECT_DOUBLE_EQ(speed[55], 25.0 / 25.2);
  EXPECT_THAT(pool_speed(lengths, kMissing), IsEmpty());
}

TEST(RunningDistances, CountAboveTheLimits) {
  std::vector<SpeedStep> steps(100, {3.0, 0.1});
  steps.insert(steps.end(), 20, {6.0, 0.1});   // 2 s of high-speed running
  steps.insert(steps.end(), 10, {8.0, 0.1});   // and a second of sprint
  steps.insert(steps.end(), 100, {5.5, 0.1});  // at the limit, not above
  steps.insert(steps.end(), 5, {9.0, 0.1});    // a spike
  const RunningDistances d = running_distances(steps);
  EXPECT_NEAR(d.total, 30.0 + 12.0 + 8.0 + 55.0 + 4.5, 1e-9);
  EXPECT_NEAR(d.high_speed, 20.0, 1e-9);
  EXPECT_NEAR(d.sprint, 8.0, 1e-9);
  EXPECT_EQ(d.high_speed_efforts, 1);
  EXPECT_EQ(d.sprints, 1);
  EXPECT_EQ(d.limits.high, 5.5);
  const RunningDistances other = running_distances(steps, {5.0, 8.5, 0.5});
  EXPECT_NEAR(other.high_speed, 79.5, 1e-9) << "of another club, a third of the session";
  EXPECT_NEAR(other.sprint, 4.5, 1e-9);
}

TEST(SpeedSteps, LastUntilTheNextSample) {
  Session session;
  for (const double second : {0.0, 0.1, 0.2, 10.2, 100.0}) {
    Sample sample;
    sample.time = second, sample.speed = 2.0;
    session.samples.push_back(sample);
  }
  session.samples.change([](Sample& sample) { sample.speed = kMissing; }, 1, 2);
  std::vector<double> durations;
  for (const SpeedStep& step : speed_steps(session)) durations.push_back(step.duration);
  EXPECT_THAT(durations, ElementsAre(testing::DoubleNear(0.1, 1e-9), testing::DoubleNear(10.0, 1e-9), 1.0, 1.0));
  session.pauses.push_back({0.2, 10.2});
  durations.clear();
  for (const SpeedStep& step : speed_steps(session)) durations.push_back(step.duration);
  EXPECT_NEAR(durations[1], 0.1, 1e-9) << "not through a pause";
}

TEST(SessionRpe, IsRatingTimesMinutes) {
  EXPECT_EQ(session_rpe(0.0, 3600.0), 0.0) << "rest";
  EXPECT_EQ(session_rpe(0.0, kMissing), 0.0);
  EXPECT_EQ(session_rpe(7.5, 5400.0), 675.0);
  EXPECT_TRUE(std::isnan(session_rpe(13.0, 3600.0))) << "the scale of 6 to 20";
  EXPECT_TRUE(std::isnan(session_rpe(kMissing, 3600.0)));
}

TEST(Tonnage, SumsWhatWasLifted) {
  const std::vector<StrengthSet> sets{
      {5, 100, kMissing, "squat"}, {3, 110, kMissing, "squat"}, {10, kMissing, 30, "chin-up"}};
  EXPECT_EQ(tonnage(sets), 830.0);
  EXPECT_EQ(tonnage(sets, 0.95 * 80.0), 830.0 + 760.0);
  EXPECT_EQ(tonnage({}), 0.0);
}

TEST(WeekShape, HasNoMonotonyWithoutSpread) {
  const std::array<double, 7> even{100, 100, 100, 100, 100, 100, 100}, rest{}, unknown{1, 2, kMissing, 4, 5, 6, 7};
  EXPECT_EQ(week_shape(even).sum, 700.0);
  EXPECT_TRUE(std::isnan(week_shape(even).monotony));
  EXPECT_TRUE(std::isnan(week_shape(rest).strain));
  EXPECT_TRUE(std::isnan(week_shape(unknown).sum)) << "a load that is not known is not rest";
  EXPECT_TRUE(std::isnan(week_shape(unknown).monotony));
}

TEST(WeightedPower, NeedsAWindow) {
  EXPECT_TRUE(std::isnan(weighted_power(std::vector<double>(29, 200.0))));
  EXPECT_EQ(weighted_power(std::vector<double>(30, 200.0)), 200.0);
  EXPECT_TRUE(std::isnan(xpower({})));
}

TEST(Decoupling, OfASteadyRide) {
  const std::vector<double> power(6000, 200.0);
  std::vector<double> heart_rate(600, 110.0);
  heart_rate.insert(heart_rate.end(), 2700, 140.0);
  heart_rate.insert(heart_rate.end(), 2700, 147.0);
  const Decoupling d = aerobic_decoupling(power, heart_rate, {600, 2400.0, 1.05});
  EXPECT_NEAR(d.value, 1.0 - 140.0 / 147.0, 1e-12);
  EXPECT_TRUE(d.steady);
  EXPECT_FALSE(aerobic_decoupling(std::span(power).first(2000), std::span(heart_rate).first(2000)).steady);
  EXPECT_TRUE(std::isnan(aerobic_decoupling(power, heart_rate, {7000, 2400.0, 1.05}).value));
  EXPECT_TRUE(std::isnan(aerobic_decoupling({}, {}).value));
}

TEST(Vo2max, FollowsTheTables) {
  // Daniels & Gilbert's tables: VDOT 50 is 19:57 over 5 km and 3:10:49 over the marathon, VDOT 60 17:03 and 2:43:25.
  EXPECT_NEAR(vo2max_of_race(5000.0, 19 * 60 + 57), 50.0, 0.05);
  EXPECT_NEAR(vo2max_of_race(42195.0, 3 * 3600 + 10 * 60 + 49), 50.0, 0.05);
  EXPECT_NEAR(vo2max_of_race(5000.0, 17 * 60 + 3), 60.0, 0.05);
  EXPECT_NEAR(vo2max_of_race(42195.0, 2 * 3600 + 43 * 60 + 25), 60.0, 0.05);
  EXPECT_TRUE(std::isnan(vo2max_of_race(5000.0, 0.0)));
  EXPECT_TRUE(std::isnan(vo2max_of_race(kMissing, 1200.0)));
}

TEST(Measures, HaveAKeyEach) {
  std::set<std::string_view> keys;
  for (const MeasureRow& row : kMeasures) {
    EXPECT_TRUE(keys.insert(row.key).second) << row.key;
    EXPECT_EQ(measure_called(row.key), row.measure);
    EXPECT_EQ(row_of(row.measure).key, row.key);
  }
  EXPECT_FALSE(measure_called("tss"));
  EXPECT_EQ((MeasureChoice{Measure::kVendor, "trimp"}).name(), "trimp");
}

TEST(LoadOf, SaysWhatIsMissing) {
  const auto why = [](const Session& session, Measure measure, const AthleteProfile& athlete = {}) {
    const SessionLoad load = load_of(session, {measure, "icu_training_load"}, athlete);
    EXPECT_TRUE(std::isnan(load.value));
    return load.why_not;
  };
  AthleteProfile athlete;
  athlete.heart_rate = {50.0, 190.0};
  athlete.trimp = kWomen;
  athlete.threshold_power = 250.0;
  athlete.critical_speed = 4.0;
  Session session = session_of(golden_ride());
  EXPECT_THAT(why(session, Measure::kTrimp), HasSubstr("resting and maximal heart rate"));
  EXPECT_THAT(why(session, Measure::kPowerStress), HasSubstr("threshold power"));
  EXPECT_THAT(why(session, Measure::kLucia, athlete), HasSubstr("ventilatory"));
  EXPECT_THAT(why(session, Measure::kRunningStress, athlete), HasSubstr("not known to be a run"));
  EXPECT_THAT(why(session, Measure::kSwimmingStress, athlete), HasSubstr("not known to be a swim"));
  EXPECT_THAT(why(session, Measure::kSessionRpe), HasSubstr("rating"));
  EXPECT_THAT(why(session, Measure::kTonnage), HasSubstr("sets"));
  EXPECT_THAT(why(session, Measure::kDistance), HasSubstr("distance"));
  EXPECT_THAT(why(session, Measure::kVendor), HasSubstr("icu_training_load"));
  session.sport = "running";
  EXPECT_THAT(why(session, Measure::kPowerStress, athlete), HasSubstr("no ride")) << "watts of a foot pod";
  EXPECT_THAT(why(session, Measure::kRunningStress, athlete), HasSubstr("body mass"));
  athlete.trimp.reset();
  EXPECT_THAT(why(session, Measure::kTrimp, athlete), HasSubstr("weights")) << "no sex is assumed";
}

TEST(LoadOf, RefusesAThirdOfAChannelAndScalesNineTenths) {
  AthleteProfile athlete;
  athlete.heart_rate = {50.0, 190.0};
  athlete.trimp = kMen;
  Session session = session_of(golden_ride());
  session.samples.change([](Sample& sample) { sample.heart_rate = 150.0; });
  const MeasureChoice choice{Measure::kTrimp, ""};
  const double whole = load_of(session, choice, athlete).value;
  session.samples.change([](Sample& sample) { sample.heart_rate = kMissing; }, 0, 300);
  const SessionLoad most = load_of(session, choice, athlete);
  EXPECT_NEAR(most.value, whole, 1e-9) << "what is not known is as the rest";
  EXPECT_NEAR(most.coverage, 3300.0 / 3600.0, 1e-12);
  session.samples.change([](Sample& sample) { sample.heart_rate = kMissing; }, 0, 1200);
  const SessionLoad part = load_of(session, choice, athlete);
  EXPECT_TRUE(std::isnan(part.value));
  EXPECT_THAT(part.why_not, HasSubstr("has heart rate for 67 % of its time"));
}

TEST(LoadOf, RatesTheWholeSessionWithItsBreaks) {
  Session session;
  session.rpe = 5.0;
  session.duration = 3600.0;
  EXPECT_EQ(load_of(session, {}, {}).value, 300.0);
  session.elapsed = 5400.0;
  EXPECT_EQ(load_of(session, {}, {}).value, 450.0);
  session.rpe = 60.0;
  EXPECT_THAT(load_of(session, {}, {}).why_not, HasSubstr("RPE 60"));
}

TEST(LoadOf, ReadsWhatAPlatformComputed) {
  Session session;
  session.vendor = {{"trimp", -1.0}, {"training_stress_score", 88.0}};
  EXPECT_EQ(load_of(session, {Measure::kVendor, "training_stress_score"}, {}).value, 88.0);
  EXPECT_THAT(load_of(session, {Measure::kVendor, "trimp"}, {}).why_not, HasSubstr("no trimp"));
}

TEST(LoadOf, MeasuresRunsSwimsAndFields) {
  AthleteProfile athlete;
  athlete.mass = 70.0, athlete.height = 1.75, athlete.critical_speed = 4.0, athlete.critical_swim_speed = 1.2;
  athlete.lifted_share = 0.5;
  Session run;
  run.sport = "trail_running";
  for (int i = 0; i < 3600; ++i) {
    Sample sample;
    sample.time = 1e9 + i, sample.speed = i < 60 ? 6.0 : 4.0;
    run.samples.push_back(sample);
  }
  const double stress = load_of(run, {Measure::kRunningStress, ""}, athlete).value;
  EXPECT_GT(stress, 105.0) << "level without an altimeter; a fast minute costs more than a sixtieth";
  EXPECT_LT(stress, 112.0);
  EXPECT_NEAR(load_of(run, {Measure::kHighSpeedDistance, ""}, athlete).value, 360.0, 1e-9);
  Session swim;
  swim.sport = "swimming";
  swim.pool_length = 25.0;
  swim.lengths.assign(100, {kMissing, 25.0 / 1.2, 15, true});
  EXPECT_NEAR(load_of(swim, {Measure::kSwimmingStress, ""}, athlete).value, 100.0 * 2083.0 / 3600.0, 1.0);
  Session gym;
  gym.sets = {{10, kMissing, kMissing, "press-up"}};
  EXPECT_EQ(load_of(gym, {Measure::kTonnage, ""}, athlete).value, 350.0);
}

TEST(LoadOf, NeverThrows) {
  Session session = session_of(golden_ride());
  session.samples.times().back() = 1e12;
  AthleteProfile athlete;
  athlete.threshold_power = 250.0;
  EXPECT_THAT(load_of(session, {Measure::kPowerStress, ""}, athlete).why_not, HasSubstr("clock jumped"));
  EXPECT_TRUE(std::isnan(load_of(session, {Measure::kDuration, ""}, athlete).value) ||
              load_of(session, {Measure::kDuration, ""}, athlete).value == 60.0);
}

}  // namespace
}  // namespace formcast::intake
