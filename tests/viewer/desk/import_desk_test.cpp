#include "viewer/desk/import_desk.hpp"

#include <gtest/gtest.h>

#include "sim/intake/intake.hpp"
#include "tests/viewer/desk/an_import.hpp"
#include "viewer/desk/import_text.hpp"

namespace formcast {
namespace {

/// Sessions on dates that do not tell their order.
constexpr const char* kUnclear = "date,duration (min),RPE\n05/01/2026,60,5\n06/01/2026,60,6\n08/01/2026,90,4\n";

TEST_F(AnImport, MakesTheHistoryThatIntakeMakes) {
  open({file("kim.csv", kSheet)});
  intake::Intake intake;
  const std::string sheet(kSheet);
  intake.add("kim.csv", {reinterpret_cast<const std::uint8_t*>(sheet.data()), sheet.size()});
  intake::HistoryChoices choices;
  choices.athlete = "kim";
  choices.zone = "Europe/Berlin";
  const intake::IntakeResult result = intake.finish(choices);
  ASSERT_TRUE(result.daily);
  EXPECT_EQ(import_.csv(), intake::history_csv(*result.daily, "kim.history.csv"));
  EXPECT_EQ(import_.report().measure, "session_rpe");
}

TEST_F(AnImport, SaysWhatIsOpenUntilThereIsSomethingToLearn) {
  open({file("kim.csv", kSheet)});
  EXPECT_EQ(import_title(import_), "One question, then kim can be learned");
  ASSERT_TRUE(import_.asks_rest());
  EXPECT_EQ(import_.days_to_explain(), 1);
  import_.answer_rest(true);
  settle();
  EXPECT_EQ(import_.history()->load, (std::vector<double>{300.0, 360.0, 0.0, 360.0, 240.0}));
  EXPECT_EQ(learn_label(import_), "No test yet");
  import_.typed_tests = {{"2026-01-06", "301"}};
  EXPECT_EQ(learn_label(import_), "One question open");  // there is training on that day
  import_.timing = Timing::kNextDay;
  EXPECT_EQ(learn_label(import_), "Learn kim");
  EXPECT_EQ(import_title(import_), "kim can be learned");
}

TEST_F(AnImport, AnswersOfReadingReadTheFilesAgain) {
  open({file("kim.csv", kUnclear)});
  ASSERT_EQ(import_.open_questions().size(), 1U);
  const intake::Question question = import_.open_questions().front();
  EXPECT_EQ(question.kind, intake::Question::Kind::kDayOrder);
  EXPECT_EQ(question_title(question), "Is 05/01/2026 the 5th of January or the 1st of May?");
  EXPECT_FALSE(import_.history());
  const std::vector<ImportAnswer> answers = answers_to(question, import_.choices());
  ASSERT_EQ(answers.size(), 2U);
  EXPECT_EQ(answers[1].text, "1 May 2026");
  import_.choose(answers[1].choices);
  settle();
  EXPECT_TRUE(import_.open_questions().empty());
  EXPECT_EQ(iso(import_.history()->start), "2026-05-01");
  EXPECT_EQ(import_.history()->days(), 93);  // to 1 August
}

/// Of two orders the one that puts dates on days with sessions is suggested, and says why.
TEST_F(AnImport, TheOrderOfDatesComesWithItsEvidence) {
  const std::string wellness = "date,HRV,Sleep\n05/01/2026,62,7\n06/01/2026,60,8\n07/01/2026,58,7\n";
  open({file("load.csv", kSheet), file("mornings.csv", wellness)});
  ASSERT_EQ(import_.open_questions().size(), 1U);
  const intake::Question question = import_.open_questions().front();
  EXPECT_EQ(question_evidence(question),
            "mornings.csv: 3 dates can be read both ways. Day first, 2 of 3 fall on a day with a session; month first, "
            "0 of 3.");
  const std::vector<ImportAnswer> answers = answers_to(question, import_.choices());
  EXPECT_TRUE(answers[0].suggested);
  EXPECT_FALSE(answers[1].suggested);
}

/// Every question with an option of the command has answers here.
TEST_F(AnImport, WeightsAreAskedAboutToo) {
  open({file("sets.csv",
             "Date,Workout Name,Duration,Exercise Name,Set Order,Weight,Reps,Distance,Seconds,RPE\n"
             "2026-01-05 10:00:00,Legs,45m,Squat,1,100,5,0,0,\n")});
  ASSERT_EQ(import_.open_questions().size(), 1U);
  const intake::Question question = import_.open_questions().front();
  EXPECT_EQ(question_title(question), "Are weights kilograms or pounds?");
  const std::vector<ImportAnswer> answers = answers_to(question, import_.choices());
  ASSERT_EQ(answers.size(), 2U);
  import_.choose(answers[1].choices);
  settle();
  EXPECT_TRUE(import_.open_questions().empty());
}

TEST_F(AnImport, QuestionsThatReadersAskAreThoseThatHaveAnswers) {
  const std::string decimals = "date,duration (min),RPE\n2026-01-05,\"1,234\",5\n2026-01-06,\"1,100\",6\n";
  open({file("kim.csv", decimals)});
  ASSERT_EQ(import_.report().questions.size(), 1U);
  const intake::Question question = import_.report().questions.front();
  EXPECT_EQ(question.kind, intake::Question::Kind::kDecimalMark) << question.text;
  const std::vector<ImportAnswer> answers = answers_to(question, import_.choices());
  EXPECT_EQ(answers[0].text, "A decimal comma");
  EXPECT_TRUE(answers[0].choices.decimal_comma.value());
  import_.go_on_without(question);
  EXPECT_TRUE(import_.open_questions().empty());
}

TEST_F(AnImport, ReadsTestsOfATableOfTheirOwn) {
  open({file("load.csv", kSheet), file("tests.csv", "date,performance [W]\n2026-01-05,301\n2026-01-12,310.5\n")});
  EXPECT_EQ(import_.tests(), (std::vector<ImportTest>{{parse_iso("2026-01-05").value(), 301.0},
                                                      {parse_iso("2026-01-12").value(), 310.5}}));
  const std::string csv = import_.csv();
  EXPECT_EQ(csv, import_.report().history->csv) << "as the command writes it";
  EXPECT_TRUE(import_.csv_with_unit().starts_with("athlete,date,load [AU],performance [W]\n"));
  EXPECT_NE(csv.find("2026-01-05,300,301\n"), std::string::npos) << csv;
  // The last test is three days after the last session, whose loads are not known.
  EXPECT_TRUE(csv.ends_with("2026-01-10,,\nathlete,2026-01-11,,\nathlete,2026-01-12,,310.5\n")) << csv;
}

TEST_F(AnImport, TypedTestsReplaceThoseOfFiles) {
  open({file("load.csv", kSheet), file("tests.csv", "date,performance [W]\n2026-01-05,301\n")});
  import_.paste_tests("06.01.2026\t305,5\n2026-01-05\t300\n");
  EXPECT_EQ(import_.tests(), (std::vector<ImportTest>{{parse_iso("2026-01-05").value(), 300.0},
                                                      {parse_iso("2026-01-06").value(), 305.5}}));
  import_.typed_tests.push_back({"soon", "310"});
  EXPECT_EQ(import_.test_faults(), std::vector<std::string>{"row 3: \"soon\" is no date such as 2016-01-06"});
  EXPECT_EQ(import_.why_not(), "2 questions open");  // rest and timing come first
}

TEST_F(AnImport, AsksWhoseHistoryItIs) {
  open({file("team.csv",
             "athlete,date,duration (min),RPE\nAda,2026-01-05,60,5\nBen,2026-01-05,60,7\nAda,2026-01-06,50,6\n")});
  ASSERT_EQ(import_.open_questions().size(), 1U);
  EXPECT_EQ(question_title(import_.open_questions().front()), "Whose history is it?");
  const std::vector<ImportAnswer> answers = answers_to(import_.open_questions().front(), import_.choices());
  ASSERT_EQ(answers.size(), 3U) << "or a history of each";
  EXPECT_EQ(answers[1].text, "Ben");
  import_.choose(answers[0].choices);
  settle();
  EXPECT_EQ(import_.athlete(), "Ada");
  EXPECT_EQ(import_.history()->load, (std::vector<double>{300.0, 300.0}));
}

/// Jumps of a force plate and a table of tests are two kinds, of which a history has one.
TEST_F(AnImport, NeverMixesTwoKindsOfTest) {
  const std::string jumps =
      "Name,Test Type,Date,Time,BW [KG],Reps,Tags,Jump Height (Imp-Mom) [cm]\n"
      "Kim,CMJ,2026-01-05,10:00:00,70,1,,35.1\nKim,CMJ,2026-01-08,10:00:00,70,1,,36.2\n";
  open({file("load.csv", kSheet), file("jumps.csv", jumps),
        file("tests.csv", "date,performance [W]\n2026-01-05,301\n")});
  EXPECT_TRUE(import_.tests().empty());
  ASSERT_EQ(import_.open_questions().size(), 1U);
  const std::vector<ImportAnswer> answers = answers_to(import_.open_questions().front(), import_.choices());
  ASSERT_EQ(answers.size(), 2U) << import_.open_questions().front().text;
  import_.choose(answers[0].choices);
  settle();
  EXPECT_EQ(import_.tests(), (std::vector<ImportTest>{{parse_iso("2026-01-05").value(), 35.1},
                                                      {parse_iso("2026-01-08").value(), 36.2}}));
  EXPECT_EQ(import_.test_unit, "cm");
  EXPECT_EQ(import_.csv(), import_.report().history->csv);
  import_.choose(answers[1].choices);
  settle();
  EXPECT_EQ(import_.tests(), (std::vector<ImportTest>{{parse_iso("2026-01-05").value(), 301.0}}));
  EXPECT_EQ(import_.test_unit, "W");
  EXPECT_EQ(import_.csv().find("35.1"), std::string::npos);
}

TEST_F(AnImport, NamesFilesThatCannotBeRead) {
  open({file("load.csv", kSheet), file("cut.zip", "PK\x03\x04 and no more")});
  const std::vector<FileGroup> groups = file_groups(import_.report());
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[1].name, "Left out");
  EXPECT_TRUE(groups[1].wrong);
  EXPECT_NE(groups[1].line.find("cut.zip"), std::string::npos) << groups[1].line;
  EXPECT_TRUE(import_.history());
}

TEST_F(AnImport, TakesNumbersThatAMeasureNeedsOnlyWithinReason) {
  open({file("kim.csv", kSheet)});
  import_.typed_numbers["threshold_power"] = "2800";
  EXPECT_EQ(import_.take_numbers("power_stress"), "Threshold power: expected 30 to 700 W, not 2800");
  EXPECT_TRUE(import_.choices().profile.empty());
  import_.typed_numbers["threshold_power"] = "280";
  EXPECT_EQ(import_.take_numbers("power_stress"), "");
  EXPECT_EQ(import_.choices().profile.at("threshold_power"), 280.0);
}

TEST_F(AnImport, LeavesNothingBehindWhenItIsClosed) {
  open({file("kim.csv", kSheet)});
  import_.answer_rest(true);
  import_.close();
  EXPECT_FALSE(import_.is_open());
  EXPECT_FALSE(import_.history());
  EXPECT_TRUE(import_.tests().empty());
  open({file("lee.csv", kSheet)});
  EXPECT_EQ(import_.athlete(), "lee");
  EXPECT_TRUE(import_.asks_rest());
}

/// What passes between workers comes back as it was.
TEST_F(AnImport, PassesThroughJson) {
  open(
      {file("load.csv", kSheet), file("tests.csv", "date,performance [W]\n2026-01-05,301\n"), file("x.csv", kUnclear)});
  const std::string json = to_json(import_.report());
  EXPECT_EQ(to_json(import_report(json)), json);
  ImportChoices choices = import_.choices();
  choices.day_first = false;
  choices.profile["mass"] = 70.5;
  EXPECT_EQ(to_json(import_choices(to_json(choices))), to_json(choices));
  EXPECT_FALSE(choices.reads_as(import_.choices()));
}

}  // namespace
}  // namespace formcast
