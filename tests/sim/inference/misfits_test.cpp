// Rows that do not fit the rest of a record.
#include "sim/inference/misfits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>

#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

using Kind = Misfit::Kind;

AthleteHistory with_tests(const std::vector<double>& values, int every = 7) {
  AthleteHistory a;
  a.start = date::sys_days{date::year{2024} / 1 / 1};
  int day = 0;
  for (const double value : values) {
    a.tests.push_back({day, value, static_cast<std::size_t>(day) + 2});
    day += every;
  }
  a.load.assign(static_cast<std::size_t>(day + 1), 0.0);
  return a;
}

AthleteHistory with_loads(const std::vector<double>& values) {
  AthleteHistory a;
  a.start = date::sys_days{date::year{2024} / 1 / 1};
  a.load = values;
  for (std::size_t d = 0; d < values.size(); ++d) a.load_rows.push_back({static_cast<int>(d), values[d], d + 2});
  return a;
}

/// As it would be typed: no more than eight digits.
double typed(double value) {
  const double scale = std::pow(10.0, 8.0 - std::ceil(std::log10(value)));
  return std::round(value * scale) / scale;
}

bool names_test(const AthleteHistory& athlete, int day) {
  return std::ranges::any_of(find_misfits(athlete),
                             [&](const Misfit& m) { return m.kind == Kind::kTest && m.day == day; });
}

/// The share of typos found: each test in turn mistyped by a factor of ten up and down.
double named_typos(const AthleteHistory& athlete) {
  int named = 0;
  for (std::size_t i = 0; i < athlete.tests.size(); ++i) {
    for (const double factor : {10.0, 0.1}) {
      AthleteHistory mistyped = athlete;
      mistyped.tests[i].performance = typed(factor * athlete.tests[i].performance);
      named += names_test(mistyped, athlete.tests[i].day) ? 1 : 0;
    }
  }
  return named / (2.0 * static_cast<double>(athlete.tests.size()));
}

TEST(Misfits, EveryTypoInTheShippedTestsIsNamedAndNoTestAsItIs) {
  for (const auto& [file, athletes] : {std::pair("busso_2017.csv", 3), std::pair("clarke_skiba_cyclist.csv", 1)}) {
    for (int a = 0; a < athletes; ++a) {
      const AthleteHistory& athlete = shipped_athlete(file, static_cast<std::size_t>(a));
      EXPECT_THAT(find_misfits(athlete), IsEmpty()) << file << " " << a;
      EXPECT_EQ(named_typos(athlete), 1.0) << file << " " << a;
    }
  }
}

TEST(Misfits, CorrectAMistypedTest) {
  AthleteHistory athlete = shipped_athlete("busso_2017.csv", 0);
  athlete.tests.back().performance *= 10.0;
  const std::vector<Misfit> misfits = find_misfits(athlete);
  ASSERT_THAT(misfits, SizeIs(1));
  EXPECT_EQ(misfits[0].day, athlete.tests.back().day);
  EXPECT_THAT(misfits[0].lines, ElementsAre(athlete.tests.back().line));
  EXPECT_DOUBLE_EQ(misfits[0].if_mistyped.value(), athlete.tests.back().performance / 10.0);
  EXPECT_NEAR(misfits[0].low, 330.0, 15.0);
  EXPECT_NEAR(misfits[0].high, 350.0, 15.0);
  EXPECT_FALSE(misfits[0].implausible);
  EXPECT_EQ(without(athlete, misfits[0]).tests.size() + 1, athlete.tests.size());
}

/// From a laboratory to a questionnaire, over a steep rise, daily to monthly: forty series of each.
TEST(Misfits, HoldForEveryScatter) {
  struct Row {
    double scatter, rise, least_named;
    int tests, every;
    bool rating;
  };
  for (const Row& row :
       {Row{0.01, 0.0, 0.99, 40, 3, false}, Row{0.01, 0.7, 0.99, 12, 30, false}, Row{0.05, 0.7, 0.99, 30, 7, false},
        Row{0.2, 0.0, 0.98, 30, 2, false}, Row{0.4, 0.0, 0.93, 60, 1, false}, Row{0.2, 0.0, 0.95, 60, 1, true},
        Row{0.0, 0.0, 1.0, 10, 7, false}}) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal;
    double named = 0.0, natural = 0.0;
    constexpr int kSeries = 40;
    for (int s = 0; s < kSeries; ++s) {
      std::vector<double> values;
      for (int i = 0; i < row.tests; ++i) {
        const double factor = std::exp(row.rise * i / row.tests + row.scatter * normal(random));
        values.push_back(row.rating ? std::clamp(std::round(6.0 * factor), 1.0, 10.0)
                                    : std::round(3000.0 * factor) / 10.0);
      }
      const AthleteHistory athlete = with_tests(values, row.every);
      named += named_typos(athlete) / kSeries;
      natural += static_cast<double>(find_misfits(athlete).size()) / (kSeries * row.tests);
    }
    EXPECT_GE(named, row.least_named) << row.scatter << " " << row.tests;
    EXPECT_LE(natural, 0.005) << row.scatter << " " << row.tests;
  }
}

