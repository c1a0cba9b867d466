#include "viewer/compute/hindsight.hpp"

#include "sim/calibration/calibrate.hpp"
#include "sim/scenario/scenario_input.hpp"
#include "sim/twin/twin_record.hpp"
#include "viewer/compute/evaluator.hpp"

namespace formcast {
namespace {

/// The banks run over the record again: what they foresaw is in no twin file.
std::vector<ForeseenTest> foreseen_tests(const Twin& twin) {
  AthleteHistory record = history_of(twin);
  record.tests = twin.tests;  // those on the road teach the models nothing
  if (record.tests.empty()) return {};
  return one_ahead(calibrate_and_foresee(record, {}, twin.timing, priors_of(twin)).foresight, twin.tests);
}

std::vector<WeekInfluence> influence_of(const Twin& twin, const std::string& plan) {
  const EnsembleInput input = ensemble_input(parse_scenario(plan, "plan.toml", Athletes::kNotRead), twin);
  return influence(twin, input.load.front(), input.lead + input.target_day);
}

}  // namespace

Hindsight look_back(const Twin& twin, const OutlookRequest& request) {
  Hindsight back;
  if (request.what == Asks::kPast) back.past = modelled_past(twin);
  if (request.what == Asks::kForeseen) back.foreseen = foreseen_tests(twin);
  if (request.what == Asks::kInfluence) back.influence = influence_of(twin, request.scenario);
  return back;
}

}  // namespace formcast
