// Prints a hash of every trajectory of a scenario's plans, and of travel where there are trips:
//   scenario_hash MEMBERS SCENARIO.toml TWIN.json...
// Compiled for this machine and for the browser: the numbers are the same.
#include <fmt/format.h>

#include <bit>
#include <string>

#include "sim/base/input_error.hpp"
#include "sim/scenario/scenario_input.hpp"

namespace formcast {
namespace {

std::string travel_digest(const Ensemble& ensemble, std::size_t plan, int members) {
  Trajectories simulated;
  simulated.with_travel = true;
  ensemble.trajectories(plan, 0, members, simulated);
  std::string bytes;
  for (const std::vector<float>& values : simulated.travel) {
    bytes.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(float));
  }
  return digest(bytes);
}

std::string band_digest(const PlanResult& plan) {
  std::string bytes;
  const auto add = [&](const auto& bands) {
    for (const std::vector<Quantiles>& days : bands) {
      bytes.append(reinterpret_cast<const char*>(days.data()), days.size() * sizeof(Quantiles));
    }
  };
  add(plan.bands);
  add(plan.travel);
  return digest(bytes);
}

void print_hashes(const Scenario& scenario, const Twin& twin) {
  EnsembleInput input = ensemble_input(scenario, twin);
  input.store_members = true;
  const Ensemble ensemble(twin, input);
  const EnsembleResult result = *ensemble.run({});
  for (std::size_t p = 0; p < scenario.plans.size(); ++p) {
    fmt::print("{} {} {} {:016x} {} {}\n", scenario.source, twin.athlete, p, trajectory_hash(result.plan[p]),
               travel_digest(ensemble, p, input.members), band_digest(result.plan[p]));
  }
}

}  // namespace
}  // namespace formcast

int main(int count, char** words) {
  using namespace formcast;
  try {
    Scenario scenario = read_scenario(words[2], Athletes::kNotRead);
    scenario.members = std::stoi(words[1]);
    for (int i = 3; i < count; ++i) print_hashes(scenario, read_twin(words[i]));
  } catch (const InputError& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 3;
  }
}
