// What performances with an error of their own and lower bounds teach a twin, and how it keeps them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

#include "sim/base/input_error.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/calibration/derived_effect.hpp"
#include "sim/calibration/update.hpp"
#include "sim/inference/misfits.hpp"
#include "sim/twin/twin_record.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

/// A level that wanders by 1 W a day, and what is seen of it.
struct Wanderer {
  Twin twin;  ///< as much of one as the level's bank needs
  double level = 300.0;
};

/// 240 days from the seed; `see` adds to the twin what a day shows.
Wanderer wanderer(unsigned seed, const std::function<void(Twin&, int day, double level, std::mt19937&)>& see) {
  Wanderer w;
  std::mt19937 random(seed);
  std::normal_distribution<double> normal;
  w.twin.load.assign(240, 50.0);
  w.twin.usual_load = 50.0;
  w.twin.performance_scale = 300.0;
  for (int day = 0; day < 240; ++day) {
    w.level += normal(random);
    see(w.twin, day, w.level, random);
  }
  return w;
}

void add_tests(Twin& twin, int day, double level, std::mt19937& random, int every) {
  std::normal_distribution<double> scatter(0.0, 5.0);
  if (day % every == 0) twin.tests.push_back({day, level + scatter(random)});
}

TEST(Derived, MeasurementsCountByTheirError) {
  const auto told = [](double error) {
    const Wanderer w = wanderer(3, [&](Twin& twin, int day, double, std::mt19937& random) {
      if (day <= 60) add_tests(twin, day, 300.0, random, 6);
      if (day > 60 && day % 20 == 0) twin.tests.push_back({day, 330.0, 0, error});
    });
    return derived_effect(w.twin).value();
  };
  EXPECT_EQ(told(5.0).tests, 8);
  EXPECT_GT(told(1e-9).with.mean, told(15.0).with.mean);
  EXPECT_GT(told(15.0).with.mean, told(60.0).with.mean);
  EXPECT_NEAR(told(1e6).with.mean, told(1e6).without.mean, 0.1);
  EXPECT_EQ(derived_effect_text({9, 0, {301.23, 4.04}, {296.0, 7.0}, {}, false}, "W"),
            "9 performances with an error of their own: level 301.2 ± 4.0 W, and 296.0 ± 7.0 W without them");
  EXPECT_EQ(derived_effect_text({1, 0, {1.5, 0.04}, {}, {}, true}, ""),
            "1 performance with an error of its own: level 1.500 ± 0.040, from them alone");
  EXPECT_EQ(derived_effect_text({0, 31, {301.23, 4.04}, {296.0, 7.0}, {}, false}, "W"),
            "31 lower bounds: level 301.2 ± 4.0 W, and 296.0 ± 7.0 W without them");
  EXPECT_EQ(derived_effect_text({9, 31, {301.23, 4.04}, {296.0, 7.0}, Level{299.0, 5.0}, false}, "W"),
            "9 performances with an error of their own and 31 lower bounds: level 301.2 ± 4.0 W, and 296.0 ± 7.0 W "
            "without them, 299.0 ± 5.0 W without the bounds");
}

/// S1 of Busso 2017, every third test with an error of its own, and bounds on days without a test.
const AthleteHistory& derived_record() {
  static const AthleteHistory record = [] {
    AthleteHistory a = shipped_athlete("busso_2017.csv", 0);
    a.load_rows.clear();
    for (std::size_t t = 0; t < a.tests.size(); ++t) {
      a.tests[t].line = 0;
      if (t % 3 == 1) a.tests[t].error = 4.0;
    }
    for (int day = 3; day < a.days(); day += 7) {
      a.bounds.push_back({day, a.tests[static_cast<std::size_t>(day * 45 / 109)].performance - 5.0, 0, day % 2 * 6.0});
    }
    return a;
  }();
  return record;
}

History days(int from, int to) {
  const AthleteHistory& whole = derived_record();
  AthleteHistory part;
  part.athlete = whole.athlete;
  part.start = whole.date(from);
  part.load.assign(whole.load.begin() + from, whole.load.begin() + to);
  const auto take = [&](const std::vector<formcast::Test>& tests, std::vector<formcast::Test>& into) {
    for (formcast::Test test : tests) {
      if (test.day < from || test.day >= to) continue;
      test.day -= from;
      into.push_back(test);
    }
  };
  take(whole.tests, part.tests);
  take(whole.bounds, part.bounds);
  History history;
  history.source = "days.csv";
  history.digest = "0123456789abcdef";
  history.performance_unit = "W";
  history.test_kind = "5 min";
  history.athletes = {part};
  return history;
}

Calibration calibrated(const History& history) {
  return calibrate_and_forecast(history.athletes.front(), history, Timing::kNextDay);
}

const Calibration& whole() {
  static const Calibration all = calibrated(days(0, derived_record().days()));
  return all;
}

