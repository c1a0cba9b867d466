#include <algorithm>
#include <cmath>
#include <set>

#include "sim/scenario/scenario.hpp"
#include "sim/travel/day_schedule.hpp"
#include "tests/fuzz/fuzz_target.hpp"

namespace formcast::fuzz {
namespace {

bool among_days(const Scenario& scenario, Date date) {
  return date >= scenario.start && date < scenario.start + date::days{scenario.days};
}

void check_plan(const Scenario& scenario, const Plan& plan) {
  for (const PlannedTest& test : plan.tests) require(among_days(scenario, test.date), "a test is on one of the days");
  for (const Override& change : plan.overrides) require(among_days(scenario, change.date), "so is an override");
  // Of an athlete with a load of 100 a day.
  const Week usual{100, 100, 100, 100, 100, 100, 100};
  const auto loads = daily_loads(plan, scenario.start, scenario.days, scenario.target.date, usual);
  require(loads.size() == static_cast<std::size_t>(scenario.days), "a plan has a load a day");
  for (const double load : loads) require(load >= 0.0 && load <= 1e12, "a planned load can be done");
}

void check_trips(const Scenario& scenario, const Plan& plan) {
  if (plan.trips.empty()) return;
  require(scenario.travel.has_value(), "who travels has a home");
  const Instant* before = nullptr;
  for (const Trip& trip : plan.trips) {
    require(!trip.legs.empty(), "a trip has legs");
    for (const Leg& leg : trip.legs) {
      require(leg.depart < leg.arrive && (before == nullptr || *before <= leg.depart), "legs follow one another");
      before = &leg.arrive;
    }
  }
  const DaySchedule schedule = day_schedule(*scenario.travel, plan.trips, scenario.start, scenario.days);
  double end = 0.0;
  for (const ScheduleSpell& spell : schedule.spells) {
    require(spell.begin == end && spell.end > spell.begin, "spells follow without gaps");
    require(spell.lux >= 0.0F && spell.lux <= 150'000.0F, "light is light");
    end = spell.end;
  }
  require(schedule.days.size() == static_cast<std::size_t>(scenario.days), "there is a day a date");
  require(schedule.days.back().end == end, "days and spells end together");
}

void check(const Scenario& scenario) {
  require(scenario.days >= 1 && scenario.days <= 1000, "there are 1 to 1000 days");
  require(among_days(scenario, scenario.target.date), "the target is one of the days");
  require(std::isfinite(scenario.target.performance.value_or(0.0)), "the target performance is a number");
  require(scenario.members >= 1 && scenario.members <= 10'000'000, "there are members");
  const PlanNoise& noise = scenario.noise;
  require(noise.execution >= 0 && noise.execution <= 2 && noise.missed >= 0 && noise.missed <= 1 &&
              noise.illness_per_year >= 0 && noise.illness_per_year <= 100 && noise.illness_days >= 1 &&
              noise.illness_days <= 365 && noise.illness_load >= 0 && noise.illness_load <= 1,
          "noise is in its ranges");
  require(!scenario.twins.empty() && std::is_sorted(scenario.twins.begin(), scenario.twins.end()), "twins are sorted");
  require(std::adjacent_find(scenario.twins.begin(), scenario.twins.end()) == scenario.twins.end(), "each twin once");
  require(!scenario.plans.empty() && scenario.plans.size() <= 64, "there are 1 to 64 plans");
  std::set<std::string> names;
  for (const Plan& plan : scenario.plans) {
    require(names.insert(plan.name).second, "plans have names of their own");
    check_plan(scenario, plan);
    check_trips(scenario, plan);
  }
}

/// A pattern that leaves the folder may search the whole machine: slow, and different everywhere.
bool leaves_the_folder(std::string_view text) {
  const auto holds = [&](std::string_view part) { return text.find(part) != std::string_view::npos; };
  return holds("..") || holds("\"/") || holds("'/") || holds("\\");
}

}  // namespace
}  // namespace formcast::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace formcast;
  static const fuzz::Folder folder;
  static const auto ann = folder.file("twins/ann.twin.json", "\n"), bob = folder.file("twins/bob.twin.json", "\n");
  if (fuzz::leaves_the_folder(fuzz::text(data, size))) return 0;
  try {
    const Scenario scenario = read_scenario(folder.file("scenario.toml", fuzz::text(data, size)));
    fuzz::check(scenario);
  } catch (const InputError&) {
  }
  return 0;
}
