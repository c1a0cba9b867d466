#include "sim/validation/validate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <limits>
#include <numeric>

#include "sim/calibration/calibrate.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

/// The shipped file's three athletes.
const Validation& busso() {
  static const Validation v = validate(read_history(FORMCAST_SCENARIOS "/busso_2017.csv"), Timing::kNextDay);
  return v;
}

AthleteValidation validate_alone(const AthleteHistory& athlete) {
  History history;
  history.athletes = {athlete};
  return validate(history, Timing::kNextDay).athletes[0];
}

AthleteHistory truncated(AthleteHistory athlete, int days) {
  athlete.load.resize(static_cast<std::size_t>(days));
  std::erase_if(athlete.tests, [&](const formcast::Test& t) { return t.day >= days; });
  return athlete;
}

/// Tests and loads from a day on made into another athlete's.
AthleteHistory changed_from(AthleteHistory athlete, int day) {
  for (std::size_t d = static_cast<std::size_t>(day); d < athlete.load.size(); ++d) athlete.load[d] = 350.0;
  for (formcast::Test& t : athlete.tests) {
    if (t.day >= day) t.performance *= 0.6;
  }
  return athlete;
}

/// Forecasts made up to a day must be the same, to the last bit; the outcomes may differ.
void expect_same_up_to(int origin, const std::vector<TwinForecast>& one, const std::vector<TwinForecast>& other) {
  std::size_t same = 0;
  for (; same < one.size() && one[same].origin <= origin; ++same) {
    ASSERT_LT(same, other.size());
    EXPECT_EQ(one[same].origin, other[same].origin);
    EXPECT_EQ(one[same].day, other[same].day);
    EXPECT_EQ(one[same].mean, other[same].mean);
    EXPECT_EQ(one[same].low, other[same].low);
    EXPECT_EQ(one[same].high, other[same].high);
  }
  EXPECT_GT(same, 0u);
  EXPECT_TRUE(same == other.size() || other[same].origin > origin);
}

TEST(Validate, ForecastsKnowNothingOfWhatComesAfterTheirTests) {
  constexpr int kOrigin = 60, kUnseen = kOrigin + ForecastCases::kAhead;
  const AthleteHistory& athlete = shipped_athlete("busso_2017.csv", 0);
  const std::vector<TwinForecast>& all = busso().athletes[0].rolling;
  expect_same_up_to(kOrigin, all, validate_alone(changed_from(athlete, kUnseen)).rolling);
  expect_same_up_to(kOrigin, all, validate_alone(truncated(athlete, kUnseen)).rolling);
}

TEST(Validate, ForecastsKnowNoTestOfTheirDayOrLater) {
  AthleteHistory athlete = shipped_athlete("busso_2017.csv", 1);
  const AthleteValidation& before = busso().athletes[1];
  const int cut = before.skill.cut_day;
  for (formcast::Test& t : athlete.tests) {
    if (t.day >= cut) t.performance *= 1.5;
  }
  const AthleteValidation after = validate_alone(athlete);
  expect_same_up_to(cut, before.rolling, after.rolling);
  expect_same_up_to(cut, before.cut, after.cut);
  EXPECT_GT(after.skill.cut.find("twin")->mape, 20.0);
}

TEST(Validate, MissingLoadsAreFilledInWithoutLookingAhead) {
  constexpr int kOrigin = 33, kUnseen = kOrigin + ForecastCases::kAhead;
  AthleteHistory athlete = truncated(shipped_athlete("busso_2017.csv", 2), 56);
  for (std::size_t day : {9u, 20u, 31u, 40u}) athlete.load[day] = std::numeric_limits<double>::quiet_NaN();
  expect_same_up_to(kOrigin, validate_alone(athlete).rolling, validate_alone(changed_from(athlete, kUnseen)).rolling);
}

TEST(Validate, MakesTheForecastsOfTheProtocol) {
  constexpr int kNear[] = {76, 75, 75}, kFar[] = {65, 70, 70};  // as the prototype counted them
  for (std::size_t a = 0; a < 3; ++a) {
    const AthleteHistory& athlete = shipped_athlete("busso_2017.csv", a);
    int near = 0, far = 0, cut = 0;
    for (const formcast::Test& t : athlete.tests) {
      for (int ahead = 1; ahead <= 14; ++ahead) {
        const int origin = t.day + 1 - ahead;
        if (origin >= 28 && origin % 3 == 0) ++(ahead <= 7 ? near : far);
      }
      if (t.day >= 77) ++cut;
    }
    const AthleteValidation& v = busso().athletes[a];
    EXPECT_EQ(v.skill.horizons[0].forecasts, near);
    EXPECT_EQ(v.skill.horizons[1].forecasts, far);
    EXPECT_EQ(v.skill.cut.forecasts, cut);
    EXPECT_EQ(near, kNear[a]);
    EXPECT_EQ(far, kFar[a]);
    EXPECT_EQ(static_cast<int>(v.rolling.size()), near + far);
    EXPECT_EQ(v.skill.cut_day, 77);
  }
  EXPECT_EQ(busso().mean.horizons[0].forecasts, 76 + 75 + 75);
}

