#include "viewer/desk/load_text.hpp"

#include <gtest/gtest.h>

#include "sim/base/input_error.hpp"
#include "tests/viewer/board_file.hpp"

namespace formcast {
namespace {

TEST(LoadText, CellsAreDaysLineByLine) {
  EXPECT_EQ(loads_from_text("85"), (std::vector<double>{85}));
  EXPECT_EQ(loads_from_text("85\t90,5\r\n100.25\trest\t-\n"), (std::vector<double>{85, 90.5, 100.25, 0, 0}));
  EXPECT_EQ(loads_from_text("\t\t85\t\t90\n70\t"), (std::vector<double>{85, 0, 90, 70}))
      << "rest between, no days around";
  EXPECT_EQ(loads_from_text("\n85\n\n90\n"), (std::vector<double>{85, 90}));
}

TEST(LoadText, WhatIsNoLoadIsNamed) {
  for (const char* text : {"85\tlots", "-5", "1e99", "nan", "85;90", "1.000,5"}) {
    EXPECT_THROW(loads_from_text(text), InputError) << text;
  }
  EXPECT_THROW(loads_from_text(""), InputError);
  EXPECT_THROW(loads_from_text("\t\t\n\t"), InputError);
  try {
    loads_from_text("85\tlots\t90");
    FAIL();
  } catch (const InputError& error) {
    EXPECT_NE(std::string(error.what()).find("\"lots\" is not a load"), std::string::npos) << error.what();
  }
}

TEST(LoadText, AWeekIsALine) {
  Board board;
  board.start = parse_iso("2016-04-22").value();  // a Friday
  board.days = 14;
  Sheet sheet;
  for (int day = 0; day < board.days; ++day) sheet.load.push_back(10.0 * day + 0.5);
  const std::string text = loads_text(board, sheet, {0, 10});
  EXPECT_EQ(text, "0.50\t10.5\t20.5\n30.5\t40.5\t50.5\t60.5\t70.5\t80.5\t90.5\n100")
      << "three digits, as on the screen";
  EXPECT_EQ(loads_from_text(text).size(), 11u);
}

}  // namespace
}  // namespace formcast
