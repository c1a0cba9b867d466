#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/drift.hpp"
#include "sim/influence.hpp"
#include "sim/modelled_past.hpp"

namespace formcast {

struct OutlookAnswer;
struct OutlookRequest;

/// What a twin says of the record behind the plans.
struct Hindsight {
  ModelledPast past;
  std::vector<ForeseenTest> foreseen;    ///< every test at home beside what the tests before it let expect
  std::vector<WeekInfluence> influence;  ///< of the weeks before a plan's target day
};

/// What an engine can be asked: a plan's outlook, or a part of the hindsight, of which the influence alone is a plan's.
enum class Asks { kOutlook, kPast, kForeseen, kInfluence };

/// What a request asks of the hindsight. Throws InputError where its plan cannot be read.
Hindsight look_back(const Twin& twin, const OutlookRequest& request);

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
