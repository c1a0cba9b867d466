#include "viewer/desk/done.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/viewer/board_file.hpp"

namespace formcast {
namespace {

/// Two days of the record had a plan, and the week has two days to come.
struct Week6 {
  Sheet sheet;
  std::vector<double> past{50.0, 60.0, 70.0, 80.0};  // days -4 to -1
  Week6() {
    sheet.planned = {75.0, 85.0};
    sheet.load = {30.0, 40.0};
  }
};

TEST(DoneLoads, ComparesDaysThatHadAPlan) {
  const Week6 week;
  EXPECT_TRUE(std::isnan(planned_on(week.sheet, -3)));
  EXPECT_EQ(planned_on(week.sheet, -2), 75.0);
  EXPECT_EQ(planned_on(week.sheet, -1), 85.0);
  EXPECT_TRUE(std::isnan(planned_on(week.sheet, 0))) << "it is still to come";
  const DoneLoads loads = done_loads(week.sheet, week.past, -4, {-5, 1});
  EXPECT_EQ(loads.days, 2);
  EXPECT_EQ(loads.done, 50.0 + 60.0 + 70.0 + 80.0 + 30.0 + 40.0);
  EXPECT_EQ(loads.planned, 50.0 + 60.0 + 75.0 + 85.0 + 30.0 + 40.0);
  EXPECT_EQ(done_loads(week.sheet, week.past, -4, {-4, -3}).days, 0);
}

TEST(DoneLoads, AreSaidInWords) {
  EXPECT_EQ(done_text(85.0, 60.0, "AU"), "planned 85 AU, done 60 AU");
  EXPECT_EQ(done_text(DoneLoads{410.0, 450.4, 7}, "AU"), "410 of 450 AU");
}

}  // namespace
}  // namespace formcast
