#include "sim/history/history_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace formcast {
namespace {

TEST(HistoryText, NumbersHaveNoMoreDigitsThanTheyAreWorth) {
  EXPECT_EQ(history_number(0.0), "0");
  EXPECT_EQ(history_number(1e-12), "0");
  EXPECT_EQ(history_number(85.0), "85");
  EXPECT_EQ(history_number(1050.4999), "1050.5");
  EXPECT_EQ(history_number(0.123456), "0.1235");
  EXPECT_EQ(history_number(0.99996), "1");
  EXPECT_EQ(history_number(std::nan("")), "");
}

TEST(HistoryText, ReadsBackAsItWas) {
  AthleteHistory made;
  made.athlete = "Lee, Kim";
  made.start = Date{date::year{2026} / 6 / 29};
  made.load = {80.25, std::nan(""), 0.0};
  made.tests = {{2, 301.123456789, 0}};
  made.markers["hrv_rmssd"] = {std::nan(""), 62.5, std::nan("")};
  const std::string text = history_text(made, "AU");
  EXPECT_EQ(text,
            "athlete,date,load [AU],performance,hrv_rmssd\n\"Lee, Kim\",2026-06-29,80.25,,\n\"Lee, "
            "Kim\",2026-06-30,,,62.5\n\"Lee, Kim\",2026-07-01,0,301.123456789,\n");
  const AthleteHistory read = parse_history(text, "any.csv").athletes.at(0);
  EXPECT_EQ(read.athlete, made.athlete);
  EXPECT_EQ(read.start, made.start);
  EXPECT_EQ(read.load[0], 80.25);
  EXPECT_TRUE(std::isnan(read.load[1]));
  EXPECT_EQ(read.tests.at(0).performance, 301.123456789);
  EXPECT_EQ(read.markers.at("hrv_rmssd")[1], 62.5);
}

TEST(HistoryText, SaysWhichPerformancesAreNoTests) {
  AthleteHistory made;
  made.athlete = "Kim";
  made.start = Date{date::year{2026} / 6 / 29};
  made.load = {80.0, 0.0, 0.0};
  made.markers["mood"] = {3.0, 4.0, 5.0};
  made.bounds.push_back({0, 310.5, 0, 7.76});
  made.tests.push_back({2, 320.0, 0});
  const PerformanceName name{"W", "best_power_5min"};
  const std::string text = history_text(made, "AU", &name);
  EXPECT_EQ(text,
            "athlete,date,load [AU],performance [W],performance_sd,performance_bound,test,mood\n"
            "Kim,2026-06-29,80,310.5,7.76,lower,best_power_5min,3\nKim,2026-06-30,0,,,,,4\n"
            "Kim,2026-07-01,0,320,,,best_power_5min,5\n");
  const History read = parse_history(text, "any.csv");
  EXPECT_EQ(read.performance_unit, "W");
  EXPECT_EQ(read.athletes.at(0).markers.at("mood")[2], 5.0);
  EXPECT_EQ(read.athletes.at(0).bounds.at(0).performance, 310.5);
  EXPECT_EQ(read.athletes.at(0).tests.at(0).performance, 320.0);
}

}  // namespace
}  // namespace formcast
