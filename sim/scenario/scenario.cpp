#include "sim/scenario/scenario.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "sim/base/glob.hpp"
#include "sim/base/toml_reader.hpp"
#include "sim/scenario/plan_reader.hpp"
#include "sim/travel/travel_reader.hpp"

namespace formcast {
namespace {

namespace fs = std::filesystem;

using Name = std::string_view;
constexpr std::array<Name, 11> kScenarioKeys{"title",  "athletes", "start", "days",   "members", "seed",
                                             "target", "event",    "noise", "travel", "plan"};
constexpr std::array<Name, 3> kEventKeys{"date", "name", "priority"};
constexpr std::array<Name, 4> kTargetKeys{"date", "name", "performance", "smallest_worthwhile_change"};
constexpr std::array<Name, 5> kNoiseKeys{"execution", "missed", "illness_per_year", "illness_days", "illness_load"};

constexpr Limits<std::int64_t> kDays{1, 1000, "days"};
constexpr std::size_t kMaxPlans = 64, kMaxEvents = 100;
constexpr std::size_t kLongestPath = 4096;

PlanNoise read_noise(const TomlValue& table) {
  expect_table(table, kNoiseKeys);
  PlanNoise noise;
  read(table, "execution", noise.execution, {0.0, 2.0, "sd of log load"});
  read(table, "missed", noise.missed, {0.0, 1.0, "probability"});
  read(table, "illness_per_year", noise.illness_per_year, {0.0, 100.0, "per healthy year"});
  read(table, "illness_days", noise.illness_days, {1.0, 365.0, "days"});
  read(table, "illness_load", noise.illness_load, {0.0, 1.0, "of the planned load"});
  return noise;
}

/// Sets start, days and target, each of which depends on the others.
void read_days(const TomlValue& root, Scenario& scenario) {
  scenario.start = date_of(need(root, "start", "the date of the first day, such as 2016-05-04"));
  const auto days = find(root, "days");
  if (days) scenario.days = static_cast<int>(whole_of(*days, kDays));
  const auto target = find(root, "target");
  if (!target) {
    if (!days) need(root, "days", "a whole number from 1 to 1000 [days], or a [target] whose date is the last day");
    scenario.target.date = scenario.start + date::days{scenario.days - 1};
    return;
  }
  expect_table(*target, kTargetKeys);
  const TomlValue date = need(*target, "date", "a date such as 2016-05-04");
  scenario.target.date = date_of(date);
  const auto last = (scenario.target.date - scenario.start).count() + 1;
  const bool fits = last >= 1 && last <= (days ? scenario.days : kDays.high);
  if (!fits) {
    const Date end = scenario.start + date::days{(days ? scenario.days : kDays.high) - 1};
    throw InputError(date.place(), fmt::format("target.date {} is outside the scenario, expected {} to {}",
                                               iso(scenario.target.date), iso(scenario.start), iso(end)));
  }
  if (!days) scenario.days = static_cast<int>(last);
  if (const auto name = find(*target, "name")) scenario.target.name = text_of(*name);
  if (const auto performance = find(*target, "performance")) {
    scenario.target.performance = number_of(*performance, {-1e9, 1e9, "performance unit"});
  }
  if (const auto worthwhile = find(*target, "smallest_worthwhile_change")) {
    scenario.target.worthwhile = number_of(*worthwhile, {0.0, 1e9, "performance unit"});
  }
}

Event read_event(const TomlValue& entry, const Scenario& scenario) {
  expect_table(entry, kEventKeys);
  Event event;
  const TomlValue date = need(entry, "date", "a date such as 2016-05-04");
  event.date = date_of(date);
  const Date last = scenario.start + date::days{scenario.days - 1};
  if (event.date < scenario.start || event.date > last) {
    throw InputError(date.place(), fmt::format("event.date {} is outside the scenario, {} to {}", iso(event.date),
                                               iso(scenario.start), iso(last)));
  }
  event.name = text_of(need(entry, "name", "a text in quotes"));
  const auto priority = find(entry, "priority");
  if (priority && priority->node->value<Name>() == "A") refuse(*priority, "\"B\" or \"C\": the A event is [target]");
  if (priority) event.priority = static_cast<Event::Priority>(choice_of(*priority, Event::kPriorities));
  return event;
}

std::vector<Event> read_events(const TomlValue& value, const Scenario& scenario) {
  const std::vector<TomlValue> entries = list_of(value, "a list of tables: write [[event]]");
  if (entries.size() > kMaxEvents) {
    throw InputError(entries[kMaxEvents].place(),
                     fmt::format("{} events, expected at most {}", entries.size(), kMaxEvents));
  }
  std::vector<Event> events;
  for (const TomlValue& entry : entries) events.push_back(read_event(entry, scenario));
  std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.date < b.date; });
  return events;
}

