#include "viewer/desk/desk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <thread>

#include "sim/base/input_error.hpp"
#include "sim/calibration/calibrate.hpp"
#include "sim/calibration/parameter_densities.hpp"
#include "sim/ensemble/plan_pair.hpp"
#include "sim/monitoring/readiness.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "tests/viewer/board_file.hpp"
#include "viewer/desk/comparison.hpp"
#include "viewer/desk/edits.hpp"
#include "viewer/desk/headline.hpp"
#include "viewer/desk/words.hpp"
#include "viewer/export/results_export.hpp"
#include "viewer/export/summary.hpp"

namespace formcast {
namespace {

/// S3 of the shipped history with the shipped race.
class OnTheDesk : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    const History history = read_history(shipped("busso_2017.csv"));
    twin_ = to_json(calibrate(history.athletes.back(), history, Timing::kNextDay));
  }
  void SetUp() override {
    desk_.open_twin(twin_, "S3.twin.json");
    desk_.open_scenario(read_text(shipped("busso_race.toml")), "busso_race.toml");
  }
  /// Ticks until everything is computed.
  void settle() {
    while (!desk_.settled()) {
      desk_.tick();
      std::this_thread::yield();
    }
  }
  void set_load(int day, double load) {
    Board board = desk_.board();
    std::string name = formcast::set_load(board, board.sheets[0], day, load, "AU");
    desk_.edit(std::move(name), std::move(board));
  }

  static inline std::string twin_;
  Evaluator evaluator_;
  Desk desk_{evaluator_};
};

/// One sentence: the best plan against the next; one plan alone; plans that do the same; and what a record cannot tell.
TEST_F(OnTheDesk, HasAVerdict) {
  EXPECT_EQ(headline(desk_).sentence, "Working out the plans");
  settle();
  const Headline said = headline(desk_);
  EXPECT_EQ(said.plan, 1u);
  EXPECT_EQ(said.sentence.rfind("Block then taper: +", 0), 0u) << said.sentence;
  EXPECT_NE(said.race.find("Sun 5 Jun 2016, in 44 days. Aim 340 W"), std::string::npos) << said.race;
  ASSERT_TRUE(said.strokes);
  EXPECT_EQ(said.strokes->better + said.strokes->alike + said.strokes->worse, 100);
  EXPECT_NE(said.doubt.find("Fatigue on the day is"), std::string::npos) << said.doubt;
  EXPECT_FALSE(said.doubtful);

  Board board = desk_.board();
  board.sheets.resize(1);
  desk_.edit("one", board);
  settle();
  const Headline alone = headline(desk_);
  EXPECT_EQ(alone.sentence.rfind("Keep going: ", 0), 0u) << alone.sentence;
  EXPECT_NE(alone.sentence.find("of 100 reach 340 W"), std::string::npos) << alone.sentence;
  EXPECT_FALSE(alone.strokes);

  board.sheets.push_back(board.sheets[0]);
  board.sheets[1].name = "the same";
  desk_.edit("two", board);
  settle();
  EXPECT_EQ(headline(desk_).sentence, "No difference worth having: keep going and the same");
}

/// What the desk shows is what a batch run of its scenario gives, bit for bit, pairs too.
TEST_F(OnTheDesk, ShowsWhatABatchRunGives) {
  set_load(3, 123.0);
  settle();
  const Scenario scenario = parse_scenario(desk_.scenario_text(), "plans.toml", Athletes::kNotRead);
  ASSERT_EQ(scenario.members, kSteps.back());
  const EnsembleInput input = ensemble_input(scenario, desk_.twin());
  const EnsembleResult batch = *run_ensemble(desk_.twin(), input, {});
  ASSERT_EQ(batch.plan.size(), 3u);
  for (std::size_t p = 0; p < batch.plan.size(); ++p) {
    EXPECT_EQ(desk_.outlook(p).result.bands, batch.plan[p].bands);
    EXPECT_EQ(desk_.outlook(p).result.target_performance, batch.plan[p].target_performance);
  }
  EXPECT_EQ(desk_.pair(1, 0)->difference, batch.pair[1][0].difference);
  EXPECT_EQ(desk_.pair(1, 0)->probability_better, batch.pair[1][0].probability_better);
  EXPECT_EQ(desk_.pair(1, 0)->probability_worthwhile, batch.pair[1][0].probability_worthwhile);
  EXPECT_EQ(desk_.pair(1, 0)->probability_alike, batch.pair[1][0].probability_alike);
  const auto kept = results_of(desk_);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->header.plans.size(), 3u);
  EXPECT_EQ(kept->athlete.plans[0].planned_load[3], 123.0f);
  EXPECT_EQ(kept->athlete.plans[1].target_probability, batch.plan[1].target_probability);
  EXPECT_EQ(kept->athlete.pairs[1][0].difference_mean, batch.pair[1][0].difference_mean);
  set_load(3, 124.0);
  EXPECT_FALSE(results_of(desk_));  // not before it is recomputed
}

