#include "viewer/compute/plan_input.hpp"

#include "sim/scenario/scenario_input.hpp"
#include "sim/scenario/scenario_writer.hpp"

namespace formcast {

std::string trips_toml(const Scenario& scenario, std::size_t plan) {
  if (scenario.plans[plan].trips.empty()) return "";
  Scenario bare;
  bare.title = "trips";
  bare.start = scenario.start;
  bare.days = scenario.days;
  bare.target.date = scenario.start;
  bare.seed = scenario.seed;
  bare.travel = scenario.travel;
  bare.plans.emplace_back();
  bare.plans.front().name = "plan";
  bare.plans.front().trips = scenario.plans[plan].trips;
  return to_toml(bare, "a.twin.json");
}

EnsembleInput ensemble_input(const PlanInput& plan, const Twin& twin, int members) {
  Scenario scenario;
  if (!plan.trips.empty()) scenario = parse_scenario(plan.trips, "plan.toml", Athletes::kNotRead);
  scenario.start = plan.start;
  scenario.days = static_cast<int>(plan.load.size());
  scenario.target = {plan.start + date::days{plan.target}, {}, plan.worthwhile};
  scenario.noise = plan.noise;
  scenario.seed = plan.seed;
  scenario.members = members;
  scenario.plans.resize(1);
  return ensemble_input(scenario, {plan.load}, twin);
}

}  // namespace formcast
