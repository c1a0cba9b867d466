// The screen's words in German, of the file that ships.
#include <gtest/gtest.h>

#include <stdexcept>

#include "sim/base/input_error.hpp"
#include "sim/base/language.hpp"
#include "sim/planning/verdict.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/event_edits.hpp"
#include "viewer/desk/load_text.hpp"
#include "viewer/desk/new_plan.hpp"
#include "viewer/desk/race.hpp"
#include "viewer/desk/session.hpp"
#include "viewer/desk/typed_values.hpp"
#include "viewer/desk/words.hpp"

namespace formcast {
namespace {

class InGerman : public testing::Test {
 protected:
  void SetUp() override { set_language(read_text(shipped("../viewer/languages/de.po")), "de.po"); }
  void TearDown() override { set_language("", ""); }
};

Date day_of(const char* text) { return *parse_iso(text); }

TEST_F(InGerman, DatesAndNumbersAreWrittenAsThere) {
  EXPECT_EQ(day_text(day_of("2016-05-03")), "Di 3. Mai");
  EXPECT_EQ(long_day_text(day_of("2016-06-05")), "So 5. Juni 2016");
  EXPECT_EQ(date_text(day_of("2016-03-05")), "5. März 2016");
  EXPECT_EQ(digits_text(day_of("2016-06-05")), "05.06.2016");
  EXPECT_EQ(with_unit(82.5, "W"), "82,5 W");
  EXPECT_EQ(signed_text(-0.42),
            "\xE2\x88\x92"
            "0,42");
  EXPECT_EQ(grouped(10000.0), "10.000");
  EXPECT_EQ(percent_text(0.12), "+12 %");
}

TEST_F(InGerman, WhatIsTypedMayHaveEitherMark) {
  EXPECT_EQ(typed_number("82,5", "Ziel", 0.0, 1000.0), 82.5);
  EXPECT_EQ(typed_number("82.5", "Ziel", 0.0, 1000.0), 82.5);
  EXPECT_EQ(typed_number("\xE2\x88\x92"
                         "82,5",
                         "Ziel", -1000.0, 1000.0),
            -82.5);
  EXPECT_EQ(parse_load("82,5"), 82.5);
  EXPECT_EQ(typed_date("05.06.2016"), day_of("2016-06-05"));
  EXPECT_EQ(typed_date("2016-06-05"), day_of("2016-06-05"));
  EXPECT_EQ(loads_from_text("82,5\tRuhe"), (std::vector<double>{82.5, 0.0}));
}

/// What a form shows is what it reads: kept unchanged, it changes nothing.
TEST_F(InGerman, FormsReadWhatTheyShow) {
  Board board = small_board();
  board.target_performance = 361.25;
  board.noise.execution = 0.125;
  const RaceForm race = race_form(board, 0);
  EXPECT_EQ(race.aim, "361,25");
  EXPECT_EQ(with_race(board, race, 0, "A", "W", "AU").name, "");
  EXPECT_EQ(with_noise(board.noise, noise_form(board.noise)), board.noise);
  RaceForm changed = race;
  changed.date = digits_text(board.date(board.target + 1));
  EXPECT_EQ(with_race(board, changed, 0, "A", "W", "AU").board.target, board.target + 1);
}

TEST_F(InGerman, VerdictsAndEditsAreSentences) {
  const PairResult pair{{-1.5f, 0.0f, 3.25f, 5.0f, 9.0f}, 3.25f, 0.8f, 0.75f, 0.1f};
  EXPECT_EQ(verdict_text("A", "B", pair, 2.5f, "W"),
            "„A“ ist besser als „B“ um mehr als 2,50 W in 75 von 100, gleich in 10; "
            "im Mittel +3,25 W (−1,50 bis +9,00)");
  EXPECT_EQ(as_sentence("übung"), "Übung");
  Board board = small_board();
  EXPECT_EQ(set_load(board, board.sheets[0], 0, 82.5, "AU"), day_text(board.date(0)) + " auf 82,5 AU gesetzt");
}

/// Files are the same in every language.
TEST_F(InGerman, PlansAreSavedAsInEnglish) {
  const Board board = small_board();
  const std::string here = plans_text(board, "A");
  set_language("", "");
  EXPECT_EQ(plans_text(board, "A"), here);
}

}  // namespace
}  // namespace formcast
