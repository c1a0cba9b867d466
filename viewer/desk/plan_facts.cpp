#include "viewer/desk/plan_facts.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace formcast {
namespace {

constexpr double kFitnessDays = 42.0, kFatigueDays = 7.0;

}  // namespace

PlanFacts plan_facts(const Board& board, std::size_t sheet, std::span<const double> past, int past_first,
                     double usual_load) {
  const Sheet& of = board.sheets[sheet];
  PlanFacts facts;
  facts.total = std::accumulate(of.load.begin(), of.load.end(), 0.0);
  for (int monday = -static_cast<int>(weekday(board.start)); monday < board.days; monday += 7) {
    const WeekFacts week = week_facts(of, past, past_first, monday);
    facts.heaviest_week = std::max(facts.heaviest_week, week.total);
    if (week.change && (!facts.steepest_rise || *week.change > *facts.steepest_rise)) facts.steepest_rise = week.change;
  }
  facts.fitness = facts.fatigue = usual_load;
  const double slow = 1.0 - std::exp(-1.0 / kFitnessDays), quick = 1.0 - std::exp(-1.0 / kFatigueDays);
  for (int day = past_first; day < board.target; ++day) {
    const double known = load_on(of, past, past_first, day), load = std::isnan(known) ? usual_load : known;
    facts.fitness += slow * (load - facts.fitness);
    facts.fatigue += quick * (load - facts.fatigue);
  }
  return facts;
}

}  // namespace formcast
