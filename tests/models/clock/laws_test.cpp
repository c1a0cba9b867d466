// The laws of every clock, which a new one joins by itself.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>
#include <vector>

#include "models/clock/catalogue.hpp"
#include "models/clock/run.hpp"
#include "tests/models/clock/schedules.hpp"

namespace formcast {
namespace {

template <class Model>
class ClockLaws : public ::testing::Test {
 protected:
  static constexpr std::size_t kFields = Model::kParameters.size();
  template <class Real>
  using Parameters = typename Model::template Parameters<Real>;

  /// The medians, but with tau and light of the l-th of 32 members spread over +-0.4 h and +-30 %.
  static Parameters<double> member(int l) {
    Parameters<double> p{};
    p.tau += 0.8 * (l / 31.0 - 0.5);
    p.light += 0.6 * ((l * 7 % 32) / 31.0 - 0.5);
    return p;
  }
  template <class Real>
  static Parameters<Real> as(const Parameters<double>& p) {
    std::array<Real, kFields> fields;
    const auto values = to_array<double>(p);
    for (std::size_t i = 0; i < kFields; ++i) fields[i] = Real(static_cast<float>(values[i]));
    return from_array<Parameters<Real>>(fields);
  }
  /// Members side by side; `of` says which lane holds which.
  static Parameters<Lanes> block(int (*of)(int)) {
    std::array<Lanes, kFields> fields;
    for (int l = 0; l < kLanes; ++l) {
      const auto values = to_array<double>(member(of(l)));
      for (std::size_t i = 0; i < kFields; ++i) fields[i][l] = static_cast<float>(values[i]);
    }
    return from_array<Parameters<Lanes>>(fields);
  }

