#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <utility>

#include "sim/base/input_error.hpp"
#include "sim/base/table.hpp"
#include "sim/cli/json.hpp"
#include "sim/cli/terminal.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/planning/travel_advice.hpp"
#include "sim/planning/travel_search.hpp"
#include "sim/scenario/scenario.hpp"

namespace formcast {
namespace {

std::string hour_text(double hour) { return clock_text(std::chrono::minutes{std::lround(hour * 60.0) % (24 * 60)}); }

/// "23:00", by the clock of the place.
std::string clock_at(const std::string& zone, Instant at) { return iso(local_time(zone, at)).substr(11, 5); }

std::string spans_text(const std::string& zone, const std::vector<Period>& periods) {
  std::string text;
  for (const Period& period : periods) {
    text += fmt::format("{}{}-{}", text.empty() ? "" : ", ", clock_at(zone, period.begin), clock_at(zone, period.end));
  }
  return text.empty() ? "-" : text;
}

Json spans_json(const std::string& zone, const std::vector<Period>& periods) {
  Json list = Json::array();
  for (const Period& period : periods) {
    list.push_back({{"from", clock_at(zone, period.begin)}, {"to", clock_at(zone, period.end)}});
  }
  return list;
}

Json advice_json(const std::string& plan, const Advice& advice) {
  Json days = Json::array();
  for (const AdviceDay& day : advice.days) {
    days.push_back({{"date", iso(day.date)},
                    {"zone", day.zone},
                    {"body_clock", hour_text(day.body_clock)},
                    {"misalignment_h", day.misalignment},
                    {"sleep", spans_json(day.zone, day.sleep)},
                    {"slept_h", day.slept},
                    {"sleep_debt_h", day.debt},
                    {"flown_h", day.flown},
                    {"seek_light", spans_json(day.zone, day.seek)},
                    {"avoid_light", spans_json(day.zone, day.avoid)}});
  }
  return {{"plan", plan},
          {"settled", advice.settled ? Json(iso(advice.days[*advice.settled].date)) : Json()},
          {"days", days}};
}

/// Leaves out ordinary days, except the one before and the one after others.
bool worth_showing(const std::vector<AdviceDay>& days, std::size_t d) {
  const auto unusual = [&](std::size_t i) {
    return std::abs(days[i].misalignment) >= 0.5 || days[i].flown > 0.0 || days[i].debt >= 0.5;
  };
  const std::size_t first = d > 0 ? d - 1 : 0, last = std::min(d + 1, days.size() - 1);
  for (std::size_t i = first; i <= last; ++i) {
    if (unusual(i)) return true;
  }
  return false;
}

void print_advice(const std::string& plan, const Advice& advice) {
  Table table({"date", "clock of", "body clock", "off by [h]", "sleep", "slept [h]", "seek light", "avoid light"});
  for (std::size_t d = 0; d < advice.days.size(); ++d) {
    if (!worth_showing(advice.days, d)) continue;
    const AdviceDay& day = advice.days[d];
    table.add({iso(day.date), day.zone, hour_text(day.body_clock), fmt::format("{:+.1f}", day.misalignment),
               spans_text(day.zone, day.sleep), fmt::format("{:.1f}", day.slept), spans_text(day.zone, day.seek),
               spans_text(day.zone, day.avoid)});
  }
  say("{}\n{}", bold(plan), table.text(2));
  if (!advice.settled) {
    say("  not within an hour of local time by {}\n\n", iso(advice.days.back().date));
  } else if (*advice.settled == 0) {
    say("  the body clock stays within an hour of local time\n\n");
  } else {
    say("  within an hour of local time from {} on\n\n", iso(advice.days[*advice.settled].date));
  }
}

/// A key of the scenario and its list of windows, if any, a line each.
void print_windows(std::string_view key, const std::vector<LightWindow>& windows) {
  if (windows.empty()) return;
  say("    {} = [\n", key);
  for (const LightWindow& each : windows) {
    say("      {{ date = {}, from = {}:00, to = {}:00 }},\n", iso(each.date), clock_text(each.window.from),
        clock_text(each.window.to));
  }
  say("    ]\n");
}

void print_search(const TravelSearch& search, Date target) {
  if (!search.better) {
    say("  mean misalignment {:.1f} h over members on {}; none of {} schedules of sleep and light is better\n\n",
        search.planned, iso(target), search.tried);
    return;
  }
  say("  mean misalignment {:.1f} h over members on {}, instead of {:.1f}: the best of {} schedules of sleep\n"
      "  and light. In the scenario that is\n",
      search.left, iso(target), search.planned, search.tried);
  say("    local_time_from = \"{}\"\n", Trip::kLocalTimesFrom[static_cast<std::size_t>(search.found.local_time_from)]);
  if (const auto& shift = search.found.shift) {
    say("    shift = {{ days = {}, hours = 1, bedtime = \"{}\" }}\n", shift->days,
        SleepShift::kBedtimes[static_cast<std::size_t>(shift->way)]);
  }
  print_windows("bright", search.bright);
  print_windows("dark", search.dark);
  say("\n");
}

Json windows_json(const std::vector<LightWindow>& windows) {
  Json list = Json::array();
  for (const LightWindow& each : windows) {
    list.push_back(
        {{"date", iso(each.date)}, {"from", clock_text(each.window.from)}, {"to", clock_text(each.window.to)}});
  }
  return list;
}

Json search_json(const TravelSearch& search, Date target) {
  Json json{{"target", iso(target)},
            {"trip", search.trip + 1},
            {"planned_mean_misalignment_h", search.planned},
            {"mean_misalignment_h", search.left},
            {"tried", search.tried},
            {"better", search.better}};
  if (!search.better) return json;
  json["local_time_from"] = Trip::kLocalTimesFrom[static_cast<std::size_t>(search.found.local_time_from)];
  json["shift"] = nullptr;
  if (const auto& shift = search.found.shift) {
    json["shift"] = {
        {"days", shift->days}, {"hours", 1}, {"bedtime", SleepShift::kBedtimes[static_cast<std::size_t>(shift->way)]}};
  }
  json["bright"] = windows_json(search.bright);
  json["dark"] = windows_json(search.dark);
  return json;
}

/// Advice for one plan, and the search if asked for.
struct PlanAdvice {
  Advice advice;
  std::optional<TravelSearch> search;
};

PlanAdvice plan_advice(const Scenario& scenario, const Plan& plan, bool search) {
  std::vector<Trip> trips = plan.trips;
  PlanAdvice result;
  const auto which = search ? trip_before(trips, scenario.target.date) : std::nullopt;
  if (which) {
    result.search = search_travel(*scenario.travel, trips, *which, scenario.start, scenario.target.date, {});
    trips[*which] = result.search->found;
  }
  result.advice = travel_advice(*scenario.travel, trips, scenario.start, scenario.days);
  return result;
}

}  // namespace

void run_trip(const TripArguments& arguments) {
  const Scenario scenario = read_scenario(arguments.scenario, Athletes::kNotRead);  // of a typical member
  if (!scenario.travels()) {
    throw InputError({arguments.scenario, 0, 0}, "no plan has a trip; expected [[plan.trip]] (docs/scenario.md)");
  }
  const auto departs_in_time = [&](const Plan& plan) {
    return trip_before(plan.trips, scenario.target.date).has_value();
  };
  if (arguments.search && std::ranges::none_of(scenario.plans, departs_in_time)) {
    throw InputError(
        {arguments.scenario, 0, 0},
        fmt::format("no trip departs before the target day {}; there is nothing to search", iso(scenario.target.date)));
  }
  Json plans = Json::array();
  for (const Plan& plan : scenario.plans) {
    if (plan.trips.empty()) continue;
    const auto [advice, search] = plan_advice(scenario, plan, arguments.search);
    if (arguments.json) {
      plans.push_back(advice_json(plan.name, advice));
      if (search) plans.back()["search"] = search_json(*search, scenario.target.date);
    } else {
      print_advice(plan.name, advice);
      if (search) print_search(*search, scenario.target.date);
    }
  }
  if (arguments.json) {
    print_json(Json{{"member", "typical"}, {"plans", plans}});
    return;
  }
  say("For a typical member: a body clock of the usual period, effects at the medians of population priors unless the\n"
      "scenario gives others. The body clock is the time of the lowest body temperature; light before it delays the\n"
      "clock, light after it advances it.\n");
}

}  // namespace formcast
