#include "sim/scenario/scenario.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <string>
#include <vector>

#include "sim/base/glob.hpp"
#include "sim/base/input_error.hpp"
#include "tests/sim/scenario/scenario_file.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Date day(std::string_view text) { return *parse_iso(text); }

constexpr std::string_view kEveryKey = R"(title = "Race"
athletes = "twins/*.twin.json"
start = 2016-04-25
days = 70
members = 500
seed = 9223372036854775807
[target]
date = 2016-07-03
performance = 330
[noise]
execution = 0.1
missed = 0.05
illness_per_year = 1.5
illness_days = 6
illness_load = 0.25
[[plan]]
name = "blocks"
repeat = true
taper = { shape = "linear", days = 10, to = 0.3 }
overrides = [ { date = 2016-05-01, load = 0 }, { date = 2016-05-03, days = 2, load = 50.5 } ]
tests = [ 2016-05-30, { date = 2016-06-20, load = 100 }, { date = 2016-06-21 } ]
[[plan.block]]
weeks = 4
week = [0, 100, 420, 0, 430, 0, 300.5]
load = 1.2
ramp = 0.05
recovery = { every = 4, load = 0.5 }
[[plan.block]]
weeks = 2
week = "usual"
)";

TEST_F(ScenarioFile, ReadsEveryKey) {
  const std::string text(kEveryKey);
  const Scenario s = parse(text);
  EXPECT_EQ(s.source, "s.toml");
  EXPECT_EQ(s.text, text);
  EXPECT_EQ(s.title, "Race");
  EXPECT_THAT(s.twins, ElementsAre(folder_ / "twins/ann.twin.json", folder_ / "twins/bob.twin.json"));
  EXPECT_EQ(s.start, day("2016-04-25"));
  EXPECT_EQ(s.days, 70);
  EXPECT_EQ(s.members, 500);
  EXPECT_EQ(s.seed, 9223372036854775807u);
  EXPECT_EQ(s.target.date, day("2016-07-03"));
  EXPECT_EQ(s.target.performance, 330);
  EXPECT_EQ(s.noise.execution, 0.1);
  EXPECT_EQ(s.noise.missed, 0.05);
  EXPECT_EQ(s.noise.illness_per_year, 1.5);
  EXPECT_EQ(s.noise.illness_days, 6);
  EXPECT_EQ(s.noise.illness_load, 0.25);
  ASSERT_THAT(s.plans, SizeIs(1));
  const Plan& plan = s.plans[0];
  EXPECT_EQ(plan.name, "blocks");
  EXPECT_TRUE(plan.repeat);
  EXPECT_EQ(plan.taper->shape, Taper::Shape::kLinear);
  EXPECT_EQ(plan.taper->days, 10);
  EXPECT_EQ(plan.taper->to, 0.3);
  ASSERT_THAT(plan.overrides, SizeIs(3));
  EXPECT_EQ(plan.overrides[0].date, day("2016-05-01"));
  EXPECT_EQ(plan.overrides[0].load, 0);
  EXPECT_EQ(plan.overrides[1].date, day("2016-05-03"));
  EXPECT_EQ(plan.overrides[2].date, day("2016-05-04"));
  EXPECT_EQ(plan.overrides[2].load, 50.5);
  ASSERT_THAT(plan.tests, SizeIs(3));
  EXPECT_EQ(plan.tests[0].date, day("2016-05-30"));
  EXPECT_EQ(plan.tests[0].load, 0);
  EXPECT_EQ(plan.tests[1].load, 100);
  EXPECT_EQ(plan.tests[2].load, 0);
  ASSERT_THAT(plan.blocks, SizeIs(2));
  EXPECT_EQ(plan.blocks[0].weeks, 4);
  EXPECT_THAT(*plan.blocks[0].week, ElementsAre(0, 100, 420, 0, 430, 0, 300.5));
  EXPECT_EQ(plan.blocks[0].load, 1.2);
  EXPECT_EQ(plan.blocks[0].ramp, 0.05);
  EXPECT_EQ(plan.blocks[0].recovery_every, 4);
  EXPECT_EQ(plan.blocks[0].recovery_load, 0.5);
  EXPECT_EQ(plan.blocks[1].week, std::nullopt);
}

