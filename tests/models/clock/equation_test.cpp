// The clocks' right-hand sides against another program's, and the three-process model against an R package.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>
#include <tuple>
#include <vector>

#include "models/clock/catalogue.hpp"
#include "models/clock/three_process.hpp"
#include "tests/models/clock/text_table.hpp"
#include "tests/read_table.hpp"

namespace formcast {
namespace {

template <class Model>
typename Model::template State<double> derivative(double lux, double asleep,
                                                  const typename Model::template State<double>& x) {
  typename Model::template State<double> dx{};
  const auto rates = Model::template rates<double>({});
  Model::template derivative<double>(rates, {Model::alpha(lux), asleep}, x, dx);
  return dx;
}

/// The package's state as ours, and our derivative as the package's.
struct Alike {
  static std::vector<double> state(const std::vector<double>& x) { return x; }
  static std::vector<double> derivative(const std::vector<double>&, const std::vector<double>& dx) { return dx; }
};
/// R and psi: ours are R exp(i (psi - 0.0026)).
struct Polar {
  static std::vector<double> state(const std::vector<double>& x) {
    return {x[0] * std::cos(x[1] - 0.0026), x[0] * std::sin(x[1] - 0.0026), x[2]};
  }
  static std::vector<double> derivative(const std::vector<double>& x, const std::vector<double>& dx) {
    const double r = std::hypot(x[0], x[1]);
    return {(x[0] * dx[0] + x[1] * dx[1]) / r, (x[0] * dx[1] - x[1] * dx[0]) / (r * r), dx[2]};
  }
};

template <class Model, class As = Alike>
int equal_rows(const std::string& name) {
  int rows = 0;
  for (const auto& row : read_text_table("circadian_derivatives.csv")) {  // model,t,light_lux,wake,state,derivative
    if (row[0] != name) continue;
    const std::vector<double> x = As::state(numbers_of(row[4])), theirs = numbers_of(row[5]);
    typename Model::template State<double> state{};
    EXPECT_EQ(x.size(), state.size());
    std::copy(x.begin(), x.end(), state.begin());
    const double asleep = row[3].empty() ? 0.0 : 1.0 - std::stod(row[3]);
    const auto dx = derivative<Model>(std::stod(row[2]), asleep, state);
    const std::vector<double> ours = As::derivative(x, {dx.begin(), dx.end()});
    for (std::size_t i = 0; i < state.size(); ++i) EXPECT_NEAR(ours[i], theirs[i], 1e-10) << name << " " << i;
    ++rows;
  }
  return rows;
}

TEST(ClockDerivatives, EqualThoseOfThePythonPackageCircadian) {
  EXPECT_EQ(equal_rows<Forger99>("Forger99"), 2);
  EXPECT_EQ(equal_rows<Jewett99>("Jewett99"), 2);
  EXPECT_EQ(equal_rows<StHilaire07>("Hilaire07"), 2);  // both rows outside either's wake-maintenance zone
  EXPECT_EQ((equal_rows<Hannay19, Polar>("Hannay19")), 2);
  EXPECT_EQ(equal_rows<Skeldon23>("Skeldon23"), 2);
}

// The code path for darkness gives the same numbers.
TEST(Hannay19, InTheDarkLightDoesNothing) {
  const auto rates = Hannay19::rates<float>({});
  for (const Hannay19::State<float>& x : {Hannay19::start<float>(), {0.4f, -0.6f, 0.7f}, {0.0f, 0.0f, 1.0f}}) {
    Hannay19::State<float> dark{}, unlit{};
    Hannay19::derivative<float>(rates, {0.0f, 1.0f, true}, x, dark);
    Hannay19::derivative<float>(rates, {0.0f, 1.0f, false}, x, unlit);
    EXPECT_EQ(dark, unlit);
  }
}

// The paper's zone is 16.5 to 21 h after CBTmin. The package puts CBTmin at -2.98 + 0.97, radians and hours in one sum,
// takes that for radians, and counts from there by the hour of the day: its zone is 08:50 to 13:20 whatever the clock
// does. In the paper's the oscillator is low in xc, x falling, as in the hours before bed.
TEST(StHilaire07, WakeMaintenanceZoneFollowsTheClockAndNotTheHourOfTheDay) {
  const auto package_zone = [](double hour) {
    const double since = std::fmod(hour - (-2.98 + 0.97) * 24.0 / (2.0 * std::numbers::pi) + 24.0, 24.0);
    return since > 16.5 && since < 21.0;
  };
  EXPECT_FALSE(package_zone(8.8) || package_zone(13.4) || package_zone(20.0) || package_zone(0.0));
  EXPECT_TRUE(package_zone(8.9) && package_zone(13.3));
  for (int after = 0; after < 240; ++after) {  // tenths of an hour after CBTmin
    const double hours = 0.1 * after + 0.05, angle = (-170.7 - 15.0 * (0.97 + hours)) * std::numbers::pi / 180.0;
    EXPECT_EQ(StHilaire07::maintains_wake(std::cos(angle), std::sin(angle)), hours > 16.5 && hours < 21.0) << hours;
    const StHilaire07::State<double> x{std::cos(angle), std::sin(angle), 0.3};
    const double awake = derivative<StHilaire07>(0.0, 0.0, x)[0], asleep = derivative<StHilaire07>(0.0, 1.0, x)[0];
    const double push = std::numbers::pi / 12.0 * 0.032 * (1.0 - std::tanh(10.0 * x[0]));
    EXPECT_NEAR(awake - asleep, hours > 16.5 && hours < 21.0 ? 0.0 : push, 1e-12) << hours;
  }
}

TEST(Clocks, FifthRootAndAlpha) {
  for (double u = 1e-12; u < 1e12; u *= 1.37) EXPECT_NEAR(fifth_root(u) / std::pow(u, 0.2), 1.0, 1e-15) << u;
  EXPECT_EQ(fifth_root(0.0), 0.0);
  EXPECT_EQ(fifth_root(1.0), 1.0);
  for (const double lux : {0.0, 0.3, 10.0, 150.0, 1000.0, 9500.0, 100000.0}) {
    EXPECT_NEAR(Jewett99::alpha(lux), 0.16 * std::pow(lux / 9500.0, 0.6), 1e-15);
    EXPECT_NEAR(Forger99::alpha(lux), 0.05 * std::pow(lux / 9500.0, 0.5), 1e-15);
    EXPECT_NEAR(Hannay19::alpha(lux), 0.05 * std::pow(lux, 1.5) / (std::pow(lux, 1.5) + 9325.0), 1e-15);
  }
}

// The R package's day 1 to 3, awake 07 to 23; day 1 begins rested.
template <class Real>
void expect_published_days(double tolerance, const auto& first) {
  Real s(ThreeProcess::kRested);
  double day = 1.0;
  for (const auto& row : read_table("three_process.csv")) {  // day,tod,state,S,C,U,W,alert,KSS
    if (row[0] > day) s = ThreeProcess::sleep(ThreeProcess::wake(s, Real(16.0)), Real(8.0)), day = row[0];
    const Real awake(row[1] - 7.0);
    const Real now = ThreeProcess::wake(s, awake);
    const auto a = ThreeProcess::alertness(now, Real(row[1]), awake, Real(0.0));
    EXPECT_NEAR(first(now), row[3], tolerance);
    EXPECT_NEAR(first(a.c), row[4], tolerance);
    EXPECT_NEAR(first(a.u), row[5], tolerance);
    EXPECT_NEAR(first(a.w), row[6], tolerance);
    EXPECT_NEAR(first(a.alertness), row[7], tolerance);
    EXPECT_NEAR(first(a.kss), row[8], tolerance);
  }
  EXPECT_EQ(day, 3.0);
}

TEST(ThreeProcess, EqualsTheRPackageInDoubleAndInLanes) {
  expect_published_days<double>(1e-6, [](double x) { return x; });
  expect_published_days<Lanes>(1e-5, [](const Lanes& x) { return static_cast<double>(x[31]); });
}

TEST(ThreeProcess, SleepPressureIsOneCourseHoweverItIsDivided) {
  for (const double s : {3.0, 8.0, 12.1, 12.2, 13.0, 14.2}) {
    const double at_once = ThreeProcess::sleep(s, 8.0);
    EXPECT_NEAR(ThreeProcess::sleep(ThreeProcess::sleep(s, 3.3), 4.7), at_once, 1e-12);
    EXPECT_NEAR(ThreeProcess::wake(ThreeProcess::wake(s, 3.3), 4.7), ThreeProcess::wake(s, 8.0), 1e-12);
    EXPECT_EQ(ThreeProcess::sleep(s, 0.0), s);
    EXPECT_GT(at_once, s);
    EXPECT_LT(at_once, 14.3);
  }
}

// A clock six hours late is at noon where it would be at six in the morning at home.
TEST(ThreeProcess, ShiftIsTheDelayOfTheClock) {
  const auto late = ThreeProcess::alertness(12.0, 12.0, 5.0, 6.0), home = ThreeProcess::alertness(12.0, 6.0, 5.0, 0.0);
  EXPECT_NEAR(late.c, home.c, 1e-12);
  EXPECT_NEAR(late.u, home.u, 1e-12);
  EXPECT_NEAR(late.kss, home.kss, 1e-12);
  EXPECT_GT(late.kss, ThreeProcess::alertness(12.0, 12.0, 5.0, 0.0).kss);
}

}  // namespace
}  // namespace formcast
