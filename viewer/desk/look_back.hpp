#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "viewer/compute/evaluator.hpp"

namespace formcast {

/// The hindsight of a twin so far, and what is still to be requested: the past at once, the influence of weeks where a
/// plan is given, and the forecasts of past tests where `all` is wanted.
class LookBack {
 public:
  /// The next request, with `id`; nothing while an answer is pending, or where all is known. `plan` may be null.
  std::optional<OutlookRequest> next(std::uint64_t id, const PlanInput* plan, bool all);
  /// False for an answer to another request.
  bool take(OutlookAnswer& answer);
  bool waits() const { return id_ != 0; }
  /// Whether the forecasts of past tests were answered, if only by an error.
  bool has_predicted() const { return predicted_; }
  bool settled(const PlanInput* plan, bool all) const { return id_ == 0 && !missing(plan, all); }
  const Hindsight& known() const { return known_; }
  /// Whether the influence is that of the plan with this text.
  bool influence_is_of(const PlanInput& plan) const { return influence_of_ == plan; }

 private:
  std::optional<Asks> missing(const PlanInput* plan, bool all) const;

  Hindsight known_;
  bool past_ = false, predicted_ = false;
  PlanInput influence_of_, asked_;
  Asks asks_ = Asks::kPast;
  std::uint64_t id_ = 0;
};

}  // namespace formcast
