// Trips, from a scenario to advice, results and their printed tables.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "tests/sim/cli/squad_program.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class TripCommand : public SquadProgramTest {
 protected:
  void SetUp() override {
    SquadProgramTest::SetUp();
    squad(2);
    write("trip.toml", scenario(""));
  }
  static std::string scenario(const std::string& travel) {
    return R"(athletes = ["twins/*.twin.json"]
start = 2028-01-31
days = 20
members = 128
seed = 1
travel.home = "Europe/Paris"
)" + travel +
           R"(
[[plan]]
name = "stay"

[[plan]]
name = "go"

[[plan.trip]]
legs = [{ from = "Europe/Paris", to = "Asia/Tokyo", depart = 2028-02-10T13:00:00, arrive = 2028-02-11T09:00:00 }]
)";
  }
};

TEST_F(TripCommand, PrintsAdviceDayByDay) {
  const Ran ran = shell("$F trip trip.toml");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\n  2028-02-12  Asia/Tokyo "));
  EXPECT_THAT(ran.out, HasSubstr("seek light"));
  EXPECT_THAT(ran.out, HasSubstr("population priors"));
  EXPECT_THAT(ran.out, Not(HasSubstr("stay")));
  const auto json = nlohmann::json::parse(shell("$F trip trip.toml --json").out);
  ASSERT_EQ(json["plans"].size(), 1u);
  const auto& days = json["plans"][0]["days"];
  ASSERT_EQ(days.size(), 20u);
  EXPECT_EQ(days[5]["misalignment_h"], 0.0);
  EXPECT_EQ(days[5]["seek_light"].size(), 0u);
  EXPECT_GT(days[12]["misalignment_h"], 3.0);
  EXPECT_GT(days[12]["seek_light"].size() + days[12]["avoid_light"].size(), 0u);
  EXPECT_EQ(days[12]["zone"], "Asia/Tokyo");
}

/// The printed keys, pasted into the scenario, give the misalignment that the search printed.
TEST_F(TripCommand, SearchFindsBehaviourThatCanBePasted) {
  const std::string target = "[target]\ndate = 2028-02-14\n";
  write("trip.toml", scenario(target));
  const auto found = nlohmann::json::parse(shell("$F trip trip.toml --search --json").out)["plans"][0]["search"];
  ASSERT_TRUE(found["better"].get<bool>()) << found.dump(2);
  const double planned = found["planned_mean_misalignment_h"], left = found["mean_misalignment_h"];
  EXPECT_GT(planned, left + 0.25);

  const Ran printed = shell("$F trip trip.toml --search");
  ASSERT_EQ(printed.code, 0) << printed.err;
  const auto from = printed.out.find("    local_time_from = ");
  ASSERT_NE(from, std::string::npos) << printed.out;
  write("trip.toml", scenario(target) + printed.out.substr(from, printed.out.find("\n\n", from) - from));
  const Ran again = shell("$F trip trip.toml --search --json");
  ASSERT_EQ(again.code, 0) << again.err;
  const auto pasted = nlohmann::json::parse(again.out)["plans"][0]["search"];
  EXPECT_NEAR(pasted["planned_mean_misalignment_h"].get<double>(), left, 1e-6);
  EXPECT_FALSE(pasted["better"].get<bool>());
}

TEST_F(TripCommand, AdviceNeedsNoTwins) {
  fs::remove_all(folder_ / "twins");
  EXPECT_EQ(shell("$F simulate trip.toml -o r.h5").code, 3);
  const Ran ran = shell("$F trip trip.toml");
  EXPECT_EQ(ran.code, 0) << ran.err;
}

TEST_F(TripCommand, SearchNeedsATripBeforeTheTargetDay) {
  write("trip.toml", scenario("[target]\ndate = 2028-02-10\n"));
  const Ran ran = shell("$F trip trip.toml --search");
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(ran.err, HasSubstr("trip.toml: no trip departs before the target day 2028-02-10"));
}

TEST_F(TripCommand, ResultsShowWhatTheTripDoesAndThatItWasNotLearned) {
  ASSERT_EQ(shell("$F simulate trip.toml -o r.h5").code, 0);
  const Ran compared = shell("$F compare r.h5");
  EXPECT_THAT(compared.out, HasSubstr("\"go\": body clock +"));
  EXPECT_THAT(compared.out, HasSubstr("population priors, not learned from this athlete"));
  EXPECT_THAT(compared.out, Not(HasSubstr("\"stay\": body clock")));
  const auto plans = nlohmann::json::parse(shell("$F compare r.h5 --json").out)["athletes"][0]["plans"];
  EXPECT_FALSE(plans[0].contains("travel"));
  EXPECT_LT(plans[1]["travel"]["performance_misalignment"]["q50"], 0.0);
  const std::string rows = shell("$F export r.h5").out;
  EXPECT_THAT(rows, HasSubstr("A001,go,2028-02-12,misalignment,0.5,"));
  EXPECT_THAT(rows, Not(HasSubstr("A001,stay,2028-02-12,misalignment")));
}

TEST_F(TripCommand, ShardsAndPartsGiveTheSameFile) {
  for (const std::string store : {"bands", "members"}) {
    ASSERT_EQ(shell("$F simulate trip.toml -o one.h5 --store " + store).code, 0);
    ASSERT_EQ(shell("for i in 1 2; do $F simulate trip.toml --shard $i/2 --threads $i -o s$i.h5 --store " + store +
                    " || exit 1; done")
                  .code,
              0);
    ASSERT_EQ(shell("$F merge s2.h5 s1.h5 -o r.h5").code, 0);
    EXPECT_EQ(contents(folder_ / "r.h5"), contents(folder_ / "one.h5")) << store;
  }
}

TEST_F(TripCommand, EffectsAreTheScenarios) {
  write("mild.toml", scenario("travel.effects = { misalignment = { median = 0 }, sleep_debt = { median = 0 }, "
                              "road = { median = 0 }, day_rhythm = { median = 0 }, slowed_by_clock = { median = 0 }, "
                              "slowed_by_debt = { median = 0 } }"));
  ASSERT_EQ(shell("$F simulate mild.toml -o r.h5").code, 0);
  const auto pairs = nlohmann::json::parse(shell("$F compare r.h5 --json").out)["athletes"][0]["pairs"];
  EXPECT_EQ(pairs[0]["difference_mean"], 0.0);
}

TEST_F(TripCommand, RefusesWhatIsNoTripOrNoEffect) {
  const Ran none = shell("$F trip squad.toml");
  EXPECT_EQ(none.code, 3);
  EXPECT_EQ(none.err, "error: squad.toml: no plan has a trip; expected [[plan.trip]] (docs/scenario.md)\n");
  write("bad.toml", scenario("travel.effects.sleep_dept.median = 0.01"));
  EXPECT_THAT(shell("$F trip bad.toml").err, HasSubstr("bad.toml:7:16: unknown key \"sleep_dept\""));
  write("bad.toml", scenario("travel.effects.sleep_debt.median = 6"));
  EXPECT_THAT(shell("$F check bad.toml").err,
              HasSubstr("bad.toml:7:36: travel.effects.sleep_debt.median is 6, expected "));
  write("bad.toml", scenario("travel.event = 17"));
  EXPECT_EQ(shell("$F simulate bad.toml -o r.h5").code, 3);
}

}  // namespace
}  // namespace formcast