/// A search is worth what the plan with its trip is worth against the plan as it was: the same members.
TEST_F(OnTheDesk, ASearchSaysWhatItIsWorth) {
  TripForm form;
  form.flights = {{"CDG", "Brisbane", "2016-05-31 11:00", "2016-06-01 18:45", true}};
  const Board board = with_trip(desk_.board(), 0, std::nullopt, form);
  desk_.search(board, 0, 0);
  std::optional<TripFinding> finding;
  while (!(finding = desk_.found())) {
    ASSERT_TRUE(desk_.searching());
    desk_.tick();
    std::this_thread::yield();
  }
  EXPECT_FALSE(desk_.searching());
  ASSERT_EQ(finding->answer.error, "");
  ASSERT_TRUE(finding->answer.better);
  ASSERT_TRUE(finding->gain);
  Board found = board;
  found.sheets[0].trips = with_trip(board, 0, 0, found_form(finding->answer, 0)).sheets[0].trips;
  Outlook was, is;
  TravelCaches memory;
  was = work_out(desk_.twin(), memory, {1, plan_input(board, 0), kSteps[1]}).outlook;
  is = work_out(desk_.twin(), memory, {2, plan_input(found, 0), kSteps[1]}).outlook;
  const PairResult pair = *pair_of(is, was, desk_.basis().smallest_worthwhile_change);
  EXPECT_EQ(finding->gain->difference, pair.difference);
  EXPECT_EQ(finding->gain->difference_mean, pair.difference_mean);
  EXPECT_FALSE(desk_.found()) << "once";
  desk_.search(board, 0, 0);
  desk_.open_twin(twin_, "S3.twin.json");
  EXPECT_FALSE(desk_.searching()) << "it was of another athlete";
}

TEST_F(OnTheDesk, AnEditAsksForItsPlanAlone) {
  settle();
  set_load(3, 50.0);
  EXPECT_FALSE(desk_.is_current(0));
  EXPECT_TRUE(desk_.is_current(1));
  EXPECT_EQ(desk_.outlook(1).members, kSteps.back());
  const auto median = desk_.ghost(0).result.target_performance[2];
  settle();
  EXPECT_EQ(desk_.ghost(0).result.target_performance[2], median);
  EXPECT_TRUE(desk_.against_ghost(0));
}

TEST_F(OnTheDesk, ADragIsOneUndoStep) {
  for (const double load : {10.0, 20.0, 30.0}) {
    Board board = desk_.board();
    board.sheets[0].load[5] = load;
    desk_.drag(std::move(board));
  }
  EXPECT_TRUE(desk_.dragging());
  desk_.drop("dragged");
  EXPECT_EQ(desk_.history().at(), 1u);
  EXPECT_EQ(desk_.board().sheets[0].load[5], 30.0);
  desk_.undo();
  EXPECT_NE(desk_.board().sheets[0].load[5], 30.0);
  desk_.redo();
  EXPECT_EQ(desk_.board().sheets[0].load[5], 30.0);
}

