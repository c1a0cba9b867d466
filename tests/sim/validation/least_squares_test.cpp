// The classical fits against a global search of another program, and what a forecast must not use.
#include "sim/validation/least_squares.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/read_table.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

constexpr int kCut = 77;  // the morning of day index 77: the tests of days 1 to 77 are known

Record subject_record(int subject) {
  const RealSeries s = busso_subject(subject);
  return {Timing::kNextDay, {s.load}, s.tests};
}

/// Errors of a method from the cut on [%].
double cut_mape(const Record& record, const ForecastMethod& method) {
  const int known = tests_before(record.tests, kCut);
  double sum = 0.0;
  int n = 0;
  for (auto t = static_cast<std::size_t>(known); t < record.tests.size(); ++t, ++n) {
    const Test& test = record.tests[t];
    const ForecastCase at{kCut, test.day - kCut + 1, {known, static_cast<int>(t)}};
    sum += 100.0 * std::abs(method.forecast(at).mean() - test.performance) / test.performance;
  }
  return sum / n;
}

template <class Model>
void expect_admissible(const LeastSquaresFit<Model>& fit) {
  EXPECT_GE(fit.shape.tau1, 1.5 * fit.shape.tau2 * (1.0 - 1e-12));
  EXPECT_LE(fit.shape.tau1, 300.0 * (1.0 + 1e-12));
  EXPECT_GE(fit.shape.tau2, 1.0);
  for (const double gain : fit.gain) EXPECT_GE(gain, 0.0);
}

class LeastSquaresOf : public testing::TestWithParam<int> {
 protected:
  Record record = subject_record(GetParam());
  int tests = static_cast<int>(record.tests.size());
};
INSTANTIATE_TEST_SUITE_P(BussoSubjects, LeastSquaresOf, testing::Values(1, 2, 3));

nlohmann::json golden(int subject, const std::string& what) {
  std::ifstream file(FORMCAST_TEST_DATA "/banister_constrained_fits_and_holdout.json");
  return nlohmann::json::parse(file)["S" + std::to_string(subject) + what];
}

TEST_P(LeastSquaresOf, BanisterFitsAsWellAsAGlobalSearch) {
  const double sse = golden(GetParam(), "_C1_lag")["sse"].get<double>();
  const auto fit = LeastSquares<Banister>(record).fit(tests);
  EXPECT_NEAR(fit.sse, sse, 1e-6 * sse);
  EXPECT_NEAR(fit.sd, std::sqrt(sse / (tests - 5)), 1e-6 * fit.sd);
  expect_admissible(fit);
}

TEST_P(LeastSquaresOf, BussoFitsAsWellAsAGlobalSearch) {
  const double sse = read_table("busso_vdr_parameters.csv")[static_cast<std::size_t>(GetParam() - 1)].back();
  const auto fit = LeastSquares<Busso>(record).fit(tests);
  EXPECT_NEAR(fit.sse, sse, 1e-6 * sse);
  EXPECT_NEAR(fit.sd, std::sqrt(sse / (tests - 6)), 1e-6 * fit.sd);
  expect_admissible(fit);
}

TEST_P(LeastSquaresOf, ForecastErrorsAreThoseOfTheReference) {
  const auto expected = golden(GetParam(), "_oos_cut77");
  ASSERT_EQ(tests_before(record.tests, kCut), expected["n_train"].get<int>());
  EXPECT_NEAR(cut_mape(record, banister_least_squares(record)), expected["C1"]["test_mape"].get<double>(), 0.005);
  EXPECT_NEAR(cut_mape(record, busso_least_squares(record)), expected["VDR"]["test_mape"].get<double>(), 0.005);
}

TEST_P(LeastSquaresOf, LaterTestsChangeNothing) {
  Record other = record;
  const int known = tests_before(record.tests, kCut);
  for (auto t = static_cast<std::size_t>(known); t < other.tests.size(); ++t) other.tests[t].performance *= 3.0;
  for (const auto method : {banister_least_squares, busso_least_squares}) {
    const ForecastMethod a = method(record), b = method(other);
    // Also after a later origin has been fitted.
    b.forecast({kCut + 14, 1, {known + 5, tests - 1}});
    const ForecastCase at{kCut, 1, {known, tests - 1}};
    EXPECT_EQ(a.forecast(at).mean(), b.forecast(at).mean());
    EXPECT_EQ(a.forecast(at).sd(), b.forecast(at).sd());
  }
}

