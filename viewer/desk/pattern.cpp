#include "viewer/desk/pattern.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <utility>

#include "sim/scenario/plan_reader.hpp"
#include "viewer/desk/day_sessions.hpp"

namespace formcast {
namespace {

constexpr int kWeekDays = 7;

/// The days on which the sheet's loads are not the plan's, or which the plan says itself.
std::vector<Override> set_days(const Board& board, const Sheet& sheet, Plan plan) {
  const std::vector<Override> said = std::exchange(plan.overrides, {});
  const std::vector<double> made = loads_of(board, plan);
  std::map<Date, double> set;
  for (const Override& day : said) {
    const auto at = day_of(board, day.date);
    if (at && day.sessions.empty() && sheet.load[static_cast<std::size_t>(*at)] == day.load) set[day.date] = day.load;
  }
  for (std::size_t day = 0; day < made.size(); ++day) {
    if (made[day] != sheet.load[day]) set[board.date(static_cast<int>(day))] = sheet.load[day];
  }
  std::vector<Override> days;
  for (const auto& [date, load] : set) days.push_back({date, load});
  return days;
}

/// Days with sessions say their load, too.
std::vector<Override> with_sessions(const Board& board, const Sheet& sheet, const std::vector<Override>& set) {
  std::map<Date, Override> days;
  for (const Override& day : set) days[day.date] = day;
  for (const auto& [day, sessions] : sheet.sessions) {
    const Date date = board.date(day);
    days[date] = {date, sheet.load[static_cast<std::size_t>(day)], sessions_on(sheet, day)};
  }
  std::vector<Override> all;
  for (const auto& [date, day] : days) all.push_back(day);
  return all;
}

/// A load that the taper makes `load` of; bit for bit where there is one.
double before_taper(const Plan& plan, int to_race, double load) {
  if (!plan.taper || to_race < 1 || to_race > plan.taper->days) return load;
  const double part = taper_factor(*plan.taper, plan.taper->days - to_race + 1);
  if (part <= 0.0) return load;
  const double near = load / part;
  constexpr double kMore = std::numeric_limits<double>::infinity();
  for (const double from : {near, std::nextafter(near, 0.0), std::nextafter(near, kMore)}) {
    if (from * part == load) return from;
  }
  return near;
}

/// The sheet's calendar weeks before the taper, Monday first. Days that have no load of training, those outside the
/// board and race day, have that of the week beside theirs.
std::vector<Week> calendar_weeks(const Board& board, const Sheet& sheet, const Plan& plan) {
  const int monday = -static_cast<int>(weekday(board.start));
  const auto count = static_cast<std::size_t>((board.days - monday + kWeekDays - 1) / kWeekDays);
  constexpr double kNone = -1.0;
  std::vector<Week> weeks(count);
  for (Week& week : weeks) week.fill(kNone);
  for (int day = 0; day < board.days; ++day) {
    const auto at = static_cast<std::size_t>(day - monday);
    const double load = sheet.load[static_cast<std::size_t>(day)];
    if (day != board.target) weeks[at / kWeekDays][at % kWeekDays] = before_taper(plan, board.target - day, load);
  }
  for (std::size_t n = 0; n < count; ++n) {
    for (std::size_t day = 0; day < kWeekDays; ++day) {
      if (weeks[n][day] != kNone) continue;
      const double before = n > 0 ? weeks[n - 1][day] : kNone, after = n + 1 < count ? weeks[n + 1][day] : kNone;
      weeks[n][day] = before != kNone ? before : std::max(after, 0.0);
    }
  }
  return weeks;
}

/// Puts the sheet's weeks in the place of the plan's blocks; the last full week goes on.
void put_weeks(const Board& board, const Sheet& sheet, Plan& plan) {
  plan.begin = board.start - date::days{weekday(board.start)};
  plan.repeat = false;
  plan.blocks.clear();
  std::vector<Week> weeks = calendar_weeks(board, sheet, plan);
  const bool full = weekday(board.date(board.days)) == 0;
  if (!full && weeks.size() > 1) weeks.push_back(weeks[weeks.size() - 2]);
  for (const Week& week : weeks) {
    if (!plan.blocks.empty() && *plan.blocks.back().week == week) {
      ++*plan.blocks.back().weeks;
      continue;
    }
    Block block;
    block.week = week;
    block.weeks = 1;
    plan.blocks.push_back(block);
  }
  plan.blocks.back().weeks.reset();
}

}  // namespace

std::optional<int> day_of(const Board& board, Date date) {
  const auto day = (date - board.start).count();
  return day >= 0 && day < board.days ? std::optional(static_cast<int>(day)) : std::nullopt;
}

bool is_steady(const Plan& plan) {
  if (plan.blocks.size() != 1) return false;
  const Block& block = plan.blocks[0];
  return !block.weeks && block.load == 1.0 && block.ramp == 0.0 && block.recovery_every == 0;
}

std::vector<double> loads_of(const Board& board, const Plan& plan) {
  return daily_loads(plan, board.start, board.days, board.date(board.target), board.usual);
}

Plan plan_of(const Board& board, const Sheet& sheet) {
  Plan plan = sheet.pattern;
  plan.name = sheet.name;
  plan.trips = sheet.trips;
  plan.tests.clear();
  for (const int day : sheet.tests) {
    const Date date = board.date(day);
    const auto& costs = sheet.pattern.tests;
    const auto cost = std::find_if(costs.begin(), costs.end(), [&](const PlannedTest& of) { return of.date == date; });
    plan.tests.push_back({date, cost != costs.end() ? cost->load : 0.0});
  }
  const bool out_of_reach =
      plan.begin && !is_steady(plan) &&
      (*plan.begin > board.date(board.days - 1) || *plan.begin < board.start - date::days{kLongestBefore});
  std::vector<Override> set = set_days(board, sheet, plan);
  const bool mostly_set = 2 * set.size() > static_cast<std::size_t>(board.days);
  if (plan.blocks.empty() || mostly_set || out_of_reach) {
    put_weeks(board, sheet, plan);
    plan.overrides.clear();
    set = set_days(board, sheet, plan);
  }
  plan.overrides = with_sessions(board, sheet, set);
  if (plan.begin == board.start || is_steady(plan)) plan.begin.reset();
  return plan;
}

Plan structure_of(const Board& board, const Sheet& sheet) {
  constexpr double kRounding = 1e-12;
  Plan plan = plan_of(board, sheet);
  Plan alone = plan;
  alone.overrides.clear();
  const std::vector<double> made = loads_of(board, alone);
  std::erase_if(plan.overrides, [&](const Override& day) {
    const double structured = made[static_cast<std::size_t>(*day_of(board, day.date))];
    return day.sessions.empty() && day.load != structured && std::abs(day.load - structured) <= kRounding * structured;
  });
  return plan;
}

void put_plan(const Board& board, Sheet& sheet, const Plan& plan) {
  sheet.pattern = plan;
  sheet.pattern.name.clear();
  sheet.pattern.trips.clear();
  sheet.load = loads_of(board, plan);
  sheet.tests.clear();
  for (const PlannedTest& test : plan.tests) {
    if (const auto day = day_of(board, test.date)) sheet.tests.push_back(*day);
  }
  std::sort(sheet.tests.begin(), sheet.tests.end());
  sheet.sessions.clear();
  for (const Override& set : plan.overrides) {
    const auto day = day_of(board, set.date);
    if (day && !set.sessions.empty()) sheet.sessions[*day] = set.sessions;
  }
}

}  // namespace formcast
