#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "sim/exports/csv_dates.hpp"
#include "sim/exports/csv_values.hpp"

namespace formcast::intake {
namespace {

using testing::ElementsAre;

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

}  // namespace
}  // namespace formcast::intake