/// The record with tests that follow a model exactly.
template <class Model>
Record follow(Record record, const typename Model::template Shape<double>& shape, double k1, double k2) {
  const auto rows = trajectory<Model>(shape, record.timing, record.load.front(), record.tests).test_rows;
  for (std::size_t t = 0; t < rows.size(); ++t) {
    record.tests[t].performance = 250.0 + k1 * rows[t](1) + k2 * rows[t](2);
  }
  return record;
}

TEST_P(LeastSquaresOf, RecoversBanisterWithoutNoise) {
  for (const Timing timing : {Timing::kNextDay, Timing::kSameDay}) {
    record.timing = timing;
    const Record exact = follow<Banister>(record, {42.0, 7.0}, 0.05, 0.08);
    const auto fit = LeastSquares<Banister>(exact).fit(tests);
    EXPECT_NEAR(fit.shape.tau1, 42.0, 0.01);
    EXPECT_NEAR(fit.shape.tau2, 7.0, 0.002);
    EXPECT_NEAR(fit.gain[0], 0.05, 1e-5);
    EXPECT_NEAR(fit.gain[1], 0.08, 1e-5);
    EXPECT_NEAR(fit.baseline, 250.0, 0.01);
    EXPECT_LT(fit.sse, 1e-4);
    EXPECT_GT(fit.sd, 0.0);
  }
}

TEST_P(LeastSquaresOf, RecoversBussoWithoutNoise) {
  const Record exact = follow<Busso>(record, {32.0, 9.0, 2.5}, 0.03, 4e-5);
  const auto fit = LeastSquares<Busso>(exact).fit(tests);
  EXPECT_NEAR(fit.shape.tau1, 32.0, 0.02);
  EXPECT_NEAR(fit.shape.tau2, 9.0, 0.01);
  EXPECT_NEAR(fit.shape.tau3, 2.5, 0.005);
  EXPECT_NEAR(fit.gain[0], 0.03, 3e-5);
  EXPECT_NEAR(fit.gain[1], 4e-5, 4e-8);
  EXPECT_LT(fit.sse, 1e-4);
}

// On the bound: fatigue alone, and a mirrored athlete, whose free fit has negative gains.
TEST(LeastSquares, GainsStayPositive) {
  const Record tired = follow<Banister>(subject_record(1), {42.0, 7.0}, 0.0, 0.08);
  const auto fit = LeastSquares<Banister>(tired).fit(static_cast<int>(tired.tests.size()));
  EXPECT_LT(fit.sse, 1e-4);
  EXPECT_NEAR(fit.shape.tau2, 7.0, 0.002);
  EXPECT_NEAR(fit.gain[0], 0.0, 1e-5);

  Record mirrored = subject_record(1);
  for (auto& test : mirrored.tests) test.performance = 600.0 - test.performance;
  const LeastSquares<Banister> banister(mirrored);
  const LeastSquares<Busso> busso(mirrored);
  for (int known = 7; known <= static_cast<int>(mirrored.tests.size()); ++known) {
    expect_admissible(banister.fit(known));
    expect_admissible(busso.fit(known));
  }
}

TEST(LeastSquares, FewTestsAreForecastByTheirMean) {
  const Record record = subject_record(1);
  const LeastSquares<Banister> method(record);
  const double first = record.tests[0].performance, second = record.tests[1].performance;
  EXPECT_NEAR(method.fit(1).baseline, first, 1e-9);
  EXPECT_NEAR(method.fit(1).sd, 0.1 * first, 1e-9);
  const auto two = method.fit(2);
  EXPECT_NEAR(method.curve(two).back(), 0.5 * (first + second), 1e-9);
  EXPECT_NEAR(two.sd, std::abs(first - second) / std::sqrt(2.0), 1e-9);
  for (int known = 1; known < 12; ++known) EXPECT_GT(method.fit(known).sd, 0.0) << known;
}

TEST(LeastSquares, WithoutTrainingOnlyTheMeanIsLeft) {
  Record record = subject_record(1);
  record.load.front().assign(record.load.front().size(), 0.0);
  const auto fit = LeastSquares<Busso>(record).fit(20);
  EXPECT_EQ(fit.gain[0], 0.0);
  EXPECT_EQ(fit.gain[1], 0.0);
  EXPECT_GT(fit.sd, 0.0);
}

}  // namespace
}  // namespace formcast