/// The prototype's figures, in numpy.
TEST(Validate, NaiveBaselinesHaveTheirKnownErrors) {
  constexpr double kLastNear[] = {2.3232179546, 2.2449713868, 2.2454670756};
  constexpr double kFiveCut[] = {2.7273589342, 2.2622306763, 3.1615148479};
  for (std::size_t a = 0; a < 3; ++a) {
    const Skill& skill = busso().athletes[a].skill;
    EXPECT_NEAR(skill.horizons[0].find("last_value")->mape, kLastNear[a], 1e-9);
    EXPECT_NEAR(skill.cut.find("mean_of_five")->mape, kFiveCut[a], 1e-9);
  }
  const Skill& mean = busso().mean;
  EXPECT_NEAR(mean.horizons[0].find("last_value")->mape, 2.27, 0.005);
  EXPECT_NEAR(mean.horizons[1].find("last_value")->mape, 3.23, 0.005);
  EXPECT_NEAR(mean.cut.find("mean_of_five")->mape, 2.72, 0.005);
}

TEST(Validate, TheTwinIsTheBestOfAllMethods) {
  const Skill& mean = busso().mean;
  const auto best = [](const HorizonSkill& h, double most) {
    const MethodSkill& twin = *h.find("twin");
    EXPECT_LE(twin.mape, most) << h.from;
    EXPECT_GE(h.methods.size(), 4u);
    for (const MethodSkill& m : h.methods) {
      if (m.method == "twin") continue;
      EXPECT_LT(twin.mape, m.mape) << m.method << " " << h.from;
    }
    return twin.coverage90;
  };
  for (double coverage : {best(mean.horizons[0], 1.80), best(mean.horizons[1], 2.10)}) {
    EXPECT_GE(coverage, 85.0);
    EXPECT_LE(coverage, 95.0);
  }
  best(mean.cut, 1.60);
}

TEST(Validate, MeasuresAgreeWithTheForecasts) {
  for (const AthleteValidation& a : busso().athletes) {
    double missed = 0.0, inside = 0.0;
    for (const TwinForecast& f : a.rolling) {
      EXPECT_LT(f.low, f.mean);
      EXPECT_LT(f.mean, f.high);
      if (f.ahead > 7) continue;
      missed += 100.0 * std::abs(f.mean - f.seen) / f.seen;
      inside += f.seen >= f.low && f.seen <= f.high ? 100.0 : 0.0;
    }
    const HorizonSkill& near = a.skill.horizons[0];
    EXPECT_NEAR(missed / near.forecasts, near.find("twin")->mape, 1e-9);
    EXPECT_NEAR(inside / near.forecasts, near.find("twin")->coverage90, 1e-9);
  }
}

TEST(Validate, SharesSumToOne) {
  const auto check = [](const Skill& skill) {
    for (const HorizonSkill* h : {&skill.horizons[0], &skill.horizons[1], &skill.cut}) {
      for (const MethodSkill& m : h->methods) {
        EXPECT_EQ(m.pit.size(), 10u);
        EXPECT_NEAR(std::accumulate(m.pit.begin(), m.pit.end(), 0.0), 1.0, 1e-12) << m.method;
      }
    }
  };
  for (const AthleteValidation& a : busso().athletes) check(a.skill);
  check(busso().mean);
}

TEST(Validate, AShortRecordIsListedWithANoteAndLeftOutOfTheMean) {
  History history;
  history.athletes = {truncated(shipped_athlete("busso_2017.csv", 0), 10),
                      truncated(shipped_athlete("busso_2017.csv", 1), 40)};
  const Validation v = validate(history, Timing::kNextDay);
  EXPECT_FALSE(v.athletes[0].judged());
  EXPECT_THAT(v.athletes[0].note, HasSubstr("nothing to judge in 10 days with"));
  EXPECT_EQ(v.athletes[0].skill.horizons[0].forecasts, 0);
  EXPECT_EQ(v.judged(), 1);
  EXPECT_EQ(v.athletes[1].note, "");
  EXPECT_GT(v.mean.horizons[0].forecasts, 0);
  EXPECT_EQ(v.mean.horizons[0].find("twin")->mape, v.athletes[1].skill.horizons[0].find("twin")->mape);

  history.athletes.pop_back();
  const Validation none = validate(history, Timing::kNextDay);
  EXPECT_EQ(none.judged(), 0);
  EXPECT_EQ(none.mean.horizons[1].forecasts, 0);
  EXPECT_TRUE(none.mean.cut.methods.empty());
}

/// Sixty days of two athletes. One's later days must not reach the forecasts of the same athlete's earlier ones through
/// the pooled priors; the other's do.
TEST(Validate, PooledPriorsComeFromTheOthers) {
  constexpr int kDays = 60, kOrigin = 33, kUnseen = kOrigin + ForecastCases::kAhead;
  SquadOptions options;
  options.pool = true;
  const auto forecasts = [&](const AthleteHistory& one, const AthleteHistory& other) {
    History history;
    history.athletes = {one, other};
    return validate(history, Timing::kNextDay, options).athletes[0].rolling;
  };
  const AthleteHistory one = truncated(shipped_athlete("busso_2017.csv", 0), kDays);
  const AthleteHistory other = truncated(shipped_athlete("busso_2017.csv", 1), kDays);
  const std::vector<TwinForecast> before = forecasts(one, other);
  expect_same_up_to(kOrigin, before, forecasts(changed_from(one, kUnseen), other));
  EXPECT_NE(before[0].mean, forecasts(one, changed_from(other, kUnseen))[0].mean);
  EXPECT_NE(before[0].mean, validate_alone(one).rolling[0].mean);
}

TEST(Validate, StopsWhenCancelled) {
  const std::atomic<bool> cancelled{true};
  SquadOptions options;
  options.control.cancelled = &cancelled;
  History history;
  history.athletes = {shipped_athlete("busso_2017.csv", 0)};
  EXPECT_TRUE(validate(history, Timing::kNextDay, options).interrupted);
}

}  // namespace
}  // namespace formcast
