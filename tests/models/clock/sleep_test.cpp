// The sleep that Skeldon's model chooses, and troughs where light changes.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "models/clock/forger99.hpp"
#include "models/clock/run.hpp"
#include "models/clock/skeldon23.hpp"

namespace formcast {
namespace {

struct Night {
  double begin, end;  // [h since the start], to a tenth
};

/// Nights chosen by the model with light available from 07 to 23 and duty from `alarm` (24: never) to 21, to a tenth of
/// an hour.
std::vector<Night> nights(double mu, double lux, double alarm, int days, double step = 0.1) {
  auto parameters = Skeldon23::Parameters<double>{};
  parameters.mu = mu;
  const auto rates = Skeldon23::rates(parameters);
  Clock<Skeldon23, double> clock;
  std::vector<Night> found;
  bool asleep = false;
  for (int i = 0; i < 240 * days; ++i) {
    const double begin = 0.1 * i, end = 0.1 * (i + 1), hour = std::fmod(begin + 1e-9, 24.0);
    LightInterval tenth{begin, end, hour > 7.0 && hour < 23.0 ? lux : 20.0};
    tenth.forced_awake = hour > alarm && hour < 21.0;
    detail::run_interval<Skeldon23, double>(rates, tenth, step, clock);
    if ((clock.asleep > 0.5) == asleep) continue;
    asleep = !asleep;
    if (asleep) found.push_back({end, end});
    if (!asleep && !found.empty()) found.back().end = end;
  }
  return found;
}

TEST(Skeldon23, SleepsOnceANightForAboutEightHours) {
  const auto found = nights(17.78, 700.0, 24.0, 80);
  ASSERT_GE(found.size(), 78u);
  ASSERT_LE(found.size(), 81u);
  for (std::size_t i = 60; i + 1 < found.size(); ++i) {
    EXPECT_NEAR(found[i].end - found[i].begin, 8.0, 1.2);
    EXPECT_NEAR(found[i].begin - found[i - 1].begin, 24.0, 0.11);
    const double bedtime = std::fmod(found[i].begin, 24.0);
    EXPECT_TRUE(bedtime > 20.0 || bedtime < 3.0) << bedtime;
  }
}

TEST(Skeldon23, FasterPressureMeansLongerSleep) {
  const auto length = [](double mu) {
    const auto found = nights(mu, 700.0, 24.0, 60);
    return found[50].end - found[50].begin;
  };
  EXPECT_GT(length(18.67), length(17.78) + 0.2);
}

TEST(Skeldon23, TheAlarmEndsSleepAndMakesBedtimeEarlier) {
  const auto free = nights(18.67, 700.0, 24.0, 60), woken = nights(18.67, 700.0, 5.0, 60);
  for (std::size_t i = 30; i < 50; ++i) {
    EXPECT_NEAR(std::fmod(woken[i].end, 24.0), 5.1, 0.01);
    EXPECT_GT(std::fmod(free[i].end, 24.0), 6.0);
  }
  EXPECT_LT(std::fmod(woken[50].begin + 12.0, 24.0), std::fmod(free[50].begin + 12.0, 24.0));
}

// A threshold passed within a step counts from where it was passed. If sleep waited for the end of the step, pressure
// at noon would be off by as much as a step's worth, 0.1 mu/45 = 0.04.
TEST(Skeldon23, SleepDoesNotWaitForTheEndOfAStep) {
  const auto at_noon = [](double step) {
    const auto rates = Skeldon23::rates(Skeldon23::Parameters<double>{});
    const std::array<LightInterval, 3> day{{{0.0, 7.0, 0.0}, {7.0, 23.0, 300.0}, {23.0, 24.0, 0.0}}};
    std::vector<LightInterval> schedule;
    for (int d = 0; d < 31; ++d) {
      for (LightInterval part : day) {
        part.begin += 24.0 * d, part.end = std::min(part.end + 24.0 * d, 24.0 * 30.0 + 12.0);
        if (part.begin < part.end) schedule.push_back(part);
      }
    }
    Clock<Skeldon23, double> clock;
    std::vector<double> days(31);
    run_clock<Skeldon23, double>(rates, {schedule, step}, days, clock);
    return clock.x[3];
  };
  const double exact = at_noon(0.005);
  EXPECT_NEAR(at_noon(0.1), exact, 4e-4);
  EXPECT_NEAR(at_noon(0.05), exact, 1e-4);
}

// Parabola and cubic: the trough of a marker that is one is exact, wherever between the samples it lies.
TEST(Trough, IsExactForACubic) {
  for (const double at : {0.001, 0.3, 0.5, 0.777, 0.999}) {
    const auto marker = [&](double t) { return -10.0 + (t - at) * (t - at) * (2.0 + 0.1 * (t - at)); };
    const auto rate = [&](double t) { return (t - at) * (4.0 + 0.3 * (t - at)); };
    Trough<double> t, seen{30.0, 1.0, marker(0.0), marker(1.0), rate(0.0), rate(1.0)};
    note_trough(t, seen);
    EXPECT_NEAR(time_of(t), 30.0 + at, 1e-4);
  }
}

TEST(Trough, OfTwoNearEachOtherTheDeeperCountsAndNoneAboveZero) {
  Trough<double> t;
  EXPECT_LT(time_of(t), -24.0);
  note_trough(t, {10.0, 0.1, 0.5, 0.5, -1.0, 1.0});
  EXPECT_LT(time_of(t), -24.0);
  note_trough(t, {28.0, 0.1, -0.9, -0.9, -1.0, 1.0});
  EXPECT_NEAR(time_of(t), 28.05, 1e-12);
  note_trough(t, {30.0, 0.1, -0.8, -0.8, -1.0, 1.0});
  EXPECT_NEAR(time_of(t), 28.05, 1e-12);
  note_trough(t, {31.0, 0.1, -1.0, -1.0, -1.0, 1.0});
  EXPECT_NEAR(time_of(t), 31.05, 1e-12);
  note_trough(t, {52.0, 0.1, -0.7, -0.7, -1.0, 1.0});
  EXPECT_NEAR(time_of(t), 52.05, 1e-12);
}

// Where light reverses the marker, the trough is at the switch, not at a neighbouring sample.
TEST(Trough, AtTheVeryMomentLightComesOn) {
  const auto rates = Forger99::rates(Forger99::Parameters<double>{});
  Clock<Forger99, double> clock;
  clock.x = {-1.0, -0.05, 0.0};
  detail::run_interval<Forger99, double>(rates, {0.0, 0.1234, 0.0}, 0.1, clock);
  EXPECT_LT(cbt_min(clock), -24.0);
  detail::run_interval<Forger99, double>(rates, {0.1234, 1.0, 5000.0}, 0.1, clock);
  EXPECT_NEAR(cbt_min(clock), 0.1234, 1e-12);
}

}  // namespace
}  // namespace formcast