TEST_F(ScenarioFile, KeepsDefaultsForMissingKeys) {
  const Scenario s = parse(kPlan + "taper = {}\nrecovery = { every = 3 }\n");
  EXPECT_EQ(s.title, "s");
  EXPECT_EQ(s.members, 10000);
  EXPECT_EQ(s.seed, std::nullopt);
  EXPECT_EQ(s.target.date, day("2016-07-03"));
  EXPECT_EQ(s.target.performance, std::nullopt);
  EXPECT_EQ(s.noise.execution, 0);
  EXPECT_EQ(s.noise.missed, 0);
  EXPECT_EQ(s.noise.illness_per_year, 0);
  EXPECT_EQ(s.noise.illness_days, 5);
  EXPECT_EQ(s.noise.illness_load, 0);
  const Plan& plan = s.plans.at(0);
  EXPECT_FALSE(plan.repeat);
  EXPECT_EQ(plan.taper->shape, Taper::Shape::kExponential);
  EXPECT_EQ(plan.taper->days, 14);
  EXPECT_EQ(plan.taper->to, 0.4);
  EXPECT_THAT(plan.overrides, IsEmpty());
  EXPECT_THAT(plan.tests, IsEmpty());
  ASSERT_THAT(plan.blocks, SizeIs(1));
  EXPECT_EQ(plan.blocks[0].week, std::nullopt);
  EXPECT_EQ(plan.blocks[0].weeks, std::nullopt);
  EXPECT_EQ(plan.blocks[0].load, 1);
  EXPECT_EQ(plan.blocks[0].ramp, 0);
  EXPECT_EQ(plan.blocks[0].recovery_every, 3);
  EXPECT_EQ(plan.blocks[0].recovery_load, 0.6);
}

TEST_F(ScenarioFile, WithoutDaysItEndsOnTheTargetDate) {
  const std::string head = "athletes = \"twins/ann.twin.json\"\nstart = 2016-04-25\n";
  const Scenario s = parse(head + "target = { date = 2016-05-01 }\n[[plan]]\nname = \"x\"\n");
  EXPECT_EQ(s.days, 7);
  EXPECT_EQ(s.target.date, day("2016-05-01"));
  EXPECT_EQ(parse(head + "target = { date = 2016-04-25 }\n[[plan]]\nname = \"x\"\n").days, 1);
}

TEST_F(ScenarioFile, AOneBlockPlanMayBeWrittenWithoutTheBlock) {
  const std::string keys =
      "weeks = 3\nweek = [1, 2, 3, 4, 5, 6, 7]\nload = 1.1\nramp = 0.1\nrecovery = { every = 3, load = 0.4 }\n";
  const Scenario brief = parse(kPlan + "repeat = true\n" + keys);
  const Scenario whole = parse(kPlan + "repeat = true\n[[plan.block]]\n" + keys);
  const auto loads = [](const Scenario& s) { return daily_loads(s.plans[0], s.start, s.days, s.target.date, Week{}); };
  EXPECT_EQ(loads(brief), loads(whole));
  EXPECT_GT(loads(brief)[69 - 1], 0);
}

TEST_F(ScenarioFile, ReadsTheFileAndTakesPathsFromItsFolder) {
  fs::create_directories(folder_ / "plans");
  std::ofstream(folder_ / "plans/race.toml") << "\xEF\xBB\xBF"
                                             << R"(athletes = ["../twins/bob.twin.json"]
start = 2016-04-25
days = 7
[[plan]]
name = "Aufbau für Zürich"
)";
  const Scenario s = read_scenario(folder_ / "plans/race.toml");
  EXPECT_EQ(s.source, "race.toml");
  EXPECT_EQ(s.title, "race");
  EXPECT_EQ(s.plans[0].name, "Aufbau für Zürich");
  EXPECT_THAT(s.twins, ElementsAre(folder_ / "twins/bob.twin.json"));
  EXPECT_THROW(read_scenario(folder_ / "plans/none.toml"), InputError);
}

TEST_F(ScenarioFile, AthletesAreSortedAcrossPatternsAndFolders) {
  touch("squad/a/eve.twin.json");
  touch("squad/b/dan.twin.json");
  touch("squad/b/.hidden.twin.json");
  touch("squad/b/dan.twin.jsonl");
  const Scenario s = parse("athletes = [\"twins/b*.json\", \"squad/?/*.twin.json\", \"twins/ann.twin.json\"]\n" +
                           kPlan.substr(kPlan.find("start")));
  EXPECT_THAT(s.twins, ElementsAre(folder_ / "squad/a/eve.twin.json", folder_ / "squad/b/dan.twin.json",
                                   folder_ / "twins/ann.twin.json", folder_ / "twins/bob.twin.json"));
  const std::string absolute = (folder_ / "twins/ann*").generic_string();
  EXPECT_THAT(parse("athletes = \"" + absolute + "\"\n" + kPlan.substr(kPlan.find("start"))).twins,
              ElementsAre(folder_ / "twins/ann.twin.json"));
}

