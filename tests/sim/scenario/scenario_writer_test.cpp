#include "sim/scenario/scenario_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/sim/travel/trip_file.hpp"

namespace formcast {
namespace {

constexpr Week kUsual{10.5, 20, 30, 40, 50.25, 0, 70};

Scenario again(const Scenario& scenario) {
  return parse_scenario(to_toml(scenario, "a.twin.json"), "again.toml", Athletes::kNotRead);
}

bool operator==(const Leg& a, const Leg& b) {
  return a.from == b.from && a.to == b.to && a.depart == b.depart && a.arrive == b.arrive && a.sleeps == b.sleeps &&
         a.sleep == b.sleep;
}

void expect_same(const Trip& a, const Trip& b) {
  ASSERT_EQ(a.legs.size(), b.legs.size());
  for (std::size_t n = 0; n < a.legs.size(); ++n) EXPECT_TRUE(a.legs[n] == b.legs[n]) << n;
  EXPECT_EQ(a.local_time_from, b.local_time_from);
  ASSERT_EQ(a.shift.has_value(), b.shift.has_value());
  if (a.shift) {
    EXPECT_EQ(a.shift->days, b.shift->days);
    EXPECT_EQ(a.shift->a_day, b.shift->a_day);
    EXPECT_EQ(a.shift->way, b.shift->way);
  }
  ASSERT_EQ(a.bright.size(), b.bright.size());
  for (std::size_t n = 0; n < a.bright.size(); ++n) {
    EXPECT_EQ(a.bright[n].when, b.bright[n].when);
    EXPECT_EQ(a.bright[n].lux, b.bright[n].lux);
  }
  EXPECT_EQ(a.dark, b.dark);
  EXPECT_EQ(a.naps, b.naps);
}

void expect_same(const TravelHabits& a, const TravelHabits& b) {
  EXPECT_EQ(a.home, b.home);
  EXPECT_EQ(a.places, b.places);
  EXPECT_EQ(a.sleep, b.sleep);
  EXPECT_EQ(a.outdoors, b.outdoors);
  EXPECT_EQ(a.event, b.event);
  EXPECT_EQ(a.light.evening, b.light.evening);
  EXPECT_EQ(a.light.dark, b.light.dark);
  EXPECT_EQ(a.effects_given, b.effects_given);
  for (std::size_t e = 0; e < kEffects; ++e) {
    EXPECT_EQ(a.effects[e].median, b.effects[e].median);
    EXPECT_EQ(a.effects[e].sd_log, b.effects[e].sd_log);
  }
}

void expect_same(const Scenario& a, const Scenario& b) {
  EXPECT_EQ(a.title, b.title);
  EXPECT_EQ(a.start, b.start);
  EXPECT_EQ(a.days, b.days);
  EXPECT_EQ(a.members, b.members);
  EXPECT_EQ(a.seed, b.seed);
  EXPECT_EQ(a.target.date, b.target.date);
  EXPECT_EQ(a.target.name, b.target.name);
  EXPECT_EQ(a.target.performance, b.target.performance);
  ASSERT_EQ(a.events.size(), b.events.size());
  for (std::size_t e = 0; e < a.events.size(); ++e) {
    EXPECT_EQ(a.events[e].date, b.events[e].date);
    EXPECT_EQ(a.events[e].name, b.events[e].name);
    EXPECT_EQ(a.events[e].priority, b.events[e].priority);
  }
  EXPECT_EQ(a.noise.execution, b.noise.execution);
  EXPECT_EQ(a.noise.missed, b.noise.missed);
  EXPECT_EQ(a.noise.illness_per_year, b.noise.illness_per_year);
  EXPECT_EQ(a.noise.illness_days, b.noise.illness_days);
  EXPECT_EQ(a.noise.illness_load, b.noise.illness_load);
  ASSERT_EQ(a.travel.has_value(), b.travel.has_value());
  if (a.travel) expect_same(*a.travel, *b.travel);
  ASSERT_EQ(a.plans.size(), b.plans.size());
  for (std::size_t p = 0; p < a.plans.size(); ++p) {
    EXPECT_EQ(a.plans[p].name, b.plans[p].name);
    EXPECT_EQ(a.plans[p].begin, b.plans[p].begin);
    EXPECT_EQ(daily_loads(a.plans[p], a.start, a.days, a.target.date, kUsual),
              daily_loads(b.plans[p], b.start, b.days, b.target.date, kUsual))
        << a.plans[p].name;
    ASSERT_EQ(a.plans[p].tests.size(), b.plans[p].tests.size());
    for (std::size_t t = 0; t < a.plans[p].tests.size(); ++t) {
      EXPECT_EQ(a.plans[p].tests[t].date, b.plans[p].tests[t].date);
    }
    ASSERT_EQ(a.plans[p].trips.size(), b.plans[p].trips.size());
    for (std::size_t t = 0; t < a.plans[p].trips.size(); ++t) expect_same(a.plans[p].trips[t], b.plans[p].trips[t]);
  }
}

TEST(ScenarioWriter, EveryShippedScenarioReadsBackTheSame) {
  int scenarios = 0;
  for (const auto& entry : std::filesystem::directory_iterator(FORMCAST_SCENARIOS)) {
    if (entry.path().extension() != ".toml") continue;
    SCOPED_TRACE(entry.path().filename());
    const Scenario scenario = read_scenario(entry.path(), Athletes::kNotRead);
    expect_same(scenario, again(scenario));
    ++scenarios;
  }
  EXPECT_GE(scenarios, 7);
}

TEST(ScenarioWriter, ARaceAndTheDayOfTheFirstBlockAreKept) {
  const Scenario scenario = parse_scenario(R"(start = 2016-05-02
days = 28
[target]
date = 2016-05-20
name = "a \"cup\""
[[plan]]
name = "x"
begin = 2016-04-18
ramp = 0.1
overrides = [{ date = 2016-05-04, days = 3, load = 50 }, { date = 2016-05-07, load = 51 }, { date = 2016-05-09, load = 51 }]
)",
                                           "s.toml", Athletes::kNotRead);
  EXPECT_EQ(scenario.target.name, "a \"cup\"");
  EXPECT_EQ(iso(*scenario.plans[0].begin), "2016-04-18");
  expect_same(scenario, again(scenario));
  // Days in a row are one entry.
  EXPECT_NE(
      to_toml(scenario, "x").find("{ date = 2016-05-04, days = 3, load = 50 },\n  { date = 2016-05-07, load = 51 },\n"),
      std::string::npos);
}

TEST(ScenarioWriter, SessionsOfADayAreKeptAndAddUpToItsLoad) {
  const Scenario scenario = parse_scenario(R"(start = 2016-05-02
days = 28
[[plan]]
name = "x"
overrides = [
  { date = 2016-05-04, days = 2, sessions = [{ name = "Intervals", load = 60 }, { name = "Easy \"run\"", load = 30.5 }] },
  { date = 2016-05-06, load = 90.5 },
  { date = 2016-05-07, load = 90.5, sessions = [{ name = "Long run", load = 90.5 }] },
]
)",
                                           "s.toml", Athletes::kNotRead);
  const std::vector<Override>& days = scenario.plans[0].overrides;
  ASSERT_EQ(days.size(), 4u);
  const std::vector<PlannedSession> two{{"Intervals", 60.0}, {"Easy \"run\"", 30.5}};
  EXPECT_EQ(days[0].load, 90.5);
  EXPECT_EQ(days[0].sessions, two);
  EXPECT_EQ(iso(days[1].date), "2016-05-05");
  EXPECT_EQ(days[1].sessions, two);
  EXPECT_TRUE(days[2].sessions.empty());
  EXPECT_EQ(days[3].sessions, (std::vector<PlannedSession>{{"Long run", 90.5}}));
  const Scenario written = again(scenario);
  expect_same(scenario, written);
  for (std::size_t day = 0; day < days.size(); ++day) {
    EXPECT_EQ(written.plans[0].overrides[day].sessions, days[day].sessions);
  }
}

