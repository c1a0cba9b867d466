#include "sim/calibration/identifiability.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/calibration/calibrate.hpp"
#include "tests/real_series.hpp"

namespace formcast {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

const Twin& learned() {
  static const Twin twin = calibrate(shipped_athlete("busso_2017.csv", 0), History{}, Timing::kNextDay);
  return twin;
}

const Twin& barely_tested() {
  static const Twin twin = [] {
    AthleteHistory a = shipped_athlete("busso_2017.csv", 0);
    a.tests = {a.tests[0], a.tests[9], a.tests[18]};
    return calibrate(a, History{}, Timing::kNextDay);
  }();
  return twin;
}

double contraction(const Twin& twin, const std::string& name) {
  for (const Contraction& c : twin.identifiability.contraction) {
    if (c.parameter == name) return c.contraction;
  }
  ADD_FAILURE() << "no " << name;
  return 0.0;
}

TEST(Identifiability, TestsContractWhatTheyInform) {
  EXPECT_GT(contraction(learned(), "p0"), 0.5);
  EXPECT_GT(contraction(learned(), "test_sd"), 0.5);
  EXPECT_GT(contraction(learned(), "tau1"), contraction(barely_tested(), "tau1"));
  EXPECT_LT(contraction(barely_tested(), "tau1"), 0.3);
  for (const Contraction& c : learned().identifiability.contraction) EXPECT_LT(c.contraction, 1.0) << c.parameter;
}

TEST(Identifiability, ThreeTestsIdentifyNoParameters) {
  EXPECT_FALSE(barely_tested().identifiability.identified);
  EXPECT_THAT(barely_tested().warnings, Contains(HasSubstr("the tests hardly inform")));
}

TEST(Identifiability, AWanderingBaselineCostsTests) {
  const Identifiability& seen = learned().identifiability;
  EXPECT_GT(seen.effective_tests, 5.0);
  EXPECT_LT(seen.effective_tests, static_cast<double>(learned().tests.size()));
  EXPECT_LT(barely_tested().identifiability.effective_tests, 3.0);
}

TEST(Identifiability, CorrelationsAndTheNextTest) {
  const Identifiability& seen = learned().identifiability;
  EXPECT_NE(seen.correlated_a, seen.correlated_b);
  EXPECT_GT(std::abs(seen.correlation), 0.0);
  EXPECT_LE(std::abs(seen.correlation), 1.0 + 1e-9);
  EXPECT_GE(seen.best_test_day, 0);
  EXPECT_LT(seen.best_test_day, 21);
  EXPECT_GT(seen.best_test_bits, 0.0);
  // The fewer tests there were, the more the next one teaches.
  EXPECT_GT(barely_tested().identifiability.best_test_bits, seen.best_test_bits);
}

}  // namespace
}  // namespace formcast
