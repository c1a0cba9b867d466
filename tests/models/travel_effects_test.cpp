#include "models/travel_effects.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace formcast {
namespace {

template <class Real>
Effects<Real> typical() {
  Effects<Real> effects;
  for (std::size_t i = 0; i < kEffects; ++i) effects[i] = Real(kTravelEffects[i].prior.median);
  return effects;
}

TravelFacts<double> home() { return {0.0, 12.5, 12.5, 7.0, 7.0, 0.0}; }

TEST(TravelEffects, WrapIntoHalfAPeriodEitherWay) {
  for (const double x : {0.0, 1.0, 11.9, 12.1, 23.0, 25.0, -13.0, 470.3, -1000.7}) {
    const double wrapped_once = wrapped(x, 24.0);
    EXPECT_LE(std::abs(wrapped_once), 12.0) << x;
    EXPECT_NEAR(std::remainder(x - wrapped_once, 24.0), 0.0, 1e-9) << x;
    EXPECT_NEAR(static_cast<double>(wrapped(static_cast<float>(x), 24.0)), wrapped_once, 1e-3) << x;
  }
}

TEST(TravelEffects, ADayAtHomeHasNoBurden) {
  const Effects<double> effects = typical<double>();
  TravelState<double> state;
  const auto burden = travel_day(effects, TravelFading<double>(effects), home(), state);
  EXPECT_EQ(burden.rhythm, 0.0);
  EXPECT_EQ(burden.clock, 0.0);
  EXPECT_EQ(burden.sleep, 0.0);
  EXPECT_EQ(burden.road, 0.0);
  EXPECT_EQ(burden.slowing, 0.0);
}

TEST(TravelEffects, DebtAndTravelFatigueDecayWithTheirTimeConstants) {
  const Effects<double> effects = typical<double>();
  const TravelFading<double> fading(effects);
  TravelState<double> state;
  TravelFacts<double> flight = home();
  flight.slept = 3.0;
  flight.flown = 12.0;
  travel_day(effects, fading, flight, state);
  EXPECT_DOUBLE_EQ(state.debt, 4.0);
  EXPECT_DOUBLE_EQ(state.road, 12.0);
  for (int day = 0; day < 3; ++day) travel_day(effects, fading, home(), state);
  EXPECT_NEAR(state.debt, 4.0 * std::exp(-3.0 / of(effects, Effect::kDebtFades)), 1e-9);
  EXPECT_NEAR(state.road, 12.0 * std::exp(-3.0 / of(effects, Effect::kTravelFatigueFades)), 1e-9);
}

/// Sleep cannot be stored, and some of a night's recovery is always left.
TEST(TravelEffects, StayWithinTheirBounds) {
  const Effects<double> effects = typical<double>();
  const TravelFading<double> fading(effects);
  TravelState<double> state;
  TravelFacts<double> long_night = home();
  long_night.slept = 12.0;
  EXPECT_EQ(travel_day(effects, fading, long_night, state).sleep, 0.0);
  TravelFacts<double> sleepless = home();
  sleepless.slept = 0.0;
  sleepless.misalignment = -12.0;
  TravelBurden<double> burden{};
  for (int day = 0; day < 30; ++day) burden = travel_day(effects, fading, sleepless, state);
  EXPECT_LE(burden.slowing, 0.8);
  EXPECT_GT(burden.slowing, 0.5);
  EXPECT_LT(burden.sleep, 0.0);
}

TEST(TravelEffects, PerformanceIsBestLateInTheAfternoonAndSleepAtNight) {
  const Effects<double> effects = typical<double>();
  constexpr double kCbtMin = 4.5;
  double best_hour = 0.0, best_bed = 0.0;
  for (double hour = 0.0; hour < 24.0; hour += 0.25) {
    if (day_rhythm(effects, hour - kCbtMin) > day_rhythm(effects, best_hour - kCbtMin)) best_hour = hour;
    if (sleep_worth(effects, hour - kCbtMin) > sleep_worth(effects, best_bed - kCbtMin)) best_bed = hour;
  }
  EXPECT_NEAR(best_hour, 17.0, 0.5);
  EXPECT_NEAR(best_bed, 3.0, 0.5);
  EXPECT_NEAR(sleep_worth(effects, 10.5), 1.0 - of(effects, Effect::kPhaseOfSleep), 1e-12);
}

TEST(TravelEffects, LanesGiveWhatFloatsGive) {
  const Effects<float> one = typical<float>();
  const Effects<Lanes> many = typical<Lanes>();
  TravelState<float> state;
  TravelState<Lanes> states;
  const TravelFacts<float> day{5.5f, 7.25f, 12.5f, 4.0f, 7.0f, 9.0f};
  const TravelFacts<Lanes> days{Lanes(5.5f), Lanes(7.25f), Lanes(12.5f), Lanes(4.0f), Lanes(7.0f), Lanes(9.0f)};
  for (int i = 0; i < 5; ++i) {
    const auto a = travel_day(one, TravelFading<float>(one), day, state);
    const auto b = travel_day(many, TravelFading<Lanes>(many), days, states);
    for (const int lane : {0, 31}) {
      EXPECT_EQ(b.rhythm[lane], a.rhythm);
      EXPECT_EQ(b.clock[lane], a.clock);
      EXPECT_EQ(b.sleep[lane], a.sleep);
      EXPECT_EQ(b.road[lane], a.road);
      EXPECT_EQ(b.slowing[lane], a.slowing);
    }
  }
}

}  // namespace
}  // namespace formcast
