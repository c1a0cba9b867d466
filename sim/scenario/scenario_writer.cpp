#include "sim/scenario/scenario_writer.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>

#include "sim/base/toml_text.hpp"
#include "sim/scenario/plan_reader.hpp"
#include "sim/travel/travel_writer.hpp"

namespace formcast {
namespace {

std::string block_text(const Block& block) {
  std::string text = "\n[[plan.block]]\n";
  if (block.weeks) text += fmt::format("weeks = {}\n", *block.weeks);
  if (block.week) text += fmt::format("week = [{}]\n", fmt::join(*block.week, ", "));
  if (block.load != 1.0) text += fmt::format("load = {}\n", block.load);
  if (block.ramp != 0.0) text += fmt::format("ramp = {}\n", block.ramp);
  if (block.recovery_every > 0) {
    text += fmt::format("recovery = {{ every = {}, load = {} }}\n", block.recovery_every, block.recovery_load);
  }
  return text;
}

std::string sessions_text(const std::vector<PlannedSession>& sessions) {
  if (sessions.empty()) return "";
  std::string text;
  for (const PlannedSession& session : sessions) {
    text +=
        fmt::format("{}{{ name = {}, load = {} }}", text.empty() ? "" : ", ", toml_text(session.name), session.load);
  }
  return fmt::format(", sessions = [{}]", text);
}

/// Days in a row with the same load and sessions as one entry.
std::string overrides_text(const std::vector<Override>& overrides) {
  constexpr int kMostDays = 1000;  // that an entry may have
  std::string text = "overrides = [\n";
  for (std::size_t n = 0; n < overrides.size();) {
    const Override& first = overrides[n];
    int days = 1;
    for (++n; n < overrides.size() && days < kMostDays && overrides[n].load == first.load &&
              overrides[n].sessions == first.sessions && overrides[n].date == first.date + date::days{days};
         ++n) {
      ++days;
    }
    text += fmt::format("  {{ date = {}, {}load = {}{} }},\n", iso(first.date),
                        days > 1 ? fmt::format("days = {}, ", days) : "", first.load, sessions_text(first.sessions));
  }
  return text + "]\n";
}

std::string plan_text(const Plan& plan, const std::optional<TravelHabits>& travel) {
  std::string text = fmt::format("\n[[plan]]\nname = {}\n", toml_text(plan.name));
  if (plan.begin) text += fmt::format("begin = {}\n", iso(*plan.begin));
  if (plan.repeat) text += "repeat = true\n";
  if (plan.taper) {
    text += fmt::format("taper = {{ shape = \"{}\", days = {}, to = {} }}\n",
                        kTaperShapes[static_cast<std::size_t>(plan.taper->shape)], plan.taper->days, plan.taper->to);
  }
  if (!plan.tests.empty()) {
    text += "tests = [\n";
    for (const PlannedTest& test : plan.tests) {
      text += fmt::format("  {{ date = {}, load = {} }},\n", iso(test.date), test.load);
    }
    text += "]\n";
  }
  if (!plan.overrides.empty()) text += overrides_text(plan.overrides);
  for (const Block& block : plan.blocks) text += block_text(block);
  if (travel) text += to_toml(plan.trips, *travel);
  return text;
}

std::string noise_text(const PlanNoise& noise) {
  const PlanNoise none;
  const std::array<std::pair<std::string_view, double>, 5> keys{{{"execution", noise.execution},
                                                                 {"missed", noise.missed},
                                                                 {"illness_per_year", noise.illness_per_year},
                                                                 {"illness_days", noise.illness_days},
                                                                 {"illness_load", noise.illness_load}}};
  const std::array usual{none.execution, none.missed, none.illness_per_year, none.illness_days, none.illness_load};
  std::string text;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].second != usual[i]) text += fmt::format("{} = {}\n", keys[i].first, keys[i].second);
  }
  return text.empty() ? "" : "\n[noise]\n" + text;
}

}  // namespace

std::string to_toml(const Scenario& scenario, const std::string& athletes) {
  std::string text =
      fmt::format("title = {}\nathletes = [{}]\nstart = {}\ndays = {}\nmembers = {}\n", toml_text(scenario.title),
                  toml_text(athletes), iso(scenario.start), scenario.days, scenario.members);
  if (scenario.seed) text += fmt::format("seed = {}\n", *scenario.seed);
  text += fmt::format("\n[target]\ndate = {}\n", iso(scenario.target.date));
  if (!scenario.target.name.empty()) text += fmt::format("name = {}\n", toml_text(scenario.target.name));
  if (scenario.target.performance) text += fmt::format("performance = {}\n", *scenario.target.performance);
  if (scenario.target.worthwhile) {
    text += fmt::format("smallest_worthwhile_change = {}\n", *scenario.target.worthwhile);
  }
  for (const Event& event : scenario.events) {
    text += fmt::format("\n[[event]]\ndate = {}\nname = {}\npriority = \"{}\"\n", iso(event.date),
                        toml_text(event.name), Event::kPriorities[static_cast<std::size_t>(event.priority)]);
  }
  text += noise_text(scenario.noise);
  if (scenario.travel) text += to_toml(*scenario.travel);
  for (const Plan& plan : scenario.plans) text += plan_text(plan, scenario.travel);
  return text;
}

}  // namespace formcast
