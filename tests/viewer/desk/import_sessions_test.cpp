// What an import makes of sessions: performance without a test, a chain of measures, a history of each of several.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "sim/history/history.hpp"
#include "sim/intake/intake.hpp"
#include "tests/viewer/desk/an_import.hpp"
#include "viewer/desk/import_text.hpp"

namespace formcast {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

/// Rides of 20 min on three days of January, with the loads and RPE given; "" for none.
std::string rides(const std::vector<std::pair<std::string, std::string>>& load_and_rpe) {
  std::string text = "id,start_date_local,name,type,moving_time,distance,elapsed_time,icu_training_load,icu_rpe\n";
  int day = 0;
  for (const auto& [load, rpe] : load_and_rpe) {
    ++day;
    text += "i10" + std::to_string(day) + ",2026-01-0" + std::to_string(day) + "T08:00:00,Ride,Ride,1200,9000,1200," +
            load + "," + rpe + "\n";
  }
  return text;
}

/// 5 min at a power, warmed up.
std::string effort(int watts) {
  std::string text = "time,watts\n";
  for (int second = 0; second <= 1200; ++second)
    text += std::to_string(second) + "," + std::to_string(second < 600 || second >= 900 ? 150 : watts) + "\n";
  return text;
}

/// What `formcast intake` makes of the files with these choices.
std::string of_the_command(const std::vector<std::pair<std::string, std::string>>& files,
                           const std::function<void(intake::HistoryChoices&)>& choose) {
  intake::Intake intake;
  for (const auto& [name, text] : files)
    intake.add(name, {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
  intake::HistoryChoices choices;
  choices.zone = "Europe/Berlin";
  choose(choices);
  const intake::IntakeResult result = intake.finish(choices);
  return result.daily ? intake::history_csv(*result.daily, "history.csv") : "";
}

TEST_F(AnImport, TakesPerformanceFromSessionsWhereThereIsNoTest) {
  const std::vector<std::pair<std::string, std::string>> files{
      {"rides.csv", rides({{"50", ""}, {"50", ""}, {"50", ""}})},
      {"i101_streams.csv", effort(320)},
      {"i102_streams.csv", effort(200)},
      {"i103_streams.csv", effort(330)}};
  std::vector<std::string> paths;
  for (const auto& [name, text] : files) paths.push_back(file(name, text));
  open(paths);
  ASSERT_THAT(import_.report().performances, Contains(testing::Field(&ImportPerformance::key, "best_power_5min")));
  EXPECT_EQ(performance_line(import_.report().performances.front()), "2 rows");
  import_.choose_performance("best_power_5min");
  settle();
  EXPECT_THAT(import_.history()->bounds, SizeIs(2));
  EXPECT_EQ(import_.csv(), of_the_command(files, [](intake::HistoryChoices& choices) {
              choices.athlete = "athlete";
              choices.performance = intake::Performance::kBestPower5min;
            }));
  EXPECT_EQ(learn_label(import_), "Lower bounds tell no level: a test is needed");
  EXPECT_THAT(history_line(import_), HasSubstr("2 lower bounds"));
  import_.typed_tests = {{"2026-01-02", "340"}};
  import_.timing = Timing::kNextDay;
  EXPECT_EQ(learn_label(import_), "Learn athlete");
  const History learned = parse_history(import_.csv_with_unit(), "history.csv");
  ASSERT_THAT(learned.athletes, SizeIs(1));
  EXPECT_THAT(learned.athletes[0].tests, SizeIs(1));
  EXPECT_THAT(learned.athletes[0].bounds, SizeIs(2));
  import_.choose_performance("");
  settle();
  EXPECT_THAT(import_.history()->bounds, SizeIs(0));
}

TEST_F(AnImport, OfPerformanceAsksForTheNumbersItNeeds) {
  open({file("rides.csv", rides({{"50", ""}}))});
  import_.typed_numbers["resting_hr"] = "50";
  EXPECT_THAT(import_.take_numbers("speed_at_hr"), HasSubstr("Maximal heart rate: expected"));
  import_.typed_numbers["max_hr"] = "190";
  EXPECT_EQ(import_.take_numbers("speed_at_hr"), "");
  EXPECT_EQ(import_.choices().performance, "speed_at_hr");
  EXPECT_EQ(import_.choices().measure, "");
  EXPECT_EQ(import_.choices().profile.at("max_hr"), 190.0);
}

TEST_F(AnImport, TakesAnotherMeasureWhereSessionsLackTheFirst) {
  const std::string text =
      rides({{"50", "5"}, {"60", "6"}, {"40", "4"}, {"50", "5"}, {"70", "7"}, {"50", "5"}, {"", "6"}});
  open({file("rides.csv", text)});
  import_.choose_measure("vendor:icu_training_load");
  settle();
  EXPECT_EQ(import_.history()->missing_loads(), 1);
  import_.toggle_otherwise("session_rpe");
  settle();
  EXPECT_EQ(import_.history()->missing_loads(), 0);
  EXPECT_EQ(import_.csv(), of_the_command({{"rides.csv", text}}, [](intake::HistoryChoices& choices) {
              choices.athlete = "rides";
              choices.measure = {intake::Measure::kVendor, "icu_training_load"};
              choices.otherwise = {{intake::Measure::kSessionRpe, ""}};
            }));
  EXPECT_THAT(import_.report().history->remarks.front(), HasSubstr("session RPE counts 0.5"));
  import_.toggle_otherwise("session_rpe");
  settle();
  EXPECT_EQ(import_.history()->missing_loads(), 1);
}

/// Two of a squad, and one whose name no history can have.
constexpr const char* kSquad =
    "athlete,date,duration "
    "(min),RPE\nAda,2026-01-05,60,5\nBen,2026-01-05,60,7\nAda,2026-01-06,50,6\nBen,2026-01-07,30,8\n";

TEST_F(AnImport, MakesAHistoryOfEachAthlete) {
  const std::string tests = "athlete,date,performance\nAda,2026-01-05,301\n";
  open({file("squad.csv", kSquad), file("tests.csv", tests)});
  const std::vector<ImportAnswer> answers = answers_to(import_.open_questions().at(0), import_.choices());
  ASSERT_THAT(answers, SizeIs(3));
  EXPECT_EQ(answers[2].text, "A history of each");
  import_.choose(answers[2].choices);
  settle();
  ASSERT_THAT(import_.report().athletes, SizeIs(2));
  for (const ImportAthlete& athlete : import_.report().athletes) {
    EXPECT_EQ(athlete.csv, of_the_command({{"squad.csv", kSquad}, {"tests.csv", tests}},
                                          [&](intake::HistoryChoices& choices) { choices.athlete = athlete.name; }));
  }
  EXPECT_EQ(athlete_line(import_, import_.report().athletes[0]), "Ada: 2 sessions, 1 test");
  EXPECT_EQ(import_.days_to_explain(), 1) << "Ben's sixth of January";
  import_.answer_rest(true);
  settle();
  import_.timing = Timing::kNextDay;
  EXPECT_EQ(learn_label(import_), "Learn 2 athletes");
  HistoryOptions options;
  options.continues_record = true;
  const History learned = parse_history(import_.csv_with_unit(), "squad.csv", options);
  ASSERT_THAT(learned.athletes, SizeIs(2));
  EXPECT_EQ(learned.athletes[1].load, (std::vector<double>{420.0, 0.0, 240.0}));
}

TEST_F(AnImport, OneAthletesTroubleCostsNoOther) {
  open({file("squad.csv", std::string(kSquad) + "C/y,2026-01-05,60,5\n")});
  import_.choose(answers_to(import_.open_questions().at(0), import_.choices()).back().choices);
  settle();
  import_.choose_measure("session_rpe");
  settle();
  ASSERT_THAT(import_.report().athletes, SizeIs(3));
  EXPECT_THAT(import_.athletes_with_history(), SizeIs(2));
  EXPECT_EQ(athlete_line(import_, import_.report().athletes[0]), "Ada: 2 sessions, 0 tests");
  EXPECT_THAT(athlete_line(import_, import_.report().athletes[2]), HasSubstr("cannot be called so"));
}

TEST_F(AnImport, TestsOfSeveralAreTypedWithTheirAthlete) {
  open({file("squad.csv", kSquad)});
  import_.choose(answers_to(import_.open_questions().at(0), import_.choices()).back().choices);
  settle();
  import_.answer_rest(true);
  settle();
  EXPECT_EQ(import_.why_not(), "no test yet");
  EXPECT_EQ(import_.csv(), import_.report().histories);
  import_.typed_tests = {{"2026-01-06", "301", ""}};
  EXPECT_THAT(import_.test_faults(), ElementsAre("row 1: choose whose test it is"));
  import_.typed_tests[0].athlete = "Ada";
  EXPECT_THAT(import_.test_faults(), SizeIs(0));
  import_.paste_tests("Ben;2026-01-09;280\nAda;2026-01-07;305\nNobody;2026-01-07;1\n");
  import_.test_unit = "W";
  EXPECT_EQ(athlete_line(import_, import_.report().athletes[0]), "Ada: 2 sessions, 2 tests");
  EXPECT_EQ(athlete_line(import_, import_.report().athletes[1]), "Ben: 2 sessions, 1 test");
  EXPECT_TRUE(import_.asks_timing());
  const History made = parse_history(import_.csv(), "squad.csv", {});
  EXPECT_EQ(made.performance_unit, "W");
  ASSERT_THAT(made.athletes, SizeIs(2));
  EXPECT_THAT(made.athletes[0].tests, SizeIs(2));
  EXPECT_EQ(made.athletes[0].tests[1].performance, 305.0);
  EXPECT_EQ(made.athletes[1].date(made.athletes[1].days() - 1), Date{date::year{2026} / 1 / 9});
  EXPECT_EQ(made.athletes[1].load[0], 420.0);
}

TEST_F(AnImport, AsksWhoseFoldersAre) {
  std::filesystem::create_directories(folder_ / "squad" / "kim");
  std::filesystem::create_directories(folder_ / "squad" / "lee");
  file("squad/kim/rpe.csv", kSheet);
  file("squad/lee/rpe.csv", kSheet);
  open({(folder_ / "squad").string()});
  ASSERT_THAT(import_.open_questions(), SizeIs(1));
  EXPECT_EQ(question_title(import_.open_questions().front()),
            "Are the folders kim, lee of one athlete or of one each?");
  const std::vector<ImportAnswer> answers = answers_to(import_.open_questions().front(), import_.choices());
  ASSERT_THAT(answers, SizeIs(2));
  import_.choose(answers[1].choices);
  settle();
  ASSERT_THAT(import_.report().athletes, SizeIs(2));
  EXPECT_EQ(import_.report().athletes[1].name, "lee");
  EXPECT_EQ(import_.report().athletes[1].sessions, 4U);
  EXPECT_EQ(to_json(import_report(to_json(import_.report()))), to_json(import_.report()));
  EXPECT_EQ(to_json(import_choices(to_json(import_.choices()))), to_json(import_.choices()));
}

}  // namespace
}  // namespace formcast
