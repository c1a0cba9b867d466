#include "sim/scenario/plan_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <utility>

#include "sim/travel/trip_reader.hpp"

namespace formcast {
namespace {

using Name = std::string_view;
constexpr std::array<Name, 5> kBlockKeys{"weeks", "week", "load", "ramp", "recovery"};
constexpr std::array<Name, 13> kPlanKeys{"name", "begin", "block", "repeat", "taper", "overrides", "tests",
                                         "trip", "weeks", "week",  "load",   "ramp",  "recovery"};
constexpr std::array<Name, 2> kRecoveryKeys{"every", "load"};
constexpr std::array<Name, 3> kTaperKeys{"shape", "days", "to"};
constexpr std::array<Name, 4> kOverrideKeys{"date", "days", "load", "sessions"};
constexpr std::array<Name, 2> kSessionKeys{"name", "load"};
constexpr std::array<Name, 2> kTestKeys{"date", "load"};

constexpr Limits<double> kLoad{0.0, std::numeric_limits<double>::max(), "load unit"};
/// More than any day's load in any unit (a day of racing is some 3e7 joules): a typo or a runaway ramp.
constexpr double kLargestLoad = 1e9;

/// The scenario's days, to check dates against.
struct Window {
  Date start;
  int days;

  bool holds(Date date) const { return date >= start && date < start + date::days{days}; }
  std::string text() const { return fmt::format("{} to {}", iso(start), iso(start + date::days{days - 1})); }
};

Week read_week(const TomlValue& value) {
  constexpr Name kExpected = "\"usual\" or a list of seven loads, Monday first";
  if (value.node->as_array() == nullptr) refuse(value, kExpected);
  const std::vector<TomlValue> entries = list_of(value, kExpected);
  Week week{};
  if (entries.size() != week.size()) {
    throw InputError(value.place(),
                     fmt::format("{} has {} loads, expected seven, Monday first", value.name, entries.size()));
  }
  for (std::size_t day = 0; day < week.size(); ++day) week[day] = number_of(entries[day], kLoad);
  return week;
}

Block read_block(const TomlValue& table) {
  Block block;
  if (const auto weeks = find(table, "weeks")) block.weeks = static_cast<int>(whole_of(*weeks, {1, 143, "weeks"}));
  const auto week = find(table, "week");
  if (week && week->node->value<std::string_view>() != "usual") block.week = read_week(*week);
  read(table, "load", block.load, {0.0, 10.0, "times the weekly pattern"});
  read(table, "ramp", block.ramp, {-0.99, 1.0, "per week; 0.05 is 5 % more"});
  if (const auto recovery = find(table, "recovery")) {
    expect_table(*recovery, kRecoveryKeys);
    const TomlValue every = need(*recovery, "every", "a whole number >= 2 [weeks]");
    block.recovery_every = static_cast<int>(whole_of(every, {2, 143, "weeks"}));
    read(*recovery, "load", block.recovery_load, {0.0, 1.0, "of that week's load"});
  }
  return block;
}

/// The blocks of a plan: its [[plan.block]]s, or one block from the keys of the plan itself.
std::vector<Block> read_blocks(const TomlValue& plan) {
  const auto blocks = find(plan, "block");
  if (!blocks) return {read_block(plan)};
  for (const Name key : kBlockKeys) {
    if (const auto value = find(plan, key)) {
      throw InputError(value->place(), fmt::format("{} is given beside [[plan.block]]; expected it inside the blocks, "
                                                   "or no blocks at all",
                                                   value->name));
    }
  }
  std::vector<Block> all;
  for (const TomlValue& entry : list_of(*blocks, "a list of tables: write [[plan.block]]")) {
    if (!all.empty() && !all.back().weeks) {
      throw InputError(entry.place(),
                       "this plan.block is never reached: the one before it has no \"weeks\" and so "
                       "goes on to the end");
    }
    expect_table(entry, kBlockKeys);
    all.push_back(read_block(entry));
  }
  if (all.empty()) refuse(*blocks, "at least one block");
  return all;
}

Taper read_taper(const TomlValue& value) {
  expect_table(value, kTaperKeys);
  Taper taper;
  if (const auto shape = find(value, "shape")) taper.shape = static_cast<Taper::Shape>(choice_of(*shape, kTaperShapes));
  read(value, "days", taper.days, {1, 1000, "days"});
  read(value, "to", taper.to, {0.0, 1.0, "of the planned load"});
  return taper;
}

/// A date of the scenario that may appear once.
Date read_day(const TomlValue& value, const Window& window, std::set<Date>& seen) {
  const Date date = date_of(value);
  if (!window.holds(date)) {
    throw InputError(value.place(),
                     fmt::format("{} {} is outside the scenario, {}", value.name, iso(date), window.text()));
  }
  if (!seen.insert(date).second) {
    throw InputError(value.place(), fmt::format("{} {} is given twice in this plan", value.name, iso(date)));
  }
  return date;
}

std::vector<PlannedSession> read_sessions(const TomlValue& value) {
  std::vector<PlannedSession> sessions;
  for (const TomlValue& entry : list_of(value, "a list of tables such as { name = \"Intervals\", load = 60 }")) {
    expect_table(entry, kSessionKeys);
    PlannedSession session;
    session.name = text_of(need(entry, "name", "a text in quotes"));
    session.load = number_of(need(entry, "load", "a number >= 0 [load unit]"), kLoad);
    sessions.push_back(std::move(session));
  }
  if (sessions.empty() || sessions.size() > kMostSessions)
    refuse(value, fmt::format("1 to {} sessions", kMostSessions));
  return sessions;
}

/// The load of a day, and its sessions where it has some: of those it is the sum.
Override read_day_load(const TomlValue& entry, Date date) {
  constexpr double kRounding = 1e-9;
  Override day{date};
  const auto load = find(entry, "load");
  const auto sessions = find(entry, "sessions");
  if (load || !sessions) day.load = number_of(need(entry, "load", "a number >= 0 [load unit]"), kLoad);
  if (!sessions) return day;
  day.sessions = read_sessions(*sessions);
  double sum = 0.0;
  for (const PlannedSession& session : day.sessions) sum += session.load;
  if (!load) day.load = sum;
  if (std::abs(day.load - sum) > kRounding * std::max(day.load, sum)) {
    throw InputError(load->place(), fmt::format("{} is {:.10g}, expected {:.10g}, the sum of its sessions, or no load "
                                                "beside them",
                                                load->name, day.load, sum));
  }
  return day;
}

std::vector<Override> read_overrides(const TomlValue& value, const Window& window) {
  std::vector<Override> overrides;
  std::set<Date> seen;
  for (const TomlValue& entry : list_of(value, "a list of tables such as { date = 2016-05-04, load = 0 }")) {
    expect_table(entry, kOverrideKeys);
    const TomlValue first = need(entry, "date", "a date such as 2016-05-04");
    const Date date = read_day(first, window, seen);
    const Override day = read_day_load(entry, date);
    overrides.push_back(day);
    int days = 1;
    read(entry, "days", days, {1, 1000, "days"});
    const Date last = date + date::days{days - 1};
    if (!window.holds(last)) {
      throw InputError(need(entry, "days", "").place(),
                       fmt::format("{} runs to {}, outside the scenario, {}", value.name, iso(last), window.text()));
    }
    for (Date more = date + date::days{1}; more <= last; more += date::days{1}) {
      if (!seen.insert(more).second) {
        throw InputError(first.place(), fmt::format("{} {} is given twice in this plan", first.name, iso(more)));
      }
      overrides.push_back(day);
      overrides.back().date = more;
    }
  }
  return overrides;
}

std::vector<PlannedTest> read_tests(const TomlValue& value, const Window& window) {
  std::vector<PlannedTest> tests;
  std::set<Date> seen;
  for (const TomlValue& entry : list_of(value, "a list of dates, or of { date = 2016-05-04, load = 100 }")) {
    PlannedTest test;
    if (entry.node->is_table()) {
      expect_table(entry, kTestKeys);
      test.date = read_day(need(entry, "date", "a date such as 2016-05-04"), window, seen);
      read(entry, "load", test.load, kLoad);
    } else {
      test.date = read_day(entry, window, seen);
    }
    tests.push_back(test);
  }
  return tests;
}

/// The day of the first block: not so long ago that no plan would have lasted until now, and before the end.
Date read_begin(const TomlValue& value, const Window& window) {
  const Date date = date_of(value);
  const Date first = window.start - date::days{kLongestBefore}, last = window.start + date::days{window.days - 1};
  if (date < first || date > last) {
    throw InputError(value.place(), fmt::format("{} {} is out of range, expected {} to {}: at most {} days before the "
                                                "scenario starts, and not after it ends",
                                                value.name, iso(date), iso(first), iso(last), kLongestBefore));
  }
  return date;
}

/// Refuses impossible loads; the usual week is not known yet and counts as 1 a day.
void expect_possible(const TomlValue& table, const Plan& plan, const Window& window) {
  constexpr Week kUsual{1, 1, 1, 1, 1, 1, 1};
  // A target outside the days: neither taper nor race day hides what the pattern grows to.
  Plan untapered = plan;
  untapered.taper.reset();
  const Date none = window.start - date::days{1};
  const std::vector<double> load = daily_loads(untapered, window.start, window.days, none, kUsual);
  const auto largest = std::max_element(load.begin(), load.end());
  if (*largest <= kLargestLoad) return;
  throw InputError(table.place(), fmt::format("plan \"{}\" has a load of {:.3g} on {}, expected at most {:.10g} [load "
                                              "unit]; look at its loads and ramps",
                                              plan.name, *largest,
                                              iso(window.start + date::days{largest - load.begin()}), kLargestLoad));
}

}  // namespace

Plan read_plan(const TomlValue& table, Date start, int days, const std::optional<TravelHabits>& travel) {
  const Window window{start, days};
  expect_table(table, kPlanKeys);
  Plan plan;
  plan.name = text_of(need(table, "name", "a text in quotes"));
  if (const auto begin = find(table, "begin")) plan.begin = read_begin(*begin, window);
  plan.blocks = read_blocks(table);
  if (const auto repeat = find(table, "repeat")) {
    plan.repeat = flag_of(*repeat);
    if (plan.repeat && !plan.blocks.back().weeks) {
      throw InputError(repeat->place(),
                       "plan.repeat has nothing to repeat: the last block has no \"weeks\" and so "
                       "goes on to the end");
    }
  }
  if (const auto taper = find(table, "taper")) plan.taper = read_taper(*taper);
  if (const auto overrides = find(table, "overrides")) plan.overrides = read_overrides(*overrides, window);
  if (const auto tests = find(table, "tests")) plan.tests = read_tests(*tests, window);
  if (const auto trips = find(table, "trip")) plan.trips = read_trips(*trips, travel, start, days);
  expect_possible(table, plan, window);
  return plan;
}

}  // namespace formcast
