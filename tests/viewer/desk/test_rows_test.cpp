#include "viewer/compute/test_rows.hpp"

#include <gtest/gtest.h>

namespace formcast {
namespace {

Date day(const char* text) { return parse_iso(text).value(); }

TEST(TestRows, AreReadAsSheetsAndPeopleWriteThem) {
  const std::vector<ImportTest> wanted{{day("2016-01-06"), 296.5}, {day("2016-01-13"), 301.0}};
  for (const char* text : {"2016-01-06,296.5\n2016-01-13,301\n", "2016-01-13 301\n2016-01-06 296,5",
                           "06.01.2016;296,5\r\n13.01.2016;301\r\n", "13/01/2016\t301\n6 January 2016\t296.5\n",
                           "\xEF\xBB\xBF"
                           "date,performance [W]\n2016-01-06,296.5\n2016-01-13,301\n"}) {
    EXPECT_EQ(read_test_rows(text, std::nullopt).tests, wanted) << text;
    EXPECT_TRUE(read_test_rows(text, std::nullopt).faults.empty()) << text;
  }
  EXPECT_EQ(read_test_rows("date,performance [W]\n2016-01-06,296\n", std::nullopt).unit, "W");
}

TEST(TestRows, AreNotGuessed) {
  const TestRows rows = read_test_rows("06/01/2016,296\n2016-01-06,-3\n2016-01-07,301\n2016-01-07,305\n", std::nullopt);
  EXPECT_EQ(rows.tests, (std::vector<ImportTest>{{day("2016-01-07"), 301.0}}));
  ASSERT_EQ(rows.faults.size(), 3U);
  EXPECT_EQ(rows.faults[0], "line 1: \"06/01/2016\" may be two dates; expected one such as 2016-01-06");
  EXPECT_EQ(rows.faults[1], "line 2: \"-3\" is no value; expected a number above 0");
  EXPECT_EQ(rows.faults[2], "line 4: there is a test on 2016-01-07 already; a day has one");
  EXPECT_EQ(read_test_date("06/01/2016", true), day("2016-01-06"));
  EXPECT_EQ(read_test_date("06/01/2016", false), day("2016-06-01"));
  EXPECT_EQ(read_test_date("31/02/2016", true), std::nullopt);
}

}  // namespace
}  // namespace formcast
