#include "sim/intake/daily_history_markers.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "sim/base/input_error.hpp"

namespace formcast::intake {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr Date kDay = date::year{2024} / 5 / 4;
constexpr double kMorning = 1714806000.0;  // 2024-05-04 07:00 UTC
constexpr double kHour = 3600.0;

Reading on(const std::string& marker, double value, Date date = kDay) { return {marker, value, kMissing, date, {}}; }
Reading at(const std::string& marker, double value, double time) { return {marker, value, time, {}, 7200.0}; }

double value(const DailyMarkers& markers, const std::string& marker, Date date = kDay) {
  return markers.values.at(marker).at(date);
}

TEST(DailyMarkers, AreDatedByDayOrByTime) {
  const std::vector<Reading> readings{on("hrv_rmssd", 60.0), at("resting_hr", 48.0, kMorning + 15.5 * kHour)};
  const DailyMarkers markers = daily_markers(readings, "");
  EXPECT_EQ(value(markers, "hrv_rmssd"), 60.0);
  EXPECT_EQ(value(markers, "resting_hr", kDay + date::days{1}), 48.0) << "half past midnight";
  EXPECT_THAT(markers.notes, IsEmpty());
  const std::vector<Reading> nowhere{{"resting_hr", 48.0, kMorning, {}, {}}};
  EXPECT_THROW(daily_markers(nowhere, ""), InputError);
  EXPECT_EQ(value(daily_markers(nowhere, "America/Los_Angeles"), "resting_hr"), 48.0);
}

TEST(DailyMarkers, AreAveragedAndWhatIsToldTwiceIsOne) {
  const std::vector<Reading> readings{at("resting_hr", 48.0, kMorning), at("resting_hr", 48.0, kMorning),
                                      at("resting_hr", 52.0, kMorning + 60.0)};
  const DailyMarkers markers = daily_markers(readings, "");
  EXPECT_EQ(value(markers, "resting_hr"), 50.0);
  EXPECT_THAT(markers.notes, Contains("resting_hr on 1 date(s) given several times: their mean was taken"));
}

TEST(DailyMarkers, AddNapsToTheNight) {
  const std::vector<Reading> readings{at("sleep_hours", 7.0, kMorning), at("sleep_hours", 7.4, kMorning + 600.0),
                                      at("sleep_hours", 0.5, kMorning + 7 * kHour)};
  EXPECT_NEAR(value(daily_markers(readings, ""), "sleep_hours"), 7.7, 1e-12) << "two devices saw one night";
  const std::vector<Reading> dated{on("sleep_hours", 7.0), on("sleep_hours", 8.0)};
  EXPECT_EQ(value(daily_markers(dated, ""), "sleep_hours"), 7.5);
}

TEST(DailyMarkers, OfOtherUnitsAreLeftOutAndNamed) {
  const std::vector<Reading> readings{on("hrv_rmssd", 0.045),    on("hrv_rmssd", 4.1), on("sleep_hours", 430.0),
                                      on("resting_hr", 0.8),     on("body_mass", 300), on("rpe", 60.0),
                                      on("resting_hr", kMissing)};
  const DailyMarkers markers = daily_markers(readings, "");
  EXPECT_THAT(markers.values, IsEmpty());
  EXPECT_THAT(markers.notes, Contains("2 value(s) of hrv_rmssd left out: hrv_rmssd 0.045, expected 6 to 300 ms"));
  EXPECT_THAT(markers.notes, Contains(HasSubstr("sleep_hours 430, expected 0 to 24 h"))) << "minutes";
  EXPECT_THAT(markers.notes, SizeIs(5));
}

TEST(DailyMarkers, SleepOfADayIsAtMostTheDay) {
  const std::vector<Reading> readings{at("sleep_hours", 14.0, kMorning), at("sleep_hours", 13.0, kMorning + 5 * kHour)};
  const DailyMarkers markers = daily_markers(readings, "");
  EXPECT_TRUE(!markers.values.contains("sleep_hours") || markers.values.at("sleep_hours").empty());
  EXPECT_THAT(markers.notes, Contains(HasSubstr("sleep_hours 27")));
}

TEST(DailyMarkers, NameWhatTheyDoNotKnow) {
  const std::vector<Reading> readings{on("spo2", 97.0), on("spo2", 96.0), {"mood", 3.0, kMissing, {}, {}}};
  const DailyMarkers markers = daily_markers(readings, "");
  EXPECT_THAT(markers.notes, Contains("marker \"spo2\" is not used"));
  EXPECT_THAT(markers.notes, Contains("1 reading(s) have neither a date nor a time"));
}

}  // namespace
}  // namespace formcast::intake
