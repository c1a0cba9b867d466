#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/sim/scenario/scenario_file.hpp"

namespace formcast {
namespace {

using ::testing::HasSubstr;

struct Refusal {
  std::string text;
  std::string message;
};

class ScenarioRefusals : public ScenarioFile {
 protected:
  void expect(const std::vector<Refusal>& refusals) const {
    for (const Refusal& refusal : refusals) EXPECT_EQ(error(refusal.text), refusal.message) << refusal.text;
  }
};

TEST_F(ScenarioRefusals, SyntaxErrorsNameThePlace) {
  EXPECT_THAT(error("title = \"a\"\nstart == 1\n"), HasSubstr("s.toml:2:8: not valid TOML: "));
  EXPECT_THAT(error("seed = 1\nseed = 2\n"), HasSubstr("s.toml:2:8: not valid TOML: "));
  EXPECT_THAT(error("[.a]\n"), HasSubstr("s.toml:1:2: not valid TOML: "));
  EXPECT_THAT(error("start = 2015-02-29\n"), HasSubstr("s.toml:1:19: not valid TOML: "));
}

TEST_F(ScenarioRefusals, UnknownKeysNameTheNearestKnownOneAndAllThatAreAllowed) {
  expect({
      {"startt = 1\n",
       "s.toml:1:1: unknown key \"startt\" at the top level; did you mean \"start\"? (known here: title, athletes, "
       "start, days, members, seed, target, event, noise, travel, plan)"},
      {kHead + "[target]\n  dat = 2016-05-01\n",
       "s.toml:5:3: unknown key \"dat\" in target; did you mean \"date\"? (known here: date, name, "
       "performance, smallest_worthwhile_change)"},
      {kHead + "[noise]\nexecution = 0.1\nilness_days = 3\n",
       "s.toml:6:1: unknown key \"ilness_days\" in noise; did you mean \"illness_days\"? (known here: execution, "
       "missed, illness_per_year, illness_days, illness_load)"},
      {kPlan + "wek = []\nbolck = 2\n",
       "s.toml:6:1: unknown key \"wek\" in plan; did you mean \"week\"? (known here: name, begin, block, repeat, "
       "taper, overrides, tests, trip, weeks, week, load, ramp, recovery)"},
      {kPlan + "[[plan.block]]\nxyzzy = 2\n",
       "s.toml:7:1: unknown key \"xyzzy\" in plan.block (known here: weeks, week, load, ramp, recovery)"},
      {kPlan + "taper = { day = 3 }\n",
       "s.toml:6:11: unknown key \"day\" in plan.taper; did you mean \"days\"? (known here: shape, days, to)"},
      {kPlan + "recovery = { every = 3, laod = 1 }\n",
       "s.toml:6:25: unknown key \"laod\" in plan.recovery; did you mean \"load\"? (known here: every, load)"},
      {kPlan + "overrides = [\n  { date = 2016-05-01, loads = 0 },\n]\n",
       "s.toml:7:24: unknown key \"loads\" in plan.overrides; did you mean \"load\"? (known here: date, days, load, "
       "sessions)"},
      {kPlan + "tests = [{ dates = 2016-05-01 }]\n",
       "s.toml:6:12: unknown key \"dates\" in plan.tests; did you mean \"date\"? (known here: date, load)"},
  });
}

TEST_F(ScenarioRefusals, TheFirstUnknownKeyInTheFileIsNamed) {
  EXPECT_THAT(error("zzz = 1\naaa = 2\n"), HasSubstr("s.toml:1:1: unknown key \"zzz\""));
}

TEST_F(ScenarioRefusals, MissingKeysAreNamedWithWhatTheyShouldHold) {
  expect({
      {"", "s.toml:1:1: \"start\" is missing at the top level, expected the date of the first day, such as 2016-05-04"},
      {"start = 2016-04-25\n",
       "s.toml:1:1: \"days\" is missing at the top level, expected a whole number from 1 to 1000 [days], or a [target] "
       "whose date is the last day"},
      {kHead + "[target]\nperformance = 300\n",
       "s.toml:4:1: \"date\" is missing in target, expected a date such as 2016-05-04"},
      {kHead, "s.toml:1:1: \"plan\" is missing at the top level, expected at least one plan: write [[plan]]"},
      {kHead + "plan = []\n", "s.toml:4:8: plan is an empty list, expected at least one plan: write [[plan]]"},
      {kHead + "[plan]\n", "s.toml:4:1: plan is a table, expected at least one plan: write [[plan]]"},
      {kHead + "\n[[plan]]\nload = 1\n", "s.toml:5:1: \"name\" is missing in plan, expected a text in quotes"},
      {kPlan + "block = []\n", "s.toml:6:9: plan.block is an empty list, expected at least one block"},
      {kPlan + "recovery = { load = 0.5 }\n",
       "s.toml:6:12: \"every\" is missing in plan.recovery, expected a whole number >= 2 [weeks]"},
      {kPlan + "overrides = [{ load = 0 }]\n",
       "s.toml:6:14: \"date\" is missing in plan.overrides, expected a date such as 2016-05-04"},
      {kPlan + "overrides = [{ date = 2016-05-01 }]\n",
       "s.toml:6:14: \"load\" is missing in plan.overrides, expected a number >= 0 [load unit]"},
      {kPlan + "overrides = [{ date = 2016-05-01, sessions = [{ load = 3 }] }]\n",
       "s.toml:6:47: \"name\" is missing in plan.overrides.sessions, expected a text in quotes"},
      {kPlan + "overrides = [{ date = 2016-05-01, sessions = [{ name = \"Run\" }] }]\n",
       "s.toml:6:47: \"load\" is missing in plan.overrides.sessions, expected a number >= 0 [load unit]"},
      {kPlan + "overrides = [{ date = 2016-05-01, load = 9, sessions = [{ name = \"Run\", load = 8 }] }]\n",
       "s.toml:6:42: plan.overrides.load is 9, expected 8, the sum of its sessions, or no load beside them"},
      {kPlan + "overrides = [{ date = 2016-05-01, sessions = [] }]\n",
       "s.toml:6:46: plan.overrides.sessions is an empty list, expected 1 to 10 sessions"},
      {kPlan + "tests = [{ load = 3 }]\n",
       "s.toml:6:10: \"date\" is missing in plan.tests, expected a date such as 2016-05-04"},
      {"start = 2016-04-25\ndays = 7\n[[plan]]\nname = \"x\"\n",
       "s.toml:1:1: \"athletes\" is missing at the top level, expected a list of twin files such as "
       "[\"twins/*.twin.json\"]"},
  });
}

TEST_F(ScenarioRefusals, WrongTypesSayWhatWasFoundAndExpected) {
  const std::string date = ", expected a date such as 2016-05-04, without time or quotes";
  const std::string factor = ", expected a number from 0 to 10 [times the weekly pattern]";
  expect({
      {"title = 7\n", "s.toml:1:9: title is 7, expected a text in quotes on one line, 1 to 200 bytes"},
      {"title = \"\"\n", "s.toml:1:9: title is \"\" (a text), expected a text in quotes on one line, 1 to 200 bytes"},
      {"title = \"\"\"a\nb\"\"\"\n",
       "s.toml:1:9: title is \"a b\" (a text), expected a text in quotes on one line, 1 to 200 bytes"},
      {"start = \"2016-04-25\"\n", "s.toml:1:9: start is \"2016-04-25\" (a text)" + date},
      {"start = 2016-04-25T10:00:00\n", "s.toml:1:9: start is a date with a time" + date},
      {"start = 2016-04-25 10:00:00Z\n", "s.toml:1:9: start is a date with a time" + date},
      {"start = 10:00:00\n", "s.toml:1:9: start is a time" + date},
      {"start = [2016, 4, 25]\n", "s.toml:1:9: start is a list" + date},
      {"start = 2016-04-25\ndays = 70.5\n", "s.toml:2:8: days is 70.5, expected a whole number from 1 to 1000 [days]"},
      {kHead + "members = 1e4\n",
       "s.toml:4:11: members is 10000.0, expected a whole number from 1 to 10000000 [members per athlete and plan]"},
      {kHead + "seed = true\n", "s.toml:4:8: seed is true, expected a whole number >= 0"},
      {kHead + "target = 2016-05-01\n",
       "s.toml:4:10: target is a date, expected a table with date, name, performance, "
       "smallest_worthwhile_change"},
      {kHead + "noise = []\n",
       "s.toml:4:9: noise is an empty list, expected a table with execution, missed, illness_per_year, illness_days, "
       "illness_load"},
      {kPlan + "repeat = 1\n", "s.toml:6:10: plan.repeat is 1, expected true or false"},
      {kPlan + "load = \"80 %\"\n", "s.toml:6:8: plan.load is \"80 %\" (a text)" + factor},
      {kPlan + "load = nan\n", "s.toml:6:8: plan.load is nan" + factor},
      {kPlan + "load = { mean = 1 }\n", "s.toml:6:8: plan.load is a table" + factor},
      {kPlan + "week = \"usal\"\n",
       "s.toml:6:8: plan.week is \"usal\" (a text), expected \"usual\" or a list of seven loads, Monday first"},
      {kPlan + "week = [1, 2, 3]\n", "s.toml:6:8: plan.week has 3 loads, expected seven, Monday first"},
      {kPlan + "week = [1, 2, \"3\", 4, 5, 6, 7]\n",
       "s.toml:6:15: plan.week is \"3\" (a text), expected a number >= 0 [load unit]"},
      {kPlan + "taper = 14\n", "s.toml:6:9: plan.taper is 14, expected a table with shape, days, to"},
      {kPlan + "recovery = 4\n", "s.toml:6:12: plan.recovery is 4, expected a table with every, load"},
      {kPlan + "overrides = 2016-05-01\n",
       "s.toml:6:13: plan.overrides is a date, expected a list of tables such as { date = 2016-05-04, load = 0 }"},
      {kPlan + "tests = 2016-05-01\n",
       "s.toml:6:9: plan.tests is a date, expected a list of dates, or of { date = 2016-05-04, load = 100 }"},
      {kPlan + "tests = [ 14 ]\n", "s.toml:6:11: plan.tests is 14" + date},
      {kPlan + "[plan.block]\nweeks = 2\n",
       "s.toml:6:1: plan.block is a table, expected a list of tables: write [[plan.block]]"},
      {kPlan + "taper = { shape = \"expnential\" }\n",
       "s.toml:6:19: plan.taper.shape is \"expnential\" (a text), expected one of \"step\", \"linear\", "
       "\"exponential\"; did you mean \"exponential\"?"},
      {kPlan + "taper = { shape = 1 }\n",
       "s.toml:6:19: plan.taper.shape is 1, expected one of \"step\", \"linear\", \"exponential\""},
  });
}

TEST_F(ScenarioRefusals, LongTextsAreCutBetweenCharacters) {
  std::string umlauts;
  for (int n = 0; n < 40; ++n) umlauts += "ä";
  EXPECT_THAT(error("x" + kPlan), HasSubstr("unknown key"));
  EXPECT_THAT(error(kPlan + "load = \"x" + umlauts + "\"\n"), HasSubstr("is \"x" + umlauts.substr(0, 58) + "...\" (a"));
}

TEST_F(ScenarioRefusals, NumbersHaveRanges) {
  struct Case {
    std::string before, key, low, under, high, over, expected;
  };
  const std::string noise = kPlan.substr(kHead.size()) + "[noise]\n";
  const std::vector<Case> cases{
      {kHead, "members", "1", "0", "10000000", "10000001", "a whole number from 1 to 10000000"},
      {kHead, "seed", "0", "-1", "9223372036854775807", "-9", "a whole number >= 0"},
      {kHead + noise, "execution", "0", "-0.1", "2", "2.1", "a number from 0 to 2 [sd of log load]"},
      {kHead + noise, "missed", "0", "-0.1", "1", "1.1", "a number from 0 to 1 [probability]"},
      {kHead + noise, "illness_per_year", "0", "-1", "100", "101", "a number from 0 to 100 [per healthy year]"},
      {kHead + noise, "illness_days", "1", "0.5", "365", "366", "a number from 1 to 365 [days]"},
      {kHead + noise, "illness_load", "0", "-1", "1", "1.1", "a number from 0 to 1 [of the planned load]"},
      {kPlan, "weeks", "1", "0", "143", "144", "a whole number from 1 to 143 [weeks]"},
      {kPlan, "load", "0", "-1", "10", "10.1", "a number from 0 to 10 [times the weekly pattern]"},
      {kPlan, "ramp", "-0.99", "-1", "1", "1.01", "a number from -0.99 to 1 [per week; 0.05 is 5 % more]"},
      {kPlan, "taper.days", "1", "0", "1000", "1001", "a whole number from 1 to 1000 [days]"},
      {kPlan, "taper.to", "0", "-0.1", "1", "1.1", "a number from 0 to 1 [of the planned load]"},
      {kPlan, "recovery.every", "2", "1", "143", "144", "a whole number from 2 to 143 [weeks]"},
      {kPlan + "recovery.every = 2\n", "recovery.load", "0", "-1", "1", "2", "a number from 0 to 1 [of that week's"},
  };
  for (const Case& c : cases) {
    const std::string after = c.before == kHead ? kPlan.substr(kHead.size()) : "";
    for (const std::string& good : {c.low, c.high})
      EXPECT_EQ(error(c.before + c.key + " = " + good + "\n" + after), "");
    for (const std::string& bad : {c.under, c.over}) {
      EXPECT_THAT(error(c.before + c.key + " = " + bad + "\n" + after),
                  HasSubstr(c.key + " is " + bad + ", expected " + c.expected))
          << c.key;
    }
  }
  EXPECT_THAT(error("start = 2016-04-25\ndays = 0\n"), HasSubstr("2:8: days is 0, expected a whole number from 1"));
  EXPECT_THAT(error("start = 2016-04-25\ndays = 1001\n"), HasSubstr("2:8: days is 1001, expected"));
  EXPECT_THAT(error(kHead + "target = { date = 2016-05-01, performance = inf }\n"),
              HasSubstr("4:45: target.performance is inf, expected a number from -1000000000 to 1000000000 [perf"));
  EXPECT_THAT(error(kPlan + "week = [1, 2, 3, 4, -5, 6, 7]\n"), HasSubstr("6:21: plan.week is -5, expected a number"));
  EXPECT_THAT(error(kPlan + "tests = [{ date = 2016-05-01, load = -1 }]\n"), HasSubstr("6:38: plan.tests.load is -1"));
  EXPECT_THAT(error("start = 1899-12-31\n"), HasSubstr("1:9: start is in the year 1899, expected 1900 to 2199"));
}

TEST_F(ScenarioRefusals, DatesLieInTheScenarioAndAreGivenOnce) {
  const std::string outside = " is outside the scenario, 2016-04-25 to 2016-07-03";
  const std::string endless = "start = 2016-04-25\ntarget = { date = ";
  expect({
      {kHead + "target = { date = 2016-07-04 }\n",
       "s.toml:4:19: target.date 2016-07-04 is outside the scenario, expected 2016-04-25 to 2016-07-03"},
      {endless + "2016-04-24 }\n",
       "s.toml:2:19: target.date 2016-04-24 is outside the scenario, expected 2016-04-25 to 2019-01-19"},
      {endless + "2019-01-20 }\n",
       "s.toml:2:19: target.date 2019-01-20 is outside the scenario, expected 2016-04-25 to 2019-01-19"},
      {kPlan + "overrides = [{ date = 2016-04-24, load = 0 }]\n",
       "s.toml:6:23: plan.overrides.date 2016-04-24" + outside},
      {kPlan + "overrides = [{ date = 2016-07-02, days = 3, load = 0 }]\n",
       "s.toml:6:42: plan.overrides runs to 2016-07-04, outside the scenario, 2016-04-25 to 2016-07-03"},
      {kPlan + "overrides = [{ date = 2016-05-01, load = 0 },\n{ date = 2016-05-01, load = 9 }]\n",
       "s.toml:7:10: plan.overrides.date 2016-05-01 is given twice in this plan"},
      {kPlan + "overrides = [{ date = 2016-05-03, load = 0 },\n{ date = 2016-05-01, days = 5, load = 9 }]\n",
       "s.toml:7:10: plan.overrides.date 2016-05-03 is given twice in this plan"},
      {kPlan + "tests = [2016-07-04]\n", "s.toml:6:10: plan.tests 2016-07-04" + outside},
      {kPlan + "tests = [2016-05-01, { date = 2016-05-01 }]\n",
       "s.toml:6:31: plan.tests.date 2016-05-01 is given twice in this plan"},
      {kPlan + "begin = 2016-07-04\n",
       "s.toml:6:9: plan.begin 2016-07-04 is out of range, expected 2013-07-30 to 2016-07-03: at most 1000 days before "
       "the scenario starts, and not after it ends"},
  });
  EXPECT_EQ(error(kPlan + "begin = 2013-07-30\n"), "");
  EXPECT_EQ(error(kPlan + "tests = [2016-04-25, 2016-07-03]\noverrides = [{ date = 2016-07-03, load = 1 }]\n"), "");
}

TEST_F(ScenarioRefusals, EventsHaveADayANameAndAPriority) {
  const std::string event = kPlan + "[[event]]\n";  // added text starts on line 7
  expect({
      {event + "name = \"cup\"\n", "s.toml:6:1: \"date\" is missing in event, expected a date such as 2016-05-04"},
      {event + "date = 2016-05-01\n", "s.toml:6:1: \"name\" is missing in event, expected a text in quotes"},
      {event + "date = 2016-07-04\nname = \"cup\"\n",
       "s.toml:7:8: event.date 2016-07-04 is outside the scenario, 2016-04-25 to 2016-07-03"},
      {event + "date = 2016-05-01\nname = \"cup\"\npriority = \"A\"\n",
       "s.toml:9:12: event.priority is \"A\" (a text), expected \"B\" or \"C\": the A event is [target]"},
      {event + "date = 2016-05-01\nname = \"cup\"\npriority = \"D\"\n",
       "s.toml:9:12: event.priority is \"D\" (a text), expected one of \"B\", \"C\""},
      {kHead + "event = 3\n", "s.toml:4:9: event is 3, expected a list of tables: write [[event]]"},
  });
  EXPECT_EQ(error(event + "date = 2016-05-01\nname = \"cup\"\n[[event]]\ndate = 2016-05-01\nname = \"run\"\n"), "");
}

TEST_F(ScenarioRefusals, PlansMustMakeSense) {
  expect({
      {kPlan + "[[plan]]\nname = \"x\"\n",
       "s.toml:7:8: plan.name \"x\" is taken by a plan above; expected a name of its own"},
      {kPlan + "load = 2\n[[plan.block]]\n",
       "s.toml:6:8: plan.load is given beside [[plan.block]]; expected it inside the blocks, or no blocks at all"},
      {kPlan + "[[plan.block]]\n[[plan.block]]\nweeks = 2\n",
       "s.toml:7:1: this plan.block is never reached: the one before it has no \"weeks\" and so goes on to the end"},
      {kPlan + "repeat = true\n",
       "s.toml:6:10: plan.repeat has nothing to repeat: the last block has no \"weeks\" and so goes on to the end"},
      {kPlan + "overrides = [{ date = 2016-05-01, load = 2e9 }]\n",
       "s.toml:4:1: plan \"x\" has a load of 2e+09 on 2016-05-01, expected at most 1000000000 [load unit]; look at its "
       "loads "
       "and ramps"},
  });
  // Doubled every week, 142 times.
  EXPECT_THAT(error("start = 2016-04-25\ndays = 1000\n[[plan]]\nname = \"x\"\nramp = 1\n"),
              HasSubstr("s.toml:3:1: plan \"x\" has a load of 5.58e+42 on 2019-01-14, expected"));
}

TEST_F(ScenarioRefusals, SixtyFourPlansAreEnough) {
  std::string text = kHead;
  for (int n = 0; n < 64; ++n) text += "[[plan]]\nname = \"" + std::to_string(n) + "\"\n";
  EXPECT_EQ(error(text), "");
  EXPECT_EQ(error(text + "[[plan]]\nname = \"more\"\n"), "s.toml:132:1: 65 plans, expected at most 64");
}

TEST_F(ScenarioRefusals, AthletesMustBeFilesNamedOnce) {
  const std::string rest = "start = 2016-04-25\ndays = 7\n[[plan]]\nname = \"x\"\n";
  const auto athletes = [&](const std::string& list) { return error("athletes = " + list + "\n" + rest); };
  EXPECT_EQ(athletes("[]"), "s.toml:1:12: athletes is an empty list, expected at least one twin file");
  EXPECT_EQ(athletes("7"), "s.toml:1:12: athletes is 7, expected a list of twin files such as [\"twins/*.twin.json\"]");
  EXPECT_EQ(athletes("[7]"), "s.toml:1:13: athletes is 7, expected a text in quotes on one line, 1 to 4096 bytes");
  for (const std::string none : {"twins/*.tvin.json", "twins/eve.twin.json", "twins", "nowhere/*", "*/*/*"}) {
    EXPECT_THAT(athletes("[\"twins/ann.twin.json\", \"" + none + "\"]"),
                HasSubstr("s.toml:1:36: athletes \"" + none + "\" names no file, looked in "));
  }
  for (const std::string again : {"twins/ann.twin.json", "./twins/../twins/ann.twin.json", "twins/*.twin.json"}) {
    const std::string message = athletes("[\"twins/ann.twin.json\", \"" + again + "\"]");
    EXPECT_EQ(message, "s.toml:1:36: athletes \"" + again +
                           "\" names twins/ann.twin.json a second time, after \"twins/ann.twin.json\"");
  }
}

}  // namespace
}  // namespace formcast
