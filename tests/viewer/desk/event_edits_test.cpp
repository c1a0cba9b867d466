#include "viewer/desk/event_edits.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

std::string refusal(const Board& board, const EventForm& form) {
  try {
    with_event(board, std::nullopt, form);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST(EventEdits, AnAimIsSetAndCleared) {
  Board board = small_board();
  EXPECT_EQ(set_aim(board, 345.0, "W"), "aim 345 W");
  EXPECT_EQ(scenario_of(board, 1).target.performance, 345.0);
  EXPECT_EQ(set_aim(board, std::nullopt, "W"), "no aim");
  EXPECT_FALSE(scenario_of(board, 1).target.performance);
}

TEST(EventEdits, EventsAreKeptAndReadBack) {
  Board board = with_event(small_board(), std::nullopt, {"cup \"final\"", "2016-05-20", Event::Priority::kB});
  board = with_event(board, std::nullopt, {"club run", "2016-05-07", Event::Priority::kC});
  const std::vector<BoardEvent> kept{{5, "club run", Event::Priority::kC}, {18, "cup \"final\"", Event::Priority::kB}};
  EXPECT_EQ(board.events, kept);
  const Scenario again = parse_scenario(to_toml(scenario_of(board, 1), "x"), "again.toml", Athletes::kNotRead);
  EXPECT_EQ(board_of(again, kUsualWeek).events, kept);
  // Results do not depend on them, so a single plan is requested without.
  EXPECT_TRUE(scenario_of(board, {0}, 1).events.empty());
}

TEST(EventEdits, EventsAreChangedMovedAndRemoved) {
  Board board = with_event(small_board(), std::nullopt, {"cup", "2016-05-20", Event::Priority::kB});
  board = with_event(board, std::nullopt, {"run", "2016-05-07", Event::Priority::kC});
  EXPECT_EQ(form_of(board, board.events[1]).date, "2016-05-20");
  board = with_event(board, 1, {"final", "2016-05-21", Event::Priority::kC});
  EXPECT_EQ(board.events[1], (BoardEvent{19, "final", Event::Priority::kC}));
  EXPECT_EQ(move_event(board, 0, 27), "run is on Sun 29 May");
  EXPECT_EQ(board.events[0].name, "final");
  EXPECT_EQ(remove_event(board, 0), "final removed");
  EXPECT_EQ(board.events.size(), 1u);
}

TEST(EventEdits, ReportWhatIsWrong) {
  const Board board = small_board();
  EXPECT_EQ(refusal(board, {"cup", "2016-06-20", Event::Priority::kB}),
            "date 2016-06-20 is outside the scenario, 2016-05-02 to 2016-05-29");
  EXPECT_THAT(refusal(board, {"cup", "soon", Event::Priority::kB}), HasSubstr("\"soon\" is no date"));
  EXPECT_THAT(refusal(board, {"", "2016-05-20", Event::Priority::kB}), HasSubstr("name"));
}

}  // namespace
}  // namespace formcast