/// However quick the plan is: while dragging, the cores are left to drawing.
TEST_F(OnTheDesk, ADragRequestsFewMembers) {
  settle();
  Board board = desk_.board();
  board.sheets[0].load[5] = 10.0;
  desk_.drag(std::move(board));
  while (!desk_.is_current(0)) {
    desk_.tick();
    std::this_thread::yield();
  }
  desk_.tick();
  EXPECT_EQ(desk_.outlook(0).members, kSteps.front());
  desk_.drop("dragged");
  settle();
  EXPECT_EQ(desk_.outlook(0).members, kSteps.back());
}

TEST_F(OnTheDesk, ADragCanBeCancelled) {
  const double before = desk_.board().sheets[0].load[5];
  Board board = desk_.board();
  board.sheets[0].load[5] = 1.0;
  desk_.drag(std::move(board));
  desk_.cancel();
  EXPECT_EQ(desk_.board().sheets[0].load[5], before);
  EXPECT_EQ(desk_.history().at(), 0u);
}

TEST_F(OnTheDesk, WhatCannotBeReadChangesNothing) {
  const std::string before = desk_.scenario_text();
  EXPECT_THROW(desk_.open_twin("{", "x.twin.json"), InputError);
  EXPECT_THROW(desk_.open_scenario("start = 1", "x.toml"), InputError);
  EXPECT_THROW(desk_.open_scenario(read_text(shipped("cyclist_race.toml")), "cyclist_race.toml"), InputError);
  EXPECT_EQ(desk_.scenario_text(), before);
  settle();
  EXPECT_EQ(desk_.outlook(0).members, kSteps.back());
}

/// All of the board; and the same scenario gives the same bits.
TEST_F(OnTheDesk, ASessionComesBackWhole) {
  Board board = desk_.board();
  board.sheets[1].name = "another";
  board.sheets[1].shown = false;
  board.sheets[1].colour = 5;
  board.sheets[2].load[7] = 1.0 / 3.0;
  mark_ill(board, board.sheets[2], {4, 6});
  desk_.edit("edited", board);
  const Session session{desk_.twin_json(), desk_.scenario_text(), marks_of(desk_.board())};
  const std::string text = to_json(session);
  Evaluator evaluator;
  Desk other(evaluator);
  other.open_session(parse_session(text, "x.json"), "x.json");
  EXPECT_EQ(other.scenario_text(), desk_.scenario_text());
  EXPECT_EQ(other.twin_json(), twin_);
  EXPECT_FALSE(other.board().sheets[1].shown);
  EXPECT_EQ(other.board().sheets[1].colour, 5u);
  EXPECT_EQ(other.board().sheets[2].ill, (std::vector<int>{4, 5, 6}));
}

/// Athlete and plans, or neither.
TEST_F(OnTheDesk, ABrokenSessionChangesNothing) {
  const std::string before = desk_.scenario_text();
  const Session whole{desk_.twin_json(), before, marks_of(desk_.board())};
  std::vector<Session> broken(5, whole);
  broken[0].twin = twin_.substr(0, twin_.size() / 2);
  broken[1].scenario = before.substr(0, before.size() - 5);
  broken[2].scenario = read_text(shipped("cyclist_race.toml"));
  broken[3].sheets.pop_back();
  broken[4].sheets[0].ill = {-1};
  for (const Session& session : broken) EXPECT_THROW(desk_.open_session(session, "x.json"), InputError);
  EXPECT_EQ(desk_.scenario_text(), before);
  EXPECT_EQ(desk_.twin_json(), twin_);
}

TEST_F(OnTheDesk, ASummaryOfAYearCountsSeveralWeeksTogether) {
  desk_.open_scenario(
      "athletes = \"x\"\nstart = 2016-04-22\ndays = 364\nseed = 1\n"
      "[[plan]]\nname = \"long\"\n[[plan]]\nname = \"hidden\"\n",
      "x.toml");
  Board board = desk_.board();
  board.sheets[1].shown = false;
  desk_.edit("hidden", board);
  const std::string said = summary_json(desk_, 0);
  EXPECT_NE(said.find("\"weeks_each\":4,\"weeks\":[\"22 Apr\",\"16 May\""), std::string::npos) << said;
  EXPECT_NE(said.find("{\"name\":\"long\""), std::string::npos) << said;
  EXPECT_NE(said.find("\"fault\":\"still being worked out\""), std::string::npos) << said;
  EXPECT_EQ(said.find("hidden"), std::string::npos) << said;
}

