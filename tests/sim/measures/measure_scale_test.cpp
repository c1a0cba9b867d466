#include "sim/measures/measure_scale.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "sim/base/input_error.hpp"
#include "sim/measures/measure_offers.hpp"

namespace formcast::intake {
namespace {

using testing::HasSubstr;
using testing::SizeIs;

TEST(ScaleBetween, IsTheMedianRatioWithItsError) {
  // Ratios 8/7, 0.9, 1.2, 12/11, 2: median 8/7, absolute deviations 0, 0.243, 0.057, 0.052, 0.857 of median 2/35.
  const std::vector<double> wanted{80, 45, 120, 60, 20}, other{70, 50, 100, 55, 10};
  const auto scale = scale_between(wanted, other);
  ASSERT_TRUE(scale);
  EXPECT_EQ(scale->sessions, 5);
  EXPECT_NEAR(scale->factor, 8.0 / 7.0, 1e-12);
  const double sd = 1.4826 * 2.0 / 35.0 * 5.0 / 4.2;
  EXPECT_NEAR(scale->session_error, sd * 7.0 / 8.0, 1e-12);
  EXPECT_NEAR(scale->factor_se, 1.2533141373155 * sd / std::sqrt(5.0), 1e-12);
}

TEST(ScaleBetween, IsExactWhereTheRatioIs) {
  const auto scale = scale_between(std::vector<double>{2, 4, 6}, std::vector<double>{1, 2, 3});
  EXPECT_EQ(scale->factor, 2.0);
  EXPECT_EQ(scale->factor_se, 0.0);
}

TEST(ScaleBetween, NeedsTwoSessionsThatSaySomething) {
  EXPECT_FALSE(scale_between(std::vector<double>{1.0}, std::vector<double>{1.0}));
  EXPECT_FALSE(scale_between(std::vector<double>{1, 2, 3}, std::vector<double>{1, 0, 0}));
}

/// Sessions of which one measure is `truth` times the other but for what differs from session to session.
struct Sessions {
  std::vector<double> wanted, other;

  Sessions(unsigned seed, int count, double truth, double spread) {
    std::mt19937 random(seed);
    std::normal_distribution<double> normal;
    for (int i = 0; i < count; ++i) {
      other.push_back(60.0 * std::exp(0.5 * normal(random)));
      wanted.push_back(truth * other.back() * (1.0 + spread * normal(random)));
    }
  }
};

TEST(ScaleBetween, IsAsNearTheTruthAsItSays) {
  for (const int count : {5, 12, 40}) {
    int within_one = 0, within_two = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
      const Sessions sessions(seed, count, 0.8, 0.15);
      const auto scale = scale_between(sessions.wanted, sessions.other);
      within_one += std::abs(scale->factor - 0.8) < scale->factor_se ? 1 : 0;
      within_two += std::abs(scale->factor - 0.8) < 2.0 * scale->factor_se ? 1 : 0;
    }
    EXPECT_GT(within_one, 0.55 * 400) << count;
    EXPECT_LT(within_one, 0.80 * 400) << count;
    EXPECT_GT(within_two, (count == 5 ? 0.78 : 0.85) * 400) << count << ", of five the error itself is rough";
  }
}

TEST(ScaleBetween, IsNotTurnedByAWrongSession) {
  Sessions sessions(7, 12, 0.8, 0.1);
  sessions.wanted[3] *= 10.0;
  const auto scale = scale_between(sessions.wanted, sessions.other);
  EXPECT_LT(std::abs(scale->factor - 0.8), 2.0 * scale->factor_se);
  EXPECT_LT(scale->session_error, 0.2);
}

TEST(MeasureChain, IsReadFromAList) {
  const std::vector<MeasureChoice> chain = measure_chain("power_stress, trimp ,vendor:player_load");
  ASSERT_THAT(chain, SizeIs(3));
  EXPECT_EQ(chain[0].measure, Measure::kPowerStress);
  EXPECT_EQ(chain[1].measure, Measure::kTrimp);
  EXPECT_EQ(chain[2].vendor, "player_load");
  EXPECT_THAT(measure_chain("edwards"), SizeIs(1));
}

TEST(MeasureChain, NamesWhatIsNone) {
  const auto fault = [](const char* list) {
    try {
      measure_chain(list);
    } catch (const InputError& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_THAT(fault("power_stress, trmp"), HasSubstr("expected one of session_rpe, trimp, "));
  EXPECT_THAT(fault("power_stress, trmp"), HasSubstr("not \"trmp\""));
  EXPECT_THAT(fault(""), HasSubstr("not \"\""));
  EXPECT_THAT(fault("trimp,"), HasSubstr("not \"\""));
  EXPECT_EQ(fault("trimp,edwards,trimp"), "trimp is given twice");
}

}  // namespace
}  // namespace formcast::intake
