#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

#include "sim/ensemble/plan_pair.hpp"
#include "sim/ensemble/plan_result.hpp"

namespace formcast {

/// The ensemble's result for one plan, as the panels draw it.
struct Outlook {
  int members = 0;     ///< 0: nothing is known yet
  PlanResult result;   ///< with what each member can do on the target day
  double seconds = 0;  ///< computing time
  /// Of the request it answers: outlooks of one desk with the same number are equal. 0 where nobody asked.
  std::uint64_t id = 0;

  bool known() const { return members > 0; }
};

/// Members requested step by step: a first answer within a frame or two, the last as many as a batch run has. The
/// members of a step are the first of those of the next. Where a plan is known to be quick, the first step is left out,
/// but not while dragging: bands follow the pointer in every frame and the cores are left to the screen.
inline constexpr std::array<int, 3> kSteps{512, 4000, 10000};

/// One plan against another on the target day, by the members that both have; nothing where either is not known.
/// `worthwhile`: the smallest worthwhile change [p].
std::optional<PairResult> pair_of(const Outlook& a, const Outlook& b, double worthwhile);

/// The share of members that reach `performance`; non-finite ones do not.
double share_reaching(std::span<const float> members, double performance);

/// The probability of `performance`: the share of members that reach it, or the share stored in a results file, which
/// holds no members.
double chance_of(const Outlook& outlook, double performance);

}  // namespace formcast
