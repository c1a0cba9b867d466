// Trips in a history, from calibrate and update to the forecasts that use them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "sim/history/history.hpp"
#include "tests/sim/cli/run_program.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Json = nlohmann::json;

class TripsCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write("history.csv", history(60, {"S1", "S2"}));
    write("trips.toml", trips("S1"));
  }
  /// A test every third day, and every day in the week after landing, when S1 is 8 % down.
  static std::string history(int days, const std::vector<std::string>& athletes) {
    std::string rows = "athlete,date,load,performance [W]\n";
    for (const std::string& athlete : athletes) {
      for (int day = 0; day < days; ++day) {
        const Date date = Date{date::year{2028} / 1 / 3} + date::days{day};
        const bool away = athlete == "S1" && day >= 39 && day <= 46;
        const bool tested = away || day % 3 == 0;
        rows += fmt::format("{},{},{},{}\n", athlete, iso(date), day % 7 == 6 ? 0 : 80,
                            tested ? fmt::format("{}", (away ? 230 : 250) + day * 7 % 5 - 2) : "");
      }
    }
    return rows;
  }
  static std::string trips(const std::string& athlete) {
    return "travel.home = \"Europe/Paris\"\n[[trip]]\nathletes = [\"" + athlete + R"("]
legs = [{ from = "Europe/Paris", to = "Asia/Tokyo", depart = 2028-02-10T13:00:00, arrive = 2028-02-11T09:00:00 }]
)";
  }
  static std::string scenario(const std::string& travel) {
    return R"(athletes = ["twins/*.twin.json"]
start = 2028-03-03
days = 30
members = 64
seed = 1
travel.home = "Europe/Paris"
)" + travel +
           R"([[plan]]
name = "go"
[[plan.trip]]
legs = [{ from = "Europe/Paris", to = "Asia/Tokyo", depart = 2028-03-10T13:00:00, arrive = 2028-03-11T09:00:00 }]
)";
  }
  Json compared(const std::string& travel) const {
    write("go.toml", scenario(travel));
    const Ran ran = shell("$F simulate go.toml -o go.h5 && $F compare go.h5 --json");
    EXPECT_EQ(ran.code, 0) << ran.err;
    return Json::parse(ran.out.substr(ran.out.find("\n{") + 1))["athletes"];
  }
};

TEST_F(TripsCommand, LearnedEffectsAreUsedInForecastsAndReported) {
  const Ran ran = shell("$F calibrate history.csv --timing next-day -o twins --trips trips.toml");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("10 travel tests set aside; 6 tests and 0 nights of travel used: effects learned, "
                                 "others stay population priors:\n  effect"));
  EXPECT_THAT(ran.out, HasSubstr("\n  sleep_debt "));
  EXPECT_THAT(ran.out, HasSubstr("note: 4 of the tests and nights not used: too far off"));
  EXPECT_THAT(ran.out, HasSubstr("60 days, 15 tests"));
  EXPECT_THAT(ran.out, HasSubstr("60 days, 20 tests"));
  EXPECT_THAT(shell("$F check twins/S1.twin.json").out, HasSubstr("and 10 travel tests, on the trips of trips.toml"));
  const Json twin = Json::parse(contents(folder_ / "twins/S1.twin.json"));
  EXPECT_EQ(twin["trips"]["text"], trips("S1"));
  EXPECT_EQ(Json::parse(contents(folder_ / "twins/S2.twin.json"))["trips"]["text"], "");

  const Json learned = compared(""), given = compared("travel.effects.sleep_debt.median = 0\n");
  EXPECT_EQ(learned[0]["effect_source"]["sleep_debt"], "learned_from_this_athlete");
  EXPECT_EQ(learned[0]["effect_source"]["road_fades"], "population_prior");
  EXPECT_EQ(learned[1]["effect_source"]["sleep_debt"], "population_prior");
  EXPECT_EQ(given[0]["effect_source"]["sleep_debt"], "scenario");
  EXPECT_EQ(given[1]["effect_source"]["sleep_debt"], "scenario");
  EXPECT_THAT(learned[0]["plans"][0]["travel"]["note"].get<std::string>(), HasSubstr("sleep_debt"));
  EXPECT_EQ(learned[1]["plans"][0]["travel"]["note"], "population priors, not learned from this athlete");
  EXPECT_EQ(given[0]["plans"][0]["travel"]["performance_sleep_debt"]["q50"], 0.0);
  const std::string rows = shell("$F export go.h5 --what effects").out;
  EXPECT_THAT(rows, HasSubstr("\nS1,debt_fades,learned_from_this_athlete\n"));
  EXPECT_THAT(rows, HasSubstr("\nS1,sleep_debt,scenario\n"));
  EXPECT_THAT(rows, HasSubstr("\nS2,debt_fades,population_prior\n"));
  const Ran printed = shell("$F compare go.h5");
  EXPECT_THAT(printed.out, HasSubstr("learned from this athlete; sleep_debt the scenario's; the others population"));
  EXPECT_THAT(printed.out, HasSubstr("effects of travel: sleep_debt the scenario's; the others population"));
}

TEST_F(TripsCommand, UpdatesLearnAgainAndTakeNewTrips) {
  const auto calibrate = [&](const std::string& arguments) {
    return shell("$F calibrate " + arguments + " --timing next-day -o twins");
  };
  ASSERT_EQ(calibrate("history.csv --trips trips.toml").code, 0);
  Json at_once = Json::parse(contents(folder_ / "twins/S1.twin.json"));
  write("early.csv", history(41, {"S1"}));
  ASSERT_EQ(calibrate("early.csv").code, 0);
  const Ran ran = shell("$F update twins/S1.twin.json history.csv --trips trips.toml");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("19 days and 2 tests added, 8 travel tests set aside, trips as in trips.toml"));
  EXPECT_THAT(ran.out, HasSubstr("\n  sleep_debt "));
  Json updated = Json::parse(contents(folder_ / "twins/S1.twin.json"));
  for (const char* provenance : {"source", "source_digest", "updates"})
    updated.erase(provenance), at_once.erase(provenance);
  EXPECT_EQ(updated, at_once);

  EXPECT_THAT(shell("$F update twins/S1.twin.json history.csv --trips trips.toml").out, HasSubstr("nothing new"));
  write("longer.csv", history(63, {"S1"}));
  const Json later = Json::parse(shell("$F update twins/S1.twin.json longer.csv --json").out);
  EXPECT_EQ(later["new_trips"], false);
  EXPECT_EQ(later["tests_added"], 1);
  EXPECT_EQ(later["travel"]["readings"].size(), 10u);
  EXPECT_GT(later["travel"]["effects"]["sleep_debt"]["contraction"].get<double>(), 0.2);
}

TEST_F(TripsCommand, WhatCannotBeUsedExits3AndWritesNothing) {
  const auto refused = [&](const std::string& text) {
    write("bad.toml", text);
    const Ran ran = shell("$F calibrate history.csv --timing next-day -o twins --trips bad.toml");
    EXPECT_EQ(ran.code, 3) << text;
    EXPECT_EQ(files("twins"), 0u);
    return ran.err;
  };
  EXPECT_THAT(refused(trips("S3")),
              HasSubstr("error: bad.toml:3:13: trip.athletes names \"S3\", but history.csv holds"));
  EXPECT_THAT(refused(trips("S1") + "leg = []\n"), HasSubstr("bad.toml:5:1: unknown key \"leg\" in trip"));
  EXPECT_THAT(refused("travel.home = \"Europe/Paris\"\n"), HasSubstr("write [[trip]]"));
  EXPECT_THAT(shell("$F calibrate history.csv --timing next-day -o twins --trips nowhere.toml").err,
              HasSubstr("nowhere.toml"));
}

TEST_F(TripsCommand, CheckListsTheTrips) {
  const Ran ran = shell("$F check trips.toml");
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("trips.toml: a trips file, nothing wrong"));
  EXPECT_THAT(ran.out, HasSubstr("S1          1  Europe/Paris  Asia/Tokyo  2028-02-10 13:00"));
  const Json json = Json::parse(shell("$F check trips.toml --json").out)[0];
  EXPECT_EQ(json["kind"], "trips");
  EXPECT_EQ(json["athletes"][0]["trips"][0]["arrives"], "2028-02-11 09:00");
  write("trips.toml", trips("S1") + "leg = []\n");
  EXPECT_EQ(shell("$F check trips.toml").code, 3);
}

}  // namespace
}  // namespace formcast
