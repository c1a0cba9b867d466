#include "viewer/hindsight.hpp"

#include <utility>

#include "sim/calibrate.hpp"
#include "sim/scenario_input.hpp"
#include "sim/update.hpp"
#include "viewer/engine.hpp"

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

std::optional<Asks> LookBack::missing(const std::string* plan) const {
  if (!past_) return Asks::kPast;
  if (plan == nullptr) return std::nullopt;
  if (influence_of_ != *plan) return Asks::kInfluence;
  return foreseen_ ? std::nullopt : std::optional(Asks::kForeseen);
}

std::optional<OutlookRequest> LookBack::next(std::uint64_t id, const std::string* plan) {
  const std::optional<Asks> what = id_ == 0 ? missing(plan) : std::nullopt;
  if (!what) return std::nullopt;
  id_ = id;
  asks_ = *what;
  asked_ = asks_ == Asks::kInfluence ? *plan : "";
  return OutlookRequest{.id = id, .scenario = asked_, .what = asks_};
}

/// What could not be worked out is not asked for again and again.
bool LookBack::take(OutlookAnswer& answer) {
  if (id_ == 0 || answer.id != id_) return false;
  id_ = 0;
  if (asks_ == Asks::kPast) {
    past_ = true;
    known_.past = std::move(answer.hindsight.past);
  } else if (asks_ == Asks::kForeseen) {
    foreseen_ = true;
    known_.foreseen = std::move(answer.hindsight.foreseen);
  } else {
    influence_of_ = asked_;
    known_.influence = std::move(answer.hindsight.influence);
  }
  return true;
}

}  // namespace formcast
