#include "viewer/desk/new_plan.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/pattern.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

Board board_to_race() { return board_of(read_scenario(shipped("busso_race.toml"), Athletes::kNotRead), kUsualWeek); }

constexpr double kUsualTotal = 600.0;

TEST(NewPlan, IsCalendarWeeksOfARhythm) {
  Board board = board_to_race();  // from a Friday: three days come before the first week
  PlanChoices choices;
  choices.ramp = 10;
  choices.taper_days = 0;
  const Sheet sheet = new_sheet(board, board.sheets[1], choices);
  const std::vector<PlanWeek> weeks = weeks_of(board, sheet, choices);
  ASSERT_EQ(weeks.size(), 7u);
  EXPECT_DOUBLE_EQ(weeks[0].total, kUsualWeek[4] + kUsualWeek[5] + kUsualWeek[6]);
  EXPECT_DOUBLE_EQ(weeks[1].total, kUsualTotal);
  EXPECT_DOUBLE_EQ(weeks[2].total, kUsualTotal * 1.1);
  EXPECT_DOUBLE_EQ(weeks[3].total, kUsualTotal * 1.21);
  EXPECT_NEAR(weeks[4].total, kUsualTotal * 1.331 * 0.6, 1e-9);
  EXPECT_EQ(weeks[4].kind, PlanWeek::Kind::kRecovery);
  EXPECT_NEAR(weeks[5].total, kUsualTotal * 1.331, 1e-9);
  EXPECT_EQ(sheet.load[static_cast<std::size_t>(board.target)], 100.0);  // the race is that of the other plans
  EXPECT_EQ(sheet.tests, std::vector<int>{board.target});
}

TEST(NewPlan, TapersTowardsRacesBetweenAndToTheRace) {
  Board board = board_to_race();
  board.events = {
      {16, "Club race", Event::Priority::kB}, {20, "Run", Event::Priority::kC}, {40, "Eve", Event::Priority::kB}};
  PlanChoices choices;
  choices.loading = 0;
  choices.ramp = 0;
  const Sheet sheet = new_sheet(board, board.sheets[0], choices);
  const auto usual = [&](int day) { return kUsualWeek[weekday(board.date(day))]; };
  EXPECT_EQ(sheet.load[13], usual(13) * 0.7);
  EXPECT_EQ(sheet.load[15], usual(15) * 0.5);
  EXPECT_EQ(sheet.load[19], usual(19));
  const auto eve = static_cast<std::size_t>(board.target - 1);
  EXPECT_EQ(sheet.load[eve], usual(board.target - 1) * 0.4);
  EXPECT_EQ(sheet.load[39], usual(39) * taper_factor(Taper{}, 14 - (board.target - 39) + 1));  // tapered once
  const std::vector<PlanWeek> weeks = weeks_of(board, sheet, choices);
  EXPECT_EQ(weeks[4].kind, PlanWeek::Kind::kLoading);
  EXPECT_EQ(weeks[5].kind, PlanWeek::Kind::kTaper);
}

TEST(NewPlan, HasNoRecoveryWeekJustBeforeTheTaperNorWithin) {
  Board board = board_to_race();
  for (const int loading : {1, 2, 3}) {
    for (const int taper : {7, 10, 14, 21}) {
      PlanChoices choices;
      choices.loading = loading;
      choices.taper_days = taper;
      const Sheet sheet = new_sheet(board, board.sheets[1], choices);
      const std::vector<PlanWeek> weeks = weeks_of(board, sheet, choices);
      PlanChoices steady = choices;
      steady.loading = 0;
      steady.ramp = 0;
      const std::vector<PlanWeek> even = weeks_of(board, new_sheet(board, board.sheets[1], steady), steady);
      for (std::size_t n = 1; n + 1 < weeks.size(); ++n) {
        SCOPED_TRACE(fmt::format("{}:1, taper of {} days, week {}", loading, taper, n));
        const bool tapers = weeks[n + 1].kind == PlanWeek::Kind::kTaper;
        EXPECT_FALSE(tapers && weeks[n].kind == PlanWeek::Kind::kRecovery);
        if (weeks[n].kind == PlanWeek::Kind::kLoading) {
          EXPECT_GE(weeks[n].total, even[n].total - 1e-9);
        }
        if (weeks[n].kind == PlanWeek::Kind::kTaper && n + 2 < weeks.size()) {
          EXPECT_LE(weeks[n + 1].total, weeks[n].total);
        }
      }
    }
  }
}