TEST_F(OnTheDesk, ACopyOfAPlanIsKnownAtOnce) {
  settle();
  Board board = desk_.board();
  board.sheets.push_back(board.sheets[1]);
  board.sheets.back().shown = true;
  desk_.edit("copied", board);
  EXPECT_TRUE(desk_.is_current(3));
  EXPECT_EQ(desk_.outlook(3).result.target_performance, desk_.outlook(1).result.target_performance);
  ASSERT_TRUE(desk_.pair(3, 1));
  EXPECT_EQ(verdict(*desk_.pair(3, 1)), Verdict::kAlike);  // and not better in 50 of 100
  const std::string least = " are alike: within " + with_unit(desk_.basis().smallest_worthwhile_change, "W");
  EXPECT_NE(comparison_text(desk_, 3, 1)->find(least), std::string::npos) << *comparison_text(desk_, 3, 1);
  board.sheets.erase(board.sheets.begin());
  desk_.edit("deleted", board);
  EXPECT_TRUE(desk_.is_current(0));
  EXPECT_EQ(desk_.outlook(0).result.target_performance, desk_.outlook(2).result.target_performance);
}

/// The modelled past leads to where forecasts begin, and the recomputed forecasts are those the twin was judged by.
TEST_F(OnTheDesk, LooksBackOverTheRecord) {
  desk_.look_back_from(1, true);
  settle();
  const Hindsight& back = desk_.hindsight();
  ASSERT_EQ(back.past.days(), desk_.twin().days());
  ASSERT_EQ(back.past.norm.size(), Norm::kPoints);
  for (std::size_t output = 0; output < kOutputs; ++output) {
    const Quantiles &last = back.past.bands[output].back(), &first = desk_.outlook(1).result.bands[output].front();
    const float width = first.back() - first.front();
    EXPECT_NEAR(last[2], first[2], 0.35f * width) << output;
    EXPECT_NEAR(last.back() - last.front(), width, 0.4f * width) << output;
  }
  // Nine in ten tests lie in the past's 90 % band, and the twin's errors one test ahead are those of its file.
  int inside = 0;
  for (const formcast::Test& test : desk_.twin().tests) {
    const Quantiles& of = back.past.bands[0][static_cast<std::size_t>(test.day)];
    inside += of.front() <= test.performance && test.performance <= of.back() ? 1 : 0;
  }
  EXPECT_GE(inside, static_cast<int>(0.85 * static_cast<double>(desk_.twin().tests.size())));
  ASSERT_EQ(back.predicted.size(), desk_.twin().tests.size());
  double missed = 0.0;
  for (std::size_t t = Drift::kBefore; t < back.predicted.size(); ++t) {
    missed += 100.0 * std::abs(back.predicted[t].expected - back.predicted[t].seen) / back.predicted[t].seen;
  }
  EXPECT_NEAR(missed / desk_.twin().fit.forecasts, desk_.twin().fit.twin.mape, 1e-9);
  ASSERT_FALSE(back.influence.empty());
  EXPECT_TRUE(desk_.influence_is_of(1));
  EXPECT_FALSE(desk_.influence_is_of(0));
}

/// The densities drawn of a parameter agree with the twin.
TEST_F(OnTheDesk, DensitiesAreThoseOfTheTwin) {
  for (const TwinModel& model : desk_.twin().models) {
    const ParameterDensities all = parameter_densities(desk_.twin(), model.name);
    ASSERT_FALSE(all.parameters.empty()) << model.name;
    for (const ParameterDensity& of : all.parameters) {
      if (of.at.empty()) continue;  // derived from others
      ASSERT_EQ(of.before.size(), of.at.size());
      ASSERT_EQ(of.after.size(), of.at.size());
      EXPECT_TRUE(std::is_sorted(of.at.begin(), of.at.end())) << model.name << ' ' << of.name;
      double mass = 0.0, mean = 0.0;
      for (std::size_t i = 0; i < of.at.size(); ++i) mass += of.after[i], mean += of.after[i] * of.at[i];
      EXPECT_NEAR(mean / mass, of.mean, 0.1 * (of.high - of.low) + 0.02 * std::abs(of.mean))
          << model.name << ' ' << of.name;
      EXPECT_LE(of.before_low, of.before_high);
      EXPECT_EQ(of.before_low == of.before_high, of.at.size() == 1) << of.name;  // a fixed value
    }
    EXPECT_LE(std::abs(all.correlation), 1.0);
    EXPECT_NE(model_title(model.name), "");
  }
  EXPECT_TRUE(parameter_densities(desk_.twin(), "no such model").parameters.empty());
}

