#include "viewer/desk/look_back.hpp"

#include <utility>

namespace formcast {

std::optional<Asks> LookBack::missing(const PlanInput* plan, bool all) const {
  if (!past_) return Asks::kPast;
  if (plan != nullptr && influence_of_ != *plan) return Asks::kInfluence;
  return all && !predicted_ ? std::optional(Asks::kPredicted) : std::nullopt;
}

std::optional<OutlookRequest> LookBack::next(std::uint64_t id, const PlanInput* plan, bool all) {
  const std::optional<Asks> what = id_ == 0 ? missing(plan, all) : std::nullopt;
  if (!what) return std::nullopt;
  id_ = id;
  asks_ = *what;
  asked_ = asks_ == Asks::kInfluence ? *plan : PlanInput{};
  return OutlookRequest{.id = id, .plan = asked_, .what = asks_};
}

/// What failed is not requested again and again.
bool LookBack::take(OutlookAnswer& answer) {
  if (id_ == 0 || answer.id != id_) return false;
  id_ = 0;
  if (asks_ == Asks::kPast) {
    past_ = true;
    known_.past = std::move(answer.hindsight.past);
  } else if (asks_ == Asks::kPredicted) {
    predicted_ = true;
    known_.predicted = std::move(answer.hindsight.predicted);
  } else {
    influence_of_ = asked_;
    known_.influence = std::move(answer.hindsight.influence);
  }
  return true;
}

}  // namespace formcast