TEST(NewPlan, GoesOnRisingAfterTheLastRecoveryWeek) {
  Board board = board_to_race();
  PlanChoices choices;
  choices.loading = 1;
  choices.ramp = 10;
  choices.taper_days = 7;  // from the last week but one
  const std::vector<PlanWeek> weeks = weeks_of(board, new_sheet(board, board.sheets[1], choices), choices);
  EXPECT_EQ(weeks[2].kind, PlanWeek::Kind::kRecovery);
  EXPECT_NEAR(weeks[3].total, kUsualTotal * 1.1, 1e-9);
  EXPECT_EQ(weeks[4].kind, PlanWeek::Kind::kLoading);  // would recover, and the taper begins in the next
  EXPECT_NEAR(weeks[4].total, kUsualTotal * 1.21, 1e-9);
}

TEST(NewPlan, HasAColourOfItsOwn) {
  Board board = board_to_race();
  board.sheets.erase(board.sheets.begin() + 1);
  const Sheet sheet = new_sheet(board, board.sheets[0], {});
  for (const Sheet& other : board.sheets) EXPECT_NE(sheet.colour, other.colour);
}

TEST(NewPlan, IsWrittenAsItsStructure) {
  Board board = board_to_race();
  PlanChoices choices;
  choices.name = "keep going";
  choices.loading = 2;
  choices.taper_days = 7;
  board.sheets.push_back(new_sheet(board, board.sheets[0], choices));
  EXPECT_EQ(board.sheets[3].name, "keep going 2");
  const Scenario again = parse_scenario(to_toml(scenario_of(board, 1), "x"), "x.toml", Athletes::kNotRead);
  const Plan& plan = again.plans[3];
  ASSERT_EQ(plan.blocks.size(), 3u);
  EXPECT_EQ(plan.blocks[1].recovery_every, 3);
  EXPECT_EQ(plan.blocks[1].ramp, 0.05);
  EXPECT_EQ(plan.blocks[2].recovery_every, 0);
  EXPECT_EQ(iso(*plan.begin), "2016-04-18");
  EXPECT_TRUE(plan.overrides.empty());
  EXPECT_EQ(board_of(again, kUsualWeek).sheets[3].load, board.sheets[3].load);
}

TEST(NewPlan, HasLoadsAfterARecordThatEndsAtRest) {
  Board board = board_to_race();
  board.usual = Week{};
  PlanChoices choices;
  choices.first = 1000.0;
  choices.loading = choices.taper_days = choices.ramp = 0;
  const std::vector<PlanWeek> weeks = weeks_of(board, new_sheet(board, board.sheets[0], choices), choices);
  EXPECT_DOUBLE_EQ(weeks[2].total, 1000.0);
}

TEST(NewPlan, SaysWhatIsBeyondTheRecord) {
  const Board board = board_to_race();
  Twin twin;
  twin.load_unit = "AU";
  twin.start = board.start - date::days{70};
  for (int day = 0; day < 70; ++day) {
    const double grows = day < 38 ? 1.0 : 1.06;
    twin.load.push_back(grows * kUsualWeek[weekday(twin.start + date::days{day})]);
  }
  PlanChoices choices;
  choices.ramp = 0;
  EXPECT_TRUE(beyond_record(board, new_sheet(board, board.sheets[0], choices), twin).empty());
  choices.ramp = 10;
  choices.taper_days = 7;
  const auto said = beyond_record(board, new_sheet(board, board.sheets[0], choices), twin);
  ASSERT_EQ(said.size(), 2u);
  EXPECT_THAT(said[0], HasSubstr("4 weeks are heavier than any of the record: the week of Mon 23 May has 875 AU, the "
                                 "record's heaviest had 636 (the week of Mon "));
  EXPECT_THAT(said[1], HasSubstr("10 % above the heaviest of the four before it; the record's steepest rise was 6 %"));
  twin.load.resize(28);
  EXPECT_TRUE(beyond_record(board, new_sheet(board, board.sheets[0], choices), twin).empty());
}

TEST(NewPlan, NoiseIsTypedAndSaid) {
  PlanNoise noise;
  EXPECT_EQ(noise_text(noise), "nothing goes wrong");
  noise = with_noise(noise, {"10", "5", "1,5"});
  EXPECT_EQ(noise.execution, 0.1);
  EXPECT_EQ(noise.missed, 0.05);
  EXPECT_EQ(noise.illness_per_year, 1.5);
  EXPECT_EQ(noise_text(noise), "execution noise 10 %, 5 % of sessions missed, 1.5 illnesses a year");
  noise.execution = 1.0 / 3.0;  // what is not typed stays as it is
  EXPECT_EQ(with_noise(noise, noise_form(noise)), noise);
  EXPECT_THROW(with_noise(noise, {"10", "101", "0"}), InputError);
}

}  // namespace
}  // namespace formcast
