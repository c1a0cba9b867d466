#pragma once

#include <string>
#include <string_view>

#include "sim/ensemble/plan_result.hpp"
#include "sim/twin/decision_basis.hpp"

namespace formcast {

/// What may be said of two plans. The chances from which it is said, and the most that is said of 100, are those that
/// athletes of known truth bear out (docs/forecast-skill.md).
enum class Verdict {
  kUnknown,  ///< there is no chance to speak of
  kBetter,   ///< the first plan is, by a worthwhile change
  kWorse,    ///< the other plan is
  kAlike,
  kUnclear,
};
inline constexpr float kSayBetter = 0.7f, kSayAlike = 0.8f;

Verdict verdict(const PairResult& pair);

/// A chance as a number of 100, which is never surer than "more than 95" or "fewer than 5": further out nobody has
/// counted.
std::string of_100(float chance);

/// Whether the athlete's record can tell plans apart at all: where it cannot, or where no forecast could be judged yet,
/// every chance is mostly what was assumed.
bool tells_plans_apart(const DecisionBasis& basis);

/// One sentence: which plan is better, by what, and how sure that is. `unit` is that of performance, "" or "1" for
/// none. Without three chances (results of before) the chance to be better at all.
std::string verdict_text(std::string_view plan, std::string_view other, const PairResult& pair, float worthwhile,
                         std::string_view unit);

/// "this record cannot tell plans apart: ...", or what the loads add, in words; "" where nothing is known.
std::string basis_text(const DecisionBasis& basis);

}  // namespace formcast