TEST(ScenarioWriter, EveryKeyOfATripIsKept) {
  const Scenario scenario = parse_scenario(
      kTravelling +
          trip(leg("Europe/Berlin", "Asia/Singapore", "2016-03-20T11:30:00", "2016-03-21T06:10:00",
                   ", sleep = { after = 2, hours = 6.5 }") +
               leg("Asia/Singapore", "Tokyo", "2016-03-21T09:00:00", "2016-03-21T17:00:00", ", sleep = false")) +
          R"(local_time_from = "boarding"
shift = { days = 3, hours = 0.75, bedtime = "later" }
bright = [{ date = 2016-03-19, from = 22:00:00, to = 00:30:00, lux = 2500 }, { date = 2016-03-23, from = 10:00:00, to = 12:00:00 }]
dark = [{ date = 2016-03-24, days = 2, from = 07:00:00, to = 09:30:00 }]
naps = [{ date = 2016-03-24, from = 14:00:00, to = 14:20:00 }]
[[plan.trip]]
legs = [{ from = "Tokyo", to = "Europe/Berlin", depart = 2016-03-26T11:00:00, arrive = 2016-03-26T16:00:00 }]
dark = [{ date = 2016-03-27, from = 03:30:00, to = 08:00:00 }]
)",
      "s.toml", Athletes::kNotRead);
  expect_same(scenario, again(scenario));
}

TEST(ScenarioWriter, EffectsThatAreGivenStayGiven) {
  std::string text = kTravelling;
  // One of them equals the population's, and is given all the same.
  text.insert(text.find("[[plan]]"),
              "travel.effects.misalignment = { median = 0.003, spread = 0.4 }\n"
              "travel.effects.day_rhythm = { median = 0.02, spread = 0.6 }\n");
  const Scenario scenario = parse_scenario(text, "s.toml", Athletes::kNotRead);
  ASSERT_EQ(scenario.travel->effects_given.count(), 2u);
  expect_same(scenario, again(scenario));
}

TEST(ScenarioWriter, EventsAreKeptInTheOrderOfTheirDates) {
  const Scenario scenario = parse_scenario(R"(start = 2016-05-02
days = 28
[[event]]
date = 2016-05-20
name = "a \"cup\""
priority = "C"
[[event]]
date = 2016-05-07
name = "test match"
[[plan]]
name = "usual"
)",
                                           "s.toml", Athletes::kNotRead);
  ASSERT_EQ(scenario.events.size(), 2u);
  EXPECT_EQ(scenario.events[0].name, "test match");
  EXPECT_EQ(scenario.events[0].priority, Event::Priority::kB);
  EXPECT_EQ(scenario.events[1].name, "a \"cup\"");
  EXPECT_EQ(scenario.events[1].date - scenario.start, date::days{18});
  EXPECT_EQ(scenario.events[1].priority, Event::Priority::kC);
  expect_same(scenario, again(scenario));
}

TEST(ScenarioWriter, NamesMayHoldAnything) {
  Scenario scenario = read_scenario(std::filesystem::path(FORMCAST_SCENARIOS) / "busso_race.toml", Athletes::kNotRead);
  scenario.plans[0].name = "\"quoted\" \\ with ü";
  expect_same(scenario, again(scenario));
}

}  // namespace
}  // namespace formcast
