#include "viewer/desk/look_back.hpp"

#include <utility>

namespace formcast {

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