/// What an evaluator has learned from a history when it has finished.
LearnProgress learn(Evaluator& evaluator, const std::string& csv, const std::string& name) {
  evaluator.learn(csv, name, Timing::kNextDay);
  LearnProgress all;
  while (!all.finished) {
    LearnProgress progress = evaluator.learned();
    std::ranges::move(progress.twins, std::back_inserter(all.twins));
    std::ranges::move(progress.notes, std::back_inserter(all.notes));
    all.done = progress.done, all.total = progress.total;
    all.finished = progress.finished;
    all.error = progress.error;
    std::this_thread::yield();
  }
  return all;
}

/// A squad: one athlete has a test with a digit too many, one was never tested and one is fine.
std::string troubled_squad() {
  std::string csv = "athlete,date,load,performance [W]\n";
  const Date start = *parse_iso("2024-01-01");
  for (const char* athlete : {"Ada", "Ben", "Cyd"}) {
    for (int day = 0; day < 48; ++day) {
      csv +=
          std::string(athlete) + "," + iso(start + date::days{day}) + "," + std::to_string(60 + 17 * (day % 5)) + ",";
      const bool mistyped = *athlete == 'A' && day == 24;
      if (*athlete != 'B' && day % 4 == 0) csv += std::to_string(300 + (7 * day) % 11) + (mistyped ? "0" : "");
      csv += "\n";
    }
  }
  return csv;
}

TEST(Learning, ReportsSuspiciousRowsAndAthletesWithoutATwin) {
  Evaluator evaluator;
  const LearnProgress all = learn(evaluator, troubled_squad(), "squad.csv");
  EXPECT_EQ(all.error, "");
  EXPECT_EQ(all.done, 3u);
  ASSERT_EQ(all.twins.size(), 3u);
  EXPECT_EQ(all.twins[0].athlete, "Ben");  // known at once
  EXPECT_NE(all.twins[0].error.find("needs at least one test"), std::string::npos) << all.twins[0].error;
  EXPECT_EQ(all.twins[0].json, "");
  EXPECT_EQ(all.twins[1].athlete, "Ada");
  EXPECT_EQ(all.twins[1].error, "");
  ASSERT_EQ(all.twins[1].rows.size(), 2u);
  EXPECT_NE(all.twins[1].rows[0].find("line 26: performance 3030 W on 2024-01-25"), std::string::npos)
      << all.twins[1].rows[0];
  EXPECT_NE(all.twins[1].rows[0].find("It would be 303"), std::string::npos) << all.twins[1].rows[0];
  EXPECT_NE(all.twins[1].rows[1].find("the twin would predict"), std::string::npos) << all.twins[1].rows[1];
  EXPECT_EQ(all.twins[2].athlete, "Cyd");
  EXPECT_TRUE(all.twins[2].rows.empty());
  EXPECT_EQ(parse_twin(all.twins[1].json, "Ada").athlete, "Ada");
}

TEST_F(OnTheDesk, LearnsTheTwinsOfAHistory) {
  const std::string csv = read_text(shipped("busso_2017.csv"));
  const LearnProgress all = learn(evaluator_, csv, "busso_2017.csv");
  EXPECT_EQ(all.error, "");
  ASSERT_EQ(all.twins.size(), 3u);
  EXPECT_EQ(all.twins[2].json, twin_);
  EXPECT_NE(learn(evaluator_, "date,load\n", "bad.csv").error, "");
}

}  // namespace
}  // namespace formcast
