#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "sim/exports/csv_dates.hpp"
#include "sim/exports/csv_values.hpp"
#include "sim/sessions/iso_time.hpp"
#include "sim/sessions/sports.hpp"

namespace formcast::intake {
namespace {

using testing::ElementsAre;

TEST(IsoTime, FormsOfATime) {
  for (const std::string_view form :
       {"2026-05-04T06:30:00Z", "2026-05-04T06:30:00.000Z", "2026-05-04 06:30:00", "2026-05-04T06:30Z",
        "2026-05-04T08:30:00+02:00", "2026-05-04T08:30:00+0200", "2026-05-04T08:30:00 +0200", "2026-05-03T23:30:00-07",
        "2026-05-04T12:00:00+05:30", "2026-05-04T06:30:00"}) {
    const auto time = parse_iso_time(form);
    ASSERT_TRUE(time) << form;
    EXPECT_DOUBLE_EQ(time->time, 1777876200.0) << form;
  }
  for (const std::string_view form :
       {"", "2026-05-04", "2026-02-30T06:30:00Z", "2026-05-04T25:00:00Z", "2026-05-04T06:61:00Z",
        "2026-05-04T06:30:00X", "2026-05-04T06:30:00.Z", "04.05.2026 06:30:00"}) {
    EXPECT_FALSE(parse_iso_time(form)) << form;
  }
  EXPECT_DOUBLE_EQ(parse_iso_time("2026-05-04T06:30:00.2500000Z")->time, 1777876200.0 + 0.25);
}

TEST(Dates, FormsOfADate) {
  const auto parts = [](std::string_view text) { return read_date_text(text).value_or(DateText()).parts; };
  EXPECT_THAT(parts("Sep 12, 2018, 3:02:23\u202FPM"), ElementsAre(2018, 9, 12));
  EXPECT_THAT(parts("12. M\u00C4RZ 2018, 15:02:23"), ElementsAre(2018, 3, 12));
  EXPECT_THAT(parts("Saturday, 12 Dez 2018"), ElementsAre(2018, 12, 12));
  EXPECT_THAT(parts("7/4/20 15:36"), ElementsAre(7, 4, 2020));
  EXPECT_DOUBLE_EQ(read_date_text("May 4, 2026, 12:00:00 AM")->clock.value(), 0.0);
  EXPECT_DOUBLE_EQ(read_date_text("May 4, 2026, 12:30 pm")->clock.value(), 45000.0);
  EXPECT_DOUBLE_EQ(read_date_text("2026-05-04 06:30:00 +0200")->offset.value(), 7200.0);
  for (const std::string_view text : {"", "May", "12", "2026-05", "5:00", "a b c", "13:00 PM 4/5/2026"}) {
    EXPECT_FALSE(read_date_text(text)) << text;
  }
}

TEST(Numbers, MarksAreJudgedFromAllCells) {
  using Verdict = NumberFormat::Verdict;
  const auto verdict = [](std::initializer_list<std::string_view> cells) {
    NumberFormat format;
    for (const std::string_view cell : cells) format.see(cell);
    return format.verdict();
  };
  EXPECT_EQ(verdict({"1", "text", "09.12.2022", "1:30"}), Verdict::kPoint);
  EXPECT_EQ(verdict({"1,024", "7,00"}), Verdict::kComma);
  EXPECT_EQ(verdict({"1,024", "7.5"}), Verdict::kPoint);
  EXPECT_EQ(verdict({"1,024", "2,048"}), Verdict::kUnclear);
  EXPECT_EQ(verdict({"0,125"}), Verdict::kComma);
  EXPECT_EQ(verdict({"1.234.567"}), Verdict::kComma);
  EXPECT_EQ(verdict({"1.234,5"}), Verdict::kComma);
  EXPECT_EQ(verdict({"7,5", "7.5"}), Verdict::kContradictory);
  EXPECT_EQ(read_number("1.234.567,5", true), 1234567.5);
  EXPECT_EQ(read_number("-1'234.5", false), -1234.5);
  EXPECT_EQ(read_number("1\u00A0234,5", true), 1234.5);
  EXPECT_EQ(read_number("12,34", false), std::nullopt);
  EXPECT_EQ(read_number("1e-3", false), 0.001);
}

TEST(Sports, NamesOfTwoLanguages) {
  for (const auto& [vendor, sport] : std::map<std::string, std::string>{{"VirtualRide", "cycling"},
                                                                        {"E-Bike-Fahrt", "cycling"},
                                                                        {"trail_running", "running"},
                                                                        {"Laufband", "running"},
                                                                        {"Freiwasserschwimmen", "swimming"},
                                                                        {"WeightTraining", "strength"},
                                                                        {"NordicSki", "cross_country_skiing"},
                                                                        {"Langlaufen", "cross_country_skiing"},
                                                                        {"Wanderung", "hiking"},
                                                                        {"Other", ""},
                                                                        {"Tennis", "tennis"},
                                                                        {"Table Tennis", "table_tennis"}}) {
    EXPECT_EQ(sport_name(vendor), sport) << vendor;
  }
}

}  // namespace
}  // namespace formcast::intake
