#include "viewer/desk/words.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "viewer/compute/outlook.hpp"

namespace formcast {
namespace {

constexpr Date kDay = date::sys_days{date::year{2016} / 6 / 5};

TEST(Words, LoadsAreRound) {
  EXPECT_EQ(rounded_text(53.625), "54");
  EXPECT_EQ(rounded_text(1234.5), "1,235") << "as the cells round";
  EXPECT_EQ(rounded_text(9.96), "10");
  EXPECT_EQ(rounded_text(7.25), "7.2");
  EXPECT_EQ(rounded_text(7.0), "7");
  EXPECT_EQ(rounded_text(0.25), "0.25");
  EXPECT_EQ(rounded_text(0.5), "0.5");
}

TEST(Words, DatesAreWrittenInPlainEnglish) {
  EXPECT_EQ(day_text(kDay), "Sun 5 Jun");
  EXPECT_EQ(long_day_text(kDay), "Sun 5 Jun 2016");
}

TEST(Words, NumbersHaveThreeDigitsAndAUnit) {
  EXPECT_EQ(with_unit(318.4, "W"), "318 W");
  EXPECT_EQ(with_unit(31.84, "W"), "31.8 W");
  EXPECT_EQ(with_unit(3.184, "1"), "3.18");
  EXPECT_EQ(with_unit(420.0, "AU"), "420 AU");
  EXPECT_EQ(with_unit(-0.001, "W"), "0 W");
  EXPECT_EQ(signed_text(3.14), "+3.1");
  EXPECT_EQ(signed_text(-0.42), "-0.42");
  EXPECT_EQ(signed_text(14.96), "+15");
  EXPECT_EQ(signed_text(-0.0), "0");
  EXPECT_EQ(grouped(10000.0), "10,000");
  EXPECT_EQ(percent_text(-0.004), "0 %");
  EXPECT_EQ(percent_text(0.126), "+13 %");
  EXPECT_EQ(grouped(-1234567.0), "-1,234,567");
  EXPECT_EQ(grouped(999.0), "999");
}

TEST(Words, OutlooksAreGivenInPlainWords) {
  EXPECT_EQ(likely_text({309.2f, 314.0f, 318.0f, 322.0f, 327.4f}, "W"), "Likely 309 to 327 W (90 of 100)");
  const float members[]{1.0f, 2.0f, 3.0f, std::numeric_limits<float>::quiet_NaN()};
  EXPECT_DOUBLE_EQ(share_reaching(members, 2.0), 2.0 / 3.0);
}

}  // namespace
}  // namespace formcast
