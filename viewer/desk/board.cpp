#include "viewer/desk/board.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "viewer/desk/pattern.hpp"

namespace formcast {
namespace {

constexpr int kWeek = 7;

}  // namespace

Board::Days Board::week_of(int day) const {
  const int monday = day - static_cast<int>(weekday(date(day)));
  return {std::max(monday, 0), std::min(monday + kWeek, days) - 1};
}

Board board_of(const Scenario& scenario, const Week& usual) {
  Board board;
  board.title = scenario.title;
  board.start = scenario.start;
  board.days = scenario.days;
  board.target = static_cast<int>((scenario.target.date - scenario.start).count());
  board.target_performance = scenario.target.performance;
  board.worthwhile = scenario.target.worthwhile;
  board.race = scenario.target.name;
  for (const Event& event : scenario.events) {
    board.events.push_back({static_cast<int>((event.date - scenario.start).count()), event.name, event.priority});
  }
  board.noise = scenario.noise;
  board.seed = scenario.seed.value_or(0);
  board.travel = scenario.travel;
  board.usual = usual;
  for (const Plan& plan : scenario.plans) {
    Sheet sheet;
    sheet.name = plan.name;
    sheet.colour = board.sheets.size();
    put_plan(board, sheet, plan);
    sheet.trips = plan.trips;
    board.sheets.push_back(std::move(sheet));
  }
  return board;
}

Scenario scenario_of(const Board& board, const std::vector<std::size_t>& sheets, int members) {
  Scenario scenario;
  scenario.title = board.title;
  scenario.start = board.start;
  scenario.days = board.days;
  scenario.target = {board.date(board.target), board.target_performance, board.worthwhile, board.race};
  scenario.members = members;
  scenario.seed = board.seed;
  scenario.noise = board.noise;
  scenario.travel = board.travel;
  for (const std::size_t sheet : sheets) scenario.plans.push_back(plan_of(board, board.sheets[sheet]));
  return scenario;
}

Scenario scenario_of(const Board& board, int members) {
  std::vector<std::size_t> all(board.sheets.size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  Scenario scenario = scenario_of(board, all, members);
  for (const BoardEvent& event : board.events) {
    scenario.events.push_back({board.date(event.day), event.name, event.priority});
  }
  return scenario;
}

PlanInput plan_input(const Board& board, std::size_t sheet) {
  return {board.start,
          board.sheets[sheet].load,
          board.target,
          board.worthwhile,
          board.noise,
          board.seed,
          trips_toml(scenario_of(board, {sheet}, 1), 0)};
}

WeekFacts week_facts(std::span<const double, 14> fortnight) {
  const auto before = fortnight.first<kWeek>(), week = fortnight.last<kWeek>();
  const auto known = [](std::span<const double> loads) {
    return std::none_of(loads.begin(), loads.end(), [](double load) { return std::isnan(load); });
  };
  WeekFacts facts;
  for (const double load : week) facts.total += std::isnan(load) ? 0.0 : load;
  if (!known(week)) return facts;
  const double mean = facts.total / kWeek;
  double squares = 0.0;
  for (const double load : week) squares += (load - mean) * (load - mean);
  const double sd = std::sqrt(squares / (kWeek - 1));
  if (sd > 1e-9 * mean) facts.monotony = mean / sd;
  const double previous = std::accumulate(before.begin(), before.end(), 0.0);
  if (previous > 0.0) facts.change = facts.total / previous - 1.0;  // false where days are not known
  return facts;
}

double load_on(const Sheet& sheet, std::span<const double> past, int past_first, int day) {
  if (day >= 0 && day < static_cast<int>(sheet.load.size())) return sheet.load[static_cast<std::size_t>(day)];
  const int at = day - past_first;
  if (day < 0 && at >= 0 && at < static_cast<int>(past.size())) return past[static_cast<std::size_t>(at)];
  return std::numeric_limits<double>::quiet_NaN();
}

WeekFacts week_facts(const Sheet& sheet, std::span<const double> past, int past_first, int monday) {
  std::array<double, 2 * kWeek> loads{};
  for (int day = 0; day < 2 * kWeek; ++day) {
    loads[static_cast<std::size_t>(day)] = load_on(sheet, past, past_first, monday - kWeek + day);
  }
  return week_facts(loads);
}

const char* letter_of(const BoardEvent& event) { return event.priority == Event::Priority::kB ? "B" : "C"; }

}  // namespace formcast