TEST(Derived, ATwinKeepsAndReadsThem) {
  const Twin& twin = whole().twin;
  EXPECT_EQ(twin.bounds.size(), derived_record().bounds.size());
  const std::string json = to_json(twin);
  const Twin read = parse_twin(json, "a.twin.json");
  EXPECT_EQ(to_json(read), json);
  EXPECT_EQ(read.tests[1].error, 4.0);
  EXPECT_EQ(read.bounds[2].error, derived_record().bounds[2].error);
  EXPECT_EQ(read.test_kind, "5 min");
  const AthleteHistory record = history_of(read);
  EXPECT_EQ(record.bounds.size(), derived_record().bounds.size());
  // A twin that has none is written as before there were any.
  Twin plain = twin;
  plain.bounds.clear();
  plain.test_kind.clear();
  for (formcast::Test& test : plain.tests) test.error = 0.0;
  const std::string before = to_json(plain);
  for (const char* key : {"\"bounds\"", "\"error\"", "\"test_kind\""}) EXPECT_THAT(before, Not(HasSubstr(key)));
  EXPECT_EQ(to_json(parse_twin(before, "a.twin.json")), before);
  std::string negative = to_json(twin);
  negative.insert(negative.find_first_of("0123456789", negative.find("\"error\"")), "-");
  EXPECT_THROW(parse_twin(negative, "a.twin.json"), InputError);
  Twin damaged = twin;
  std::swap(damaged.bounds[0], damaged.bounds[1]);
  EXPECT_THROW(parse_twin(to_json(damaged), "a.twin.json"), InputError);
}

TEST(Derived, AnUpdateIsCalibrationFromEverything) {
  constexpr int kEarly = 60;
  const int end = derived_record().days();
  Twin updated = calibrated(days(0, kEarly)).twin;
  for (const auto& [from, to] : {std::pair(kEarly - 10, 80), std::pair(80, end)}) {
    const Update next = update(updated, days(from, to), "days.csv").value();
    EXPECT_TRUE(next.joined.anything_new());
    EXPECT_GT(next.joined.new_bounds, 0);
    updated = next.twin;
  }
  updated.updates.clear();
  EXPECT_EQ(to_json(updated), to_json(whole().twin));
  EXPECT_FALSE(update(whole().twin, days(20, 60), "days.csv")->joined.anything_new());
}

TEST(Derived, SeveralOfADayJoinByTheRulesOfAFile) {
  const Twin& twin = whole().twin;
  History news = days(0, 40);
  AthleteHistory& a = news.athletes.front();
  const std::size_t derived = 1;
  const int day = a.tests[derived].day, bound_day = a.bounds[1].day;
  a.tests[derived] = {day, 200.0, 0};  // an ordinary test in place of the derived one
  a.bounds[1].performance += 7.0;
  a.bounds[2].performance -= 7.0;  // less than is known
  const JoinedRecord joined = join(twin, news, "days.csv");
  EXPECT_EQ(joined.new_tests, std::vector<int>{day});
  EXPECT_EQ(joined.new_bounds, 1);
  EXPECT_EQ(joined.record.tests[derived].performance, 200.0);
  EXPECT_FALSE(joined.record.tests[derived].derived());
  const auto bound = std::ranges::find(joined.record.bounds, bound_day, &formcast::Test::day);
  EXPECT_EQ(bound->performance, derived_record().bounds[1].performance + 7.0);
  EXPECT_EQ(joined.record.bounds[2].performance, derived_record().bounds[2].performance);
  news = days(0, 40);
  news.test_kind = "cmj";
  try {
    (void)join(twin, news, "days.csv");
    ADD_FAILURE() << "accepted";
  } catch (const InputError& error) {
    EXPECT_STREQ(
        error.what(),
        "days.csv: its tests are of the kind \"cmj\", but the twin's are \"5 min\"; expected tests of one kind");
  }
}

/// Bounds teach a twin, but are no tests: nothing counts them, and forecasts that are judged do not know them.
TEST(Derived, BoundsAreNoTests) {
  History none = days(0, derived_record().days());
  none.athletes.front().bounds.clear();
  const Calibration plain = calibrated(none);
  const Twin &with = whole().twin, &without = plain.twin;
  EXPECT_EQ(with.tests.size(), without.tests.size());
  EXPECT_EQ(find_misfits(derived_record()).size(), find_misfits(none.athletes.front()).size());
  const int last = static_cast<int>(with.tests.size()) - 1;
  EXPECT_EQ(whole().rolling.twin({last, last}).mean(), plain.rolling.twin({last, last}).mean());
  EXPECT_EQ(with.loads_add.share, without.loads_add.share);
  for (std::size_t m = 0; m < with.models.size(); ++m) {
    EXPECT_EQ(with.models[m].weight, without.models[m].weight);
    EXPECT_NE(with.models[m].mean, without.models[m].mean) << with.models[m].name;
  }
}

/// A test with an error of its own is forecast with that error.
TEST(Derived, AForecastIncludesTheErrorOfItsTest) {
  History vague = days(0, derived_record().days());
  AthleteHistory& a = vague.athletes.front();
  a.bounds.clear();
  History exact = vague;
  a.tests.back().error = 50.0;
  exact.athletes.front().tests.back().error = 0.0;
  const int last = static_cast<int>(a.tests.size()) - 1;
  const NormalMixture with = calibrated(vague).rolling.twin({last, last});
  const NormalMixture without = calibrated(exact).rolling.twin({last, last});
  EXPECT_NEAR(with.mean(), without.mean(), 1e-9);
  EXPECT_NEAR(with.sd(), std::hypot(without.sd(), 50.0), 1e-6);
}

}  // namespace
}  // namespace formcast
