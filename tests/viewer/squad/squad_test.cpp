#include <gtest/gtest.h>

#include <cmath>

#include "viewer/desk/comparison.hpp"
#include "viewer/desk/desk.hpp"
#include "viewer/squad/colour_scale.hpp"
#include "viewer/squad/search.hpp"
#include "viewer/squad/squad.hpp"

namespace formcast {
namespace {

using By = SquadOrder::By;
using Rows = std::vector<std::size_t>;
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

Quantiles around(float middle, float half) { return {middle - half, middle - 1, middle, middle + 1, middle + half}; }

/// Four athletes under two plans; the file has no results of the last.
ResultsOverview overview(std::optional<double> aim) {
  ResultsOverview made;
  ResultsHeader& header = made.header;
  header.athletes = {"P10", "Ánna", "P2", "Zoe"};
  header.plans = {"steady", "block"};
  header.start = *parse_iso("2028-02-27");
  header.days = 3;
  header.target = *parse_iso("2028-02-29");
  header.members = 100;
  header.target_performance = aim;
  made.target = {
      around(300, 20), around(310, 5), around(200, 8), around(190, 8), around(250, 10), around(250, 12), {}, {}};
  for (const std::size_t gone : {6, 7}) made.target[gone].fill(kNaN);
  made.chance = {0.5f, 0.25f, 1.0f, 0.0f, 0.75f, 0.75f, kNaN, kNaN};
  if (!aim) made.chance.assign(8, kNaN);
  return made;
}

TEST(Squad, JudgesPlansByTheChanceOfTheAim) {
  const Squad squad(overview(320.0));
  EXPECT_EQ(squad.best(0), 0u);  // less likely to be good, more likely to be good enough
  EXPECT_EQ(squad.best(1), 0u);
  EXPECT_EQ(squad.best(2), 0u);  // alike in everything: the first
  EXPECT_EQ(squad.best(3), std::nullopt);
  EXPECT_FALSE(squad.has(3));
  EXPECT_EQ(squad.cell_text(0, 1), "25 %");
  EXPECT_EQ(squad.cell_text(3, 0), "");
  EXPECT_EQ(squad.range_text(0), "280 to 320");
  EXPECT_DOUBLE_EQ(squad.heat(2, 1), 0.75);
  EXPECT_TRUE(std::isnan(squad.heat(3, 1)));
}

/// Of two plans that a record does not separate, none is best.
TEST(Squad, NamesABestPlanOnlyWhereClear) {
  EXPECT_EQ(Squad(overview(320.0)).clear(0), std::nullopt);  // an older file
  EXPECT_EQ(Squad(overview(320.0)).best_text(0), "steady");
  ResultsOverview told = overview(320.0);
  told.worthwhile.assign(4 * 2 * 2, kNaN);
  told.alike = told.worthwhile;
  const auto put = [&](std::size_t athlete, float worthwhile, float alike) {
    told.worthwhile[athlete * 4 + 1] = worthwhile;  // the first plan, which is the best, against the second
    told.alike[athlete * 4 + 1] = alike;
  };
  put(0, 0.8f, 0.1f), put(1, 0.5f, 0.2f), put(2, 0.0f, 1.0f);
  const Squad squad(told);
  EXPECT_EQ(squad.clear(0), true);
  EXPECT_EQ(squad.best_text(0), "steady");
  EXPECT_EQ(squad.clear(1), false);
  EXPECT_EQ(squad.best_text(1), "too close to call");
  EXPECT_EQ(squad.clear(2), false);
  EXPECT_EQ(squad.clear(3), std::nullopt);
  EXPECT_EQ(squad.best_text(3), "");
}

TEST(Squad, WithoutAnAimJudgesByTypicalPerformance) {
  const Squad squad(overview(std::nullopt));
  EXPECT_EQ(squad.best(0), 1u);
  EXPECT_EQ(squad.cell_text(0, 1), "310");
  // The largest gain is 200 above 190.
  EXPECT_NEAR(squad.heat_high(), 100.0 * 10 / 190, 1e-6);
  EXPECT_DOUBLE_EQ(squad.heat(1, 0), 1.0);
  EXPECT_DOUBLE_EQ(squad.heat(1, 1), 0.0);
  EXPECT_NEAR(squad.heat(0, 1), (10.0 / 300) / (10.0 / 190), 1e-6);
}

TEST(Squad, SortsAndKeepsThoseWithoutResultsLast) {
  const Squad squad(overview(320.0));
  EXPECT_EQ(squad.rows("", {By::kAthlete, 0, false}), (Rows{2, 0, 1, 3}));  // P2, P10, then letters beyond English
  EXPECT_EQ(squad.rows("", {By::kAthlete, 0, true}), (Rows{1, 0, 2, 3}));
  EXPECT_EQ(squad.rows("", {By::kBest, 0, true}), (Rows{0, 2, 1, 3}));
  EXPECT_EQ(squad.rows("", {By::kRange, 0, true}), (Rows{0, 2, 1, 3}));
  EXPECT_EQ(squad.rows("", {By::kPlan, 0, true}), (Rows{1, 2, 0, 3}));
  EXPECT_EQ(squad.rows("", {By::kPlan, 1, false}), (Rows{1, 0, 2, 3}));
  EXPECT_EQ(squad.rows("p", {By::kAthlete, 0, false}), (Rows{2, 0}));
  EXPECT_EQ(squad.rows("ZO", {}), (Rows{3}));
  EXPECT_TRUE(squad.rows("nobody", {}).empty());
}

TEST(Search, FindsAllWordsInAnyOrder) {
  EXPECT_TRUE(matches("Anna Berg", " berg AN "));
  EXPECT_FALSE(matches("Anna Berg", "berg olga"));
  EXPECT_TRUE(matches("佐藤 健", "健"));
  EXPECT_TRUE(name_before("S9", "s10"));
  EXPECT_TRUE(name_before("a", "a1"));
  EXPECT_FALSE(name_before("x", "x"));
  EXPECT_FALSE(name_before("x07", "x7"));
}

TEST(Heat, RisesAndIsLegibleInBothThemes) {
  for (const bool dark : {true, false}) {
    double before = luminance(heat_colour(0.0, dark));
    for (int percent = 1; percent <= 100; ++percent) {
      const std::uint32_t colour = heat_colour(0.01 * percent, dark);
      const double now = luminance(colour), ink = luminance(ink_on(colour));
      EXPECT_GT(dark ? now - before : before - now, 0.0) << percent;
      EXPECT_GE((std::max(now, ink) + 0.05) / (std::min(now, ink) + 0.05), 4.5) << percent;
      before = now;
    }
  }
}

/// One athlete's part of the file, with numbers that encode their place.
AthleteResults athlete_results(std::size_t athlete, int days) {
  AthleteResults made{athlete, std::vector<PlanResult>(2), {}};
  for (std::size_t p = 0; p < 2; ++p) {
    PlanResult& plan = made.plans[p];
    plan.planned_load.assign(static_cast<std::size_t>(days), 100.0f * static_cast<float>(p + 1));
    plan.planned_test.assign(static_cast<std::size_t>(days), 0);
    plan.planned_test[1] = 1;
    for (auto& band : plan.bands) band.assign(static_cast<std::size_t>(days), around(300, 20));
    plan.target_performance = around(300, 20);
    plan.target_probability = 0.25f;
    const PairResult of_before{around(3, 2), 3.0f, 0.75f, kNaN, kNaN};
    made.pairs.push_back({of_before, of_before});
    made.pairs[p][p].probability_better = kNaN;
  }
  return made;
}

TEST(ResultsOnTheDesk, AreKnownAtOnceAndNotEdited) {
  Evaluator evaluator;
  Desk desk(evaluator);
  ResultsHeader header = overview(320.0).header;
  header.scenario_text = "a scenario of another version";
  desk.open_results(header, athlete_results(1, header.days));
  ASSERT_TRUE(desk.read_only());
  EXPECT_TRUE(desk.settled());
  EXPECT_EQ(desk.twin().athlete, "Ánna");
  ASSERT_EQ(desk.board().sheets.size(), 2u);
  EXPECT_EQ(desk.board().sheets[1].name, "block");
  EXPECT_EQ(desk.board().sheets[1].load, std::vector<double>(3, 200.0));
  EXPECT_EQ(desk.board().sheets[0].tests, std::vector<int>{1});
  EXPECT_EQ(desk.board().target, 2);
  EXPECT_EQ(desk.outlook(0).members, 100);
  EXPECT_EQ(chance_of(desk.outlook(0), 320.0), 0.25);
  ASSERT_TRUE(desk.pair(0, 1));
  EXPECT_EQ(desk.pair(0, 1)->difference_mean, 3.0f);
  EXPECT_FALSE(desk.pair(0, 0));
  EXPECT_FALSE(desk.against_ghost(0));

  Board changed = desk.board();
  changed.sheets[0].load[0] = 7.0;
  desk.edit("an edit", changed);
  desk.drag(changed);
  desk.drop("a drag");
  desk.tick();
  EXPECT_EQ(desk.board().sheets[0].load[0], 100.0);
  EXPECT_EQ(desk.history().steps().size(), 1u);
  EXPECT_FALSE(desk.dragging());
  desk.show(1, false);
  EXPECT_FALSE(desk.board().sheets[1].shown);
}

/// Three chances as `formcast compare` prints them, and what they rest on.
TEST(ResultsOnTheDesk, CompareAsTheProgramDoes) {
  Evaluator evaluator;
  Desk desk(evaluator);
  ResultsHeader header = overview(320.0).header;
  header.performance_unit = "W";
  header.decisions.assign(header.athletes.size(), {1.5f, 0.125f, 0.1f, 0.05f, 0.2f});
  AthleteResults results = athlete_results(0, header.days);
  results.pairs[1][0] = {around(3, 2), 3.0f, 0.75f, 0.71f, 0.19f};
  results.pairs[0][1] = {around(-3, 2), -3.0f, 0.25f, 0.1f, 0.19f};
  desk.open_results(header, results);
  EXPECT_EQ(*comparison_text(desk, 1, 0), verdict_text("block", "steady", *desk.pair(1, 0), 1.5f, "W"));
  EXPECT_EQ(comparison_text(desk, 1, 0)->find("\"block\" is better than \"steady\" by more than 1.50 W in 71 of 100"),
            0u)
      << *comparison_text(desk, 1, 0);
  EXPECT_FALSE(comparison_text(desk, 1, 1));
  EXPECT_EQ(comparison_basis_text(desk).find("Knowing the loads"), 0u) << comparison_basis_text(desk);
  for (const auto& [sheet, other] : {std::pair{0u, 1u}, std::pair{1u, 0u}}) {
    const Strokes strokes = *strokes_of(*desk.pair(sheet, other));
    EXPECT_EQ(strokes.better + strokes.alike + strokes.worse, 100);
    EXPECT_NEAR(strokes.alike, 19, 1);
  }

  results.pairs[1][0] = {around(0, 2), 0.0f, 0.5f, 0.3f, 0.4f};
  header.decisions[0].no_effect_probability = 0.75f;
  desk.open_results(header, std::move(results));
  EXPECT_EQ(comparison_text(desk, 1, 0)->find("Too close to call: "), 0u) << *comparison_text(desk, 1, 0);
  EXPECT_EQ(comparison_basis_text(desk).find("This record cannot tell plans apart: "), 0u);
}

/// Older results hold one chance alone, and not what it rests on.
TEST(ResultsOnTheDesk, OlderOnesShowTheirOneChance) {
  Evaluator evaluator;
  Desk desk(evaluator);
  const ResultsHeader header = overview(320.0).header;
  AthleteResults results = athlete_results(0, header.days);
  results.pairs[0][1] = {{}, 0.0f, 0.5f, kNaN, kNaN};
  desk.open_results(header, std::move(results));
  EXPECT_EQ(comparison_text(desk, 1, 0)->find("\"block\" is better than \"steady\" in 75 of 100"), 0u);
  EXPECT_EQ(*comparison_text(desk, 0, 1), "\"steady\" and \"block\" are alike: no difference in 90 of 100");
  EXPECT_FALSE(strokes_of(*desk.pair(1, 0)));
  EXPECT_EQ(comparison_basis_text(desk), "");
}

TEST(ResultsOnTheDesk, ReportWhatTheFileLacks) {
  Evaluator evaluator;
  Desk desk(evaluator);
  const ResultsHeader header = overview(320.0).header;
  AthleteResults results = athlete_results(0, header.days);
  results.plans[1].target_performance.fill(kNaN);
  desk.open_results(header, std::move(results));
  EXPECT_FALSE(desk.outlook(1).known());
  EXPECT_EQ(desk.fault(1), "not in the results file");
  EXPECT_EQ(desk.fault(0), "");
}

}  // namespace
}  // namespace formcast
