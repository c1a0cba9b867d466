#include "viewer/screen/time_axis.hpp"

#include <gtest/gtest.h>

namespace formcast {
namespace {

constexpr Date kMonday = date::sys_days{date::year{2016} / 5 / 2};

TEST(TimeAxisTest, ZoomKeepsTheDayUnderThePointer) {
  TimeAxis axis{100.0f, 900.0f, -30.0, 50.0};
  const double day = axis.day(300.0f);
  axis.zoom(300.0f, 0.5, -60.0, 80.0);
  EXPECT_NEAR(axis.day(300.0f), day, 1e-9);
  EXPECT_NEAR(axis.last - axis.first, 40.0, 1e-9);
  for (int i = 0; i < 50; ++i) axis.zoom(300.0f, 0.5, -60.0, 80.0);
  EXPECT_NEAR(axis.last - axis.first, 7.0, 1e-9);
  for (int i = 0; i < 50; ++i) axis.zoom(300.0f, 2.0, -60.0, 80.0);
  EXPECT_NEAR(axis.first, -60.0, 1e-9);
  EXPECT_NEAR(axis.last, 80.0, 1e-9);
}

TEST(TimeAxisTest, PanStopsAtTheEnds) {
  TimeAxis axis{0.0f, 100.0f, 0.0, 10.0};
  axis.pan(1000.0, -5.0, 40.0);
  EXPECT_EQ(axis.last, 40.0);
  EXPECT_EQ(axis.first, 30.0);
  axis.pan(-1000.0, -5.0, 40.0);
  EXPECT_EQ(axis.first, -5.0);
}

/// At any zoom labels are on Mondays or starts of months and do not touch.
TEST(TimeAxisTest, TextsNeverOverlap) {
  for (const double days : {7.0, 20.0, 60.0, 150.0, 400.0, 1000.0}) {
    const TimeAxis axis{0.0f, 900.0f, -days / 3.0, 2.0 * days / 3.0};
    float last = -1e9f;
    int texts = 0;
    for (const Tick& tick : date_ticks(axis, kMonday, 64.0f)) {
      if (tick.text.empty()) continue;
      const Date date = kMonday + date::days{static_cast<int>(tick.day)};
      const bool month = date::year_month_day{date}.day() == date::day{1};
      EXPECT_TRUE(month || date::weekday{date} == date::Monday);
      EXPECT_GE(axis.x(tick.day) - last, 55.0f) << days;
      last = axis.x(tick.day);
      ++texts;
    }
    EXPECT_GE(texts, days < 10.0 ? 1 : 3) << days;
  }
}

TEST(TimeAxisTest, TicksAreRound) {
  EXPECT_EQ(round_ticks(303.0, 352.0, 5), (std::vector<double>{310, 320, 330, 340, 350}));
  EXPECT_EQ(round_ticks(-0.9, 1.1, 4), (std::vector<double>{-0.5, 0, 0.5, 1.0}));
  EXPECT_TRUE(round_ticks(1.0, 1.0, 4).empty());
}

}  // namespace
}  // namespace formcast
