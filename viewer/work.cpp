#include <chrono>
#include <exception>

#include "sim/input.hpp"
#include "sim/scenario_input.hpp"
#include "viewer/engine.hpp"

namespace formcast {

OutlookAnswer work_out(const Twin& twin, TravelMemory& memory, const OutlookRequest& request) {
  OutlookAnswer answer;
  answer.id = request.id;
  const auto begun = std::chrono::steady_clock::now();
  try {
    if (request.what != Asks::kOutlook) {
      answer.hindsight = look_back(twin, request);
      return answer;
    }
    Scenario scenario = parse_scenario(request.scenario, "plan.toml", Athletes::kNotRead);
    scenario.members = request.members;
    EnsembleInput input = ensemble_input(scenario, twin);
    input.keep_target_members = true;
    input.travel_record = {memory.of(scenario)};
    std::optional<EnsembleResult> result = run_ensemble(twin, input, {});
    answer.outlook.members = request.members;
    answer.outlook.result = std::move(result->plan.front());
  } catch (const std::exception& error) {
    answer.error = error.what();
  }
  answer.outlook.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  return answer;
}

}  // namespace formcast
