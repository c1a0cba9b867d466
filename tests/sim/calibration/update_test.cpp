#include "sim/calibration/update.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include "sim/base/input_error.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/inference/missing_loads.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();
constexpr int kEarly = 70;  // days of S1's record that the first twin knows, of 109

const AthleteHistory& whole() { return shipped_athlete("busso_2017.csv", 0); }

/// A history file about S1's days from `from` until the day before `to`.
History days(int from, int to) {
  AthleteHistory part;
  part.athlete = whole().athlete;
  part.start = whole().date(from);
  part.load.assign(whole().load.begin() + from, whole().load.begin() + to);
  for (const formcast::Test& t : whole().tests) {
    if (t.day >= from && t.day < to) part.tests.push_back({t.day - from, t.performance});
  }
  History history;
  history.source = "days.csv";
  history.digest = "0123456789abcdef";
  history.names_load_unit = history.names_athletes = true;
  history.performance_unit = "W";
  history.athletes = {part};
  return history;
}

Twin learned_from(const History& history) { return calibrate(history.athletes.front(), history, Timing::kNextDay); }

/// S1's first 70 days.
const Twin& early() {
  static const Twin twin = learned_from(days(0, kEarly));
  return twin;
}

/// As much of a twin as joining needs.
Twin carrying(const AthleteHistory& record) {
  Twin twin;
  twin.athlete = record.athlete;
  twin.start = record.start;
  twin.load = mean_load(fill_missing_loads(record));
  for (double w : record.load) twin.load_known.push_back(std::isnan(w) ? 0 : 1);
  twin.tests = record.tests;
  twin.load_unit = "AU";
  twin.performance_unit = "W";
  return twin;
}

Twin early_record() { return carrying(days(0, kEarly).athletes.front()); }

void expect_same_record(const AthleteHistory& a, const AthleteHistory& b) {
  EXPECT_EQ(a.start, b.start);
  ASSERT_EQ(a.days(), b.days());
  for (std::size_t d = 0; d < a.load.size(); ++d) {
    EXPECT_TRUE(a.load[d] == b.load[d] || (std::isnan(a.load[d]) && std::isnan(b.load[d]))) << d;
  }
  ASSERT_EQ(a.tests.size(), b.tests.size());
  for (std::size_t t = 0; t < a.tests.size(); ++t) {
    EXPECT_EQ(a.tests[t].day, b.tests[t].day);
    EXPECT_EQ(a.tests[t].performance, b.tests[t].performance);
  }
}

std::string without_updates(Twin twin) {
  twin.updates.clear();
  return to_json(twin);
}

