#include "viewer/desk/typed_values.hpp"

#include <gtest/gtest.h>

#include "sim/base/input_error.hpp"

namespace formcast {
namespace {

std::string read(const char* text) {
  try {
    return iso(typed_date(text));
  } catch (const InputError& error) {
    return error.what();
  }
}

TEST(TypedValues, DatesAreReadWhereTheyAreOneDay) {
  for (const char* text : {"2023-11-27", " 2023-11-27 ", "11/27/2023", "27/11/2023", "27.11.2023", "27 Nov 2023"}) {
    EXPECT_EQ(read(text), "2023-11-27") << text;
  }
  EXPECT_EQ(read("7.11.2023"), "2023-11-07");
  EXPECT_EQ(read("5/5/2023"), "2023-05-05");
}

TEST(TypedValues, OtherDatesAreRefusedWithWhatToWrite) {
  EXPECT_EQ(read("11/07/2023"), "11/07/2023 may be 11 Jul or 7 Nov; write 2023-07-11 or 2023-11-07");
  for (const char* text : {"soon", "", "2023-02-30", "31/31/2023", "2023-11-27 10:00"}) {
    EXPECT_NE(read(text).find("is no date; write year-month-day, such as 2016-05-14"), std::string::npos) << text;
  }
}

TEST(TypedValues, NumbersHaveAPointOrAComma) {
  EXPECT_EQ(typed_number("1.5", "aim", 0, 10), 1.5);
  EXPECT_EQ(typed_number(" 1,5", "aim", 0, 10), 1.5);
  EXPECT_FALSE(typed_number(" ", "aim", 0, 10));
  for (const char* text : {"x", "1x", "11", "-1", "nan", "1,000.5"}) {
    EXPECT_THROW(typed_number(text, "aim", 0, 10), InputError) << text;
  }
}

}  // namespace
}  // namespace formcast