TEST(Misfits, ATrendIsNone) {
  std::vector<double> doubled, leapt;
  for (int i = 0; i < 24; ++i) doubled.push_back(std::round(200.0 * std::exp(0.03 * i)));
  for (int i = 0; i < 24; ++i) leapt.push_back(i < 12 ? 300.0 + i % 3 : 260.0 + i % 3);  // after an injury
  EXPECT_THAT(find_misfits(with_tests(doubled)), IsEmpty());
  EXPECT_THAT(find_misfits(with_tests(leapt)), IsEmpty());
}

TEST(Misfits, OfFewTestsOnlyALeapIsNamed) {
  EXPECT_THAT(find_misfits(with_tests({})), IsEmpty());
  EXPECT_THAT(find_misfits(with_tests({300.0})), IsEmpty());
  EXPECT_THAT(find_misfits(with_tests({300.0, 400.0, 250.0})), IsEmpty());
  EXPECT_THAT(find_misfits(with_tests({8.0, 2.0, 1.0})), IsEmpty()) << "a rating";
  const std::vector<Misfit> misfits = find_misfits(with_tests({353.0, 351.0, 3380.0}));
  ASSERT_THAT(misfits, SizeIs(1));
  EXPECT_EQ(misfits[0].day, 14);
  EXPECT_EQ(misfits[0].if_mistyped, 338.0);
  EXPECT_THAT(find_misfits(with_tests({353.0, 3380.0})), SizeIs(2)) << "either may be wrong";
}

TEST(Misfits, HoldInAnyUnit) {
  for (const double unit : {1e-6, 1e-3, 1.0, 1e6}) {
    AthleteHistory athlete = shipped_athlete("busso_2017.csv", 2);
    for (formcast::Test& test : athlete.tests) test.performance = typed(test.performance * unit);
    for (double& load : athlete.load) load *= unit;
    EXPECT_THAT(find_misfits(athlete), IsEmpty()) << unit;
    EXPECT_EQ(named_typos(athlete), 1.0) << unit;
  }
}

TEST(Misfits, AreFiniteWhateverTheRecord) {
  std::mt19937 random(11);
  const auto unit = [&] { return static_cast<double>(random() % 1000) / 999.0; };
  for (int i = 0; i < 2000; ++i) {
    AthleteHistory athlete;
    athlete.start = date::sys_days{date::year{2024} / 1 / 1};
    const double performance = std::pow(10.0, 15.0 * unit() - 7.5), load = std::pow(10.0, 15.0 * unit() - 7.5);
    const double scatter = 3.0 * unit(), tested = unit();
    const int days = 1 + static_cast<int>(random() % 60);
    for (int day = 0; day < days; ++day) {
      athlete.load.push_back(unit() < 0.3 ? 0.0 : (unit() < 0.1 ? std::nan("") : load * std::exp(scatter * unit())));
      if (unit() < tested) athlete.tests.push_back({day, performance * std::exp(scatter * (unit() - 0.5)), 1});
    }
    for (const Misfit& m : find_misfits(athlete)) {
      EXPECT_TRUE(std::isfinite(m.low) && std::isfinite(m.high) && std::isfinite(m.score) && m.low <= m.high);
      EXPECT_TRUE(m.value < m.low || m.value > m.high) << m.value << " " << m.low << " " << m.high;
      EXPECT_TRUE(!m.if_mistyped || (std::isfinite(*m.if_mistyped) && *m.if_mistyped > 0.0));
    }
    EXPECT_GE(without_implausible_loads(athlete).missing_loads(), athlete.missing_loads());
  }
}