  template <class Real>
  static std::vector<Real> cbt_mins(const Parameters<Real>& p, const std::vector<LightInterval>& schedule, int days,
                                    const ClockSteps& steps = 0.1) {
    const auto rates = Model::template rates<Real>(p);
    const auto daily = usual_day(500.0);
    auto clock = entrain<Model, Real>(rates, daily, 40, steps);
    std::vector<Real> result(static_cast<std::size_t>(days));
    run_clock<Model, Real>(rates, {schedule, steps}, result, clock);
    return result;
  }
  /// The most that a CBTmin of `some` is off one of `others` [h]. One that comes at midnight may count for the day
  /// before or after, so that days are compared with their neighbours.
  template <class Some>
  static double apart(const Some& some, const std::vector<double>& others) {
    double worst = 0.0;
    for (std::size_t d = 1; d + 1 < others.size(); ++d) {
      double off = 24.0;
      for (const std::size_t n : {d - 1, d, d + 1}) off = std::min(off, std::abs(some(d) - others[n]));
      worst = std::max(worst, off);
    }
    return worst;
  }
  static std::vector<LightInterval> trip(int days) { return usual_days(usual_day(500.0), days, 84.0, 7.0); }
};

template <class Models>
struct TypesOf;
template <class... Model>
struct TypesOf<std::tuple<Model...>> {
  using type = ::testing::Types<Model...>;
};
struct NamedByClock {
  template <class Model>
  static std::string GetName(int) {
    return std::string(Model::kName);
  }
};
TYPED_TEST_SUITE(ClockLaws, TypesOf<Clocks>::type, NamedByClock);

TYPED_TEST(ClockLaws, ParameterTableMakesSense) {
  const auto medians = to_array<double>(typename TypeParam::template Parameters<double>{});
  for (std::size_t i = 0; i < medians.size(); ++i) {
    const Parameter& p = TypeParam::kParameters[i];
    EXPECT_FALSE(p.name.empty() || p.unit.empty() || p.text.empty());
    EXPECT_LT(p.range.low, p.prior.median) << p.name;
    EXPECT_GT(p.range.high, p.prior.median) << p.name;
    EXPECT_EQ(p.prior.median, medians[i]) << p.name;
  }
  EXPECT_GE(TypeParam::kVersion, 1);
  EXPECT_EQ(TypeParam::kName.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_"), std::string_view::npos);
}

// Entrained, the clock has a period of 24 h: the same CBTmin each day and the same state each midnight.
TYPED_TEST(ClockLaws, EntrainedRestIsADay) {
  for (const int l : {0, 11, 31}) {
    const auto rates = TypeParam::template rates<double>(this->member(l));
    const auto daily = usual_day(500.0);
    auto clock = entrain<TypeParam, double>(rates, daily, 200);
    const auto midnight = clock.x;
    const double before = cbt_min(clock);
    const auto schedule = usual_days(daily, 20);
    std::vector<double> days(20);
    run_clock<TypeParam, double>(rates, {schedule}, days, clock);
    for (int d = 0; d < 20; ++d) EXPECT_NEAR(days[static_cast<std::size_t>(d)], before + 24.0 * (d + 1), 1e-4);
    for (std::size_t i = 0; i < midnight.size(); ++i) EXPECT_NEAR(clock.x[i], midnight[i], 1e-4) << i;
    EXPECT_GT(before, -24.0);
    EXPECT_LT(before, -12.0) << "CBTmin is in the second half of the night";
  }
}

// At home a clock never drifts, in sixty days of lanes either.
TYPED_TEST(ClockLaws, NoTripNoMisalignment) {
  const auto days =
      this->template cbt_mins<Lanes>(this->block([](int l) { return l; }), usual_days(usual_day(500.0), 60), 60);
  for (std::size_t d = 1; d < days.size(); ++d) {
    for (int l = 0; l < kLanes; ++l) {
      const double since_yesterday = static_cast<double>(days[d][l]) - static_cast<double>(days[d - 1][l]);
      EXPECT_NEAR(since_yesterday, 24.0, d > 30 ? 0.002 : 0.05) << "day " << d << " lane " << l;
    }
  }
}

TYPED_TEST(ClockLaws, FloatLanesAgreeWithDouble) {
  const auto schedule = this->trip(60);
  const auto lanes = this->template cbt_mins<Lanes>(this->block([](int l) { return l; }), schedule, 60);
  double worst = 0.0;
  for (int l = 0; l < kLanes; ++l) {
    const auto exact = this->template cbt_mins<double>(this->member(l), schedule, 60);
    worst = std::max(worst, this->apart([&](std::size_t d) { return static_cast<double>(lanes[d][l]); }, exact));
  }
  EXPECT_LT(worst, 0.01);
  this->RecordProperty("worst_hours", std::to_string(worst));
}

TYPED_TEST(ClockLaws, HalfTheStepGivesTheSameCbtMin) {
  const auto schedule = this->trip(60);
  double worst = 0.0;
  for (int l = 0; l < kLanes; l += 3) {
    const auto whole = this->template cbt_mins<double>(this->member(l), schedule, 60);
    const auto half = this->template cbt_mins<double>(this->member(l), schedule, 60, 0.05);
    worst = std::max(worst, this->apart([&](std::size_t d) { return whole[d]; }, half));
  }
  EXPECT_LT(worst, 0.01);
  this->RecordProperty("worst_hours", std::to_string(worst));
}

// The receptors are known exactly, so that steps of half an hour will do once they have followed a change of light.
TYPED_TEST(ClockLaws, StepsMayGrowAfterAChangeOfLight) {
  if (TypeParam::kChoosesSleep) GTEST_SKIP() << "it looks for sleep's thresholds in equal steps";
  const auto schedule = this->trip(60);
  double worst = 0.0;
  for (int l = 0; l < kLanes; l += 3) {
    const auto grown = this->template cbt_mins<double>(this->member(l), schedule, 60, {0.5, 0.1});
    const auto fine = this->template cbt_mins<double>(this->member(l), schedule, 60, 0.02);
    worst = std::max(worst, this->apart([&](std::size_t d) { return grown[d]; }, fine));
  }
  EXPECT_LT(worst, 0.025);
  this->RecordProperty("worst_hours", std::to_string(worst));
}

// A member's numbers are a function of its own parameters and the schedule: not of its lane, of its neighbours, of
// whether it is alone, nor of how the days are divided into calls.
TYPED_TEST(ClockLaws, MembersAreStable) {
  const auto schedule = this->trip(40);
  const auto days = this->template cbt_mins<Lanes>(this->block([](int l) { return l; }), schedule, 40);
  const auto turned = this->template cbt_mins<Lanes>(this->block([](int l) { return (l * 5 + 3) % 32; }), schedule, 40);
  const auto alike = this->template cbt_mins<Lanes>(this->block([](int) { return 3; }), schedule, 40);
  const auto alone = this->template cbt_mins<float>(this->template as<float>(this->member(3)), schedule, 40);
  const auto rates = TypeParam::template rates<Lanes>(this->block([](int l) { return l; }));
  const auto daily = usual_day(500.0);
  auto clock = entrain<TypeParam, Lanes>(rates, daily, 40);
  std::vector<Lanes> parts(40);
  for (const auto& [first, count] : {std::pair{0, 1}, {1, 16}, {17, 16}, {33, 7}}) {
    run_clock<TypeParam, Lanes>(
        rates, {schedule}, std::span(parts).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)),
        clock);
  }
  for (std::size_t d = 0; d < days.size(); ++d) {
    for (int l = 0; l < kLanes; ++l) {
      ASSERT_EQ(turned[d][l], days[d][(l * 5 + 3) % 32]);
      ASSERT_EQ(alike[d][l], days[d][3]);
      ASSERT_EQ(parts[d][l], days[d][l]);
    }
    ASSERT_EQ(alone[d], days[d][3]);
  }
}

// Where no light changes an interval may be divided: by a multiple of the step nothing moves, by anything else no more
// than another step would.
TYPED_TEST(ClockLaws, IntervalsMayBeDivided) {
  auto schedule = this->trip(20), tenths = schedule, odd = schedule;
  for (auto* divided : {&tenths, &odd}) {
    divided->clear();
    for (LightInterval part : schedule) {
      const double at = part.begin + (divided == &tenths ? 0.4 : 0.437) * std::floor(part.end - part.begin);
      LightInterval rest = part;
      part.end = rest.begin = at;
      divided->push_back(part);
      if (rest.begin < rest.end) divided->push_back(rest);
    }
  }
  const auto p = this->member(9);
  const auto whole = this->template cbt_mins<double>(p, schedule, 20);
  const auto in_tenths = this->template cbt_mins<double>(p, tenths, 20),
             oddly = this->template cbt_mins<double>(p, odd, 20);
  for (std::size_t d = 0; d < whole.size(); ++d) {
    EXPECT_NEAR(in_tenths[d], whole[d], TypeParam::kChoosesSleep ? 2e-3 : 1e-8);
    EXPECT_NEAR(oddly[d], whole[d], 5e-3);
  }
}

// In the dark it runs free: 24.2 h at the median, longer with a longer period.
TYPED_TEST(ClockLaws, FreeRunningPeriodIsTau) {
  const std::vector<LightInterval> dark{{0.0, 24.0 * 60.0, 0.0, false}};
  std::array<double, 3> period;
  for (int i = 0; i < 3; ++i) {
    typename TypeParam::template Parameters<double> p{};
    p.tau += 0.2 * (i - 1);
    const auto rates = TypeParam::template rates<double>(p);
    Clock<TypeParam, double> clock;
    std::vector<double> days(60);
    run_clock<TypeParam, double>(rates, {dark}, days, clock);
    const double passed = days[57] - days[27];
    period[static_cast<std::size_t>(i)] = passed / std::round(passed / 24.2);
  }
  EXPECT_NEAR(period[1], 24.2, 0.15);
  EXPECT_NEAR(period[1] - period[0], 0.2, 0.03);
  EXPECT_NEAR(period[2] - period[1], 0.2, 0.03);
}

// The phase response to light: three hours of it before CBTmin delay the clock, after CBTmin they advance it.
TYPED_TEST(ClockLaws, LightBeforeCbtMinDelaysAndAfterItAdvances) {
  const auto shift = [&](double from_cbt_min) {
    const auto rates = TypeParam::template rates<double>({});
    const auto daily = usual_day(150.0);
    auto clock = entrain<TypeParam, double>(rates, daily, 60);
    const double begin = cbt_min(clock) + 48.0 + from_cbt_min;
    const auto later = [&](double lux) {
      auto copy = clock;
      std::vector<LightInterval> schedule{{0.0, begin, 0.0}, {begin, begin + 3.0, lux}, {begin + 3.0, 24.0 * 6.0, 0.0}};
      for (auto& part : schedule) part.forced_awake = true;
      std::vector<double> days(6);
      run_clock<TypeParam, double>(rates, {schedule}, days, copy);
      return days.back();
    };
    return later(1000.0) - later(0.0);
  };
  EXPECT_GT(shift(-5.0), 0.3);
  EXPECT_LT(shift(2.0), -0.3);
  EXPECT_LT(std::abs(shift(12.0 - 1.5)), std::min(shift(-5.0), -shift(2.0)));
}

// At the corners of the parameters, in glare, darkness and flicker.
TYPED_TEST(ClockLaws, FiniteInsideAllBounds) {
  std::vector<std::vector<LightInterval>> schedules{{{0.0, 24.0 * 60, 0.0}}, {{0.0, 24.0 * 60, 1e5}}, {}, {}};
  for (int h = 0; h < 24 * 60; ++h) {
    schedules[2].push_back({1.0 * h, h + 1.0, h % 2 == 0 ? 1e5 : 0.0, h % 3 == 0, h % 5 == 0});
    schedules[3].push_back({1.0 * h, h + 1.0, std::pow(10.0, h * h % 6), h % 24 > 12});
  }
  const std::size_t n = TypeParam::kParameters.size();
  for (std::size_t corner = 0; corner < (std::size_t{1} << n); ++corner) {
    std::array<float, TypeParam::kParameters.size()> fields;
    for (std::size_t i = 0; i < n; ++i) {
      const Range& range = TypeParam::kParameters[i].range;
      fields[i] = static_cast<float>((corner >> i) & 1 ? range.high : range.low);
    }
    const auto rates = TypeParam::rates(from_array<typename TypeParam::template Parameters<float>>(fields));
    for (const auto& schedule : schedules) {
      Clock<TypeParam, float> clock;
      std::vector<float> days(60);
      run_clock<TypeParam, float>(rates, {schedule}, days, clock);
      for (const float day : days) EXPECT_TRUE(std::isfinite(day));
      for (const float x : clock.x) EXPECT_TRUE(std::isfinite(x)) << corner;
    }
  }
}

TYPED_TEST(ClockLaws, MelatoninSetsInSevenHoursBeforeCbtMin) {
  EXPECT_EQ(dlmo(28.5), 21.5);
  EXPECT_EQ(dlmo(Lanes(28.5))[7], 21.5f);
}

}  // namespace
}  // namespace formcast
