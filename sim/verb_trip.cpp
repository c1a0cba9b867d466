#include <fmt/format.h>

#include <cmath>

#include "sim/input.hpp"
#include "sim/json.hpp"
#include "sim/scenario.hpp"
#include "sim/table.hpp"
#include "sim/terminal.hpp"
#include "sim/travel_advice.hpp"
#include "sim/verbs.hpp"

namespace formcast {
namespace {

std::string time_text(double hour) {
  const auto minutes = std::lround(hour * 60.0) % (24 * 60);
  return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}

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
                    {"body_clock", time_text(day.body_clock)},
                    {"misalignment_h", day.misalignment},
                    {"sleep", spans_json(day.zone, day.sleep)},
                    {"slept_h", day.slept},
                    {"sleep_debt_h", day.debt},
                    {"flown_h", day.flown},
                    {"seek_light", spans_json(day.zone, day.seek)},
                    {"avoid_light", spans_json(day.zone, day.avoid)}});
  }
  return {
      {"plan", plan},
      {"settled",
       advice.settled && *advice.settled < advice.days.size() ? Json(iso(advice.days[*advice.settled].date)) : Json()},
      {"days", days}};
}

/// Days on which nothing is out of the ordinary are left out, but for the one before and after.
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
    table.add({iso(day.date), day.zone, time_text(day.body_clock), fmt::format("{:+.1f}", day.misalignment),
               spans_text(day.zone, day.sleep), fmt::format("{:.1f}", day.slept), spans_text(day.zone, day.seek),
               spans_text(day.zone, day.avoid)});
  }
  fmt::print("{}\n{}", bold(plan), table.text(2));
  if (advice.settled && *advice.settled == 0) {
    fmt::print("  the body clock stays within an hour of local time\n\n");
  } else if (advice.settled && *advice.settled < advice.days.size()) {
    fmt::print("  within an hour of local time from {} on\n\n", iso(advice.days[*advice.settled].date));
  } else {
    fmt::print("  not within an hour of local time by {}\n\n", iso(advice.days.back().date));
  }
}

}  // namespace

void run_trip(const TripArguments& arguments) {
  const Scenario scenario = read_scenario(arguments.scenario);
  if (!scenario.travels()) {
    throw InputError({arguments.scenario, 0, 0}, "no plan has a trip; expected [[plan.trip]] (docs/scenario.md)");
  }
  Json plans = Json::array();
  for (const Plan& plan : scenario.plans) {
    if (plan.trips.empty()) continue;
    const Advice advice = travel_advice(*scenario.travel, plan.trips, scenario.start, scenario.days);
    if (arguments.json) {
      plans.push_back(advice_json(plan.name, advice));
    } else {
      print_advice(plan.name, advice);
    }
  }
  if (arguments.json) {
    fmt::print("{}\n", Json{{"member", "typical"}, {"plans", plans}}.dump(2));
    return;
  }
  fmt::print(
      "Of a typical member: a body clock of the usual period, effects at the medians of population priors. The body "
      "clock is "
      "the time of\nthe lowest body temperature; before it light makes the clock later, after it earlier.\n");
}

}  // namespace formcast