std::vector<Plan> read_plans(const TomlValue& root, const Scenario& scenario) {
  constexpr Name kExpected = "at least one plan: write [[plan]]";
  const TomlValue value = need(root, "plan", kExpected);
  const std::vector<TomlValue> entries = list_of(value, kExpected);
  if (entries.empty()) refuse(value, kExpected);
  if (entries.size() > kMaxPlans) {
    throw InputError(entries[kMaxPlans].place(),
                     fmt::format("{} plans, expected at most {}", entries.size(), kMaxPlans));
  }
  std::vector<Plan> plans;
  for (const TomlValue& entry : entries) {
    Plan plan = read_plan(entry, scenario.start, scenario.days, scenario.travel);
    const bool twice = std::any_of(plans.begin(), plans.end(), [&](const Plan& p) { return p.name == plan.name; });
    if (twice) {
      throw InputError(need(entry, "name", "").place(), fmt::format("plan.name \"{}\" is taken by a plan above; "
                                                                    "expected a name of its own",
                                                                    plan.name));
    }
    plans.push_back(std::move(plan));
  }
  return plans;
}

std::vector<fs::path> files_named(const TomlValue& entry, const fs::path& folder, const std::string& pattern) {
  try {
    return glob_files(folder, pattern);
  } catch (const InputError& error) {
    throw InputError(entry.place(), fmt::format("athletes {}", error.what()));
  }
}

/// The twin files, sorted. One file may be named once only, whichever way its path is written.
std::vector<fs::path> read_athletes(const TomlValue& root, const fs::path& folder) {
  constexpr Name kExpected = "a list of twin files such as [\"twins/*.twin.json\"]";
  const TomlValue value = need(root, "athletes", kExpected);
  const std::vector<TomlValue> entries =
      value.node->is_string() ? std::vector<TomlValue>{value} : list_of(value, kExpected);
  if (entries.empty()) refuse(value, "at least one twin file");
  std::vector<fs::path> twins;
  std::map<fs::path, std::string> named_by;
  for (const TomlValue& entry : entries) {
    const std::string pattern = text_of(entry, kLongestPath);
    const std::vector<fs::path> files = files_named(entry, folder, pattern);
    if (files.empty()) {
      throw InputError(entry.place(), fmt::format("athletes \"{}\" names no file, looked in {}; expected twin files "
                                                  "as `formcast calibrate` writes them",
                                                  pattern, folder.empty() ? "." : folder.string()));
    }
    for (const fs::path& file : files) {
      const auto [first, fresh] = named_by.emplace(fs::weakly_canonical(file), pattern);
      if (!fresh) {
        throw InputError(entry.place(), fmt::format("athletes \"{}\" names {} a second time, after \"{}\"", pattern,
                                                    file.string(), first->second));
      }
      twins.push_back(file);
    }
  }
  std::sort(twins.begin(), twins.end());
  return twins;
}

}  // namespace

Scenario parse_scenario(std::string text, const fs::path& path, Athletes athletes) {
  Scenario scenario;
  scenario.source = path.filename().string();
  scenario.text = std::move(text);
  const toml::table document = parse_toml(scenario.text, path.string());
  const TomlValue root{&document, "", path.string()};
  expect_table(root, kScenarioKeys);
  const auto title = find(root, "title");
  scenario.title = title ? text_of(*title) : path.stem().string();
  read_days(root, scenario);
  if (const auto events = find(root, "event")) scenario.events = read_events(*events, scenario);
  read(root, "members", scenario.members, {1, 10'000'000, "members per athlete and plan"});
  if (const auto seed = find(root, "seed")) {
    scenario.seed = static_cast<std::uint64_t>(whole_of(*seed, {0, std::numeric_limits<std::int64_t>::max(), ""}));
  }
  if (const auto noise = find(root, "noise")) scenario.noise = read_noise(*noise);
  if (const auto travel = find(root, "travel")) scenario.travel = read_travel(*travel);
  scenario.plans = read_plans(root, scenario);
  if (athletes == Athletes::kNeeded) scenario.twins = read_athletes(root, path.parent_path());
  return scenario;
}

bool Scenario::travels() const {
  return std::any_of(plans.begin(), plans.end(), [](const Plan& plan) { return !plan.trips.empty(); });
}

Scenario read_scenario(const fs::path& path, Athletes athletes) {
  return parse_scenario(read_text(path), path, athletes);
}

}  // namespace formcast
