#include "sim/scenario/scenario_input.hpp"

#include "sim/scenario/plan.hpp"
#include "sim/travel/learned_effects.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {

EnsembleInput ensemble_input(const Scenario& scenario, const Twin& twin) {
  EnsembleInput input;
  input.lead = static_cast<int>((scenario.start - twin.next_day()).count());
  input.days = scenario.days;
  input.target_day = static_cast<int>((scenario.target.date - scenario.start).count());
  input.target_performance = scenario.target.performance;
  input.worthwhile = scenario.target.worthwhile.value_or(smallest_worthwhile_change(twin));
  input.noise = scenario.noise;
  input.members = scenario.members;
  input.seed = *scenario.seed;
  std::vector<double> lead;
  for (int day = 0; day < input.lead; ++day) {
    lead.push_back(twin.usual_week[weekday(twin.next_day() + date::days{day})]);
  }
  for (const Plan& plan : scenario.plans) {
    const auto planned = daily_loads(plan, scenario.start, scenario.days, scenario.target.date, twin.usual_week);
    std::vector<double> load = lead;
    load.insert(load.end(), planned.begin(), planned.end());
    input.load.push_back(std::move(load));
  }
  if (!scenario.travels()) return input;
  input.effects = athlete_effects(*scenario.travel, twin.learned_effects);
  for (const Plan& plan : scenario.plans) {
    input.travel.push_back(plan.trips.empty()
                               ? TravelPlan{}
                               : travel_plan(*scenario.travel, plan.trips, twin.next_day(), input.lead + input.days));
  }
  return input;
}

}  // namespace formcast
