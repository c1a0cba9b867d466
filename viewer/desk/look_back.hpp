#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "viewer/compute/evaluator.hpp"

namespace formcast {

/// What is known of a twin's record so far, and what is still to be asked: the past at once, the rest where a plan's
/// text is given.
class LookBack {
 public:
  /// The next thing to ask, with `id`; nothing while an answer is out, or where all is known. `plan` may be null.
  std::optional<OutlookRequest> next(std::uint64_t id, const std::string* plan);
  /// False for an answer to somebody else's question.
  bool take(OutlookAnswer& answer);
  bool waits() const { return id_ != 0; }
  bool settled(const std::string* plan) const { return id_ == 0 && !missing(plan); }
  const Hindsight& known() const { return known_; }
  /// Whether the influence is that of the plan with this text.
  bool influence_is_of(const std::string& plan) const { return influence_of_ == plan; }

 private:
  std::optional<Asks> missing(const std::string* plan) const;

  Hindsight known_;
  bool past_ = false, foreseen_ = false;
  std::string influence_of_, asked_;
  Asks asks_ = Asks::kPast;
  std::uint64_t id_ = 0;
};

}  // namespace formcast
