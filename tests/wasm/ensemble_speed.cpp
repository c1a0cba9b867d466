// How fast members simulate a scenario's plans, one plan at a time as in the viewer, with all bands:
//   ensemble_speed MEMBERS DAYS SCENARIO.toml TWIN.json
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_input.hpp"

namespace formcast {
namespace {

double seconds_since(std::chrono::steady_clock::time_point begun) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

void time_plan(const Scenario& scenario, const Twin& twin) {
  // Programs in a browser get faster while they run, as the first lines show.
  for (int time = 1; time <= 5; ++time) {
    const auto begun = std::chrono::steady_clock::now();
    const EnsembleInput input = ensemble_input(scenario, twin);
    const Ensemble ensemble(twin, input);
    const double drawn = seconds_since(begun);
    const EnsembleResult result = *ensemble.run({});
    const double all = seconds_since(begun);
    const double athlete_days = static_cast<double>(input.members) * (input.lead + input.days);
    fmt::print(
        "{:26} {} time: members drawn {:5.1f} ms, simulated {:6.1f} ms, {:5.1f} million athlete-days a second; median "
        "{}\n",
        scenario.plans.front().name, time, 1e3 * drawn, 1e3 * (all - drawn), 1e-6 * athlete_days / all,
        result.plan.front().target_performance[2]);
  }
}

}  // namespace
}  // namespace formcast

int main(int count, char** words) {
  using namespace formcast;
  if (count != 5) return 2;
  try {
    Scenario scenario = read_scenario(words[3], Athletes::kNotRead);
    scenario.members = std::stoi(words[1]);
    scenario.days = std::max(scenario.days, std::stoi(words[2]));
    auto begun = std::chrono::steady_clock::now();
    const Twin twin = read_twin(words[4]);
    fmt::print("twin read in {:.1f} ms\n", 1e3 * seconds_since(begun));
    const std::vector<Plan> plans = scenario.plans;
    for (const Plan& plan : plans) {
      scenario.plans = {plan};
      time_plan(scenario, twin);
    }
  } catch (const InputError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 3;
  }
}