TEST(Misfits, SeveralTyposDoNotHideEachOther) {
  AthleteHistory athlete = shipped_athlete("busso_2017.csv", 1);
  for (const std::size_t i : {std::size_t{3}, std::size_t{20}, std::size_t{21}}) athlete.tests[i].performance *= 10.0;
  EXPECT_THAT(find_misfits(athlete), SizeIs(3));
}

TEST(Misfits, AHundredfoldLoadIsNamedAndAbsurd) {
  AthleteHistory athlete = shipped_athlete("busso_2017.csv", 0);
  const auto day = static_cast<std::size_t>(std::ranges::find_if(athlete.load, [](double w) { return w > 0.0; }) -
                                            athlete.load.begin());
  const double meant = athlete.load[day];
  athlete.load[day] *= 100.0;
  std::ranges::find(athlete.load_rows, static_cast<int>(day), &LoadRow::day)->load *= 100.0;
  const std::vector<Misfit> misfits = find_misfits(athlete);
  ASSERT_THAT(misfits, SizeIs(1));
  EXPECT_EQ(misfits[0].kind, Kind::kLoad);
  EXPECT_EQ(misfits[0].day, static_cast<int>(day));
  EXPECT_DOUBLE_EQ(misfits[0].if_mistyped.value(), meant);
  EXPECT_TRUE(misfits[0].implausible);
  const AthleteHistory sane = without_implausible_loads(athlete);
  EXPECT_TRUE(std::isnan(sane.load[day]));
  EXPECT_EQ(sane.missing_loads(), athlete.missing_loads() + 1);
  EXPECT_EQ(without_implausible_loads(sane).missing_loads(), sane.missing_loads());
}

/// Sessions of 30 to 120 and rest.
std::vector<double> usual_month() {
  std::vector<double> loads;
  for (int day = 0; day < 60; ++day) loads.push_back(day % 7 == 0 ? 0.0 : 30.0 + (day * 37) % 91);
  return loads;
}

TEST(Misfits, ABigDayIsNone) {
  for (const double times : {2.0, 4.0, 6.0}) {
    std::vector<double> loads = usual_month();
    loads[40] = 75.0 * times;
    EXPECT_THAT(find_misfits(with_loads(loads)), IsEmpty()) << times;
  }
  std::vector<double> from_rehabilitation(80, 10.0);
  for (std::size_t d = 60; d < 80; ++d) from_rehabilitation[d] = 300.0;
  EXPECT_THAT(find_misfits(with_loads(from_rehabilitation)), IsEmpty()) << "a quarter of all days is no typo";
  EXPECT_THAT(find_misfits(with_loads({10.0, 0.0, 12.0, 2000.0})), IsEmpty()) << "few loads show no usual one";
  EXPECT_THAT(find_misfits(with_loads(std::vector<double>(60, 0.0))), IsEmpty());
}

TEST(Misfits, ATenfoldLoadIsNamedButBelieved) {
  std::vector<double> loads = usual_month();
  loads[40] = 900.0;
  const AthleteHistory athlete = with_loads(loads);
  const std::vector<Misfit> misfits = find_misfits(athlete);
  ASSERT_THAT(misfits, SizeIs(1));
  EXPECT_EQ(misfits[0].if_mistyped, 90.0);
  EXPECT_THAT(misfits[0].lines, ElementsAre(42U));
  EXPECT_FALSE(misfits[0].implausible);
  EXPECT_EQ(without_implausible_loads(athlete).missing_loads(), 0);
  loads[40] = 0.07;  // 70 with a misplaced decimal mark
  EXPECT_THAT(find_misfits(with_loads(loads)), SizeIs(1));
}

TEST(Misfits, OfASummedDayTheMistypedRowIsCorrected) {
  std::vector<double> loads = usual_month();
  loads[40] = 50.0 + 6000.0;
  AthleteHistory athlete = with_loads(loads);
  const auto row = std::ranges::find(athlete.load_rows, 40, &LoadRow::day);
  row->load = 50.0;
  athlete.load_rows.insert(row + 1, {40, 6000.0, 99});
  const std::vector<Misfit> misfits = find_misfits(athlete);
  ASSERT_THAT(misfits, SizeIs(1));
  EXPECT_THAT(misfits[0].lines, ElementsAre(42U, 99U));
  EXPECT_DOUBLE_EQ(misfits[0].if_mistyped.value(), 110.0);
}

}  // namespace
}  // namespace formcast
