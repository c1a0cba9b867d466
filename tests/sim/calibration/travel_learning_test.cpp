// What travel tests teach about the effects of travel.
#include "sim/calibration/effect_update.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "sim/ensemble/reference_hash.hpp"

namespace formcast {
namespace {

using Use = TravelReading::Use;
using What = TravelReading::What;
constexpr auto kMisalignment = static_cast<std::size_t>(Effect::kMisalignment);
constexpr auto kSleepDebt = static_cast<std::size_t>(Effect::kSleepDebt);
const Date kStart{date::year{2016} / 3 / 1};
constexpr int kDeparture = 90;

Instant at(const std::string& zone, Date day, int hour) {
  return instant_of(zone, LocalTime{day.time_since_epoch()} + std::chrono::hours{hour});
}

TravelHabits at_home() {
  TravelHabits travel;
  travel.home = {"Europe/Paris", 48.9, 2.4};
  return travel;
}

/// Eight zones east, landing the day after.
Trip east(Date departure) {
  const Location brisbane{"Australia/Brisbane", -27.5, 153.0};
  Trip trip;
  trip.legs.push_back({at_home().home,
                       brisbane,
                       at("Europe/Paris", departure, 11),
                       at(brisbane.zone, departure + date::days{1}, 19),
                       true,
                       {}});
  return trip;
}

/// A record with a test every third day at home, and on each of the twelve days after landing one that is off by `off`,
/// less of it each day.
AthleteHistory record(double off, int departure = kDeparture) {
  AthleteHistory athlete;
  athlete.athlete = "S1";
  athlete.start = kStart;
  std::mt19937 random(3);
  const auto scatter = [&] { return 3.0 * (static_cast<double>(random() % 2001) / 1000.0 - 1.0); };
  for (int day = 0; day < departure + 40; ++day) {
    const bool away = day >= departure && day <= departure + 13;
    athlete.load.push_back(day % 7 == 0 ? 0.0 : 90.0);
    if (away ? day > departure + 1 : day % 3 == 0) {
      athlete.tests.push_back(
          {day, 250.0 * (away ? 1.0 + off * std::exp(-(day - departure - 2) / 4.0) : 1.0) + scatter()});
    }
  }
  return athlete;
}

LearnedEffects learned_from(const AthleteHistory& athlete, const std::vector<Trip>& trips) {
  History history;
  history.performance_unit = "W";
  return learn_effects(athlete, history, Timing::kNextDay, {at_home(), trips}, population_priors(), {}).value();
}

TEST(TravelLearning, TestsThatWereWorseThanPredictedRaiseTheEffects) {
  const std::vector<Trip> trips{east(kStart + date::days{kDeparture})};
  const LearnedEffects bad = learned_from(record(-0.08), trips), none = learned_from(record(0.0), trips);
  ASSERT_EQ(bad.readings.size(), 13u);  // twelve after landing, and one more in the fortnight after it
  for (const TravelReading& test : bad.readings) {
    EXPECT_GE(test.day, kDeparture);
    EXPECT_LE(test.day, kDeparture + 1 + kTravelLasts.count());
    EXPECT_EQ(test.use, Use::kLearned);
    EXPECT_LT(test.predicted, 256.0);
    EXPECT_GT(test.predicted, 220.0);
  }
  for (const std::size_t e : {kMisalignment, kSleepDebt}) {
    EXPECT_GT(bad.effects[e].median, kEffectPriors[e].median) << kTravelEffects[e].name;
    EXPECT_LT(none.effects[e].median, 0.8 * kEffectPriors[e].median) << kTravelEffects[e].name;
  }
  EXPECT_GT(bad.effects[kSleepDebt].median, 1.5 * none.effects[kSleepDebt].median);
  for (std::size_t e = 0; e < kEffects; ++e) EXPECT_LE(bad.effects[e].sd_log, kEffectPriors[e].sd_log);
  EXPECT_LT(bad.effects[kSleepDebt].sd_log, 0.9 * kEffectPriors[kSleepDebt].sd_log);
}

TEST(TravelLearning, WhatNoTripExplainsIsLeftOut) {
  AthleteHistory athlete = record(-0.02);
  const std::vector<Trip> trips{east(kStart + date::days{kDeparture})};
  const LearnedEffects without = learned_from(athlete, trips);
  for (auto& test : athlete.tests) {
    if (test.day == kDeparture + 5) test.performance = 25.0;  // a misplaced decimal point
  }
  const LearnedEffects with = learned_from(athlete, trips);
  for (const TravelReading& test : with.readings) {
    EXPECT_EQ(test.use, test.day == kDeparture + 5 ? Use::kTooFarOff : Use::kLearned) << test.day;
  }
  EXPECT_NEAR(std::log(with.effects[kMisalignment].median / without.effects[kMisalignment].median), 0.0, 0.3);
}

TEST(TravelLearning, NothingIsLearnedWithoutTestsDuringOrBeforeATrip) {
  const LearnedEffects elsewhere = learned_from(record(0.0), {east(kStart + date::days{400})});
  EXPECT_TRUE(elsewhere.readings.empty());
  EXPECT_EQ(elsewhere.effects[kMisalignment].median, kEffectPriors[kMisalignment].median);
  const LearnedEffects at_once = learned_from(record(-0.1, 0), {east(kStart)});
  ASSERT_FALSE(at_once.readings.empty());
  for (const TravelReading& test : at_once.readings) EXPECT_EQ(test.use, Use::kNothingBefore);
  EXPECT_EQ(at_once.effects[kMisalignment].median, kEffectPriors[kMisalignment].median);
}

/// Good sleep at night while travelling means small effects of the clock on sleep.
TEST(TravelLearning, NightsInformEffectsOnSleep) {
  constexpr auto kPhaseOfSleep = static_cast<std::size_t>(Effect::kPhaseOfSleep);
  const std::vector<Trip> trips{east(kStart + date::days{kDeparture})};
  const auto slept = [&](double on_the_road) {
    AthleteHistory athlete = record(-0.02);
    std::vector<double>& hours = athlete.markers["sleep_hours"];
    for (int day = 0; day < athlete.days(); ++day) {
      const bool away = day >= kDeparture + 2 && day < kDeparture + 9;
      hours.push_back(away ? on_the_road : 7.4 + 0.2 * (day % 3));
    }
    return learned_from(athlete, trips);
  };
  const LearnedEffects well = slept(7.6), badly = slept(4.5);
  EXPECT_EQ(well.readings.size(), 13u + 15u);
  EXPECT_EQ(well.readings.back().what, What::kNight);
  EXPECT_NEAR(well.readings.back().usual, 7.6, 0.01);
  EXPECT_LT(well.effects[kPhaseOfSleep].median, 0.95 * kEffectPriors[kPhaseOfSleep].median);
  EXPECT_GT(badly.effects[kPhaseOfSleep].median, 1.05 * kEffectPriors[kPhaseOfSleep].median);
  EXPECT_LT(well.effects[kPhaseOfSleep].sd_log, 0.95 * kEffectPriors[kPhaseOfSleep].sd_log);
}

/// One test that is 3 + 2 z + noise of sd 1.5, z being the standardised logarithm of one effect.
TEST(TravelLearning, IsBayesForWhatIsLinear) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> normal;
  TravelSample sample;
  sample.values.resize(2);
  EffectPriors priors = kEffectPriors;
  priors[2].sd_log = 0.0;
  for (int m = 0; m < 40000; ++m) {
    auto& effects = sample.effects.emplace_back();
    std::array<double, kEffects> z{};
    for (std::size_t e = 0; e < kEffects; ++e) {
      z[e] = normal(random);
      effects[e] = priors[e].median * std::exp(priors[e].sd_log * z[e]);
    }
    sample.values[0].push_back(3.0 + 2.0 * z[1] + 1.5 * normal(random));
    sample.values[1].push_back(1000.0 * z[0]);
  }
  const std::vector<TravelReading> tests{{What::kTest, 0, 7.0},
                                         {What::kTest, 1, 9.0, 0.0, 0.0, 0.0, 1.0, Use::kTooFarOff}};
  const EffectPriors learned = given_readings(sample, tests, priors);
  const double gain = 2.0 / (4.0 + 2.25);
  EXPECT_NEAR(std::log(learned[1].median / priors[1].median) / priors[1].sd_log, gain * 4.0, 0.03);
  EXPECT_NEAR(learned[1].sd_log / priors[1].sd_log, std::sqrt(1.0 - 2.0 * gain), 0.01);
  EXPECT_EQ(learned[2].median, priors[2].median);
  EXPECT_EQ(learned[2].sd_log, 0.0);
  EXPECT_NEAR(learned[0].sd_log / priors[0].sd_log, 1.0, 1e-3);
  EXPECT_NEAR(std::log(learned[0].median / priors[0].median), 0.0, 0.03);
}

/// Members of the sample take turns as the athlete: the posterior is nearer to each one's effects than the prior was,
/// and as far off as its spread predicts.
TEST(TravelLearning, IsCalibrated) {
  const Twin twin = reference_twin_of("banister", Timing::kNextDay);
  EnsembleInput input;
  input.days = 30;
  input.members = 2048;
  input.seed = 5;
  input.load.push_back(std::vector<double>(30, 60.0));
  EffectPriors priors = kEffectPriors;
  priors[kMisalignment].median *= 4.0;  // large enough to show in seven tests of 5 W
  input.effects = priors;
  input.travel = {trip_exposure(at_home(), {east(twin.next_day() + date::days{4})}, twin.next_day(), input.days)};
  const std::vector<int> days{6, 7, 8, 9, 10, 12, 14};
  std::vector<TravelReading> readings;
  for (const int day : days) readings.push_back({What::kTest, day});
  const TravelSample sample = sample_travel(twin, input, readings, 0);
  constexpr std::size_t kAthletes = 200;
  std::array<double, kEffects> before{}, after{}, expected{};
  for (std::size_t athlete = 0; athlete < kAthletes; ++athlete) {
    for (std::size_t r = 0; r < readings.size(); ++r) readings[r].measured = sample.values[r][athlete];
    const EffectPriors learned = given_readings(sample, readings, priors);
    for (std::size_t e = 0; e < kEffects; ++e) {
      const double truth = std::log(sample.effects[athlete][e]);
      before[e] += std::pow(truth - std::log(priors[e].median), 2) / kAthletes;
      after[e] += std::pow(truth - std::log(learned[e].median), 2) / kAthletes;
      expected[e] += std::pow(learned[e].sd_log, 2) / kAthletes;
    }
  }
  for (std::size_t e = 0; e < kEffects; ++e) EXPECT_NEAR(after[e] / expected[e], 1.0, 0.3) << kTravelEffects[e].name;
  EXPECT_LT(after[kMisalignment], 0.9 * before[kMisalignment]);
}

}  // namespace
}  // namespace formcast
