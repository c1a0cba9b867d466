#pragma once

#include <string>
#include <string_view>

#include "sim/ensemble/plan_pair.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {

/// The verdict on two plans. Its thresholds, and the limits of of_100, were checked on athletes of known truth
/// (docs/forecast-skill.md).
enum class Verdict {
  kUnknown,  ///< there is no probability
  kBetter,   ///< the first plan is, by a worthwhile change
  kWorse,    ///< the other plan is
  kAlike,
  kUnclear,
};
inline constexpr float kSayBetter = 0.7f, kSayAlike = 0.8f;

Verdict verdict(const PairResult& pair);

/// A probability as a number of 100, never surer than "more than 95" or "fewer than 5": further out it was not checked.
std::string of_100(float chance);

/// Whether the athlete's record can tell plans apart at all. If not, or if no forecast could be judged yet,
/// probabilities mostly reflect the priors.
bool tells_plans_apart(const DecisionBasis& basis);

/// One sentence: which plan is better, by what, and how sure that is. `unit` is that of performance, "" or "1" for
/// none. Results of old versions lack the three probabilities: then the one to be better at all.
std::string verdict_text(std::string_view plan, std::string_view other, const PairResult& pair, float worthwhile,
                         std::string_view unit);

/// "this record cannot tell plans apart: ...", or what the loads add, in words; "" if nothing is known.
std::string basis_text(const DecisionBasis& basis);

}  // namespace formcast
