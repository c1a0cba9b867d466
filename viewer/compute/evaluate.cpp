#include <chrono>
#include <exception>

#include "sim/base/input_error.hpp"
#include "sim/planning/travel_search.hpp"
#include "sim/scenario/scenario_writer.hpp"
#include "viewer/compute/evaluator.hpp"

namespace formcast {

OutlookAnswer work_out(const Twin& twin, TravelCaches& memory, const OutlookRequest& request) {
  OutlookAnswer answer;
  answer.id = request.id;
  const auto begun = std::chrono::steady_clock::now();
  try {
    if (request.what != Asks::kOutlook) {
      answer.hindsight = look_back(twin, request);
      return answer;
    }
    EnsembleInput input = ensemble_input(request.plan, twin, request.members);
    input.keep_target_members = true;
    input.travel_cache = {memory.of(request.plan, request.members)};
    std::optional<EnsembleResult> result = run_ensemble(twin, input, {});
    answer.outlook.members = request.members;
    answer.outlook.result = std::move(result->plan.front());
  } catch (const std::exception& error) {
    answer.error = error.what();
  }
  answer.outlook.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return answer;
}

SearchAnswer work_out(const SearchRequest& request) {
  SearchAnswer answer;
  answer.id = request.id;
  try {
    Scenario scenario = parse_scenario(request.scenario, "plan.toml", Athletes::kNotRead);
    std::vector<Trip>& trips = scenario.plans.front().trips;
    const auto search =
        search_travel(*scenario.travel, trips, request.trip, scenario.start, scenario.target.date, Control{});
    trips[request.trip] = search->found;
    answer.better = search->better;
    answer.planned = search->planned;
    answer.left = search->left;
    answer.scenario = to_toml(scenario, "a.twin.json");
  } catch (const std::exception& error) {
    answer.error = error.what();
  }
  return answer;
}

}  // namespace formcast
