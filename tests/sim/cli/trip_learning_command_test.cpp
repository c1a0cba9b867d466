// formcast trip --learn: from a history and the trip in it to keys for the scenario.
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

class TripLearningCommand : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    write("trip.toml", scenario());
    write("history.csv", history("S1"));
  }
  static std::string scenario() {
    return R"(athletes = ["twins/*.twin.json"]
start = 2028-01-31
days = 30
members = 128
seed = 1
travel.home = "Europe/Paris"
)" + plan_of("go");
  }
  static std::string plan_of(const std::string& name) {
    return "[[plan]]\nname = \"" + name + "\"\n" + R"([[plan.trip]]
legs = [{ from = "Europe/Paris", to = "Asia/Tokyo", depart = 2028-02-10T13:00:00, arrive = 2028-02-11T09:00:00 }]
)";
  }
  /// Two months with a test every third day, 8 % down in the week after landing.
  static std::string history(const std::string& athlete) {
    std::string rows = "athlete,date,load,performance [W]\n";
    for (int day = 0; day < 60; ++day) {
      const Date date = Date{date::year{2028} / 1 / 3} + date::days{day};
      const bool away = day >= 39 && day <= 46;
      const bool tested = away || day % 3 == 0;
      rows += fmt::format("{},{},{},{}\n", athlete, iso(date), day % 7 == 6 ? 0 : 80,
                          tested ? fmt::format("{}", (away ? 230 : 250) + day * 7 % 5 - 2) : "");
    }
    return rows;
  }
};

TEST_F(TripLearningCommand, WhatIsLearnedCanBePasted) {
  const std::string learn = "$F trip trip.toml --learn history.csv --timing next-day";
  const Ran printed = shell(learn);
  ASSERT_EQ(printed.code, 0) << printed.err;
  EXPECT_THAT(printed.out, HasSubstr("2028-02-11"));
  EXPECT_THAT(printed.out, HasSubstr("Effects not listed stay population priors"));
  const auto json = nlohmann::json::parse(shell(learn + " --json").out);
  ASSERT_EQ(json["athletes"].size(), 1u);
  const auto& athlete = json["athletes"][0];
  EXPECT_EQ(athlete["athlete"], "S1");
  EXPECT_EQ(athlete["readings"].size(), 10u);  // eight travel tests, two more within the fortnight
  EXPECT_EQ(athlete["readings"][0]["use"], "learned from");
  const auto& learned = athlete["effects"]["misalignment"];
  EXPECT_EQ(learned["prior_median"], 0.002);
  EXPECT_NE(learned["median"], 0.002);
  EXPECT_GT(learned["contraction"].get<double>(), 0.02);

  const auto from = printed.out.find("    [travel.effects]");
  ASSERT_NE(from, std::string::npos) << printed.out;
  const std::string keys = printed.out.substr(from, printed.out.find("\n\n", from) - from);
  EXPECT_THAT(keys, HasSubstr(fmt::format("misalignment = {{ median = {:.6g}, ", learned["median"].get<double>())));
  write("trip.toml", scenario() + keys);
  const auto pasted = nlohmann::json::parse(shell(learn + " --json").out)["athletes"][0]["effects"]["misalignment"];
  EXPECT_NEAR(pasted["prior_median"].get<double>(), learned["median"].get<double>(), 1e-6);
  EXPECT_NEAR(pasted["prior_spread"].get<double>(), learned["spread"].get<double>(), 1e-3);
}

TEST_F(TripLearningCommand, SaysWhatItNeeds) {
  EXPECT_EQ(shell("$F trip trip.toml --learn history.csv").code, 2);
  EXPECT_EQ(shell("$F trip trip.toml --timing next-day").code, 2);
  EXPECT_EQ(shell("$F trip trip.toml --search --learn history.csv --timing next-day").code, 2);
  write("two.toml", scenario() + plan_of("go again"));
  const Ran two = shell("$F trip two.toml --learn history.csv --timing next-day");
  EXPECT_EQ(two.code, 3);
  EXPECT_EQ(two.err, "error: two.toml: 2 plans have trips; --learn needs exactly one\n");
  write("short.csv", "date,load,performance\n2028-01-03,50,250\n2028-01-05,50,251\n2028-02-09,50,250\n");
  const Ran none = shell("$F trip trip.toml --learn short.csv --timing next-day");
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.err,
              HasSubstr("short.csv: no athlete has a test or a night on the trips of go or within 14 days of them"));
  EXPECT_EQ(none.out, "");
}

}  // namespace
}  // namespace formcast