TEST(Glob, StarTakesAnyRunAndQuestionMarkOneCharacter) {
  for (const char* pattern : {"ann.twin.json", "*", "a*", "*n", "*.twin.*", "a?n*", "???.twin.json", "**a**n**"}) {
    EXPECT_TRUE(matches_glob("ann.twin.json", pattern)) << pattern;
  }
  for (const char* pattern : {"", "ann", "?", "b*", "*.jso", "ann?twin", "a*b*n", "ann.twin.json?", "[a]*"}) {
    EXPECT_FALSE(matches_glob("ann.twin.json", pattern)) << pattern;
  }
  EXPECT_TRUE(matches_glob("Zoë", "Zo?"));
  EXPECT_TRUE(matches_glob("", "*"));
  EXPECT_FALSE(matches_glob(".ann", "*"));
  EXPECT_TRUE(matches_glob(".ann", ".*"));
  EXPECT_FALSE(matches_glob(std::string(5000, 'a'), "*a*a*a*a*a*a*a*a*b"));
}

/// The shipped scenarios, read as if they were beside a folder of twins.
class Examples : public ScenarioFile {
 protected:
  Scenario example(const std::string& name) const {
    return parse_scenario(read_text(fs::path(FORMCAST_SCENARIOS) / name), folder_ / name);
  }
  static std::vector<double> loads(const Scenario& s, std::size_t plan) {
    return daily_loads(s.plans.at(plan), s.start, s.days, s.target.date, Week{100, 100, 100, 100, 100, 100, 100});
  }
};

TEST_F(Examples, EveryShippedScenarioIsValid) {
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(FORMCAST_SCENARIOS)) {
    if (entry.path().extension() != ".toml") continue;
    ++seen;
    const Scenario s = example(entry.path().filename().string());
    EXPECT_GE(s.plans.size(), 2u) << entry.path();
    EXPECT_TRUE(s.seed && s.target.performance) << entry.path();
    EXPECT_GT(s.noise.execution, 0) << entry.path();
  }
  EXPECT_GE(seen, 3);
}

TEST_F(Examples, BussoRace) {
  const Scenario s = example("busso_race.toml");
  EXPECT_EQ(s.days, 45);
  const std::vector<double> usual = loads(s, 0), block = loads(s, 1), overload = loads(s, 2);
  EXPECT_EQ(std::accumulate(usual.begin(), usual.end(), 0.0), 45 * 100);
  EXPECT_EQ(block[27], 125);
  EXPECT_EQ(block[29], 100);
  EXPECT_EQ(block[43], 40);
  EXPECT_NEAR(overload[43], 110 * std::pow(1.06, 6), 1e-9);
  for (const auto& load : {usual, block, overload}) EXPECT_EQ(load[44], 100);
}

TEST_F(Examples, CyclistRace) {
  const Scenario s = example("cyclist_race.toml");
  EXPECT_EQ(s.days, 55);
  for (std::size_t plan = 0; plan < 3; ++plan) {
    // The record ends in four weeks of rest: no plan may use the usual week.
    EXPECT_EQ(loads(s, plan), daily_loads(s.plans[plan], s.start, s.days, s.target.date, Week{}));
    EXPECT_EQ(loads(s, plan)[1], 35);  // a Wednesday
    EXPECT_EQ(loads(s, plan)[54], 0);
  }
}

TEST_F(Examples, SquadSeason) {
  const Scenario s = example("squad_season.toml");
  EXPECT_EQ(s.days, 16 * 7);
  const std::vector<double> easy = loads(s, 0), build = loads(s, 1), cycle = loads(s, 2);
  EXPECT_EQ(easy[21], 60);
  EXPECT_EQ(easy[92], 50);  // the eve of the race
  EXPECT_EQ(easy[93], 100);
  EXPECT_EQ(build[13], 0);  // the holiday
  EXPECT_EQ(build[46], 450);
  EXPECT_EQ(build[92], 36);
  EXPECT_EQ(build[94], 90);
  EXPECT_EQ(cycle[20], 50);
  EXPECT_EQ(cycle[21], 130);
  EXPECT_EQ(cycle[92], 65);
}

}  // namespace
}  // namespace formcast