/// The error after `change` to the days that follow the twin's record.
std::string refusal(const std::function<void(History&)>& change, int from = kEarly) {
  History news = days(from, kEarly + 7);
  change(news);
  try {
    (void)join(early_record(), news, "week.csv");
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Update, IsCalibrationFromEverything) {
  const std::string all_at_once = without_updates(learned_from(days(0, whole().days())));
  const Update once = update(early(), days(kEarly, whole().days()), "rest.csv").value();
  EXPECT_EQ(without_updates(once.twin), all_at_once);
  EXPECT_EQ(once.joined.days_added, whole().days() - kEarly);
  EXPECT_EQ(once.new_tests.size(), whole().tests.size() - early().tests.size());
  EXPECT_EQ(once.drift.forecasts, 20);
  EXPECT_FALSE(once.drift.drifted) << once.drift.reason;
  // Week by week, each file also holding the week before.
  Twin twin = early();
  for (const auto& [from, to] : {std::pair(kEarly - 7, 77), std::pair(kEarly, 84), std::pair(77, whole().days())}) {
    twin = update(twin, days(from, to), "week.csv")->twin;
  }
  EXPECT_EQ(without_updates(twin), all_at_once);
  EXPECT_EQ(twin.source, "days.csv");
  ASSERT_EQ(twin.updates.size(), 3u);
  EXPECT_EQ(twin.updates[2].digest, "0123456789abcdef");
}

TEST(Update, DistinguishesASurpriseFromAnOrdinaryTest) {
  History news = days(kEarly, kEarly + 14);
  std::vector<formcast::Test>& tests = news.athletes.front().tests;
  ASSERT_GE(tests.size(), 3u);
  tests.back().performance *= 1.2;
  const Update updated = update(early(), news, "week.csv").value();
  ASSERT_EQ(updated.new_tests.size(), tests.size());
  for (std::size_t t = 0; t < tests.size(); ++t) {
    const PredictedTest& test = updated.new_tests[t];
    EXPECT_EQ(test.surprising(), t + 1 == tests.size()) << t << " " << test.z;
    EXPECT_EQ(test.seen, tests[t].performance);
    EXPECT_LT(test.low, test.expected);
    EXPECT_LT(test.expected, test.high);
  }
  EXPECT_FALSE(updated.new_tests.back().inside());
}

TEST(Update, DetectsAnAthleteThatChanged) {
  History news = days(kEarly, whole().days());
  std::vector<formcast::Test>& tests = news.athletes.front().tests;
  for (std::size_t t = tests.size() - 10; t < tests.size(); ++t) tests[t].performance *= 0.8;
  const Drift drift = update(early(), news, "rest.csv")->drift;
  EXPECT_TRUE(drift.drifted);
  EXPECT_THAT(drift.reason, HasSubstr("lower than predicted"));
}

TEST(Update, NothingNewLeavesTheTwin) {
  const Update updated = update(early(), days(20, 60), "again.csv").value();
  EXPECT_FALSE(updated.joined.anything_new());
  EXPECT_EQ(to_json(updated.twin), to_json(early()));
  EXPECT_TRUE(updated.new_tests.empty());
}

TEST(Join, HistoryOfATwinIsTheRecordItLearnedFrom) {
  AthleteHistory record = days(0, kEarly).athletes.front();
  for (std::size_t d = 0; d < record.load.size(); ++d) record.load[d] /= 3.0;  // numbers that do not end
  for (const std::size_t d : {0u, 1u, 25u, 69u}) record.load[d] = kUnknown;
  expect_same_record(history_of(carrying(record)), record);
}

TEST(Join, FillsInWhatWasMissing) {
  AthleteHistory record = days(0, kEarly).athletes.front();
  record.load[30] = record.load[31] = kUnknown;
  const formcast::Test missing = record.tests[5];
  record.tests.erase(record.tests.begin() + 5);
  const JoinedRecord joined = join(carrying(record), days(0, kEarly), "whole.csv");
  EXPECT_EQ(joined.loads_filled, 2);
  EXPECT_EQ(joined.days_added, 0);
  EXPECT_THAT(joined.new_tests, ElementsAre(missing.day));
  expect_same_record(joined.record, days(0, kEarly).athletes.front());
}

TEST(Join, AGapIsFilledWithMissingLoads) {
  const JoinedRecord joined = join(early_record(), days(kEarly + 5, kEarly + 7), "later.csv");
  EXPECT_EQ(joined.gap, 5);
  EXPECT_EQ(joined.days_added, 7);
  EXPECT_EQ(joined.record.missing_loads(), 5);
  EXPECT_EQ(joined.record.load.back(), whole().load[kEarly + 6]);
}

TEST(Join, UnknownDaysAreNothingNewOrNewDays) {
  History news = days(kEarly - 3, kEarly);
  news.athletes.front().load.assign(3, kUnknown);
  news.athletes.front().tests.clear();
  EXPECT_FALSE(join(early_record(), news, "h.csv").anything_new());
  news.athletes.front().load.assign(4, kUnknown);
  EXPECT_EQ(join(early_record(), news, "h.csv").days_added, 1);
}

TEST(Join, AFileWithoutNamesIsForTheTwinsAthlete) {
  EXPECT_EQ(refusal([](History& h) { h.names_athletes = false, h.athletes.front().athlete = "week"; }), "accepted");
  const auto add_other = [](History& h) {
    h.athletes.push_back(h.athletes.front());
    h.athletes.front().athlete = "S2";
    h.athletes.front().load.front() += 1.0;
  };
  History two = days(kEarly, kEarly + 7);
  add_other(two);
  EXPECT_EQ(join(early_record(), two, "two.csv").record.load[kEarly], whole().load[kEarly]);
  EXPECT_EQ(refusal([](History& h) { h.athletes.front().athlete = "S2"; }),
            "week.csv: the twin is of athlete \"S1\", but the file holds only \"S2\"");
}

TEST(Join, OtherUnitsAreRefused) {
  EXPECT_THAT(refusal([](History& h) { h.performance_unit = "m/s"; }),
              HasSubstr("week.csv: performance is in m/s, but the twin's is in W"));
  EXPECT_THAT(refusal([](History& h) { h.load_unit = "TSS"; }), HasSubstr("load is in TSS, but the twin's is in AU"));
  EXPECT_EQ(refusal([](History& h) {
              h.performance_unit = "";
              h.load_unit = "anything", h.names_load_unit = false;
            }),
            "accepted");
}

TEST(Join, DaysBeforeTheRecordAndMistypedDatesAreRefused) {
  EXPECT_THAT(refusal([](History& h) { h.athletes.front().start = whole().date(-1); }),
              HasSubstr("2016-01-03 is before the twin's first day, 2016-01-04"));
  EXPECT_THAT(refusal([](History& h) { h.athletes.front().start += date::days{10000}; }), HasSubstr("mistyped?"));
}

TEST(Join, ContradictionsNameDateOldAndNewValueAndWhatToDo) {
  const std::string said = refusal(
      [](History& h) {
        h.athletes.front().load[0] = 12.5;
        h.athletes.front().tests.front().performance = 1.0;
      },
      kEarly - 7);
  EXPECT_THAT(said, HasSubstr("2016-03-07: load is 12.5, but the twin has "));
  EXPECT_THAT(said, HasSubstr("performance is 1, but the twin has "));
  EXPECT_THAT(said, HasSubstr("calibrate a new twin from the corrected history"));
  EXPECT_LT(refusal(
                [](History& h) {
                  for (double& w : h.athletes.front().load) w += 1.0;
                },
                0)
                .size(),
            2000u);
}

/// Tests that deviate from their forecasts by `z`; the intervals are those of a normal distribution.
std::vector<PredictedTest> forecasts(int count, const std::function<double(int)>& z) {
  std::vector<PredictedTest> tests;
  for (int t = 0; t < count; ++t) {
    tests.push_back(predicted(NormalMixture({{1.0, 300.0, 10.0}}), {t, 300.0 + 10.0 * z(t)}));
  }
  return tests;
}

/// Quantiles of the normal distribution in a mixed order: the steadiest athlete there is.
double steady(int t) {
  const NormalMixture normal({{1.0, 0.0, 1.0}});
  return normal.quantile((7 * t % 20 + 0.5) / 20.0);
}

TEST(Drift, BinomialTailIsExact) {
  EXPECT_NEAR(binomial_at_most(0, 2, 0.9), 0.01, 1e-15);
  EXPECT_NEAR(binomial_at_most(1, 2, 0.9), 0.19, 1e-15);
  EXPECT_NEAR(binomial_at_most(14, 20, 0.9), 0.011253134, 1e-9);
  EXPECT_NEAR(binomial_at_most(13, 20, 0.9), 0.002386089, 1e-9);
  EXPECT_NEAR(binomial_at_most(20, 20, 0.9), 1.0, 1e-14);
}

TEST(Drift, ASteadyAthleteHasNotDrifted) {
  for (int count = 0; count < 60; ++count) {
    const Drift drift = find_drift(forecasts(count, steady));
    EXPECT_FALSE(drift.drifted) << count << drift.reason;
    EXPECT_EQ(drift.forecasts, std::clamp(count - 5, 0, 20));
  }
  EXPECT_DOUBLE_EQ(find_drift(forecasts(60, steady)).coverage(), 0.9);
}

TEST(Drift, AStepIsDriftAndOneTestIsNot) {
  const auto step = [](double by, int since) {
    return find_drift(forecasts(60, [=](int t) { return steady(t) + (t >= since ? by : 0.0); }));
  };
  EXPECT_FALSE(step(3.0, 59).drifted);
  EXPECT_TRUE(step(3.0, 50).drifted);
  EXPECT_THAT(step(1.0, 40).reason, HasSubstr("the last 20 tests were higher than predicted, by 1.0 standard"));
  EXPECT_THAT(step(-1.0, 40).reason, HasSubstr("lower"));
}

TEST(Drift, TooManyTestsOutsideAreDriftWithoutABias) {
  const Drift drift = find_drift(forecasts(60, [](int t) { return 2.0 * steady(t); }));
  EXPECT_THAT(drift.reason, HasSubstr("only 12 of the last 20 tests were within their 90 % interval"));
  EXPECT_NEAR(drift.mean_z, 0.0, 1e-9);
}

}  // namespace
}  // namespace formcast
