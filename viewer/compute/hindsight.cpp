#include "viewer/compute/hindsight.hpp"

#include "sim/calibration/calibrate.hpp"
#include "sim/twin/twin_record.hpp"
#include "viewer/compute/evaluator.hpp"

namespace formcast {
namespace {

/// The banks run over the record again: their forecasts are in no twin file.
std::vector<PredictedTest> predicted_tests(const Twin& twin) {
  AthleteHistory record = history_of(twin);
  record.tests = twin.tests;  // travel tests do not update the models
  if (record.tests.empty()) return {};
  return one_ahead(calibrate_and_forecast(record, provenance_of(twin), twin.timing, priors_of(twin)).rolling,
                   twin.tests);
}

std::vector<WeekInfluence> influence_of(const Twin& twin, const PlanInput& plan) {
  const EnsembleInput input = ensemble_input(plan, twin, 1);
  return influence(twin, input.load.front(), input.lead + input.target_day);
}

}  // namespace

Hindsight look_back(const Twin& twin, const OutlookRequest& request) {
  Hindsight back;
  if (request.what == Asks::kPast) back.past = modelled_past(twin);
  if (request.what == Asks::kPredicted) back.predicted = predicted_tests(twin);
  if (request.what == Asks::kInfluence) back.influence = influence_of(twin, request.plan);
  return back;
}

}  // namespace formcast
